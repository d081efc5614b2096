"""A sweep as a whole: its points, its chains, its tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..run.tables import write_table
from .engine import Ended, Engine
from .grid import Axis, chains, cut, overrides, points
from .outcome import (
    INVESTMENT_COLUMNS,
    RUN_COLUMNS,
    YEAR_COLUMNS,
    Outcome,
    investment_rows,
    outcomes,
    run_rows,
    with_keys,
    year_rows,
)
from .plan import Point, Subject, check_axes, plan_points

RUNS, YEARS, INVESTMENTS = "runs.csv", "years.csv", "investments.csv"


@dataclass(frozen=True)
class Sweep:
    """Points of a study in the chains in which they are run.

    Attributes
    ----------
    keys : tuple of str
        What is varied.
    chains : tuple of tuple of int
        Places of points; those of a chain are neighbours.
    """

    subject: Subject
    keys: tuple[str, ...]
    points: tuple[Point, ...]
    chains: tuple[tuple[int, ...], ...]

    def run(self, engine: Engine) -> Ended:
        """Have every point run that is not there yet, and write down what the study is."""
        engine.store.describe(self.said)
        return engine.run([[self.points[place].job for place in chain] for chain in self.chains])

    @property
    def said(self) -> Mapping[str, Any]:
        """What the study is, for its folder."""
        return {
            "case": Path(self.subject.case).name,
            "scenario": self.subject.scenario,
            "set": list(self.subject.overrides),
            "options": dict(self.subject.options),
            "keys": list(self.keys),
            "points": [{"changes": list(point.changes), "run": point.job.key} for point in self.points],
        }


def grid_sweep(
    subject: Subject, axes: Sequence[Axis], workers: int, tell: Callable[[int], None] = lambda count: None
) -> Sweep:
    """The sweep over a grid.

    Parameters
    ----------
    subject : Subject
        What is studied.
    axes : sequence of Axis
        What is varied.
    workers : int
        Workers, for each of which there is a chain at least.
    tell : callable
        Told how many points have been read.

    Returns
    -------
    Sweep
        Every combination once.

    Raises
    ------
    CaseError
        With everything that is wrong with any value or combination.
    """
    if len(axes) > 1:
        check_axes(subject, axes)
    every = points(axes)
    place = {point: number for number, point in enumerate(every)}
    planned = plan_points(subject, (overrides(axes, point) for point in every), tell)
    lines = tuple(tuple(place[point] for point in chain) for chain in chains(axes, workers))
    return Sweep(subject, tuple(axis.key for axis in axes), tuple(planned), lines)


def list_sweep(
    subject: Subject,
    wanted: Sequence[Sequence[str]],
    workers: int,
    tell: Callable[[int], None] = lambda count: None,
) -> Sweep:
    """The sweep over points given one by one; neighbours in the list are run one after the other."""
    planned = plan_points(subject, wanted, tell)
    keys = dict.fromkeys(change.partition("=")[0] for changes in wanted for change in changes)
    parts = tuple(tuple(part) for part in cut(range(len(planned)), workers))
    return Sweep(subject, tuple(keys), tuple(planned), parts)


def write_outcomes(sweep: Sweep, engine: Engine) -> list[Outcome]:
    """Write the tables of a sweep into its folder.

    Parameters
    ----------
    sweep : Sweep
        A sweep of which every point has ended.
    engine : Engine
        Its study.

    Returns
    -------
    list of Outcome
        What every point brought.
    """
    root, keys = engine.store.root, sweep.keys
    found = outcomes(engine.store, sweep.points)
    write_table(root / RUNS, with_keys(RUN_COLUMNS, keys), run_rows(keys, found, root))
    write_table(root / YEARS, with_keys(YEAR_COLUMNS, keys), year_rows(keys, found))
    write_table(root / INVESTMENTS, with_keys(INVESTMENT_COLUMNS, keys), investment_rows(keys, found))
    return found
