"""The bill: prices and their units, bands, price modes, and what two-part billing needs to know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ...errors import Finding
from ...text.node import Path
from ..draft import Draft
from ..messages import suggestion
from ..value import Thing
from .registry import check

BASIS_UNITS = {
    "energy": "CNY/MWh",
    "demand": "CNY/(kW*month)",
    "capacity": "CNY/(kVA*month)",
    "fixed": "CNY/month",
    "generation": "CNY/MWh",
    "own_capacity": "CNY/(kW*month)",
}
_OF_OWN_PLANTS = ("generation", "own_capacity")
_FLAT_BAND = "flat"
_HOURS = re.compile(r"\s*([0-9]{1,2})\s*-\s*([0-9]{1,2})\s*")


def components(draft: Draft) -> Iterator[tuple[Thing, str, Any]]:
    """Every component of every grid, with its name."""
    for thing in draft.of("grid"):
        for name, component in thing.parameters.components.items():
            yield thing, name, component


@check
def components_have_one_price(draft: Draft) -> Iterator[Finding]:
    """A component has a price or the prices of twelve months, in the unit of its basis."""
    for thing, name, component in components(draft):
        path = ("components", name)
        if component.price is None and component.monthly is None:
            wanted = BASIS_UNITS[component.basis].replace("CNY", draft.header.currency)
            message = f'"price" is missing (in {wanted}), or "monthly" with the prices of the twelve months'
            yield draft.finding(thing, path, message)
        if component.price is not None and component.monthly is not None:
            yield draft.finding(thing, (*path, "monthly"), 'is given beside "price"; give one of the two')
        if component.monthly is not None and component.basis == "generation":
            yield draft.finding(thing, (*path, "monthly"), 'what is charged on own generation has one "price" a year')
        if component.monthly is None and "index" in component.model_fields_set:
            yield draft.finding(thing, (*path, "index"), 'has no meaning without "monthly", the prices it multiplies')
        yield from _units(draft, thing, name, component)


def _units(draft: Draft, thing: Thing, name: str, component: Any) -> Iterator[Finding]:
    """Findings about prices that are not in the unit of the component's basis."""
    wanted, path = BASIS_UNITS[component.basis], ("components", name)
    given: dict[Path, str] = {}
    if component.price is not None:
        given[*path, "price"] = component.price.unit
    for number, price in enumerate(component.monthly or []):
        given[*path, "monthly", str(number)] = price.unit
    for place, unit in given.items():
        if unit != wanted:
            expected, found = (text.replace("CNY", draft.header.currency) for text in (wanted, unit))
            message = f'the basis "{component.basis}" needs a price in {expected}, not {found}'
            yield draft.finding(thing, place, message)


@check
def bands_are_defined(draft: Draft) -> Iterator[Finding]:
    """Price factors name bands of the component's periods, or else of the grid's; only energy has bands."""
    for thing, name, component in components(draft):
        path = ("components", name)
        for field in ("factors", "periods", "series"):
            if component.basis != "energy" and getattr(component, field):
                what = "an hourly course" if field == "series" else "price bands"
                yield draft.finding(thing, (*path, field), f"only an energy component has {what}")
        periods = thing.parameters.periods if component.periods is None else component.periods
        bands = {_FLAT_BAND, *(period.band for period in periods)}
        for band in component.factors if _ever_charged(draft, thing, name) else ():
            if band not in bands:
                hint = suggestion(band, bands) or f"; there are {', '.join(sorted(bands))}"
                yield draft.finding(thing, (*path, "factors", band), f'no period has the band "{band}"{hint}')


def _ever_charged(draft: Draft, thing: Thing, name: str) -> bool:
    """Whether a component's price mode is ever in force; a pack's unused modes may speak of bands the case replaced."""
    years = draft.horizon.years if draft.horizon is not None else ()
    return not years or any(thing.parameters.in_force(name, year) for year in years)


@check
def hourly_prices_are_a_course(draft: Draft) -> Iterator[Finding]:
    """A price that follows a series is the mean of the year, and the series has a mean above zero."""
    for thing, name, component in components(draft):
        if component.series is None or component.basis != "energy":
            continue
        path = ("components", name)
        for field in ("factors", "monthly"):
            if getattr(component, field):
                yield draft.finding(thing, (*path, field), 'has no meaning beside "series", which sets the course')
        series = draft.series.get(component.series)
        if series is not None and series.values.mean() <= 0.0:
            message = f'the mean of the series "{component.series}" is not above zero; prices cannot follow it'
            yield draft.finding(thing, (*path, "series"), message)


@check
def hours_are_ranges(draft: Draft) -> Iterator[Finding]:
    """Hours of a period read "8-11,17-22"."""
    for thing in draft.of("grid"):
        yield from _hours(draft, thing, (), thing.parameters.periods)
    for thing, name, component in components(draft):
        yield from _hours(draft, thing, ("components", name), component.periods or [])


def _hours(draft: Draft, thing: Thing, path: Path, periods: Sequence[Any]) -> Iterator[Finding]:
    for number, period in enumerate(periods):
        for part in period.hours.split(","):
            match = _HOURS.fullmatch(part)
            start, end = (int(match[1]), int(match[2])) if match else (0, 0)
            if not (0 <= start < 24 and 0 < end <= 24 and start != end):
                message = f'"{part.strip()}" is not a range of hours such as 8-11 or 22-6'
                yield draft.finding(thing, (*path, "periods", str(number), "hours"), message)


