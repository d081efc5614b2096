"""Operation of a chosen design in all 8,760 hours of every year: what it truly costs and emits, and whether it holds."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..errors import SolverError
from ..models.accounts import Slack
from .assemble import Operation, Pathway, overlay
from .highs import Settings, Status, solve
from .matrix import Index, join

Array = NDArray[np.float64]

# Price of overstepping, far above any real alternative, so that it happens only where nothing else can be done.
# [million per unit]
WORKERS = 2
PENALTY = {"MWh": 0.1, "t": 0.01, "million": 10.0}


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
    pathway: Pathway, operation: Operation, values: Array, settings: Settings, stop: threading.Event
) -> FullYear:
    """Operate a design in every year at full resolution.

    Years are operated one by one. What several years share, such as a cumulative budget of CO2, is held for each year
    at what the other years use.

    Parameters
    ----------
    pathway, operation : Pathway, Operation
        The compiled parts; the operation has all hours.
    values : ndarray
        Pathway columns of the design.
    settings : Settings
        Threads and time limit.
    stop : threading.Event
        Ends the work; set when the work is interrupted.

    Returns
    -------
    FullYear
        Hourly operation and true yearly amounts.
    """
    years = pathway.yearly.site.years
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        tasks = {year: pool.submit(_operate_year, pathway, operation, values, year, settings, stop) for year in years}
        try:
            results = {year: task.result() for year, task in tasks.items()}
        except KeyboardInterrupt:
            stop.set()
            raise
    final = values.copy()
    for year, (pathway_values, _) in results.items():
        columns = year_columns(pathway, year)
        final[columns] = pathway_values[columns]
    return FullYear(final, {year: hours for year, (_, hours) in results.items()}, _oversteps(pathway, final))


def _oversteps(pathway: Pathway, values: Array) -> tuple[tuple[Slack, float], ...]:
    """Statements that are not kept: the slack used, and what several years together exceed."""
    problem = pathway.compiled.problem
    excess = np.maximum(problem.matrix @ values - problem.row_high, 0.0)
    found = []
    for slack in pathway.yearly.slacks:
        column = pathway.compiled.of(slack.variable)
        if column < 0:
            continue
        rows = problem.matrix.indices[problem.matrix.indptr[column] : problem.matrix.indptr[column + 1]]
        amount = float(values[column]) + float(excess[rows].max(initial=0.0))
        if amount > max(1e-6 * slack.scale, 1e-6):
            found.append((slack, amount))
    return tuple(found)


def _operate_year(
    pathway: Pathway, operation: Operation, values: Array, year: int, settings: Settings, stop: threading.Event
) -> tuple[Array, Array]:
    joined = join(pathway.compiled, operation.compiled, {year: overlay(pathway, operation, year)})
    free = year_columns(pathway, year)
    fixed = np.setdiff1d(np.arange(values.size), free)
    problem = joined.problem.fixed(fixed, values[fixed]).relaxed()
    cost, high = problem.cost.copy(), problem.high.copy()
    weight = pathway.yearly.site.blocks.weight(year)
    for slack in pathway.yearly.slacks:
        column = pathway.compiled.of(slack.variable)
        if column >= 0 and slack.year == year:
            high[column] = np.inf
            cost[column] = PENALTY[slack.unit] * weight
    outcome = solve(replace(problem, cost=cost, high=high), replace(settings, time_limit=None), None, stop)
    if outcome.status is Status.INTERRUPTED:
        raise KeyboardInterrupt
    if outcome.status is not Status.OPTIMAL or outcome.values is None:
        raise SolverError(f"the operation of {year} could not be solved: {outcome.status.value}")
    return outcome.values[: values.size], outcome.values[joined.places[year]]


def year_columns(pathway: Pathway, year: int) -> Index:
    """Pathway columns that belong to the operation and trade of one year."""
    block = pathway.model.year[year]
    parts = [pathway.compiled.columns(part) for part in (block.link, block.amount, block.trade, block.slack)]
    found = np.concatenate(parts)
    return found[found >= 0]
