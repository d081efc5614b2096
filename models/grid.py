"""Electricity from the public grid: a bill that is a sum of components, a monthly peak, a connection, an export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import pyomo.environ as pyo
from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.investing import pay

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 3


class Period(Declaration):
    """Hours of the year that belong to one price band. Later rows override earlier ones."""

    band: str = Field(description="Name of the band: peak, flat, valley, ...")
    months: list[Annotated[int, Field(ge=1, le=12)]] = Field(
        default=list(range(1, 13)), description="Months it applies to."
    )
    days: Literal["all", "workday", "weekend"] = Field(default="all", description="Day type it applies to.")
    hours: str = Field(
        default="0-24", description='Hours of the day, "8-11,17-22"; 8-11 covers the hours beginning at 8, 9 and 10.'
    )


class Component(Declaration):
    """One line of the bill."""

    basis: Literal["energy", "demand", "capacity", "fixed"] = Field(
        description="What it is charged on: MWh imported, monthly maximum demand, transformer capacity, or nothing."
    )
    price: Annotated[YearPath, Unit("CNY/MWh", "CNY/(kW*month)", "CNY/(kVA*month)", "CNY/month")] = Field(
        description="Price; an energy basis needs CNY/MWh, demand CNY/(kW*month), capacity CNY/(kVA*month), "
        "fixed CNY/month."
    )
    factors: dict[str, Annotated[float, Unit("1", ge=0)]] = Field(
        default={}, description="Multiplier of the price in each band (energy basis); bands not named have 1."
    )


class Export(Declaration):
    """Feeding surplus into the grid."""

    price: Annotated[YearPath, Unit("CNY/MWh")] = Field(description="What is paid for surplus.")
    limit: Annotated[float, Unit("MW", ge=0)] = Field(description="Most power fed in.")


class Reinforcement(Declaration):
    """A larger connection."""

    step: Annotated[float, Unit("MW", gt=0)] = Field(description="Size of one step.")
    capex: Annotated[YearPath, Unit("CNY/kW", ge=0)] = Field(description="Investment per unit of added connection.")
    life: Annotated[float, Unit("a", ge=1)] = Field(default=30.0, description="Service life.")
    lead_time: Annotated[float, Unit("a", ge=0)] = Field(
        default=1.0, description="Whole years between decision and service."
    )
    max_steps: int = Field(default=5, ge=1, description="Most steps in all.")


class Parameters(Declaration):
    """The public grid connection and its bill."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "grid"

    carrier: str = Field(default="electricity", description="What is bought.")
    periods: list[Period] = Field(
        default=[], description="Price bands by month, day type and hour; hours not covered are band `flat`."
    )
    components: dict[str, Component] = Field(min_length=1, description="Lines of the bill.")
    traded_replaces: list[str] = Field(
        default=["energy"], description="Energy components that traded green power replaces; all others stay due."
    )
    billing: Literal["demand", "capacity"] = Field(
        default="demand", description="Whether the two-part tariff bills maximum demand or transformer capacity."
    )
    transformer: Annotated[float, Unit("MVA", ge=0)] | None = Field(
        default=None, description="Installed transformer capacity, charged under capacity billing."
    )
    peak_factor: Annotated[float, Unit("1", ge=1)] = Field(
        default=1.0, description="Ratio of the metered 15-minute maximum to the highest hourly mean."
    )
    limit: Annotated[float, Unit("MW", gt=0)] | None = Field(
        default=None, description="Connection: most power drawn in any hour."
    )
    reinforcement: Reinforcement | None = Field(default=None, description="How the connection may be enlarged.")
    export: Export | None = Field(default=None, description="Terms of feeding in; absent means not allowed.")
    emission_factor: Annotated[YearPath, Unit("t/MWh", ge=0)] = Field(description="Location-based CO2 of grid power.")
    residual_factor: Annotated[YearPath, Unit("t/MWh", ge=0)] = Field(
        description="Market-based CO2 of power without documented origin."
    )
    tce: Annotated[float, Unit("tce/MWh", ge=0)] = Field(default=0.1229, description="Standard coal, equivalent value.")

    def energy_price(self, components: Iterable[str], band: str, year: int) -> float:
        """Sum of named energy components in a price band. [million/MWh]"""
        chosen = [self.components[name] for name in components]
        return sum(
            component.price.at(year) * component.factors.get(band, 1.0)
            for component in chosen
            if component.basis == "energy"
        )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """The bill, the CO2 and the standard coal of what is bought, and the connection."""
    given, site = thing.parameters, yearly.site
    bands = sorted(set(site.bands(thing.name)))
    yearly.own(thing).claim_limit = pyo.Constraint(pyo.Any, doc="Green claims never exceed the power bought.")
    for year in site.years:
        bought = {band: yearly.amount(year, f"{thing.name}.import.{band}") for band in bands}
        total = sum(bought.values())
        _bill(yearly, thing, year, bought)
        yearly.enter("import", thing.name, "MWh", year, total)
        yearly.enter("tce", thing.name, "tce", year, given.tce * total)
        yearly.enter("scope2_location", thing.name, "t", year, given.emission_factor.at(year) * total)
        for account in ("scope2_market", "scope2_market_certificates"):
            yearly.enter(account, thing.name, "t", year, given.residual_factor.at(year) * total)
        claimed = yearly.claims[thing.name, year]
        if not isinstance(claimed, (int, float)):
            yearly.own(thing).claim_limit[year] = claimed <= total
        if given.export is not None:
            sold = yearly.amount(year, f"{thing.name}.export")
            yearly.cost("export_revenue", thing.name, year, -given.export.price.at(year) * sold)
            yearly.enter("export", thing.name, "MWh", year, sold)
            yearly.exported[given.carrier, year] += sold
    if given.limit is not None:
        _connect(yearly, thing)


