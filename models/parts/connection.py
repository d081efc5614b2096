"""The connection to the public grid, enlarged in whole steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import pyomo.environ as pyo
from pydantic import Field

from ...fields import Declaration, Unit, YearPath
from .investing import pay

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Yearly


class Reinforcement(Declaration):
    """A larger connection."""

    step: Annotated[float, Unit("MW", gt=0)] = Field(description="Size of one step.")
    capex: Annotated[YearPath, Unit("CNY/kW", ge=0)] = Field(description="Investment per unit of added connection.")
    life: Annotated[float, Unit("a", ge=1)] = Field(default=30.0, description="Service life.")
    lead_time: Annotated[float, Unit("a", ge=0)] = Field(
        default=1.0, description="Whole years between decision and service."
    )
    max_steps: int = Field(default=5, ge=1, description="Most steps in all.")


def connect(yearly: Yearly, thing: Thing) -> None:
    """Hand down the connection of every year, with the steps by which it is enlarged."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    asset = f"{thing.name}.connection"
    enlarged: dict[int, Any] = dict.fromkeys(site.years, 0.0)
    built: dict[int, Any] = dict.fromkeys(site.years, 0.0)
    terms = given.reinforcement
    if terms is not None:
        starts = [year for year in site.years if site.blocks.decidable(year, terms.lead_time)]
        block.steps = pyo.Var(starts, domain=pyo.NonNegativeIntegers, bounds=(0, terms.max_steps))
        block.steps_limit = pyo.Constraint(
            rule=sum(block.steps.values()) <= terms.max_steps if starts else pyo.Constraint.Skip,
            doc="No more steps than the terms allow.",
        )
        for start in starts:
            built[start] = terms.step * block.steps[start]
            pay(yearly, thing.name, asset, terms, start, terms.capex.at(start) * built[start])
            for year in site.blocks.served(start, terms.life):
                enlarged[year] += built[start]
    for year in site.years:
        yearly.link(year, asset, given.limit + enlarged[year])
        for quantity, value in (("built", built), ("capacity", enlarged), ("effective", enlarged)):
            yearly.note(quantity, asset, year, value[year])


def largest_connection(given: Any) -> float:
    """Most power that can ever be drawn; infinite if nothing limits it. [MW]"""
    if given.limit is None:
        return math.inf
    steps = given.reinforcement
    return float(given.limit + (steps.step * steps.max_steps if steps is not None else 0.0))
