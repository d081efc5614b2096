"""An energy form of the factory, and the balance that everything using it meets in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 4

# Standard coal of electricity by its heat content, where no grid of the case states it. [tce/MWh]
EQUIVALENT = 0.1229


class Parameters(Declaration):
    """A carrier; heat carriers have a temperature and may serve lower ones."""

    section: ClassVar[str] = "carriers"
    kind: ClassVar[str] = "carrier"

    temperature: Annotated[float, Unit("degC")] | None = Field(
        default=None, description="Temperature level of a heat carrier."
    )
    serves: list[str] = Field(default=[], description="Carriers of a lower level that this one may also serve.")
    dump: bool = Field(default=False, description="Surplus may be released to the surroundings at no cost.")


def pathway(yearly: Yearly, thing: Thing) -> None:
    """What is generated on site and used there; exports draw on it first.

    In comprehensive energy it counts at the equivalent value of the grid, less whatever is exported.
    """
    grids = [grid.parameters for grid in yearly.site.case.of("grid") if grid.parameters.carrier == thing.name]
    factor = grids[0].tce if grids else EQUIVALENT
    for year in yearly.site.years:
        if not yearly.given(thing.name, year, "renewable") and (thing.name, year) not in yearly.exported:
            continue
        generated, exported = yearly.energy(thing.name, year, "renewable"), yearly.exported[thing.name, year]
        beyond = 0.5 * (exported - generated + abs(exported - generated))
        yearly.enter("self_use", thing.name, "MWh", year, generated - exported + beyond)
        yearly.enter("tce", thing.name, "tce", year, factor * (generated - exported))
        yearly.renewable[year] += factor * (generated - exported)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Serve lower levels, and release surplus where that is allowed."""
    given = thing.parameters
    for lower in given.serves:
        passed = hourly.flow(thing, f"{lower}.cascade", name=f"{thing.name}>{lower}.cascade")
        hourly.add(thing.name, passed, -1.0)
        hourly.add(lower, passed)
    if given.dump:
        hourly.add(thing.name, hourly.flow(thing, "dumped"), -1.0)
