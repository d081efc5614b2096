"""A linear program in a few parameters, made smaller by what holds whatever they are.

Rows with a single column are bounds of it, and an equation of two columns writes one as a multiple of the other. Both
are taken out once; what is left keeps its shape when the parameters change, so that the solver can go on from its last
basis. A year of a factory keeps a quarter of its rows this way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .matrix import Index, Problem

Array = NDArray[np.float64]

# A column is written as a multiple of another only within these factors: rounding errors must not grow.
LARGEST_FACTOR = 1e3

# By how much the bounds of a column may cross, or a row without columns be missed, as the solver's tolerance. [1]
CROSSED = 1e-7

# Sums of coefficients that cancel but for rounding. [1]
NOTHING = 1e-13


@dataclass(frozen=True)
class Bounds:
    """Bounds of the reduced program at certain parameters, and where those of its columns come from.

    Attributes
    ----------
    row_low, row_high, low, high : ndarray
        Of its rows and columns.
    low_from, high_from : ndarray
        Position of the limit that each column's bound comes from; -1 where it has none.
    contradictory : bool
        Whether the parameters leave no solution at all.
    """

    row_low: Array
    row_high: Array
    low: Array
    high: Array
    low_from: Index
    high_from: Index
    contradictory: bool


class Reduction:
    """A linear program split into the columns that are given and the few that are left to decide.

    Every column of the original is ``multiple @ z + given @ p``, at most one entry of ``z`` in each; ``z`` are the
    columns left, ``p`` a one and the parameters.

    Parameters
    ----------
    problem : Problem
        Whole-number conditions are ignored.
    held : ndarray
        Columns that will be given. Those whose bounds are equal become parameters as well.

    Attributes
    ----------
    parameters : ndarray
        Columns that are given, in ascending order.
    point : ndarray
        Values that the parameters may have, as near to zero as they go.
    problem : Problem
        What is left, with the bounds at that point.
    """

    def __init__(self, problem: Problem, held: Index) -> None:
        self.original = problem
        self.parameters = np.union1d(held, np.flatnonzero(problem.low == problem.high))
        self._reduce()
        self._collect()

    def _reduce(self) -> None:
        problem, parameters = self.original, self.parameters
        size = problem.cost.size
        free = np.setdiff1d(np.arange(size), parameters)
        self._multiple = _pick(free, np.arange(free.size), (size, free.size))
        self._given = _pick(parameters, np.arange(parameters.size) + 1, (size, parameters.size + 1))
        rows = sp.csr_array(problem.matrix.tocsr())
        self._rows, self._shift = sp.csr_array(rows @ self._multiple), sp.csr_array(rows @ self._given)
        equal = problem.row_low == problem.row_high
        replaced = np.zeros(equal.size, dtype=bool)
        while True:
            self._rows.data[np.abs(self._rows.data) < NOTHING] = 0.0
            self._rows.eliminate_zeros()
            pairs = np.flatnonzero((np.diff(self._rows.indptr) == 2) & equal & ~replaced)
            chosen = _choose(self._rows, pairs)
            if chosen.size == 0:
                break
            replaced[chosen[:, 0]] = True
            self._replace(chosen)
        counts = np.diff(self._rows.indptr)
        self._kept = np.flatnonzero((counts > 1) & ~replaced)
        self._single = np.flatnonzero((counts == 1) & ~replaced)
        self._empty = np.flatnonzero((counts == 0) & ~replaced)

    def _replace(self, chosen: Index) -> None:
        """Write the second column of each chosen row as a multiple of the third."""
        rows, gone, stays = chosen.T
        width = self._rows.shape[1]
        pivot = np.asarray(self._rows[rows, gone]).reshape(-1)
        factor = -np.asarray(self._rows[rows, stays]).reshape(-1) / pivot
        kept = np.setdiff1d(np.arange(width), gone)
        place = np.full(width, -1)
        place[kept] = np.arange(kept.size)
        lines, columns = np.concatenate([kept, gone]), place[np.concatenate([kept, stays])]
        multiple = sp.csr_array(
            (np.concatenate([np.ones(kept.size), factor]), (lines, columns)), shape=(width, kept.size)
        )
        shift = self._shift[rows].tocoo()
        sides = self.original.row_low[rows] / pivot
        given = sp.csr_array(
            (
                np.concatenate([-shift.data / pivot[shift.row], sides]),
                (np.concatenate([gone[shift.row], gone]), np.concatenate([shift.col, np.zeros(gone.size, dtype=int)])),
            ),
            shape=(width, self._shift.shape[1]),
        )
        self._shift = sp.csr_array(self._shift + self._rows @ given)
        self._rows = sp.csr_array(self._rows @ multiple)
        self._given = sp.csr_array(self._given + self._multiple @ given)
        self._multiple = sp.csr_array(self._multiple @ multiple)

    def _collect(self) -> None:
        """Gather all limits of single columns: the original columns' bounds and the rows with one column left."""
        problem = self.original
        written = np.flatnonzero(np.diff(self._multiple.indptr) == 1)
        self._written = written
        matrix = sp.vstack([self._multiple[written], self._rows[self._single]], format="csr")
        self._of, self._factor = matrix.indices.astype(np.int64), matrix.data
        self._limit_shift = sp.csr_array(sp.vstack([self._given[written], self._shift[self._single]]))
        self._order = np.argsort(self._of, kind="stable")
        self._starts = np.flatnonzero(np.diff(self._of[self._order], prepend=-1))
        self._limited = self._of[self._order][self._starts]
        self._cost_given = self._given.T @ problem.cost
        self._row_shift, self._empty_shift = self._shift[self._kept], self._shift[self._empty]
        self.point = np.clip(0.0, problem.low[self.parameters], problem.high[self.parameters])
        bounds = self.bounds(problem.low, problem.high, self.point)
        self.problem = Problem(
            cost=self._multiple.T @ problem.cost,
            offset=0.0,
            matrix=sp.csc_array(self._rows[self._kept].tocsc()),
            row_low=bounds.row_low,
            row_high=bounds.row_high,
            low=bounds.low,
            high=bounds.high,
            integer=np.zeros(self._multiple.shape[1], dtype=bool),
        )

    def reprice(self, cost: Array) -> None:
        """Give the original columns new costs: what was taken out stays out."""
        self.original = replace(self.original, cost=cost)
        self._cost_given = self._given.T @ cost
        self.problem = replace(self.problem, cost=self._multiple.T @ cost)

    def bounds(self, low: Array, high: Array, point: Array) -> Bounds:
        """Bounds of rows and columns.

        Parameters
        ----------
        low, high : ndarray
            Bounds of the original columns; those of parameters do not count.
        point : ndarray
            Values of the parameters.

        Returns
        -------
        Bounds
            Of the reduced program.
        """
        given, problem = np.append(1.0, point), self.original
        shift = self._limit_shift @ given
        least = np.concatenate([low[self._written], problem.row_low[self._single]]) - shift
        most = np.concatenate([high[self._written], problem.row_high[self._single]]) - shift
        up = self._factor > 0.0
        least, most = (
            np.where(up, least, most) / self._factor,
            np.where(up, most, least) / self._factor,
        )
        lowest, low_from = self._tightest(least, np.maximum, -np.inf)
        highest, high_from = self._tightest(most, np.minimum, np.inf)
        crossed = lowest > highest
        contradictory = False
        if crossed.any():
            with np.errstate(invalid="ignore"):
                far = (lowest - highest)[crossed] > CROSSED * np.maximum(1.0, np.abs(highest[crossed]))
            contradictory = bool(far.any())
            lowest[crossed] = highest[crossed]
        empty = self._empty_shift @ given
        room = CROSSED * np.maximum(1.0, np.abs(empty))
        missed = (problem.row_low[self._empty] > empty + room) | (problem.row_high[self._empty] < empty - room)
        shift = self._row_shift @ given
        return Bounds(
            problem.row_low[self._kept] - shift,
            problem.row_high[self._kept] - shift,
            lowest,
            highest,
            low_from,
            high_from,
            contradictory or bool(missed.any()),
        )

    def _tightest(self, limits: Array, tighter: Any, none: float) -> tuple[Array, Index]:
        """The tightest limit of every column, and which it is."""
        width = self._multiple.shape[1]
        found, source = np.full(width, none), np.full(width, -1)
        ordered = limits[self._order]
        best = tighter.reduceat(ordered, self._starts) if ordered.size else ordered
        found[self._limited] = best
        sizes = np.diff(np.append(self._starts, ordered.size))
        hits = np.flatnonzero(ordered == np.repeat(best, sizes))
        source[self._of[self._order[hits]]] = self._order[hits]
        return found, source

    def values(self, reduced: Array, point: Array) -> Array:
        """Values of all original columns, from those left and the parameters."""
        return np.asarray(self._multiple @ reduced + self._given @ np.append(1.0, point))

    def constant(self, point: Array) -> float:
        """Cost of what the parameters settle."""
        return self.original.offset + float(self._cost_given @ np.append(1.0, point))

    def slopes(self, bounds: Bounds, row_dual: Array, column_dual: Array) -> Array:
        """Change of the least cost per unit of each parameter.

        Parameters
        ----------
        bounds : Bounds
            At the point of the solution.
        row_dual, column_dual : ndarray
            Change of the least cost per unit of the binding bound of each row and column.

        Returns
        -------
        ndarray
            A subgradient of the least cost at the point.
        """
        slopes = self._cost_given - self._row_shift.T @ row_dual
        return np.asarray(slopes - self._limit_shift.T @ self._limit_dual(bounds, column_dual))[1:]

    def reduced(self, bounds: Bounds, column_dual: Array) -> Array:
        """Change of the least cost per unit of the binding bound of every original column; zero for parameters."""
        reduced = np.zeros(self.original.cost.size)
        reduced[self._written] = self._limit_dual(bounds, column_dual)[: self._written.size]
        return reduced

    def _limit_dual(self, bounds: Bounds, column_dual: Array) -> Array:
        """What the columns left cost at their bounds, by the limits that these come from."""
        source = np.where(column_dual > 0.0, bounds.low_from, bounds.high_from)
        binding = np.flatnonzero((column_dual != 0.0) & (source >= 0))
        duals = np.zeros(self._factor.size)
        np.add.at(duals, source[binding], column_dual[binding] / self._factor[source[binding]])
        return duals


