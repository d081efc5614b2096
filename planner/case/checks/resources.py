"""Resources: what they count, in which unit, and what measures add to them."""

from __future__ import annotations

from collections.abc import Iterator

from ... import units
from ...errors import Finding
from ...quantities import ACCOUNTS, BUILT_IN, COUNTED, per_year
from ..draft import Draft
from ..value import Thing
from .registry import check

_AMOUNT = "annual"


@check
def resources_count_something_of_their_own(draft: Draft) -> Iterator[Finding]:
    """No resource counts as what follows from the plan itself."""
    for thing in draft.of("resource"):
        quantity = thing.parameters.quantity
        if quantity in BUILT_IN or quantity in ACCOUNTS:
            message = f'"{quantity}" follows from the plan; a resource counts something else'
            yield draft.finding(thing, ("quantity",), message)


@check
def resources_have_the_unit_of_their_quantity(draft: Draft) -> Iterator[Finding]:
    """What schemes know is counted in their unit, and resources of one quantity agree."""
    first: dict[str, Thing] = {}
    for thing in draft.of("resource"):
        given = thing.parameters
        unit = per_year(given.annual.unit)
        if given.quantity in COUNTED:
            wanted = COUNTED[given.quantity][0]
            if not _same(unit, wanted):
                shown = "a plain number" if wanted == "1" else f"counted in {wanted}"
                yield draft.finding(thing, (_AMOUNT,), f"is in {unit}, but {given.quantity} is {shown}")
            continue
        other = first.setdefault(given.quantity, thing)
        usual = per_year(other.parameters.annual.unit)
        if not _same(unit, usual):
            message = f'is in {unit}, but "{other.name}" counts {given.quantity} in {usual}'
            yield draft.finding(thing, (_AMOUNT,), message)


@check
def effects_fit_their_resource(draft: Draft) -> Iterator[Finding]:
    """A measure adds to resources only, in their unit."""
    resources = {thing.name: thing.parameters for thing in draft.of("resource")}
    others = {thing.name: thing.kind for thing in draft.things if thing.section == "demands"}
    for thing in draft.of("measure"):
        for name, added in thing.parameters.effects.items():
            if name in resources:
                unit, wanted = added.unit, resources[name].annual.unit
                if not _same(per_year(unit), per_year(wanted)) or unit.endswith("/a") != wanted.endswith("/a"):
                    yield draft.finding(thing, ("effects", name), f'is in {unit}, but "{name}" is in {wanted or "1"}')
            elif name in others:
                message = f'"{name}" is a {others[name]}; effects add to resources, saves take a share of end uses'
                yield draft.finding(thing, ("effects", name), message)


@check
def measures_do_something(draft: Draft) -> Iterator[Finding]:
    """A measure saves or adds something, or another measure or a gate needs it."""
    needed = {name for thing in draft.of("measure") for name in thing.parameters.requires}
    needed |= {text for thing in draft.of("green_factory") for text in thing.parameters.gates.values()}
    for thing in draft.of("measure"):
        given = thing.parameters
        if not given.saves and not given.effects and not given.before and thing.name not in needed:
            yield draft.finding(thing, (), "does nothing; give what it saves, or its effects on resources")


def _same(unit: str, other: str) -> bool:
    return units.scale(unit or "1").dimension == units.scale(other or "1").dimension
