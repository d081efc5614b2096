"""A linear program in parameters: reduced once, and solved from its last basis whenever they change.

Measured on a full year of the car plant, beside other work: 17 s at first, 0.2 to 0.5 s after a change of sizes;
without the reduction 4 to 350 s.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .linear import Answer, LinearProgram
from .matrix import Index, Problem
from .reduction import Reduction

Array = NDArray[np.float64]


class ParametricProgram:
    """A linear program some of whose columns are given.

    Parameters
    ----------
    problem : Problem
        Whole-number conditions are ignored.
    held : ndarray
        Columns that are given before every solve.
    threads : int
        Threads of the solver.
    """

    def __init__(self, problem: Problem, held: Index, threads: int = 1) -> None:
        self._reduction = Reduction(problem, held)
        self._program = LinearProgram(self._reduction.problem, threads)
        self._low, self._high = problem.low.copy(), problem.high.copy()
        self._point = self._reduction.point.copy()
        self._all = np.arange(self._reduction.problem.cost.size)

    def hold(self, columns: Index, values: Array) -> None:
        """Give parameters their values, or hold other columns at values."""
        self.bound(columns, values, values)

    def bound(self, columns: Index, low: Array, high: Array) -> None:
        """Give columns new bounds.

        Raises
        ------
        ValueError
            If the bounds of a parameter differ.
        """
        self._low[columns], self._high[columns] = low, high
        parameters = self._reduction.parameters
        if (self._low[parameters] != self._high[parameters])[np.isin(parameters, columns)].any():
            raise ValueError("a parameter has one value")
        given = np.isin(parameters, columns)
        self._point[given] = self._low[parameters[given]]

    def reprice(self, cost: Array) -> None:
        """Give the original columns new costs; the solver goes on from its last basis."""
        self._reduction.reprice(cost)
        self._program.reprice(self._reduction.problem.cost)

    def _unreduced(self) -> Problem:
        """The whole program at the present parameters and bounds."""
        return replace(self._reduction.original, low=self._low, high=self._high)

    def solve(self, *, sure: bool = True) -> Answer | None:
        """Solve at the present parameters and bounds.

        Parameters
        ----------
        sure : bool
            As of `LinearProgram.solve`.

        Returns
        -------
        Answer or None
            All columns; `reduced` says for every column how the least cost changes with its binding bound, and for a
            parameter how it changes with the parameter; `prices` are those of the rows that were left. None if there
            is no solution.

        Raises
        ------
        SolverError
            If the solver fails, also from nothing.
        """
        reduction = self._reduction
        bounds = reduction.bounds(self._low, self._high, self._point)
        if bounds.contradictory:
            return LinearProgram(self._unreduced()).solve() if sure else None
        self._program.bound(self._all, bounds.low, bounds.high)
        self._program.bound_rows(bounds.row_low, bounds.row_high)
        found = self._program.solve(sure=sure)
        if found is None:
            # What is said to have no solution may miss one by less than the solver's tolerance, which differs here.
            return LinearProgram(self._unreduced()).solve() if sure else None
        reduced = reduction.reduced(bounds, found.reduced)
        reduced[reduction.parameters] = reduction.slopes(bounds, found.prices, found.reduced)
        return Answer(
            found.objective + reduction.constant(self._point),
            reduction.values(found.values, self._point),
            reduced,
            found.prices,
        )
