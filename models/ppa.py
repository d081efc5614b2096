"""Green power bought under a contract and delivered through the public grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from ..fields import Unit, YearPath
from .parts.contracting import Contract, full_load_hours, in_force, pay_available, pay_taken, power, sign
from .parts.matching import match
from .parts.trading import Offer, Settlement, trade, trade_hourly

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 2


class Parameters(Contract):
    """A share of a wind or solar plant's output, or a constant power. It replaces the grid's energy components."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "ppa"

    shape: Literal["pay_as_produced", "baseload"] = Field(
        default="pay_as_produced", description="A share of a plant's output, which needs `profile`, or constant power."
    )
    profile: str | None = Field(
        default=None, description="Series of the plant's hourly availability, per unit of capacity."
    )
    settlement: Settlement = Field(
        default="monthly",
        description="What must not exceed the purchase, and of which generation: the power of every hour, the energy "
        "of every price band of a month, or of every price band of the year.",
    )
    band: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None,
        description="Share by which the energy used in a year may fall short of the contracted amount or exceed it, "
        "month by month as called for; needs sizes in MWh/a. Without a band all generation is paid for.",
    )
    surplus_price: Annotated[YearPath, Unit("CNY/MWh")] | None = Field(
        default=None,
        description="What the part of the generation earns that is not used; absent means nothing.",
    )

    @property
    def course(self) -> str:
        """Series of the hourly availability; a constant power is always available."""
        return self.profile or "flat"


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Sign at most once, pay for what is delivered, claim its green attribute."""
    given, site = thing.parameters, yearly.site
    contracted = sign(yearly, thing, given.course)
    claimed = given.attributes == "buyer"
    profile = site.hourly(given.course)
    offer = Offer(profile, contracted, given.band or 0.0, claimed=claimed, all_paid=given.band is None)
    traded = trade(yearly, thing, offer)
    used = {year: traded.used(year) for year in site.years}
    hours = full_load_hours(yearly, given.course)
    if given.band is None:
        pay_available(yearly, thing, "ppa_energy", hours)
    else:
        pay_taken(yearly, thing, "ppa_energy", traded.nominated, (1.0 + offer.excess) * hours)
    if given.surplus_price is not None:
        for year in site.years:
            surplus = hours * contracted[year] - used[year]
            yearly.cost("ppa_surplus", thing.name, year, -given.surplus_price.at(year) * surplus)
    if offer.claimed:
        match(yearly, thing, offer, traded.by_class)
        for year in site.years:
            yearly.cost("ppa_environmental", thing.name, year, given.environmental_value.at(year) * used[year])
    if given.band is not None:
        for year in site.years:
            if in_force(yearly, thing, year):
                least = (1.0 - given.band) * hours * contracted[year]
                scale = hours * power(given.max, hours)
                yearly.limit(thing, "band", year, least - used[year], 0.0, "MWh", scale)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Use at most what the plant delivers in the hour, where hours count."""
    given = thing.parameters
    trade_hourly(hourly, thing, site, site.hourly(given.course), claimed=given.attributes == "buyer")
