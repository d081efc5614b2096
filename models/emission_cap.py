"""Upper limits on CO2: yearly, relative to the base year, per output, cumulative, or no rise after a peak year."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..fields import Declaration, Unit, YearPath

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Yearly

ORDER = 4


class Parameters(Declaration):
    """A target on scope 1 plus scope 2. Yearly values hold from the year given until the next one."""

    section: ClassVar[str] = "targets"
    kind: ClassVar[str] = "emission_cap"

    basis: Literal["location", "market", "market_certificates", "scope1"] = Field(
        default="location",
        description="Which CO2 counts: scope 1 plus scope 2 location-based, market-based without or with certificates, "
        "or scope 1 alone.",
    )
    limit: Annotated[YearPath, Unit("t/a", ge=0, step=True)] | None = Field(
        default=None, description="Most CO2 in a year."
    )
    reduction: Annotated[YearPath, Unit("%", le=100, step=True)] | None = Field(
        default=None, description="Reduction against the base year."
    )
    intensity: Annotated[YearPath, Unit("t", "kg", ge=0, step=True)] | None = Field(
        default=None, description="Most CO2 per unit of `product`."
    )
    product: str | None = Field(default=None, description="Entry of `production` that the intensity counts.")
    budget: Annotated[float, Unit("t", ge=0)] | None = Field(
        default=None, description="Most CO2 over all years of the horizon together."
    )
    peak: int | None = Field(
        default=None, description="Year after which CO2 must not rise from one milestone year to the next."
    )


BASES = {
    "location": ("scope1_fuel", "scope1_process", "scope2_location"),
    "market": ("scope1_fuel", "scope1_process", "scope2_market"),
    "market_certificates": ("scope1_fuel", "scope1_process", "scope2_market_certificates"),
    "scope1": ("scope1_fuel", "scope1_process"),
}


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Keep the CO2 of the chosen basis below every limit that is stated."""
    given, site = thing.parameters, yearly.site
    accounts = BASES[given.basis]
    co2 = {year: sum(yearly.sum(account, year) for account in accounts) for year in site.years}
    base = sum(yearly.base.get(account, 0.0) for account in accounts)
    for year in site.years:
        for statement, most in _limits(given, site.case.production, base, year):
            yearly.limit(thing, statement, year, co2[year], most, "t", base or most)
    if given.budget is not None:
        total = sum(len(site.blocks.block(year)) * co2[year] for year in site.years)
        yearly.limit(thing, "budget", site.years[-1], total, given.budget, "t", given.budget)
    if given.peak is not None:
        later = [year for year in site.years if year >= given.peak]
        for before, year in pairwise(later):
            yearly.limit(thing, "peak", year, co2[year] - co2[before], 0.0, "t", base)


def _limits(given: Parameters, production: Any, base: float, year: int) -> list[tuple[str, float]]:
    """Yearly limits in force, by the statement that sets them. [t/a]"""
    found = []
    if given.limit is not None and given.limit.defined(year):
        found.append(("limit", given.limit.at(year)))
    if given.reduction is not None and given.reduction.defined(year):
        found.append(("reduction", (1.0 - given.reduction.at(year)) * base))
    if given.intensity is not None and given.intensity.defined(year):
        found.append(("intensity", given.intensity.at(year) * production[given.product].at(year)))
    return found
