"""A plan that says which limits it oversteps is confirmed if it oversteps those, by no more, and no other."""

from __future__ import annotations

import pytest

from planner.audit import Audit, Check
from planner.run.confirmation import unconfirmed

DECLARED = [{"key": "targets.co2.limit", "year": 2028, "by": 100.0, "unit": "t"}]


def failing(name: str, residual: float, item: str = "co2.limit") -> Audit:
    check = Check(name, "says", "t", 1, residual, 1e-6, {"item": item, "year": 2028}, passed=False)
    return Audit((check,), 1e-6)


@pytest.mark.parametrize("residual", [0.1, 99.0, 100.0])
def test_what_is_declared_is_confirmed(residual: float) -> None:
    assert unconfirmed(failing("limits.emission_cap", residual), DECLARED) == ()


@pytest.mark.parametrize(
    "found",
    [
        failing("limits.emission_cap", 100.1),
        failing("limits.emission_cap", 99.0, "other.limit"),
        failing("limits.emission_cap", float("nan")),
        failing("balances.carrier", 99.0),
        failing("limits.area", 99.0),
    ],
)
def test_anything_else_is_not(found: Audit) -> None:
    assert unconfirmed(found, DECLARED) == found.checks


def test_without_declarations_every_failure_stands() -> None:
    found = failing("limits.emission_cap", 0.1)
    assert unconfirmed(found, []) == found.checks


@pytest.mark.parametrize(
    ("name", "item", "key"),
    [
        ("limits.green_share", "green", "targets.green.share"),
        ("limits.backup", "park.hours", "targets.park.backup.hours"),
        ("contracts.line_self_use", "line", "supply.line.self_use"),
        ("offsets.compliance", "carbon", "carbon.offset_share"),
        ("limits.capital", "2027..2030", "finance.budget.2027..2030"),
        ("limits.score", "green_factory.score", "targets.green_factory.score"),
        ("limits.score_floors", "green_factory.floors.water", "targets.green_factory.floors.water"),
        ("limits.score_thresholds", "green_factory.thresholds.co2", "targets.green_factory.thresholds.co2"),
        ("limits.gates", "green_factory.gates.plan", "targets.green_factory.gates.plan"),
        ("limits.zero_carbon", "zero_carbon.offsets_max", "targets.zero_carbon.offsets_max"),
        ("limits.physical_share", "zero_carbon.physical_share", "targets.zero_carbon.physical_share"),
    ],
)
def test_every_statement_that_gives_way_is_known(name: str, item: str, key: str) -> None:
    declared = [{"key": key, "year": 2028, "by": 100.0, "unit": "MWh"}]
    assert unconfirmed(failing(name, 99.0, item), declared) == ()
    assert unconfirmed(failing(name, 100.1, item), declared)
    assert unconfirmed(failing(name, 99.0, "another"), declared)


def test_a_condition_is_not_measured_by_what_breaks_it() -> None:
    declared = [{"key": "supply.ccer.after_reduction", "year": 2028, "by": 1.0, "unit": "t"}]
    assert unconfirmed(failing("offsets.after_reduction", 500.0, "ccer"), declared) == ()


def test_a_name_within_another_is_not_meant() -> None:
    declared = [{"key": "targets.green_share.share", "year": 2028, "by": 100.0, "unit": "MWh"}]
    assert unconfirmed(failing("limits.green_share", 1.0, "green"), declared)
