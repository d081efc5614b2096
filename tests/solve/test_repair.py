"""What a full year teaches the typical days: how much room below a limit is enough."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from planner.site import build_site, full_year
from planner.solve.assemble import build_operation
from planner.solve.plan import Plan, make_plan
from tests.solve.small import EXACT, Things, case_of

# Three hours in ten are windy and two have a quarter of that; the hours are mixed over the year.
ORDER = np.random.default_rng(7).permutation(8760)
WIND = np.concatenate([np.ones(2628), np.full(1752, 0.25), np.zeros(4380)])[ORDER]

GRID = {
    "kind": "grid", "components": {"energy": {"basis": "energy", "price": "500 CNY/MWh"}}, "limit": "3 MW",
    "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
}  # fmt: skip

TURBINE = {
    "kind": "renewable", "profile": "wind", "capex": "20000 CNY/kW", "life": "20 a", "min_build": "1 MW", "max": "1 MW",
}  # fmt: skip


def planned(share: str) -> Plan:
    """The cheapest plan of a factory that uses 1 MW at all times, a share of it from turbines of its own."""
    things: Things = {
        "carriers.electricity": {"kind": "carrier"}, "supply.grid": GRID,
        "demands.line": {"kind": "demand", "carrier": "electricity", "annual": "8760 MWh"},
        **{f"technologies.{name}": TURBINE for name in ("first", "second", "third", "fourth")},
        "targets.green": {"kind": "green_share", "share": share},
    }  # fmt: skip
    site = build_site(case_of(things, years=(2026,), end=2026, rate=0.0, series={"wind": WIND}))
    whole_year = build_operation(site, full_year())
    return make_plan(site, whole_year, {}, 1, EXACT, lambda news: None, threading.Event())


def turbines(plan: Plan) -> float:
    """Capacity built. [MW]"""
    return float(plan.solution["built"].sum())


@pytest.mark.parametrize(("share", "expected", "repairs"), [("39.9 %", 2.0, 0), ("40.1 %", 3.0, 1)])
def test_what_typical_days_leave_below_a_limit_is_no_room(share: str, expected: float, repairs: int) -> None:
    """Two turbines serve 0.3 + 2 x 0.05 = 40 % of the demand, three serve 45 %.

    In the typical day the eighth windiest hour mixes both kinds, so two turbines seem to serve 9.8 h in 24, 40.83 %:
    0.73 points more than asked. What lacks in the full year, 0.1 points, would have to be added time and again.
    """
    plan = planned(share)
    assert turbines(plan) == pytest.approx(expected)
    assert len(plan.repairs) == repairs
    assert not plan.oversteps
