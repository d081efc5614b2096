"""Search for the plan at all hours of all years, beginning with cuts that average days yield.

The cost of average days is a lower bound of that of the year, so that every cut found on them holds for the year too.
A few average days are quick and teach what kind of plan is good; more of them come nearer to the year; what is left to
be learnt from its 8,760 hours is little.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..errors import StoppedError
from ..site import choose_averages
from ..site.calendar import DAYS
from .above import Cut
from .assemble import Operation, Pathway, build_operation
from .by_year import solve_by_year
from .choose import Choice, expected_outcomes
from .full_year import WholeYears
from .highs import Settings, Watcher
from .matrix import coefficient_range
from .repair import Repair
from .split import Split, year_problem

Array = NDArray[np.float64]

# Average days of the levels that come before all days; the first is raised to one for every kind of day.
LEVELS = (1, 60, 120)

# Share of the time left that a level may take.
SHARE = 0.25


def average_bound(pathway: Pathway, split: Split, repair: Repair, start: Array, settings: Settings) -> float:
    """What no plan costs less than, with whole-number decisions taken in part.

    Parameters
    ----------
    pathway : Pathway
        The compiled pathway.
    split : Split
        The pathway taken apart.
    repair : Repair
        Which outcomes are open, as they were where the plan was chosen.
    start : ndarray
        Columns of a design to begin from.
    settings : Settings
        Gap and time limit.

    Returns
    -------
    float
        A lower bound of the cost at all hours. [million]
    """
    held = held_as_expected(split, pathway, repair)
    relaxed = replace(held, problem=held.problem.relaxed())
    return learn(relaxed, pathway, LEVELS[0], start, [], settings, lambda *_: None, threading.Event())


def held_as_expected(split: Split, pathway: Pathway, repair: Repair) -> Split:
    """The pathway with outcomes held that are expected and have not turned out otherwise."""
    held = expected_outcomes(pathway, repair)
    columns, numbers = np.array(list(held), dtype=np.int64), np.array(list(held.values()))
    return replace(split, problem=split.problem.fixed(columns, numbers))


def learn(
    split: Split,
    pathway: Pathway,
    count: int,
    start: Array,
    cuts: list[Cut],
    settings: Settings,
    watch: Watcher,
    stop: threading.Event,
) -> float:
    """Search on average days, adding to the cuts; the bound that they prove. [million]"""
    operation = build_operation(pathway.yearly.site, choose_averages(pathway.yearly.site, count))
    years = [year_problem(split, pathway, operation, year) for year in split.years]
    outcome, _ = solve_by_year(split, years, settings, start, cuts, watch, stop)
    return outcome.bound


@dataclass
class Prover:
    """Chooses designs at all hours, from cuts that are kept from one choice to the next.

    Attributes
    ----------
    start : ndarray
        Columns of a design that holds in the full year.
    began : float
        Reading of the performance counter from which the time limit counts. [s]
    """

    pathway: Pathway
    whole_year: Operation
    years: WholeYears
    settings: Settings
    start: Array
    began: float
    _cuts: list[Cut] = field(default_factory=list)
    _levels: tuple[int, ...] = LEVELS

    def choose(self, split: Split, repair: Repair, watch: Watcher, stop: threading.Event) -> Choice:
        """Choose a design; as `planner.solve.choose.Chooser.choose`."""
        split = held_as_expected(split, self.pathway, repair)
        for count in self._levels:
            learn(split, self.pathway, count, self.start, self._cuts, self._limited(SHARE), watch, stop)
        self._levels = ()
        years = self.years.problems
        outcome, values = solve_by_year(
            split, years, self._limited(1.0), self.start, self._cuts, watch, stop, self.years.programs()
        )
        if values is None:
            raise StoppedError(f"stopped before any plan was found ({outcome.status.value})")
        self.start = values
        size = {
            "rows": split.problem.row_low.size + sum(year.problem.row_low.size for year in years),
            "columns": split.problem.cost.size + sum(year.problem.cost.size for year in years),
            "nonzeros": split.problem.matrix.nnz + sum(year.problem.matrix.nnz for year in years),
            "binaries": int(split.problem.integer.sum()),
        }
        coefficients = coefficient_range(split.problem)
        partly_on = bool(self.whole_year.compiled.problem.integer.any())
        return Choice(
            outcome, values, DAYS, size, coefficients, frozenset(expected_outcomes(self.pathway, repair)), partly_on
        )

    def _limited(self, share: float) -> Settings:
        """Settings with a share of the time that is left."""
        if self.settings.time_limit is None:
            return self.settings
        left = self.settings.time_limit - (time.perf_counter() - self.began)
        return replace(self.settings, time_limit=max(share * left, 1.0))
