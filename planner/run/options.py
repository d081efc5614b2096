"""What a user may choose about a solve; apart from the pipeline, so that a study names it without loading solvers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..solve.aims import Objective


# Enough that the full year of the shipped cases costs within about a per cent of what the typical days say.
TYPICAL_DAYS = 24


@dataclass(frozen=True)
class Options:
    """What a user may choose about a solve.

    Attributes
    ----------
    objective : str
        cost, score or co2.
    budget : float or None
        Most capital spent in all. [million]
    next_points : int or None
        Application year for which more points of a score are priced.
    held : tuple of (str, str, int, float)
        Decisions that are made already: quantity, name, year, size, as of `planner.solve.held.Held`.
    """

    resolution: str = "typical"
    days: int = TYPICAL_DAYS
    gap: float = 1e-3
    time_limit: float | None = None
    threads: int = 1
    objective: Objective = "cost"
    budget: float | None = None
    next_points: int | None = None
    held: tuple[tuple[str, str, int, float], ...] = ()
