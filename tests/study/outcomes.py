"""Outcomes of points that nobody has run."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from planner.study.job import Job
from planner.study.outcome import Investment, Outcome
from planner.study.plan import Point


class Told(Outcome):
    """An outcome whose investments are given."""

    told: tuple[Investment, ...] = ()

    @cached_property
    def investments(self) -> tuple[Investment, ...]:
        return self.told

    @cached_property
    def summary(self) -> dict[str, Any]:
        return {"fingerprint": f"point {self.number}"}


def outcome(number: int, key: str, value: str, **built: float) -> Outcome:
    """A point at which some sizes are built in 2026."""
    made = Told(number, Point((f"{key}={value}",), Job(str(number), "case"), {2026: 1}), Path(), None)
    told = tuple(Investment(2026, "build", what, size, "MW", 0.0) for what, size in built.items() if size > 0.0)
    object.__setattr__(made, "told", told)
    return made
