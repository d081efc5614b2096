"""What contracts offer: their size as power, their course over the year, who owns the attributes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..case.value import Case, Thing
from .evidence import Operation
from .gauge import Array
from .paths import path_values, series

SIGNED = ("ppa", "direct_line", "onsite_plant")
"""Kinds that are signed once, for a size and a tenor."""
TRADED = ("ppa", "green_trade")
"""Kinds that settle power which the grid delivers."""
DELIVERED = ("direct_line", "onsite_plant")
"""Kinds that deliver power to the site themselves."""


def things(case: Case, kinds: tuple[str, ...], grid: str | None = None) -> list[Thing]:
    """Contracts of some kinds, of one grid or of all."""
    found = [thing for kind in kinds for thing in case.of(kind)]
    return [thing for thing in found if grid is None or thing.parameters.grid == grid]


def course(case: Case, terms: Any) -> Array:
    """Output per unit of contracted power in every hour; a contract without profile is flat [1]."""
    return series(case, getattr(terms, "profile", None) or "flat")


def power(case: Case, terms: Any, size: float) -> float:
    """A size as power; one in energy a year is divided by the full-load hours of the profile [MW]."""
    if getattr(size, "unit", "").startswith("MWh"):
        return float(size) / float(course(case, terms).sum())
    return float(size)


def is_claimed(thing: Thing) -> bool:
    """Whether the green attributes go to the factory."""
    return getattr(thing.parameters, "attributes", "buyer") == "buyer"


def available(operation: Operation, thing: Thing) -> Array:
    """What a contract or green trade may deliver (year, hour) [MW]."""
    hourly = course(operation.case, thing.parameters)
    if thing.kind != "green_trade":
        return np.outer(operation.of(operation.contracted, thing.name), hourly)
    return np.outer(offered(operation, thing), hourly / hourly.sum())


def offered(operation: Operation, thing: Thing) -> Array:
    """Most that a green trade offers (year); none in the base year and before it begins [MWh]."""
    terms, years = thing.parameters, np.array(operation.years)
    if operation.prefix:
        return np.zeros(len(years))
    most = path_values(terms.max, operation.years, operation.evidence.base_year)
    return np.where(np.isnan(most) | (years < (terms.available_from or 0)), 0.0, most)


def start(operation: Operation, thing: Thing, index: int) -> int | None:
    """Year in which the contract began that is in force in one of the operation's years; None if there is none."""
    timeline = operation.evidence.timeline
    begun = {
        year: float(size)
        for year, size in zip(timeline.years, operation.evidence.stored.row("signed", thing.name), strict=True)
        if size > 0.0 and not operation.prefix and timeline.serves(year, float(thing.parameters.tenor))[index]
    }
    return max(begun, key=lambda year: begun[year]) if begun else None
