"""Contracts for power: signed at most once, of an agreed size, in force for their tenor, at a price that may rise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
import pyomo.environ as pyo
from pydantic import Field

from ...fields import Declaration, Unit, YearPath
from ..accounts import NEGLIGIBLE

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Array, Expression, Hourly, Yearly


class Contract(Declaration):
    """When a contract may begin, for how long, how large, at which prices, and who owns its green attributes."""

    grid: str = Field(default="grid", description="Grid connection of the factory it belongs to.")
    start: list[int] = Field(
        min_length=1, description="Milestone years in which the contract may begin; at most one is chosen."
    )
    sign_by: int | None = Field(
        default=None,
        description="Year by which the contract must have begun, for what is decided already; needs `min`.",
    )
    tenor: Annotated[float, Unit("a", ge=1)] = Field(description="Years of delivery.")
    min: Annotated[float, Unit("MW", "MWh/a", ge=0)] = Field(
        default=0.0, description="Smallest contract; above zero signing is yes/no."
    )
    max: Annotated[float, Unit("MW", "MWh/a", gt=0)] = Field(
        description="Largest contract: a power, or what it generates in a year."
    )
    energy_price: Annotated[YearPath, Unit("CNY/MWh")] = Field(
        description="Price of the energy in each year; with `indexation`, by the year in which the contract begins."
    )
    indexation: Annotated[float, Unit("%/a", gt=-100)] | None = Field(
        default=None, description="Yearly rise of the energy price from the year in which the contract begins."
    )
    environmental_value: Annotated[YearPath, Unit("CNY/MWh", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Price of the green attribute, paid on the energy used."
    )
    attributes: Literal["buyer", "seller"] = Field(
        default="buyer", description="Who owns the green attributes; only the buyer may claim them, and pays for them."
    )


def full_load_hours(yearly: Yearly, profile: str) -> float:
    """What a plant can generate in a year per unit of its capacity. [h/a]"""
    return float(yearly.site.hourly(profile).sum())


def power(size: float, hours: float) -> float:
    """Size of a contract as power, from a power or a yearly amount. [MW]"""
    return size / hours if getattr(size, "unit", "") == "MWh/a" else size


def most_delivered(yearly: Yearly, given: Any) -> float:
    """More than a contract can ever deliver in an hour. [MW]"""
    course = yearly.site.hourly(given.profile)
    return power(given.max, float(course.sum())) * float(course.max())


def in_force(yearly: Yearly, thing: Thing, year: int) -> list[int]:
    """Years in which a contract that is in force in a year may have begun."""
    given, blocks = thing.parameters, yearly.site.blocks
    return [start for start in blocks.years if start in given.start and year in blocks.served(start, given.tenor)]


def sign(yearly: Yearly, thing: Thing, profile: str, *, decided: bool = False) -> dict[int, Expression]:
    """Declare the decision when and how large a contract is signed.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway.
    thing : Thing
        A contract.
    profile : str
        Series of its hourly availability.
    decided : bool
        Whether signing is yes/no even without a smallest size: the block then has `chosen`.

    Returns
    -------
    dict of year to expression
        Power in force. [MW]
    """
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    starts = [year for year in site.years if year in given.start]
    hours = full_load_hours(yearly, profile)
    least, most = power(given.min, hours), power(given.max, hours)
    block.signed = pyo.Var(starts, bounds=(0.0, most))
    if decided or least > 0.0 or len(starts) > 1:
        _choose_start(block, least, most, starts)
    in_time = [start for start in starts if given.sign_by is not None and start <= given.sign_by]
    if in_time:
        block.sign_by_logic = pyo.Constraint(
            expr=sum(block.chosen[start] for start in in_time) >= 1.0, doc="What is decided already is signed in time."
        )
    contracted = {}
    for year in site.years:
        contracted[year] = sum(block.signed[start] for start in in_force(yearly, thing, year))
        yearly.note("signed", thing.name, year, block.signed[year] if year in starts else 0.0)
        yearly.note("contracted", thing.name, year, contracted[year])
    return contracted


def _choose_start(block: Any, least: float, most: float, starts: list[int]) -> None:
    block.chosen = pyo.Var(starts, domain=pyo.Binary)
    block.once_logic = pyo.Constraint(pyo.Any, doc="A contract begins at most once.")
    if len(starts) > 1:
        block.once_logic["start"] = sum(block.chosen.values()) <= 1.0

    @block.Constraint(starts, doc="Only a signed contract has a size, within its band.")
    def size_limit(block: Any, start: int) -> Any:
        return block.signed[start] <= most * block.chosen[start]

    @block.Constraint(starts if least > 0.0 else [], doc="A signed contract has its smallest size.")
    def size_minimum_limit(block: Any, start: int) -> Any:
        return block.signed[start] >= least * block.chosen[start]


def pay_available(yearly: Yearly, thing: Thing, line: str, hours: float) -> None:
    """Pay for all that the plant can give, used or not.

    Parameters
    ----------
    line : str
        Cost line.
    hours : float
        Full-load hours. [h/a]
    """
    block = yearly.own(thing)
    for year in yearly.site.years:
        starts = in_force(yearly, thing, year)
        paid = sum(_price(thing.parameters, start, year) * hours * block.signed[start] for start in starts)
        yearly.cost(line, thing.name, year, paid)


def pay_taken(yearly: Yearly, thing: Thing, line: str, taken: Mapping[int, Expression], most: float) -> None:
    """Pay for the energy taken, at the price of the year in which the contract began.

    Where the contract may have begun in several years and its price is indexed, the energy is told apart by them.

    Parameters
    ----------
    line : str
        Cost line.
    taken : mapping of year to expression
        Energy. [MWh/a]
    most : float
        Most energy that may be taken per power. [h/a]
    """
    block = yearly.own(thing)
    block.taken_balance = pyo.Constraint(pyo.Any, doc="The energy taken is that of the contracts in force.")
    block.taken_limit = pyo.Constraint(pyo.Any, doc="Energy is taken under a contract that has begun.")
    for year in yearly.site.years:
        starts = in_force(yearly, thing, year)
        prices = {start: _price(thing.parameters, start, year) for start in starts}
        if len(set(prices.values())) <= 1:
            yearly.cost(line, thing.name, year, taken[year] * next(iter(prices.values()), 0.0))
            continue
        paid = {start: yearly.trade(year, f"{thing.name}.paid.{start}") for start in starts}
        block.taken_balance[year] = sum(paid.values()) == taken[year]
        for start in starts:
            block.taken_limit[start, year] = paid[start] <= most * block.signed[start]
        yearly.cost(line, thing.name, year, sum(prices[start] * paid[start] for start in starts))


def _price(given: Any, start: int, year: int) -> float:
    """Price of energy in a year under a contract that began in another. [million/MWh]"""
    if given.indexation is None:
        return float(given.energy_price.at(year))
    return float(given.energy_price.at(start) * (1.0 + given.indexation) ** (year - start))


def enter_origin(yearly: Yearly, thing: Thing, year: int, delivered: Expression, line: str) -> None:
    """Count power that arrives beside the grid: its standard coal, and its green attribute or the lack of it.

    Parameters
    ----------
    delivered : expression
        Energy of the year. [MWh/a]
    line : str
        Cost line of the green attribute, which the factory pays for if it owns it.
    """
    given = thing.parameters
    grid = yearly.site.thing("grid", given.grid).parameters
    yearly.enter("tce", thing.name, "tce", year, grid.tce * delivered)
    if given.attributes == "buyer":
        yearly.cost(line, thing.name, year, given.environmental_value.at(year) * delivered)
        yearly.renewable[year] += grid.tce * delivered
        return
    yearly.enter("unclaimed", thing.name, "MWh", year, delivered)
    for account in ("scope2_market", "scope2_market_certificates"):
        yearly.enter(account, thing.name, "t", year, grid.residual_factor.at(year) * delivered)


def deliver(hourly: Hourly, thing: Thing, course: Array, attribute: str) -> Any:
    """An hourly flow of a contract, within what its plant can give at the power handed down as ``<name>.contract``.

    Parameters
    ----------
    course : ndarray (8760,)
        Availability per unit of power. [1]
    attribute : str
        Name of the flow.

    Returns
    -------
    Var (step)
        The flow. [MW]
    """
    block = hourly.own(thing)
    available = hourly.steps.duration(course)
    contracted = hourly.link(f"{thing.name}.contract")
    flow = hourly.flow(thing, attribute)
    for step in np.flatnonzero(available < NEGLIGIBLE):
        flow[int(step)].setub(0.0)

    @block.Constraint(
        np.flatnonzero(available >= NEGLIGIBLE).tolist(), doc="Delivery stays within the contracted output."
    )
    def delivery_limit(_block: Any, step: int) -> Any:
        return flow[step] <= float(available[step]) * contracted

    return flow
