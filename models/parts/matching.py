"""How much of the traded green power is generated in the month, or in the hour, in which power is bought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyomo.environ as pyo

from .tariff import MONTHS

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Expression, Yearly
    from .trading import ByClass, Offer


def match(yearly: Yearly, thing: Thing, offer: Offer, traded: Mapping[int, ByClass]) -> None:
    """Enter what of a trade matches purchase in time, as closely as the targets of the case ask.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway.
    thing : Thing
        Something with a `grid` and a `settlement`.
    offer : Offer
        What may be traded, with its green attribute.
    traded : mapping of year to mapping of class to expression
        Energy traded in each price class. [MWh/a]
    """
    block, site = yearly.own(thing), yearly.site
    block.month_generation_limit = pyo.Constraint(pyo.Any, doc="No more is matched in a month than is generated in it.")
    block.matched_trade_limit = pyo.Constraint(pyo.Any, doc="Only traded power is matched.")
    for level in ("monthly", "hourly"):
        if level not in site.matchings:
            continue
        for year in site.years:
            find = _by_month if level == "monthly" else _by_hour
            matched = find(yearly, thing, offer, traded[year], year)
            yearly.matched[thing.parameters.grid, year, level] += matched
            yearly.enter(f"matched_{level}", thing.name, "MWh", year, matched)


def _by_month(yearly: Yearly, thing: Thing, offer: Offer, traded: ByClass, year: int) -> Expression:
    """Energy matched in the months of a year; settled in them already, or a decision. [MWh/a]"""
    given, block, site = thing.parameters, yearly.own(thing), yearly.site
    classes = site.classes(given.grid)
    if given.settlement != "yearly":
        for index, amount in traded.items():
            yearly.month_claims[given.grid, year, classes.month[index]] += amount
        return sum(traded.values())
    if not offer.in_year(year):
        return 0.0
    generated = np.bincount(site.calendar.month, weights=offer.course, minlength=13)
    matched = {month: yearly.trade(year, f"{thing.name}.matched.{month}") for month in MONTHS}
    for month, amount in matched.items():
        block.month_generation_limit[year, month] = amount <= float(generated[month]) * offer.power[year]
        yearly.month_claims[given.grid, year, month] += amount
        yearly.detail("month_matched", (thing.name, month), year, amount)
    total = sum(matched.values())
    block.matched_trade_limit[year, "monthly"] = total <= sum(traded.values())
    return total


def _by_hour(yearly: Yearly, thing: Thing, offer: Offer, traded: ByClass, year: int) -> Expression:
    """Energy matched in the hours of a year. [MWh/a]"""
    if thing.parameters.settlement == "hourly":
        return sum(traded.values())
    if not offer.in_year(year):
        return 0.0
    matched = yearly.amount(year, f"{thing.name}.matched")
    yearly.own(thing).matched_trade_limit[year, "hourly"] = matched <= sum(traded.values())
    return matched