@check
def bill_can_be_reckoned(draft: Draft) -> Iterator[Finding]:
    """Capacity billing, least demand and discount have a transformer, a choice two ways, a reinforcement a limit."""
    for thing in draft.of("grid"):
        given = thing.parameters
        bases = {component.basis for component in given.components.values()}
        needs = [name for name in ("demand_minimum", "demand_discount") if getattr(given, name) is not None]
        if given.billing == "choose" or (given.billing == "capacity" and "capacity" in bases):
            needs.append(f"{given.billing} billing")
        if needs and not given.transformer:
            advice = "" if needs[0].endswith("billing") else f"; or write {needs[0]}: off"
            yield draft.finding(
                thing,
                (),
                f'"transformer" is missing: {needs[0]} needs the installed transformer capacity (in MVA){advice}',
            )
        choices = ["choose billing"] if given.billing == "choose" else []
        choices += ["demand_discount"] if given.demand_discount is not None else []
        if choices and given.limit is None:
            yield draft.finding(thing, (), f'"limit" is missing: {choices[0]} needs the connection (in MW)')
        missing = [basis for basis in ("demand", "capacity") if basis not in bases]
        if given.billing == "choose" and missing:
            message = f"there is nothing to choose: no component has the basis {' or '.join(missing)}"
            yield draft.finding(thing, ("billing",), message)
        if given.reinforcement is not None and given.limit is None:
            message = 'has no meaning without "limit", the connection that is reinforced (in MW)'
            yield draft.finding(thing, ("reinforcement",), message)


@check
def charged_plants_generate(draft: Draft) -> Iterator[Finding]:
    """Own plants that a component is charged on generate the grid's carrier."""
    for thing, name, component in components(draft):
        path, carrier = ("components", name, "of"), thing.parameters.carrier
        if component.of and component.basis not in _OF_OWN_PLANTS:
            message = f"only components of the basis {' or '.join(_OF_OWN_PLANTS)} are charged on plants"
            yield draft.finding(thing, path, message)
            continue
        plants = {plant.name for plant in draft.of("renewable") if plant.parameters.carrier == carrier}
        plants |= {plant.name for plant in draft.of("converter") if carrier in plant.parameters.outputs}
        for number, plant in enumerate(component.of):
            if plant not in plants and "technologies" not in draft.unread:
                hint = suggestion(plant, plants) or f"; there are {', '.join(sorted(plants)) or 'none'}"
                message = f'no plant that generates {carrier} is called "{plant}"{hint}'
                yield draft.finding(thing, (*path, str(number)), message)


@check
def every_mode_has_a_price(draft: Draft) -> Iterator[Finding]:
    """Where components belong to price modes, the grid has a mode, and each mode in force prices energy."""
    years = draft.horizon.years if draft.horizon is not None else ()
    for thing in draft.of("grid"):
        given = thing.parameters
        modes = {component.mode for component in given.components.values() if component.basis == "energy"} - {None}
        moded = [name for name, component in given.components.items() if component.mode is not None]
        if given.mode is None:
            if moded:
                message = f'"mode" is missing: {moded[0]} is charged only in the price mode it belongs to'
                yield draft.finding(thing, (), message)
            continue
        always = any(part.basis == "energy" and part.mode is None for part in given.components.values())
        for mode, year in {given.mode_at(year): year for year in reversed(years)}.items():
            if mode not in modes and (modes or not always):
                listed = ", ".join(sorted(map(str, modes))) or "none"
                message = f"no energy component is priced in the mode {mode}, in force in {year}; there are {listed}"
                yield draft.finding(thing, ("mode",), message)


@check
def own_modes_come_into_force(draft: Draft) -> Iterator[Finding]:
    """Warnings about components of the case's own whose price mode never comes; in a resolved case all are its own."""
    if draft.header.scenario is not None:
        return
    for thing, name, component in components(draft):
        packed = any(field.startswith(f"components.{name}.") for field in thing.sources)
        if component.mode is not None and not packed and not _ever_charged(draft, thing, name):
            message = f"its price mode {component.mode} is never in force"
            yield replace(draft.finding(thing, ("components", name), message), severity="warning")


@check
def traded_power_replaces_components(draft: Draft) -> Iterator[Finding]:
    """What green power replaces are energy components of its grid."""
    traded = {thing.parameters.grid for thing in draft.of("ppa", "green_trade")}
    for thing in draft.of("grid"):
        given = thing.parameters
        energy = {name for name, component in given.components.items() if component.basis == "energy"}
        moded = any(component.mode is not None for component in given.components.values())
        if given.traded_replaces is None and thing.name in traded and "energy" not in energy and not moded:
            listed = ", ".join(sorted(energy)) or "none"
            message = f'"traded_replaces" is missing: which energy components green power replaces; there are {listed}'
            yield draft.finding(thing, (), message)
        for number, name in enumerate(given.traded_replaces or []):
            if name not in energy:
                hint = suggestion(name, energy) or f"; there are {', '.join(sorted(energy)) or 'none'}"
                message = f'no energy component is called "{name}"{hint}'
                yield draft.finding(thing, ("traded_replaces", str(number)), message)
