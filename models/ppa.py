"""Green power bought under a pay-as-produced contract and delivered through the public grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
import pyomo.environ as pyo
from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .accounts import NEGLIGIBLE

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 2


class Parameters(Declaration):
    """A share of a wind or solar plant's output. Traded power replaces the grid's energy component, hour by hour."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "ppa"

    grid: str = Field(default="grid", description="Grid connection it is delivered through.")
    profile: str = Field(description="Series of the plant's hourly availability, per unit of capacity.")
    start: list[int] = Field(
        min_length=1, description="Milestone years in which the contract may begin; at most one is chosen."
    )
    tenor: Annotated[float, Unit("a", ge=1)] = Field(description="Years of delivery.")
    min: Annotated[float, Unit("MW", ge=0)] = Field(
        default=0.0, description="Smallest contract; above zero signing is yes/no."
    )
    max: Annotated[float, Unit("MW", gt=0)] = Field(description="Largest contract.")
    energy_price: Annotated[YearPath, Unit("CNY/MWh")] = Field(description="Price of the energy.")
    environmental_value: Annotated[YearPath, Unit("CNY/MWh", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Price of the green attribute, paid on the energy used."
    )
    surplus_price: Annotated[YearPath, Unit("CNY/MWh")] | None = Field(
        default=None,
        description="What the unused part earns when all generation must be paid for; absent means that only used "
        "energy is settled.",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Sign at most once, pay for what is delivered, claim its green attribute."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    starts = [year for year in site.years if year in given.start]
    block.signed = pyo.Var(starts, bounds=(0.0, given.max))
    if given.min > 0.0 or len(starts) > 1:
        _choose_start(block, given, starts)
    grid = site.thing("grid", given.grid).parameters
    bands = sorted(set(site.bands(given.grid)))
    hours = float(site.hourly(given.profile).sum())
    for year in site.years:
        contracted = sum(block.signed[start] for start in starts if year in site.blocks.served(start, given.tenor))
        yearly.link(year, f"{thing.name}.contract", contracted)
        yearly.note("signed", thing.name, year, block.signed[year] if year in starts else 0.0)
        yearly.note("contracted", thing.name, year, contracted)
        traded = {band: yearly.amount(year, f"{thing.name}.traded.{band}") for band in bands}
        total = sum(traded.values())
        replaced = sum(grid.energy_price(grid.traded_replaces, band, year) * traded[band] for band in bands)
        yearly.cost("traded_replaced", thing.name, year, -replaced)
        yearly.cost("ppa_environmental", thing.name, year, given.environmental_value.at(year) * total)
        generated = total if given.surplus_price is None else hours * contracted
        yearly.cost("ppa_energy", thing.name, year, given.energy_price.at(year) * generated)
        if given.surplus_price is not None:
            yearly.cost("ppa_surplus", thing.name, year, -given.surplus_price.at(year) * (generated - total))
        yearly.enter("traded", thing.name, "MWh", year, total)
        yearly.claims[given.grid, year] += total
        for account in ("scope2_market", "scope2_market_certificates"):
            yearly.enter(account, given.grid, "t", year, -grid.residual_factor.at(year) * total)


def _choose_start(block: Any, given: Parameters, starts: list[int]) -> None:
    block.chosen = pyo.Var(starts, domain=pyo.Binary)
    block.once_logic = pyo.Constraint(expr=sum(block.chosen.values()) <= 1.0, doc="A contract begins at most once.")

    @block.Constraint(starts, doc="Only a signed contract has a size, within its band.")
    def size_limit(block: Any, start: int) -> Any:
        return block.signed[start] <= given.max * block.chosen[start]

    @block.Constraint(starts if given.min > 0.0 else [], doc="A signed contract has its smallest size.")
    def size_minimum_limit(block: Any, start: int) -> Any:
        return block.signed[start] >= given.min * block.chosen[start]


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Use at most what the plant delivers in the hour."""
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    available = steps.duration(site.hourly(given.profile))
    contracted = hourly.link(f"{thing.name}.contract")
    traded = hourly.flow(thing, "traded")
    for step in np.flatnonzero(available < NEGLIGIBLE):
        traded[int(step)].setub(0.0)

    @block.Constraint(
        np.flatnonzero(available >= NEGLIGIBLE).tolist(), doc="Delivery stays within the contracted output."
    )
    def delivery_limit(_block: Any, step: int) -> Any:
        return traded[step] <= float(available[step]) * contracted

    hourly.add(f"traded through {given.grid}", traded)
    band_of_step = steps.take(site.bands(given.grid))
    for band in sorted(set(site.bands(given.grid))):
        hourly.total(f"{thing.name}.traded.{band}", traded, (band_of_step == band).astype(float))
