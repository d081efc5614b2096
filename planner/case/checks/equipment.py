"""Converters, renewables, storages and what stands already."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ..draft import Draft
from ..value import Thing
from .registry import check

_TOLERANCE = 1e-9
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
            if isinstance(least, float) and isinstance(most, float) and least > most:
                yield draft.finding(thing, (low,), f"{least:g} is above {high}, which is {most:g}")


@check
def areas_are_there(draft: Draft) -> Iterator[Finding]:
    """Equipment stands on an area that the site has."""
    for thing in draft.of("renewable"):
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
