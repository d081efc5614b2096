"""Yearly sums over the accounts of a Solution, under the rules that people ask for.

Receives the case and a Solution; hands plain numbers to the summary and to what values an action. The base year can be
asked for like any milestone year.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import xarray as xr

from ..case.value import Case, Thing
from .entries import Entry, base_entries, entries

DEFAULT_TCE = 0.1229


@dataclass(frozen=True)
class Ledger:
    """Yearly bills and accounts of one pathway."""

    case: Case
    solution: xr.Dataset

    @cached_property
    def bills(self) -> list[Entry]:
        """Every line of the bill, the base year's first. [million currency/a]"""
        return self._all("cost")

    @cached_property
    def accounts(self) -> list[Entry]:
        """Every account, the base year's first. [unit of each]"""
        return self._all("account")

    def _all(self, table: str) -> list[Entry]:
        base = base_entries(self.solution, table, self.case.horizon.base_year)
        return base + entries(self.solution, table)

    def account(self, label: str, year: int, item: str | None = None) -> float:
        """An account in a year, or the part of one thing. [unit of the account]"""
        return _sum(self.accounts, label, year, item)

    def bill(self, label: str, year: int, item: str | None = None) -> float:
        """A line of the bill in a year, or the part of one thing. [million currency/a]"""
        return _sum(self.bills, label, year, item)

    def scope1(self, year: int) -> float:
        """CO2 released on site: fuel and process. [t/a]"""
        return self.account("scope1_fuel", year) + self.account("scope1_process", year)

    def scope2(self, year: int, rule: str) -> float:
        """CO2 of purchased energy by `location`, `market` or `market_certificates`. [t/a]"""
        return self.account(f"scope2_{rule}", year)

    def co2(self, year: int) -> float:
        """Gross CO2: scope 1 and location-based scope 2. [t/a]"""
        return self.scope1(year) + self.scope2(year, "location")

    def net(self, year: int) -> float:
        """Gross CO2 less the offsets that are used against the factory's own targets. [t/a]"""
        return self.co2(year) - self.account("offset_net", year)

    def energy(self, year: int) -> float:
        """Comprehensive energy, on-site renewable energy included at the equivalent value. [tce/a]"""
        return self.account("tce", year)

    def renewable_energy_share(self, year: int) -> float:
        """Renewable energy in comprehensive energy, both in tce (formula B.5 of GB/T 36132-2025).

        Counts on-site and directly delivered generation, renewable fuels, traded green power and certificates claimed.
        [1]
        """
        claims = sum(
            self.account(label, year, thing.name) * self._equivalent(thing.parameters.grid)
            for label, kind in (("traded", "ppa"), ("traded", "green_trade"), ("certificate_claimed", "certificate"))
            for thing in self.case.of(kind)
            if owns_attributes(thing)
        )
        return self._share(self._physical(year) + claims, year)

    def physical_energy_share(self, year: int) -> float:
        """The same without traded green power and certificates. [1]"""
        return self._share(self._physical(year), year)

    def lines(self, year: int) -> dict[str, float]:
        """The bill of a year by line and thing; what is zero is left out. [million currency/a]"""
        return {f"{row.label}.{row.item}": row.values[year] for row in self.bills if row.values.get(year, 0.0) != 0.0}

    def _physical(self, year: int) -> float:
        """Standard coal of renewable energy made on the site or delivered to it, and of renewable fuels. [tce/a]"""
        found = {thing.name for thing in self.case.of("fuel") if thing.parameters.renewable}
        found |= {thing.parameters.carrier for thing in self.case.of("renewable")}
        found |= {
            thing.name
            for kind in ("direct_line", "onsite_plant")
            for thing in self.case.of(kind)
            if owns_attributes(thing)
        }
        return sum(self.account("tce", year, item) for item in sorted(found))

    def _share(self, part: float, year: int) -> float:
        whole = self.energy(year)
        return part / whole if whole > 0.0 else 0.0

    def _equivalent(self, grid: str) -> float:
        """Standard coal of a unit of grid power. [tce/MWh]"""
        factors = {thing.name: float(thing.parameters.tce) for thing in self.case.of("grid")}
        return factors.get(grid, DEFAULT_TCE)


def owns_attributes(thing: Thing) -> bool:
    """Whether the green attributes of a source are the factory's, so that it may claim them."""
    return getattr(thing.parameters, "attributes", "buyer") == "buyer"


def _sum(rows: list[Entry], label: str, year: int, item: str | None) -> float:
    """Sum of the rows of a label in a year; an item takes in its parts, named `<item>.<part>`."""
    parts = (
        row.values.get(year, 0.0)
        for row in rows
        if row.label == label and (item is None or row.item == item or row.item.startswith(f"{item}."))
    )
    return sum(parts, start=0.0)
