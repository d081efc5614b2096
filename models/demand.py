"""Demand of one end use: a yearly amount with an hourly profile, reduced by measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.remaining import remaining
from .parts.shifting import Flexible, shift

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 3

HOURS = 8760.0


class Parameters(Declaration):
    """An end use of one carrier; measures act upon it."""

    section: ClassVar[str] = "demands"
    kind: ClassVar[str] = "demand"

    carrier: str = Field(description="What is used.")
    annual: Annotated[YearPath, Unit("MWh/a", "MWh", ge=0)] = Field(description="Yearly amount before measures.")
    profile: str = Field(default="flat", description="Series whose shape spreads the yearly amount over the hours.")
    follows: str | None = Field(
        default=None, description="Entry of `production` whose growth since the base year scales the yearly amount."
    )
    flexible: Flexible | None = Field(default=None, description="Part of it that may be done ahead within the day.")


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Yearly amount: path, growth of output, and what measures leave."""
    given, site = thing.parameters, yearly.site
    factors = remaining(yearly, thing)
    for year in site.years:
        annual = given.annual.at(year) * site.growth(given.follows, year) * factors[year]
        yearly.link(year, f"{thing.name}.mean", annual / HOURS)
        yearly.note("annual", thing.name, year, annual)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Take the mean power in the shape of the profile, of which a part may move within the day."""
    given = thing.parameters
    mean, course = hourly.link(f"{thing.name}.mean"), hourly.steps.energy(HOURS * site.shape(given.profile))
    hourly.add(given.carrier, mean, -course)
    if given.flexible is not None:
        shift(hourly, thing, mean, course)
    hourly.serve(given.carrier)
