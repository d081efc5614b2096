"""Linear programs that stay with the solver: solved again and again after small changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import SolverError
from .highs import MEANING, Settings, Status, load, objective_scale
from .matrix import Index, Problem

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Answer:
    """Solution of a linear program.

    Attributes
    ----------
    reduced : ndarray
        Change of the objective per unit of each column's bound.
    prices : ndarray
        Change of the objective per unit of each row's bound.
    """

    objective: float
    values: Array
    reduced: Array
    prices: Array


# Iterations that no solve reaches.
NO_LIMIT = 2**31 - 1

# The simplex method is given up after this many iterations per row, but not before so many.
PER_ROW, AT_LEAST = 2.0, 20_000

# Going on from the last basis does without presolve, which makes an iteration several times slower than those of a
# fresh start: so it goes on for this many iterations per row only, but not for fewer than so many.
GOING_ON, GOING_AT_LEAST = 0.1, 5_000


class LinearProgram:
    """A linear program that stays with the solver and is solved again after small changes, from where it stood.

    Parameters
    ----------
    problem : Problem
        Whole-number conditions are ignored.
    threads : int
        Threads of the solver.
    """

    def __init__(self, problem: Problem, threads: int = 1) -> None:
        self._size = problem.row_low.size
        self._scale = objective_scale(problem)
        self._begun = self._is_hard = False
        self._solver = load(problem.relaxed(), Settings(threads=threads), {"output_flag": False})

    def hold(self, columns: Index, values: Array) -> None:
        """Hold columns at values."""
        self.bound(columns, values, values)

    def bound(self, columns: Index, low: Array, high: Array) -> None:
        """Give columns new bounds."""
        self._solver.changeColsBounds(columns.size, columns.astype(np.int32), low, high)

    def bound_rows(self, low: Array, high: Array) -> None:
        """Give all rows new bounds."""
        rows = np.arange(low.size, dtype=np.int32)
        self._solver.changeRowsBounds(low.size, rows, low, high)  # type: ignore[attr-defined]

    def reprice(self, cost: Array) -> None:
        """Give all columns new costs; the next solve goes on from the last basis all the same."""
        columns = np.arange(cost.size, dtype=np.int32)
        self._solver.changeColsCost(cost.size, columns, cost * self._scale)

    def add_row(self, low: float, columns: Index, coefficients: Array) -> None:
        """Add a row ``coefficients @ x[columns] >= low``."""
        self._solver.addRow(low, np.inf, columns.size, columns.astype(np.int32), coefficients)

    def restart(self) -> None:
        """Forget the last basis."""
        self._solver.clearSolver()
        self._begun = False

    def solve(self, *, sure: bool = True) -> Answer | None:
        """Solve from the last basis; from nothing where that fails or takes too long; at last by interior points.

        Parameters
        ----------
        sure : bool
            Whether to go on until there is an answer. Otherwise only the simplex method is run, and what it does not
            find within its iterations counts as no solution: to prove that there is none can take minutes.

        Returns
        -------
        Answer or None
            None if there is no solution.

        Raises
        ------
        SolverError
            If the solver fails, also from nothing.
        """
        ways = [(max(int(PER_ROW * self._size), AT_LEAST), "choose"), (NO_LIMIT, "ipm")]
        if not sure:
            ways = ways[:1]
        elif self._is_hard:
            ways = ways[1:]
        if self._begun:
            ways = [(max(int(GOING_ON * self._size), GOING_AT_LEAST), "choose"), *ways]
        status = Status.FAILED
        for number, (limit, solver) in enumerate(ways):
            if number > 0:
                self.restart()
            self._solver.setOptionValue("simplex_iteration_limit", limit)
            self._solver.setOptionValue("solver", solver)
            afresh, self._begun = not self._begun, True
            self._solver.solve()
            status = MEANING[self._solver.getModelStatus()]
            if status is Status.OPTIMAL:
                self._is_hard = self._is_hard or solver == "ipm"
                return self._answer()
            if status is Status.INFEASIBLE and (afresh or not sure):
                return None
        if not sure:
            return None
        raise SolverError(f"a linear program ended with: {status.value}")

    def _answer(self) -> Answer:
        found = self._solver.getSolution()
        return Answer(
            self._solver.getInfo().objective_function_value / self._scale,
            np.asarray(found.col_value, dtype=float),
            np.asarray(found.col_dual, dtype=float) / self._scale,
            np.asarray(found.row_dual, dtype=float) / self._scale,
        )
