"""The problem of decisions, and the cuts by which it learns what the years cost."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .linear import Answer
from .matrix import Index, Problem
from .split import Split, YearProblem

Array = NDArray[np.float64]

# Lower bound on the cost of a year before its first cut. [million]
FLOOR = -1e6


@dataclass(frozen=True)
class Cut:
    """A row ``coefficients @ x[columns] >= low`` of the problem above, and the design of the year it was found at."""

    low: float
    columns: Index
    coefficients: Array
    handed: Array = field(default_factory=lambda: np.array([]))


@dataclass
class Above:
    """The problem of decisions, with one column for the cost of every year and the cuts found so far."""

    split: Split
    cuts: list[Cut]
    problem: Problem = field(init=False)
    decisions: Index = field(init=False)
    _place: Index = field(init=False)

    def __post_init__(self) -> None:
        whole, self.decisions = self.split.problem, self.split.decisions
        count = len(self.split.years)
        rows = np.flatnonzero(self.split.row_owner < 0)
        matrix = whole.matrix.tocsr()[rows].tocsc()[:, self.decisions]
        self._place = np.full(whole.cost.size, -1, dtype=np.int64)
        self._place[self.decisions] = np.arange(self.decisions.size)
        self.problem = Problem(
            cost=np.append(whole.cost[self.decisions], np.ones(count)),
            offset=whole.offset,
            matrix=sp.csc_array(sp.hstack([matrix, sp.csc_array((rows.size, count))])),
            row_low=whole.row_low[rows],
            row_high=whole.row_high[rows],
            low=np.append(whole.low[self.decisions], np.full(count, FLOOR)),
            high=np.append(whole.high[self.decisions], np.full(count, np.inf)),
            integer=np.append(whole.integer[self.decisions], np.zeros(count, dtype=bool)),
        )

    def settle(self, values: Array, years: Array) -> float:
        """What a design costs, given what its years do; values that follow from that are written in place. [million]"""
        whole = self.split.problem
        return float(whole.cost[self.decisions] @ values[self.decisions]) + whole.offset + float(years.sum())

    def cut(self, position: int, below: YearProblem, answer: Answer, values: Array) -> Cut:
        """Row that one year's answer justifies."""
        slopes = answer.reduced[below.handed_at]
        kept = np.abs(slopes) > 1e-9
        columns = np.append(self._place[below.handed[kept]], self.decisions.size + position)
        low = answer.objective - float(slopes[kept] @ values[below.handed[kept]])
        return Cut(low, columns, np.append(-slopes[kept], 1.0), values[below.handed])

    def tightest(self, values: Array, position: int, count: int) -> list[Cut]:
        """Cuts of one year that come nearest to what it costs at a design, the nearest first.

        Parameters
        ----------
        values : ndarray
            Pathway columns of the design.
        position : int
            Of the year.
        count : int
            Cuts at most.

        Returns
        -------
        list of Cut
            Of those kept.
        """
        decisions = values[self.decisions]
        mine = self.of_year(position)
        least = [cut.low - float(cut.coefficients[:-1] @ decisions[cut.columns[:-1]]) for cut in mine]
        return [mine[place] for place in np.argsort(least, kind="stable")[::-1][:count]]

    def of_year(self, position: int) -> list[Cut]:
        """Cuts of one year."""
        return [cut for cut in self.cuts if int(cut.columns[-1]) == self.decisions.size + position]

    def with_cuts(self) -> Problem:
        """The problem with every cut as a row."""
        if not self.cuts:
            return self.problem
        rows = np.repeat(np.arange(len(self.cuts)), [cut.columns.size for cut in self.cuts])
        entries = (
            np.concatenate([cut.coefficients for cut in self.cuts]),
            (rows, np.concatenate([cut.columns for cut in self.cuts])),
        )
        below = sp.csc_array(sp.coo_array(entries, shape=(len(self.cuts), self.problem.cost.size)))
        return replace(
            self.problem,
            matrix=sp.csc_array(sp.vstack([self.problem.matrix, below])),
            row_low=np.append(self.problem.row_low, [cut.low for cut in self.cuts]),
            row_high=np.append(self.problem.row_high, np.full(len(self.cuts), np.inf)),
        )

    def expand(self, found: Array) -> Array:
        """Pathway columns from the columns of this problem; those of single years stay zero."""
        values = np.zeros(self.split.problem.cost.size)
        values[self.decisions] = found[: self.decisions.size]
        return values

    def condense(self, values: Array) -> Array:
        """Columns of this problem from pathway columns: the decisions, and what the cuts say that the years cost."""
        decisions = values[self.decisions]
        years = np.full(len(self.split.years), FLOOR)
        for cut in self.cuts:
            position = int(cut.columns[-1]) - decisions.size
            least = cut.low - float(cut.coefficients[:-1] @ decisions[cut.columns[:-1]])
            years[position] = max(years[position], least)
        return np.append(decisions, years)

    def promise(self, values: Array) -> float:
        """What a design costs at least, by the cuts. [million]"""
        return float(self.problem.cost @ self.condense(values)) + self.problem.offset

    def whole_columns(self) -> Index:
        """Columns that take whole numbers."""
        return np.flatnonzero(self.problem.integer)
