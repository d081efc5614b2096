"""Rules for an industrial green microgrid: use what is generated, feed in little, stand alone for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath

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
        available = sum(source.available for source in yearly.given(carrier, year, "renewable"))
        exported = yearly.exported[carrier, year]
        scale = max(sum(yearly.site.demand(carrier, year)), 1.0)
        if given.self_consumption is not None and given.self_consumption.defined(year):
            used = yearly.energy(carrier, year, "renewable", "third_party") - exported
            possible = available + sum(source.available for source in yearly.given(carrier, year, "third_party"))
            lacking = given.self_consumption.at(year) * possible - used
            yearly.limit(thing, "self_consumption", year, lacking, 0.0, "MWh", scale)
        if given.export_share is not None and given.export_share.defined(year):
            excess = exported - given.export_share.at(year) * available
            yearly.limit(thing, "export_share", year, excess, 0.0, "MWh", scale)
        if given.backup is not None:
            _stand_alone(yearly, thing, year)


def _stand_alone(yearly: Yearly, thing: Thing, year: int) -> None:
    """Power for the load, and content for as long as it lasts; both counted in energy over the hours. [MWh]"""
    given, carrier = thing.parameters, thing.parameters.carrier
    load, hours = given.backup.load, given.backup.hours
    converters = yearly.given(carrier, year, "converter")
    power: Expression = sum(
        source.capacity for source in converters if not any(yearly.given(need, year, "bought") for need in source.needs)
    )
    stores = yearly.stores[carrier, year]
    lacking = load - power
    power += sum(store.power for store in stores)
    kept = sum(store.kept for store in stores)
    for statement, short in (("power", hours * (load - power)), ("energy", hours * lacking - kept)):
        yearly.limit(thing, f"backup.{statement}", year, short, 0.0, "MWh", load * hours)
