"""The labelled tables of a Solution (bills, cash flows, accounts) as rows of plain numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import xarray as xr

DIMENSIONS = {"cost": ("line_item", "year"), "cash": ("cash_item", "calendar"), "account": ("entry", "year")}
"""Dimensions of each table; the labels of the first are `<label>.<item>`. The base year's tables share them."""


@dataclass(frozen=True)
class Entry:
    """One row: its label (line of the bill, account), the thing it belongs to, and a value by year.

    Attributes
    ----------
    unit : str
        Unit of an account; empty for money, which is in millions of the case's currency.
    values : dict of int to float
        By milestone year, or by calendar year for cash.
    """

    label: str
    item: str
    unit: str
    values: dict[int, float]


def entries(solution: xr.Dataset, table: str) -> list[Entry]:
    """Rows of a table: `cost`, `cash` or `account`.

    Parameters
    ----------
    solution : Dataset
        A Solution.
    table : str
        Name of the variable.

    Returns
    -------
    list of Entry
        In the order stored; none if the Solution has no such table.
    """
    if table not in solution:
        return []
    dimension, along = DIMENSIONS[table]
    values = solution[table].transpose(dimension, along)
    years = [int(year) for year in values[along].to_numpy().tolist()]
    return list(_rows(solution, table, years, values.to_numpy().tolist()))


def base_entries(solution: xr.Dataset, table: str, base_year: int) -> list[Entry]:
    """Rows of `cost` or `account` in the base year."""
    if f"base_{table}" not in solution:
        return []
    values = solution[f"base_{table}"].to_numpy().tolist()
    return list(_rows(solution, table, [base_year], [[value] for value in values]))


def _rows(solution: xr.Dataset, table: str, years: Sequence[int], values: list[list[float]]) -> Iterator[Entry]:
    dimension = DIMENSIONS[table][0]
    keys = solution[dimension].to_numpy().tolist()
    units = solution["unit"].to_numpy().tolist() if table == "account" else [""] * len(keys)
    for key, unit, numbers in zip(keys, units, values, strict=True):
        label, _, item = str(key).partition(".")
        yield Entry(label, item, str(unit), dict(zip(years, map(float, numbers), strict=True)))
