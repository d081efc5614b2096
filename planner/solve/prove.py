"""Search for the plan at all hours of all years, by way of average days.

The cost of average days is a lower bound of that of the year, so that every cut found on them holds for the year too.
How much is lost depends on which days are averaged. Where a unit of every carrier is worth the same in every hour of
two days, nothing is: so days are grouped by what energy was worth in the full year of the best design so far. Few
average days teach what kind of plan is good, more of them come nearer to the year, and of its 8,760 hours little is
left to be learnt.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..errors import StoppedError
from ..site import choose_averages
from ..site.calendar import DAYS
from .above import Above, Cut
from .assemble import Operation, Pathway, build_operation
from .below import Below, Point, better
from .by_year import solve_by_year
from .choose import Choice, expected_outcomes
from .descent import says_something
from .full_year import WholeYears
from .highs import Outcome, Settings, Status, Watcher
from .matrix import coefficient_range
from .repair import Repair
from .slivers import sizes_of
from .split import Split, year_problem

Array = NDArray[np.float64]

# Average days of the searches that come before the one at all hours; raised to one for every kind of day.
LEVELS = (1, 60, 200)

# Level from which on decisions are whole numbers: those before are for the shape of the years' costs.
WHOLE_FROM = 1

# Average days that bound a plan which was chosen on typical days.
BOUNDING = (1, 60)

# Gap of a search on average days, relative to the gap that is asked of the plan: the rest is left to their error. [1]
TIGHTER = 0.5

# Share of the gap to which sizes are made the best before whole numbers are searched further.
POLISHED = 0.5

# Designs tried at most to find one without sizes left over.
CORNERS = 4

# Share of the time left that a search on average days may take.
SHARE = 0.3

# What a search is given at least, so that a run cut short still has a bound. [s]
LEAST_SECONDS = 10.0

Tell = Callable[[str], None]


@dataclass
class Lessons:
    """What is learnt of the years on the way to a proof.

    Attributes
    ----------
    asked : float
        Gap that is to be proven. [1]
    best : Point or None
        The cheapest design that has been operated at all hours and keeps every statement.
    bound : float
        What no plan costs less than. [million]
    cuts : list of Cut
        What the years cost at least, at any design.
    prices : dict of str to ndarray (8760,)
        What energy was worth in the full years of the last design.
    log : list of str
        The searches on average days, line by line.
    """

    split: Split
    pathway: Pathway
    years: WholeYears
    asked: float
    cuts: list[Cut]
    log: list[str] = field(default_factory=list)
    best: Point | None = None
    bound: float = -np.inf
    prices: dict[str, Array] = field(default_factory=dict)

    def look(self, values: Array) -> None:
        """Operate a design at all hours, and keep what that teaches."""
        below = Below(Above(self.split, self.cuts), self.years.problems, self.years.programs())
        try:
            point, answers = below.evaluate(values)
            self.cuts.extend(below.cuts(values, answers))
        finally:
            below.close()
        self.best = better(self.best, point if point.keeps else None)
        self.prices = self.years.worth(answers)

    def average(
        self, count: int, settings: Settings, watch: Watcher, stop: threading.Event, *, parts: bool = False
    ) -> Array | None:
        """Search on average days, from the best design if there is one; whole-number decisions may be taken in part.

        Returns the design found.
        """
        split = replace(self.split, problem=self.split.problem.relaxed()) if parts else self.split
        site = self.pathway.yearly.site
        operation = build_operation(site, choose_averages(site, count, self.prices))
        years = [year_problem(split, self.pathway, operation, year) for year in self.split.years]
        start = self.best.values if self.best is not None else None
        enough = np.inf if self.best is None else self.best.cost - self.asked * abs(self.best.cost)
        outcome, values = solve_by_year(
            split,
            years,
            settings,
            start,
            self.cuts,
            watch,
            stop,
            enough=enough,
            polished=POLISHED,
            corners=0 if parts else CORNERS,
            sizes=None if parts else sizes_of(self.pathway),
        )
        self.log.append(f"{operation.hourly.steps.days} average days\n{outcome.log}")
        if says_something(outcome.bound):
            self.bound = max(self.bound, outcome.bound)
        return values

    @property
    def gap(self) -> float:
        """Distance of the best design from the bound, relative to its cost."""
        return np.inf if self.best is None else max(self.best.cost - self.bound, 0.0) / max(abs(self.best.cost), 1e-10)


def average_bound(
    pathway: Pathway, split: Split, repair: Repair, years: WholeYears, values: Array, settings: Settings
) -> float:
    """What no plan costs less than, with whole-number decisions taken in part.

    Parameters
    ----------
    pathway : Pathway
        The compiled pathway.
    split : Split
        The pathway taken apart.
    repair : Repair
        Which outcomes are open, as they were where the plan was chosen.
    years : WholeYears
        Its years in all their hours.
    values : ndarray
        Columns of the plan.
    settings : Settings
        Gap and time limit.

    Returns
    -------
    float
        A lower bound of the cost at all hours. [million]
    """
    held = held_as_expected(split, pathway, repair)
    lessons = Lessons(held, pathway, years, settings.gap, [])
    lessons.look(values)
    for count in BOUNDING:
        lessons.average(count, settings, lambda *_: None, threading.Event(), parts=True)
    return lessons.bound


def held_as_expected(split: Split, pathway: Pathway, repair: Repair) -> Split:
    """The pathway with outcomes held that are expected and have not turned out otherwise."""
    held = expected_outcomes(pathway, repair)
    columns, numbers = np.array(list(held), dtype=np.int64), np.array(list(held.values()))
    return replace(split, problem=split.problem.fixed(columns, numbers))


@dataclass
class Prover:
    """Chooses designs at all hours, from cuts that are kept from one choice to the next.

    Attributes
    ----------
    start : ndarray
        Columns of a design that holds in the full year.
    tell : callable
        Called with what is searched on now.
    began : float
        Reading of the performance counter from which the time limit counts. [s]
    """

    pathway: Pathway
    whole_year: Operation
    years: WholeYears
    settings: Settings
    start: Array
    tell: Tell
    began: float
    _cuts: list[Cut] = field(default_factory=list)

    def choose(self, split: Split, repair: Repair, watch: Watcher, stop: threading.Event) -> Choice:
        """Choose a design; as `planner.solve.choose.Chooser.choose`."""
        split = held_as_expected(split, self.pathway, repair)
        lessons = Lessons(split, self.pathway, self.years, self.settings.gap, self._cuts)
        lessons.look(self.start)

        def learnt(_: float, bound: float) -> None:
            # What a design costs on average days is no cost of a plan.
            watch(lessons.best.cost if lessons.best is not None else np.inf, max(bound, lessons.bound))

        for round_, count in enumerate(LEVELS):
            if stop.is_set() or self._left() <= 0.0 or lessons.gap <= self.settings.gap:
                break
            self.tell(f"round {round_ + 1}, average days")
            asked = self._within(SHARE)
            asked = replace(asked, gap=TIGHTER * asked.gap)
            values = lessons.average(count, asked, learnt, stop, parts=round_ < WHOLE_FROM)
            if values is not None and round_ >= WHOLE_FROM:
                lessons.look(values)
                learnt(np.inf, lessons.bound)
        outcome, values = self._conclude(lessons, watch, stop)
        if values is None:
            raise StoppedError(f"stopped before any plan was found ({outcome.status.value})")
        hours = ["all hours", outcome.log] if outcome.log else []
        outcome = replace(outcome, log="\n".join([*lessons.log, *hours]))
        self.start = values
        problems = [split.problem, *(year.problem for year in self.years.problems)]
        size = {
            "rows": sum(problem.row_low.size for problem in problems),
            "columns": sum(problem.cost.size for problem in problems),
            "nonzeros": sum(problem.matrix.nnz for problem in problems),
            "binaries": int(split.problem.integer.sum()),
        }
        partly_on = bool(self.whole_year.compiled.problem.integer.any())
        expected = frozenset(expected_outcomes(self.pathway, repair))
        return Choice(outcome, values, DAYS, size, coefficient_range(split.problem), expected, partly_on)

    def _conclude(self, lessons: Lessons, watch: Watcher, stop: threading.Event) -> tuple[Outcome, Array | None]:
        best = lessons.best
        if best is not None and lessons.gap <= self.settings.gap:
            return Outcome(Status.OPTIMAL, best.values, best.cost, min(lessons.bound, best.cost), ""), best.values
        self.tell("last round, all hours")
        start = best.values if best is not None else self.start
        bound = lessons.bound if np.isfinite(lessons.bound) else None
        return solve_by_year(
            lessons.split, self.years.problems, self._within(1.0), start, self._cuts, watch, stop,
            self.years.programs(), bound=bound, polished=POLISHED, corners=CORNERS,
        )  # fmt: skip

    def _within(self, share: float) -> Settings:
        """Settings with a share of the time that is left."""
        left = self._left()
        return (
            replace(self.settings, time_limit=max(share * left, LEAST_SECONDS)) if np.isfinite(left) else self.settings
        )

    def _left(self) -> float:
        """Seconds left."""
        limit = self.settings.time_limit
        return np.inf if limit is None else limit - (time.perf_counter() - self.began)
