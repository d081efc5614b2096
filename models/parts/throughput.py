"""Equipment that is sized by the tonnes it handles in an hour: process routes and capture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ...fields import Unit, YearPath
from .investing import Investable, Size, invest, upkeep

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Yearly

HOURS = 8760.0
PER_YEARLY_TONNE = "CNY/(t/a)"


class Throughput(Investable):
    """Investment, upkeep and size of equipment with a capacity in tonnes per hour."""

    capex: Annotated[YearPath, Unit(PER_YEARLY_TONNE, "CNY/(t/h)", ge=0)] = Field(
        description="Investment per unit of capacity; 1 t/h is 8760 t/a."
    )
    opex_fixed: Annotated[YearPath, Unit("%/a", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Yearly upkeep as a share of the investment."
    )
    opex_variable: Annotated[YearPath, Unit("CNY/t", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Cost per tonne, such as raw materials or solvent."
    )
    max: Annotated[float, Unit("t/h", ge=0)] | None = Field(
        default=None, description="Most capacity that may stand at once."
    )
    min_build: Annotated[float, Unit("t/h", ge=0)] = Field(
        default=0.0, description="Smallest project; above zero the build decision is yes/no."
    )
    retire_cost: Annotated[YearPath, Unit("CNY/(t/h)", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Cost of removing existing capacity before or at its end of life."
    )


def per_hourly_tonne(price: YearPath) -> YearPath:
    """An investment price per capacity in t/h, from one in t/h or t/a. [million/(t/h)]"""
    return price.scaled(HOURS) if price.unit == PER_YEARLY_TONNE else price


def stand(yearly: Yearly, thing: Thing, flow: str) -> None:
    """Build years and capacity on line of such equipment, and what each tonne costs.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway.
    thing : Thing
        A technology whose parameters are a `Throughput`.
    flow : str
        Its hourly flow that is handed up as the tonnes of a year.
    """
    given, name = thing.parameters, thing.name
    capex = per_hourly_tonne(given.capex)
    size = Size(name, capex, upkeep(given.opex_fixed, capex), given.max, given.min_build)
    capacity = invest(yearly, thing, [size])[name]
    for year in yearly.site.years:
        yearly.link(year, f"{name}.capacity", capacity[year])
        yearly.note("effective", name, year, capacity[year])
        price = given.opex_variable.at(year)
        if price > 0.0:
            yearly.cost("opex_variable", name, year, price * yearly.amount(year, f"{name}.{flow}"))
