"""A way to make a product: furnaces, kilns, electrolysis cells, or simply buying it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from ..fields import Unit, YearPath
from .parts.capturing import lowest, release
from .parts.throughput import Throughput, stand

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

# After the captures, which take from the CO2 that it enters.
ORDER = 3


class Parameters(Throughput):
    """A process route; routes with the same product compete. Capacity and activity are tonnes of product per hour."""

    section: ClassVar[str] = "technologies"
    kind: ClassVar[str] = "route"

    carrier: str = Field(description="The product that it makes.")
    inputs: dict[str, Annotated[float, Unit("MWh/t", "t/t", gt=0)]] = Field(
        default={}, description="Energy and other products taken per tonne made; none for a product that is bought."
    )
    co2: Annotated[YearPath, Unit("t/t", ge=0)] = Field(
        default=YearPath.constant(0.0),
        description="Process CO2 per tonne made, without that of fuels, whose CO2 is counted where they are bought.",
    )
    availability: str = Field(
        default="flat", description="Series of the usable share of the capacity; flat means all of it."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Build years, capacity on line, and the process CO2 of what is made."""
    stand(yearly, thing, "activity")
    co2 = thing.parameters.co2
    if any(value > 0.0 for _, value in co2.points):
        for year in yearly.site.years:
            made = yearly.amount(year, f"{thing.name}.activity")
            yearly.enter("scope1_process", thing.name, "t", year, co2.at(year) * made)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Take the inputs, make the product, release the CO2."""
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    capacity = hourly.link(f"{thing.name}.capacity")
    available = steps.mean(site.hourly(given.availability))
    activity = hourly.flow(thing, "activity")

    @block.Constraint(range(steps.count), doc="No more is made than the usable capacity allows.")
    def route_limit(_block: Any, step: int) -> Any:
        return activity[step] <= float(available[step]) * capacity

    for carrier, ratio in given.inputs.items():
        hourly.add(carrier, activity, -ratio)
    hourly.add(given.carrier, activity)
    hourly.total(f"{thing.name}.activity", activity)
    release(hourly, thing, site, activity, lowest(given.co2, site))
