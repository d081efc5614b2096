"""Waste heat: a stream that cools down, and gives to each heat carrier only what it holds above that temperature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 3

HOURS = 8760.0


class Parameters(Declaration):
    """A stream of waste heat; what is not recovered is lost at no cost."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "waste_heat"

    annual: Annotated[YearPath, Unit("MWh/a", "MWh", ge=0)] = Field(
        description="Heat given up in a year on the way from `temperature` to `down_to`."
    )
    profile: str = Field(default="flat", description="Series whose shape spreads the yearly amount over the hours.")
    follows: str | None = Field(
        default=None, description="Entry of `production` whose growth since the base year scales the yearly amount."
    )
    temperature: Annotated[float, Unit("degC")] = Field(description="Temperature at which the stream arrives.")
    down_to: Annotated[float, Unit("degC")] = Field(
        description="Temperature down to which it may be cooled: dew point of a flue gas, surroundings."
    )
    approach: Annotated[float, Unit("K", ge=0)] = Field(
        default=5.0, description="Smallest temperature difference in the heat exchanger."
    )
    into: list[str] = Field(min_length=1, description="Heat carriers, each with a temperature, that may receive it.")


def usable(given: Parameters, level: float) -> float:
    """Share of the stream's heat that lies high enough for a carrier's temperature. [1]"""
    share = (given.temperature - level - given.approach) / (given.temperature - given.down_to)
    return min(max(share, 0.0), 1.0)


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Mean heat on offer in every year. [MW]"""
    given, site = thing.parameters, yearly.site
    for year in site.years:
        annual = given.annual.at(year) * site.growth(given.follows, year)
        yearly.link(year, f"{thing.name}.available", annual / HOURS)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Give heat to the carriers, the hottest first served by the hottest part of the stream."""
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    available = hourly.link(f"{thing.name}.available")
    course = steps.energy(HOURS * site.shape(given.profile))
    levels = {carrier: site.carriers[carrier].temperature for carrier in given.into}
    recovered = {}
    for carrier in levels:
        recovered[carrier] = hourly.flow(thing, f"{carrier}.recovered", name=f"{thing.name}>{carrier}.recovered")
        hourly.add(carrier, recovered[carrier])

    @block.Constraint(
        sorted(set(levels.values()), reverse=True),
        range(steps.count),
        doc="Carriers of a temperature and hotter ones receive no more than the stream holds above it.",
    )
    def recovered_limit(_block: Any, level: float, step: int) -> Any:
        taken = sum(recovered[carrier][step] for carrier in levels if levels[carrier] >= level)
        return taken <= usable(given, level) * float(course[step]) * available
