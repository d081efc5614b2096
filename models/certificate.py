"""Green electricity certificates bought apart from the power: one per MWh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Yearly

ORDER = 2


class Parameters(Declaration):
    """Unbundled certificates; each covers one MWh of purchased power that no other claim covers."""

    section: ClassVar[str] = "supply"
    kind: ClassVar[str] = "certificate"

    grid: str = Field(default="grid", description="Grid connection whose power they cover.")
    price: Annotated[YearPath, Unit("CNY/MWh", ge=0)] = Field(description="Price.")
    max: Annotated[YearPath, Unit("MWh/a", ge=0)] | None = Field(
        default=None, description="Most that can be bought in a year."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Buy certificates year by year; each covers one MWh of purchased power."""
    given, site = thing.parameters, yearly.site
    grid = site.thing("grid", given.grid).parameters
    for year in site.years:
        bought = yearly.trade(year, thing.name)
        yearly.note("certificates", thing.name, year, bought)
        yearly.cost("certificates", thing.name, year, given.price.at(year) * bought)
        yearly.enter("certificate", thing.name, "MWh", year, bought)
        yearly.claims[given.grid, year] += bought
        yearly.enter("scope2_market_certificates", given.grid, "t", year, -grid.residual_factor.at(year) * bought)
        if given.max is not None:
            bought.setub(given.max.at(year))
