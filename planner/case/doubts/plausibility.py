"""Doubts about numbers and names: magnitudes, savings, temperatures, and what nothing uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from ...errors import CaseError, Finding
from ...fields import Declaration, YearPath
from ...packs import Pack, open_pack
from ...units import UnitError
from ..draft import paths, references
from ..slots import Slot, fields
from ..value import Case, Thing
from .registry import doubt, warning

_LARGEST, _SMALLEST = 1e7, 1e-9
# Water and the like: a large refinery circulates 1e9 m3 a year.
_LARGEST_RESOURCE = 1e10
_FAR = 100.0
_NEARLY_ALL = 0.95
_HIGHEST_AVAILABILITY = 1.2
_SHAPED = ("demand", "process", "product", "waste_heat", "green_trade", "certificate")
_OTHER_UNITS = ("source_series", "series")


@doubt
def suspicious_magnitude(case: Case) -> Iterator[Finding]:
    """A number so large or small that a unit was probably mistaken."""
    for thing in case.things:
        largest = _LARGEST_RESOURCE if thing.kind == "resource" else _LARGEST
        for key, path in paths(thing.parameters):
            odd = [number for _, number in path.points if number and not _SMALLEST < abs(number) < largest]
            if odd:
                text = f"comes to {odd[0]:g} in millions, MWh, t and years; is the unit right?"
                yield warning(case, thing, key, text)


@doubt
def far_from_the_pack(case: Case) -> Iterator[Finding]:
    """A number a hundred times that of the pack's entry, or a hundredth."""
    for thing in case.things:
        entry = _entry(case, thing)
        if entry is None:
            continue
        pack, name = entry
        packed = pack.tree(thing.section, name)
        declaration: type[Declaration] = type(thing.parameters)
        for field, slot in fields(declaration).items():
            node = packed.child(field)
            if slot.unit is None or node is None or field in thing.sources:
                continue
            own, usual = _first(getattr(thing.parameters, field)), _packed(case, pack, thing, name, field, slot)
            if own and usual and not 1.0 / _FAR < abs(own / usual) < _FAR:
                ratio = f"{own / usual:,.0f}" if abs(own) > abs(usual) else f"{own / usual:.2g}"
                message = f'is {ratio} times the value of "{name}" in {pack.name}'
                yield warning(case, thing, (field,), message)


def _entry(case: Case, thing: Thing) -> tuple[Pack, str] | None:
    """Pack and id that a thing used, as its sources tell."""
    source = next(iter(thing.sources.values()), None)
    if source is None:
        return None
    try:
        pack = open_pack(source.pack, case_folder=case.folder)
    except CaseError:
        return None
    name = source.row.partition(".")[0]
    return (pack, name) if name in pack.ids(thing.section) else None


def _packed(case: Case, pack: Pack, thing: Thing, name: str, field: str, slot: Slot) -> float | None:
    """First value of a pack's field, in canonical units."""
    given = pack.lookup(thing.section, name)[0][field]
    if slot.unit is None:
        return None
    try:
        return _first(slot.unit.read_path(given, case.currency))
    except (UnitError, ValueError):
        return None


def _first(value: object) -> float | None:
    if isinstance(value, YearPath):
        return value.points[0][1]
    return float(value) if isinstance(value, float) else None


@doubt
def nearly_total_saving(case: Case) -> Iterator[Finding]:
    """A measure that leaves almost nothing of an end use."""
    for thing in case.of("measure"):
        for end_use, share in thing.parameters.saves.items():
            if share > _NEARLY_ALL:
                message = f"saves {100 * share:g} %; is that the share saved, not the share that stays?"
                yield warning(case, thing, ("saves", end_use), message)


@doubt
def nothing_to_supply(case: Case) -> Iterator[Finding]:
    """A demand of zero in every year."""
    for thing in case.of(
        "demand",
    ):
        if all(number == 0.0 for _, number in thing.parameters.annual.points):
            yield warning(case, thing, ("annual",), "is zero in every year")


@doubt
def carrier_without_use(case: Case) -> Iterator[Finding]:
    """A carrier that is declared and never named; or named once, and almost like another."""
    named = Counter(
        ref.name for thing in case.things for ref in references(thing.parameters) if ref.section == "carriers"
    )
    for thing in case.of("carrier"):
        if not named[thing.name]:
            yield warning(case, thing, (), "no demand, equipment or supply names this carrier")
        elif named[thing.name] == 1 and thing.where.key != f"carriers.{thing.name}":
            near = get_close_matches(thing.name, [name for name in named if name != thing.name], n=1, cutoff=0.8)
            if near:
                message = f'the carrier "{thing.name}" is named only here. Did you mean "{near[0]}"?'
                yield Finding(thing.where, message, "warning")


@doubt
def existing_beyond_use(case: Case) -> Iterator[Finding]:
    """An existing unit that has already left service, or is larger than its technology may become."""
    technologies = {thing.name: thing.parameters for thing in case.things if thing.section == "technologies"}
    total: Counter[str] = Counter()
    for thing in case.of("existing"):
        given, technology = thing.parameters, technologies[thing.parameters.technology]
        total[given.technology] += given.capacity
        end = given.retires if given.retires is not None else given.built + technology.life
        if end <= case.horizon.base_year:
            yield warning(case, thing, (), f"leaves service in {end:g}, before the plan begins")
    for name, capacity in total.items():
        most = getattr(technologies[name], "max", None)
        if most is not None and capacity > most:
            message = f"is {most:g} MW, but existing units have {capacity:g} MW together"
            yield Finding(case.where(f"technologies.{name}.max"), message, "warning")


@doubt
def unlimited_renewable(case: Case) -> Iterator[Finding]:
    """A renewable that neither a largest size nor an area limits."""
    for thing in case.of("renewable"):
        given = thing.parameters
        if given.max is None and (given.area_from is None or given.area == 0.0):
            yield warning(case, thing, (), "nothing limits its size: give max, or area and area_from")


@doubt
def lift_without_work(case: Case) -> Iterator[Finding]:
    """A heat pump whose source is as warm as its sink."""
    temperature = {thing.name: thing.parameters.temperature for thing in case.of("carrier")}
    for thing in case.of("converter"):
        carnot = thing.parameters.carnot
        if carnot is None or carnot.source is None:
            continue
        sink = carnot.sink if carnot.sink is not None else temperature.get(next(iter(thing.parameters.outputs)))
        if sink is not None and carnot.source >= sink:
            message = f"the source at {carnot.source:g} degC is not colder than the sink at {sink:g} degC"
            yield warning(case, thing, ("carnot", "source"), message)


@doubt
def more_than_available(case: Case) -> Iterator[Finding]:
    """An availability well above one, as of a series in other units."""
    for thing in case.things:
        for ref in references(thing.parameters):
            values = case.series.get(ref.name)
            if thing.kind in _SHAPED or ref.section != "series" or ref.path[-1] in _OTHER_UNITS or values is None:
                continue
            if values.max() > _HIGHEST_AVAILABILITY:
                message = f'the series "{ref.name}" reaches {values.max():g}; an availability is at most about 1'
                yield warning(case, thing, ref.path, message)
