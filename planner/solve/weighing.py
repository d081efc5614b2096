"""How what a plan costs in several futures becomes one number: its expectation, or its greatest regret."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .matrix import Problem

Array = NDArray[np.float64]

# Weight of the expected regret beside the greatest one. It tells apart the many plans with the same greatest regret,
# which is by this share at most above the least. [1]
BESIDE = 0.01


@dataclass(frozen=True)
class Weighing:
    """What is minimised over several futures.

    Attributes
    ----------
    weights : tuple of float
        Of the cost of every future in what is minimised. [1]
    best : tuple of float or None
        Least cost of every future by itself, where the greatest regret is minimised. [million]
    offset : float
        Constant part of what is minimised. [million]
    """

    weights: tuple[float, ...]
    best: tuple[float, ...] | None = None
    offset: float = 0.0

    def of(self, costs: Array) -> float:
        """The number for what a plan costs in every future. [million]"""
        return float(np.array(self.weights) @ costs) + self.offset + self.regret(costs)

    def regret(self, costs: Array) -> float:
        """Greatest regret; zero where none is minimised. [million]"""
        return 0.0 if self.best is None else float((costs - np.array(self.best)).max())


def expected(chances: Sequence[float]) -> Weighing:
    """Least expected cost."""
    return Weighing(tuple(chances))


def least_regret(chances: Sequence[float], best: Sequence[float]) -> Weighing:
    """Least greatest regret, beside the expected cost of the best plans."""
    known = float(np.dot(chances, best))
    return Weighing(tuple(BESIDE * chance for chance in chances), tuple(best), (1.0 - BESIDE) * known)


def stacked(
    problems: Sequence[Problem], weighing: Weighing, costs: Sequence[Array], rows: sp.csr_array, right: Array
) -> Problem:
    """Several problems in one, joined by rows; the greatest regret, if it is minimised, is the last column.

    Parameters
    ----------
    problems : sequence of Problem
        One of every future.
    weighing : Weighing
        What is minimised.
    costs : sequence of ndarray
        Of every future, the cost of its columns as it counts for its regret. [million per unit]
    rows, right
        Joining rows over all columns without the regret: ``rows @ x == right``.

    Returns
    -------
    Problem
        Columns future by future.
    """
    offsets = [problem.offset for problem in problems]
    blocks = [problem.matrix for problem in problems]
    joined = Problem(
        cost=np.concatenate([weight * each.cost for weight, each in zip(weighing.weights, problems, strict=True)]),
        offset=float(np.dot(weighing.weights, offsets)) + weighing.offset,
        matrix=sp.csc_array(sp.vstack([sp.block_diag(blocks, format="csr"), rows])),
        row_low=np.concatenate([*(each.row_low for each in problems), right]),
        row_high=np.concatenate([*(each.row_high for each in problems), right]),
        low=np.concatenate([each.low for each in problems]),
        high=np.concatenate([each.high for each in problems]),
        integer=np.concatenate([each.integer for each in problems]),
    )
    if weighing.best is None:
        return joined
    regret_rows = sp.hstack([sp.block_diag([cost[None, :] for cost in costs]), -np.ones((len(costs), 1))])
    matrix = sp.hstack([joined.matrix, sp.csc_array((joined.row_low.size, 1))])
    return replace(
        joined,
        cost=np.append(joined.cost, 1.0),
        matrix=sp.csc_array(sp.vstack([matrix, regret_rows])),
        row_low=np.append(joined.row_low, np.full(len(costs), -np.inf)),
        row_high=np.append(joined.row_high, np.array(weighing.best) - np.array(offsets)),
        low=np.append(joined.low, -np.inf),
        high=np.append(joined.high, np.inf),
        integer=np.append(joined.integer, False),
    )
