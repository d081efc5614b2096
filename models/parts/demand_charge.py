"""The two-part tariff: maximum demand or transformer capacity, least billed demand, discount for steady use.

Billing is chosen quarter by quarter. Peak and capacity are parted by the hull of the two alternatives, so that the
operation stays convex in what it is given; which months earn the discount and which quarters are billed by capacity
follows from a year's operation, and is settled anew on it.

Large problems are first solved with the choices that the loads leave little doubt about held as expected: left open,
each would offer a part of a cheaper bill where none is due, and weaken the bound. The full year is billed as it turns
out; a choice that turns out otherwise than expected is opened, and the plan chosen anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import pyomo.environ as pyo
from pydantic import Field

from ...fields import Declaration, Unit
from ..accounts import Fact
from .connection import largest_connection
from .tariff import MONTHS

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Yearly

QUARTERS = range(1, 5)

# Purchases that miss the discount by less than this share reach it: the solver keeps to a threshold no closer.
CLOSE = 1e-6

# A choice is in doubt while the loads lie within these multiples of what would tip it.
LEAST, MOST = 0.85, 1.5


class DemandDiscount(Declaration):
    """A lower demand price in months of steady use."""

    use: Annotated[float, Unit("kWh/(kVA*month)", gt=0)] = Field(
        description="Least purchase of a month per transformer capacity."
    )
    pays: Annotated[float, Unit("%", ge=0, le=100)] = Field(description="Share of the demand price that is then paid.")


def declare_demand_charge(block: Any) -> None:
    """Declare what the demand charge of any year may need on a grid's block."""
    block.by_capacity = pyo.Var(pyo.Any, domain=pyo.Binary, dense=False)
    block.discounted = pyo.Var(pyo.Any, domain=pyo.Binary, dense=False)
    block.parted_balance = pyo.Constraint(pyo.Any, doc="The metered demand is billed, or the capacity is.")
    block.unbilled_limit = pyo.Constraint(pyo.Any, doc="All demand is billed in a quarter billed by demand.")
    block.measured_limit = pyo.Constraint(pyo.Any, doc="The billed demand is at least the metered one.")
    block.demand_minimum_limit = pyo.Constraint(pyo.Any, doc="The billed demand is at least the smallest one.")
    block.steady_limit = pyo.Constraint(pyo.Any, doc="The discount is given on billed demand.")
    block.earned_limit = pyo.Constraint(pyo.Any, doc="The discount is given only where it is earned.")


def bill_demand(yearly: Yearly, thing: Thing, year: int, bought: Mapping[int, Any]) -> None:
    """Enter the demand and capacity components of a year.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway.
    thing : Thing
        A grid, on whose block the demand charge is declared.
    year : int
        Milestone year.
    bought : Mapping[int, expression]
        Purchase of every month. [MWh]
    """
    given = thing.parameters
    demand, capacity = (_charged(given, basis, year) for basis in ("demand", "capacity"))
    by_capacity = _by_capacity(yearly, thing, year)
    for month in MONTHS if demand else ():
        metered = given.peak_factor * yearly.amount(year, f"{thing.name}.peak.{month}")
        billed, reduced = _billed(yearly, thing, year, month, metered, by_capacity[month], bought[month])
        yearly.detail("billed", (thing.name, month), year, billed)
        for name in demand if given.billing != "capacity" else []:
            price = given.components[name].price_in(month, year) / len(MONTHS)
            yearly.cost("grid_demand", f"{thing.name}.{name}", year, price * (billed - reduced))
    for name in capacity if given.billing != "demand" else []:
        for month in MONTHS:
            price = given.components[name].price_in(month, year) / len(MONTHS)
            amount = price * given.transformer * by_capacity[month]
            yearly.cost("grid_capacity", f"{thing.name}.{name}", year, amount)
    if given.billing == "choose" or (given.billing == "demand" and given.demand_discount is not None):
        _expect(yearly, thing, year)
        _settle_later(yearly, thing, year)


