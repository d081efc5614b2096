"""Converters, renewables, storages and what stands already."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ...fields import Value
from ..draft import Draft
from ..value import Thing
from .registry import check

_TOLERANCE, _WHOLE = 1e-9, 1e-6
_HIGHEST_PERFORMANCE = 15.0


@check
def first_input_is_the_reference(draft: Draft) -> Iterator[Finding]:
    """The first input of a converter is 100 %, because the others are relative to it."""
    for thing in draft.of("converter"):
        first, share = next(iter(thing.parameters.inputs.items()))
        if abs(share - 1.0) > _TOLERANCE:
            message = f"the first input is what the others are relative to: 100 %, not {100 * share:g} %"
            yield draft.finding(thing, ("inputs", first), message)


@check
def carriers_change(draft: Draft) -> Iterator[Finding]:
    """No converter takes and gives the same carrier."""
    for thing in draft.of("converter"):
        for carrier in thing.parameters.outputs:
            if carrier in thing.parameters.inputs:
                yield draft.finding(thing, ("outputs", carrier), "is taken and given by the same converter")


@check
def energy_is_conserved(draft: Draft) -> Iterator[Finding]:
    """A converter gives no more than it takes; a heat pump or chiller, run by power alone, draws on surroundings."""
    bought = {thing.parameters.carrier for thing in draft.of("fuel", "grid")}
    powered = {thing.parameters.carrier for thing in draft.of("grid")} | {"electricity"}
    for thing in draft.of("converter"):
        given = thing.parameters
        taken, made = sum(given.inputs.values()), sum(given.outputs.values())
        if given.carnot is not None or made <= taken + _TOLERANCE:
            continue
        pumps = set(given.inputs) <= powered and not set(given.outputs) & bought
        if pumps and made <= _HIGHEST_PERFORMANCE * taken:
            continue
        message = (
            f"gives {100 * made:g} % out of {100 * taken:g} %; only a heat pump or chiller run by power gives more"
        )
        yield draft.finding(thing, ("outputs", next(iter(given.outputs))), message)


@check
def heat_pumps_have_temperatures(draft: Draft) -> Iterator[Finding]:
    """A performance from temperatures needs one source and one sink."""
    temperature = {thing.name: thing.parameters.temperature for thing in draft.of("carrier")}
    for thing in draft.of("converter"):
        carnot = thing.parameters.carnot
        if carnot is None:
            continue
        if (carnot.source is None) == (carnot.source_series is None):
            message = 'needs either "source" (such as 30 degC) or "source_series" (the name of a series)'
            yield draft.finding(thing, ("carnot",), message)
        output = next(iter(thing.parameters.outputs))
        if carnot.sink is None and temperature.get(output) is None:
            message = f'needs "sink" (such as 90 degC), or the carrier "{output}" a temperature'
            yield draft.finding(thing, ("carnot",), message)
        series = draft.series.get(carnot.source_series or "")
        if series is not None and series.unit != "degC":
            message = f'the series "{carnot.source_series}" is no temperature; its header needs [degC]'
            yield draft.finding(thing, ("carnot", "source_series"), message)


@check
def smallest_is_not_above_largest(draft: Draft) -> Iterator[Finding]:
    """A smallest size is at most the largest."""
    for thing in draft.things:
        for low, high in (("min_build", "max"), ("min_build", "max_energy"), ("min", "max")):
            least, most = getattr(thing.parameters, low, None), getattr(thing.parameters, high, None)
            if not isinstance(least, Value) or not isinstance(most, Value) or least.unit != most.unit:
                continue
            if least > most:
                yield draft.finding(thing, (low,), f"{least:g} is above {high}, which is {most:g}")


@check
def stores_have_a_price(draft: Draft) -> Iterator[Finding]:
    """The content of a store is an investment, or somebody else's, who is paid for it every year."""
    for thing in draft.of("storage"):
        given = thing.parameters
        if "capex_energy" not in given.model_fields_set and all(fee == 0.0 for _, fee in given.service_fee.points):
            message = (
                '"capex_energy" is missing: the investment by content (such as 800 CNY/kWh), or for a store that '
                'somebody else owns "service_fee" (such as 120 CNY/(kWh*a))'
            )
            yield draft.finding(thing, (), message)


