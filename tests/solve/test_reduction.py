"""Linear programs in parameters: the reduced one has the same optimum, and its slopes are subgradients."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp

from planner.solve.linear import LinearProgram
from planner.solve.matrix import Problem
from planner.solve.parametric import ParametricProgram
from planner.solve.reduction import Reduction

from .test_highs import problem_of


def chain(seed: int) -> tuple[Problem, Any]:
    """A plant of some hours: converters tied to their inputs, limited by given sizes, a store, a yearly limit."""
    draw = np.random.default_rng(seed)
    hours, sizes = 6, 3
    entries: list[tuple[int, int, float]] = []
    low, high = [], []

    def row(cells: dict[int, float], least: float, most: float) -> None:
        entries.extend((len(low), column, value) for column, value in cells.items())
        low.append(least)
        high.append(most)

    def at(kind: int, hour: int) -> int:
        return sizes + kind * hours + hour

    # Kinds: 0 bought, 1 input, 2 output, 3 product of the output, 4 charge (signed), 5 level, 6 missing.
    for hour in range(hours):
        row({at(1, hour): draw.uniform(0.5, 2.0), at(2, hour): -1.0}, 0.0, 0.0)
        row({at(2, hour): draw.uniform(0.5, 2.0), at(3, hour): -2.0, 0: 0.1 * draw.uniform()}, 0.0, 0.0)
        row({at(1, hour): 1.0, 0: -draw.uniform(0.5, 1.0)}, -np.inf, 0.0)
        row({at(3, hour): 3.0, 1: -draw.uniform(0.5, 1.0)}, -np.inf, draw.uniform(0.1, 1.0))
        row({at(0, hour): 1.0, at(1, hour): -1.0, at(4, hour): -1.0}, 0.0, np.inf)
        row({at(5, hour): 1.0, at(5, hour - 1 if hour else hours - 1): -0.95, at(4, hour): -1.0}, 0.0, 0.0)
        row({at(5, hour): 1.0, 2: -1.0}, -np.inf, 0.0)
        row({at(3, hour): 1.0, at(6, hour): 1.0}, draw.uniform(0.2, 1.0), np.inf)
    row({at(0, hour): 1.0 for hour in range(hours)}, -np.inf, 0.5 * hours)
    row({0: 1.0, 1: 1.0}, -np.inf, 50.0)
    width = sizes + 7 * hours
    cost = np.zeros(width)
    cost[sizes : sizes + hours] = draw.uniform(1, 3, hours)
    cost[at(2, 0) : at(2, 0) + hours] = 0.01
    cost[at(6, 0) :] = 20.0
    bottom, top = np.zeros(width), np.full(width, np.inf)
    bottom[at(4, 0) : at(4, 0) + hours], top[at(4, 0) : at(4, 0) + hours] = -1.0, 1.0
    bottom[at(4, 2)] = top[at(4, 2)] = 0.1
    top[:sizes] = 5.0
    rows, columns, values = (np.array(each) for each in zip(*entries, strict=True))
    matrix = sp.csc_array(sp.coo_array((values, (rows.astype(int), columns.astype(int))), shape=(len(low), width)))
    flags = np.zeros(width, dtype=bool)
    return Problem(cost, 7.0, matrix, np.array(low), np.array(high), bottom, top, flags), draw


@pytest.mark.parametrize("seed", range(12))
def test_the_reduced_program_has_the_same_optimum_and_its_slopes_are_subgradients(seed: int) -> None:
    problem, draw = chain(seed)
    sizes = np.arange(3)
    reduced, whole = ParametricProgram(problem, sizes), LinearProgram(problem)
    found = []
    for _ in range(6):
        given = draw.uniform(0.0, 3.0, 3)
        reduced.hold(sizes, given)
        whole.hold(sizes, given)
        ours, theirs = reduced.solve(), whole.solve()
        assert (ours is None) == (theirs is None)
        if ours is None or theirs is None:
            continue
        assert ours.objective == pytest.approx(theirs.objective, abs=1e-6)
        assert problem.cost @ ours.values + problem.offset == pytest.approx(ours.objective, abs=1e-6)
        activity = problem.matrix @ ours.values
        assert (activity >= problem.row_low - 1e-6).all()
        assert (activity <= problem.row_high + 1e-6).all()
        assert (ours.values[3:] >= problem.low[3:] - 1e-6).all()
        assert (ours.values[3:] <= problem.high[3:] + 1e-6).all()
        assert ours.values[:3] == pytest.approx(given)
        found.append((given, ours.objective, ours.reduced[sizes]))
    assert len(found) >= 3
    slopes = np.array([slope for _, _, slope in found])
    assert (np.abs(slopes) > 1e-6).any()
    for given, cost, slope in found:
        for other, its, _ in found:
            assert its >= cost + slope @ (other - given) - 1e-6


@pytest.mark.parametrize("seed", range(10))
def test_reduced_costs_say_what_bounds_cost(seed: int) -> None:
    problem, _ = chain(seed)
    sizes, step = np.arange(3), 1e-5
    program = ParametricProgram(problem, sizes)
    program.hold(sizes, np.array([0.4, 0.3, 1.0]))
    plain = program.solve()
    assert plain is not None
    given = np.union1d(sizes, np.flatnonzero(problem.low == problem.high))
    binding = np.setdiff1d(np.flatnonzero(np.abs(plain.reduced) > 1e-6), given)
    exact = 0
    for column in binding:
        place, side = np.array([column]), np.sign(plain.reduced[column])
        bound = plain.values[place] + side * step
        program.bound(place, *((bound, problem.high[place]) if side > 0.0 else (problem.low[place], bound)))
        moved = program.solve()
        assert moved is not None
        # The cost is convex: it rises at least as the slope says, and as that where no other bound comes first.
        dearer, said = moved.objective - plain.objective, side * step * plain.reduced[column]
        assert dearer >= said * (1.0 - 1e-3) - 1e-9
        exact += dearer == pytest.approx(said, rel=1e-3)
        program.bound(place, problem.low[place], problem.high[place])
    assert exact > 0.5 * binding.size > 0.0


def test_columns_are_bounded_and_opened_again() -> None:
    problem, _ = chain(0)
    sizes, missing = np.arange(3), 3 + 6 * 6 + np.arange(6)
    program, whole = ParametricProgram(problem, sizes), LinearProgram(problem)
    costs = []
    for most in (np.full(6, np.inf), np.full(6, 0.3), np.full(6, np.inf)):
        for each in (program, whole):
            each.hold(sizes, np.array([0.4, 0.3, 1.0]))
            each.bound(missing, np.zeros(6), most)
        ours, theirs = program.solve(), whole.solve()
        assert (ours is None) == (theirs is None)
        costs.append(None if ours is None else ours.objective)
        if ours is not None and theirs is not None:
            assert ours.objective == pytest.approx(theirs.objective)
    assert costs[0] == pytest.approx(costs[2])
    assert costs[1] != costs[0]


def test_what_the_parameters_contradict_has_no_solution() -> None:
    # A flow must reach 2 and stays below a given size; another row holds parameters alone.
    problem = problem_of(
        [0.0, 0.0, 1.0], [[-1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, -1.0, 0.0]],
        [-np.inf, 2.0, -np.inf], [0.0, np.inf, 0.0], [0.0] * 3, [9.0] * 3,
    )  # fmt: skip
    program = ParametricProgram(problem, np.array([0, 1]))
    for given, cost in (((3.0, 3.0), 2.0), ((1.0, 3.0), None), ((3.0, 2.9), None), ((2.0, 2.0), 2.0)):
        program.hold(np.array([0, 1]), np.array(given))
        answer = program.solve()
        assert (answer.objective if answer is not None else None) == cost


def test_a_parameter_has_one_value() -> None:
    problem, _ = chain(1)
    program = ParametricProgram(problem, np.arange(3))
    with pytest.raises(ValueError, match="one value"):
        program.bound(np.array([1]), np.array([0.0]), np.array([1.0]))


def test_rows_of_one_or_two_columns_are_taken_out() -> None:
    problem, _ = chain(2)
    reduction = Reduction(problem, np.arange(3))
    # Of eight rows an hour those of the balance, the store and the demand are left; a year's; in the hour of the charge
    # that is given, the level is a multiple of the one before.
    assert reduction.problem.row_low.size == 6 * 3 + 1 - 1
    # Input, output and product are one.
    assert reduction.problem.cost.size == 6 * 5 - 2
