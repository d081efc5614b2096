"""Rules for an industrial green microgrid: use what is generated, feed in little, stand alone for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .accounts import share_of_output

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Expression, Yearly

ORDER = 4


class Backup(Declaration):
    """Load that the site must carry alone when the public grid fails."""

    load: Annotated[float, Unit("MW", gt=0)] = Field(description="Load to be carried.")
    hours: Annotated[float, Unit("h", gt=0)] = Field(description="How long.")


class Parameters(Declaration):
    """Rules on own generation and reserve. Shares hold from the year given until the next one."""

    section: ClassVar[str] = "targets"
    kind: ClassVar[str] = "microgrid"

    carrier: str = Field(default="electricity", description="What is generated and used.")
    self_consumption: Annotated[YearPath, Unit("%", ge=0, le=100, step=True)] | None = Field(
        default=None,
        description="Least share of what the plants on the site, own or others', could generate that is used there.",
    )
    export_share: Annotated[YearPath, Unit("%", ge=0, le=100, step=True)] | None = Field(
        default=None, description="Most of what own plants could generate that is fed into the grid."
    )
    backup: Backup | None = Field(
        default=None,
        description="Load that stores and converters carry alone: converters that need no public power by their "
        "capacity, stores by the reserve they keep.",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Keep own use, feed-in and reserve within the rules."""
    given, carrier = thing.parameters, thing.parameters.carrier
    for year in yearly.site.years:
        available, exported = yearly.available[carrier, year], yearly.exported[carrier, year]
        scale = max(sum(yearly.site.demand(carrier, year)), 1.0)
        if given.self_consumption is not None and given.self_consumption.defined(year):
            used = yearly.generated[carrier, year] - exported + yearly.third_party[carrier, year]
            possible = available + _third_party_available(yearly, carrier, year)
            lacking = given.self_consumption.at(year) * possible - used
            yearly.limit(thing, "self_consumption", year, lacking, 0.0, "MWh", scale)
        if given.export_share is not None and given.export_share.defined(year):
            excess = exported - given.export_share.at(year) * available
            yearly.limit(thing, "export_share", year, excess, 0.0, "MWh", scale)
        if given.backup is not None:
            _stand_alone(yearly, thing, year)


def _third_party_available(yearly: Yearly, carrier: str, year: int) -> Expression:
    """What plants of others on the site could give. [MWh/a]"""
    site = yearly.site
    total: Expression = 0.0
    for plant in site.case.of("onsite_plant"):
        if site.thing("grid", plant.parameters.grid).parameters.carrier == carrier:
            hours = float(site.hourly(plant.parameters.profile).sum())
            total += hours * yearly.numbers["contracted", plant.name, year]
    return total


def _stand_alone(yearly: Yearly, thing: Thing, year: int) -> None:
    """Power for the load, and content for as long as it lasts; both counted in energy over the hours. [MWh]"""
    given, case = thing.parameters, yearly.site.case
    load, hours = given.backup.load, given.backup.hours
    power: Expression = 0.0
    reserve: Expression = 0.0
    public = {grid.parameters.carrier for grid in case.of("grid")}
    for converter in case.of("converter"):
        if not public.isdisjoint(converter.parameters.inputs):
            continue
        share = share_of_output(converter.parameters, given.carrier)
        power += share * yearly.numbers["capacity", converter.name, year]
    lacking = load - power
    for store in case.of("storage"):
        if store.parameters.carrier == given.carrier:
            power += yearly.numbers["capacity", f"{store.name}.power", year]
            kept = store.parameters.reserve * store.parameters.efficiency_discharge
            reserve += kept * yearly.numbers["capacity", f"{store.name}.energy", year]
    for statement, short in (("power", hours * (load - power)), ("energy", hours * lacking - reserve)):
        yearly.limit(thing, f"backup.{statement}", year, short, 0.0, "MWh", load * hours)
