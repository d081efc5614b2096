"""A price on CO2, by the scheme that sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from ..fields import Declaration, Unit, YearPath

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Expression, Yearly

ORDER = 4


class Allocation(Declaration):
    """Free allowances: benchmark times output, tightened each year."""

    product: str = Field(description="Entry of `production` that is counted.")
    benchmark: Annotated[float, Unit("t", "kg", ge=0)] = Field(
        description="Allowances per unit of output in the first year of the scheme."
    )
    tightening: Annotated[float, Unit("%/a", ge=0, lt=100)] = Field(
        default=0.0, description="Yearly reduction of the benchmark, compounded."
    )


class Parameters(Declaration):
    """Which CO2 is paid for, from when, at which price."""

    section: ClassVar[str] = "carbon"
    kind: ClassVar[str] = "carbon"

    scheme: Literal["national", "pilot", "shadow"] = Field(
        description="national: direct emissions only; pilot: the scopes named here; "
        "shadow: scope 1 and location-based scope 2."
    )
    price: Annotated[YearPath, Unit("CNY/t", ge=0)] = Field(description="Price path.")
    starts: int | None = Field(default=None, description="First year in which it is paid; by default from the start.")
    scopes: list[Literal["scope1", "scope2"]] = Field(default=["scope1", "scope2"], description="What a pilot covers.")
    electricity_factor: Annotated[YearPath, Unit("t/MWh", ge=0)] | None = Field(
        default=None, description="Factor a pilot applies to purchased power; by default the location-based factor."
    )
    allocation: Allocation | None = Field(
        default=None, description="Free allowances; what is not needed is sold at the price."
    )
    offset_share: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None, description="Most of the CO2 covered that may be settled with offsets in place of allowances."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Pay for the CO2 that the scheme covers, less the free allowances and the offsets handed in."""
    given, site = thing.parameters, yearly.site
    first = given.starts if given.starts is not None else site.case.horizon.first_decision
    for year in site.years:
        if year < first:
            continue
        allowances = _allowances(given, site.case.production, year, first)
        if given.allocation is not None:
            yearly.enter("allocation", thing.name, "t", year, allowances)
        covered = _covered(yearly, given, year)
        due = covered - allowances - _handed_in(yearly, thing, year, covered)
        yearly.cost("carbon", thing.name, year, given.price.at(year) * due)


def _covered(yearly: Yearly, given: Parameters, year: int) -> Expression:
    """CO2 that is paid for. [t/a]"""
    direct = yearly.sum("scope1_fuel", year) + yearly.sum("scope1_process", year)
    indirect = yearly.sum("scope2_location", year)
    if given.scheme == "national":
        return direct
    if given.scheme == "shadow":
        return direct + indirect
    if given.electricity_factor is not None:
        for grid in yearly.site.case.of("grid"):
            difference = given.electricity_factor.at(year) - grid.parameters.emission_factor.at(year)
            indirect += difference * yearly.item("import", grid.name, year)
    return (direct if "scope1" in given.scopes else 0.0) + (indirect if "scope2" in given.scopes else 0.0)


def _handed_in(yearly: Yearly, thing: Thing, year: int, covered: Expression) -> Expression:
    """Offsets that settle a part of what is covered. [t/a]"""
    share = thing.parameters.offset_share
    if share is None:
        return 0.0
    used = sum(yearly.trade(year, f"{offset.name}.compliance") for offset in yearly.site.case.of("offset"))
    yearly.enter("offset_compliance", thing.name, "t", year, used)
    scale = sum(yearly.base.get(account, 0.0) for account in ("scope1_fuel", "scope1_process", "scope2_location"))
    yearly.limit(thing, "offset_share", year, used - share * covered, 0.0, "t", max(scale, 1.0))
    return used


def _allowances(given: Parameters, production: Any, year: int, first: int) -> float:
    """Benchmark times output, tightened since the first year. [t/a]"""
    if given.allocation is None:
        return 0.0
    tightened = (1.0 - given.allocation.tightening) ** (year - first)
    return float(given.allocation.benchmark * production[given.allocation.product].at(year) * tightened)
