"""Plans of one factory on the same typical days, at any value of a number that enters the objective alone.

Problems put together at both ends of a range and half-way between are compared: where rows, bounds and columns are
equal and the objective half-way is the mean of those at the ends, every plan is possible at every value, its cost is a
line, and the least cost is concave. Nothing about the meaning of the number is assumed.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ..errors import InfeasibleError, StoppedError
from ..models.accounts import Slack
from ..site import Site, choose_days
from .aims import Aim
from .assemble import LEAST_COST, Operation, Pathway, build_operation, build_pathway
from .choose import SMALL, Chooser
from .full_year import oversteps
from .highs import Settings, Status, Watcher
from .matrix import Compiled, Problem
from .plan import MOST_SEVERE, SEVERE
from .repair import UNREPAIRED, Repair
from .split import Split, split_pathway

Array = NDArray[np.float64]
Bounds = Mapping[int, tuple[float, float]]

# Numbers that differ by less are equal: those of the base year come from a solver. [1]
EQUAL = 1e-9


@dataclass(frozen=True)
class Member:
    """A plan chosen at one value.

    Attributes
    ----------
    share : float
        Where the value lies between the ends of the range. [1]
    values : ndarray
        Columns of the split pathway.
    low, high : float
        What this plan costs at the lower and the upper end of the range, operated as it was chosen. [million]
    bound : float
        What no plan costs less than at its value. [million]
    complete : bool
        Whether the search ended by itself and not at a limit.
    expected : frozenset of int
        Columns of outcomes that were held as expected.
    """

    share: float
    values: Array
    low: float
    high: float
    bound: float
    complete: bool
    expected: frozenset[int] = frozenset()

    def at(self, share: float) -> float:
        """What the plan costs at another value. [million]"""
        return self.low + share * (self.high - self.low)


@dataclass
class Family:
    """Problems that differ in their objective alone, affinely in a share between 0 and 1.

    Attributes
    ----------
    pathway : Pathway
        As it is half-way.
    slope : ndarray
        Change of the cost of every pathway column from the lower to the upper end. [million/unit]
    offset : float
        The same of what is paid whatever is decided. [million]
    """

    pathway: Pathway
    slope: Array
    offset: float
    days: int
    settings: Settings
    stop: threading.Event = field(default_factory=threading.Event)
    split: Split = field(init=False)
    _chooser: Chooser | None = None
    _severe: bool = False
    _closed: dict[int, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.split = split_pathway(self.pathway)

    @classmethod
    def alone(cls, pathway: Pathway, days: int, settings: Settings) -> Family:
        """A family in which nothing varies."""
        return cls(pathway, np.zeros(pathway.compiled.problem.cost.size), 0.0, days, settings)

    def at(self, share: float) -> Split:
        """The pathway taken apart, priced at a value."""
        problem = self.split.problem
        cost = problem.cost.copy()
        cost[: self.slope.size] += (share - 0.5) * self.slope
        return replace(
            self.split, problem=replace(problem, cost=cost, offset=problem.offset + (share - 0.5) * self.offset)
        )

    def cost(self, values: Array, share: float) -> float:
        """What a plan costs at a value, oversteps included at their price. [million]"""
        problem = self.at(share).problem
        return float(problem.cost @ values[: problem.cost.size]) + problem.offset

    def choose(
        self,
        share: float,
        held: Bounds | None = None,
        repair: Repair = UNREPAIRED,
        tightened: Repair = UNREPAIRED,
        watch: Watcher = lambda cost, bound: None,
    ) -> Member:
        """Choose the cheapest plan at a value.

        Parameters
        ----------
        share : float
            Where the value lies between the ends of the range. [1]
        held : mapping of int to (float, float), optional
            Bounds of decisions, by column; they only narrow those there are.
        repair : Repair, optional
            What full years have shown to be needed: its room is kept as far as that is possible.
        tightened : Repair, optional
            Statements drawn tighter that are to be kept like any other.
        watch : callable
            Called with the best cost and the bound.

        Returns
        -------
        Member
            The plan, its line and its bound.

        Raises
        ------
        InfeasibleError
            If statements of the case contradict each other.
        StoppedError
            If it was stopped before a plan was found that keeps every statement.
        """
        missed: tuple[tuple[Slack, float], ...] = ()
        while True:
            split = self.at(share)
            split = replace(split, problem=tightened.apply(split.problem))
            if held or self._closed:
                split = replace(split, problem=_narrowed(split.problem, {**self._closed, **(held or {})}))
            self._chooser = Chooser(self.pathway, self.days, self.settings, self._chooser)
            try:
                choice = self._chooser.choose(split, repair, watch, self.stop)
            except InfeasibleError:
                if not missed:
                    raise
                raise _contradiction(missed) from None
            missed = oversteps(split, self.pathway, choice.values)
            if not missed:
                break
            if choice.outcome.status is not Status.OPTIMAL:
                raise StoppedError("stopped before a plan that keeps every statement of the case was found")
            if choice.size["columns"] <= SMALL and not self._closed:
                # One problem needs no way to overstep; years that are solved one by one do.
                excesses = [int(column) for each in split.shares for column in each.excesses]
                self._closed = dict.fromkeys((*split.penalties, *excesses), (0.0, 0.0))
                continue
            if self._severe:
                raise _contradiction(missed)
            # A dearer overstep only raises what is a lower bound already, so what is known stays true.
            self._severe = True
            factor = abs(choice.outcome.objective) / max(split.oversteps_cost(choice.values), 1e-9)
            self.split = split_pathway(self.pathway, min(max(factor, SEVERE), MOST_SEVERE))
        values = choice.values
        bound = min(choice.outcome.bound, self.cost(values, share))
        complete = choice.outcome.status is Status.OPTIMAL
        return Member(share, values, self.cost(values, 0.0), self.cost(values, 1.0), bound, complete, choice.expected)


def family(
    sites: tuple[Site, Site, Site],
    bases: tuple[Mapping[str, float], ...],
    days: int,
    settings: Settings,
    aim: Aim = LEAST_COST,
) -> Family | str:
    """Put the problems at three values together and compare them.

    Parameters
    ----------
    sites : tuple of Site
        The factory at the lower end, half-way and at the upper end.
    bases : tuple of mapping
        Accounts of the base year of each. [unit of each]
    days : int
        Typical days.
    settings : Settings
        Gap, limits, threads.
    aim : Aim
        What the plans are for.

    Returns
    -------
    Family or str
        The family; or, where the problems differ in more than their objective or the objective is not affine, in which.
    """
    low, middle, high = (build_pathway(site, base, aim) for site, base in zip(sites, bases, strict=True))
    at_low, at_high = (_costs(each.compiled, middle.compiled) for each in (low, high))
    if isinstance(at_low, str) or isinstance(at_high, str):
        return at_low if isinstance(at_low, str) else str(at_high)
    (first, one), (last, other) = at_low, at_high
    problem = middle.compiled.problem
    scale = max(float(np.abs([first, problem.cost, last]).max(initial=0.0)), 1e-12)
    mean, offset = 0.5 * (first + last), 0.5 * (one + other)
    if not _equal(problem.cost, mean, scale) or abs(problem.offset - offset) > EQUAL * max(abs(offset), abs(one), 1.0):
        return "the objective is not affine in it"
    steps = choose_days(sites[1], days)
    hours = [build_operation(site, steps) for site in (sites[1], sites[0], sites[2])]
    if not all(_operates_alike(hours[0], each) for each in hours[1:]):
        return "it changes what happens in the hours of a year"
    return Family(middle, last - first, other - one, days, settings)


def _contradiction(missed: Sequence[tuple[Slack, float]]) -> InfeasibleError:
    said = "; ".join(f"{slack.where} in {slack.year} by {by:.4g} {slack.unit}" for slack, by in missed)
    return InfeasibleError(f"no plan keeps every statement of the case; the nearest one misses {said}")


def _costs(end: Compiled, middle: Compiled) -> tuple[Array, float] | str:
    """Objective of an end in the columns of the middle; in words where more than the objective differs."""
    matched = _matched(end, middle)
    if matched is None:
        return "it changes what can be decided"
    problem = middle.problem
    cost = np.zeros(problem.cost.size)
    there = matched >= 0
    cost[there] = end.problem.cost[matched[there]]
    ours, theirs = problem.matrix.tocsc(), end.problem.matrix.tocsc()
    if ours.shape[0] != theirs.shape[0] or ours[:, ~there].nnz:
        return "it changes the rows of the problem"
    difference = abs(sp.csc_array(ours[:, there]) - sp.csc_array(theirs[:, matched[there]]))
    largest = float(abs(ours).max()) if ours.nnz else 0.0
    if difference.nnz and float(difference.max()) > EQUAL * min(largest, 1.0):
        return "it enters a constraint"
    for one, another in (
        (problem.row_low, end.problem.row_low), (problem.row_high, end.problem.row_high),
        (problem.low[there], end.problem.low[matched[there]]), (problem.high[there], end.problem.high[matched[there]]),
        (problem.integer[there].astype(float), end.problem.integer[matched[there]].astype(float)),
    ):  # fmt: skip
        if not _equal(one, another):
            return "it enters a limit of a constraint"
    return cost, end.problem.offset


def _matched(end: Compiled, middle: Compiled) -> NDArray[np.int64] | None:
    """Column of the end for every column of the middle, -1 where the end does without; None if it has others.

    A price of zero leaves out what enters the objective alone.
    """
    places = {str(variable.name): place for place, variable in enumerate(end.variables)}
    found = np.array([places.get(str(variable.name), -1) for variable in middle.variables], dtype=np.int64)
    return found if (found >= 0).sum() == len(places) else None


def _operates_alike(one: Operation, other: Operation) -> bool:
    matched = _costs(other.compiled, one.compiled)
    return not isinstance(matched, str) and _equal(matched[0], one.compiled.problem.cost)


def _equal(one: Array, another: Array, scale: float | None = None) -> bool:
    """Whether numbers are equal but for the last digits of a solver."""
    if one.shape != another.shape or not np.array_equal(np.isfinite(one), np.isfinite(another)):
        return False
    finite = np.isfinite(one)
    if not np.array_equal(one[~finite], another[~finite]):
        return False
    one, another = one[finite], another[finite]
    size = np.maximum(np.maximum(np.abs(one), np.abs(another)), 1e-6) if scale is None else scale
    return bool((np.abs(one - another) <= EQUAL * size).all())


def _narrowed(problem: Problem, held: Bounds) -> Problem:
    """The problem with some columns within narrower bounds."""
    columns = np.array(list(held), dtype=np.int64)
    low, high = problem.low.copy(), problem.high.copy()
    least, most = (np.array([bounds[side] for bounds in held.values()]) for side in (0, 1))
    low[columns] = np.maximum(low[columns], least)
    high[columns] = np.minimum(high[columns], most)
    return replace(problem, low=low, high=high)
