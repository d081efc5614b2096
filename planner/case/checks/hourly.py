"""Hourly series, as the things that use them need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...errors import Finding
from ..draft import Draft, references
from ..series import Series
from .registry import check

_AVAILABILITIES = ("profile", "availability")


@check
def availabilities_are_not_negative(draft: Draft) -> Iterator[Finding]:
    """Availabilities and demand profiles have no negative hour, and a demand has energy to spread."""
    for thing in draft.things:
        for reference in references(thing.parameters):
            if reference.path[-1] not in _AVAILABILITIES or reference.name not in draft.series:
                continue
            series = draft.series[reference.name]
            lowest = int(series.values.argmin())
            if series.values[lowest] < 0.0:
                message = f'the series "{reference.name}" is negative ({series.values[lowest]:g} in hour {lowest})'
                yield draft.finding(thing, reference.path, f"{message}; {series.origin.file} row {lowest + 2}")
            elif thing.kind == "demand" and not series.values.any():
                message = f'the series "{reference.name}" is zero in every hour; a demand cannot follow it'
                yield draft.finding(thing, reference.path, message)


def unused_series(draft: Draft, used: Mapping[str, Series]) -> Iterator[Finding]:
    """Warnings about series of the case that nothing uses."""
    for name in sorted(draft.own_series - set(used)):
        where = draft.series[name].origin.where(f"series.{name}")
        yield Finding(where, "nothing uses this series", "warning")
