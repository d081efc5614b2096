"""Doubts about money: what costs nothing, what nobody would choose, a rate that leaves no later years."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ...fields import YearPath
from ..draft import paths
from ..value import Case, Thing
from .registry import doubt, warning

_HIGH_RATE = 0.30
_SIZES = {"converter": "max", "renewable": "max", "storage": "max_energy"}


@doubt
def free_technology(case: Case) -> Iterator[Finding]:
    """Equipment or a measure whose investment, or fee for the use of another's, is zero in every year."""
    for thing in case.things:
        costs = [path for key, path in paths(thing.parameters) if key[0].startswith(("capex", "service_fee"))]
        if thing.section in ("technologies", "measures") and costs and all(_is_zero(path) for path in costs):
            yield warning(case, thing, (), "costs nothing to build; every plan will take all of it")


def _is_zero(path: YearPath) -> bool:
    return all(number == 0.0 for _, number in path.points)


@doubt
def high_discount_rate(case: Case) -> Iterator[Finding]:
    """A discount rate that makes everything after a few years worthless."""
    rate = case.horizon.discount_rate
    if rate > _HIGH_RATE:
        message = f"{100 * rate:g} % a year leaves hardly any weight to the later years"
        yield Finding(case.where("horizon.discount_rate"), message, "warning")


@doubt
def dominated_option(case: Case) -> Iterator[Finding]:
    """Equipment that another of the same use beats in every respect."""
    for kind in _SIZES:
        options = case.of(kind)
        for worse in options:
            better = next((other for other in options if other is not worse and _beats(case, other, worse)), None)
            if better is not None:
                message = f'"{better.name}" does the same, and is as good or better in every cost, life and efficiency'
                yield warning(case, worse, (), message)


def _beats(case: Case, better: Thing, worse: Thing) -> bool:
    """Whether one option is never worse, somewhere better, and free of limits."""
    if getattr(better.parameters, _SIZES[better.kind]) is not None or getattr(better.parameters, "only_at", None):
        return False
    if _use(better) != _use(worse) or better.parameters.min_build > 0.0 or _moves_in_steps(better):
        return False
    first, second = _burdens(case, better), _burdens(case, worse)
    if first is None or second is None or len(first) != len(second):
        return False
    return all(a <= b for a, b in zip(first, second, strict=True)) and first != second


def _moves_in_steps(thing: Thing) -> bool:
    """Whether an option is built in whole units, or cannot follow every change."""
    return any(getattr(thing.parameters, field, None) is not None for field in ("unit", "ramp"))


def _use(thing: Thing) -> tuple[object, ...]:
    """What an option turns into what."""
    given = thing.parameters
    if thing.kind == "converter":
        carnot = given.carnot.model_dump_json() if given.carnot is not None else None
        return (tuple(given.inputs), tuple(given.outputs), carnot, given.availability)
    if thing.kind == "renewable":
        return (given.carrier, given.profile, given.area_from)
    return (given.carrier, given.seasonal, given.c_rate)


def _burdens(case: Case, thing: Thing) -> list[float] | None:
    """Costs and other numbers of which less is better; None if they cannot be compared."""
    given = thing.parameters
    found = [-float(given.life), float(given.lead_time), float(given.available_from or 0)]
    for key, path in paths(given):
        if key == ("opex_fixed",) and path.unit and not path.unit.startswith("%"):
            return None
        found.extend(path.at(year) for year in case.horizon.years)
    if thing.kind == "converter":
        found.extend(given.inputs.values())
        found.extend(-share for share in given.outputs.values())
    if thing.kind == "renewable":
        found.extend((float(given.degradation), float(given.area)))
    if thing.kind == "storage":
        found.extend((-given.efficiency_charge, -given.efficiency_discharge, float(given.standing_loss)))
        found.append(float(given.reserve))
    return found
