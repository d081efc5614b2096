"""The same factory under other circumstances: as it stood in the base year, and as it would go on by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from ..case.value import Case
from ..fields import YearPath

CHOICES = frozenset({"measure", "ppa", "certificate", "emission_cap", "finance"})


def as_it_goes_on(case: Case) -> Case:
    """The reference: keep running, replace what dies like for like, pay the same prices and the same carbon cost.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    Case
        Without measures, contracts, targets and budgets, and with only those technologies that already stand.
    """
    standing = {thing.parameters.technology for thing in case.of("existing")}
    kept = tuple(
        thing
        for thing in case.things
        if thing.kind not in CHOICES and (thing.section != "technologies" or thing.name in standing)
    )
    return replace(case, things=kept, scenario="reference")


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
        for thing in as_it_goes_on(case).things
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
            changes[name] = {
                key: _reaching_back(part, year) if isinstance(part, BaseModel) else part for key, part in value.items()
            }
    return given.model_copy(update=changes)


def _path_back(path: YearPath, year: int) -> YearPath:
    """The path with its first value holding back to a year."""
    first, value = path.points[0]
    return path if first <= year or path.step else replace(path, points=((year, value), *path.points))
