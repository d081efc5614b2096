"""Price classes: the hours of a year that a bill treats alike, by month and by the band of every set of periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .calendar import Calendar, hours_of

Array = NDArray[np.float64]
FLAT = "flat"


@dataclass(frozen=True)
class Classes:
    """Every hour of the year belongs to one class of a grid's tariff.

    Attributes
    ----------
    label : ndarray (8760,)
        Class of each hour.
    month : tuple of int
        Month of each class.
    bands : tuple of str
        Bands of each class, one for every set of periods of the tariff, joined by a slash.
    set_of : Mapping[str, int]
        Which set of periods an energy component follows.
    """

    label: NDArray[np.int64]
    month: tuple[int, ...]
    bands: tuple[str, ...]
    set_of: Mapping[str, int]

    @property
    def count(self) -> int:
        """Number of classes."""
        return len(self.month)

    def band(self, index: int, component: str) -> str:
        """Band of a class for one energy component."""
        return self.bands[index].split("/")[self.set_of.get(component, 0)]

    def of_month(self, month: int) -> tuple[int, ...]:
        """Classes of one month."""
        return tuple(index for index in range(self.count) if self.month[index] == month)

    def sums(self, hourly: Array) -> Array:
        """Sum of an hourly series over each class."""
        total: Array = np.bincount(self.label, weights=hourly, minlength=self.count).astype(float)
        return total


def bands_of(periods: Sequence[Any], calendar: Calendar) -> NDArray[np.str_]:
    """Band of every hour; later periods override earlier ones, other hours are `flat`."""
    labels = np.full(calendar.hour.size, FLAT, dtype="U32")
    for period in periods:
        chosen = np.isin(calendar.month, period.months) & np.isin(calendar.hour, hours_of(period.hours))
        if period.days != "all":
            chosen &= calendar.weekend == (period.days == "weekend")
        labels[chosen] = period.band
    return labels


def classes_of(tariff: Any, calendar: Calendar) -> Classes:
    """Price classes of a grid's tariff.

    Parameters
    ----------
    tariff : Parameters of a grid
        Its periods and components.
    calendar : Calendar
        Month, hour and day type of every hour.

    Returns
    -------
    Classes
        In order of month and bands.
    """
    sets: list[Sequence[Any]] = [tariff.periods]
    set_of = {}
    for name, component in tariff.components.items():
        periods = tariff.periods if component.periods is None else component.periods
        if periods not in sets:
            sets.append(periods)
        set_of[name] = sets.index(periods)
    columns = [bands_of(periods, calendar) for periods in sets]
    texts = columns[0].astype("U256")
    for column in columns[1:]:
        texts = np.char.add(np.char.add(texts, "/"), column)
    keys, label = np.unique(np.char.add(np.char.mod("%02d ", calendar.month), texts), return_inverse=True)
    months, bands = zip(*(str(key).split(" ", 1) for key in keys), strict=True)
    return Classes(label.reshape(-1).astype(np.int64), tuple(int(month) for month in months), bands, set_of)
