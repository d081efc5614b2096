"""Purchase of a fuel, heat or other carrier at a price, with its emissions and its standard coal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.capturing import lowest, release

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 3


class Parameters(Declaration):
    """A purchased carrier. Prices and factors may be per energy, volume or mass; the heating value converts them."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "fuel"

    carrier: str = Field(description="What is bought.")
    price: Annotated[YearPath, Unit("CNY/MWh", "CNY/m3", "CNY/t", ge=0)] = Field(
        description="Price delivered, net of deductible VAT."
    )
    lhv: Annotated[float, Unit("MWh/m3", "MWh/t", gt=0)] | None = Field(
        default=None, description="Lower heating value; needed when a price or factor is per volume or mass."
    )
    emission_factor: Annotated[YearPath, Unit("t/MWh", "t/m3", "t/t", ge=0)] = Field(
        description="CO2 released when used."
    )
    scope: Literal["scope1", "scope2"] = Field(
        default="scope1",
        description="Where its CO2 counts: burnt on site, or released by the supplier of heat or steam.",
    )
    tce: Annotated[float, Unit("tce/MWh", "tce/m3", "tce/t", ge=0)] = Field(description="Standard coal equivalent.")
    renewable: bool = Field(default=False, description="Counts as renewable energy.")
    limit: Annotated[YearPath, Unit("MWh/a", "m3/a", "t/a", ge=0)] | None = Field(
        default=None, description="Most that can be bought in a year."
    )


def per_energy(given: Any, value: float, unit: str) -> float:
    """A price or factor per energy, from one per volume or mass. [.../MWh]"""
    return value if unit.endswith("/MWh") else value / given.lhv


def pathway(yearly: Yearly, thing: Thing) -> None:
    """What the fuel costs, releases and counts in standard coal."""
    given, site = thing.parameters, yearly.site
    for year in site.years:
        bought = yearly.amount(year, f"{thing.name}.bought")
        yearly.cost("fuel", thing.name, year, per_energy(given, given.price.at(year), given.price.unit) * bought)
        yearly.enter("fuel", thing.name, "MWh", year, bought)
        coal = per_energy(given, given.tce, given.tce.unit) * bought
        yearly.enter("tce", thing.name, "tce", year, coal)
        if given.renewable:
            yearly.renewable[year] += coal
        co2 = per_energy(given, given.emission_factor.at(year), given.emission_factor.unit) * bought
        if given.scope == "scope1":
            yearly.enter("scope1_fuel", thing.name, "t", year, co2)
        else:
            for account in ("scope2_location", "scope2_market", "scope2_market_certificates"):
                yearly.enter(account, thing.name, "t", year, co2)
        if given.limit is not None:
            most = given.limit.at(year) * (1.0 if given.limit.unit.startswith("MWh") else given.lhv)
            yearly.limit(thing, "limit", year, bought, most, "MWh", most)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Bring the carrier in; what burns on site releases its CO2 there, where it may be captured."""
    given = thing.parameters
    bought = hourly.flow(thing, "bought")
    hourly.add(given.carrier, bought)
    hourly.total(f"{thing.name}.bought", bought)
    factor = per_energy(given, lowest(given.emission_factor, site), given.emission_factor.unit)
    release(hourly, thing, site, bought, factor if given.scope == "scope1" else 0.0)
