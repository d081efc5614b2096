"""The bill of one grid connection in one year, from its tariff and its readings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from .calendar import MONTHS
from .contracts import PHYSICAL, PREFIX, contract_lines
from .demand import Demand, demand_lines, settle
from .energy import energy_lines, export_lines, fixed_lines, own_plant_lines
from .lines import KILO, Bill, Line
from .power_factor import adjustments
from .prices import Tariff
from .usage import Billing, Usage

if TYPE_CHECKING:
    from ..case.value import Case, Thing

UNSETTLED = Billing()


def monthly_bill(
    case: Case, grid: Thing, year: int, usage: Usage, billing: Billing = UNSETTLED, base: Usage | None = None
) -> Bill:
    """Bill of a year, month by month and line by line.

    Parameters
    ----------
    case : Case
        For the calendar, the series and the contracts.
    grid : Thing
        The grid connection that is billed.
    year : int
        Year whose prices hold; before the first price given, the first.
    usage : Usage
        Readings and contracts of the year.
    billing : Billing
        Bases of the quarters and discounted months, if they were settled elsewhere.
    base : Usage, optional
        Readings of the base year, for the remark on the power factor.

    Returns
    -------
    Bill
        Lines by month, in the order of a printed bill.
    """
    tariff = Tariff(case, grid, year)
    demand = settle(tariff, usage, billing)
    lines = tuple(sorted(_lines(tariff, usage, demand), key=lambda line: line.month))
    beside = sum(
        (
            use.delivered
            for name, use in usage.contracts.items()
            if _is_physical(case, name) and use.delivered is not None
        ),
        np.zeros_like(usage.imported),
    )
    on_demand = [bool(tariff.on("demand")) and not demand.by_capacity(month) for month in MONTHS]
    return Bill(
        grid=grid.name,
        year=year,
        lines=lines,
        memo=() if base is None else tuple(adjustments(tariff, usage, base, lines)),
        capacity_billed=demand.capacity_billed,
        billed=tuple(demand.billed(month) if on_demand[month - 1] else 0.0 for month in MONTHS),
        discounted=demand.discounted,
        energy=tuple((tariff.calendar.by_month(usage.imported) * KILO).tolist()),
        delivered=tuple((tariff.calendar.by_month(beside) * KILO).tolist()),
    )


def _lines(tariff: Tariff, usage: Usage, demand: Demand) -> Iterator[Line]:
    """All lines, each component from January to December."""
    yield from energy_lines(tariff, usage)
    yield from demand_lines(tariff, demand)
    yield from fixed_lines(tariff)
    yield from own_plant_lines(tariff, usage)
    contracts = {thing.name: thing for thing in tariff.case.things if thing.kind in PREFIX}
    for name, use in usage.contracts.items():
        yield from contract_lines(tariff, contracts[name], use)
    yield from export_lines(tariff, usage)


def _is_physical(case: Case, name: str) -> bool:
    return any(thing.name == name and thing.kind in PHYSICAL for thing in case.things)
