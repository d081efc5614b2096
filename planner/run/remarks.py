"""Warnings about the electricity bill of a plan: the power factor at the meter, and the way of billing demand.

Receives the case and its Solution; everything is calculated by the bill calculator, nothing of it is part of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import xarray as xr

from ..bill import Bill, monthly_bill, usage_of
from ..case.value import Case, Thing, Where
from ..errors import Finding
from .bills import bills

MILLION = 1e6
NOTICEABLE = 1e-3
"""Share of a year's bill below which a cheaper way of billing is not worth a remark."""


def remarks(case: Case, solution: xr.Dataset) -> tuple[Finding, ...]:
    """What a plan's bills give cause to say.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution.

    Returns
    -------
    tuple of Finding
        Warnings, each at the grid connection that it is about.
    """
    found = list(bills(case, solution)) if any(_is_watched(grid) for grid in case.of("grid")) else []
    return tuple(
        remark
        for grid in case.of("grid")
        for remark in (
            *_power_factor(case, grid, [bill for bill in found if bill.grid == grid.name]),
            *_other_billing(case, solution, grid, [bill for bill in found if bill.grid == grid.name]),
        )
    )


def _is_watched(grid: Thing) -> bool:
    return grid.parameters.power_factor is not None or _may_switch(grid)


def _power_factor(case: Case, grid: Thing, found: list[Bill]) -> Iterator[Finding]:
    """A power factor that falls below the standard, and below what it is today."""
    extra = {bill.year: sum(month.amount for month in bill.memo) for bill in found if bill.memo}
    today = extra.pop(case.horizon.base_year, 0.0)
    worst = max(extra, key=lambda year: extra[year], default=None)
    if worst is None or extra[worst] <= max(today, 0.0) * (1.0 + NOTICEABLE):
        return
    months = next(bill.memo for bill in found if bill.year == worst)
    short = [month for month in months if month.missing > 0.0]
    if not short:
        return
    lowest = min(month.power_factor for month in short)
    yield _warning(
        grid,
        "power_factor",
        f"falls to {lowest:.2f} at the meter in {worst} (standard {short[0].standard:.2f}; {len(short)} months below), "
        f"as own generation takes the place of purchase; the bill would rise by {extra[worst] / MILLION:.2f} Mio "
        f"{case.currency} a year, which the plan does not count: provide for reactive power compensation",
    )


def _may_switch(grid: Thing) -> bool:
    """Whether a connection is held to one way of billing though its tariff knows both."""
    given = grid.parameters
    bases = {component.basis for component in given.components.values()}
    return given.billing != "choose" and bool(given.transformer) and {"demand", "capacity"} <= bases


def _other_billing(case: Case, solution: xr.Dataset, grid: Thing, found: list[Bill]) -> Iterator[Finding]:
    """A year in which the other way of billing, or a change by quarter, would be cheaper for the same purchase."""
    if not _may_switch(grid):
        return
    free = replace(grid, parameters=grid.parameters.model_copy(update={"billing": "choose"}))
    savings = {}
    for bill in found:
        if bill.year != case.horizon.base_year:
            other = monthly_bill(case, free, bill.year, usage_of(case, solution, grid, bill.year))
            saving = bill.total() - other.total()
            if saving > NOTICEABLE * abs(bill.total()):
                savings[bill.year] = saving
    if not savings:
        return
    best = max(savings, key=lambda year: savings[year])
    yield _warning(
        grid,
        "billing",
        f"is held to {grid.parameters.billing}, but the choice by quarter between demand and capacity would save "
        f"{savings[best] / MILLION:.2f} Mio {case.currency} in {best} with the same purchase; `billing: choose` lets "
        "the plan use it",
    )


def _warning(grid: Thing, field: str, message: str) -> Finding:
    where = Where(grid.where.file, grid.where.line, f"{grid.where.key}.{field}")
    return Finding(where, message, "warning")
