"""Every year that a target, a contract, a price mode or an only-at rule names becomes a milestone year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..text.node import Path
from .draft import Draft, paths
from .value import Horizon, Thing

_YEAR_LISTS = ("only_at", "start")
_YEAR_FIELDS = ("peak", "by")
_STEPPING = ("targets", "supply")


def named_years(thing: Thing) -> Iterator[tuple[Path, int]]:
    """Years that a thing names for decisions or targets, with their key paths.

    Parameters
    ----------
    thing : Thing
        A validated thing.
    """
    given = thing.parameters
    for field in _YEAR_LISTS:
        yield from (((field, str(number)), year) for number, year in enumerate(getattr(given, field, ())))
    if thing.section not in _STEPPING:
        return
    for field in _YEAR_FIELDS:
        year = getattr(given, field, None)
        if year is not None:
            yield (field,), year
    mode = getattr(given, "mode", None)
    if isinstance(mode, dict):
        yield from ((("mode", str(year)), year) for year in mode)
    # An evaluation reads the data of an earlier year.
    lag = getattr(given, "lag", 0)
    for path, steps in paths(given):
        if steps.step and not steps.is_constant:
            yield from (((*path, str(year)), year - lag) for year, _ in steps.points)


def holds_before(path: Path) -> bool:
    """Whether a year that a thing names may lie before the plan: what holds until the next year given, holds on.

    Parameters
    ----------
    path : tuple of str
        Key path of the year, as `named_years` gives it.
    """
    return path[0] not in (*_YEAR_LISTS, *_YEAR_FIELDS)


def in_force(horizon: Horizon, start: int, tenor: float) -> tuple[int, ...]:
    """Milestone years that a contract serves: its first, and each of whose years at least half lie within the tenor.

    Parameters
    ----------
    horizon : Horizon
        The years of the plan, ascending.
    start : int
        Year in which it begins.
    tenor : float
        Years of delivery. [a]
    """
    ends = (*horizon.years[1:], horizon.end + 1)
    served = []
    for year, end in zip(horizon.years, ends, strict=True):
        within = min(end, start + round(tenor)) - year
        if year == start or (year > start and 2 * within >= end - year):
            served.append(year)
    return tuple(served)


def with_milestones(draft: Draft) -> None:
    """Add the years named within the horizon to the milestone years of a draft."""
    horizon = draft.horizon
    if horizon is None or list(horizon.years) != sorted(set(horizon.years)):
        return
    named = {year for thing in draft.things for _, year in named_years(thing)}
    within = {year for year in named if horizon.first_decision <= year <= horizon.end}
    draft.horizon = replace(horizon, years=tuple(sorted({*horizon.years, *within})))
