"""Capture takes CO2 from what releases it, with power and heat, and pays to have it carried away and stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from ..fields import Unit, YearPath
from .parts.capturing import account_of, sources_of
from .parts.throughput import Throughput, stand

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 2


class Parameters(Throughput):
    """A capture plant; its capacity is tonnes of CO2 captured per hour."""

    section: ClassVar[str] = "technologies"
    kind: ClassVar[str] = "capture"

    streams: list[str] = Field(
        min_length=1, description="What releases the CO2: process streams, routes, and fuels burnt on site."
    )
    rate: Annotated[float, Unit("%", gt=0, le=100)] = Field(description="Share of the treated CO2 that is captured.")
    carrier: str = Field(default="electricity", description="Carrier of the electricity that it uses.")
    electricity: Annotated[float, Unit("MWh/t", ge=0)] = Field(
        default=0.0, description="Electricity per tonne captured, compression included."
    )
    heat: dict[str, Annotated[float, Unit("MWh/t", gt=0)]] = Field(
        default={}, description="Heat per tonne captured, by the carrier that gives it."
    )
    transport_storage: Annotated[YearPath, Unit("CNY/t", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Price of transport and storage per tonne captured."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Build years, capacity on line, the CO2 kept from the air and what becomes of it."""
    stand(yearly, thing, "captured")
    given = thing.parameters
    for year in yearly.site.years:
        captured = yearly.amount(year, f"{thing.name}.captured")
        yearly.enter("captured", thing.name, "t", year, captured)
        yearly.enter("scope1_process", thing.name, "t", year, -captured)
        price = given.transport_storage.at(year)
        if price > 0.0:
            yearly.cost("transport_storage", thing.name, year, price * captured)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Treat CO2 of the sources, capture its share, take the power and heat."""
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    capacity = hourly.link(f"{thing.name}.capacity")
    captured = hourly.flow(thing, "captured")
    treated = {
        source: hourly.flow(thing, f"{source}.treated", name=f"{source}>{thing.name}.treated")
        for source in sources_of(site, thing)
    }

    @block.Constraint(range(steps.count), doc="No more is captured than the capacity allows.")
    def captured_limit(_block: Any, step: int) -> Any:
        return captured[step] <= capacity

    @block.Constraint(range(steps.count), doc="Of the CO2 treated, the stated share is captured.")
    def captured_balance(_block: Any, step: int) -> Any:
        return captured[step] == given.rate * sum(flow[step] for flow in treated.values())

    for source, flow in treated.items():
        hourly.add(account_of(source), flow, -1.0)
    if given.electricity > 0.0:
        hourly.add(given.carrier, captured, -given.electricity)
    for carrier, ratio in given.heat.items():
        hourly.add(carrier, captured, -ratio)
    hourly.total(f"{thing.name}.captured", captured)
