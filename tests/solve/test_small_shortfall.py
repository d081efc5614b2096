"""A shortfall that costs less than any gap, and less than the smallest unit that serves it, is still no plan."""

from __future__ import annotations

import threading
from contextlib import nullcontext

import pytest

from planner.errors import InfeasibleError
from planner.site import build_site, full_year, in_base_year
from planner.solve import choose
from planner.solve.assemble import build_operation
from planner.solve.highs import Settings
from planner.solve.plan import make_plan, operate_base_year
from tests.solve.small import PLANT, case_of, with_thing

PEAK = 4000.0 / (365 * (12 * 1.0 + 12 * 0.3))  # MW of heat


@pytest.mark.parametrize("small", [0, choose.SMALL], ids=["year by year", "whole"])
def test_the_smallest_unit_is_built_for_some_watts(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 W short in half of all hours, 0.4 MWh a year; the smallest boiler costs 5 million."""
    monkeypatch.setattr(choose, "SMALL", small)
    boiler = {**PLANT["technologies.boiler"], "min_build": "10 MW", "max": "20 MW"}
    standing = {**PLANT["existing.old_boiler"], "capacity": f"{PEAK - 1e-4} MW"}
    things = with_thing(with_thing(PLANT, "technologies.boiler", **boiler), "existing.old_boiler", **standing)
    site = build_site(case_of(things))
    operation = build_operation(site, full_year())
    plan = make_plan(site, operation, {}, 2, Settings(gap=0.02), lambda _: None, threading.Event())
    assert plan.oversteps == ()
    assert float(plan.solution["built"].sel(asset="boiler", year=2026)) >= 10.0


@pytest.mark.parametrize(("short", "serves"), [(1e-4, False), (2.5e-6, False), (1.3e-6, True)])
def test_what_a_solver_may_be_off_is_no_shortfall(short: float, serves: bool) -> None:
    """0.7 MW of heat leave 1.7 W to tolerances; equipment cannot be said to be that much too small."""
    standing = {**PLANT["existing.old_boiler"], "capacity": f"{PEAK - short:.9f} MW"}
    site = build_site(in_base_year(case_of(with_thing(PLANT, "existing.old_boiler", **standing))))
    outcome = nullcontext() if serves else pytest.raises(InfeasibleError, match="heat")
    with outcome:
        operate_base_year(site, build_operation(site, full_year()), Settings())
