"""Fuels: prices, factors and limits by energy, volume or mass."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ..draft import Draft
from .registry import check


@check
def fuels_convert(draft: Draft) -> Iterator[Finding]:
    """A price, factor or limit per volume or mass comes with a heating value per the same."""
    for thing in draft.of("fuel"):
        given = thing.parameters
        heating = given.lhv.unit.rpartition("/")[2] if given.lhv is not None else None
        for field in ("price", "emission_factor", "tce", "limit"):
            unit = getattr(getattr(given, field), "unit", "")
            per = _quantity(unit, numerator=field == "limit")
            if per is not None and heating is None:
                message = f'"lhv" is missing: {field} is per {per}, so the heating value is needed (in MWh/{per})'
                yield draft.finding(thing, (), message)
                break
            if per not in (None, heating):
                yield draft.finding(thing, (field,), f"is per {per}, but the heating value lhv is per {heating}")


def _quantity(unit: str, *, numerator: bool) -> str | None:
    """Volume or mass that a unit counts by, or None if it counts energy."""
    part = unit.partition("/")[0] if numerator else unit.rpartition("/")[2]
    return part if part in ("m3", "t") else None
