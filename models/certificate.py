"""Green electricity certificates bought apart from the power: one per MWh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import pyomo.environ as pyo
from pydantic import Field

from ..fields import Declaration, Unit, YearPath

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Blocks
    from .accounts import Expression, Yearly

ORDER = 2


class Parameters(Declaration):
    """Unbundled certificates; each covers one MWh of purchased power that no other claim covers."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "certificate"

    grid: str = Field(default="grid", description="Grid connection whose power they cover.")
    price: Annotated[YearPath, Unit("CNY/MWh", ge=0)] = Field(description="Price.")
    max: Annotated[YearPath, Unit("MWh/a", ge=0)] | None = Field(
        default=None, description="Most that can be bought in a year."
    )
    max_share: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None, description="Most of the power bought in a year that they may cover."
    )
    validity: Annotated[float, Unit("a", ge=1)] = Field(
        default=1.0,
        description="Years in which a certificate may be claimed, the year of purchase included; it is carried over "
        "between milestone years that stand for themselves alone.",
    )
    profile: str | None = Field(
        default=None,
        description="Series of the generation they are issued for; without it they never count where power must be "
        "matched by the month.",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Buy certificates year by year; each covers one MWh of purchased power once, while it is valid."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    grid = site.thing("grid", given.grid).parameters
    block.kept = pyo.Var(_carried(site.blocks, given.validity), domain=pyo.NonNegativeReals)
    block.vintage_limit = pyo.Constraint(pyo.Any, doc="No more is claimed of an earlier year than was kept of it.")
    block.issue_limit = pyo.Constraint(pyo.Any, doc="No more is claimed of a month than was issued in it.")
    for year in site.years:
        bought = yearly.trade(year, thing.name)
        claimed: Expression = bought
        for first, last in block.kept:
            if first == year:
                bought = bought + block.kept[first, last]
            if last == year:
                earlier = yearly.trade(year, f"{thing.name}.of.{first}")
                block.vintage_limit[first, year] = earlier <= block.kept[first, year]
                claimed = claimed + earlier
        yearly.note("certificates", thing.name, year, bought)
        yearly.cost("certificates", thing.name, year, given.price.at(year) * bought)
        yearly.enter("certificate", thing.name, "MWh", year, bought)
        yearly.enter("certificate_claimed", thing.name, "MWh", year, claimed)
        yearly.claims[given.grid, year] += claimed
        yearly.renewable[year] += grid.tce * claimed
        yearly.matched_certificates[given.grid, year, "yearly"] += claimed
        yearly.enter("scope2_market_certificates", given.grid, "t", year, -grid.residual_factor.at(year) * claimed)
        if given.max is not None:
            most = given.max.at(year)
            yearly.limit(thing, "max", year, bought, most, "MWh", most)
        if "monthly" in site.matchings and given.profile is not None:
            _match(yearly, thing, year, claimed)


def _carried(blocks: Blocks, validity: float) -> list[tuple[int, int]]:
    """Pairs of a year of purchase and a later year in which what was bought then is still valid."""
    alone = [year for year in blocks.years if len(blocks.block(year)) == 1]
    return [(first, last) for first in alone for last in alone if 0 < last - first < round(validity)]


def _match(yearly: Yearly, thing: Thing, year: int, claimed: Expression) -> None:
    """Claim by the month of issue."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    course = site.shape(given.profile)
    total: Expression = 0.0
    for month in range(1, 13):
        issued = float(course[site.calendar.month == month].sum())
        if issued > 0.0:
            matched = yearly.trade(year, f"{thing.name}.matched.{month}")
            block.issue_limit[year, month] = matched <= issued * claimed
            yearly.month_claims[given.grid, year, month] += matched
            yearly.detail("month_matched", (thing.name, month), year, matched)
            total += matched
    yearly.matched_certificates[given.grid, year, "monthly"] += total
    yearly.enter("matched_monthly", thing.name, "MWh", year, total)


def conditions(yearly: Yearly, thing: Thing) -> None:
    """Cover no more than a share of the power bought."""
    given = thing.parameters
    if given.max_share is None:
        return
    for year in yearly.site.years:
        covered = yearly.item("certificate_claimed", thing.name, year)
        bought = yearly.item("import", given.grid, year)
        demand = sum(yearly.site.demand(yearly.site.thing("grid", given.grid).parameters.carrier, year))
        yearly.limit(thing, "max_share", year, covered - given.max_share * bought, 0.0, "MWh", max(demand, 1.0))
