"""What a factory uses or gives besides energy, and what it has to show: water, waste, materials, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .parts.remaining import remaining

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Yearly

ORDER = 3


class Parameters(Declaration):
    """A yearly quantity that indicators read; measures act upon it."""

    section: ClassVar[str] = "demands"
    kind: ClassVar[str] = "resource"

    quantity: str = Field(description="What it counts as in the formulas of a scheme, such as water_withdrawal.")
    annual: Annotated[YearPath, Unit("1", "m3/a", "t/a", "MWh/a", "MW", "m2", ge=0)] = Field(
        description="Amount of a year, or number, before measures."
    )
    follows: str | None = Field(
        default=None, description="Entry of `production` whose growth since the base year scales the amount."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Amount of a year: path, growth of output, what measures leave, and what they add."""
    given, site = thing.parameters, yearly.site
    factors = remaining(yearly, thing)
    for year in site.years:
        amount = given.annual.at(year) * site.growth(given.follows, year) * factors[year]
        for measure, added in sorted(yearly.effects[thing.name]):
            amount += added * yearly.active.get((measure, year), 0.0)
        yearly.enter(given.quantity, thing.name, given.annual.unit.removesuffix("/a") or "1", year, amount)
