"""Offsets: reductions made by others, bought by the tonne and used once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import pyomo.environ as pyo
from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.gross import gross, gross_of_base_year

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Expression, Yearly

ORDER = 2

# More than a factory can ever release, in multiples of its base year: the reach of a yes/no condition, not a limit. [1]
AMPLE = 10.0


class Parameters(Declaration):
    """Offsets (CCER and others). Used against a target that is net, or handed in under a carbon scheme, never both."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "offset"

    price: Annotated[YearPath, Unit("CNY/t", ge=0)] = Field(description="Price.")
    max: Annotated[YearPath, Unit("t/a", ge=0)] | None = Field(
        default=None, description="Most that can be bought in a year."
    )
    max_share: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None, description="Most bought in a year, relative to the gross CO2 of the base year (location-based)."
    )
    after_reduction: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None,
        description="Bought only in years whose gross CO2 (scope 1 and location-based scope 2) is at least this far "
        "below the base year; never by a factory whose base year had none.",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Buy offsets, and use each once: against a net target or under a carbon scheme."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    block.use_limit = pyo.Constraint(pyo.Any, doc="An offset is used once.")
    handed_in = any(scheme.parameters.offset_share is not None for scheme in site.case.of("carbon"))
    base = gross_of_base_year(yearly, "location")
    for year in site.years:
        bought = yearly.trade(year, thing.name)
        used: Expression = yearly.trade(year, f"{thing.name}.net")
        yearly.enter("offset", thing.name, "t", year, bought)
        yearly.enter("offset_net", thing.name, "t", year, used)
        if handed_in:
            used = used + yearly.trade(year, f"{thing.name}.compliance")
        block.use_limit[year] = used <= bought
        yearly.cost("offsets", thing.name, year, given.price.at(year) * bought)
        if given.max is not None:
            most = given.max.at(year)
            yearly.limit(thing, "max", year, bought, most, "t", most)
        if given.max_share is not None:
            most = given.max_share * base
            yearly.limit(thing, "max_share", year, bought, most, "t", most)


def conditions(yearly: Yearly, thing: Thing) -> None:
    """Buy offsets only once the factory's own CO2 has fallen far enough."""
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    block.entitled_limit = pyo.Constraint(pyo.Any, doc="Offsets are bought only in years that are entitled to them.")
    if given.after_reduction is None:
        return
    base = gross_of_base_year(yearly, "location")
    block.entitled = pyo.Var(site.years, domain=pyo.Binary)
    for year in site.years:
        block.entitled_limit[year] = yearly.trade(year, thing.name) <= AMPLE * base * block.entitled[year]
        if base > 0.0:
            above = gross(yearly, "location", year) - AMPLE * base * (1.0 - block.entitled[year])
            yearly.limit(thing, "after_reduction", year, above, (1.0 - given.after_reduction) * base, "t", base)
