"""Linear programs that stay with the solver: solved again after changes, by a method that answers."""

from __future__ import annotations

import numpy as np
import pytest

from planner.solve import linear
from planner.solve.linear import LinearProgram

from .test_highs import problem_of


def test_reduced_costs_tell_what_a_held_column_is_worth() -> None:
    # Meet a demand of 10 from a source of price 2 and capacity x, the rest at price 5.
    problem = problem_of(
        [0.0, 2.0, 5.0], [[-1.0, 1.0, 0.0], [0.0, 1.0, 1.0]], [-np.inf, 10.0], [0.0, 10.0], [0.0] * 3, [np.inf] * 3
    )
    program = LinearProgram(problem)
    costs = []
    for capacity in (3.0, 4.0):
        program.hold(np.array([0]), np.array([capacity]))
        answer = program.solve()
        assert answer is not None
        assert answer.reduced[0] == pytest.approx(-3.0)
        costs.append(answer.objective)
    assert costs == pytest.approx([41.0, 38.0])
    program.add_row(1.0, np.array([1]), np.array([1.0]))
    program.hold(np.array([0]), np.array([0.5]))
    assert program.solve() is None


def test_where_the_simplex_method_takes_too_long_the_interior_point_method_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = np.random.default_rng(3)
    matrix = draw.uniform(0.1, 1.0, (40, 60))
    problem = problem_of(draw.uniform(1, 2, 60), matrix, [5.0] * 40, [np.inf] * 40, [0.0] * 60, [1.0] * 60)
    usual = LinearProgram(problem).solve()
    for name, number in (("PER_ROW", 0.0), ("AT_LEAST", 1), ("GOING_ON", 0.0), ("GOING_AT_LEAST", 1)):
        monkeypatch.setattr(linear, name, number)
    program = LinearProgram(problem)
    first = program.solve()
    assert program._solver.getInfo().ipm_iteration_count > 0
    for answer in (first, program.solve()):
        assert usual is not None
        assert answer is not None
        assert answer.objective == pytest.approx(usual.objective, rel=1e-6)
