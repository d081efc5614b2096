"""A shortfall that costs less than any gap, and less than the smallest unit that serves it, is still no plan."""

from __future__ import annotations

import threading

import pytest

from planner.site import build_site, full_year
from planner.solve import choose
from planner.solve.assemble import build_operation
from planner.solve.highs import Settings
from planner.solve.plan import make_plan
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
