"""Capacity that stands: what was there, what is built, what dies or is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Expression, Yearly


def served_existing(yearly: Yearly, unit: Thing) -> tuple[int, ...]:
    """Milestone years in which an existing unit still serves if it is not retired early."""
    blocks, end = yearly.site.blocks, end_of_life(yearly, unit)
    return tuple(year for year in blocks.years if year >= unit.parameters.built and blocks.within(year, end))


def end_of_life(yearly: Yearly, unit: Thing) -> float:
    """First year in which an existing unit no longer serves."""
    given = unit.parameters
    if given.retires is not None:
        return float(given.retires)
    return float(given.built + yearly.site.technology(given.technology).parameters.life)


def existing_capacity(yearly: Yearly, technology: str, year: int, *, energy: bool = False) -> Expression:
    """Capacity of a technology's existing units that still stands in a year. [MW; MWh]"""
    total: Expression = 0.0
    for unit in yearly.site.existing(technology):
        given = unit.parameters
        if year in served_existing(yearly, unit):
            share = (given.energy or 0.0) / given.capacity if energy else 1.0
            total += share * (given.capacity - retired(yearly, unit, year))
    return total


def retired(yearly: Yearly, unit: Thing, year: int) -> Expression:
    """Capacity of an existing unit removed early up to and including a year. [MW]"""
    block = yearly.own(unit)
    return sum(block.removed[other] for other in block.removed if other <= year)


def declare_removal(yearly: Yearly, unit: Thing) -> None:
    """Early retirement of one existing unit, and what removing it costs whenever it leaves."""
    given = unit.parameters
    site = yearly.site
    technology = site.technology(given.technology)
    served = served_existing(yearly, unit)
    block = yearly.own(unit)
    allowed = [year for year in served if not given.only_at or year in given.only_at]
    block.removed = pyo.Var(allowed, bounds=(0.0, given.capacity))
    if len(allowed) > 1:
        block.removed_limit = pyo.Constraint(expr=sum(block.removed[year] for year in allowed) <= given.capacity)
    stood = given.built <= site.case.horizon.base_year < end_of_life(yearly, unit)
    before: Any = given.capacity
    for year in site.years:
        standing = given.capacity - retired(yearly, unit, year) if year in served else 0.0
        yearly.note("retired", unit.name, year, retired(yearly, unit, year))
        price = technology.parameters.retire_cost.at(year)
        if price > 0.0 and stood:
            yearly.spend("retirement", unit.name, year, price * (before - standing))
        before, stood = standing, stood or year in served