def _pick(rows: Index, columns: Index, shape: tuple[int, int]) -> sp.csr_array:
    return sp.csr_array((np.ones(rows.size), (rows, columns)), shape=shape)


def _choose(matrix: sp.csr_array, pairs: Index) -> Index:
    """Rows whose two columns can be written as one, all at once: row, column that goes, column that stays.

    The column in fewer rows goes. None that stays goes in another row of the same round.
    """
    at = matrix.indptr[pairs]
    first, second = matrix.indices[at], matrix.indices[at + 1]
    one, other = np.abs(matrix.data[at]), np.abs(matrix.data[at + 1])
    number = np.bincount(matrix.indices, minlength=matrix.shape[1])
    second_goes = (number[second] < number[first]) | ((number[second] == number[first]) & (second > first))
    gone, stays = np.where(second_goes, second, first), np.where(second_goes, first, second)
    pivot, rest = np.where(second_goes, other, one), np.where(second_goes, one, other)
    sound = (rest <= LARGEST_FACTOR * pivot) & (pivot <= LARGEST_FACTOR * rest)
    once = np.zeros(pairs.size, dtype=bool)
    sound_at = np.flatnonzero(sound)
    once[sound_at[np.unique(gone[sound_at], return_index=True)[1]]] = True
    goes = np.zeros(matrix.shape[1], dtype=bool)
    goes[gone[once]] = True
    chosen = once & ~goes[stays]
    return np.column_stack([pairs[chosen], gone[chosen], stays[chosen]]).astype(np.int64)