def _by_capacity(yearly: Yearly, thing: Thing, year: int) -> dict[int, Any]:
    """Whether capacity is billed, for every month. [0..1]"""
    given, block = thing.parameters, yearly.own(thing)
    if given.billing != "choose":
        return dict.fromkeys(MONTHS, 1.0 if given.billing == "capacity" else 0.0)
    for quarter in QUARTERS:
        yearly.detail("billing", (thing.name, quarter), year, block.by_capacity[year, quarter])
    return {month: block.by_capacity[year, (month + 2) // 3] for month in MONTHS}


def _billed(
    yearly: Yearly, thing: Thing, year: int, month: int, metered: Any, by_capacity: Any, bought: Any
) -> tuple[Any, Any]:
    """Demand that is billed in a month, and how much of it the discount takes off. [MW]"""
    given, block = thing.parameters, yearly.own(thing)
    if given.billing == "capacity":
        return 0.0, 0.0
    if given.billing == "demand" and given.demand_minimum is None and given.demand_discount is None:
        return metered, 0.0
    billed, most = metered, 0.0
    if given.limit is not None:
        most = given.peak_factor * largest_connection(given)
    if given.billing == "choose":
        by_demand = yearly.trade(year, f"{thing.name}.by_demand.{month}")
        unbilled = yearly.trade(year, f"{thing.name}.unbilled.{month}")
        block.parted_balance[year, month] = by_demand + unbilled == metered
        block.unbilled_limit[year, month] = unbilled <= most * by_capacity
        billed = by_demand
    if given.demand_minimum is not None:
        least, measured = given.demand_minimum * given.transformer, billed
        most = max(most, least)
        billed = yearly.trade(year, f"{thing.name}.billed.{month}")
        block.measured_limit[year, month] = billed >= measured
        block.demand_minimum_limit[year, month] = billed >= least * (1.0 - by_capacity)
    return billed, _discount(yearly, thing, year, month, billed, most, bought)


def _discount(yearly: Yearly, thing: Thing, year: int, month: int, billed: Any, most: float, bought: Any) -> Any:
    """What the discount takes off the billed demand of a month. [MW]"""
    given, block = thing.parameters, yearly.own(thing)
    terms = given.demand_discount
    if terms is None:
        return 0.0
    earned = block.discounted[year, month]
    steady = yearly.trade(year, f"{thing.name}.steady.{month}")
    block.steady_limit[year, month] = steady <= billed
    block.earned_limit[year, month] = steady <= most * earned
    least = _steady_from(given)
    yearly.limit(thing, f"demand_discount.{month}", year, least * earned - bought, 0.0, "MWh", least)
    yearly.detail("discounted", (thing.name, month), year, earned)
    return (1.0 - terms.pays) * steady


def _expect(yearly: Yearly, thing: Thing, year: int) -> None:
    """Say how the billing will most likely turn out, by the end uses before measures, where there is little doubt."""
    given, block, site = thing.parameters, yearly.own(thing), yearly.site
    hourly = site.load(given.carrier, year)
    loads = {month: hourly[site.calendar.month == month] for month in MONTHS}
    if given.billing == "choose":
        least = (given.demand_minimum or 0.0) * given.transformer
        billed = {month: max(given.peak_factor * float(load.max()), least) for month, load in loads.items()}
        for quarter in QUARTERS:
            months = _months(quarter)
            paid = sum(_price(given, "demand", month, year) * billed[month] for month in months)
            charge = sum(_price(given, "capacity", month, year) for month in months) * given.transformer
            if not LEAST * charge <= paid <= MOST * charge:
                yearly.expect(year, block.by_capacity[year, quarter], float(paid > charge))
    if given.demand_discount is not None:
        for month, load in loads.items():
            # A yes is never expected: where own plants supply most of the loads, that would be a duty to buy.
            if float(load.sum()) < LEAST * _steady_from(given):
                yearly.expect(year, block.discounted[year, month], 0.0)


def _months(quarter: int) -> tuple[int, ...]:
    return tuple(range(3 * quarter - 2, 3 * quarter + 1))


def _steady_from(given: Any) -> float:
    """Purchase of a month from which the discount is earned. [MWh]"""
    return float(given.demand_discount.use * given.transformer / len(MONTHS))


def _settle_later(yearly: Yearly, thing: Thing, year: int) -> None:
    """Tell how the billing of each quarter follows from the year's operation."""
    given, block = thing.parameters, yearly.own(thing)
    classes = yearly.site.classes(thing.name)

    def settle(months: tuple[int, ...], amounts: Mapping[str, float]) -> tuple[float, ...]:
        peaks = [amounts[f"{thing.name}.peak.{month}"] for month in months]
        bought = [sum(amounts[f"{thing.name}.import.{index}"] for index in classes.of_month(month)) for month in months]
        return settled(given, months, year, peaks, bought)

    for quarter in QUARTERS:
        months = _months(quarter)
        choice = (block.by_capacity[year, quarter],) if given.billing == "choose" else ()
        discounts = tuple(block.discounted[year, month] for month in months) if given.demand_discount else ()
        yearly.facts.append(Fact(year, choice + discounts, partial(settle, months)))


def settled(
    given: Any, months: tuple[int, ...], year: int, peaks: list[float], bought: list[float]
) -> tuple[float, ...]:
    """The cheaper billing of a quarter and the months that earn the discount, from what was metered.

    Parameters
    ----------
    given : Parameters of a grid
        Its tariff.
    months : tuple of int
        Months of the quarter.
    year : int
        Milestone year.
    peaks, bought : list of float
        Highest hourly purchase [MW] and purchase [MWh] of each month.

    Returns
    -------
    tuple of float
        1 if capacity is billed (only where it may be chosen), then 1 for each month with the discount (only where
        there is one).
    """
    terms = given.demand_discount
    paid, earned = 0.0, []
    for month, peak, energy in zip(months, peaks, bought, strict=True):
        billed = max(given.peak_factor * peak, (given.demand_minimum or 0.0) * (given.transformer or 0.0))
        steady = terms is not None and energy >= _steady_from(given) * (1.0 - CLOSE)
        earned.append(float(steady))
        paid += _price(given, "demand", month, year) * billed * (terms.pays if steady else 1.0)
    if given.billing != "choose":
        return tuple(earned)
    by_capacity = sum(_price(given, "capacity", month, year) for month in months) * given.transformer < paid
    if terms is None:
        return (float(by_capacity),)
    return (float(by_capacity), *((0.0 if by_capacity else flag) for flag in earned))


def _charged(given: Any, basis: str, year: int) -> list[str]:
    """Components of a basis that are in force in a year."""
    components = given.components.items()
    return [name for name, component in components if component.basis == basis and given.in_force(name, year)]


def _price(given: Any, basis: str, month: int, year: int) -> float:
    """Price of a basis in a month, all its components together. [million per canonical unit]"""
    return sum(given.components[name].price_in(month, year) for name in _charged(given, basis, year))
