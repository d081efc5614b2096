"""The problem of decisions of several futures: their decisions side by side, one column for every year of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .above import Above
from .split import DECISION, Split, YearProblem
from .weighing import Weighing, stacked

Array = NDArray[np.float64]


@dataclass
class AboveAll(Above):
    """The problem of decisions of several futures.

    Attributes
    ----------
    weighing : Weighing
        What is minimised.
    parts : tuple of Split
        The futures, their columns in the joined split one after the other.
    """

    weighing: Weighing
    parts: tuple[Split, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        count = len(self.split.years)
        self._future = np.repeat(np.arange(len(self.parts)), [len(part.years) for part in self.parts])
        cost = self.problem.cost.copy()
        cost[-count:] = np.array(self.weighing.weights)[self._future]
        self.problem = replace(self.problem, cost=cost)
        if self.weighing.best is not None:
            self._state_regret(count)

    def settle(self, values: Array, years: Array) -> float:
        """What a design costs in what is minimised; the greatest regret is written in place. [million]"""
        costs: Array = np.zeros(len(self.parts))
        np.add.at(costs, self._future, years)
        for place, (part, own) in enumerate(zip(self.parts, apart(self.parts, values), strict=True)):
            mine = part.decisions
            costs[place] += float(part.problem.cost[mine] @ own[mine]) + part.problem.offset
        if self.weighing.best is not None:
            values[-1] = self.weighing.regret(costs)
        return self.weighing.of(costs)

    def _state_regret(self, count: int) -> None:
        """Add to every regret row of the joined split what the years of its future cost."""
        futures = len(self.parts)
        matrix = self.problem.matrix.tolil()
        first = self.problem.row_low.size - futures
        for position, future in enumerate(self._future):
            matrix[first + int(future), self.decisions.size + position] = 1.0
        self.problem = replace(self.problem, matrix=sp.csc_array(matrix))


def joined_split(parts: Sequence[Split], weighing: Weighing, rows: sp.csr_array, right: Array) -> Split:
    """Several splits as one, whose years are those of every future, one future after the other.

    Parameters
    ----------
    parts : sequence of Split
        The futures taken apart.
    weighing : Weighing
        What is minimised.
    rows, right
        Joining rows, over decisions alone: ``rows @ x == right``.

    Returns
    -------
    Split
        Decisions of all futures, then the regret; rows of decisions, joining rows, regrets without the years.
    """
    costs = [np.where(part.column_owner == DECISION, part.problem.cost, 0.0) for part in parts]
    problem = stacked([part.problem for part in parts], weighing, costs, rows, right)
    extra = int(weighing.best is not None)
    return Split(
        problem,
        tuple(range(sum(len(part.years) for part in parts))),
        np.append(_owners(parts, [part.column_owner for part in parts]), np.full(extra, DECISION)),
        np.append(
            _owners(parts, [part.row_owner for part in parts]), np.full(right.size + extra * len(parts), DECISION)
        ),
        {
            start + column: price
            for start, part in zip(starts_of(parts), parts, strict=True)
            for column, price in part.penalties.items()
        },
        (),
    )


def moved(years: Sequence[YearProblem], start: int) -> list[YearProblem]:
    """Years of a future whose columns begin at another place."""
    return [replace(year, handed=year.handed + start, own=year.own + start) for year in years]


def starts_of(parts: Sequence[Split]) -> list[int]:
    """First column of every future among those of all."""
    return np.cumsum([0, *(part.problem.cost.size for part in parts[:-1])]).tolist()


def apart(parts: Sequence[Split], values: Array) -> list[Array]:
    """Columns of every future among those of all."""
    return [values[start : start + part.problem.cost.size] for start, part in zip(starts_of(parts), parts, strict=True)]


def _owners(parts: Sequence[Split], owners: Sequence[Array | np.ndarray]) -> np.ndarray:
    """Owners of columns or rows by the places that their years have among those of all futures."""
    before = np.cumsum([0, *(len(part.years) for part in parts[:-1])])
    return np.concatenate(
        [np.where(owner >= 0, owner + first, owner) for owner, first in zip(owners, before, strict=True)]
    )
