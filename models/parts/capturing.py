"""CO2 on its way from what releases it to what captures it.

Every source enters the CO2 it releases into an hourly account of its own; captures take from that account what they
treat. The source closes the account: no more is treated than it releases, so emissions can never fall below zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...case.value import Thing
    from ...fields import YearPath
    from ...site import Site
    from ..accounts import Array, Hourly

SOURCES = ("process", "route", "fuel")


def account_of(source: str) -> str:
    """Hourly account of the CO2 that a source releases. [t/h]"""
    return f"co2 of {source}"


def is_captured(site: Site, source: str) -> bool:
    """Whether a capture of the case names a source."""
    return any(source in thing.parameters.streams for thing in site.case.of("capture"))


def sources_of(site: Site, capture: Thing) -> list[str]:
    """Sources that a capture names and the case has."""
    present = {thing.name for kind in SOURCES for thing in site.case.of(kind)}
    return [source for source in capture.parameters.streams if source in present]


def lowest(factor: YearPath, site: Site) -> float:
    """CO2 per amount that may be captured in any year: no more than is released in every one of them."""
    return min(factor.at(year) for year in site.years)


def release(hourly: Hourly, thing: Thing, site: Site, variable: Any, co2: float | Array) -> None:
    """Enter the CO2 of a source that a capture names, and let no more of it be treated.

    Parameters
    ----------
    hourly : Hourly
        Accounts of the operation, in which the captures have entered already.
    thing : Thing
        The source.
    site : Site
        The factory.
    variable : hourly variable or link
        What releases the CO2.
    co2 : float or ndarray (step,)
        CO2 per unit of it. [t/h per unit]
    """
    if not is_captured(site, thing.name):
        return
    account, block = account_of(thing.name), hourly.own(thing)
    hourly.add(account, variable, co2)

    @block.Constraint(range(hourly.steps.count), doc="No more CO2 is treated than the source releases.")
    def treated_limit(_block: Any, step: int) -> Any:
        return hourly.at(account, step) >= 0.0
