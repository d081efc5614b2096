"""Doubts about money that could be made without end: power bought low and sold high in the same hour."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ..milestones import in_force
from ..value import Case, Thing
from .prices import least_prices
from .registry import doubt, warning

_BEHIND_THE_METER = ("direct_line", "onsite_plant")
_WITH_SURPLUS = ("ppa", "direct_line")


def per_mwh(case: Case, price: float) -> str:
    """A price of energy as a person reads it."""
    return f"{1e6 * price:.0f} {case.currency}/MWh"


@doubt
def money_pump(case: Case) -> Iterator[Finding]:
    """Power that a grid takes back for more than a grid of the same carrier charges, in the same hour."""
    for seller in case.of("grid"):
        if seller.parameters.export is None:
            continue
        for buyer in case.of("grid"):
            if buyer.parameters.carrier == seller.parameters.carrier:
                yield from _pump(case, buyer, seller)


def _pump(case: Case, buyer: Thing, seller: Thing) -> Iterator[Finding]:
    """Warning about the first year in which export through one grid earns more than import through another costs."""
    for year in case.horizon.years:
        cheapest, paid = float(least_prices(case, buyer, year).min()), seller.parameters.export.price.at(year)
        if paid > cheapest:
            source = "" if buyer is seller else f" through {buyer.name}"
            message = f"in {year} export earns more ({per_mwh(case, paid)}) than import{source} costs"
            yield warning(case, seller, ("export", "price"), f"{message} ({per_mwh(case, cheapest)})")
            return


@doubt
def surplus_above_price(case: Case) -> Iterator[Finding]:
    """Surplus of a contract that earns more than its energy costs."""
    for thing in case.of(*_WITH_SURPLUS):
        surplus = thing.parameters.surplus_price
        if surplus is not None and any(surplus.at(year) > price for year, price in _prices(case, thing)):
            yield warning(case, thing, ("surplus_price",), "surplus earns more than the energy costs")


@doubt
def resale(case: Case) -> Iterator[Finding]:
    """Power of others that may be fed into the grid for more than it costs."""
    for thing in case.of(*_BEHIND_THE_METER):
        grid = next((found for found in case.of("grid") if found.name == thing.parameters.grid), None)
        if grid is None or grid.parameters.export is None:
            continue
        paid = grid.parameters.export.price
        for year, price in _prices(case, thing):
            if paid.at(year) > price:
                message = (
                    f"in {year} its power costs less ({per_mwh(case, price)}) than export through {grid.name} earns "
                    f"({per_mwh(case, paid.at(year))})"
                )
                yield warning(case, thing, ("energy_price",), message)
                break


def _prices(case: Case, thing: Thing) -> Iterator[tuple[int, float]]:
    """Milestone years in which a contract may be in force, with the price of its energy by each possible start."""
    given = thing.parameters
    for start in given.start:
        for year in in_force(case.horizon, start, given.tenor):
            if given.indexation is None:
                yield year, given.energy_price.at(year)
            else:
                yield year, given.energy_price.at(start) * (1.0 + given.indexation) ** (year - start)
