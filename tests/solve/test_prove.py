"""A plan chosen at all hours: its bound is below the optimum of the whole problem, its cost above, both near."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from planner.site import choose_averages, full_year
from planner.solve import by_year, prove
from planner.solve.choose import Chooser
from planner.solve.full_year import WholeYears
from planner.solve.highs import Outcome, Settings, Status
from planner.solve.prove import Lessons, Prover, average_bound
from planner.solve.repair import Repair
from tests.solve.small import BATTERY, PLANT, PV, Parts, Things, assemble, case_of, optimum, random_things, with_thing

Array = NDArray[np.float64]

GAP = 1e-4
ASKED = Settings(gap=GAP)
ONE_YEAR = {"years": (2026,), "end": 2027}

# The random factory that is proven soonest.
QUICK = 8


def parts_of(things: Things) -> Parts:
    return assemble(case_of(things, **ONE_YEAR), full_year())


def check(things: Things) -> None:
    truth = optimum(case_of(things, **ONE_YEAR), full_year()).cost
    enclose(truth, *proven(parts_of(things)))


def enclose(truth: float, bound: float, cost: float, lower: float) -> None:
    """Bound and cost lie on either side of the truth and near each other; the quick bound lies below them."""
    slip = 1e-6 * abs(truth)
    assert lower <= bound + GAP * abs(truth)
    assert bound <= truth + slip
    assert truth <= cost + slip
    assert cost - bound <= 1.01 * GAP * abs(cost)


def proven(parts: Parts) -> tuple[float, float, float]:
    """Bound and cost of the plan chosen at all hours, and the bound by average days alone. [million]"""
    years, start, outcome = searched(parts, ASKED)
    assert outcome.status is Status.OPTIMAL
    lower = average_bound(parts.pathway, parts.split, Repair(), years, start, ASKED)
    return outcome.bound, outcome.objective, lower


def searched(parts: Parts, settings: Settings) -> tuple[WholeYears, Array, Outcome]:
    """The search at all hours from a plan on typical days."""
    ignore, stop = lambda cost, bound: None, threading.Event()
    first = Chooser(parts.pathway, 12, ASKED).choose(parts.split, Repair(), ignore, stop)
    years = WholeYears(parts.split, parts.pathway, parts.operation)
    start = years.operate(first.values).values
    prover = Prover(parts.pathway, parts.operation, years, settings, start, lambda what: None, time.perf_counter())
    return years, start, prover.choose(parts.split, Repair(), ignore, stop).outcome


@pytest.mark.long
@pytest.mark.parametrize("seed", [3, 5])
def test_a_search_cut_short_still_gives_a_plan_and_a_true_bound(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    things = random_things(seed)
    truth = optimum(case_of(things, **ONE_YEAR), full_year()).cost
    monkeypatch.setattr(prove, "LEVELS", (1,))
    monkeypatch.setattr(by_year, "WHOLE_ROUNDS", 0)
    monkeypatch.setattr(by_year, "CONTINUOUS_ROUNDS", 5)
    _, _, outcome = searched(parts_of(things), ASKED)
    assert outcome.status is Status.LIMIT
    assert outcome.bound <= truth * (1.0 + 1e-6)
    assert outcome.objective >= truth * (1.0 - 1e-6)
    assert GAP < outcome.gap < 0.5


def test_bound_and_cost_enclose_the_optimum_of_all_hours() -> None:
    check(random_things(QUICK))


@pytest.mark.long
@pytest.mark.parametrize("seed", sorted({*range(14)} - {QUICK}))
def test_bound_and_cost_enclose_the_optimum_of_many_factories(seed: int) -> None:
    check(random_things(seed))


@pytest.mark.long
def test_more_average_days_bring_the_bound_nearer() -> None:
    things = with_thing(with_thing(PLANT, "technologies.pv", **PV), "technologies.battery", **BATTERY)
    lessons = learnt_of(things)
    bounds = []
    for count in (1, 60, 364):
        lessons.average(count, ASKED, lambda *_: None, threading.Event(), parts=True)
        bounds.append(lessons.bound)
    assert choose_averages(lessons.pathway.yearly.site, 1).days < 60
    assert bounds[0] < bounds[1] <= bounds[2]
    assert lessons.best is not None and lessons.gap < 0.01


def learnt_of(things: Things) -> Lessons:
    """What the optimum's operation at all hours teaches."""
    parts = parts_of(things)
    years = WholeYears(parts.split, parts.pathway, parts.operation)
    lessons = Lessons(parts.split, parts.pathway, years, GAP, [])
    lessons.look(optimum(case_of(things, **ONE_YEAR), full_year()).values)
    return lessons


def test_energy_is_worth_what_it_is_bought_for() -> None:
    """Where all power is bought at three prices, it is dearer and cheaper by these, hour by hour."""
    things = with_thing(PLANT, "supply.grid", components={"energy": PLANT["supply.grid"]["components"]["energy"]})
    worth = learnt_of(things).prices["electricity in 2026"]
    hour = np.arange(8760) % 24
    peak = (hour >= 8) & (hour < 11) | (hour >= 17) & (hour < 22)
    valley = (hour >= 22) | (hour < 6)
    dearer = worth - worth[12]
    assert dearer[9] > 0.0
    assert dearer == pytest.approx(np.where(peak, 1.0, np.where(valley, -1.0, 0.0)) * dearer[9])


def test_days_of_like_prices_lose_nothing() -> None:
    """Whatever the weather: where power is worth the same on all days alike, as many days as prices are exact."""
    things = with_thing(PLANT, "technologies.pv", **{**PV, "max": "0.2 MW"})
    things["supply.grid"]["components"].pop("demand")
    lessons = learnt_of(things)
    lessons.average(1, ASKED, lambda *_: None, threading.Event(), parts=True)
    assert lessons.best is not None
    assert lessons.bound == pytest.approx(lessons.best.cost, rel=GAP)
