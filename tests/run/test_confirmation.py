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
