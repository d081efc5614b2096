"""The monthly climate of a province: what the synthetic year must reproduce."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[1] / "packs" / "china-2025" / "weather"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTH_OF_DAY: NDArray[np.int64] = np.repeat(np.arange(12), DAYS_IN_MONTH)
MONTH_OF_HOUR: NDArray[np.int64] = np.repeat(MONTH_OF_DAY, 24)

_UNITS = {"ghi": "kWh/m2", "temperature_mean": "degC", "temperature_range": "K", "wind_speed": "m/s"}


@dataclass(frozen=True)
class Climate:
    """Place and monthly means or sums of a province.

    Attributes
    ----------
    altitude : float
        Height of the place above the sea. [m]
    ghi : array of 12
        Global horizontal irradiation of each month. [kWh/m2]
    temperature_mean : array of 12
        Mean air temperature. [degC]
    temperature_range : array of 12
        Mean difference between a day's highest and lowest temperature. [K]
    wind_speed : array of 12
        Mean wind speed at 100 m. [m/s]
    """

    province: str
    place: str
    latitude: float
    longitude: float
    altitude: float
    ghi: NDArray[np.float64]
    temperature_mean: NDArray[np.float64]
    temperature_range: NDArray[np.float64]
    wind_speed: NDArray[np.float64]

    @property
    def delay(self) -> int:
        """Whole hours by which the sun is later than at 120 degrees east, whose time China keeps. [h]"""
        return round((120.0 - self.longitude) / 15.0)


def provinces(table: Path = FOLDER / "climate.csv") -> tuple[str, ...]:
    """Provinces that have a climate, in the order of the table."""
    return tuple(dict.fromkeys(row["province"] for row in _rows(table)))


def read_climate(province: str, table: Path = FOLDER / "climate.csv") -> Climate:
    """Read the climate of one province.

    Parameters
    ----------
    province : str
        Name in the first column.
    table : Path
        Table with one row for each province and quantity.

    Returns
    -------
    Climate
        The monthly values.

    Raises
    ------
    ValueError
        If the province is missing, lacks a quantity, or gives one in another unit.
    """
    rows = _rows(table)
    found = {row["quantity"]: row for row in rows if row["province"] == province}
    if not found:
        known = ", ".join(sorted({row["province"] for row in rows}))
        raise ValueError(f"{table.name} has no province {province!r}; it has {known}")
    for quantity, unit in _UNITS.items():
        if quantity not in found or found[quantity]["unit"] != unit:
            raise ValueError(f"{table.name}: {province} needs a row {quantity} in {unit}")
    first = next(iter(found.values()))
    monthly = {quantity: np.array([float(found[quantity][month]) for month in MONTHS]) for quantity in _UNITS}
    latitude, longitude, altitude = (float(first[column]) for column in ("latitude", "longitude", "altitude"))
    return Climate(province, first["place"], latitude, longitude, altitude, **monthly)


def _rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def monthly_mean(hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each month of an hourly year, in the unit of the series."""
    total = np.bincount(MONTH_OF_HOUR, weights=hourly)
    return np.asarray(total / (24.0 * np.array(DAYS_IN_MONTH)), dtype=np.float64)


def smooth_year(monthly: NDArray[np.float64], hourly: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add a smooth seasonal curve to an hourly series so that its monthly means become the given ones.

    Parameters
    ----------
    monthly : array of 12
        Wanted means.
    hourly : array of 8760
        Series to be moved, in the same unit.

    Returns
    -------
    array of 8760
        The moved series. The curve runs through the middle of the months and joins December to January.
    """
    ends = np.cumsum(DAYS_IN_MONTH) * 24.0
    middle = ends - np.array(DAYS_IN_MONTH) * 12.0
    hours = np.arange(8760.0) + 0.5
    moved = hourly.copy()
    for _ in range(60):
        missing = monthly - monthly_mean(moved)
        moved = moved + np.interp(hours, middle, missing, period=8760.0)
    return moved
