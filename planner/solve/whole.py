"""All years in one problem: the plan on typical days."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .assemble import Operation, Pathway, overlay
from .highs import Outcome, Settings, Status, Watcher, solve
from .matrix import Joined, Problem, join

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """A plan as the typical days see it.

    Attributes
    ----------
    outcome : Outcome
        The solve that chose it: status, objective, bound.
    values : ndarray
        Value of every pathway column, after the whole numbers were fixed and the rest solved anew.
    """

    outcome: Outcome
    values: Array
    problem: Problem


def join_years(pathway: Pathway, operation: Operation) -> Joined:
    """The pathway with an operation block in every milestone year."""
    years = pathway.yearly.site.years
    return join(pathway.compiled, operation.compiled, {year: overlay(pathway, operation, year) for year in years})


def solve_whole(
    problem: Problem,
    width: int,
    settings: Settings,
    watch: Watcher | None = None,
    stop: threading.Event | None = None,
) -> Design | Outcome:
    """Choose a plan.

    After the mixed-integer solve its whole numbers are fixed and the rest is solved from nothing, so that the same
    decisions always come with the same sizes.

    Parameters
    ----------
    problem : Problem
        A joined problem.
    width : int
        Number of pathway columns, which come first.
    settings : Settings
        Gap, time limit, threads.
    watch, stop
        See `solve`.

    Returns
    -------
    Design or Outcome
        The plan, or the outcome of a solve that found none.
    """
    outcome = solve(problem, settings, watch, stop)
    if outcome.values is None:
        return outcome
    whole = np.flatnonzero(problem.integer)
    if whole.size == 0:
        return Design(outcome, outcome.values[:width], problem)
    settled = problem.fixed(whole, np.round(outcome.values[whole])).relaxed()
    again = solve(settled, replace(settings, time_limit=None))
    values = again.values if again.status is Status.OPTIMAL and again.values is not None else outcome.values
    return Design(outcome, values[:width], problem)
