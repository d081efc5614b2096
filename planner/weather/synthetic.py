"""A typical year made from monthly means, a clear sky and seeded chance."""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .climate import Climate
from .irradiance import clear_sky, clearness, global_irradiance, middle_of_hours
from .plants import photovoltaic, wind_turbine
from .temperature import air_temperature
from .wind import wind_speed

CALENDAR = 2025


@dataclass(frozen=True)
class Year:
    """8,760 hours of Chinese standard time; each value is the mean of its hour.

    Attributes
    ----------
    irradiance : array of 8760
        Global horizontal irradiance. [W/m2]
    outdoor : array of 8760
        Air temperature. [degC]
    speed : array of 8760
        Wind speed at 100 m. [m/s]
    pv, wind : array of 8760
        Output per unit of capacity. [1]
    """

    irradiance: NDArray[np.float64]
    outdoor: NDArray[np.float64]
    speed: NDArray[np.float64]
    pv: NDArray[np.float64]
    wind: NDArray[np.float64]


def build(climate: Climate) -> Year:
    """Make the typical year of a climate.

    Parameters
    ----------
    climate : Climate
        Monthly targets; the seed is the name of the province.

    Returns
    -------
    Year
        The year; its monthly irradiation, mean temperature and mean wind speed are the targets.
    """
    times = middle_of_hours(CALENDAR)
    clear = clear_sky(climate, times)
    irradiance = global_irradiance(climate, clear)
    outdoor = air_temperature(climate, clearness(irradiance, clear))
    speed = wind_speed(climate)
    pv = photovoltaic(climate, times, irradiance, outdoor, speed)
    return Year(irradiance, outdoor, speed, pv, wind_turbine(speed))


def text(year: Year) -> str:
    """Series of a pack as a table: output of photovoltaics and wind, and the outdoor temperature, to four decimals."""
    lines = ["pv,wind,outdoor [degC]"]
    lines += [
        f"{pv:.4f},{wind:.4f},{outdoor:.4f}" for pv, wind, outdoor in zip(year.pv, year.wind, year.outdoor, strict=True)
    ]
    return "\n".join(lines) + "\n"


def packed(table: str) -> bytes:
    """Bytes of a table, compressed without name and time, so that the same table always gives the same bytes."""
    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=target, mtime=0) as stream:
        stream.write(table.encode())
    return target.getvalue()


def write(year: Year, path: Path) -> None:
    """Write the series of a pack to a file, compressed if its name ends in `.gz`."""
    table = text(year)
    path.write_bytes(packed(table) if path.suffix == ".gz" else table.encode())
