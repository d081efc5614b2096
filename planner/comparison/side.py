"""One run as it stands in a comparison: its numbers by year, and sums over its horizon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..case.value import Case, Thing
from ..run.entries import entries
from ..run.store import Stored
from ..site.blocks import Blocks

MILLION = 1e6
Record = Mapping[str, Any]


@dataclass(frozen=True)
class Side:
    """A run with the name that tells it apart from the others."""

    label: str
    run: Stored

    @property
    def case(self) -> Case:
        """The case as solved."""
        return self.run.case

    @property
    def summary(self) -> Record:
        """Contents of `summary.json`."""
        return self.run.summary

    @cached_property
    def blocks(self) -> Blocks:
        """Milestone years and what they stand for."""
        return Blocks(self.case.horizon)

    @cached_property
    def records(self) -> dict[int, Record]:
        """Yearly records of the summary by year: the base year, then the milestone years."""
        return {record["year"]: record for record in (self.summary["base_year"], *self.summary["years"])}

    @cached_property
    def reference(self) -> dict[int, Record]:
        """Yearly records of the reference pathway by milestone year."""
        return {record["year"]: record for record in self.summary["reference_years"]}

    @cached_property
    def invested(self) -> dict[str, dict[int, float]]:
        """Capital spent by thing and calendar year; what is zero is left out. [currency]"""
        spent: dict[str, dict[int, float]] = {}
        for row in entries(self.run.solution, "cash"):
            if row.label != "capex":
                continue
            by_year = spent.setdefault(self.owner(row.item), {})
            for year, value in row.values.items():
                if value != 0.0:
                    by_year[year] = by_year.get(year, 0.0) + value * MILLION
        return {name: by_year for name, by_year in spent.items() if by_year}

    @cached_property
    def things(self) -> dict[str, Thing]:
        """Things by name; carriers give way to what carries their name, such as a fuel."""
        ordered = sorted(self.case.things, key=lambda thing: thing.section != "carriers")
        return {thing.name: thing for thing in ordered}

    def owner(self, what: str) -> str:
        """Name of the thing that a name of the roadmap or the accounts belongs to; a part is named `<thing>.<part>`."""
        name = what
        while name and name not in self.things:
            name = name.rpartition(".")[0]
        return name or what

    def kind(self, what: str) -> str:
        """Kind of that thing; empty where the case has none."""
        thing = self.things.get(self.owner(what))
        return thing.kind if thing else ""

    def over_horizon(self, by_year: Mapping[int, float]) -> float:
        """Sum over all calendar years of an amount that is given by milestone year."""
        return sum(len(self.blocks.block(year)) * by_year[year] for year in self.blocks.years)

    def year_by_year(self, by_year: Mapping[int, float]) -> dict[int, float]:
        """An amount by calendar year that is given by milestone year."""
        return {calendar: by_year[year] for year in self.blocks.years for calendar in self.blocks.block(year)}


def location(record: Record) -> float:
    """Scope 1 and location-based scope 2. [t/a]"""
    return float(record["scope1"] + record["scope2_location"])


def market(record: Record) -> float:
    """Scope 1 and market-based scope 2, certificates counted. [t/a]"""
    return float(record["scope1"] + record["scope2_market_certificates"])


def operating(record: Record) -> float:
    """Bill, fuels, contracts, carbon and upkeep of a year, without investment. [currency/a]"""
    return float(sum(record["cost"].values()))
