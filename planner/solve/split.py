"""The pathway taken apart: decisions that hold for all years, and what belongs to a single year.

Years meet in decisions alone. A row that several years share, such as a cumulative budget of CO2, is rewritten so that
they do: every year keeps to an allowance, and the allowances together keep the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .assemble import Operation, Pathway, overlay
from .matrix import Index, Problem

Array = NDArray[np.float64]

DECISION = -1
SHARED = -2

# What overstepping a statement costs: far above any real alternative, so that it happens only where nothing else can be
# done. [million per unit]
PENALTY = {"MWh": 0.1, "t": 0.01, "million": 10.0, "points": 10.0, "level": 40.0}

# The same of statements in other units, by how far they are missed. [million, for the whole of what is asked]
UNUSUAL = 100.0

# By how much a row or a bound may be missed, as the solver's tolerance. [1]
KEPT = 1e-7

# The same for energy or product that is missing. [million/MWh; million/t]
SERVICE = 0.1


@dataclass(frozen=True)
class Share:
    """A row that several years share: their own rows, what each is allowed, and by how much each exceeds it."""

    row: int
    slack: int
    year_rows: Index
    allowances: Index
    excesses: Index


@dataclass(frozen=True)
class Split:
    """A pathway whose every row and column is either a decision's or one year's.

    Attributes
    ----------
    problem : Problem
        The pathway's problem, then its allowances; oversteps are open and priced.
    column_owner, row_owner : ndarray
        Position of the year that owns each column and row; `DECISION` where none does.
    penalties : Mapping[int, float]
        Price of every overstep column, part of the problem's cost. [million per unit]
    shares : tuple of Share
        How the rows that several years share are divided among them.
    """

    problem: Problem
    years: tuple[int, ...]
    column_owner: Index
    row_owner: Index
    penalties: Mapping[int, float]
    shares: tuple[Share, ...]

    def balanced(self, values: Array) -> Array:
        """The same design with the room in shared rows divided anew.

        Every year is allowed what it uses and an equal part of what all of them leave; what they use beyond the row's
        limit together is its overstep.
        """
        values = values.copy()
        if not self.shares:
            return values
        rows = self.problem.matrix.tocsr()
        for share in self.shares:
            activity = rows[[share.row, *share.year_rows]] @ values
            used = activity[1:] + values[share.allowances] + values[share.excesses]
            others = activity[0] - values[share.allowances].sum() + values[share.slack]
            spare = self.problem.row_high[share.row] - others - used.sum()
            values[share.allowances] = used + max(spare, 0.0) / used.size
            values[share.excesses] = 0.0
            values[share.slack] = max(-spare, 0.0)
        return values

    def keeps(self, values: Array) -> bool:
        """Whether the decisions among values keep their bounds and the rows that are theirs alone."""
        whole, mine = self.problem, self.decisions
        rows = np.flatnonzero(self.row_owner == DECISION)
        matrix = whole.matrix.tocsr()[rows]
        activity, size = matrix @ values, abs(matrix) @ np.abs(values)
        room = KEPT * np.maximum(1.0, size)
        return bool(
            (values[mine] >= whole.low[mine] - KEPT).all()
            and (values[mine] <= whole.high[mine] + KEPT).all()
            and (activity >= whole.row_low[rows] - room).all()
            and (activity <= whole.row_high[rows] + room).all()
        )

    def columns_of(self, year: int) -> Index:
        """Columns that belong to one year."""
        return np.flatnonzero(self.column_owner == self.years.index(year))

    @property
    def decisions(self) -> Index:
        """Columns that belong to no single year."""
        return np.flatnonzero(self.column_owner == DECISION)

    def oversteps_cost(self, values: Array) -> float:
        """What the oversteps among values were charged. [million]"""
        return sum(price * float(values[column]) for column, price in self.penalties.items())


def split_pathway(pathway: Pathway, severity: float = 1.0, service: float = 1.0) -> Split:
    """Take a pathway apart.

    Parameters
    ----------
    pathway : Pathway
        The compiled pathway.
    severity : float
        Factor on the price of overstepping.
    service : float
        A further factor on that of energy and product that are missing.

    Returns
    -------
    Split
        With an allowance in place of every row that several years share.
    """
    years = pathway.yearly.site.years
    owner = _column_owners(pathway)
    problem = pathway.compiled.problem
    rows = problem.matrix.tocsr()
    row_owner = np.array([_row_owner(owner, row.indices) for row in (rows[[i]] for i in range(rows.shape[0]))])
    # An overstep beside nothing else of its year belongs to the decisions, as its row does.
    for year in years:
        for variable in pathway.model.year[year].slack.values():
            column = pathway.compiled.of(variable)
            if column >= 0 and _alone(rows, owner, problem.matrix, column):
                owner[column] = DECISION
                row_owner[problem.matrix[:, [column]].indices] = DECISION
    problem, penalties = _price_oversteps(pathway, problem, severity, service)
    return _allow(Split(problem, years, owner, row_owner, penalties, ()))


def _column_owners(pathway: Pathway) -> Index:
    owner = np.full(pathway.compiled.problem.cost.size, DECISION, dtype=np.int64)
    for position, year in enumerate(pathway.yearly.site.years):
        block = pathway.model.year[year]
        for part in (block.amount, block.trade, block.slack):
            columns = pathway.compiled.columns(part)
            owner[columns[columns >= 0]] = position
    return owner


def _row_owner(owner: Index, columns: Index) -> int:
    owners = set(owner[columns].tolist()) - {DECISION}
    return DECISION if not owners else owners.pop() if len(owners) == 1 else SHARED


def _alone(rows: sp.csr_array, owner: Index, matrix: sp.csc_array, column: int) -> bool:
    """Whether a column is the only one of its year in all its rows."""
    for row in matrix[:, [column]].indices:
        members = rows[[int(row)]].indices
        if any(owner[other] != DECISION and other != column for other in members):
            return False
    return True


def _price_oversteps(
    pathway: Pathway, problem: Problem, severity: float, service: float
) -> tuple[Problem, dict[int, float]]:
    cost, high = problem.cost.copy(), problem.high.copy()
    penalties = {}
    for slack in pathway.yearly.slacks:
        column = pathway.compiled.of(slack.variable)
        if column >= 0:
            price = service * SERVICE if slack.of_service else PENALTY.get(slack.unit, UNUSUAL / slack.scale)
            penalties[column] = severity * price * pathway.yearly.site.blocks.weight(slack.year)
            cost[column] = penalties[column]
            high[column] = np.inf
    return replace(problem, cost=cost, high=high), penalties


def _allow(split: Split) -> Split:
    """Give every year an allowance in every row that several years share, and a priced way to exceed it."""
    problem, owner = split.problem, split.column_owner
    shared = np.flatnonzero(split.row_owner == SHARED)
    if shared.size == 0:
        return split
    rows, years = problem.matrix.tocsr(), len(split.years)
    width, height, extra = problem.cost.size, rows.shape[0], shared.size * years
    matrix = problem.matrix.tolil()
    matrix.resize((height + extra, width + 2 * extra))
    owner = np.concatenate([owner, np.full(extra, DECISION), np.tile(np.arange(years), shared.size)])
    row_owner = np.append(split.row_owner, np.tile(np.arange(years), shared.size))
    row_owner[shared] = DECISION
    prices = np.zeros(extra)
    shares = []
    for index, row in enumerate(shared):
        members = rows[[int(row)]].indices
        slack = next(int(column) for column in members if int(column) in split.penalties)
        owner[slack] = DECISION
        for position in range(years):
            place = index * years + position
            for column in members[owner[members] == position]:
                matrix[height + place, column] = problem.matrix[int(row), int(column)]
                matrix[int(row), column] = 0.0
            matrix[height + place, width + place] = -1.0
            matrix[height + place, width + extra + place] = -1.0
            matrix[int(row), width + place] = 1.0
            # Dearer than the overstep of the row itself, so that one year's excess is never a way round it.
            prices[place] = 2.0 * split.penalties[slack]
        mine = index * years + np.arange(years)
        shares.append(Share(int(row), slack, height + mine, width + mine, width + extra + mine))
    grown = Problem(
        cost=np.concatenate([problem.cost, np.zeros(extra), prices]),
        offset=problem.offset,
        matrix=sp.csc_array(matrix),
        row_low=np.append(problem.row_low, np.full(extra, -np.inf)),
        row_high=np.append(problem.row_high, np.zeros(extra)),
        low=np.concatenate([problem.low, np.full(extra, -np.inf), np.zeros(extra)]),
        high=np.append(problem.high, np.full(2 * extra, np.inf)),
        integer=np.append(problem.integer, np.zeros(2 * extra, dtype=bool)),
    )
    penalties = {**split.penalties, **{width + extra + place: float(prices[place]) for place in range(extra)}}
    return Split(grown, split.years, owner, row_owner, penalties, tuple(shares))


@dataclass(frozen=True)
class YearProblem:
    """Operation and trade of one year, given the decisions.

    Attributes
    ----------
    handed, handed_at : ndarray
        Decision columns that the year depends on, and where they stand in this problem.
    own, own_at : ndarray
        The year's pathway columns, and where they stand.
    operation_at : ndarray
        Where the operation block's columns stand.
    """

    year: int
    problem: Problem
    handed: Index
    handed_at: Index
    own: Index
    own_at: Index
    operation_at: Index

    def is_same(self, other: YearProblem) -> bool:
        """Whether another year is the same whatever both are handed, so that cuts of the one are cuts of the other."""
        return (
            self._is_alike(other)
            and np.array_equal(self.problem.cost, other.problem.cost)
            and all(np.array_equal(one, another) for one, another in self._limits(other))
        )

    def is_dearer(self, other: YearProblem) -> bool:
        """Whether this year never costs less than another, so that cuts of the other are cuts of this one."""
        mine, theirs = self.problem, other.problem
        if not self._is_alike(other):
            return False
        (low, low_there), (high, high_there), (row_low, row_low_there), (row_high, row_high_there) = self._limits(other)
        within = (low >= low_there).all() and (high <= high_there).all()
        within = within and (row_low >= row_low_there).all() and (row_high <= row_high_there).all()
        more = np.where(mine.low >= 0.0, mine.cost >= theirs.cost, mine.cost == theirs.cost)
        return bool(within and more.all())

    def _is_alike(self, other: YearProblem) -> bool:
        one, another = self.problem.matrix, other.problem.matrix
        return (
            np.array_equal(self.handed, other.handed)
            and np.array_equal(self.handed_at, other.handed_at)
            and one.shape == another.shape
            and np.array_equal(one.indptr, another.indptr)
            and np.array_equal(one.indices, another.indices)
            and np.array_equal(one.data, another.data)
        )

    def _limits(self, other: YearProblem) -> list[tuple[Array, Array]]:
        """Bounds of both but for what is handed down, and limits of both."""
        mine, theirs = self.problem, other.problem
        own = np.setdiff1d(np.arange(mine.cost.size), self.handed_at)
        return [
            (mine.low[own], theirs.low[own]), (mine.high[own], theirs.high[own]),
            (mine.row_low, theirs.row_low), (mine.row_high, theirs.row_high),
        ]  # fmt: skip


def year_problem(split: Split, pathway: Pathway, operation: Operation, year: int) -> YearProblem:
    """Cut one year out of a split pathway and lay an operation block over it.

    Parameters
    ----------
    split : Split
        The pathway taken apart.
    pathway, operation : Pathway, Operation
        The compiled parts.
    year : int
        A milestone year.

    Returns
    -------
    YearProblem
        Its cost is the year's discounted share of the plan's.
    """
    whole = split.problem
    mine = np.flatnonzero(split.row_owner == split.years.index(year))
    own = split.columns_of(year)
    rows = whole.matrix.tocsr()[mine].tocoo()
    shared = overlay(pathway, operation, year)
    handed = np.setdiff1d(np.union1d(rows.col, np.array(list(shared.values()), dtype=np.int64)), own)
    columns = np.concatenate([own, handed])
    place = np.full(whole.cost.size, -1, dtype=np.int64)
    place[columns] = np.arange(columns.size)
    hours = operation.compiled.problem
    operation_at = np.full(hours.cost.size, -1, dtype=np.int64)
    operation_at[list(shared)] = place[list(shared.values())]
    alone = np.flatnonzero(operation_at < 0)
    operation_at[alone] = columns.size + np.arange(alone.size)
    entries = hours.matrix.tocoo()
    width = columns.size + alone.size
    matrix = sp.coo_array(
        (
            np.concatenate([rows.data, entries.data]),
            (
                np.concatenate([rows.row, entries.row + mine.size]),
                np.concatenate([place[rows.col], operation_at[entries.col]]),
            ),
        ),
        shape=(mine.size + hours.row_low.size, width),
    )
    problem = Problem(
        cost=np.concatenate([whole.cost[own], np.zeros(handed.size), hours.cost[alone]]),
        offset=0.0,
        matrix=sp.csc_array(matrix),
        row_low=np.concatenate([whole.row_low[mine], hours.row_low]),
        row_high=np.concatenate([whole.row_high[mine], hours.row_high]),
        low=np.concatenate([whole.low[columns], hours.low[alone]]),
        high=np.concatenate([whole.high[columns], hours.high[alone]]),
        integer=np.zeros(width, dtype=bool),
    )
    return YearProblem(year, problem, handed, place[handed], own, place[own], operation_at)
