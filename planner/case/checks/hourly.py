"""Hourly series, as the things that use them need them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...errors import Finding
from ..draft import Draft, references
from ..series import Series
from ..value import Thing
from .registry import check

_AVAILABILITIES = ("profile", "availability")
# Things whose yearly amount is spread in the shape of a profile, which must therefore have a sum.
_SPREAD = {
    "demand": "a demand cannot follow it",
    "process": "a stream cannot follow it",
    "product": "an output cannot follow it",
    "waste_heat": "a stream cannot follow it",
    "green_trade": "power cannot be bought in its shape",
    "certificate": "certificates cannot be issued in its shape",
}


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
            elif not series.values.any() and (thing.kind in _SPREAD or _by_amount(thing)):
                why = _SPREAD.get(thing.kind, "a contract cannot be sized by a yearly amount of it")
                message = f'the series "{reference.name}" is zero in every hour; {why}'
                yield draft.finding(thing, reference.path, message)


def _by_amount(thing: Thing) -> bool:
    """Whether a contract is sized by the energy of a year."""
    return "MWh/a" in (getattr(getattr(thing.parameters, size, None), "unit", "") for size in ("min", "max"))


def unused_series(draft: Draft, used: Mapping[str, Series]) -> Iterator[Finding]:
    """Warnings about series of the case that nothing uses."""
    for name in sorted(draft.own_series - set(used)):
        where = draft.series[name].origin.where(f"series.{name}")
        yield Finding(where, "nothing uses this series", "warning")
