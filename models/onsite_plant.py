"""A plant of somebody else on the factory's roof or land, whose power the factory buys (energy-service contract)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from ..fields import Unit, YearPath
from .accounts import Source
from .parts.contracting import (
    Contract,
    deliver,
    enter_origin,
    full_load_hours,
    most_delivered,
    pay_available,
    pay_taken,
    sign,
)

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 2


class Parameters(Contract):
    """Power bought behind the meter; the owner pays for the plant, keeps its surplus, and may pay rent for the area."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "onsite_plant"

    profile: str = Field(description="Series of the plant's hourly availability, per unit of capacity.")
    pays_for: Literal["used", "available"] = Field(
        default="used", description="Whether the energy used is paid for, or all that is available."
    )
    attributes: Literal["buyer", "seller"] = Field(
        description="Who owns the green attributes: the factory (buyer) or the owner of the plant (seller)."
    )
    area: Annotated[float, Unit("m2/kW", ge=0)] = Field(default=0.0, description="Area needed per unit of capacity.")
    area_from: Literal["roof", "land"] | None = Field(default=None, description="Which area of the site it occupies.")
    rent: Annotated[YearPath, Unit("CNY/(m2*a)", ge=0)] = Field(
        default=YearPath.constant(0.0), description="What the owner pays for the area."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Sign at most once, pay for the power, earn the rent, count what is used."""
    given, site = thing.parameters, yearly.site
    carrier = site.thing("grid", given.grid).parameters.carrier
    contracted = sign(yearly, thing, given.profile)
    hours = full_load_hours(yearly, given.profile)
    delivered = {year: yearly.amount(year, f"{thing.name}.delivered") for year in site.years}
    for year in site.years:
        yearly.link(year, f"{thing.name}.contract", contracted[year])
        yearly.enter("third_party", thing.name, "MWh", year, delivered[year])
        source = Source(
            "third_party",
            thing.name,
            delivered[year],
            most_delivered(yearly, given),
            contracted[year],
            hours * contracted[year],
            attributes=given.attributes == "buyer",
        )
        yearly.give(carrier, year, source)
        if given.attributes == "buyer":
            yearly.enter("self_use", thing.name, "MWh", year, delivered[year])
        enter_origin(yearly, thing, year, delivered[year], "onsite_environmental")
        area = given.area * contracted[year]
        yearly.cost("onsite_rent", thing.name, year, -given.rent.at(year) * area)
        if given.area_from is not None:
            yearly.enter(f"{given.area_from}_area", thing.name, "m2", year, area)
    if given.pays_for == "available":
        pay_available(yearly, thing, "onsite_energy", hours)
    else:
        pay_taken(yearly, thing, "onsite_energy", delivered, hours)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Bring the power in; what is not used belongs to the owner."""
    given = thing.parameters
    delivered = deliver(hourly, thing, site.hourly(given.profile), "delivered")
    hourly.add(site.thing("grid", given.grid).parameters.carrier, delivered, origin="delivered")
    hourly.total(f"{thing.name}.delivered", delivered)
