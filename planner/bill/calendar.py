"""The hours of a year as a bill sees them: the month, and the price band under every set of periods of a tariff.

Every modelled year has the weekdays of the base year, without 29 February.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
MONTHS = range(1, 13)
SATURDAY = 5
FLAT = "flat"


@dataclass(frozen=True)
class Calendar:
    """Month (1 to 12), hour of the day and weekend flag of every hour."""

    month: NDArray[np.int64]
    hour: NDArray[np.int64]
    weekend: NDArray[np.bool_]

    def by_month(self, hourly: Array) -> Array:
        """Sum of an hourly series in each month (month)."""
        return np.bincount(self.month - 1, weights=hourly, minlength=len(MONTHS)).astype(float)


@dataclass(frozen=True)
class Bands:
    """Price bands of every hour under one tariff.

    Attributes
    ----------
    columns : tuple of ndarray (hour)
        Band names under each distinct set of periods.
    set_of : Mapping[str, int]
        Which of the sets a component follows.
    """

    columns: tuple[NDArray[np.str_], ...]
    set_of: Mapping[str, int]

    def of(self, component: str) -> NDArray[np.str_]:
        """Band of every hour for one component."""
        return self.columns[self.set_of[component]]

    def in_class(self, bands: str, component: str) -> str:
        """Band of a component in a price class, given the bands of the class under all sets, joined by ``/``."""
        return bands.split("/")[self.set_of[component]]


def calendar_of(year: int) -> Calendar:
    """Calendar of a year, 29 February left out."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=count) for count in range((date(year + 1, 1, 1) - first).days)]
    days = [day for day in days if (day.month, day.day) != (2, 29)]
    return Calendar(
        month=np.repeat([day.month for day in days], 24),
        hour=np.tile(np.arange(24), len(days)),
        weekend=np.repeat([day.weekday() >= SATURDAY for day in days], 24),
    )


def hours_named(text: str) -> set[int]:
    """Hours of the day that a text such as ``8-11,17-22`` names; a range may run over midnight.

    Examples
    --------
    >>> sorted(hours_named("22-2,8-9"))
    [0, 1, 8, 22, 23]
    """
    named: set[int] = set()
    for part in text.split(","):
        start, end = (int(number) for number in part.split("-"))
        named |= {hour % 24 for hour in range(start, end if end > start else end + 24)}
    return named


def band_of_hours(periods: Iterable[Any], calendar: Calendar) -> NDArray[np.str_]:
    """Band of every hour: of the last period that covers it, ``flat`` where none does."""
    names = np.full(calendar.month.size, FLAT, dtype=object)
    for period in periods:
        covered = np.isin(calendar.month, period.months) & np.isin(calendar.hour, list(hours_named(period.hours)))
        if period.days == "workday":
            covered &= ~calendar.weekend
        elif period.days == "weekend":
            covered &= calendar.weekend
        names[covered] = period.band
    return names.astype(str)


def bands_of(terms: Any, calendar: Calendar) -> Bands:
    """Bands under the tariff's own periods and under those of its components, equal sets once.

    Parameters
    ----------
    terms : parameters of a grid
        With `periods` and `components`.
    calendar : Calendar
        Hours of the year.

    Returns
    -------
    Bands
        The tariff's own set first, then those of the components in their order.
    """
    sets = [terms.periods]
    set_of = {}
    for name, component in terms.components.items():
        periods = terms.periods if component.periods is None else component.periods
        if periods not in sets:
            sets.append(periods)
        set_of[name] = sets.index(periods)
    return Bands(tuple(band_of_hours(periods, calendar) for periods in sets), set_of)


def class_labels(terms: Any, base_year: int) -> list[tuple[int, str]]:
    """Price class of every hour: its month, and its bands under every set of periods joined by ``/``."""
    calendar = calendar_of(base_year)
    columns = bands_of(terms, calendar).columns
    texts = ("/".join(bands) for bands in zip(*(column.tolist() for column in columns), strict=True))
    return list(zip(calendar.month.tolist(), texts, strict=True))
