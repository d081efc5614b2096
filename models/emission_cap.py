"""Upper limits on CO2: yearly, relative to the base year, per output, cumulative, or no rise after a peak year."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.gross import gross, gross_of_base_year

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Expression, Yearly

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
    net: bool = Field(default=False, description="Offsets are deducted.")
    offsets_max: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None,
        description="Most offsets used against targets in a year in which this one is stated, relative to the base "
        "year's CO2.",
    )
    matching: Literal["yearly", "monthly", "hourly"] = Field(
        default="yearly",
        description="How closely in time green power must meet the purchase to count (market-based CO2 only).",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Keep the CO2 of the chosen basis below every limit that is stated."""
    given, site = thing.parameters, yearly.site
    base = gross_of_base_year(yearly, given.basis)
    co2 = {year: _counted(yearly, given, year) for year in site.years}
    stated = set(site.years) if given.budget is not None else set()
    for year in site.years:
        for statement, most in _limits(given, site.case.production, base, year):
            yearly.limit(thing, statement, year, co2[year], most, "t", base or most)
            stated.add(year)
    if given.budget is not None:
        total = sum(len(site.blocks.block(year)) * co2[year] for year in site.years)
        yearly.limit(thing, "budget", site.years[-1], total, given.budget, "t", given.budget)
    if given.peak is not None:
        later = [year for year in site.years if year >= given.peak]
        stated.update(later)
        for before, year in pairwise(later):
            yearly.limit(thing, "peak", year, co2[year] - co2[before], 0.0, "t", max(base, 1.0))
    if given.net and given.offsets_max is not None:
        for year in sorted(stated):
            most = given.offsets_max * base
            yearly.limit(thing, "offsets_max", year, yearly.sum("offset_net", year), most, "t", base)


def _counted(yearly: Yearly, given: Parameters, year: int) -> Expression:
    """CO2 that the target counts. [t/a]

    Green power that is not matched closely enough in time counts like power without documented origin.
    """
    co2 = gross(yearly, given.basis, year)
    if given.net:
        co2 -= yearly.sum("offset_net", year)
    if given.matching == "yearly":
        return co2
    claims = {"market": [yearly.matched], "market_certificates": [yearly.matched, yearly.matched_certificates]}
    for claimed in claims.get(given.basis, []):
        for grid in yearly.site.case.of("grid"):
            unmatched = claimed[grid.name, year, "yearly"] - claimed[grid.name, year, given.matching]
            co2 += grid.parameters.residual_factor.at(year) * unmatched
    return co2


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
