"""Shared savings: what the owner of a store takes of what it earns between cheap and dear hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .tariff import class_rates, priced

if TYPE_CHECKING:
    from ...case.value import Thing
    from ...site import Site
    from ..accounts import Expression, Hourly, Yearly

FLOWS = ("charge", "discharge")


def settling_grid(site: Site, thing: Thing) -> str:
    """Grid connection at whose prices savings are counted: the one named, or the only one of the carrier."""
    given = thing.parameters
    only = (grid.name for grid in site.case.of("grid") if grid.parameters.carrier == given.carrier)
    return str(given.grid) if given.grid is not None else next(only)


def meter(hourly: Hourly, thing: Thing, site: Site, flows: tuple[Any, Any]) -> None:
    """Hand up what a store charges and discharges in every price class."""
    classes = site.classes(settling_grid(site, thing))
    for name, flow in zip(FLOWS, flows, strict=True):
        hourly.total_by_class(f"{thing.name}.{name}", flow, classes)


def saved(yearly: Yearly, thing: Thing, year: int) -> Expression:
    """Energy charge of what a store discharges in a year, less that of what it charges. [million/a]"""
    site, grid = yearly.site, settling_grid(yearly.site, thing)
    rates = class_rates(site, grid, year, site.thing("grid", grid).parameters.components)
    charged, discharged = (
        priced(rates, {index: yearly.amount(year, f"{thing.name}.{name}.{index}") for index in range(rates.size)})
        for name in FLOWS
    )
    return discharged - charged
