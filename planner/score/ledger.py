"""Numbers of a Solution by year: accounts, capital spent, measures in service, energy of hourly flows."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from .exact import ZERO, exact

if TYPE_CHECKING:
    from decimal import Decimal

    import xarray as xr

    from ..case.value import Case

ACTIVE = 0.5


class Ledger:
    """Stored numbers of one pathway.

    A calendar year has the numbers of the milestone year that stands for it; before the first of them everything is as
    in the base year.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution; or that of the base year alone.
    """

    def __init__(self, case: Case, solution: xr.Dataset) -> None:
        self.case, self._solution = case, solution

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Base year and milestone years that the Solution has."""
        stored = self._solution["year"].to_numpy().tolist() if "year" in self._solution.coords else []
        planned = (int(year) for year in stored if int(year) > self.case.horizon.base_year)
        return (self.case.horizon.base_year, *sorted(planned))

    def stands(self, year: int) -> int:
        """Year of the Solution whose numbers a calendar year has."""
        return self.years[max(bisect_right(self.years, year) - 1, 0)]

    def sum(self, account: str, year: int) -> Decimal:
        """An account over all its items. [unit of the account]"""
        return sum((values.get(self.stands(year), ZERO) for values in self._accounts.get(account, {}).values()), ZERO)

    def entry(self, account: str, item: str, year: int) -> Decimal:
        """One item of an account. [unit of the account]"""
        return self._accounts.get(account, {}).get(item, {}).get(self.stands(year), ZERO)

    def spent(self, line: str, calendar: int) -> Decimal:
        """Money paid once in a calendar year, by line. [million]"""
        return self._cash.get((line, calendar), ZERO)

    def active(self, measure: str, year: int) -> bool:
        """Whether a measure is in service."""
        stands = self.stands(year)
        if "active" not in self._solution or stands == self.case.horizon.base_year:
            return False
        table = self._solution["active"]
        known = measure in table["measure"].to_numpy().tolist()
        return known and float(table.sel(measure=measure, year=stands)) > ACTIVE

    def energy(self, flow: str, year: int) -> Decimal:
        """Sum of an hourly flow; zero if it is not stored. [MWh/a]"""
        stands = self.stands(year)
        name = self._table("flow", stands)
        if name not in self._solution or flow not in self._solution["flow_item"].to_numpy().tolist():
            return ZERO
        values = self._solution[name].sel(flow_item=flow)
        hourly = values.sel(year=stands) if "year" in values.dims else values
        return exact(math.fsum(hourly.to_numpy().tolist()))

    def _table(self, variable: str, stands: int) -> str:
        """Name of a variable in a year; the base year's stand under names of their own unless it is alone."""
        base = f"base_{variable}"
        return base if stands == self.case.horizon.base_year and base in self._solution else variable

    @cached_property
    def _accounts(self) -> dict[str, dict[str, dict[int, Decimal]]]:
        found: dict[str, dict[str, dict[int, Decimal]]] = {}
        for label, year, number in self._entries():
            account, _, item = label.partition(".")
            found.setdefault(account, {}).setdefault(item, {})[year] = exact(number)
        return found

    def _entries(self) -> Iterator[tuple[str, int, float]]:
        if "entry" not in self._solution.coords:
            return
        labels = [str(label) for label in self._solution["entry"].to_numpy().tolist()]
        base = self.case.horizon.base_year
        if "base_account" in self._solution:
            numbers = self._solution["base_account"].to_numpy().tolist()
            yield from ((label, base, number) for label, number in zip(labels, numbers, strict=True))
        if "account" in self._solution:
            table = self._solution["account"].transpose("entry", "year")
            years = [int(year) for year in table["year"].to_numpy().tolist()]
            for label, row in zip(labels, table.to_numpy().tolist(), strict=True):
                yield from ((label, year, number) for year, number in zip(years, row, strict=True))

    @cached_property
    def _cash(self) -> dict[tuple[str, int], Decimal]:
        found: dict[tuple[str, int], Decimal] = {}
        if "cash" not in self._solution:
            return found
        table = self._solution["cash"].transpose("cash_item", "calendar")
        calendar = [int(year) for year in table["calendar"].to_numpy().tolist()]
        for label, row in zip(table["cash_item"].to_numpy().tolist(), table.to_numpy().tolist(), strict=True):
            line = str(label).partition(".")[0]
            for year, number in zip(calendar, row, strict=True):
                found[line, year] = found.get((line, year), ZERO) + exact(number)
        return found
