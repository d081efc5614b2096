"""Every year that a target, a contract or an only-at rule names becomes a milestone year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..text.node import Path
from .draft import Draft, paths
from .value import Thing

_YEAR_LISTS = ("only_at", "start")
_YEAR_FIELDS = ("peak",)


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
    if thing.section != "targets":
        return
    for field in _YEAR_FIELDS:
        year = getattr(given, field, None)
        if year is not None:
            yield (field,), year
    for path, steps in paths(given):
        if steps.step and not steps.is_constant:
            yield from (((*path, str(year)), year) for year, _ in steps.points)


def with_milestones(draft: Draft) -> None:
    """Add the years named within the horizon to the milestone years of a draft."""
    horizon = draft.horizon
    if horizon is None or list(horizon.years) != sorted(set(horizon.years)):
        return
    named = {year for thing in draft.things for _, year in named_years(thing)}
    within = {year for year in named if horizon.first_decision <= year <= horizon.end}
    draft.horizon = replace(horizon, years=tuple(sorted({*horizon.years, *within})))
