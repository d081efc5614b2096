"""Operation of a chosen design in all 8,760 hours of every year: what it truly costs and emits, and whether it holds."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import SolverError
from ..models.accounts import Slack
from .assemble import Operation, Pathway
from .highs import Settings, Status, solve
from .split import Split, YearProblem, year_problem

Array = NDArray[np.float64]

WORKERS = 2


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
    """

    values: Array
    operation: Mapping[int, Array]
    oversteps: tuple[tuple[Slack, float], ...]


def operate(
    split: Split, pathway: Pathway, operation: Operation, values: Array, settings: Settings, stop: threading.Event
) -> FullYear:
    """Operate a design in every year at full resolution.

    Years are operated one by one, each within its allowance of what several years share.

    Parameters
    ----------
    split : Split
        The pathway taken apart.
    pathway, operation : Pathway, Operation
        The compiled parts; the operation has all hours.
    values : ndarray
        Columns of the split pathway: the design.
    settings : Settings
        Threads.
    stop : threading.Event
        Set when the work is interrupted.

    Returns
    -------
    FullYear
        Hourly operation and true yearly amounts.
    """
    years = [year_problem(split, pathway, operation, year) for year in split.years]
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        tasks = [pool.submit(_operate_year, year, values, settings, stop) for year in years]
        try:
            results = [task.result() for task in tasks]
        except KeyboardInterrupt:
            stop.set()
            raise
    final = values.copy()
    for year, found in zip(years, results, strict=True):
        final[year.own] = found[year.own_at]
    hours = {year.year: found[year.operation_at] for year, found in zip(years, results, strict=True)}
    return FullYear(final, hours, oversteps(pathway, final))


def _operate_year(year: YearProblem, values: Array, settings: Settings, stop: threading.Event) -> Array:
    held = np.clip(values[year.handed], year.problem.low[year.handed_at], year.problem.high[year.handed_at])
    outcome = solve(year.problem.fixed(year.handed_at, held), Settings(threads=settings.threads), None, stop)
    if outcome.status is Status.INTERRUPTED:
        raise KeyboardInterrupt
    if outcome.status is not Status.OPTIMAL or outcome.values is None:
        raise SolverError(f"the operation of {year.year} could not be solved: {outcome.status.value}")
    return outcome.values


def oversteps(pathway: Pathway, values: Array) -> tuple[tuple[Slack, float], ...]:
    """Statements that are not kept, and by how much.

    Parameters
    ----------
    pathway : Pathway
        The compiled pathway.
    values : ndarray
        Its columns, and any others after them.

    Returns
    -------
    tuple of (Slack, float)
        In the order of the case.
    """
    found = []
    for slack in pathway.yearly.slacks:
        column = pathway.compiled.of(slack.variable)
        amount = float(values[column]) if column >= 0 else 0.0
        if amount > max(1e-6 * slack.scale, 1e-6):
            found.append((slack, amount))
    return tuple(found)
