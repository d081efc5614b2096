"""Prices of a tariff's components: in a year and month, in a band, and in the hours of a spot course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .calendar import Array, Bands, Calendar, bands_of, calendar_of, class_labels

if TYPE_CHECKING:
    from ..case.value import Case, Thing
    from ..fields import YearPath


def price_at(path: YearPath, year: int) -> float:
    """Value of a path in a year; before its first year, its first value. [unit of the path]"""
    return path.at(max(year, path.points[0][0]))


def series_of(case: Case, name: str) -> Array:
    """Hourly series of a case; ``flat`` is all ones."""
    if name not in case.series and name == "flat":
        return np.ones(8760)
    return np.asarray(case.series[name], dtype=float)


@dataclass(frozen=True)
class Tariff:
    """A grid's tariff in one year."""

    case: Case
    grid: Thing
    year: int

    @property
    def terms(self) -> Any:
        """Parameters of the grid."""
        return self.grid.parameters

    @cached_property
    def calendar(self) -> Calendar:
        """Hours of the year, with the weekdays of the base year."""
        return calendar_of(self.case.horizon.base_year)

    @cached_property
    def bands(self) -> Bands:
        """Price bands of every hour."""
        return bands_of(self.terms, self.calendar)

    @cached_property
    def classes(self) -> tuple[tuple[int, str], ...]:
        """Price classes of the tariff: month, and bands under every set of periods."""
        return tuple(sorted(set(self._labels)))

    @cached_property
    def class_of_hour(self) -> NDArray[np.int64]:
        """Place of every hour's price class (hour)."""
        place = {label: index for index, label in enumerate(self.classes)}
        return np.array([place[label] for label in self._labels])

    @cached_property
    def _labels(self) -> list[tuple[int, str]]:
        return class_labels(self.terms, self.case.horizon.base_year)

    @cached_property
    def in_force(self) -> Mapping[str, Any]:
        """Components charged in this year: those of the price mode in force, and those of no mode."""
        modes = self.terms.mode
        if isinstance(modes, Mapping):
            begun = [start for start in modes if start <= self.year] or [min(modes)]
            mode = modes[max(begun)]
        else:
            mode = modes
        return {name: part for name, part in self.terms.components.items() if part.mode in (None, mode)}

    def on(self, basis: str) -> Mapping[str, Any]:
        """Components in force that are charged on a basis."""
        return {name: part for name, part in self.in_force.items() if part.basis == basis}

    @cached_property
    def replaced(self) -> tuple[str, ...]:
        """Energy components in force that traded green power makes fall away."""
        named = self.terms.traded_replaces
        if named is None:
            with_mode = [
                name for name, part in self.terms.components.items() if part.basis == "energy" and part.mode is not None
            ]
            named = with_mode or ["energy"]
        return tuple(name for name in named if name in self.on("energy"))

    def price(self, name: str, month: int) -> float:
        """Price of a component in a month, before any factor of a band or hour. [million/(canonical unit)]"""
        part = self.terms.components[name]
        if part.monthly is not None:
            return float(part.monthly[month - 1]) * price_at(part.index, self.year)
        return price_at(part.price, self.year)

    def course(self, name: str) -> Array:
        """Hourly course of a component relative to its mean over the year (hour); all ones without a series. [1]"""
        part = self.terms.components[name]
        if part.series is None:
            return np.ones(self.calendar.month.size)
        course = series_of(self.case, part.series)
        return np.asarray(course / course.mean())

    def factor(self, name: str, band: str) -> float:
        """Multiplier of a component's price in a band. [1]"""
        return float(self.terms.components[name].factors.get(band, 1.0))

    def basis(self, name: str, band: str) -> str:
        """Words for energy in a band; a component whose price has no bands names none."""
        return f"energy: {band}" if self.terms.components[name].factors else "energy"
