"""What one plan teaches the next one is true there: the optimum is enclosed as if nothing had been handed on."""

from __future__ import annotations

import json
import threading
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from planner.case import read
from planner.run.memory import operates_alike
from planner.site import build_site, full_year
from planner.solve import choose
from planner.solve.assemble import build_operation, build_pathway
from planner.solve.choose import Choice, Chooser
from planner.solve.experience import Experience
from planner.solve.full_year import WholeYears
from planner.solve.highs import Settings, Status
from planner.solve.plan import operate_base_year
from planner.solve.repair import Repair
from planner.solve.split import split_pathway
from tests.docs.from_run import ROOT
from tests.solve.small import (
    BATTERY,
    CARBON,
    HEAT_PUMP,
    LED,
    PLANT,
    PV,
    Things,
    assemble,
    case_of,
    days,
    optimum,
    random_things,
    with_thing,
)  # fmt: skip

GAP = 1e-4
FULL: Things = {
    **PLANT, "technologies.pv": {**PV, "min_build": "0.5 MW"}, "technologies.pump": HEAT_PUMP,
    "technologies.battery": BATTERY, "measures.led": LED, "carbon.carbon": CARBON,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_day_year_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose on a single day, and year by year even where one problem would do."""
    monkeypatch.setattr(choose, "SMALL", 0)
    monkeypatch.setattr(choose, "choose_days", lambda site, count, extra=(): days(1))
    monkeypatch.setattr(choose, "few_days", lambda site: days(1))


def chosen(things: Things, before: Chooser | None = None) -> tuple[Chooser, Choice]:
    pathway = build_pathway(build_site(case_of(things)), {})
    chooser = Chooser(pathway, 1, Settings(gap=GAP), before)
    return chooser, chooser.choose(split_pathway(pathway), Repair(), lambda cost, bound: None, threading.Event())


@cache
def cost_of(things: str) -> float:
    """Least cost, found in one problem of all years."""
    return optimum(case_of(_with_years(json.loads(things)))).cost


def _with_years(value: Any) -> Any:
    """Keys that are years as numbers again."""
    if isinstance(value, dict):
        return {int(key) if key.isdigit() else key: _with_years(each) for key, each in value.items()}
    return value


def encloses(things: Things, choice: Choice) -> None:
    """Bound and cost enclose the optimum, and are as near to each other as was asked."""
    best = cost_of(json.dumps(things))
    slip = 1e-7 * abs(best)
    assert choice.outcome.status is Status.OPTIMAL
    assert choice.outcome.bound <= best + slip
    assert best <= choice.outcome.objective + slip
    assert choice.outcome.gap <= GAP


def changed(things: Things, path: str, **fields: Any) -> Things:
    made = deepcopy(things)
    made[path].update(fields)
    return made


def priced(things: Things, factor: float) -> Things:
    price = {2026: f"{100 * factor} CNY/t", 2040: f"{300 * factor} CNY/t"}
    return with_thing(things, "carbon.carbon", kind="carbon", scheme="shadow", price=price)


CHANGES = {
    "a higher carbon price": lambda things: priced(things, 3.0),
    "no carbon price": lambda things: priced(things, 0.0),
    "dear plants": lambda things: changed(things, "technologies.pv", capex="9000 CNY/kW"),
    "less room": lambda things: changed(things, "technologies.pv", max="1 MW"),
    "cheap power": lambda things: changed(things, "supply.fuel", price="150 CNY/MWh"),
    "less demand": lambda things: changed(things, "demands.machines", annual="6000 MWh"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_plan_that_begins_from_another_is_as_good_as_one_from_nothing(change: str) -> None:
    """Were the old cuts taken as they are, a falling price would push the bound above the optimum."""
    first, choice = chosen(FULL)
    encloses(FULL, choice)
    things = CHANGES[change](FULL)
    second, warm = chosen(things, first)
    encloses(things, warm)
    # And back again: what was learnt on the way is no less true.
    encloses(FULL, chosen(FULL, second)[1])


@pytest.mark.parametrize("seed", range(2))
def test_random_plants_along_a_carbon_price(seed: int) -> None:
    things, before = random_things(seed), None
    for factor in (0.5, 2.0, 1.0):
        priced_things = priced(things, factor)
        before, choice = chosen(priced_things, before)
        encloses(priced_things, choice)


def test_a_plan_of_other_decisions_begins_from_nothing() -> None:
    first, _ = chosen(FULL)
    without = {path: fields for path, fields in FULL.items() if path != "technologies.battery"}
    second, choice = chosen(without, first)
    assert second.before is None
    encloses(without, choice)


def test_repriced_years_cost_what_new_ones_cost() -> None:
    """Linear programs to 1e-6, from the last basis and from nothing."""
    operation = None
    before: WholeYears | None = None
    few = {path: fields for path, fields in FULL.items() if path != "technologies.battery"}
    for factor in (1.0, 4.0):
        answered = optimum(case_of(priced(few, factor), years=(2026,), end=2026))
        parts = answered.parts
        operation = operation or build_operation(parts.site, full_year())
        fresh = WholeYears(parts.split, parts.pathway, operation)
        kept = [] if before is None else [program.freed() for program in before._programs]
        before = WholeYears(parts.split, parts.pathway, operation, before=before)
        # The programs themselves have been taken over, not made anew.
        assert not kept or [program.freed() for program in before._programs] == kept
        found = [years.operate(answered.values) for years in (fresh, before)]
        cost = [float(parts.split.problem.cost @ each.values) for each in found]
        assert cost[1] == pytest.approx(cost[0], rel=1e-6)
        assert found[1].oversteps == found[0].oversteps == ()


def test_years_that_differ_in_more_than_cost_are_not_taken_over() -> None:
    one, other = (
        assemble(case_of(FULL)),
        assemble(case_of(changed(FULL, "technologies.battery", efficiency_charge="80 %"))),
    )
    years = WholeYears(one.split, one.pathway, one.operation)
    kept = {id(program.freed()) for program in years._programs}
    later = WholeYears(other.split, other.pathway, other.operation, before=years)
    assert not kept & {id(program.freed()) for program in later._programs}
    assert not later.same_as(years)


def test_a_base_year_is_operated_again_only_if_it_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    operated = []
    monkeypatch.setattr(
        WholeYears, "operate", lambda self, values, of=WholeYears.operate: operated.append(1) or of(self, values)
    )
    lessons, found, whole_year = Experience(), [], None
    for annual in ("8000 MWh", "8000 MWh", "8100 MWh"):
        case = case_of({**PLANT, "demands.machines": {**PLANT["demands.machines"], "annual": annual}}, years=(2025,))
        site = build_site(replace(case, horizon=replace(case.horizon, end=2025)))
        whole_year = whole_year or build_operation(site, full_year())
        found.append(operate_base_year(site, whole_year, Settings(), lessons))
    assert len(operated) == 2
    assert found[0].equals(found[1]) and not found[0].equals(found[2])


ALIKE = ("carbon.price=200", "targets.green_power=off", "measures.compressors.capex=x2")
UNLIKE = (
    "technologies.battery.efficiency_charge=90 %", "supply.gas.price=x2", "demands.welding.annual=12 GWh",
    "horizon.discount_rate=7 %", "site.roof.area=200000 m2",
)  # fmt: skip


def test_hours_are_alike_where_nothing_that_they_know_of_differs() -> None:
    case = read(ROOT / "cases" / "machinery_plant")
    hours = build_operation(build_site(case), days(1)).compiled.problem
    for change in ALIKE:
        other = read(ROOT / "cases" / "machinery_plant", overrides=(change,))
        assert operates_alike(case, other), change
        assert build_operation(build_site(other), days(1)).compiled.problem.same_as(hours), change
    for change in UNLIKE:
        assert not operates_alike(case, read(ROOT / "cases" / "machinery_plant", overrides=(change,))), change
    shifted = replace(case, series={name: np.roll(values, 1) for name, values in case.series.items()})
    assert not operates_alike(case, shifted)
