"""Green power bought year by year in the green power market and delivered through the public grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.matching import match
from .parts.trading import Offer, Settlement, trade, trade_hourly

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Array, Hourly, Yearly

ORDER = 2


class Parameters(Declaration):
    """Power with its green attribute, called for month by month; it replaces the grid's energy components."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "green_trade"

    grid: str = Field(default="grid", description="Grid connection it is delivered through.")
    profile: str = Field(default="flat", description="Series of the course in which it is generated.")
    max: Annotated[YearPath, Unit("MWh/a", ge=0)] = Field(description="Most that is generated for the factory.")
    energy_price: Annotated[YearPath, Unit("CNY/MWh")] = Field(description="Price of the energy called for.")
    environmental_value: Annotated[YearPath, Unit("CNY/MWh", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Price of the green attribute, paid on the energy used."
    )
    settlement: Settlement = Field(
        default="monthly",
        description="What must not exceed the purchase, and of which generation: the power of every hour, the energy "
        "of every price band of a month, or of every price band of the year.",
    )
    available_from: int | None = Field(default=None, description="First year in which it can be bought.")


def _course(site: Site, profile: str) -> Array:
    """Course of a profile around a mean of one. [1]"""
    shape = site.shape(profile)
    return shape * shape.size


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Buy what is used, claim its green attribute."""
    given, site = thing.parameters, yearly.site
    course = _course(site, given.profile)
    first = site.years[0] if given.available_from is None else given.available_from
    offer = Offer(course, {year: given.max.at(year) / course.size if year >= first else 0.0 for year in site.years})
    traded = trade(yearly, thing, offer)
    match(yearly, thing, offer, traded.by_class)
    for year in site.years:
        yearly.cost("ppa_energy", thing.name, year, given.energy_price.at(year) * traded.nominated[year])
        yearly.cost("ppa_environmental", thing.name, year, given.environmental_value.at(year) * traded.used(year))


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Use at most what is generated in the hour, where hours count."""
    trade_hourly(hourly, thing, site, _course(site, thing.parameters.profile), claimed=True)
