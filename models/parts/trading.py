"""Green power delivered through the public grid: settled against the purchase, paid in place of the grid's energy.

Settlement says how closely in time what a plant generates must meet what is bought: in every hour, in every price class
of every month, or in every band over the year. Only hourly settlement needs hours; the others are yearly decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyomo.environ as pyo

from ..accounts import NEGLIGIBLE
from .contracting import deliver
from .tariff import class_rates, priced

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
    """

    course: Array
    power: Mapping[int, Expression]
    excess: float = 0.0
    claimed: bool = True

    def in_year(self, year: int) -> bool:
        """Whether anything is offered in a year."""
        power = self.power[year]
        return not isinstance(power, (int, float)) or power > 0.0


def trade(yearly: Yearly, thing: Thing, offer: Offer) -> dict[int, ByClass]:
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
    dict of year to dict of class to expression
        Energy traded in each price class. [MWh/a]
    """
    given, site = thing.parameters, yearly.site
    grid, classes = site.thing("grid", given.grid).parameters, site.classes(given.grid)
    yearly.own(thing).settled_limit = pyo.Constraint(
        pyo.Any, doc="No more is settled in a price class, or in a band over the year, than is delivered in it."
    )
    traded = {}
    for year in site.years:
        traded[year] = _settled(yearly, thing, offer, year)
        if needs_hours(site, thing, claimed=offer.claimed):
            yearly.link(year, f"{thing.name}.contract", offer.power[year])
        for index, amount in traded[year].items():
            yearly.traded[given.grid, year, index] += amount
            yearly.detail("traded", (thing.name, classes.month[index], classes.bands[index]), year, amount)
        rates = class_rates(site, given.grid, year, grid.replaced(year), offer.course)
        yearly.cost("traded_replaced", thing.name, year, -priced(rates, traded[year]))
        total = sum(traded[year].values())
        yearly.enter("traded", thing.name, "MWh", year, total)
        if offer.claimed:
            yearly.claims[given.grid, year] += total
            yearly.matched[given.grid, year, "yearly"] += total
            for account in ("scope2_market", "scope2_market_certificates"):
                yearly.enter(account, given.grid, "t", year, -grid.residual_factor.at(year) * total)
    return traded


def _settled(yearly: Yearly, thing: Thing, offer: Offer, year: int) -> ByClass:
    """Energy traded in a year by price class, within what is delivered. [MWh/a]"""
    given, block = thing.parameters, yearly.own(thing)
    classes = yearly.site.classes(given.grid)
    if given.settlement == "hourly":
        return {index: yearly.amount(year, f"{thing.name}.traded.{index}") for index in range(classes.count)}
    if not offer.in_year(year):
        return {}
    delivered = (1.0 + offer.excess) * classes.sums(offer.course)
    groups: dict[str, list[int]] = {}
    for index in range(classes.count):
        month = f"{classes.month[index]} " if given.settlement == "monthly" else ""
        groups.setdefault(month + classes.bands[index], []).append(index)
    traded = {}
    for label, members in groups.items():
        most = float(delivered[members].sum())
        if most > NEGLIGIBLE:
            amounts = {index: yearly.trade(year, f"{thing.name}.traded.{index}") for index in members}
            block.settled_limit[year, label] = sum(amounts.values()) <= most * offer.power[year]
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
