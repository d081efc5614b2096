"""The hours of a year that a grid's bill treats alike: one class for every month and every combination of bands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .gauge import Array
from .hours import bands, months


@dataclass(frozen=True)
class Classes:
    """Classes of one grid.

    Attributes
    ----------
    label : ndarray (hour)
        Class of every hour.
    keys : tuple of (int, str)
        Month and bands of every class; bands of several sets of periods are joined by a slash.
    """

    label: NDArray[np.int64]
    keys: tuple[tuple[int, str], ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Month and bands in one text."""
        return tuple(f"{month} {band}" for month, band in self.keys)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every combination of bands, once, in order."""
        return tuple(sorted({band for _, band in self.keys}))

    def sums(self, hourly: Array) -> Array:
        """Sums over the hours of each class, (year, hour) to (year, class)."""
        rows = [np.bincount(self.label, weights=row, minlength=len(self.keys)) for row in hourly]
        return np.array(rows, dtype=float).reshape(len(hourly), len(self.keys))

    def by_bands(self, amounts: Array) -> Array:
        """Sums over the months, (year, class) to (year, combination of bands)."""
        return np.stack(
            [amounts[:, [band == text for _, band in self.keys]].sum(axis=1) for text in self.texts], axis=1
        )

    def by_month(self, amounts: Array) -> Array:
        """Sums over the bands, (year, class) to (year, month)."""
        chosen = [[month == wanted for month, _ in self.keys] for wanted in range(1, 13)]
        return np.stack([amounts[:, which].sum(axis=1) for which in chosen], axis=1)


def classes_of(tariff: Any, year: int) -> Classes:
    """Classes of a tariff.

    Parameters
    ----------
    tariff : parameters of a grid
        Its periods, and components that may have periods of their own.
    year : int
        Year whose calendar gives months, workdays and weekends.

    Returns
    -------
    Classes
        In order of month and bands.
    """
    sets = [tariff.periods]
    for component in tariff.components.values():
        if component.periods is not None and component.periods not in sets:
            sets.append(component.periods)
    columns = [months(year), *(bands(periods, year) for periods in sets)]
    code = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        names, place = np.unique(column, return_inverse=True)
        code = code * len(names) + place
    # Codes count up with month and then bands in alphabetical order, set by set.
    _, first, label = np.unique(code, return_index=True, return_inverse=True)
    keys = tuple((int(columns[0][hour]), "/".join(str(column[hour]) for column in columns[1:])) for hour in first)
    return Classes(label, keys)
