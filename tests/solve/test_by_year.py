"""Choosing year by year finds what one problem finds: its bound is below the optimum, its plan is worth its cost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from planner.case.value import Case
from planner.solve.assemble import build_operation
from planner.solve.by_year import solve_by_year
from planner.solve.full_year import oversteps
from planner.solve.highs import Outcome, Settings, Status, solve
from planner.solve.split import DECISION, Split, split_pathway, year_problem
from planner.solve.whole import first_design, join_years
from tests.solve.small import (
    HEAT_PUMP,
    PLANT,
    PV,
    Answered,
    Parts,
    Things,
    case_of,
    days,
    optimum,
    random_things,
    with_thing,
)  # fmt: skip

Array = NDArray[np.float64]
GAP = 1e-4
ASKED = Settings(gap=GAP)
YEARS = (2026, 2028)


def by_year(
    parts: Parts,
    settings: Settings = ASKED,
    *,
    start: Array | None = None,
    split: Split | None = None,
    watch: Callable[[float, float], None] = lambda cost, bound: None,
    stop: threading.Event | None = None,
) -> tuple[Outcome, Array | None]:
    split = split or parts.split
    years = [year_problem(split, parts.pathway, parts.operation, year) for year in split.years]
    return solve_by_year(split, years, settings, start, [], watch, stop or threading.Event())


def rough(parts: Parts) -> Array | None:
    return first_design(parts.split, parts.pathway, build_operation(parts.site, days(1)), Settings())


def worth(parts: Parts, values: Array) -> float:
    """What the decisions of a design truly cost, found in the one problem of all years."""
    problem = join_years(parts.split, parts.pathway, parts.operation).problem
    decisions = np.setdiff1d(parts.split.decisions, np.arange(parts.pathway.compiled.problem.cost.size, values.size))
    outcome = solve(problem.fixed(decisions, values[decisions]), Settings(gap=1e-9))
    assert outcome.status is Status.OPTIMAL
    return outcome.objective


def agree(whole: Answered, outcome: Outcome, values: Array | None, gap: float = GAP) -> None:
    assert outcome.status is Status.OPTIMAL
    assert values is not None
    slip = 1e-7 * abs(whole.cost)
    assert outcome.bound <= whole.cost + slip
    assert whole.cost <= outcome.objective + slip
    assert outcome.gap <= gap
    # What several years share (a budget, a peak) is handed out by the search and dealt out anew by `worth`.
    compiled = whole.parts.pathway.compiled.problem.cost.size
    true = worth(whole.parts, values)
    assert outcome.bound - slip <= true
    assert true == pytest.approx(outcome.objective, rel=1e-6 if values.size == compiled else gap)
    assert true <= outcome.objective * (1.0 + 1e-6)
    integer = whole.parts.split.problem.integer
    assert np.abs(values - np.round(values))[integer].max(initial=0.0) < 1e-6


@cache
def free(seed: int) -> tuple[Things, Answered]:
    """A random plant and its optimum without targets."""
    things = random_things(seed)
    return things, optimum(case_of(things), days(2))


def emitted(answered: Answered) -> float:
    """CO2 over the horizon. [t]"""
    return sum(2.0 * answered.co2(year) for year in YEARS)


def target(things: Things, **fields: Any) -> Case:
    return case_of(with_thing(things, "targets.co2", kind="emission_cap", **fields))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("from_rough", [False, True], ids=["from nothing", "from a rough design"])
def test_the_same_optimum_as_in_one_problem(seed: int, from_rough: bool) -> None:
    _, whole = free(seed)
    agree(whole, *by_year(whole.parts, start=rough(whole.parts) if from_rough else None))


@pytest.mark.parametrize("gap", [1e-2, 1e-3, 1e-6])
def test_the_gap_closes_to_what_was_asked(gap: float) -> None:
    _, whole = free(6)
    agree(whole, *by_year(whole.parts, Settings(gap=gap)), gap)


def test_without_whole_numbers() -> None:
    whole = optimum(case_of({**PLANT, "technologies.pv": PV, "technologies.pump": HEAT_PUMP}), days(2))
    assert not whole.parts.split.problem.integer.any()
    agree(whole, *by_year(whole.parts))


@pytest.mark.parametrize("seed", [0, 3, 4])
def test_yearly_limits(seed: int) -> None:
    things, before = free(seed)
    limits = {year: f"{0.95 * before.co2(year)} t/a" for year in YEARS}
    whole = optimum(target(things, limit=limits), days(2))
    assert whole.cost > before.cost
    agree(whole, *by_year(whole.parts, start=rough(whole.parts)))


@pytest.mark.parametrize("seed", [0, 3])
@pytest.mark.parametrize("from_rough", [False, True], ids=["from nothing", "from a rough design"])
def test_a_budget_of_all_years_together(seed: int, from_rough: bool) -> None:
    things, before = free(seed)
    whole = optimum(target(things, budget=f"{0.9 * emitted(before)} t"), days(2))
    assert whole.cost > before.cost * 1.0001
    assert not whole.oversteps
    assert emitted(whole) <= 0.9 * emitted(before) * (1.0 + 1e-6)
    agree(whole, *by_year(whole.parts, start=rough(whole.parts) if from_rough else None))


@pytest.mark.parametrize("seed", [0, 3])
def test_no_rise_after_a_peak_year(seed: int) -> None:
    things, _ = free(seed)
    rising = with_thing(things, "demands.furnace", kind="demand", carrier="electricity")
    rising["demands.furnace"]["annual"] = {2026: "100 MWh", 2028: "6000 MWh"}
    before = optimum(case_of(rising), days(2))
    assert before.co2(2028) > before.co2(2026)
    whole = optimum(target(rising, peak=2026), days(2))
    assert whole.cost > before.cost * 1.0001
    assert not whole.oversteps
    agree(whole, *by_year(whole.parts, start=rough(whole.parts)))


@pytest.mark.parametrize(
    "fields",
    [
        {"budget": "5000 t", "limit": {2026: "2500 t/a", 2028: "2000 t/a"}},
        {"budget": "6000 t", "peak": 2026},
        {"limit": {2026: "100 t/a"}},
        {"budget": "100 t"},
    ],
    ids=["budget and limits", "budget and peak", "impossible limit", "impossible budget"],
)
def test_oversteps_only_where_the_case_contradicts_itself(fields: dict[str, Any]) -> None:
    things, _ = free(3)
    whole = optimum(target(things, **fields), days(2))
    outcome, values = by_year(whole.parts, start=rough(whole.parts))
    agree(whole, outcome, values)
    found = {
        f"{slack.where.key}@{slack.year}": by for slack, by in oversteps(whole.parts.split, whole.parts.pathway, values)
    }
    assert found.keys() == whole.oversteps.keys()
    assert sum(found.values()) == pytest.approx(sum(whole.oversteps.values()), rel=1e-2)


@pytest.mark.parametrize("fields", [{"budget": "6000 t"}, {"peak": 2026}, {"limit": {2026: "2000 t/a"}}])
def test_the_split_pathway_is_the_pathway(fields: dict[str, Any]) -> None:
    whole = optimum(target(free(3)[0], **fields), days(2))
    assert not whole.oversteps
    compiled = whole.parts.pathway.compiled
    shut = whole.parts.split.problem
    plain = join_years(replace(whole.parts.split, problem=compiled.problem), whole.parts.pathway, whole.parts.operation)
    assert solve(plain.problem, Settings(gap=1e-9)).objective == pytest.approx(whole.cost, rel=1e-7)
    assert shut.cost.size >= compiled.problem.cost.size


@pytest.mark.parametrize("fields", [{}, {"budget": "6000 t", "peak": 2026, "limit": {2026: "2000 t/a"}}])
def test_every_row_has_one_owner(fields: dict[str, Any]) -> None:
    parts = optimum(target(free(3)[0], **fields), days(1)).parts
    split = parts.split
    rows = split.problem.matrix.tocsr()
    assert split.row_owner.size == rows.shape[0]
    assert split.column_owner.size == split.problem.cost.size
    for row in range(rows.shape[0]):
        owners = set(split.column_owner[rows[[row]].indices[rows[[row]].data != 0.0]].tolist()) - {DECISION}
        assert len(owners) <= 1
        assert owners <= {int(split.row_owner[row])}


def test_decisions_that_contradict_each_other_are_infeasible() -> None:
    parts = free(3)[1].parts
    adopted = next(iter(parts.pathway.model.thing["measure led"].adopted.values()))
    column = np.array([parts.pathway.compiled.of(adopted)])
    rows = parts.split.problem.matrix.tocsc()[:, column].indices
    problem = parts.split.problem.fixed(column, np.array([1.0]))
    low = problem.row_low.copy()
    low[rows[parts.split.row_owner[rows] == DECISION]] = 1e4
    outcome, values = by_year(parts, split=replace(parts.split, problem=replace(problem, row_low=low)))
    assert outcome.status is Status.INFEASIBLE
    assert values is None


def test_stopping_keeps_the_best_plan() -> None:
    _, whole = free(0)
    stop, seen = threading.Event(), []

    def watch(cost: float, bound: float) -> None:
        seen.append((cost, bound))
        stop.set()

    outcome, values = by_year(whole.parts, Settings(gap=1e-9), watch=watch, stop=stop)
    assert seen
    assert outcome.status in {Status.INTERRUPTED, Status.OPTIMAL}
    assert outcome.bound <= whole.cost * (1.0 + 1e-7)
    if values is not None:
        assert outcome.objective >= whole.cost * (1.0 - 1e-7)
        assert worth(whole.parts, values) == pytest.approx(outcome.objective, rel=1e-6)


def test_stopping_after_a_plan_was_found_returns_it() -> None:
    """Stopped as soon as a cost is told, the search hands on a plan."""
    _, whole = free(0)
    stop = threading.Event()
    outcome, values = by_year(
        whole.parts, Settings(gap=1e-9), watch=lambda cost, bound: stop.set() if np.isfinite(cost) else None, stop=stop
    )
    assert values is not None
    assert outcome.status in {Status.INTERRUPTED, Status.OPTIMAL}


def test_stopping_at_once_finds_nothing_and_says_so() -> None:
    _, whole = free(0)
    stop = threading.Event()
    stop.set()
    outcome, values = by_year(whole.parts, stop=stop)
    assert outcome.status is Status.INTERRUPTED
    assert outcome.bound <= whole.cost * (1.0 + 1e-7)
    assert values is None or outcome.objective >= whole.cost * (1.0 - 1e-7)


def test_a_time_limit_still_gives_a_plan_and_a_true_bound() -> None:
    _, whole = free(0)
    outcome, values = by_year(whole.parts, Settings(gap=1e-9, time_limit=1e-3))
    assert outcome.status in {Status.LIMIT, Status.OPTIMAL}
    assert values is not None
    assert outcome.bound <= whole.cost * (1.0 + 1e-7)
    assert outcome.objective >= whole.cost * (1.0 - 1e-7)
    assert worth(whole.parts, values) == pytest.approx(outcome.objective, rel=1e-6)


@pytest.mark.parametrize("seed", [0, 6])
def test_what_is_told_on_the_way_is_true(seed: int) -> None:
    """A cost that is told is that of a plan, so never below the optimum; a bound never above it."""
    _, whole = free(seed)
    told: list[tuple[float, float]] = []
    by_year(whole.parts, watch=lambda cost, bound: told.append((cost, bound)))
    assert told
    assert max(bound for _, bound in told) <= whole.cost * (1.0 + 1e-7)
    assert min(cost for cost, _ in told) >= whole.cost * (1.0 - 1e-7)


def test_a_higher_price_of_overstepping_changes_no_plan_that_keeps_all() -> None:
    things, _ = free(3)
    whole = optimum(target(things, limit={2026: "2000 t/a"}), days(2))
    severe = split_pathway(whole.parts.pathway, 30.0)
    problem = join_years(severe, whole.parts.pathway, whole.parts.operation).problem
    assert solve(problem, Settings(gap=1e-9)).objective == pytest.approx(whole.cost, rel=1e-7)
