"""Bills, fuels, contracts, carbon price and targets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import Finding
from ..draft import Draft
from ..messages import suggestion
from .registry import check

_BASIS_UNITS = {
    "energy": "CNY/MWh",
    "demand": "CNY/(kW*month)",
    "capacity": "CNY/(kVA*month)",
    "fixed": "CNY/month",
}
_FLAT_BAND = "flat"
_HOURS = re.compile(r"\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})\s*")


@check
def components_have_the_unit_of_their_basis(draft: Draft) -> Iterator[Finding]:
    """What is charged per MWh has a price per MWh, and so on."""
    for thing in draft.of("grid"):
        for name, component in thing.parameters.components.items():
            wanted = _BASIS_UNITS.get(component.basis)
            if wanted is not None and component.price.unit != wanted:
                currency = draft.header.currency
                expected, found = wanted.replace("CNY", currency), component.price.unit.replace("CNY", currency)
                message = f'the basis "{component.basis}" needs a price in {expected}, not {found}'
                yield draft.finding(thing, ("components", name, "price"), message)


@check
def bands_are_defined(draft: Draft) -> Iterator[Finding]:
    """Price factors name bands of the grid's periods, and only energy has bands."""
    for thing in draft.of("grid"):
        bands = {_FLAT_BAND, *(period.band for period in thing.parameters.periods)}
        for name, component in thing.parameters.components.items():
            if component.factors and component.basis != "energy":
                yield draft.finding(thing, ("components", name, "factors"), "only an energy component has price bands")
            for band in component.factors:
                if band not in bands:
                    hint = suggestion(band, bands) or f"; there are {', '.join(sorted(bands))}"
                    message = f'no period has the band "{band}"{hint}'
                    yield draft.finding(thing, ("components", name, "factors", band), message)


@check
def hours_are_ranges(draft: Draft) -> Iterator[Finding]:
    """Hours of a period read "8-11,17-22"."""
    for thing in draft.of("grid"):
        for number, period in enumerate(thing.parameters.periods):
            for part in period.hours.split(","):
                match = _HOURS.fullmatch(part)
                start, end = (int(match[1]), int(match[2])) if match else (0, 0)
                if not (0 <= start < 24 and 0 < end <= 24 and start != end):
                    message = f'"{part.strip()}" is not a range of hours such as 8-11 or 22-6'
                    yield draft.finding(thing, ("periods", str(number), "hours"), message)


@check
def bill_can_be_reckoned(draft: Draft) -> Iterator[Finding]:
    """Capacity billing has a transformer, a reinforcement something to reinforce."""
    for thing in draft.of("grid"):
        given = thing.parameters
        charged = [name for name, component in given.components.items() if component.basis == "capacity"]
        if given.billing == "capacity" and charged and given.transformer is None:
            message = '"transformer" is missing: capacity billing needs the installed transformer capacity (in MVA)'
            yield draft.finding(thing, (), message)
        if given.reinforcement is not None and given.limit is None:
            message = 'has no meaning without "limit", the connection that is reinforced (in MW)'
            yield draft.finding(thing, ("reinforcement",), message)


@check
def traded_power_replaces_components(draft: Draft) -> Iterator[Finding]:
    """What green power replaces are energy components of its grid."""
    traded = {thing.parameters.grid for thing in draft.of("ppa")}
    for thing in draft.of("grid"):
        given = thing.parameters
        if thing.name not in traded and "traded_replaces" not in given.model_fields_set:
            continue
        energy = {name for name, component in given.components.items() if component.basis == "energy"}
        for number, name in enumerate(given.traded_replaces):
            if name not in energy:
                hint = suggestion(name, energy) or f"; there are {', '.join(sorted(energy)) or 'none'}"
                message = f'no energy component is called "{name}"{hint}'
                yield draft.finding(thing, ("traded_replaces", str(number)), message)


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


@check
def targets_say_something(draft: Draft) -> Iterator[Finding]:
    """A cap has a limit, and an intensity its product."""
    ways = ("limit", "reduction", "intensity", "budget", "peak")
    for thing in draft.of("emission_cap"):
        given = thing.parameters
        if all(getattr(given, way) is None for way in ways):
            yield draft.finding(thing, (), f"limits nothing; give one of {', '.join(ways)}")
        if (given.intensity is None) != (given.product is None):
            missing = "product" if given.product is None else "intensity"
            yield draft.finding(thing, (), f'"{missing}" is missing: an intensity is per unit of a product')
