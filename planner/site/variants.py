"""The same factory under other circumstances: as it stood in the base year, and as it would go on by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from ..case.value import Case, Thing
from ..fields import YearPath

CONTRACTS = frozenset({"ppa", "green_trade", "direct_line", "onsite_plant"})
OTHER_CHOICES = {
    "measure", "certificate", "offset", "emission_cap", "green_share", "microgrid", "finance", "green_factory",
    "zero_carbon",
}  # fmt: skip
CHOICES = CONTRACTS | OTHER_CHOICES

# What is decided already is decided for the plan; things go on by themselves without it.
UNDECIDED = {"build_by": None}

# What is given for a plan, and what limits it.
UNSUPPORTED: dict[str, Any] = {"budget": {}, "grants": {}, "loan": None}


def as_it_goes_on(case: Case) -> Case:
    """The reference: keep running, replace what dies like for like, pay the same prices and the same carbon cost.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    Case
        Without measures, contracts, targets and budgets, and with only those technologies that already stand. A
        green-power obligation is law: it stays, with certificates to meet it, or, where these cannot, with contracts.
        Its cost is least on the scale of the plan, without grants and loan.
    """
    means = _means_of_obligations(case)
    reference = _without(case, CHOICES - means, "reference", keep_obligations=True)
    return replace(reference, things=(*reference.things, *_scale(case)))


def _scale(case: Case) -> Iterator[Thing]:
    """The terms on which costs are judged, where that is not before tax; budget, grants and loan are for the plan."""
    for thing in case.of("finance"):
        if thing.parameters.objective != "before_tax":
            yield replace(thing, parameters=thing.parameters.model_copy(update=UNSUPPORTED))


def _without(case: Case, kinds: frozenset[str], scenario: str, *, keep_obligations: bool) -> Case:
    """The case without things of some kinds and without technologies that do not stand yet."""
    standing = {thing.parameters.technology for thing in case.of("existing")}
    kept = tuple(
        replace(thing, parameters=thing.parameters.model_copy(update=UNDECIDED))
        if hasattr(thing.parameters, "build_by")
        else thing
        for thing in case.things
        if (thing.kind not in kinds or (keep_obligations and _is_law(thing)))
        and (thing.section != "technologies" or thing.name in standing)
    )
    return replace(case, things=kept, scenario=scenario)


def _is_law(thing: Thing) -> bool:
    return thing.kind == "green_share" and bool(thing.parameters.obligation)


def _means_of_obligations(case: Case) -> frozenset[str]:
    """Kinds of supply that an obligation needs."""
    obligations = [thing.parameters for thing in case.of("green_share") if _is_law(thing)]
    if not obligations:
        return frozenset()
    certified = all("certificate" in given.counts and given.matching != "hourly" for given in obligations)
    means = frozenset({"certificate"})
    return means if certified and case.of("certificate") else means | CONTRACTS


def in_base_year(case: Case) -> Case:
    """The factory as it stood in the base year: existing equipment, nothing decided.

    Prices and factors that start later are taken at their first year.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    Case
        With the base year as its only milestone year.
    """
    year = case.horizon.base_year
    horizon = replace(case.horizon, first_decision=year + 1, years=(year,), end=year)
    things = tuple(
        replace(thing, parameters=_reaching_back(thing.parameters, year))
        for thing in _without(case, CHOICES, "base year", keep_obligations=False).things
        if thing.kind != "existing" or thing.parameters.built <= year
    )
    production = {name: _path_back(path, year) for name, path in case.production.items()}
    return replace(case, horizon=horizon, things=things, production=production, scenario="base year")


def _reaching_back(given: Any, year: int) -> Any:
    """Copy of a declaration whose paths all have a value in the year."""
    changes: dict[str, Any] = {}
    for name in type(given).model_fields:
        value = getattr(given, name)
        if isinstance(value, YearPath):
            changes[name] = _path_back(value, year)
        elif isinstance(value, BaseModel):
            changes[name] = _reaching_back(value, year)
        elif isinstance(value, dict):
            changes[name] = {key: _part_back(part, year) for key, part in value.items()}
    return given.model_copy(update=changes)


def _part_back(part: Any, year: int) -> Any:
    """Entry of a mapping in a declaration."""
    if isinstance(part, YearPath):
        return _path_back(part, year)
    return _reaching_back(part, year) if isinstance(part, BaseModel) else part


def _path_back(path: YearPath, year: int) -> YearPath:
    """The path with its first value holding back to a year."""
    first, value = path.points[0]
    return path if first <= year or path.step else replace(path, points=((year, value), *path.points))
