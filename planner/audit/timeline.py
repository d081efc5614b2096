"""The years of the plan: the calendar years behind each milestone, who serves them, what money is worth when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..case.value import Horizon
from ..finance import discount_factor
from .gauge import Array


@dataclass(frozen=True)
class Timeline:
    """Milestone years, their blocks and the calendar years in which money flows."""

    horizon: Horizon

    @property
    def years(self) -> tuple[int, ...]:
        """Milestone years."""
        return self.horizon.years

    @cached_property
    def starts(self) -> Array:
        """First calendar year of each block."""
        return np.array(self.horizon.years, dtype=float)

    @cached_property
    def lengths(self) -> Array:
        """Calendar years in each block [a]."""
        return np.diff(np.array([*self.horizon.years, self.horizon.end + 1], dtype=float))

    @cached_property
    def calendar(self) -> tuple[int, ...]:
        """Calendar years in which money may flow."""
        return tuple(range(self.horizon.first_decision, self.horizon.end + 1))

    @cached_property
    def discount(self) -> Array:
        """Value, at the end of the base year, of money at the end of each calendar year [1]."""
        rate, base = self.horizon.discount_rate, self.horizon.base_year
        return np.array([discount_factor(rate, year - base) for year in self.calendar])

    @cached_property
    def weights(self) -> Array:
        """Value, at the end of the base year, of one unit in each calendar year of each block [a]."""
        rate, base = self.horizon.discount_rate, self.horizon.base_year
        blocks = zip(self.years, self.lengths, strict=True)
        return np.array([sum(discount_factor(rate, year + k - base) for k in range(int(n))) for year, n in blocks])

    def until(self, end: float) -> NDArray[np.bool_]:
        """Blocks of which at least half the calendar years lie before a year."""
        inside = np.clip(end - self.starts, 0.0, self.lengths)
        return np.asarray(2.0 * inside >= self.lengths)

    def serves(self, start: int, life: float) -> NDArray[np.bool_]:
        """Blocks served by what enters service in a milestone year: its own, and later ones by the half rule."""
        return np.asarray((self.starts == start) | ((self.starts > start) & self.until(start + round(life))))

    def surviving(self, additions: Array, life: float) -> Array:
        """What is in service in each milestone year of the additions made in milestone years."""
        total = np.zeros(len(self.years))
        for index, year in enumerate(self.years):
            total += additions[index] * self.serves(year, life)
        return total

    def served(self, start: int, life: float) -> tuple[int, int]:
        """Calendar years served within the horizon [a], and the last of them."""
        serves = self.serves(start, life)
        last = int(np.flatnonzero(serves)[-1])
        return int(self.lengths[serves].sum()), int(self.starts[last] + self.lengths[last]) - 1

    def spending(self, year: int, lead_time: float) -> range:
        """Calendar years over which an investment for service from `year` is spent evenly."""
        lead = round(lead_time)
        return range(year - lead, year) if lead else range(year, year + 1)
