"""Average days: their cost never exceeds that of the days they stand for, and why each care that is taken is needed.

The truth is a ring: a handful of days one after the other, the first after the last, over and over for a year.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from planner.case.value import Case
from planner.site import Steps
from planner.site.steps import average_days, typical_days
from planner.solve.highs import Status
from planner.solve.whole import join_years, solve_whole
from tests.solve.small import BATTERY, EXACT, PLANT, Things, assemble, case_of, optimum, with_thing
from tests.solve.test_pypsa import ring
from tests.solve.test_scores import SEEDS, asked, plant, rows_of, scored, today

Array = NDArray[np.float64]
DAYS = 5
DRAW = np.random.default_rng(11)


def repeated(days: Array) -> Array:
    """A year of 24-hour courses that take turns (day, hour)."""
    return days[np.arange(365) % DAYS].reshape(-1)


HOURS = np.arange(24)
SERIES = {
    "shift": repeated(np.where(HOURS < 7, 0.3, 1.0) * DRAW.uniform(0.4, 1.0, (DAYS, 24))),
    "sun": repeated(np.clip(np.sin((HOURS - 6) / 12 * np.pi), 0.0, None) * np.linspace(0.1, 1.0, DAYS)[:, None]),
    "wind": repeated(DRAW.weibull(2.0, (DAYS, 24)).clip(0.0, 3.0) / 3.0),
    "outdoor": repeated(DRAW.uniform(-15.0, 35.0, (DAYS, 1)) + 5.0 * np.sin(HOURS / 24 * 2 * np.pi)),
    "spot": repeated(DRAW.uniform(0.0, 2.0, (DAYS, 24))),
    "slope": repeated(np.stack([HOURS, HOURS[::-1], HOURS, HOURS[::-1], np.zeros(24)]) / 23.0),
    "blinking": repeated(np.repeat([1.0, 0.0, 0.0, 0.0, 1.0], 24).reshape(DAYS, 24)),
    "serviced": repeated(np.repeat([1.0, 0.4, 1.0, 0.7, 1.0], 24).reshape(DAYS, 24)),
}

PV: dict[str, Any] = {"kind": "renewable", "profile": "sun", "capex": "2500 CNY/kW", "life": "20 a", "max": "8 MW"}
WIND: dict[str, Any] = {"kind": "renewable", "profile": "wind", "capex": "4000 CNY/kW", "life": "20 a", "max": "8 MW"}
PUMP: dict[str, Any] = {
    "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"heat": "300 %"}, "capex": "1500 CNY/kW",
    "carnot": {"share": "45 %", "source_series": "outdoor"}, "life": "15 a", "max": "5 MW",
}  # fmt: skip
TANK: dict[str, Any] = {
    "kind": "storage", "carrier": "heat", "seasonal": True, "capex_energy": "5 CNY/kWh", "life": "30 a",
    "standing_loss": "0.2 %/h", "max_energy": "200 MWh", "max_power": "5 MW",
}  # fmt: skip
UNITS: dict[str, Any] = {"unit": "0.5 MW", "min_load": "40 %", "start_cost": "300 CNY", "ramp": "60 %/h", "max": "4 MW"}


# Group of every day of the ring.
MIXED, ALTERNATING = (0, 1, 1, 0, 1), (0, 1, 0, 1, 1)


def averages(kind: type[Steps] = Steps, groups: tuple[int, ...] = MIXED) -> Steps:
    """Two average days for the five of the ring."""
    assignment = np.array(groups)[np.arange(365) % DAYS]
    return kind("average", np.array([0, 1]), assignment, averaged=True)


def factory(seed: int) -> Things:
    """A plant with a random selection of what averaging must be careful about."""
    draw = random.Random(seed)
    things = deepcopy(PLANT)
    components = things["supply.grid"]["components"]
    if draw.random() < 0.5:
        components["energy"] = {"basis": "energy", "price": f"{draw.uniform(300, 600):.1f} CNY/MWh", "series": "spot"}
    for name, fields, chance in (("pv", PV, 0.7), ("wind", WIND, 0.4), ("pump", PUMP, 0.6), ("tank", TANK, 0.6)):
        if draw.random() < chance:
            things[f"technologies.{name}"] = deepcopy(fields)
    if draw.random() < 0.7:
        things["technologies.battery"] = {
            **BATTERY, "capex_energy": f"{draw.uniform(20, 300):.1f} CNY/kWh", "reserve": f"{draw.choice([0, 20])} %",
        }  # fmt: skip
    if draw.random() < 0.5:
        things["technologies.boiler"].update(UNITS, availability="serviced")
    if draw.random() < 0.5:
        things["supply.grid"].update(billing="choose", transformer="4 MVA", demand_minimum="0.2 kW/kVA")
        components["capacity"] = {"basis": "capacity", "price": "15 CNY/(kVA*month)"}
    if draw.random() < 0.5:
        things["supply.grid"]["export"] = {"price": f"{draw.uniform(100, 350):.1f} CNY/MWh", "limit": "2 MW"}
    if draw.random() < 0.4:
        things["demands.machines"]["flexible"] = {"share": "20 %", "within": "4 h"}
    if draw.random() < 0.4:
        things["supply.ppa"] = {
            "kind": "ppa", "profile": "wind", "start": [2026], "tenor": "5 a", "max": "3 MW",
            "energy_price": f"{draw.uniform(200, 400):.1f} CNY/MWh", "environmental_value": "10 CNY/MWh",
        }  # fmt: skip
    return things


def cost(things: Things, steps: Steps, *, whole: bool = False) -> float:
    """Least cost over these steps; units may run in parts, as they may on average days, unless told whole. [million]"""
    return cost_of(case_of(things, series=SERIES), steps, whole=whole)


def cost_of(case: Case, steps: Steps, base: Mapping[str, float] | None = None, *, whole: bool = False) -> float:
    """The same of a case, with accounts of its base year."""
    parts = assemble(case, steps, base)
    joined = join_years(parts.split, parts.pathway, parts.operation)
    integer = joined.problem.integer.copy()
    integer[parts.split.problem.cost.size :] &= whole
    joined = replace(joined, problem=replace(joined.problem, integer=integer))
    outcome, _ = solve_whole(joined, joined.problem.cost.size, EXACT, lambda *_: None, threading.Event())
    assert outcome.status is Status.OPTIMAL
    return outcome.objective


@pytest.mark.parametrize("seed", range(24))
def test_average_days_cost_no_more_than_the_days_they_stand_for(seed: int) -> None:
    things = factory(seed)
    assert cost(things, averages()) <= cost(things, ring(DAYS)) * (1.0 + 1e-7)


@pytest.mark.parametrize("seed", [9, *(pytest.param(seed, marks=pytest.mark.long) for seed in SEEDS if seed != 9)])
def test_average_days_cost_no_more_for_a_score(seed: int) -> None:
    """With certificates, and a total of points to which rows with fixed and with moving denominators add."""
    case = replace(scored(plant(seed), rows_of(seed), asked(seed)[0]), series=SERIES)
    coarse, truth = (cost_of(case, steps, today(seed)) for steps in (averages(), ring(DAYS)))
    assert coarse <= truth * (1.0 + 1e-7)


def test_whole_units_cost_no_less_than_parts_of_them() -> None:
    things = with_thing(PLANT, "technologies.boiler", **UNITS)
    assert cost(things, averages()) < optimum(case_of(things, series=SERIES), ring(DAYS)).cost


@pytest.mark.parametrize("seed", range(4))
def test_finer_averages_come_nearer(seed: int) -> None:
    things = factory(seed)
    each = Steps("average", np.arange(DAYS), np.arange(365) % DAYS, averaged=True)
    coarse, fine, truth = cost(things, averages()), cost(things, each), cost(things, ring(DAYS))
    assert coarse <= fine * (1.0 + 1e-7)
    assert fine <= truth * (1.0 + 1e-7)


@dataclass(frozen=True)
class RoundEachDay(Steps):
    """Careless: every average day ends as it began, as if contents could not be carried into the next group."""

    @property
    def previous(self) -> NDArray[np.int64]:
        steps = np.arange(self.count)
        return np.where(steps % 24 == 0, steps + 23, steps - 1)

    @property
    def transitions(self) -> dict[tuple[int, int], int]:
        return {(day, day): int(count) for day, count in enumerate(np.bincount(self.assignment))}


@dataclass(frozen=True)
class MeanFactors(Steps):
    """Careless: what varies within an hour of an average day takes its mean."""

    def span(self, hourly: Array) -> tuple[Array, Array]:
        return (self.mean(hourly),) * 2


def carried() -> Things:
    """Sun only on some days, and a cheap store that carries it to the others."""
    things = with_thing(PLANT, "technologies.pv", **{**PV, "capex": "500 CNY/kW"})
    return with_thing(
        things, "technologies.battery", **{**BATTERY, "capex_energy": "5 CNY/kWh", "max_energy": "90 MWh"}
    )


def warm_days() -> Things:
    """A heat pump for all heat, and a store without losses that lets it run on the warm days."""
    things = with_thing(PLANT, "technologies.pump", **{**PUMP, "capex": "100 CNY/kW", "max": "20 MW"})
    store = {**TANK, "capex_energy": "1 CNY/kWh", "standing_loss": "0 %/h", "max_power": "20 MW"}
    things = with_thing(things, "technologies.tank", **store)
    things["supply.grid"]["components"] = {"energy": {"basis": "energy", "price": "500 CNY/MWh"}}
    things["supply.fuel"]["price"] = "2000 CNY/MWh"
    return things


def cheap_hours() -> Things:
    """Power at spot prices, and a store that buys it in cheap hours."""
    things = with_thing(PLANT, "technologies.battery", **{**BATTERY, "capex_energy": "5 CNY/kWh"})
    things["supply.grid"]["components"] = {"energy": {"basis": "energy", "price": "500 CNY/MWh", "series": "spot"}}
    return things


def slow_boiler() -> Things:
    """Heat that rises through one day and falls through the next, from a boiler that follows slowly."""
    things = with_thing(PLANT, "technologies.boiler", ramp="5 %/h", max="1.5 MW")
    del things["existing.old_boiler"]
    return with_thing(things, "demands.washing", profile="slope")


@pytest.mark.parametrize(
    ("things", "careless"), [(carried, RoundEachDay), (warm_days, MeanFactors), (cheap_hours, MeanFactors)]
)
def test_without_its_care_the_bound_is_none(things: Callable[[], Things], careless: type[Steps]) -> None:
    """Each shortcut puts the cost of average days above the true optimum, in a factory made for it."""
    truth = cost(things(), ring(DAYS))
    assert cost(things(), averages()) <= truth * (1.0 + 1e-7)
    assert cost(things(), averages(careless)) > truth * (1.0 + 1e-4)


def test_without_dropping_ramps_at_midnight_the_bound_is_none() -> None:
    """What rises on one day and falls on the next never jumps; a mean day that had to end as it began would."""
    truth = cost(slow_boiler(), ring(DAYS))
    assert cost(slow_boiler(), averages(groups=ALTERNATING)) <= truth * (1.0 + 1e-7)
    assert cost(slow_boiler(), averages(RoundEachDay, ALTERNATING)) > truth * (1.0 + 1e-4)


def test_with_whole_units_the_bound_is_none() -> None:
    """A unit that stands still on most days of a group is on in part; kept on, it would make heat that nobody takes."""
    things = with_thing(PLANT, "technologies.boiler", unit="1.2 MW", min_load="100 %", max="2.4 MW")
    del things["existing.old_boiler"]
    things = with_thing(things, "demands.washing", profile="blinking")
    truth = cost(things, ring(DAYS), whole=True)
    assert cost(things, averages()) <= truth * (1.0 + 1e-7)
    assert cost(things, averages(), whole=True) > truth * (1.0 + 1e-4)


def test_an_average_day_is_the_mean_of_its_days() -> None:
    days = averages()
    wind = SERIES["wind"].reshape(365, 24)
    for course in (days.mean, days.energy, days.duration):
        assert course(SERIES["wind"]).reshape(2, 24)[1] == pytest.approx(wind[days.assignment == 1].mean(axis=0))
    low, high = days.span(SERIES["wind"])
    assert low.reshape(2, 24)[1] == pytest.approx(wind[days.assignment == 1].min(axis=0))
    assert high.reshape(2, 24)[0] == pytest.approx(wind[days.assignment == 0].max(axis=0))


def test_every_midnight_is_counted_once() -> None:
    days = averages()
    assert sum(days.transitions.values()) == 365
    for day in range(2):
        arrivals = sum(count for (_, following), count in days.transitions.items() if following == day)
        assert arrivals == np.bincount(days.assignment)[day]


def test_average_days_keep_their_groups_apart() -> None:
    groups = [day % 3 for day in range(365)]
    days = average_days({"wind": SERIES["wind"]}, groups, 9)
    assert days.averaged and not days.whole_year
    assert days.days >= 9
    for day in range(days.days):
        assert len({groups[each] for each in np.flatnonzero(days.assignment == day)}) == 1
    assert not typical_days({"wind": SERIES["wind"]}, groups, 9).averaged
