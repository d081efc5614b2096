"""Outcomes held as expected while a large plan is chosen, and opened where the full year shows them otherwise."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from planner.site import build_site, full_year
from planner.solve import choose
from planner.solve.assemble import build_operation
from planner.solve.plan import Plan, Progress, make_plan
from tests.solve.small import EXACT, Things, case_of

LINES = {
    "energy": {"basis": "energy", "price": "100 CNY/MWh"},
    "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
    "capacity": {"basis": "capacity", "price": "26 CNY/(kVA*month)"},
}
GRID: dict[str, Any] = {
    "kind": "grid", "components": LINES, "billing": "choose", "transformer": "1 MVA", "limit": "3 MW",
    "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
}  # fmt: skip
THINGS: Things = {
    "carriers.electricity": {"kind": "carrier"}, "supply.grid": GRID,
    "demands.line": {"kind": "demand", "carrier": "electricity", "annual": "8760 MWh"},
}  # fmt: skip
OWN: Things = {
    "technologies.plant": {
        "kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", "life": "25 a", "max": "0.9 MW",
    },
    "existing.old": {
        "kind": "existing", "technology": "plant", "capacity": "0.9 MW", "built": 2020, "only_at": [2040],
    },
}  # fmt: skip


def planned(things: Things, monkeypatch: pytest.MonkeyPatch) -> tuple[Plan, list[str]]:
    """A plan chosen year by year, and what was said of repairs."""
    monkeypatch.setattr(choose, "SMALL", 0)
    site = build_site(case_of(things, years=(2026,), end=2026, rate=0.0))
    said: list[str] = []

    def report(news: Progress) -> None:
        if news.stage == "repair":
            said.append(news.message)

    plan = make_plan(site, build_operation(site, full_year()), {}, 1, EXACT, report, threading.Event())
    return plan, said


def test_what_turns_out_as_expected_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """1 MW pays 40 a month by demand and 26 by the transformer: capacity, as expected, in all quarters."""
    plan, said = planned(THINGS, monkeypatch)
    assert said == []
    assert plan.expected == 4
    assert plan.cost == pytest.approx(0.876 + 12 * 0.026)


def test_what_turns_out_otherwise_is_opened_and_chosen_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """An own plant leaves 0.1 MW to buy: 4 a month by demand, whatever the loads alone made expect."""
    plan, said = planned({**THINGS, **OWN}, monkeypatch)
    assert said == ["4 quarters or months are billed otherwise than expected"]
    assert plan.expected == 0
    assert plan.cost == pytest.approx(0.0876 + 12 * 0.004)
    assert plan.typical.bound == pytest.approx(plan.cost)
