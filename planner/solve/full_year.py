"""Operation of a design in all 8,760 hours of every year: what it truly costs and emits, and whether it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..models.accounts import Slack
from .assemble import Operation, Pathway
from .linear import Answer
from .one_year import OneYear, Operated
from .parametric import ParametricProgram
from .split import Split, YearProblem, year_problem

Array = NDArray[np.float64]

WORKERS = 2

# Energy missing in an hour that is no more than the solver's tolerance: as a power, and for every MW of load. [MW; 1]
DUST = 1e-6

# Share of what is asked by which a statement may be overstepped within the solver's tolerance, and share of a year's
# demand that may be missing: an hour that lacks a little would be cheaper than the smallest unit that serves it.
KEPT, SERVED = 1e-6, 1e-8


@dataclass(frozen=True)
class FullYear:
    """A design operated in every hour.

    Attributes
    ----------
    values : ndarray
        Pathway columns with the full-year amounts in place of the typical days'.
    operation : Mapping[int, ndarray]
        Operation columns of every year.
    oversteps : tuple of (Slack, float)
        Statements that the design cannot keep, and by how much.
    shutting, committing : float
        Discounted cost of what a linear program leaves out: flows forbidden to run at once, whole units on line.
        [million]
    forbidden : int
        Hours of all years in which one of two flows was shut.
    outcomes : Mapping[int, float]
        Pathway columns of what follows from the years' operation, as it turned out.
    spare : Mapping[int, float]
        By slack column, how far below its limit an overstepped statement stood when the design was chosen. [unit of it]
    """

    values: Array
    operation: Mapping[int, Array]
    oversteps: tuple[tuple[Slack, float], ...]
    shutting: float = 0.0
    committing: float = 0.0
    forbidden: int = 0
    outcomes: Mapping[int, float] = field(default_factory=dict)
    spare: Mapping[int, float] = field(default_factory=dict)


class WholeYears:
    """The years of a pathway in all their hours, each kept with the solver.

    Designs are operated year by year, each year within its allowance of what several years share.

    Parameters
    ----------
    split : Split
        The pathway taken apart.
    pathway, operation : Pathway, Operation
        The compiled parts; the operation has all hours.
    threads : int
        Threads of the solver.
    before : WholeYears, optional
        Those of a plan that may differ in costs alone: where they do, the solver goes on from its last basis. They
        must not be used any more.
    """

    def __init__(
        self,
        split: Split,
        pathway: Pathway,
        operation: Operation,
        threads: int = 1,
        before: WholeYears | None = None,
    ) -> None:
        self._split, self._pathway, self._operation = split, pathway, operation
        self._years = [year_problem(split, pathway, operation, year) for year in split.years]
        kept: list[ParametricProgram | None] = [None] * len(self._years)
        if before is not None:
            kept = repriced(before._years, [each.freed() for each in before._programs], self._years)
        self._programs: list[OneYear] = [
            OneYear(year, pathway, operation, threads, program) for year, program in zip(self._years, kept, strict=True)
        ]

    def same_as(self, other: WholeYears) -> bool:
        """Whether other years have the same problems, costs included."""
        return len(self._years) == len(other._years) and all(
            year.problem.same_as(another.problem) and np.array_equal(year.handed, another.handed)
            for year, another in zip(self._years, other._years, strict=True)
        )

    @property
    def problems(self) -> list[YearProblem]:
        """The years' problems, in order."""
        return self._years

    def programs(self) -> list[ParametricProgram]:
        """The years with the solver, free of what operating a design has shut."""
        return [program.freed() for program in self._programs]

    def worth(self, answers: Sequence[Answer]) -> dict[str, Array]:
        """What one unit more of every carrier costs in every hour, less what is charged where it is missing.

        Parameters
        ----------
        answers : sequence of Answer
            One of every year, energy missing at its price.

        Returns
        -------
        dict of str to ndarray (8760,)
            By carrier and year. [million/MWh; million/t]
        """
        found = {}
        for year, answer in zip(self._years, answers, strict=True):
            for carrier, variable in self._operation.hourly.missing.items():
                columns = self._operation.compiled.columns(variable)
                at = year.operation_at[columns]
                found[f"{carrier} in {year.year}"] = np.where(columns >= 0, -answer.reduced[at], 0.0)
        return found

    def operate(self, values: Array) -> FullYear:
        """Operate a design.

        Parameters
        ----------
        values : ndarray
            Columns of the split pathway: the design.

        Returns
        -------
        FullYear
            Hourly operation and true yearly amounts.

        Raises
        ------
        SolverError
            If the solver fails.
        """
        values = self._split.balanced(values)
        with ThreadPoolExecutor(max_workers=WORKERS) as pool:
            results = list(pool.map(lambda position: self._operate(position, values), range(len(self._years))))
        final = values.copy()
        for year, found in zip(self._years, results, strict=True):
            final[year.own] = found.values[year.own_at]
        outcomes = {column: value for found in results for column, value in found.outcomes.items()}
        final[list(outcomes)] = list(outcomes.values())
        hours = {year.year: found.values[year.operation_at] for year, found in zip(self._years, results, strict=True)}
        shutting, committing = sum(found.shutting for found in results), sum(found.committing for found in results)
        forbidden = sum(found.forbidden for found in results)
        oversteps = self._oversteps(final, hours)
        spare = self._spare(values, oversteps)
        return FullYear(final, hours, oversteps, shutting, committing, forbidden, outcomes, spare)

    def _operate(self, position: int, values: Array) -> Operated:
        year = self._years[position]
        low, high = year.problem.low[year.handed_at], year.problem.high[year.handed_at]
        return self._programs[position].operate(np.clip(values[year.handed], low, high))

    def _spare(self, chosen: Array, oversteps: Sequence[tuple[Slack, float]]) -> dict[int, float]:
        """Distance of statements from their limits as a design was chosen, by slack column."""
        problem, found = self._split.problem, {}
        rows = problem.matrix.tocsr()
        for slack, _ in oversteps:
            column = self._pathway.compiled.of(slack.variable)
            if column >= 0 and not slack.of_service:
                row = int(problem.matrix.indices[problem.matrix.indptr[column]])
                found[column] = max(float(problem.row_high[row] - (rows[[row]] @ chosen)[0]), 0.0)
        return found

    def _oversteps(self, values: Array, hours: Mapping[int, Array]) -> tuple[tuple[Slack, float], ...]:
        """Statements that are not kept; what is missing is counted in the hours that lack more than dust."""
        lacking: dict[tuple[str | None, int], float] = {}
        site = self._pathway.yearly.site
        for carrier, variable in self._operation.hourly.missing.items():
            columns = self._operation.compiled.columns(variable)
            for year, found in hours.items():
                dust = DUST * (1.0 + float(site.load(carrier, year).max()))
                lacking[carrier, year] = float(found[columns][found[columns] > dust].sum())
        stated = [(slack, by) for slack, by in oversteps(self._split, self._pathway, values) if not slack.of_service]
        services = [slack for slack in self._pathway.yearly.slacks if slack.of_service]
        missed = [(slack, lacking[slack.carrier, slack.year]) for slack in services]
        return (*stated, *((slack, amount) for slack, amount in missed if amount > 0.0))


