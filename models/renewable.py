"""On-site generation that follows the weather: photovoltaics and wind."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from ..fields import Unit, YearPath
from .accounts import NEGLIGIBLE, Source
from .parts.investing import Investable, Size, invest, upkeep
from .parts.standing import retired, served_existing

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 2


class Parameters(Investable):
    """Generation up to an hourly availability per unit of capacity; what is not used is curtailed."""

    section: ClassVar[str] = "technologies"
    kind: ClassVar[str] = "renewable"

    carrier: str = Field(default="electricity", description="What is generated.")
    profile: str = Field(description="Series of the hourly availability, per unit of capacity.")
    capex: Annotated[YearPath, Unit("CNY/kW", ge=0)] = Field(description="Investment per unit of capacity.")
    opex_fixed: Annotated[YearPath, Unit("%/a", "CNY/(kW*a)", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Yearly upkeep, per capacity or as a share of the investment."
    )
    degradation: Annotated[float, Unit("%/a", ge=0, lt=100)] = Field(
        default=0.0, description="Share of the output lost with each year of service, compounded."
    )
    max: Annotated[float, Unit("MW", ge=0)] | None = Field(
        default=None, description="Most capacity that may stand at once."
    )
    min_build: Annotated[float, Unit("MW", ge=0)] = Field(
        default=0.0, description="Smallest project; above zero the build decision is yes/no."
    )
    area: Annotated[float, Unit("m2/kW", ge=0)] = Field(default=0.0, description="Area needed per unit of capacity.")
    area_from: Literal["roof", "land"] | None = Field(default=None, description="Which area of the site it occupies.")


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Build years, area taken, and the capacity left after degradation."""
    given, site = thing.parameters, yearly.site
    size = Size(thing.name, given.capex, upkeep(given.opex_fixed, given.capex), given.max, given.min_build)
    capacity = invest(yearly, thing, [size])[thing.name]
    course = site.hourly(given.profile)
    hours, most = float(course.sum()), _most(site, given) * float(course.max())
    for year in site.years:
        effective = _effective(yearly, thing, year)
        generation = yearly.amount(year, f"{thing.name}.generation")
        yearly.link(year, f"{thing.name}.capacity", effective)
        yearly.note("effective", thing.name, year, effective)
        yearly.enter("generation", thing.name, "MWh", year, generation)
        yearly.enter("curtailed", thing.name, "MWh", year, hours * effective - generation)
        source = Source("renewable", thing.name, generation, most, capacity[year], hours * effective, attributes=True)
        yearly.give(given.carrier, year, source)
        if given.area_from is not None:
            yearly.enter(f"{given.area_from}_area", thing.name, "m2", year, given.area * capacity[year])


def _most(site: Site, given: Parameters) -> float:
    """Largest capacity that may stand, or fit its area; infinite if neither limits it. [MW]"""
    largest = math.inf if given.max is None else given.max
    if given.area_from is None or given.area == 0.0 or given.area_from not in site.case.areas:
        return largest
    return min(largest, site.case.areas[given.area_from].available / given.area)


def _effective(yearly: Yearly, thing: Thing, year: int) -> Any:
    """Capacity on line, each vintage reduced by the degradation of its years of service. [MW]"""
    given, block, site = thing.parameters, yearly.own(thing), yearly.site
    kept = 1.0 - given.degradation
    total: Any = 0.0
    for asset, start in block.built:
        if year in site.blocks.served(start, given.life):
            total += kept ** (year - start) * block.built[asset, start]
    for unit in site.existing(thing.name):
        if year in served_existing(yearly, unit):
            standing = unit.parameters.capacity - retired(yearly, unit, year)
            total += kept ** (year - unit.parameters.built) * standing
    return total


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Generate at most what the weather allows; the rest is curtailed."""
    given, block = thing.parameters, hourly.own(thing)
    available = hourly.steps.duration(site.hourly(given.profile))
    capacity = hourly.link(f"{thing.name}.capacity")
    generation = hourly.flow(thing, "generation")
    for step in np.flatnonzero(available < NEGLIGIBLE):
        generation[int(step)].setub(0.0)

    @block.Constraint(np.flatnonzero(available >= NEGLIGIBLE).tolist(), doc="Generation stays within the weather.")
    def generation_limit(_block: Any, step: int) -> Any:
        return generation[step] <= float(available[step]) * capacity

    hourly.add(given.carrier, generation)
    hourly.total(f"{thing.name}.generation", generation)
