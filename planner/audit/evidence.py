"""What every check works from: the Case, the stored numbers, the years, and how exact they must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..case.value import Case, Thing
from .classes import Classes
from .gauge import Array, Axes, Gauge
from .layout import Key, Stored
from .paths import HOURS, growth, path_values
from .timeline import Timeline


@dataclass(frozen=True)
class Evidence:
    """Case and Solution side by side.

    Attributes
    ----------
    classes : Mapping[str, Classes]
        Hours that each grid's bill treats alike, by grid.
    """

    case: Case
    timeline: Timeline
    stored: Stored
    classes: Mapping[str, Classes]
    tolerance: float

    @property
    def years(self) -> tuple[int, ...]:
        """Milestone years."""
        return self.case.horizon.years

    @property
    def base_year(self) -> int:
        """Last year with full records."""
        return self.case.horizon.base_year

    @property
    def yearly(self) -> Axes:
        """Axes of a comparison over the milestone years."""
        return {"year": self.years}

    @cached_property
    def names(self) -> Mapping[str, Thing]:
        """Technologies by name."""
        return {thing.name: thing for thing in self.case.things if thing.section == "technologies"}

    @cached_property
    def matchings(self) -> frozenset[str]:
        """Levels at which targets want green power matched with use, beyond yearly."""
        targets = [*self.case.of("green_share"), *self.case.of("emission_cap")]
        return frozenset(target.parameters.matching for target in targets) - {"yearly"}

    def gauge(self, name: str, says: str, unit: str) -> Gauge:
        """New check."""
        return Gauge(name, says, unit, self.tolerance)

    def at(self, path: Any) -> Array:
        """Values of a path in the milestone years."""
        return path_values(path, self.years, self.base_year)


@dataclass(frozen=True)
class Operation:
    """The hourly operation of some years: of the plan's milestone years, or of the base year.

    Attributes
    ----------
    prefix : str
        Empty for the plan, ``base_`` for the base year; begins the names of its variables and checks.
    years : tuple of int
        Years of the first axis of every array.
    capacity, effective : Mapping[str, ndarray (year)]
        Capacity on line and after degradation, by asset. [MW or MWh]
    contracted : Mapping[str, ndarray (year)]
        Contracts in force, by contract. [MW]
    certificates : Mapping[str, ndarray (year)]
        Certificates bought. [MWh/a]
    active : Mapping[str, ndarray (year)]
        Measures in service. [1]
    """

    evidence: Evidence
    prefix: str
    years: tuple[int, ...]
    capacity: Mapping[str, Array]
    effective: Mapping[str, Array]
    contracted: Mapping[str, Array]
    certificates: Mapping[str, Array]
    active: Mapping[str, Array]

    @property
    def case(self) -> Case:
        """The case."""
        return self.evidence.case

    @property
    def yearly(self) -> Axes:
        """Axes of a comparison over the years."""
        return {"year": self.years}

    @cached_property
    def hourly(self) -> Axes:
        """Axes of a comparison over years and hours."""
        return {"year": self.years, "hour": range(HOURS)}

    @cached_property
    def flows(self) -> Mapping[str, Array]:
        """Stored flows (year, hour) [MW; MWh for the content of a storage]."""
        rows = self.evidence.stored.rows(f"{self.prefix}flow")
        return {name: np.atleast_2d(row) for name, row in rows.items()}

    def flow(self, name: str) -> Array:
        """One flow (year, hour), zero if it is not stored."""
        found = self.flows.get(name)
        return np.zeros((len(self.years), HOURS)) if found is None else found

    def stored(self, variable: str, *key: str) -> Array:
        """One row of a variable, with the years as first axis."""
        row = self.evidence.stored.row(f"{self.prefix}{variable}", *key)
        return row[np.newaxis] if self.prefix else row

    def decided(self, account: str, item: str) -> Array:
        """A yearly account that is a decision of its own (year); none in the base year."""
        return self.evidence.stored.row("account", account, item) if not self.prefix else np.zeros(1)

    def traded(self, thing: Thing) -> Array:
        """Energy settled by a contract in each class of its grid (year, class); none in the base year [MWh]."""
        keys = self.evidence.classes[thing.parameters.grid].keys
        if self.prefix:
            return np.zeros((1, len(keys)))
        table = self.evidence.stored.row("traded", thing.name)
        texts = list(self.evidence.stored.labels["band"])
        return np.stack([table[:, month - 1, texts.index(band)] for month, band in keys], axis=1)

    def nominated(self, thing: Thing) -> Array:
        """Energy called for under a contract in each month (year, month); none in the base year [MWh]."""
        return np.zeros((1, 12)) if self.prefix else self.evidence.stored.row("nominated", thing.name)

    def of(self, amounts: Mapping[str, Array], name: str) -> Array:
        """A yearly amount by name, zero if there is none."""
        found = amounts.get(name)
        return np.zeros(len(self.years)) if found is None else found

    def of_key(self, amounts: Mapping[Key, Array], key: Key) -> Array:
        """A yearly amount by key, zero if there is none."""
        found = amounts.get(key)
        return np.zeros(len(self.years)) if found is None else found

    def at(self, path: Any) -> Array:
        """Values of a path in these years."""
        return path_values(path, self.years, self.evidence.base_year)

    def growth(self, product: str | None) -> Array:
        """Output of a product in these years relative to the base year [1]."""
        return growth(self.case, product, self.years)

    def gauge(self, name: str, says: str, unit: str) -> Gauge:
        """New check of these years."""
        subject = f"base.{name}" if self.prefix else name
        return self.evidence.gauge(subject, says, unit)