def repriced(
    before: Sequence[YearProblem], programs: Sequence[ParametricProgram], years: Sequence[YearProblem]
) -> list[ParametricProgram | None]:
    """Programs of earlier years for later ones, where these differ in costs alone; None where they differ in more.

    Parameters
    ----------
    before, programs
        Earlier years and their programs, all columns within their own bounds.
    years : sequence of YearProblem
        The later years.

    Returns
    -------
    list of ParametricProgram or None
        One for every later year.
    """
    found: list[ParametricProgram | None] = [None] * len(years)
    for place, year in enumerate(years[: len(before)]):
        earlier = before[place]
        alike = np.array_equal(earlier.handed_at, year.handed_at) and np.array_equal(earlier.handed, year.handed)
        if alike and year.problem.differs_in_cost_alone(earlier.problem):
            programs[place].reprice(year.problem.cost)
            found[place] = programs[place]
    return found


def oversteps(split: Split, pathway: Pathway, values: Array) -> tuple[tuple[Slack, float], ...]:
    """Statements that are not kept, and by how much.

    Parameters
    ----------
    split : Split
        The pathway taken apart.
    pathway : Pathway
        The compiled pathway.
    values : ndarray
        Columns of the split pathway.

    Returns
    -------
    tuple of (Slack, float)
        In the order of the case.
    """
    found = []
    settled = split.balanced(values)
    for slack in pathway.yearly.slacks:
        column = pathway.compiled.of(slack.variable)
        amount = float(settled[column]) if column >= 0 else 0.0
        if amount > (SERVED if slack.of_service else KEPT) * slack.scale:
            found.append((slack, amount))
    return tuple(found)
