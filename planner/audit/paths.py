"""Values of the Case in the years asked for, and in the units the sums need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..case.value import Case
from .gauge import Array

if TYPE_CHECKING:
    from ..fields import YearPath

HOURS = 8760
_NOTHING = 1e-9


def path_values(path: YearPath, years: Sequence[int], base_year: int) -> Array:
    """Values of a path in some years.

    Parameters
    ----------
    path : YearPath
        Path in canonical units.
    years : Sequence[int]
        Milestone years, or the base year; the base year takes the path's first value if the path begins later.
    base_year : int
        Last year with full records.

    Returns
    -------
    ndarray (year)
        Values; not a number where the path has none. [unit of the path]
    """
    first = path.points[0][0]
    wanted = [max(year, first) if year == base_year else year for year in years]
    return np.array([path.at(year) if path.defined(year) else np.nan for year in wanted])


def charge(price: Array, quantity: Array) -> Array:
    """Price times quantity; nothing costs nothing, even where there is no price."""
    return np.where(np.abs(quantity) <= _NOTHING, 0.0, price * quantity)


def per_energy(value: Array, unit: str, heating_value: float | None) -> Array:
    """A price or factor per MWh, from one per energy, volume or mass.

    Parameters
    ----------
    value : ndarray
        Price or factor in canonical units.
    unit : str
        The declared unit it matched, such as ``CNY/m3``; empty means per MWh.
    heating_value : float or None
        Lower heating value. [MWh/m3 or MWh/t]
    """
    if not unit or unit.endswith("/MWh"):
        return value
    return value / (np.nan if heating_value is None else heating_value)


def as_energy(value: Array, unit: str, heating_value: float | None) -> Array:
    """A yearly amount in MWh, from one in energy, volume or mass; the counterpart of `per_energy`."""
    if not unit or unit.startswith("MWh"):
        return value
    return value * (np.nan if heating_value is None else heating_value)


def series(case: Case, name: str) -> Array:
    """An hourly series of the case; `flat` is all ones [1 or degC]."""
    if name == "flat" and name not in case.series:
        return np.ones(HOURS)
    return np.asarray(case.series[name], dtype=float)


def growth(case: Case, product: str | None, years: Sequence[int]) -> Array:
    """Output of a product relative to the base year [1]."""
    if product is None:
        return np.ones(len(years))
    base = case.horizon.base_year
    path = case.production[product]
    return np.asarray(path_values(path, years, base) / path_values(path, [base], base))
