"""Milestone years and the blocks of calendar years they stand for; which blocks an asset serves."""

from __future__ import annotations

from dataclasses import dataclass

from ..case.value import Horizon
from ..finance import discount_factor


@dataclass(frozen=True)
class Blocks:
    """The years of a plan, their blocks, and what follows for discounting and service.

    An asset that enters service in a milestone year serves its whole block. A later block is served if at least half of
    its years lie within the asset's life.
    """

    horizon: Horizon

    @property
    def years(self) -> tuple[int, ...]:
        """Milestone years."""
        return self.horizon.years

    @property
    def calendar(self) -> range:
        """Every calendar year in which money may flow."""
        return range(self.horizon.first_decision, self.horizon.end + 1)

    def block(self, year: int) -> range:
        """Calendar years that a milestone year stands for."""
        later = [other for other in self.years if other > year]
        return range(year, min(later) if later else self.horizon.end + 1)

    def discount(self, calendar_year: int) -> float:
        """Present value at the end of the base year of money at the end of a calendar year. [1]"""
        return discount_factor(self.horizon.discount_rate, calendar_year - self.horizon.base_year)

    def weight(self, year: int) -> float:
        """Present value of one unit paid in every year of a block. [a]"""
        return sum(self.discount(calendar_year) for calendar_year in self.block(year))

    def within(self, year: int, end: float) -> bool:
        """Whether a block belongs to something whose last year is the one before `end`."""
        block = self.block(year)
        inside = min(max(end - block.start, 0.0), len(block))
        return 2.0 * inside >= len(block)

    def served(self, start: int, life: float) -> tuple[int, ...]:
        """Milestone years served by what enters service in one of them."""
        return tuple(year for year in self.years if year == start or (year > start and self.within(year, start + life)))

    def served_years(self, start: int, life: float) -> int:
        """Calendar years served within the horizon. [a]"""
        return sum(len(self.block(year)) for year in self.served(start, life))

    def spending_years(self, year: int, lead_time: float) -> range:
        """Calendar years over which an investment for service from `year` is spent evenly."""
        lead = round(lead_time)
        return range(year - lead, year) if lead else range(year, year + 1)

    def decidable(self, year: int, lead_time: float) -> bool:
        """Whether service from `year` can still be decided on."""
        return year - round(lead_time) >= self.horizon.first_decision
