"""Electricity from the public grid: a bill that is a sum of components, a monthly peak, a connection, an export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import pyomo.environ as pyo
from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .accounts import Source
from .parts.connection import Reinforcement, connect, largest_connection
from .parts.demand_charge import DemandDiscount, bill_demand, declare_demand_charge
from .parts.tariff import MONTHS, Component, Mode, Period, class_rates, priced, spot_course

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 3


class Export(Declaration):
    """Feeding surplus into the grid."""

    price: Annotated[YearPath, Unit("CNY/MWh")] = Field(description="What is paid for surplus.")
    limit: Annotated[float, Unit("MW", ge=0)] = Field(description="Most power fed in.")


class PowerFactor(Declaration):
    """Power factor at the meter; own generation lowers it, as reactive power stays while purchase falls."""

    today: Annotated[float, Unit("1", gt=0, le=1)] = Field(description="Power factor of the base year.")
    standard: Annotated[float, Unit("1", gt=0, le=1)] = Field(
        default=0.9, description="Power factor below which the bill rises."
    )


class Parameters(Declaration):
    """The public grid connection and its bill."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "grid"

    carrier: str = Field(default="electricity", description="What is bought.")
    periods: list[Period] = Field(
        default=[], description="Price bands by month, day type and hour; hours not covered are band `flat`."
    )
    components: dict[str, Component] = Field(min_length=1, description="Lines of the bill.")
    mode: dict[int, Mode] | Mode | None = Field(
        default=None,
        description="How energy is priced: one mode, or the year from which each holds (agency_tou, retail_fixed, "
        "retail_tou, spot_linked); components of other modes are not charged.",
    )
    traded_replaces: list[str] | None = Field(
        default=None,
        description="Energy components that traded green power replaces, all others stay due; by default those that "
        "have a `mode`, or else `energy`.",
    )
    billing: Literal["demand", "capacity", "choose"] = Field(
        default="demand",
        description="Whether the two-part tariff bills maximum demand or transformer capacity, or whichever is "
        "cheaper in each quarter.",
    )
    transformer: Annotated[float, Unit("MVA", ge=0)] | None = Field(
        default=None, description="Installed transformer capacity, charged under capacity billing."
    )
    demand_minimum: Annotated[float, Unit("kW/kVA", ge=0, le=1)] | None = Field(
        default=None, description="Least billed demand per transformer capacity."
    )
    demand_discount: DemandDiscount | None = Field(
        default=None, description="Lower demand price in months of steady use."
    )
    peak_factor: Annotated[float, Unit("1", ge=1)] = Field(
        default=1.0, description="Ratio of the metered 15-minute maximum to the highest hourly mean."
    )
    power_factor: PowerFactor | None = Field(
        default=None, description="For a warning where own generation lowers the power factor at the meter."
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

    def mode_at(self, year: int) -> str | None:
        """Price mode of a year; before the first one given, the first."""
        if not isinstance(self.mode, dict):
            return self.mode
        begun = [start for start in sorted(self.mode) if start <= year]
        return self.mode[begun[-1] if begun else min(self.mode)]

    def in_force(self, component: str, year: int) -> bool:
        """Whether a component is charged in a year."""
        mode = self.components[component].mode
        return mode is None or mode == self.mode_at(year)

    def replaced(self, year: int) -> list[str]:
        """Energy components that traded power replaces in a year."""
        names = self.traded_replaces
        if names is None:
            energy = {name: component for name, component in self.components.items() if component.basis == "energy"}
            names = [name for name, component in energy.items() if component.mode is not None] or ["energy"]
        return [name for name in names if name in self.components and self.in_force(name, year)]


def pathway(yearly: Yearly, thing: Thing) -> None:
    """The bill, the CO2 and the standard coal of what is bought, and the connection."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    classes = site.classes(thing.name)
    declare_demand_charge(block)
    block.claim_limit = pyo.Constraint(pyo.Any, doc="Green claims never exceed the power bought.")
    block.traded_class_limit = pyo.Constraint(pyo.Any, doc="Power traded in a price class is bought in it.")
    block.month_claim_limit = pyo.Constraint(pyo.Any, doc="Green claims of a month never exceed its power bought.")
    for year in site.years:
        bought = {index: yearly.amount(year, f"{thing.name}.import.{index}") for index in range(classes.count)}
        monthly = {month: sum(bought[index] for index in classes.of_month(month)) for month in MONTHS}
        total = sum(bought.values())
        _bill(yearly, thing, year, bought)
        bill_demand(yearly, thing, year, monthly)
        yearly.enter("import", thing.name, "MWh", year, total)
        yearly.give(given.carrier, year, Source("bought", thing.name, total, largest_connection(given)))
        yearly.enter("tce", thing.name, "tce", year, given.tce * total)
        yearly.enter("scope2_location", thing.name, "t", year, given.emission_factor.at(year) * total)
        for account in ("scope2_market", "scope2_market_certificates"):
            yearly.enter(account, thing.name, "t", year, given.residual_factor.at(year) * total)
        _limit(block.claim_limit, year, yearly.claims[thing.name, year], total)
        for index, amount in bought.items():
            _limit(block.traded_class_limit, (year, index), yearly.traded[thing.name, year, index], amount)
        for month, amount in monthly.items():
            _limit(block.month_claim_limit, (year, month), yearly.month_claims[thing.name, year, month], amount)
        if given.export is not None:
            sold = yearly.amount(year, f"{thing.name}.export")
            yearly.cost("export_revenue", thing.name, year, -given.export.price.at(year) * sold)
            yearly.enter("export", thing.name, "MWh", year, sold)
            yearly.exported[given.carrier, year] += sold
    if given.limit is not None:
        connect(yearly, thing)


def _limit(constraint: Any, index: Any, claimed: Any, bought: Any) -> None:
    """Keep what is claimed within what is bought, if anything is claimed."""
    if not isinstance(claimed, (int, float)):
        constraint[index] = claimed <= bought


def _bill(yearly: Yearly, thing: Thing, year: int, bought: dict[int, Any]) -> None:
    """Enter every component of the bill that is charged on energy, on own plants, or on nothing."""
    given, site = thing.parameters, yearly.site
    for name, component in given.components.items():
        if not given.in_force(name, year) or component.basis in ("demand", "capacity"):
            continue
        price = component.mean_price(year)
        if component.basis == "energy" and component.series is not None:
            cost = price * yearly.amount(year, f"{thing.name}.import@{name}")
        elif component.basis == "energy":
            cost = priced(class_rates(site, thing.name, year, [name]), bought)
        elif component.basis == "fixed":
            cost = price
        else:
            plants = _own_plants(yearly, given, name, year)
            per_capacity = component.basis == "own_capacity"
            cost = price * sum(plant.capacity if per_capacity else plant.energy for plant in plants)
        yearly.cost(f"grid_{component.basis}", f"{thing.name}.{name}", year, cost)


def _own_plants(yearly: Yearly, given: Parameters, component: str, year: int) -> list[Source]:
    """Own plants that a component is charged on."""
    chosen = given.components[component].of
    plants = yearly.given(given.carrier, year, "renewable", "converter")
    return [plant for plant in plants if not chosen or plant.name in chosen]


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Buy, sell, and keep the monthly maximum above every hour's purchase."""
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    bought = hourly.flow(thing, "import")
    hourly.add(given.carrier, bought, origin="bought")
    hourly.total_by_class(f"{thing.name}.import", bought, site.classes(thing.name))
    for name, component in given.components.items():
        if component.series is not None and any(given.in_force(name, year) for year in site.years):
            hourly.total_within(f"{thing.name}.import@{name}", bought, *steps.span(spot_course(site, component)))
    present = {month: found.tolist() for month, found in steps.steps_of_month(site.calendar.month).items()}
    peaks = {month: hourly.peak(f"{thing.name}.peak.{month}", bought, found) for month, found in present.items()}
    pairs = [(month, step) for month, found in present.items() for step in found]

    @block.Constraint(pairs, doc="The monthly maximum is at least the purchase of every hour of the month.")
    def peak_limit(_block: Any, month: int, step: int) -> Any:
        return bought[step] <= peaks[month]

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
        hourly.exclude(f"{thing.name}.import", f"{thing.name}.export")
        _resale(hourly, thing, sold)
    _match(hourly, thing, bought)


def _resale(hourly: Hourly, thing: Thing, sold: Any) -> None:
    """Feed in no more than own equipment gives: power that others deliver to the site is not the factory's to sell."""
    entries = [entry for entry in hourly.entries(thing.parameters.carrier) if (entry.coefficient > 0.0).any()]
    if not any(entry.origin == "delivered" for entry in entries):
        return
    own = [entry for entry in entries if entry.origin == "own" and entry.variable.is_indexed()]

    @hourly.own(thing).Constraint(range(hourly.steps.count), doc="What is fed in comes from own equipment.")
    def resale_limit(_block: Any, step: int) -> Any:
        return sold[step] <= sum(float(entry.coefficient[step]) * entry.variable[step] for entry in own)


def _match(hourly: Hourly, thing: Thing, bought: Any) -> None:
    """Power traded, or matched as green, in an hour is bought in that hour."""
    block, steps = hourly.own(thing), hourly.steps
    traded = hourly.entries(f"traded through {thing.name}")
    matched = hourly.entries(f"matched through {thing.name}")
    if traded:

        @block.Constraint(range(steps.count), doc="Traded power is part of the purchase, never more than it.")
        def traded_limit(_block: Any, step: int) -> Any:
            return sum(entry.variable[step] for entry in traded) <= bought[step]

    if matched:

        @block.Constraint(range(steps.count), doc="Green power matched in an hour is bought in that hour.")
        def matched_limit(_block: Any, step: int) -> Any:
            return sum(entry.variable[step] for entry in (*traded, *matched)) <= bought[step]
