"""Targets on the share of green power: the factory's own, or an obligation by law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from ..fields import Declaration, Unit, YearPath

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Expression, Origin, Yearly

ORDER = 4

Counted = Literal["self_use", "direct", "traded", "certificate"]


class Parameters(Declaration):
    """Least share of green power in what the site uses. A share holds from the year given until the next one."""

    section: ClassVar[str] = "targets"
    kind: ClassVar[str] = "green_share"

    carrier: str = Field(default="electricity", description="Whose use is counted.")
    share: Annotated[YearPath, Unit("%", ge=0, le=100, step=True)] = Field(description="Least green share of the use.")
    counts: list[Counted] = Field(
        default=["self_use", "direct", "traded", "certificate"],
        min_length=1,
        description="What counts as green: generation on the site used there, direct lines, traded power, certificates "
        "bought apart; power whose attribute the seller keeps never does.",
    )
    matching: Literal["yearly", "monthly", "hourly"] = Field(
        default="yearly", description="How closely in time traded power and certificates must meet the purchase."
    )
    obligation: bool = Field(
        default=False,
        description="Whether it is law: then the reference pathway keeps it, with certificates to meet it.",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Keep the green share of the use above what is stated."""
    given, site = thing.parameters, yearly.site
    for year in site.years:
        if not given.share.defined(year):
            continue
        green = sum(_green(yearly, given, source, year) for source in dict.fromkeys(given.counts))
        lacking = given.share.at(year) * yearly.use(given.carrier, year) - green
        demand = sum(site.demand(given.carrier, year))
        yearly.limit(thing, "share", year, lacking, 0.0, "MWh", max(demand, 1.0))


def _green(yearly: Yearly, given: Parameters, source: Counted, year: int) -> Expression:
    """Green power from one kind of source; exports draw on the site's own generation first. [MWh/a]"""
    carrier, site = given.carrier, yearly.site
    if source == "self_use":
        own = yearly.energy(carrier, year, "renewable") - yearly.exported[carrier, year]
        return own + _owned(yearly, carrier, year, "third_party")
    if source == "direct":
        return _owned(yearly, carrier, year, "direct")
    matched = yearly.matched if source == "traded" else yearly.matched_certificates
    grids = [grid.name for grid in site.case.of("grid") if grid.parameters.carrier == carrier]
    return sum(matched[grid, year, given.matching] for grid in grids)


def _owned(yearly: Yearly, carrier: str, year: int, origin: Origin) -> Expression:
    """Power that others deliver and whose attributes the factory owns. [MWh/a]"""
    return sum(source.energy for source in yearly.given(carrier, year, origin) if source.attributes)
