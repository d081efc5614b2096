"""A plan chosen at all hours: its bound is below the optimum of the whole problem, its cost above, both near."""

from __future__ import annotations

import threading

import pytest

from planner.site import choose_averages, full_year
from planner.solve.choose import Chooser
from planner.solve.full_year import WholeYears
from planner.solve.highs import Settings, Status
from planner.solve.prove import Prover, average_bound, learn
from planner.solve.repair import Repair
from tests.solve.small import BATTERY, PLANT, PV, Parts, Things, assemble, case_of, optimum, random_things, with_thing

GAP = 1e-4
ASKED = Settings(gap=GAP)
ONE_YEAR = {"years": (2026,), "end": 2027}


def parts_of(things: Things) -> Parts:
    return assemble(case_of(things, **ONE_YEAR), full_year())


def proven(parts: Parts) -> tuple[float, float, float]:
    """Bound and cost of the plan chosen at all hours, and the bound by average days alone. [million]"""
    ignore, stop = lambda cost, bound: None, threading.Event()
    first = Chooser(parts.pathway, 12, ASKED).choose(parts.split, Repair(), ignore, stop)
    years = WholeYears(parts.split, parts.pathway, parts.operation)
    start = years.operate(first.values).values
    choice = Prover(parts.pathway, parts.operation, years, ASKED, start, 0.0).choose(
        parts.split, Repair(), ignore, stop
    )
    assert choice.outcome.status is Status.OPTIMAL
    lower = average_bound(parts.pathway, parts.split, Repair(), start, ASKED)
    return choice.outcome.bound, choice.outcome.objective, lower


def check(things: Things) -> None:
    truth = optimum(case_of(things, **ONE_YEAR), full_year()).cost
    bound, cost, lower = proven(parts_of(things))
    slip = 1e-6 * abs(truth)
    assert lower <= bound + GAP * abs(truth)
    assert bound <= truth + slip
    assert truth <= cost + slip
    assert cost - bound <= 1.01 * GAP * abs(cost)


def test_bound_and_cost_enclose_the_optimum_of_all_hours() -> None:
    check(random_things(0))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 14))
def test_bound_and_cost_enclose_the_optimum_of_many_factories(seed: int) -> None:
    check(random_things(seed))


def test_more_average_days_bring_the_bound_nearer() -> None:
    things = with_thing(with_thing(PLANT, "technologies.pv", **PV), "technologies.battery", **BATTERY)
    parts = parts_of(things)
    start = WholeYears(parts.split, parts.pathway, parts.operation).operate(optimum(case_of(things, **ONE_YEAR)).values)
    bounds = [
        learn(parts.split, parts.pathway, count, start.values, [], ASKED, lambda *_: None, threading.Event())
        for count in (1, 60, 365)
    ]
    assert choose_averages(parts.site, 1).days < 60
    assert bounds[0] <= bounds[1] * (1.0 + GAP) and bounds[1] <= bounds[2] * (1.0 + GAP)
