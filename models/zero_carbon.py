"""A zero-carbon factory by a year: near zero inside the premises, offsets for the rest only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from ..fields import Declaration, Unit
from .parts.gross import gross, gross_of_base_year
from .parts.quantities import electricity, physical_electricity

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Yearly

ORDER = 5

PROCESS = "scope1_process"


class Parameters(Declaration):
    """Near zero is our own definition: no authority has published one."""

    section: ClassVar[str] = "targets"
    kind: ClassVar[str] = "zero_carbon"

    by: int = Field(description="Year from which on it must hold.")
    residual: Annotated[float, Unit("%", ge=0, le=100)] = Field(
        default=0.05, description="Most gross CO2 left, relative to the base year."
    )
    residual_process: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None,
        description="Most process CO2 left, relative to the base year's; then `residual` is for everything else.",
    )
    basis: Literal["location", "market", "market_certificates"] = Field(
        default="market", description="Which CO2 of electricity counts; certificates do not lower it unless named here."
    )
    offsets: Literal["none", "residual_only"] = Field(
        default="residual_only",
        description="none: what is left stays; residual_only: offsets must settle what is left, and no more.",
    )
    offsets_max: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None, description="Most offsets, relative to the base year's CO2; by default what may be left."
    )
    physical_share: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None,
        description="Least share of the electricity used that is generated on the site or arrives over a direct line.",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Keep what is left within its limits, and settle it with offsets where the case wants that."""
    given = thing.parameters
    base = gross_of_base_year(yearly, given.basis)
    process = yearly.base.get(PROCESS, 0.0) if given.residual_process is not None else 0.0
    left = given.residual * (base - process) + (given.residual_process or 0.0) * process
    scale = max(base, 1.0)
    for year in yearly.site.years:
        if year < given.by:
            continue
        co2 = gross(yearly, given.basis, year)
        if given.residual_process is None:
            yearly.limit(thing, "residual", year, co2, left, "t", scale)
        else:
            released = yearly.sum(PROCESS, year)
            yearly.limit(thing, "residual", year, co2 - released, given.residual * (base - process), "t", scale)
            yearly.limit(thing, "residual_process", year, released, given.residual_process * process, "t", scale)
        if given.offsets == "residual_only":
            used = yearly.sum("offset_net", year)
            most = left if given.offsets_max is None else given.offsets_max * base
            yearly.limit(thing, "offsets", year, co2 - used, 0.0, "t", scale)
            yearly.limit(thing, "offsets_max", year, used, most, "t", scale)
        if given.physical_share is not None:
            lacking = given.physical_share * electricity(yearly, year) - physical_electricity(yearly, year)
            demand = sum(sum(yearly.site.demand(carrier, year)) for carrier in yearly.site.grid_carriers)
            yearly.limit(thing, "physical_share", year, lacking, 0.0, "MWh", max(demand, 1.0))
