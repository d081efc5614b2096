"""A discrete upgrade, adopted in one milestone year; savings of several measures on one end use multiply exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import pyomo.environ as pyo
from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.investing import pay, service_starts

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Yearly

ORDER = 2


class Parameters(Declaration):
    """What an upgrade costs, saves, needs and forbids."""

    section: ClassVar[str] = "measures"
    kind: ClassVar[str] = "measure"

    capex: Annotated[YearPath, Unit("CNY", ge=0)] = Field(description="Investment.")
    opex: Annotated[YearPath, Unit("CNY/a")] = Field(
        default=YearPath.constant(0.0), description="Yearly cost while in service; negative if it saves upkeep."
    )
    life: Annotated[float, Unit("a", ge=1)] = Field(description="Service life; afterwards it may be adopted anew.")
    lead_time: Annotated[float, Unit("a", ge=0)] = Field(
        default=0.0,
        description="Whole years between decision and start of service; the investment is spent evenly over them.",
    )
    saves: dict[str, Annotated[float, Unit("%", le=100)]] = Field(
        default={}, description="Share saved of each end use, process stream or resource; negative if it adds to one."
    )
    effects: dict[str, Annotated[float, Unit("1", "m3/a", "t/a", "MWh/a", "MW", "m2")]] = Field(
        default={}, description="What it adds to resources while in service; negative if it takes away."
    )
    requires: list[str] = Field(default=[], description="Measures that must be in service whenever this one is.")
    excludes: list[str] = Field(default=[], description="Measures that must not be in service together with this one.")
    before: list[str] = Field(default=[], description="Measures that may be adopted only once this one has been.")
    only_at: list[int] = Field(
        default=[], description="Milestone years in which it may enter service; empty means any."
    )
    available_from: int | None = Field(default=None, description="First year in which it may enter service.")
    adopt_by: int | None = Field(
        default=None, description="Year by which it must have entered service, for what is decided already."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Adopt in a milestone year, serve for the life, save on the end uses."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    starts = service_starts(yearly, given)
    served = {start: site.blocks.served(start, given.life) for start in starts}
    block.adopted = pyo.Var(starts, domain=pyo.Binary)
    block.once_logic = pyo.Constraint(pyo.Any, doc="A measure is not adopted anew while it still serves.")
    in_time = [start for start in starts if given.adopt_by is not None and start <= given.adopt_by]
    if in_time:
        block.adopt_by_logic = pyo.Constraint(
            expr=sum(block.adopted[start] for start in in_time) >= 1.0,
            doc="What is decided already is adopted in time",
        )
    for start in starts:
        pay(yearly, thing.name, thing.name, given, start, given.capex.at(start) * block.adopted[start])
    for year in site.years:
        yearly.note("adopted", thing.name, year, block.adopted[year] if year in starts else 0.0)
        serving = [start for start in starts if year in served[start]]
        active = sum(block.adopted[start] for start in serving)
        yearly.note("active", thing.name, year, active)
        if not serving:
            continue
        yearly.active[thing.name, year] = active
        yearly.cost("measure_opex", thing.name, year, given.opex.at(year) * active)
        if len(serving) > 1:
            block.once_logic[year] = active <= 1.0
    for end_use, share in given.saves.items():
        yearly.savings[end_use].append((thing.name, share))
    for resource, added in given.effects.items():
        yearly.effects[resource].append((thing.name, added))


def conditions(yearly: Yearly, thing: Thing) -> None:
    """What this measure needs, forbids and must precede."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    block.requires_logic = pyo.Constraint(pyo.Any, doc="What a measure requires is in service with it.")
    block.excludes_logic = pyo.Constraint(pyo.Any, doc="What a measure excludes is not in service with it.")
    block.before_logic = pyo.Constraint(pyo.Any, doc="What must come later is adopted only afterwards.")
    for year in site.years:
        active = yearly.active.get((thing.name, year))
        for other in given.requires if active is not None else []:
            block.requires_logic[other, year] = active <= yearly.active.get((other, year), 0.0)
        for other in given.excludes if active is not None else []:
            if (other, year) in yearly.active:
                block.excludes_logic[other, year] = active + yearly.active[other, year] <= 1.0
        for other in given.before:
            later = yearly.numbers["adopted", other, year]
            if not isinstance(later, float):
                block.before_logic[other, year] = later <= _adopted_by(block, year)


def _adopted_by(block: Any, year: int) -> Any:
    return sum(block.adopted[start] for start in block.adopted if start <= year)
