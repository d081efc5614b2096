"""The calendar of a factory: which days are worked, at which hours, at which load."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def share(text: object) -> float:
    """Share written in percent, such as ``"14 %"``, as a fraction."""
    match = re.fullmatch(r"([0-9.]+)\s*%", str(text).strip())
    if match is None:
        raise ValueError(f"expected a share such as '14 %', found {text!r}")
    return float(match.group(1)) / 100.0


def dates(spans: Sequence[object]) -> set[dt.date]:
    """All dates of a list of dates and of spans ``first..last``."""
    found: set[dt.date] = set()
    for span in spans:
        first, _, last = str(span).partition("..")
        day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
        if end < day:
            raise ValueError(f"span {span} ends before it begins")
        while day <= end:
            found.add(day)
            day += dt.timedelta(days=1)
    return found


def day_types(calendar: Mapping[str, Any]) -> list[str]:
    """Type of each day: ``working``, ``saturday`` (a rest day that is no holiday), ``rest`` or ``shutdown``.

    Parameters
    ----------
    calendar : mapping
        ``year``, ``rest`` (weekdays), ``holidays``, ``worked`` (rest days worked in exchange) and ``shutdown``.

    Returns
    -------
    list of 365 str
        The types, from 1 January. A leap year's 29 February is left out.
    """
    year = int(calendar["year"])
    rest = {WEEKDAYS.index(day) for day in calendar["rest"]}
    holidays, worked, closed = (dates(calendar.get(key, [])) for key in ("holidays", "worked", "shutdown"))
    types = []
    for ordinal in range(dt.date(year, 1, 1).toordinal(), dt.date(year + 1, 1, 1).toordinal()):
        day = dt.date.fromordinal(ordinal)
        if (day.month, day.day) == (2, 29):
            continue
        if day in closed:
            types.append("shutdown")
        elif day in worked:
            types.append("working")
        elif day in holidays or (day.weekday() == WEEKDAYS.index("sunday") and day.weekday() in rest):
            types.append("rest")
        elif day.weekday() in rest:
            types.append("saturday")
        else:
            types.append("working")
    return types


def loads(pattern: Mapping[str, Any], types: Sequence[str]) -> NDArray[np.float64]:
    """Hourly load of one end use before weather and chance.

    Parameters
    ----------
    pattern : mapping
        ``working`` and ``saturday`` as mapping from hours to shares; ``idle`` and ``shutdown`` as shares.
    types : sequence of 365 str
        Day types.

    Returns
    -------
    array of 8760
        Share of full load. [1]
    """
    idle, closed = share(pattern["idle"]), share(pattern["shutdown"])
    day = {"rest": np.full(24, idle), "shutdown": np.full(24, closed)}
    for kind in ("working", "saturday"):
        day[kind] = np.full(24, idle)
        for hours, level in pattern.get(kind, {}).items():
            first, _, last = str(hours).partition("-")
            if not 0 <= int(first) < int(last) <= 24:
                raise ValueError(f"hours {hours!r} are not within 0-24")
            day[kind][int(first) : int(last)] = share(level)
    return np.concatenate([day[kind] for kind in types])
