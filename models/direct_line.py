"""A green plant connected to the factory by a line of its own: its power arrives beside the public grid's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import pyomo.environ as pyo
from pydantic import Field

from ..fields import Unit, YearPath
from .accounts import Capital, Source
from .parts.contracting import (
    Contract,
    deliver,
    enter_origin,
    full_load_hours,
    in_force,
    most_delivered,
    pay_available,
    pay_taken,
    power,
    sign,
)
from .parts.tariff import class_rates, priced

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Expression, Hourly, Yearly

ORDER = 2

# Average month, as transmission tariffs for direct lines count it.
HOURS_OF_YEAR = 12 * 730


class Parameters(Contract):
    """Power of a plant that feeds the factory directly; the grid is not used, though parts of its bill may stay due."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "direct_line"

    eligibility: Literal["new_load", "captive_replacement", "exporter", "stranded_re"] = Field(
        description="Why a direct line is allowed: a new load, replacing a captive plant, an exporter, or renewables "
        "that could not be connected."
    )
    profile: str = Field(description="Series of the plant's hourly availability, per unit of capacity.")
    pays_for: Literal["used", "available"] = Field(
        default="used", description="Whether the energy used (or sold on) is paid for, or all that is available."
    )
    line_capex: Annotated[YearPath, Unit("CNY", ge=0)] = Field(
        default=YearPath.constant(0.0), description="The factory's part in building the line, once, at signing."
    )
    transmission: Annotated[YearPath, Unit("CNY/MWh", ge=0)] = Field(
        default=YearPath.constant(0.0),
        description="Transmission tariff, charged on `load_factor` x 730 h a month x connected capacity.",
    )
    load_factor: Annotated[float, Unit("%", ge=0, le=100)] = Field(
        default=1.0, description="Average load factor of the voltage level, on which transmission is charged."
    )
    still_due: list[str] = Field(
        default=[], description="Energy components of the grid that are charged on the power of the line, too."
    )
    self_use: Annotated[float, Unit("%", ge=0, le=100)] = Field(
        default=0.6, description="Least share of the available energy that the factory must use."
    )
    export: Annotated[float, Unit("%", ge=0, le=100)] = Field(
        default=0.2, description="Most of the available energy that may be sold to the grid; needs `surplus_price`."
    )
    surplus_price: Annotated[YearPath, Unit("CNY/MWh")] | None = Field(
        default=None, description="What sold surplus earns; absent means that surplus is not generated."
    )
    load_share: Annotated[YearPath, Unit("%", ge=0, le=100, step=True)] | None = Field(
        default=None, description="Least share of the factory's electricity use that the line must cover."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Sign at most once, pay for the power, the line and what stays due, count what arrives."""
    given, block = thing.parameters, yearly.own(thing)
    costly = any(value > 0.0 for _, value in given.line_capex.points)
    contracted = sign(yearly, thing, given.profile, decided=costly or given.load_share is not None)
    if costly:
        for start, chosen in block.chosen.items():
            at_signing, end = range(start, start + 1), yearly.site.case.horizon.end
            amount = given.line_capex.at(start) * chosen
            yearly.invest(thing.name, Capital(thing.name, start, at_signing, end, 0.0, amount))
    hours = full_load_hours(yearly, given.profile)
    taken: dict[int, Expression] = {}
    block.export_limit = pyo.Constraint(pyo.Any, doc="Only so much of the available energy may be sold.")
    block.surplus_limit = pyo.Constraint(pyo.Any, doc="Only what is available and not delivered can be sold.")
    for year, mw in contracted.items():
        delivered = _deliver(yearly, thing, year, mw)
        taken[year] = delivered + _sell(yearly, thing, year, hours * mw, delivered)
        charged = given.transmission.at(year) * given.load_factor * HOURS_OF_YEAR
        yearly.cost("direct_line_charge", thing.name, year, charged * mw)
        if in_force(yearly, thing, year):
            scale = hours * power(given.max, hours)
            yearly.limit(thing, "self_use", year, given.self_use * hours * mw - delivered, 0.0, "MWh", scale)
    if given.pays_for == "available":
        pay_available(yearly, thing, "direct_line_energy", hours)
    else:
        pay_taken(yearly, thing, "direct_line_energy", taken, hours)


def _deliver(yearly: Yearly, thing: Thing, year: int, contracted: Expression) -> Expression:
    """Energy that arrives in a year, with what the bill still charges on it. [MWh/a]"""
    given, site = thing.parameters, yearly.site
    yearly.link(year, f"{thing.name}.contract", contracted)
    classes = site.classes(given.grid)
    if given.still_due:
        amounts = {index: yearly.amount(year, f"{thing.name}.delivered.{index}") for index in range(classes.count)}
        for name in given.still_due:
            rates = class_rates(site, given.grid, year, [name], site.hourly(given.profile))
            yearly.cost("direct_line_due", f"{thing.name}.{name}", year, priced(rates, amounts))
        delivered = sum(amounts.values())
    else:
        delivered = yearly.amount(year, f"{thing.name}.delivered")
    yearly.enter("direct", thing.name, "MWh", year, delivered)
    most = most_delivered(yearly, given)
    source = Source("direct", thing.name, delivered, most, contracted, attributes=given.attributes == "buyer")
    yearly.give(site.thing("grid", given.grid).parameters.carrier, year, source)
    enter_origin(yearly, thing, year, delivered, "direct_line_environmental")
    return delivered


def _sell(yearly: Yearly, thing: Thing, year: int, available: Expression, delivered: Expression) -> Expression:
    """Surplus sold to the grid in a year. [MWh/a]"""
    given, block = thing.parameters, yearly.own(thing)
    if given.surplus_price is None or not in_force(yearly, thing, year):
        return 0.0
    sold = yearly.trade(year, f"{thing.name}.sold")
    block.export_limit[year] = sold <= given.export * available
    block.surplus_limit[year] = sold <= available - delivered
    yearly.cost("direct_line_surplus", thing.name, year, -given.surplus_price.at(year) * sold)
    yearly.enter("direct_sold", thing.name, "MWh", year, sold)
    return sold


def conditions(yearly: Yearly, thing: Thing) -> None:
    """While a line is in force it covers its share of the factory's electricity use."""
    given, block = thing.parameters, yearly.own(thing)
    if given.load_share is None:
        return
    carrier = yearly.site.thing("grid", given.grid).parameters.carrier
    for year in yearly.site.years:
        starts = in_force(yearly, thing, year)
        if not starts or not given.load_share.defined(year):
            continue
        # The checks of a case see to it that everything that gives electricity has a largest size.
        most = yearly.site.calendar.hour.size * sum(source.most for source in yearly.given(carrier, year))
        spared = most * (1.0 - sum(block.chosen[start] for start in starts))
        short = given.load_share.at(year) * (yearly.use(carrier, year) - spared)
        yearly.limit(thing, "load_share", year, short - yearly.item("direct", thing.name, year), 0.0, "MWh", most)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Bring the power in."""
    given = thing.parameters
    delivered: Any = deliver(hourly, thing, site.hourly(given.profile), "delivered")
    hourly.add(site.thing("grid", given.grid).parameters.carrier, delivered, origin="delivered")
    if given.still_due:
        hourly.total_by_class(f"{thing.name}.delivered", delivered, site.classes(given.grid))
    else:
        hourly.total(f"{thing.name}.delivered", delivered)
