"""A real run of the shipped case `cases/tiny`, solved once for all tests that look at run folders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from planner.run.delivery import deliver, load
from planner.run.pipeline import Options, Run

CASE = Path(__file__).parents[2] / "cases" / "tiny"
OPTIONS = Options()


@dataclass(frozen=True)
class Solved:
    """The run, its folder and its summary."""

    run: Run
    folder: Path
    summary: dict[str, Any]


@cache
def tiny_run() -> Solved:
    """Solve the case; tests must not change the folder."""
    place = Path(mkdtemp()) / "base"
    delivery = deliver(load(CASE), OPTIONS, place, lambda progress: None, 0.5)
    return Solved(delivery.run, delivery.place, delivery.summary)
