"""Products and routes, waste heat, captured CO2: what each needs of the other parts of the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...errors import Finding
from ..draft import Draft
from ..messages import suggestion
from .registry import check

_BY_MASS = ("route", "capture")


@check
def products_are_counted_in_tonnes(draft: Draft) -> Iterator[Finding]:
    """What routes make is an output in tonnes."""
    for thing in draft.of("product"):
        path = draft.production.get(thing.parameters.production)
        if path is not None and path.unit != "t/a":
            message = f'"{thing.parameters.production}" is counted in {path.unit.replace("1/a", "/a")}, not in t/a'
            yield draft.finding(thing, ("production",), message)


@check
def existing_capacity_has_the_unit_of_its_technology(draft: Draft) -> Iterator[Finding]:
    """Routes and captures are sized in tonnes an hour, all else in power."""
    technologies = {thing.name: thing for thing in draft.things if thing.section == "technologies"}
    for thing in draft.of("existing"):
        technology = technologies.get(thing.parameters.technology)
        wanted = "t/h" if technology is not None and technology.kind in _BY_MASS else "MW"
        if technology is not None and thing.parameters.capacity.unit != wanted:
            message = f'"{technology.name}" is sized in {wanted}, not {thing.parameters.capacity.unit}'
            yield draft.finding(thing, ("capacity",), message)


@check
def waste_heat_is_warm_enough(draft: Draft) -> Iterator[Finding]:
    """A stream is cooled from its temperature down, into carriers that are colder than it."""
    temperature = {thing.name: thing.parameters.temperature for thing in draft.of("carrier")}
    for thing in draft.of("waste_heat"):
        given = thing.parameters
        if given.down_to >= given.temperature:
            message = f"{given.down_to:g} degC is not below the stream's temperature of {given.temperature:g} degC"
            yield draft.finding(thing, ("down_to",), message)
        for number, name in enumerate(given.into):
            level = temperature.get(name)
            if level is None:
                message = f'the carrier "{name}" needs a temperature; write carriers: {{{name}: {{temperature: ...}}}}'
                yield draft.finding(thing, ("into", str(number)), message)
            elif level + given.approach >= given.temperature:
                message = (
                    f'at {given.temperature:g} degC it cannot heat "{name}" at {level:g} degC with an approach of '
                    f"{given.approach:g} K"
                )
                yield draft.finding(thing, ("into", str(number)), message)
        yield from _repeated(draft, ("supply", thing.name, "into"), given.into)


@check
def captured_streams_exist(draft: Draft) -> Iterator[Finding]:
    """What a capture treats releases CO2 on the site: a process stream, a route, or a fuel burnt there."""
    sources = {thing.name: thing for thing in draft.of("process", "route", "fuel")}
    unread = {"demands", "technologies", "supply"} & draft.unread
    for thing in draft.of("capture"):
        for number, name in enumerate(thing.parameters.streams):
            path, source = ("streams", str(number)), sources.get(name)
            if source is None and not unread:
                hint = suggestion(name, sources) or f"; there are {', '.join(sorted(sources)) or 'none'}"
                yield draft.finding(thing, path, f'no process stream, route or fuel is called "{name}"{hint}')
            elif source is not None and getattr(source.parameters, "scope", "scope1") != "scope1":
                yield draft.finding(thing, path, f'the CO2 of "{name}" is not released on the site')
        yield from _repeated(draft, ("technologies", thing.name, "streams"), thing.parameters.streams)


def _repeated(draft: Draft, path: tuple[str, ...], names: list[str]) -> Iterator[Finding]:
    """Finding about a list that names one thing more than once."""
    for other, times in Counter(names).items():
        if times > 1:
            yield draft.at(path, f'names "{other}" more than once')
