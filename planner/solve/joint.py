"""Plan for several futures at once: decisions in common until a year, each future on its own afterwards.

The extensive form: the pathways of all futures side by side, joined by rows that make early decisions the same
(non-anticipativity). Small ones are solved in one piece, large ones year by year, the decisions of all futures above
and the years of all futures below.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..errors import InfeasibleError, StoppedError
from ..site import choose_days, few_days
from .above_all import AboveAll, apart, joined_split, moved, starts_of
from .assemble import Operation, Pathway, build_operation
from .by_year import solve_by_year
from .choose import SMALL, expected_outcomes
from .common import Common, rows_of
from .full_year import WholeYears, oversteps
from .highs import Outcome, Settings, Status, Watcher, solve
from .matrix import Joined, Problem
from .plan import REPAIRS, SEVERE
from .repair import Repair, describe, improve, surprises
from .split import Split, split_pathway, year_problem
from .weighing import Weighing, stacked
from .whole import join_years, solve_whole

Array = NDArray[np.float64]


@dataclass
class Future:
    """One way things may go.

    Attributes
    ----------
    pathway : Pathway
        The compiled pathway, in which nothing is held.
    repair : Repair
        What full years have shown.
    """

    name: str
    pathway: Pathway
    repair: Repair = field(default_factory=Repair)
    _operations: dict[tuple[int, ...], Operation] = field(default_factory=dict)

    def operation(self, days: int) -> Operation:
        """Its operation on typical days."""
        known = (days, *self.repair.days)
        if known not in self._operations:
            site = self.pathway.yearly.site
            self._operations = {known: build_operation(site, choose_days(site, days, self.repair.days))}
        return self._operations[known]

    def give(self, days: int, operation: Operation) -> None:
        """Use an operation in place of that of its own typical days."""
        self._operations = {(days, *self.repair.days): operation}


@dataclass(frozen=True)
class Designs:
    """A design of every future, chosen at once on typical days.

    Attributes
    ----------
    values : tuple of ndarray
        Pathway columns of every future.
    costs : tuple of float
        What each costs on typical days, oversteps not counted. [million]
    oversteps : mapping of str to str
        Futures in which statements cannot be kept, and which.
    """

    outcome: Outcome
    values: tuple[Array, ...]
    costs: tuple[float, ...]
    oversteps: Mapping[str, str]
    size: Mapping[str, int]


@dataclass
class Together:
    """Chooses designs for several futures.

    Attributes
    ----------
    common : tuple of Common
        What is decided in common.
    days : int
        Typical days.
    small : int
        Most columns of a problem that is solved in one piece.
    """

    futures: Sequence[Future]
    common: tuple[Common, ...]
    days: int
    settings: Settings
    small: int = SMALL

    def choose(self, weighing: Weighing, watch: Watcher, stop: threading.Event) -> Designs:
        """Choose a design of every future.

        Parameters
        ----------
        weighing : Weighing
            What is minimised.
        watch : callable
            Called with the best value and the bound.
        stop : threading.Event
            Ends the search; the best designs are kept.

        Returns
        -------
        Designs
            With their proof.

        Raises
        ------
        StoppedError
            If it was stopped before any were found.
        InfeasibleError
            If the decisions contradict each other.
        """
        found = self._choose(weighing, 1.0, watch, stop)
        return self._choose(weighing, SEVERE, watch, stop) if found.oversteps else found

    def _choose(self, weighing: Weighing, severity: float, watch: Watcher, stop: threading.Event) -> Designs:
        # An overstep is as dear in a future of little weight as in any other.
        plain = [
            split_pathway(future.pathway, severity / weight)
            for future, weight in zip(self.futures, weighing.weights, strict=True)
        ]
        splits = [
            replace(split, problem=future.repair.apply(split.problem))
            for split, future in zip(plain, self.futures, strict=True)
        ]
        operations = [future.operation(self.days) for future in self.futures]
        wholes = self._wholes(splits, operations)
        size = sum(problem.cost.size for problem in wholes)
        if size <= self.small:
            problem = self._extensive(splits, wholes, weighing)
            outcome, values = solve_whole(Joined(problem, {}), problem.cost.size, self.settings, watch, stop)
            found = None if values is None else self._pathways(splits, wholes, values)
        else:
            outcome, found = self._by_year(splits, operations, weighing, watch, stop)
        if found is None:
            if outcome.status is Status.INFEASIBLE:
                raise InfeasibleError("no plan has these decisions in common, even with every target given up in part")
            raise StoppedError(f"stopped before any plan was found ({outcome.status.value})")
        costs = tuple(
            float(split.problem.cost @ own) + split.problem.offset - split.oversteps_cost(own)
            for split, own in zip(splits, found, strict=True)
        )
        missed = {
            future.name: "; ".join(f"{slack.where.key} in {slack.year} by {by:.4g} {slack.unit}" for slack, by in over)
            for future, split, own in zip(self.futures, splits, found, strict=True)
            if (over := oversteps(split, future.pathway, own))
        }
        return Designs(outcome, tuple(found), costs, missed, {"columns": size})

    def _wholes(self, splits: Sequence[Split], operations: Sequence[Operation]) -> list[Problem]:
        return [
            join_years(split, future.pathway, operation).problem
            for split, future, operation in zip(splits, self.futures, operations, strict=True)
        ]

    def _extensive(self, splits: Sequence[Split], wholes: Sequence[Problem], weighing: Weighing) -> Problem:
        """All futures in all their hours as one problem; what oversteps cost is no part of a regret."""
        costs = []
        for split, problem in zip(splits, wholes, strict=True):
            cost = problem.cost.copy()
            cost[list(split.penalties)] = 0.0
            costs.append(cost)
        starts = np.cumsum([0, *(problem.cost.size for problem in wholes)]).tolist()
        return stacked(wholes, weighing, costs, *rows_of(self.common, starts[:-1], starts[-1]))

    def _pathways(self, splits: Sequence[Split], wholes: Sequence[Problem], values: Array) -> list[Array]:
        starts = np.cumsum([0, *(problem.cost.size for problem in wholes[:-1])]).tolist()
        return [values[start : start + split.problem.cost.size] for start, split in zip(starts, splits, strict=True)]

    def _by_year(
        self,
        splits: Sequence[Split],
        operations: Sequence[Operation],
        weighing: Weighing,
        watch: Watcher,
        stop: threading.Event,
    ) -> tuple[Outcome, list[Array] | None]:
        starts = starts_of(splits)
        parts, years = [], []
        for future, split, operation, start in zip(self.futures, splits, operations, starts, strict=True):
            held = expected_outcomes(future.pathway, future.repair)
            columns, numbers = np.array(list(held), dtype=np.int64), np.array(list(held.values()))
            part = replace(split, problem=split.problem.fixed(columns, numbers))
            parts.append(part)
            years += moved([year_problem(part, future.pathway, operation, year) for year in part.years], start)
        width = starts[-1] + parts[-1].problem.cost.size
        joined = joined_split(parts, weighing, *rows_of(self.common, starts, width))
        above = AboveAll(joined, [], weighing, tuple(parts))
        begin = self._first(parts, weighing)
        outcome, values = solve_by_year(
            joined, years, self.settings, begin, above.cuts, watch, stop, above=above
        )  # fmt: skip
        return outcome, None if values is None else apart(parts, values)

    def _first(self, parts: Sequence[Split], weighing: Weighing) -> Array | None:
        """Designs from a few days and without whole numbers, from which a search by year can begin."""
        few = []
        for future in self.futures:
            site = future.pathway.yearly.site
            few.append(build_operation(site, few_days(site)))
        wholes = self._wholes(parts, few)
        outcome = solve(self._extensive(parts, wholes, weighing).relaxed(), self.settings)
        if outcome.values is None:
            return None
        regret = outcome.values[-1:] if weighing.best is not None else np.array([])
        return np.concatenate([*self._pathways(parts, wholes, outcome.values), regret])


def holding(
    together: Together,
    weighing: Weighing,
    checked: Mapping[int, Operation],
    watch: Watcher,
    stop: threading.Event,
) -> tuple[Designs, tuple[str, ...]]:
    """Choose designs that hold in all hours of some futures.

    Parameters
    ----------
    together : Together
        The futures.
    weighing : Weighing
        What is minimised.
    checked : mapping of int to Operation
        Places of the futures that are operated in all hours, with that operation.
    watch, stop
        As of `Together.choose`.

    Returns
    -------
    tuple of (Designs, tuple of str)
        The designs, and what had to be repaired.
    """
    repairs: list[str] = []
    while True:
        designs = together.choose(weighing, watch, stop)
        learnt = False
        for place, whole_year in checked.items():
            future = together.futures[place]
            if future.name in designs.oversteps:
                continue
            years = WholeYears(split_pathway(future.pathway), future.pathway, whole_year, together.settings.threads)
            result = years.operate(designs.values[place])
            opened = surprises(future.pathway, result) - future.repair.opened
            if opened:
                future.repair = replace(future.repair, opened=future.repair.opened | opened)
            if result.oversteps:
                repairs.append(f"{future.name}: {describe(result)}")
                future.repair = improve(future.repair, future.pathway, whole_year, result)
            learnt = learnt or bool(opened or result.oversteps)
        if not learnt or len(repairs) >= REPAIRS * max(len(checked), 1):
            return designs, tuple(repairs)
