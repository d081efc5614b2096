"""Linear problems as arrays: what a Pyomo model compiles to, and how compiled parts are joined.

An operation block is compiled once and serves every year: its links and amounts are laid over those of the pathway, so
that joining needs no row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler

Array = NDArray[np.float64]
Index = NDArray[np.int64]


@dataclass(frozen=True)
class Problem:
    """Minimise ``cost @ x + offset`` within ``low <= matrix @ x <= high`` and the bounds of the columns."""

    cost: Array
    offset: float
    matrix: sp.csc_array
    row_low: Array
    row_high: Array
    low: Array
    high: Array
    integer: NDArray[np.bool_]

    def fixed(self, columns: Index, values: Array) -> Problem:
        """The same problem with some columns held at values."""
        low, high = self.low.copy(), self.high.copy()
        low[columns] = high[columns] = values
        return replace(self, low=low, high=high)

    def differs_in_cost_alone(self, other: Problem) -> bool:
        """Whether another problem has the same rows, columns and bounds."""
        mine, theirs = (sp.csc_array(each.matrix) for each in (self, other))
        return mine.shape == theirs.shape and all(
            np.array_equal(one, another)
            for one, another in (
                (mine.indptr, theirs.indptr), (mine.indices, theirs.indices), (mine.data, theirs.data),
                (self.row_low, other.row_low), (self.row_high, other.row_high), (self.low, other.low),
                (self.high, other.high), (self.integer, other.integer),
            )
        )  # fmt: skip

    def same_as(self, other: Problem) -> bool:
        """Whether another problem is equal in everything."""
        same_cost = np.array_equal(self.cost, other.cost) and self.offset == other.offset
        return same_cost and self.differs_in_cost_alone(other)

    def relaxed(self) -> Problem:
        """The same problem without whole-number conditions."""
        return replace(self, integer=np.zeros_like(self.integer))


@dataclass(frozen=True)
class Compiled:
    """A problem and the Pyomo variables its columns stand for."""

    problem: Problem
    variables: tuple[Any, ...]
    column: Mapping[int, int]

    def columns(self, variables: Any) -> Index:
        """Columns of an indexed variable, in order of its index; -1 where the model never uses an element."""
        return np.array([self.column.get(id(element), -1) for element in variables.values()], dtype=np.int64)

    def of(self, element: Any) -> int:
        """Column of one variable, -1 if the model never uses it."""
        return self.column.get(id(element), -1)


def compile_model(model: Any) -> Compiled:
    """Turn a Pyomo model into arrays.

    Parameters
    ----------
    model : pyomo Block
        A linear model; its objective, if any, is minimised.

    Returns
    -------
    Compiled
        Rows and columns in a deterministic order.
    """
    form = LinearStandardFormCompiler().write(model, mixed_form=True)
    kind = np.array([row.bound_type for row in form.rows], dtype=int)
    rhs = np.asarray(form.rhs, dtype=float)
    variables = tuple(form.columns)
    has_objective = form.c.shape[0] == 1
    bounds = [variable.bounds for variable in variables]
    problem = Problem(
        cost=np.asarray(form.c.toarray(), dtype=float).reshape(-1) if has_objective else np.zeros(len(variables)),
        offset=float(form.c_offset[0]) if has_objective else 0.0,
        matrix=sp.csc_array(form.A),
        row_low=np.where(kind <= 0, rhs, -np.inf),
        row_high=np.where(kind >= 0, rhs, np.inf),
        low=np.array([-np.inf if low is None else low for low, _ in bounds], dtype=float),
        high=np.array([np.inf if high is None else high for _, high in bounds], dtype=float),
        integer=np.array([not variable.is_continuous() for variable in variables], dtype=bool),
    )
    return Compiled(problem, variables, {id(variable): column for column, variable in enumerate(variables)})


@dataclass(frozen=True)
class Joined:
    """A pathway problem with operation blocks laid over its years.

    Attributes
    ----------
    places : Mapping[int, ndarray]
        For every joined year, the column of each of the operation block's columns.
    """

    problem: Problem
    places: Mapping[int, Index]


def join(pathway: Compiled, operation: Compiled, overlay: Mapping[int, Mapping[int, int]]) -> Joined:
    """Lay copies of an operation block over the years of a pathway.

    Parameters
    ----------
    pathway, operation : Compiled
        The parts.
    overlay : Mapping[int, Mapping[int, int]]
        For each year, the pathway column of each shared operation column.

    Returns
    -------
    Joined
        The whole problem and where everything went.
    """
    size = operation.problem.cost.size
    width = pathway.problem.cost.size
    places, pieces = {}, []
    for year, shared in sorted(overlay.items()):
        place = np.full(size, -1, dtype=np.int64)
        place[list(shared)] = list(shared.values())
        own = np.flatnonzero(place < 0)
        place[own] = width + np.arange(own.size)
        width += own.size
        places[year] = place
        entries = operation.problem.matrix.tocoo()
        pieces.append((entries.data, entries.row, place[entries.col]))
    return Joined(_stack(pathway.problem, operation.problem, places, pieces, width), places)


def _stack(pathway: Problem, operation: Problem, places: Mapping[int, Index], pieces: list[Any], width: int) -> Problem:
    own = [operation_columns[operation_columns >= pathway.cost.size] for operation_columns in places.values()]
    kept = [np.flatnonzero(place >= pathway.cost.size) for place in places.values()]
    base = pathway.matrix.tocoo()
    data, rows, columns = [base.data], [base.row], [base.col]
    height = pathway.row_low.size
    for piece_data, piece_row, piece_column in pieces:
        data.append(piece_data)
        rows.append(piece_row + height)
        columns.append(piece_column)
        height += operation.row_low.size

    def extend(first: NDArray[Any], later: NDArray[Any]) -> NDArray[Any]:
        extended = np.empty(width, dtype=first.dtype)
        extended[: first.size] = first
        for place, keep in zip(own, kept, strict=True):
            extended[place] = later[keep]
        return extended

    matrix = sp.coo_array(
        (np.concatenate(data), (np.concatenate(rows), np.concatenate(columns))), shape=(height, width)
    )
    count = len(pieces)
    return Problem(
        cost=extend(pathway.cost, operation.cost),
        offset=pathway.offset,
        matrix=sp.csc_array(matrix),
        row_low=np.concatenate([pathway.row_low, np.tile(operation.row_low, count)]),
        row_high=np.concatenate([pathway.row_high, np.tile(operation.row_high, count)]),
        low=extend(pathway.low, operation.low),
        high=extend(pathway.high, operation.high),
        integer=extend(pathway.integer, operation.integer),
    )


def coefficient_range(problem: Problem) -> tuple[float, float]:
    """Smallest and largest magnitude of the matrix; a well-scaled model stays within 1e-3..1e4."""
    magnitudes = np.abs(problem.matrix.data[problem.matrix.data != 0.0])
    return (float(magnitudes.min()), float(magnitudes.max())) if magnitudes.size else (1.0, 1.0)
