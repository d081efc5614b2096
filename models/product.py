"""Demand for a product that routes of the case make: the yearly output, spread over the hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from ..fields import Declaration

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 3

HOURS = 8760.0


class Parameters(Declaration):
    """What leaves the factory of one product. Measures act on end uses and process streams, not on it."""

    section: ClassVar[str] = "demands"
    kind: ClassVar[str] = "product"

    carrier: str = Field(description="The product, as the routes that make it name it.")
    production: str = Field(description="Entry of `production`, in tonnes a year, that is to be made.")
    profile: str = Field(default="flat", description="Series whose shape spreads the yearly output over the hours.")


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Mean output of every year. [t/h]"""
    site = yearly.site
    path = site.case.production[thing.parameters.production]
    for year in site.years:
        yearly.link(year, f"{thing.name}.mean", path.at(year) / HOURS)


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Take the mean output in the shape of the profile."""
    given = thing.parameters
    course = hourly.steps.energy(HOURS * site.shape(given.profile))
    hourly.add(given.carrier, hourly.link(f"{thing.name}.mean"), -course)
    hourly.serve(given.carrier)
