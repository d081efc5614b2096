"""Outcomes of points that nobody has run."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from planner.study.job import Job
from planner.study.outcome import Investment, Outcome
from planner.study.plan import Point
from planner.study.store import Failure


class Told(Outcome):
    """An outcome whose summary and investments are given."""

    told: tuple[Investment, ...] = ()
    money: float = 0.0
    carbon: float = 0.0
    points: float | None = None

    @cached_property
    def investments(self) -> tuple[Investment, ...]:
        return self.told

    @cached_property
    def summary(self) -> dict[str, Any]:
        if self.failure is not None:
            return {}
        year = {"year": 2026, "scope1": self.carbon, "scope2_location": 0.0, "score": self.points}
        return {
            "fingerprint": f"point {self.number}", "npv_cost": self.money, "reference_npv_cost": 1.1 * self.money,
            "capex_total": 0.1 * self.money, "gap": 1e-4, "status": "optimal", "years": [year],
        }  # fmt: skip


def outcome(number: int, key: str, value: str, **built: float) -> Outcome:
    """A point at which some sizes are built in 2026."""
    return told(number, (f"{key}={value}",), 0.0, 0.0, built=built)


def told(
    number: int,
    changes: Sequence[str],
    money: float,
    carbon: float,
    points: float | None = None,
    *,
    built: dict[str, float] | None = None,
    failed: str = "",
) -> Outcome:
    """A point with what it costs and emits. [currency; t]"""
    failure = Failure(str(number), tuple(changes), None, "infeasible", failed, 1.0, 1) if failed else None
    made = Told(number, Point(tuple(changes), Job(str(number), "case"), {2026: 1}), Path(), failure)
    sizes = (built or {}).items()
    investments = tuple(Investment(2026, "build", what, size, "MW", 0.0) for what, size in sizes if size > 0.0)
    for name, value in (("told", investments), ("money", money), ("carbon", carbon), ("points", points)):
        object.__setattr__(made, name, value)
    return made
