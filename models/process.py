"""CO2 that a process releases without burning a fuel of the case: welding gas, solvents, refrigerants, calcination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.capturing import is_captured, release
from .parts.remaining import remaining

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 3

HOURS = 8760.0


class Parameters(Declaration):
    """A stream of process CO2; measures act upon it."""

    section: ClassVar[str] = "demands"
    kind: ClassVar[str] = "process"

    co2: Annotated[YearPath, Unit("t/a", ge=0)] = Field(description="Yearly CO2 before measures.")
    follows: str | None = Field(
        default=None, description="Entry of `production` whose growth since the base year scales the yearly amount."
    )
    profile: str = Field(
        default="flat",
        description="Series whose shape spreads the CO2 over the hours; it matters where it is captured.",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Yearly CO2: path, growth of output, and what measures leave."""
    given, site = thing.parameters, yearly.site
    factors = remaining(yearly, thing)
    for year in site.years:
        co2 = given.co2.at(year) * site.growth(given.follows, year) * factors[year]
        yearly.note("process_co2", thing.name, year, co2)
        yearly.enter("scope1_process", thing.name, "t", year, co2)
        if is_captured(site, thing.name):
            yearly.link(year, f"{thing.name}.co2", co2 / HOURS)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Offer the mean CO2 to captures, in the shape of the profile."""
    if is_captured(site, thing.name):
        course = hourly.steps.energy(HOURS * site.shape(thing.parameters.profile))
        release(hourly, thing, site, hourly.link(f"{thing.name}.co2"), course)