@check
def shared_savings_can_be_counted(draft: Draft) -> Iterator[Finding]:
    """Savings are shared at the fixed energy prices of one grid, and what is built has a price by content."""
    for thing in draft.of("storage"):
        given = thing.parameters
        if given.savings_share is None:
            if given.grid is not None:
                yield draft.finding(thing, ("grid",), "counts savings that are shared; it needs `savings_share`")
            continue
        if all(fee == 0.0 for _, fee in given.service_fee.points):
            message = "needs `service_fee`, what the owner gets by content (such as 40 CNY/(kWh*a)): no store is free"
            yield draft.finding(thing, ("savings_share",), message)
        grids = {grid.name: grid.parameters for grid in draft.of("grid") if grid.parameters.carrier == given.carrier}
        if given.grid is None and len(grids) != 1:
            found = ", ".join(sorted(grids)) or "none"
            message = f"needs `grid`: connections that deliver {given.carrier}: {found}"
            yield draft.finding(thing, ("savings_share",), message)
        elif given.grid is not None and given.grid in draft.names("grid") and given.grid not in grids:
            yield draft.finding(thing, ("grid",), f'"{given.grid}" does not deliver {given.carrier}')
        for name in (given.grid,) if given.grid is not None else grids:
            terms = grids.get(name)
            moving = [key for key, part in terms.components.items() if part.series is not None] if terms else []
            if moving:
                message = f"cannot be counted: {name}.components.{moving[0]} has a price of its own in every hour"
                yield draft.finding(thing, ("savings_share",), message)


@check
def units_have_a_size(draft: Draft) -> Iterator[Finding]:
    """What happens to single units needs their size, and how many there may be at most."""
    for thing in draft.of("converter"):
        given = thing.parameters
        stated = {"min_load": given.min_load > 0.0, "part_load": given.part_load is not None}
        stated["start_cost"] = given.starts_cost
        for field in (name for name, needed in stated.items() if needed and given.unit is None):
            yield draft.finding(thing, (field,), 'needs "unit", the size of one unit (in MW): units run or stand still')
        if given.unit is not None and given.max is None:
            yield draft.finding(thing, (), '"max" is missing: whole units need a largest capacity (in MW)')
        elif given.unit is not None and given.max < given.unit * (1.0 - _TOLERANCE):
            message = f"one unit of {given.unit:g} MW is larger than max, which is {given.max:g} MW"
            yield draft.finding(thing, ("unit",), message)


@check
def part_load_needs_no_more(draft: Draft) -> Iterator[Finding]:
    """A unit at part load takes no more than at full load."""
    for thing in draft.of("converter"):
        for load, efficiency in (thing.parameters.part_load or {}).items():
            if efficiency < load:
                message = (
                    f"at {100 * load:g} % load an efficiency of {100 * efficiency:g} % of that of full load would take "
                    "more than full load does"
                )
                yield draft.finding(thing, ("part_load",), message)


@check
def existing_units_are_whole(draft: Draft) -> Iterator[Finding]:
    """Where a technology is built in units, what stands is a whole number of them."""
    sizes = {thing.name: thing.parameters.unit for thing in draft.of("converter")}
    for thing in draft.of("existing"):
        given, unit = thing.parameters, sizes.get(thing.parameters.technology)
        if unit is not None and abs(given.capacity / unit - round(given.capacity / unit)) > _WHOLE:
            message = f'{given.capacity:g} MW is not a whole number of units of {unit:g} MW of "{given.technology}"'
            yield draft.finding(thing, ("capacity",), message)


@check
def shifts_count_hours(draft: Draft) -> Iterator[Finding]:
    """A demand moves by whole hours."""
    for thing in draft.of("demand"):
        flexible = thing.parameters.flexible
        if flexible is not None and not float(flexible.within).is_integer():
            message = f"{flexible.within:g} h is not a whole number of hours"
            yield draft.finding(thing, ("flexible", "within"), message)


@check
def areas_are_there(draft: Draft) -> Iterator[Finding]:
    """Equipment stands on an area that the site has."""
    for thing in draft.of("renewable", "onsite_plant"):
        area = thing.parameters.area_from
        if area is not None and getattr(draft.site, area, None) is None:
            yield draft.finding(
                thing, ("area_from",), f"the site states no {area}; write site: {{{area}: {{area: ... m2}}}}"
            )


@check
def existing_fits_its_technology(draft: Draft) -> Iterator[Finding]:
    """An existing storage states its content; nothing else does."""
    technologies = {thing.name: thing for thing in draft.of("converter", "renewable", "storage")}
    for thing in draft.of("existing"):
        technology = technologies.get(thing.parameters.technology)
        if technology is None:
            continue
        yield from _content(draft, thing, is_storage=technology.kind == "storage")


def _content(draft: Draft, thing: Thing, *, is_storage: bool) -> Iterator[Finding]:
    energy = thing.parameters.energy
    if is_storage and energy is None:
        yield draft.finding(thing, (), '"energy" is missing: content of the storage (in MWh)')
    if not is_storage and energy is not None:
        name = thing.parameters.technology
        yield draft.finding(thing, ("energy",), f'only a storage has a content; "{name}" is none')
