"""All years in one problem: the plan of a small factory, and a first design for a large one."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .assemble import Operation, Pathway, overlay
from .highs import Outcome, Settings, Status, Watcher, solve
from .matrix import Joined, Problem, join
from .split import Split

Array = NDArray[np.float64]

# Gap at which a plan is exact, and how long it may take to make it so. [1; s]
CLOSED, PATIENCE = 1e-9, 5.0


def join_years(split: Split, pathway: Pathway, operation: Operation) -> Joined:
    """The pathway with an operation block in every milestone year."""
    compiled = replace(pathway.compiled, problem=split.problem)
    return join(compiled, operation.compiled, {year: overlay(pathway, operation, year) for year in split.years})


def solve_whole(
    joined: Joined, width: int, settings: Settings, watch: Watcher, stop: threading.Event
) -> tuple[Outcome, Array | None]:
    """Choose a plan.

    After the mixed-integer solve its whole numbers are fixed and the rest is solved from nothing, so that the same
    decisions always come with the same sizes.

    Parameters
    ----------
    joined : Joined
        The pathway with all its years.
    width : int
        Number of pathway columns, which come first.
    settings : Settings
        Gap, time limit, threads.
    watch, stop
        See `solve`.

    Returns
    -------
    tuple of (Outcome, ndarray or None)
        Status, cost and bound; and the pathway columns of the plan.
    """
    problem = joined.problem
    outcome = solve(problem, settings, watch, stop)
    if outcome.values is None:
        return outcome, None
    whole = np.flatnonzero(problem.integer)
    if whole.size == 0:
        return outcome, outcome.values[:width]
    outcome, chosen = _closed(problem, outcome, outcome.values, settings)
    settled = problem.fixed(whole, np.round(chosen[whole])).relaxed()
    again = solve(settled, replace(settings, time_limit=None))
    values = again.values if again.status is Status.OPTIMAL and again.values is not None else chosen
    return outcome, values[:width]


def _closed(problem: Problem, outcome: Outcome, values: Array, settings: Settings) -> tuple[Outcome, Array]:
    """The same plan or a better one, with the gap closed wholly where that is a matter of seconds."""
    if outcome.status is not Status.OPTIMAL or outcome.gap <= CLOSED:
        return outcome, values
    again = solve(problem, replace(settings, gap=CLOSED).within(PATIENCE), start=values)
    bound = max(outcome.bound, again.bound)
    if again.values is None or again.objective > outcome.objective:
        return replace(outcome, bound=bound), values
    return replace(outcome, values=again.values, objective=again.objective, bound=bound), again.values


def first_design(split: Split, pathway: Pathway, operation: Operation, settings: Settings) -> Array | None:
    """A design from a few days and without whole numbers, from which a search by year can begin."""
    joined = join_years(split, pathway, operation)
    outcome = solve(joined.problem.relaxed(), settings)
    return None if outcome.values is None else outcome.values[: split.problem.cost.size]
