"""Which days of a year are worked."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from .declared import Calendar, Weekday, dates

Day = Literal["working", "saturday", "rest", "shutdown"]


def day_types(calendar: Calendar, year: int) -> list[Day]:
    """Type of each day: ``working``, ``saturday`` (a rest day that is no holiday), ``rest`` or ``shutdown``.

    Parameters
    ----------
    calendar : Calendar
        Weekdays of rest and dates. Dates of other years than the one asked for count by month and day.
    year : int
        Year whose weekdays hold.

    Returns
    -------
    list of 365 str
        The types, from 1 January. A leap year's 29 February is left out.
    """
    weekdays = get_args(Weekday)
    rest = {weekdays.index(day) for day in calendar.rest}
    holidays, worked, closed = (
        {(day.month, day.day) for day in dates(spans)}
        for spans in (calendar.holidays, calendar.worked, calendar.shutdown)
    )
    types: list[Day] = []
    for ordinal in range(dt.date(year, 1, 1).toordinal(), dt.date(year + 1, 1, 1).toordinal()):
        date = dt.date.fromordinal(ordinal)
        day = (date.month, date.day)
        if day == (2, 29):
            continue
        if day in closed:
            types.append("shutdown")
        elif day in worked:
            types.append("working")
        elif day in holidays or (date.weekday() == weekdays.index("sunday") and date.weekday() in rest):
            types.append("rest")
        elif date.weekday() in rest:
            types.append("saturday")
        else:
            types.append("working")
    return types
