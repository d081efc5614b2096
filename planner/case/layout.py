"""The parts of a case file: what its head may say, and which sections hold named things of which kinds."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from .. import models
from ..fields import Declaration, Unit, YearPath

FIRST_SECTIONS = (
    "carriers", "demands", "existing", "technologies", "measures", "supply", "carbon", "finance", "targets",
)  # fmt: skip
SINGLE_SECTIONS = ("carbon", "finance")
HEAD_SECTIONS = ("case", "site", "horizon", "production", "series")
_USUAL_KINDS = {"demands": "demand", "targets": "emission_cap"}


class Header(Declaration):
    """What the case is called, and what its money means."""

    name: str = Field(description="Name of the case.")
    title: str | None = Field(default=None, description="Longer name for reports; by default the name.")
    sector: str = Field(default="", description="Sector of the factory.")
    currency: str = Field(default="CNY", description="Currency of every price in the case.")
    price_year: int = Field(ge=1990, le=2100, description="Year whose price level all money has.")
    packs: list[str] = Field(default=[], description="Packs whose entries `use` may name; the first that has one wins.")
    scenario: str | None = Field(default=None, description="In a resolved case: the scenario it was made with.")


class AreaTerms(Declaration):
    """An area that equipment may occupy."""

    area: Annotated[float, Unit("m2", ge=0)] = Field(description="Whole area.")
    usable: Annotated[float, Unit("%", ge=0, le=100)] = Field(default=1.0, description="Share that may be used.")


class SiteTerms(Declaration):
    """Where the factory stands."""

    province: str | None = Field(default=None, description="Province: sets the tariff and the weather of the packs.")
    roof: AreaTerms | None = Field(default=None, description="Roofs.")
    land: AreaTerms | None = Field(default=None, description="Open ground.")


class HorizonTerms(Declaration):
    """The years of the plan."""

    base_year: int = Field(ge=1990, le=2200, description="Last year with full records.")
    first_decision: int | None = Field(
        default=None, description="First year in which money may be spent; by default the year after the base year."
    )
    years: list[Annotated[int, Field(ge=1990, le=2200)]] = Field(
        min_length=1, description="Milestone years, ascending; targets, contracts and only-at years add theirs."
    )
    end: int = Field(ge=1990, le=2200, description="Last calendar year of the plan.")
    discount_rate: Annotated[float, Unit("%/a", "%", ge=0, lt=100)] = Field(description="Real discount rate.")


class ProductionTerms(Declaration):
    """Output of the factory over the years, by product."""

    production: dict[str, Annotated[YearPath, Unit("1/a", "t/a", "CNY/a", "m2/a", "MWh/a", ge=0)]] = Field(
        default={}, description="Output of each product."
    )


class SeriesTerms(Declaration):
    """Files with hourly series, or with shifts from which they are made."""

    series: list[str] = Field(
        default=[], description="CSV files with 8760 rows and a column for each series, and YAML files of shifts."
    )


@cache
def kinds() -> dict[str, type[Declaration]]:
    """Parameters of every kind of thing, by kind."""
    return {kind: module.Parameters for kind, module in models.modules().items()}


@cache
def sections() -> dict[str, tuple[str, ...]]:
    """Kinds of thing in every section, in the order in which a case is read and written."""
    found: dict[str, list[str]] = {section: [] for section in FIRST_SECTIONS}
    for kind, parameters in sorted(kinds().items()):
        found.setdefault(str(getattr(parameters, "section")), []).append(kind)  # noqa: B009 -- declared by each kind
    return {section: tuple(names) for section, names in found.items() if names}


def usual_kind(section: str, name: str) -> str | None:
    """Kind of an entry that does not state one, or None if it must. One named like a kind is of that kind."""
    known = sections()[section]
    if name in known:
        return name
    return known[0] if len(known) == 1 else _USUAL_KINDS.get(section)


def top_keys() -> tuple[str, ...]:
    """Everything that may stand at the top of a case file."""
    return (*HEAD_SECTIONS, *sections(), "scenarios")
