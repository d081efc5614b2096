"""The hours of a year: month, hour of the day and day type, in the calendar of the base year without a leap day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

HOURS = 8760
DAYS = 365


@dataclass(frozen=True)
class Calendar:
    """Month (1..12), hour (0..23) and weekend flag of every hour."""

    month: NDArray[np.int64]
    hour: NDArray[np.int64]
    weekend: NDArray[np.bool_]


def calendar_of(year: int) -> Calendar:
    """Calendar of a year; 29 February is left out.

    Parameters
    ----------
    year : int
        Base year of the case, whose weekdays every modelled year takes over.

    Returns
    -------
    Calendar
        Arrays over 8,760 hours.
    """
    start = date(year, 1, 1)
    days = [start + timedelta(days=offset) for offset in range(366)]
    days = [day for day in days if day.year == year and not (day.month == 2 and day.day == 29)]
    month = np.repeat([day.month for day in days], 24)
    weekend = np.repeat([day.weekday() >= 5 for day in days], 24)
    return Calendar(month=month, hour=np.tile(np.arange(24), DAYS), weekend=weekend)


def hours_of(text: str) -> tuple[int, ...]:
    """Hours of the day that a text such as "8-11,17-22" covers; 22-6 runs over midnight.

    Raises
    ------
    ValueError
        If a range is not of the form ``start-end`` with 0 <= start < 24 and 0 < end <= 24.
    """
    hours: list[int] = []
    for part in text.split(","):
        start_text, _, end_text = part.strip().partition("-")
        start, end = int(start_text), int(end_text)
        if not (0 <= start < 24 and 0 < end <= 24 and start != end):
            raise ValueError(f'"{part.strip()}" is not a range of hours within 0-24')
        hours.extend(range(start, end) if start < end else (*range(start, 24), *range(end)))
    return tuple(hours)
