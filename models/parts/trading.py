"""Green power delivered through the public grid: settled against the purchase, paid in place of the grid's energy.

Settlement says how closely in time what a plant generates must meet what is bought: in every hour, in every price class
of every month, or in every band over the year. Only hourly settlement needs hours; the others are yearly decisions.

Where not all generation is paid for, what is nominated is, month by month (for hourly settlement one power for the
year), and it comes in the course of the plant: taking the dear hours of a course and leaving the cheap ones would be an
option nobody sells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyomo.environ as pyo

from ..accounts import NEGLIGIBLE
from .contracting import deliver
from .tariff import MONTHS, class_rates, priced

if TYPE_CHECKING:
    from ...case.value import Thing
    from ...site import Site
    from ..accounts import Array, Expression, Hourly, Yearly

Settlement = Literal["hourly", "monthly", "yearly"]
ByClass = dict[int, "Expression"]


@dataclass(frozen=True)
class Offer:
    """What may be traded.

    Attributes
    ----------
    course : ndarray (8760,)
        Availability per unit of power. [1]
    power : mapping of year to expression
        Power offered; a plain zero where nothing is. [MW]
    excess : float
        Share by which deliveries may exceed what the course gives. [1]
    claimed : bool
        Whether the green attribute comes with the power.
    all_paid : bool
        Whether all generation is paid for, so that nothing needs to be nominated.
    """

    course: Array
    power: Mapping[int, Expression]
    excess: float = 0.0
    claimed: bool = True
    all_paid: bool = False

    def in_year(self, year: int) -> bool:
        """Whether anything is offered in a year."""
        power = self.power[year]
        return not isinstance(power, (int, float)) or power > 0.0


@dataclass(frozen=True)
class Traded:
    """Energy traded by year and price class, and what was nominated for it by year. [MWh/a]"""

    by_class: Mapping[int, ByClass]
    nominated: Mapping[int, Expression]

    def used(self, year: int) -> Expression:
        """Energy traded in a year. [MWh/a]"""
        return sum(self.by_class[year].values())


def trade(yearly: Yearly, thing: Thing, offer: Offer) -> Traded:
    """Settle traded power: what it replaces on the bill, what it claims.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway.
    thing : Thing
        Something with a `grid` and a `settlement`.
    offer : Offer
        What may be traded.

    Returns
    -------
    Traded
        What is used and what is nominated.
    """
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    grid, classes = site.thing("grid", given.grid).parameters, site.classes(given.grid)
    block.settled_limit = pyo.Constraint(
        pyo.Any, doc="No more is settled in a price class, or in a band over the year, than is nominated for it."
    )
    block.nominated_limit = pyo.Constraint(pyo.Any, doc="No more is nominated than the seller can give.")
    block.offered = pyo.Var(pyo.Any, dense=False, domain=pyo.NonNegativeReals)
    traded, paid = {}, {}
    for year in site.years:
        power = _offered(yearly, thing, offer, year)
        nominated = _nominated(yearly, thing, offer, year, power)
        paid[year] = sum(nominated.values())
        traded[year] = _settled(yearly, thing, offer, year, nominated)
        for month, amount in nominated.items():
            yearly.detail("nominated", (thing.name, month), year, amount)
        if needs_hours(site, thing, claimed=offer.claimed):
            yearly.link(year, f"{thing.name}.contract", power)
        for index, amount in traded[year].items():
            yearly.traded[given.grid, year, index] += amount
            yearly.detail("traded", (thing.name, classes.month[index], classes.bands[index]), year, amount)
        rates = class_rates(site, given.grid, year, grid.replaced(year), offer.course)
        yearly.cost("traded_replaced", thing.name, year, -priced(rates, traded[year]))
        total = sum(traded[year].values())
        yearly.enter("traded", thing.name, "MWh", year, total)
        if offer.claimed:
            yearly.claims[given.grid, year] += total
            yearly.renewable[year] += grid.tce * total
            yearly.matched[given.grid, year, "yearly"] += total
            for account in ("scope2_market", "scope2_market_certificates"):
                yearly.enter(account, given.grid, "t", year, -grid.residual_factor.at(year) * total)
    return Traded(traded, paid)


def _offered(yearly: Yearly, thing: Thing, offer: Offer, year: int) -> Expression:
    """Power that delivers in a year: that of the contract, or what is called of it where hours are settled. [MW]"""
    if thing.parameters.settlement != "hourly" or offer.all_paid or not offer.in_year(year):
        return offer.power[year]
    block = yearly.own(thing)
    block.nominated_limit[year] = block.offered[year] <= (1.0 + offer.excess) * offer.power[year]
    return block.offered[year]


def _nominated(yearly: Yearly, thing: Thing, offer: Offer, year: int, power: Expression) -> ByClass:
    """Energy that is called and paid for, by month; it comes in the course of the plant. [MWh]"""
    given, block = thing.parameters, yearly.own(thing)
    if not offer.in_year(year):
        return {}
    classes = yearly.site.classes(given.grid)
    sums = classes.sums(offer.course)
    of_month = {month: float(sums[list(classes.of_month(month))].sum()) for month in MONTHS}
    if given.settlement == "hourly" or offer.all_paid:
        return {month: energy * power for month, energy in of_month.items()}
    nominated = {}
    for month, energy in of_month.items():
        if energy > NEGLIGIBLE:
            nominated[month] = yearly.trade(year, f"{thing.name}.nominated.{month}")
            block.nominated_limit[year, month] = nominated[month] <= (1.0 + offer.excess) * energy * power
    return nominated


def _settled(yearly: Yearly, thing: Thing, offer: Offer, year: int, nominated: ByClass) -> ByClass:
    """Energy traded in a year by price class, within what is nominated. [MWh/a]"""
    given, block = thing.parameters, yearly.own(thing)
    classes = yearly.site.classes(given.grid)
    if given.settlement == "hourly":
        return {index: yearly.amount(year, f"{thing.name}.traded.{index}") for index in range(classes.count)}
    if not offer.in_year(year):
        return {}
    sums = classes.sums(offer.course)
    of_month = {month: float(sums[list(classes.of_month(month))].sum()) for month in nominated}
    groups: dict[str, list[int]] = {}
    for index in range(classes.count):
        month = f"{classes.month[index]} " if given.settlement == "monthly" else ""
        groups.setdefault(month + classes.bands[index], []).append(index)
    traded = {}
    for label, members in groups.items():
        given_in = [index for index in members if sums[index] > NEGLIGIBLE]
        if not given_in:
            continue
        shares = {index: float(sums[index]) / of_month[classes.month[index]] for index in given_in}
        delivered = sum(share * nominated[classes.month[index]] for index, share in shares.items())
        amounts = {index: yearly.trade(year, f"{thing.name}.traded.{index}") for index in members}
        block.settled_limit[year, label] = sum(amounts.values()) <= delivered
        traded.update(amounts)
    return traded


def needs_hours(site: Site, thing: Thing, *, claimed: bool) -> bool:
    """Whether a trade has an hourly flow: settled by the hour, or asked to match by the hour."""
    return thing.parameters.settlement == "hourly" or (claimed and "hourly" in site.matchings)


def trade_hourly(hourly: Hourly, thing: Thing, site: Site, course: Array, *, claimed: bool) -> None:
    """Hourly flow of a trade, where one is needed: what is settled by the hour, or what is matched by the hour.

    Parameters
    ----------
    course : ndarray (8760,)
        Availability per unit of power. [1]
    claimed : bool
        Whether the green attribute comes with the power.
    """
    grid = thing.parameters.grid
    if thing.parameters.settlement == "hourly":
        traded = deliver(hourly, thing, course, "traded")
        hourly.add(f"traded through {grid}", traded)
        hourly.total_by_class(f"{thing.name}.traded", traded, site.classes(grid))
    elif needs_hours(site, thing, claimed=claimed):
        matched = deliver(hourly, thing, course, "matched")
        hourly.add(f"matched through {grid}", matched)
        hourly.total(f"{thing.name}.matched", matched)