def _bill(yearly: Yearly, thing: Thing, year: int, bought: dict[str, Any]) -> None:
    """Enter every component of the bill on its own basis."""
    given = thing.parameters
    peaks = [yearly.amount(year, f"{thing.name}.peak.{month}") for month in range(1, 13)]
    for name, component in given.components.items():
        price = component.price.at(year)
        if component.basis == "energy":
            amount = sum(component.factors.get(band, 1.0) * bought[band] for band in bought)
        elif component.basis == "fixed":
            amount = 1.0
        elif component.basis != given.billing:
            continue
        elif component.basis == "demand":
            amount = given.peak_factor * sum(peaks) / len(peaks)
        else:
            amount = given.transformer
        yearly.cost(f"grid_{component.basis}", f"{thing.name}.{name}", year, price * amount)


def _connect(yearly: Yearly, thing: Thing) -> None:
    """The connection, enlarged in whole steps."""
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
            pay(yearly, asset, terms, start, terms.capex.at(start) * built[start])
            for year in site.blocks.served(start, terms.life):
                enlarged[year] += built[start]
    for year in site.years:
        yearly.link(year, asset, given.limit + enlarged[year])
        for quantity, value in (("built", built), ("capacity", enlarged), ("effective", enlarged)):
            yearly.note(quantity, asset, year, value[year])


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Buy, sell, and keep the monthly maximum above every hour's purchase."""
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    bought = hourly.flow(thing, "import")
    hourly.add(given.carrier, bought)
    band_of_step = steps.take(site.bands(thing.name))
    for band in sorted(set(site.bands(thing.name))):
        hourly.total(f"{thing.name}.import.{band}", bought, (band_of_step == band).astype(float))
    pairs = [(month, int(step)) for month, found in steps.steps_of_month(site.calendar.month).items() for step in found]

    @block.Constraint(pairs, doc="The monthly maximum is at least the purchase of every hour of the month.")
    def peak_limit(_block: Any, month: int, step: int) -> Any:
        return bought[step] <= hourly.peak(f"{thing.name}.peak.{month}")

    if given.limit is not None:
        connection = hourly.link(f"{thing.name}.connection")

        @block.Constraint(range(steps.count), doc="Purchase stays within the connection.")
        def connection_limit(_block: Any, step: int) -> Any:
            return bought[step] <= connection

    if given.export is not None:
        sold = hourly.flow(thing, "export")
        for step in sold:
            sold[step].setub(float(given.export.limit))
        hourly.add(given.carrier, sold, -1.0)
        hourly.total(f"{thing.name}.export", sold)
    traded = hourly.entries(f"traded through {thing.name}")
    if traded:

        @block.Constraint(range(steps.count), doc="Traded power is part of the purchase, never more than it.")
        def traded_limit(_block: Any, step: int) -> Any:
            return sum(variable[step] for variable, _ in traded) <= bought[step]
