"""Electricity bills of a run: every grid connection in every year, and their rows for `bills.csv`.

Receives a Case and a Solution; the bills are calculated anew from the hourly operation and the contracts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import xarray as xr

from ..bill import Bill, billing_of, monthly_bill, usage_of
from ..case.value import Case
from .tables import Row

BILL_COLUMNS = (
    "scenario", "year", "grid", "month", "line", "component", "basis", "quantity", "unit", "price", "amount",
)  # fmt: skip


def bills(case: Case, solution: xr.Dataset, years: Sequence[int] | None = None) -> Iterator[Bill]:
    """Bills of some years.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution.
    years : Sequence[int], optional
        Milestone years and the base year; by default all of them.

    Yields
    ------
    Bill
        By year and grid connection; the billing of quarters and months is that of the Solution.
    """
    base_year = case.horizon.base_year
    before = {grid.name: usage_of(case, solution, grid, base_year) for grid in case.of("grid")}
    for year in (base_year, *case.horizon.years) if years is None else years:
        for grid in case.of("grid"):
            usage = usage_of(case, solution, grid, year)
            yield monthly_bill(case, grid, year, usage, billing_of(solution, grid.name, year), before[grid.name])


def bill_rows(case: Case, solution: xr.Dataset) -> Iterator[Row]:
    """Rows of `bills.csv`: every line of every bill, in the case's currency; remarks that are not billed are left out.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution.

    Yields
    ------
    tuple
        scenario, year, grid, month, line, component, basis, quantity, unit, price, amount.
    """
    for bill in bills(case, solution):
        for line in bill.lines:
            yield (
                case.scenario, bill.year, bill.grid, line.month, line.line, line.component, line.basis, line.quantity,
                line.unit, line.price, line.amount,
            )  # fmt: skip
