"""The hours of a year: month, hour of the day, weekend, and the price band of a tariff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .gauge import Array
from .paths import HOURS


def days_of(year: int) -> NDArray[np.datetime64]:
    """The 365 days of a year, 29 February left out."""
    days = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")
    return days[days != np.datetime64(f"{year}-03-01") - 1] if len(days) == HOURS // 24 + 1 else days


def months(year: int) -> NDArray[np.int64]:
    """Month of every hour, 1 to 12."""
    return np.repeat(days_of(year).astype("datetime64[M]").astype(np.int64) % 12 + 1, 24)


def weekends(year: int) -> NDArray[np.bool_]:
    """Whether an hour falls on a Saturday or Sunday."""
    return np.repeat(~np.is_busday(days_of(year)), 24)


def covered(text: str) -> NDArray[np.bool_]:
    """Which of the 24 hours of a day a text such as ``8-11,17-22`` names; a range may run over midnight."""
    marked = np.zeros(24, dtype=bool)
    for part in text.split(","):
        start, end = (int(number) for number in part.split("-"))
        hours = np.arange(start, end if end > start else end + 24)
        marked[hours % 24] = True
    return marked


def bands(periods: Iterable[Any], year: int) -> NDArray[np.str_]:
    """Price band of every hour of a year.

    Parameters
    ----------
    periods : iterable of periods of a grid
        Rows with band, months, days and hours; a later row overrides an earlier one.
    year : int
        Year whose calendar gives workdays and weekends.

    Returns
    -------
    ndarray (hour)
        Band names; hours that no row covers are ``flat``.
    """
    month, weekend, names = months(year), weekends(year), np.full(HOURS, "flat", dtype=object)
    for period in periods:
        days = {"all": np.ones(HOURS, dtype=bool), "workday": ~weekend, "weekend": weekend}[period.days]
        hours = np.tile(covered(period.hours), HOURS // 24)
        names[np.isin(month, period.months) & days & hours] = period.band
    return names.astype(str)


def monthly_maximum(power: Array, year: int) -> Array:
    """Highest hourly mean in each month.

    Parameters
    ----------
    power : ndarray (year, hour)
        Hourly means. [MW]
    year : int
        Year whose calendar gives the months.

    Returns
    -------
    ndarray (year, month)
        Maxima. [MW]
    """
    starts = np.flatnonzero(np.diff(months(year), prepend=0))
    return np.asarray(np.maximum.reduceat(power, starts, axis=1))
