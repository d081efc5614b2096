"""The solver: every status has a meaning, nothing is believed unchecked, and its answers are those of other solvers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from highspy import HighsModelStatus
from scipy.optimize import Bounds, LinearConstraint, milp

from planner.errors import SolverError
from planner.solve import highs
from planner.solve.highs import MEANING, Outcome, Settings, Status, objective_scale, solve
from planner.solve.linear import LinearProgram
from planner.solve.matrix import Problem

EXACT = Settings(gap=1e-9)


def problem_of(
    cost: Any, matrix: Any, row_low: Any, row_high: Any, low: Any, high: Any, integer: Any = None, offset: float = 0.0
) -> Problem:
    cost = np.asarray(cost, float)
    return Problem(
        cost=cost,
        offset=offset,
        matrix=sp.csc_array(np.atleast_2d(np.asarray(matrix, float))),
        row_low=np.asarray(row_low, float),
        row_high=np.asarray(row_high, float),
        low=np.asarray(low, float),
        high=np.asarray(high, float),
        integer=np.zeros(cost.size, bool) if integer is None else np.asarray(integer, bool),
    )


# Three things of weights 2, 3 and 4 in a bag that holds 6.
BAG = problem_of([-3.0, -4.0, -5.0], [[2.0, 3.0, 4.0]], [-np.inf], [6.0], [0.0] * 3, [1.0] * 3, [True] * 3)


def hard(size: int = 60, seed: int = 0) -> Problem:
    """A problem of several bags that takes far longer than a second to prove."""
    draw = np.random.default_rng(seed)
    weights = draw.integers(10, 1000, (8, size)).astype(float)
    worth = weights.mean(axis=0) + draw.integers(0, 60, size)
    room = weights.sum(axis=1) / 2.0
    return problem_of(-worth, weights, [-np.inf] * 8, room, [0.0] * size, [1.0] * size, [True] * size)


def test_every_status_has_a_meaning() -> None:
    assert set(MEANING) == set(HighsModelStatus.__members__.values())
    assert {status for status, meaning in MEANING.items() if meaning is Status.OPTIMAL} == {
        HighsModelStatus.kOptimal, HighsModelStatus.kModelEmpty,
    }  # fmt: skip


def test_what_did_not_end_well_is_never_called_optimal_or_infeasible() -> None:
    names = ("Error", "Limit", "Interrupt", "Unknown", "Notset", "Bound", "Target")
    for status, meaning in MEANING.items():
        if any(status.name.endswith(name) for name in names):
            assert meaning in {Status.FAILED, Status.LIMIT, Status.INTERRUPTED}


def test_optimum_by_hand() -> None:
    outcome = solve(BAG, EXACT)
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == pytest.approx(-8.0)
    assert outcome.bound == pytest.approx(-8.0)
    assert outcome.values == pytest.approx([1.0, 0.0, 1.0])
    assert outcome.gap <= 1.1 * EXACT.gap
    assert "HiGHS" in outcome.log


def test_offset_counts() -> None:
    outcome = solve(replace(BAG, offset=100.0), EXACT)
    assert (outcome.objective, outcome.bound) == (pytest.approx(92.0), pytest.approx(92.0))
    assert LinearProgram(replace(BAG, offset=100.0)).solve().objective == pytest.approx(100.0 - 8.25, abs=0.1)  # type: ignore[union-attr]


def test_nothing_to_decide() -> None:
    nothing = np.zeros(0)
    empty = Problem(nothing, 0.0, sp.csc_array((0, 0)), nothing, nothing, nothing, nothing, np.zeros(0, bool))
    outcome = solve(empty, EXACT)
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == 0.0


@pytest.mark.parametrize("whole", [False, True])
def test_a_contradiction_is_infeasible(whole: bool) -> None:
    problem = problem_of([1.0], [[1.0], [1.0]], [2.0, -np.inf], [np.inf, 1.0], [0.0], [9.0], [whole])
    outcome = solve(problem, EXACT)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.values is None
    assert outcome.gap == np.inf
    if not whole:
        assert LinearProgram(problem).solve() is None


def test_infeasible_by_whole_numbers_alone() -> None:
    problem = problem_of([0.0, 0.0], [[2.0, 2.0]], [1.0], [1.0], [0.0, 0.0], [5.0, 5.0], [True, True])
    assert solve(problem, EXACT).status is Status.INFEASIBLE
    assert solve(problem.relaxed(), EXACT).status is Status.OPTIMAL


@pytest.mark.parametrize("whole", [False, True])
def test_what_has_no_least_cost_is_unbounded(whole: bool) -> None:
    problem = problem_of([-1.0, 1.0], [[1.0, -1.0]], [-1.0], [np.inf], [0.0, 0.0], [np.inf, 5.0], [whole, False])
    assert solve(problem, EXACT).status is Status.UNBOUNDED
    if not whole:
        with pytest.raises(SolverError, match="unbounded"):
            LinearProgram(problem).solve()


def test_time_limit_keeps_the_incumbent_and_a_true_bound() -> None:
    outcome = solve(hard(), Settings(gap=0.0, time_limit=0.5))
    assert outcome.status is Status.LIMIT
    assert outcome.values is not None
    assert outcome.bound < outcome.objective
    assert 0.0 < outcome.gap < np.inf
    assert float(hard().cost @ outcome.values) == pytest.approx(outcome.objective)


def test_stop_keeps_the_incumbent() -> None:
    stop, seen = threading.Event(), []

    def watch(incumbent: float, bound: float) -> None:
        seen.append((incumbent, bound))
        if incumbent < 0.0:
            stop.set()

    outcome = solve(hard(80), Settings(gap=0.0, time_limit=30.0), watch, stop)
    assert outcome.status is Status.INTERRUPTED
    assert outcome.values is not None
    assert outcome.bound <= outcome.objective
    assert all(bound <= incumbent + 1e-6 for incumbent, bound in seen)


def test_watched_costs_are_in_the_units_of_the_problem() -> None:
    seen: list[float] = []
    scaled = replace(hard(14), cost=hard(14).cost * 1e7)
    outcome = solve(scaled, Settings(gap=1e-3, time_limit=20.0), lambda incumbent, bound: seen.append(incumbent))
    assert min(seen) == pytest.approx(outcome.objective, rel=1e-6)


@pytest.mark.parametrize("factor", [1e-9, 1e-4, 1.0, 1e5, 1e9])
def test_the_size_of_the_money_changes_nothing(factor: float) -> None:
    problem = hard(14, seed=3)
    small = solve(problem, EXACT)
    scaled = solve(replace(problem, cost=problem.cost * factor), EXACT)
    assert scaled.status is Status.OPTIMAL
    assert scaled.objective == pytest.approx(small.objective * factor, rel=1e-9)
    assert scaled.bound == pytest.approx(small.bound * factor, rel=1e-9)
    relaxed, again = LinearProgram(problem).solve(), LinearProgram(replace(problem, cost=problem.cost * factor)).solve()
    assert relaxed is not None and again is not None
    assert again.objective == pytest.approx(relaxed.objective * factor, rel=1e-9)
    assert again.reduced == pytest.approx(relaxed.reduced * factor, rel=1e-6, abs=1e-9 * factor)


def test_scale_is_a_power_of_two_near_the_median() -> None:
    scale = objective_scale(problem_of([0.0, 1e-6, 3e-6, 8.0], np.ones((1, 4)), [0.0], [1.0], [0.0] * 4, [1.0] * 4))
    assert np.log2(scale) == round(np.log2(scale))
    assert 0.5 <= scale * 3e-6 <= 2.0
    assert objective_scale(problem_of([0.0], [[1.0]], [0.0], [1.0], [0.0], [1.0])) == 1.0


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ([1.0, 0.0, 1.0], True),
        ([1.0, 1.0, 1.0], False),  # overfull
        ([0.5, 0.0, 1.0], False),  # not whole
        ([-1.0, 0.0, 1.0], False),  # below its bound
        ([2.0, 0.0, 0.0], False),  # above its bound
        ([np.nan, 0.0, 0.0], False),
        ([1.0 - 1e-8, 0.0, 1.0], True),
    ],
)
def test_a_certificate_is_checked_against_the_problem(values: list[float], holds: bool) -> None:
    assert highs._holds(BAG, np.array(values)) is holds


def _attempts(*results: Outcome | None) -> tuple[Callable[..., Outcome], list[dict[str, Any]]]:
    """An attempt that gives the stated results in turn (None: the true one), and the options it was called with."""
    true, calls = highs._attempt, []

    def attempt(problem: Problem, settings: Settings, options: dict[str, Any], *rest: Any) -> Outcome:
        given = results[len(calls)]
        calls.append(options)
        return true(problem, settings, options, *rest) if given is None else given

    return attempt, calls


FAILED = Outcome(Status.FAILED, None, np.nan, np.nan, "no luck")
WRONG = Outcome(Status.OPTIMAL, np.ones(3), -12.0, -12.0, "too good")
IMPOSSIBLE = Outcome(Status.INFEASIBLE, None, np.inf, np.inf, "impossible")


@pytest.mark.parametrize("first", [FAILED, WRONG, IMPOSSIBLE], ids=["failed", "wrong", "impossible"])
def test_a_bad_attempt_is_tried_again(first: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt, calls = _attempts(first, None)
    monkeypatch.setattr(highs, "_attempt", attempt)
    outcome = solve(BAG, EXACT)
    assert outcome.objective == pytest.approx(-8.0)
    assert calls == [{}, {"presolve": "off"}]
    assert first.log in outcome.log


def test_the_ladder_has_four_rungs(monkeypatch: pytest.MonkeyPatch) -> None:
    attempt, calls = _attempts(FAILED, WRONG, FAILED, None)
    monkeypatch.setattr(highs, "_attempt", attempt)
    assert solve(BAG, EXACT).objective == pytest.approx(-8.0)
    assert len(calls) == len(highs.RETRIES) == 4


@pytest.mark.parametrize("bad", [FAILED, WRONG], ids=["failed", "wrong"])
def test_what_always_fails_is_an_error(bad: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highs, "_attempt", _attempts(*[bad] * len(highs.RETRIES))[0])
    with pytest.raises(SolverError, match="every setting") as error:
        solve(BAG, EXACT)
    assert bad.log in str(error.value)


def test_an_impossible_problem_is_believed_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    attempt, calls = _attempts(IMPOSSIBLE, IMPOSSIBLE)
    monkeypatch.setattr(highs, "_attempt", attempt)
    assert solve(BAG, EXACT).status is Status.INFEASIBLE
    assert len(calls) == 2


def test_an_unknown_option_is_an_error() -> None:
    with pytest.raises(SolverError, match="refuses the option"):
        highs.load(BAG, EXACT, {"no_such_option": 1})


def random_problem(seed: int) -> Problem:
    """Whole and continuous columns, rows of every type; mostly feasible, sometimes not, rarely unbounded."""
    draw = np.random.default_rng(seed)
    width, height = int(draw.integers(2, 9)), int(draw.integers(1, 7))
    matrix = draw.integers(-4, 6, (height, width)) * (draw.random((height, width)) < 0.7)
    integer = draw.random(width) < 0.5
    low = np.where(draw.random(width) < 0.2, -draw.integers(1, 5, width).astype(float), 0.0)
    high = np.where(draw.random(width) < 0.2, np.inf, draw.integers(1, 9, width).astype(float))
    inside = np.clip(draw.integers(0, 4, width), low, np.where(np.isfinite(high), high, 4))
    activity = matrix @ inside
    kind = draw.integers(0, 4, height)
    room = draw.integers(0, 5, height)
    shift = np.where(draw.random(height) < 0.04, 60.0, 0.0)  # a row out of reach
    row_low = np.where(kind == 1, -np.inf, activity - np.where(kind == 3, 0, room) + shift)
    row_high = np.where(kind == 0, np.inf, activity + np.where(kind == 3, 0, room) + shift)
    return problem_of(draw.normal(0.3, 1.0, width), matrix, row_low, row_high, low, high, integer, float(draw.normal()))


def test_two_hundred_small_problems_against_scipy() -> None:
    seen: dict[Status, int] = {}
    for seed in range(200):
        problem = random_problem(seed)
        ours = solve(problem, EXACT)
        theirs = milp(
            problem.cost,
            integrality=problem.integer.astype(int),
            bounds=Bounds(problem.low, problem.high),
            constraints=LinearConstraint(problem.matrix, problem.row_low, problem.row_high),
            options={"mip_rel_gap": 0.0},
        )
        seen[ours.status] = seen.get(ours.status, 0) + 1
        if theirs.status == 0:
            assert ours.status is Status.OPTIMAL, seed
            assert ours.objective == pytest.approx(theirs.fun + problem.offset, rel=1e-7, abs=1e-7), seed
            assert ours.bound <= ours.objective + 1e-7, seed
        elif theirs.status == 2:
            assert ours.status is Status.INFEASIBLE, seed
        else:
            assert ours.status in {Status.UNBOUNDED, Status.INFEASIBLE}, seed
    assert seen[Status.OPTIMAL] > 120
    assert seen[Status.INFEASIBLE] > 2
    assert seen[Status.UNBOUNDED] > 2


def test_small_linear_problems_against_scipy() -> None:
    for seed in range(200, 260):
        problem = random_problem(seed).relaxed()
        theirs = milp(
            problem.cost,
            bounds=Bounds(problem.low, problem.high),
            constraints=LinearConstraint(problem.matrix, problem.row_low, problem.row_high),
        )
        if theirs.status != 0:
            continue
        answer = LinearProgram(problem).solve()
        assert answer is not None
        assert answer.objective == pytest.approx(theirs.fun + problem.offset, rel=1e-7, abs=1e-7), seed
        assert solve(problem, EXACT).objective == pytest.approx(answer.objective, rel=1e-7, abs=1e-7), seed


def test_a_bound_that_meets_the_objective_is_trusted_within_the_gap_only() -> None:
    assert highs._trusted(100.0, 100.0, 1e-3) == pytest.approx(99.9)
    assert highs._trusted(99.95, 100.0, 1e-3) == pytest.approx(99.9)
    assert highs._trusted(99.0, 100.0, 1e-3) == 99.0
    assert highs._trusted(-100.0, -100.0, 1e-3) == pytest.approx(-100.1)
    assert highs._trusted(5.0, np.inf, 1e-3) == 5.0
