"""What a grid's energy costs hour by hour, as far as a case tells without a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..series import month_of_hour
from ..value import Case, Thing

Array = NDArray[np.float64]
_FLAT = "flat"
_MONTHS = range(1, 13)


def least_prices(case: Case, grid: Thing, year: int) -> Array:
    """Lowest price of energy in each hour of the day, by day type and month.

    Parameters
    ----------
    case : Case
        A case as read.
    grid : Thing
        Its grid.
    year : int
        A milestone year.

    Returns
    -------
    ndarray (month, day type, hour)
        Sum of the energy components in force; workdays come first, then weekends. [million/MWh]
    """
    given = grid.parameters
    total = np.zeros((12, 2, 24))
    for name, component in given.components.items():
        if component.basis != "energy" or not given.in_force(name, year):
            continue
        if component.series is not None:
            total += component.mean_price(year) * _lowest(case.series[component.series])[:, None, :]
            continue
        periods = given.periods if component.periods is None else component.periods
        prices = np.array([component.price_in(month, year) for month in _MONTHS])
        total += prices[:, None, None] * _factors(periods, component.factors)
    return total


def _lowest(values: Array) -> Array:
    """Lowest value of a series, relative to its mean, in each hour of the day of each month."""
    hours = np.arange(values.size) % 24
    months = month_of_hour()
    found = [[values[(months == month) & (hours == hour)].min() for hour in range(24)] for month in _MONTHS]
    lowest: Array = np.array(found) / values.mean()
    return lowest


def _factors(periods: Sequence[Any], factors: dict[str, float]) -> Array:
    """Price factor in each hour of the day, by day type and month; later periods override earlier ones."""
    found = np.full((12, 2, 24), float(factors.get(_FLAT, 1.0)))
    for period in periods:
        days = {"all": [0, 1], "workday": [0], "weekend": [1]}[period.days]
        for month in period.months:
            for day in days:
                found[month - 1, day, list(_hours(period.hours))] = factors.get(period.band, 1.0)
    return found


def _hours(text: str) -> Iterator[int]:
    """Hours of the day that a text such as 8-11,22-6 covers."""
    for part in text.split(","):
        start, end = (int(number) for number in part.split("-"))
        yield from range(start, end) if start < end else (*range(start, 24), *range(end))
