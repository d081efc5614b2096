"""What a file of shifts may say."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from ..fields import Declaration, Unit

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Level = Annotated[float, Unit("%", ge=0, le=100)]
_HOURS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")


class Calendar(Declaration):
    """Which days are worked."""

    rest: list[Weekday] = Field(default=[], description="Weekdays without work; none in a plant that never stops.")
    holidays: list[str] = Field(default=[], description="Dates `2025-01-01` and spans `2025-10-01..2025-10-08`.")
    worked: list[str] = Field(default=[], description="Rest days worked in exchange, dates and spans.")
    shutdown: list[str] = Field(default=[], description="Leave, overhaul and yearly stops, dates and spans.")

    @field_validator("holidays", "worked", "shutdown")
    @classmethod
    def _are_dates(cls, spans: list[str]) -> list[str]:
        dates(spans)
        return spans


class Pattern(Declaration):
    """One profile: levels relative to its own full load, by hours that begin at the first and end before the second."""

    working: dict[str, Level] = Field(description="Levels of working days by hours, such as `6-22: 100 %`.")
    saturday: dict[str, Level] = Field(
        default={}, description="The same of rest days that are neither Sunday nor holiday."
    )
    idle: Level = Field(default=0.0, description="Level of all other hours.")
    shutdown: Level | None = Field(default=None, description="Level of shutdown days; without it that of idle hours.")
    scatter: Level = Field(default=0.0, description="Standard deviation of the hours above the idle level.")
    heat_below: Annotated[float, Unit("degC")] | None = Field(
        default=None, description="Outdoor temperature below which the load rises as it gets colder."
    )
    cool_above: Annotated[float, Unit("degC")] | None = Field(
        default=None, description="Outdoor temperature above which the load rises as it gets warmer."
    )
    fixed: Level = Field(default=0.0, description="Share of the load that does not follow the weather.")

    @field_validator("working", "saturday", mode="before")
    @classmethod
    def _are_hours(cls, levels: object) -> object:
        for text in levels if isinstance(levels, Mapping) else ():
            hours(str(text))
        return levels

    @model_validator(mode="after")
    def _has_some_load(self) -> Pattern:
        if self.heat_below is not None and self.cool_above is not None:
            raise ValueError("give `heat_below` or `cool_above`, not both: two end uses have two profiles")
        if not any((*self.working.values(), *self.saturday.values(), self.idle)):
            raise ValueError("is zero in every hour")
        return self


class Shifts(Declaration):
    """A calendar and the profiles of end uses, each a series of 8,760 hours whose highest is 1."""

    calendar: Calendar = Field(default=Calendar(), description="Which days are worked.")
    profiles: dict[str, Pattern] = Field(min_length=1, description="Profiles by name.")


def hours(text: str) -> range:
    """Hours of the day that a text such as ``6-22`` names.

    Raises
    ------
    ValueError
        If it does not.
    """
    found = _HOURS.fullmatch(text.strip())
    first, last = (int(part) for part in found.groups()) if found else (0, 0)
    if not 0 <= first < last <= 24:
        raise ValueError(f'"{text}" are no hours of a day such as 6-22')
    return range(first, last)


def dates(spans: list[str]) -> set[dt.date]:
    """All dates of a list of dates and of spans ``first..last``.

    Raises
    ------
    ValueError
        If one is no date, or a span ends before it begins.
    """
    found: set[dt.date] = set()
    for span in spans:
        first, _, last = span.partition("..")
        try:
            day, end = dt.date.fromisoformat(first.strip()), dt.date.fromisoformat((last or first).strip())
        except ValueError:
            raise ValueError(f'"{span}" is no date or span such as 2025-01-01 or 2025-10-01..2025-10-08') from None
        if not dt.timedelta(0) <= end - day <= dt.timedelta(366):
            raise ValueError(f'"{span}" ends before it begins or lasts more than a year')
        while day <= end:
            found.add(day)
            day += dt.timedelta(days=1)
    return found
