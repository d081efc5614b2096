"""What a page is written from: a run folder read back, its tables as numbers.

Receives a run folder; hands on values. Nothing is solved and nothing is taken from outside the folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import xarray as xr

from ...case.value import Case, Thing
from ...run.roadmap import DUST
from ...run.store import ABATEMENT, ACCOUNTS, AUDIT, BILLS, LEVERS, PROVENANCE, ROADMAP, SCORES, Stored
from ...run.tables import read_table
from .amounts import Amounts
from .words import Words


@dataclass(frozen=True)
class Step:
    """One row of the roadmap; money in the case's currency, CO2 in t/a; None where the run gives no number."""

    year: int
    action: str
    what: str
    size: float
    unit: str
    capex: float
    saving: float | None
    co2: float | None


@dataclass(frozen=True)
class Content:
    """A stored run, and how it is spoken of."""

    run: Stored
    words: Words
    amounts: Amounts

    @property
    def case(self) -> Case:
        """The case as solved."""
        return self.run.case

    @property
    def summary(self) -> Mapping[str, Any]:
        """Contents of `summary.json`."""
        return self.run.summary

    @property
    def solution(self) -> xr.Dataset:
        """The plan."""
        return self.run.solution

    @property
    def reference(self) -> xr.Dataset:
        """The factory as it would go on by itself."""
        return self.run.reference

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The roadmap as stored, in its order; the dust of the solver is left out."""
        steps = (_step(row) for row in read_table(self.run.folder / ROADMAP))
        return tuple(step for step in steps if step.size >= DUST)

    @cached_property
    def bills(self) -> list[dict[str, str]]:
        """Rows of `bills.csv`."""
        return read_table(self.run.folder / BILLS)

    @cached_property
    def accounts(self) -> list[dict[str, str]]:
        """Rows of `accounts.csv`."""
        return read_table(self.run.folder / ACCOUNTS)

    @cached_property
    def scores(self) -> list[dict[str, str]]:
        """Rows of `scores.csv`."""
        return read_table(self.run.folder / SCORES)

    @cached_property
    def levers(self) -> list[dict[str, str]]:
        """Rows of `levers.csv`; none in a folder of an older version."""
        return self._optional(LEVERS)

    @cached_property
    def abatement(self) -> list[dict[str, str]]:
        """Rows of `abatement.csv`; none in a folder of an older version."""
        return self._optional(ABATEMENT)

    def _optional(self, name: str) -> list[dict[str, str]]:
        file = self.run.folder / name
        return read_table(file) if file.is_file() else []

    @cached_property
    def audit(self) -> Mapping[str, Any]:
        """Contents of `audit.json`."""
        return _json(self.run, AUDIT)

    @cached_property
    def provenance(self) -> Mapping[str, Any]:
        """Contents of `provenance.json`."""
        return _json(self.run, PROVENANCE)

    @property
    def records(self) -> list[Mapping[str, Any]]:
        """Yearly records of the summary: the base year, then the milestone years."""
        return [self.summary["base_year"], *self.summary["years"]]

    def thing(self, what: str) -> Thing | None:
        """The thing that a name of the roadmap or the accounts belongs to; a part is named `<thing>.<part>`."""
        return self._things.get(what) or self._things.get(what.rpartition(".")[0])

    @cached_property
    def _things(self) -> dict[str, Thing]:
        """Carriers give way to what carries their name, such as a fuel."""
        ordered = sorted(self.case.things, key=lambda thing: thing.section != "carriers")
        return {thing.name: thing for thing in ordered}


def number(text: str) -> float | None:
    """A cell of a table as a number; None where it is empty."""
    return float(text) if text else None


def _step(row: Mapping[str, str]) -> Step:
    return Step(
        year=int(row["year"]),
        action=row["action"],
        what=row["what"],
        size=float(row["size"]),
        unit=row["unit"],
        capex=float(row["capex"]),
        saving=number(row["saving"]),
        co2=number(row["CO2"]),
    )


def _json(run: Stored, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((run.folder / name).read_text(encoding="utf-8"))
    return found
