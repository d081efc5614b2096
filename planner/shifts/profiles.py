"""Hourly profiles from shifts and weather."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..weather.chance import stream
from .days import Day, day_types
from .declared import Pattern, Shifts, hours

# Profiles are as fine as a meter that shows a hundredth of a per cent.
DECIMALS = 4


def profiles(shifts: Shifts, year: int, outdoor: NDArray[np.float64] | None) -> dict[str, NDArray[np.float64]]:
    """All profiles of a factory.

    Parameters
    ----------
    shifts : Shifts
        Calendar and patterns.
    year : int
        Year whose weekdays hold.
    outdoor : ndarray (8760,) or None
        Outdoor temperature; None if no pattern follows the weather. [degC]

    Returns
    -------
    dict of str to ndarray (8760,)
        Shares of the highest hour, by name.
    """
    types = day_types(shifts.calendar, year)
    return {name: profile(name, pattern, types, outdoor) for name, pattern in shifts.profiles.items()}


def profile(
    name: str, pattern: Pattern, types: Sequence[Day], outdoor: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """One end use over the year, its highest hour being 1.

    Parameters
    ----------
    name : str
        Name of the profile, which seeds its chance.
    pattern : Pattern
        Levels, scatter and weather.
    types : sequence of 365 str
        Day types.
    outdoor : ndarray (8760,) or None
        Outdoor temperature. [degC]

    Returns
    -------
    ndarray (8760,)
        Share of the highest hour. [1]
    """
    load = loads(pattern, types)
    idle = load <= pattern.idle
    chance = 1.0 + pattern.scatter * stream("profile", name).standard_normal(load.size)
    varied = np.where(idle, load, load * np.clip(chance, 0.5, 1.5)) * weather_factor(pattern, outdoor)
    return np.asarray(np.round(varied / max(float(varied.max()), 1e-12), DECIMALS))


def loads(pattern: Pattern, types: Sequence[Day]) -> NDArray[np.float64]:
    """Hourly load of one end use before weather and chance.

    Parameters
    ----------
    pattern : Pattern
        Levels of the day types.
    types : sequence of 365 str
        Day types.

    Returns
    -------
    ndarray (8760,)
        Share of full load. [1]
    """
    closed = pattern.idle if pattern.shutdown is None else pattern.shutdown
    day: dict[str, NDArray[np.float64]] = {"rest": np.full(24, pattern.idle), "shutdown": np.full(24, closed)}
    for kind, levels in (("working", pattern.working), ("saturday", pattern.saturday)):
        day[kind] = np.full(24, pattern.idle)
        for text, level in levels.items():
            day[kind][list(hours(text))] = level
    return np.concatenate([day[kind] for kind in types])


def weather_factor(pattern: Pattern, outdoor: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Share of the load that the weather asks for.

    Parameters
    ----------
    pattern : Pattern
        With `heat_below` or `cool_above`, and `fixed`, the share that is independent of the weather.
    outdoor : ndarray (8760,) or None
        Outdoor temperature. [degC]

    Returns
    -------
    ndarray
        From `fixed` to 1, which the most extreme hour has; 1 throughout where the pattern names no temperature, or the
        weather never passes it.
    """
    if outdoor is None:
        return np.ones(1)
    if pattern.heat_below is not None:
        drive = np.maximum(pattern.heat_below - outdoor, 0.0)
    elif pattern.cool_above is not None:
        drive = np.maximum(outdoor - pattern.cool_above, 0.0)
    else:
        return np.ones_like(outdoor)
    if drive.max() == 0.0:
        return np.ones_like(outdoor)
    return np.asarray(pattern.fixed + (1.0 - pattern.fixed) * drive / drive.max())
