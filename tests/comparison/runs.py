"""Runs of the shipped case `cases/tiny` beside `tests.run.tiny`, each solved once for all tests of comparisons."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from planner.run.delivery import deliver, load
from planner.run.folder import SUMMARY, as_json
from planner.run.pipeline import Options
from planner.run.store import SOLUTION, Stored, load_run, write_solutions
from planner.run.summary import outcome
from tests.run.scored import scored_run
from tests.run.tiny import CASE, tiny_run

VARIANTS = {
    "small": ("technologies.weir.max=0.05 MW",),
    "late": ("measures.led.capex={2026: 9 Mio CNY, 2028: 1.2 Mio CNY}",),
}


@cache
def base() -> Stored:
    """The case as shipped."""
    return load_run(tiny_run().folder)


@cache
def variant(name: str) -> Stored:
    """The case with some inputs changed: half the weir, or LED dear until 2028."""
    place = Path(mkdtemp()) / name
    deliver(load(CASE, overrides=VARIANTS[name]), Options(), place, lambda progress: None)
    return load_run(place)


@cache
def idle() -> Stored:
    """A run that decides nothing: its plan is the reference pathway, which has what it needs until the end."""
    run = base()
    place = Path(shutil.copytree(run.folder, Path(mkdtemp()) / "idle"))
    summary = {**run.summary, **outcome(run.case, run.reference, run.reference)}
    (place / SUMMARY).write_text(as_json(summary), encoding="utf-8")
    write_solutions(place / SOLUTION, run.reference, run.reference)
    return load_run(place)


@cache
def scored() -> Stored:
    """The case with production and a scheme, under another name, as if it were of another sector."""
    run = load_run(scored_run().folder)
    return renamed(run, name="pumps", title="Pump makers")


def renamed(run: Stored, **changes: Any) -> Stored:
    """A run with other fields of its case."""
    return replace(run, case=replace(run.case, **changes))


def retold(run: Stored, **changes: Any) -> Stored:
    """A run with other entries of its summary."""
    return replace(run, summary={**run.summary, **changes})
