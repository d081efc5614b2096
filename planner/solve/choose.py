"""Choose a design on typical days: in one problem if it is small, else year by year; again after a repair."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..errors import InfeasibleError, StoppedError
from ..site import choose_days, few_days
from .assemble import Operation, Pathway, build_operation
from .by_year import POLISH_ROUNDS, solve_by_year
from .highs import Outcome, Settings, Status, Watcher
from .matrix import Problem, coefficient_range
from .parametric import ParametricProgram
from .repair import Repair
from .slivers import sizes_of
from .split import Split, YearProblem, year_problem
from .taught import Learnt, Taught, of_neighbour, of_trunk
from .whole import first_design, join_years, solve_whole

Array = NDArray[np.float64]

# Problems up to this many columns are solved in one piece; larger ones year by year.
SMALL = 15_000


@dataclass(frozen=True)
class Choice:
    """A design chosen on typical days.

    Attributes
    ----------
    values : ndarray
        Columns of the split pathway.
    expected : frozenset of int
        Columns that were held as expected; bound and gap are those of plans with these outcomes.
    partly_on : bool
        Whether units might run in parts, as they may where years are solved one by one.
    """

    outcome: Outcome
    values: Array
    days: int
    size: Mapping[str, int]
    coefficients: tuple[float, float]
    expected: frozenset[int]
    partly_on: bool


@dataclass
class Chooser:
    """Chooses designs of one site and learns from one choice to the next.

    What a year is known to cost at least stays true when limits are drawn tighter or overstepping is priced higher, so
    its cuts are kept; only a change of the typical days makes them void.

    Attributes
    ----------
    before : Chooser or None
        One of a site like this one, whose numbers may differ. What it has learnt is looked at anew with these numbers;
        it must not be used any more.
    enough : float
        A bound at which a search may end. [million]
    scale : float or None
        Cost to which the gap of a search by year is relative; that of the design if None. [million]
    """

    pathway: Pathway
    days: int
    settings: Settings
    before: Chooser | None = None
    enough: float = np.inf
    scale: float | None = None
    learnt: Learnt = field(default_factory=Learnt)
    _trunk: Chooser | None = None
    _operation: Operation | None = None

    def __post_init__(self) -> None:
        if self.before is not None and self.before.pathway is self.pathway:
            # The hours of one pathway are the same, whatever they cost.
            self._operation, self.learnt.days = self.before._operation, self.before.learnt.days
        if self.before is not None and self.before.pathway.columns != self.pathway.columns:
            self.before = None

    def branch(self, enough: float = np.inf, scale: float | None = None) -> Chooser:
        """A search of the same pathway, split otherwise, that begins with all that this one has learnt.

        What it learns of years that are the same is handed back by `graft`.
        """
        learnt = Learnt(days=self.learnt.days)
        return Chooser(self.pathway, self.days, self.settings, None, enough, scale, learnt, self, self._operation)

    def graft(self, branch: Chooser) -> None:
        """Take over the best of what a branch has learnt: its design, and what holds of these years, too."""
        self.learnt.graft(branch.learnt)

    def choose(
        self, split: Split, repair: Repair, watch: Watcher, stop: threading.Event, patience: float | None = None
    ) -> Choice:
        """Choose a design.

        Parameters
        ----------
        split : Split
            The pathway taken apart, its oversteps priced.
        repair : Repair
            What full years have taught so far.
        watch : callable
            Called with the best cost and the bound.
        stop : threading.Event
            Ends the search; the best design is kept.
        patience : float, optional
            How long to search at most, if that is less than the time limit. [s]

        Returns
        -------
        Choice
            The best design found, with its bound.

        Raises
        ------
        StoppedError
            If it was stopped before any design was found.
        InfeasibleError
            If the decisions contradict each other.
        """
        site = self.pathway.yearly.site
        settings = self.settings if patience is None else self.settings.within(patience)
        split = replace(split, problem=repair.apply(split.problem))
        if self._operation is None or self.learnt.days != repair.days:
            self._operation = build_operation(site, choose_days(site, self.days, repair.days))
            self.learnt = Learnt(days=repair.days, start=self.learnt.start)
        operation = self._operation
        joined = join_years(split, self.pathway, operation)
        size = size_of(joined.problem)
        expected: frozenset[int] = frozenset()
        whole = size["columns"] <= SMALL
        if whole:
            outcome, values = solve_whole(joined, split.problem.cost.size, settings, watch, stop)
        else:
            held = expected_outcomes(self.pathway, repair)
            expected = frozenset(held)
            columns, numbers = np.array(list(held), dtype=np.int64), np.array(list(held.values()))
            split = replace(split, problem=split.problem.fixed(columns, numbers))
            outcome, values = self._by_year(split, operation, settings, watch, stop)
        if values is None:
            if outcome.status is Status.INFEASIBLE:
                raise InfeasibleError("no plan exists, even with every target and demand given up in part")
            raise StoppedError(f"stopped before any plan was found ({outcome.status.value})")
        self.learnt.start = values
        coefficients = coefficient_range(joined.problem)
        partly_on = not whole and bool(operation.compiled.problem.integer.any())
        return Choice(outcome, values, operation.hourly.steps.days, size, coefficients, expected, partly_on)

    def _by_year(
        self, split: Split, operation: Operation, settings: Settings, watch: Watcher, stop: threading.Event
    ) -> tuple[Outcome, Array | None]:
        years = [year_problem(split, self.pathway, operation, year) for year in split.years]
        learnt, taught = self.learnt, self._taught(split, years)
        learnt.cuts.extend(taught.cuts)
        learnt.start = learnt.start if taught.start is None else taught.start
        if learnt.start is None and not learnt.cuts and not taught.known:
            few = build_operation(self.pathway.yearly.site, few_days(self.pathway.yearly.site))
            learnt.start = first_design(split, self.pathway, few, self.settings)
        programs = [
            program or ParametricProgram(year.problem, year.handed_at)
            for year, program in zip(years, taught.programs, strict=True)
        ]
        learnt.split, learnt.years, learnt.programs = split, years, programs
        corners = POLISH_ROUNDS if self._trunk is None else 0
        return solve_by_year(
            split, years, settings, learnt.start, learnt.cuts, watch, stop, programs, relearn=taught.known,
            corners=corners, sizes=sizes_of(self.pathway), enough=self.enough, scale=self.scale,
        )  # fmt: skip

    def _taught(self, split: Split, years: list[YearProblem]) -> Taught:
        """What the search before this one, or that it branches off, teaches."""
        before, self.before = self.before, None
        if self._trunk is not None and self._trunk.learnt.days == self.learnt.days:
            return of_trunk(self._trunk.learnt, split, years, self.settings)
        if before is not None and before.learnt.days == self.learnt.days:
            return of_neighbour(before.learnt, split, years)
        return Taught([], [], [None] * len(years), None)


def expected_outcomes(pathway: Pathway, repair: Repair) -> dict[int, float]:
    """Outcomes to hold, by column: those expected that no full year has shown otherwise."""
    compiled = pathway.compiled
    found = {compiled.of(each.variable): each.value for each in pathway.yearly.expected}
    return {column: value for column, value in found.items() if column >= 0 and column not in repair.opened}


def size_of(problem: Problem) -> dict[str, int]:
    """Rows, columns, nonzeros and whole-number columns of a problem."""
    rows, columns = problem.matrix.shape
    return {
        "rows": int(rows),
        "columns": int(columns),
        "nonzeros": int(problem.matrix.nnz),
        "binaries": int(problem.integer.sum()),
    }
