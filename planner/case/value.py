"""The Case: what the case file says, checked and immutable, in canonical units, each thing with its place in the text.

Canonical units: MW, MWh, MVA, t, tce, m2, m3, degC, a (year), h, and millions of the case's currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from ..errors import Finding
    from ..fields import YearPath
    from ..schemes import Scheme


@dataclass(frozen=True)
class Where:
    """A place in the user's text."""

    file: str
    line: int | None
    key: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key}"


@dataclass(frozen=True)
class Source:
    """Where a number comes from when the case does not give it itself."""

    pack: str
    table: str
    row: str
    year: str
    source: str
    quality: str


@dataclass(frozen=True)
class Area:
    """An area of the site that equipment may occupy; in m2."""

    area: float
    usable: float

    @property
    def available(self) -> float:
        """Usable part; in m2."""
        return self.area * self.usable


@dataclass(frozen=True)
class Horizon:
    """The years of the plan.

    Milestone years are decision years; each stands for the calendar years up to the next, the last up to `end`.
    """

    base_year: int
    first_decision: int
    years: tuple[int, ...]
    end: int
    discount_rate: float


@dataclass(frozen=True)
class Thing:
    """One named thing of the case: its kind and its parameters (an instance of the kind's `Parameters`)."""

    name: str
    kind: str
    section: str
    parameters: Any
    where: Where
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A whole case, as read, with one scenario applied.

    `series` holds the series that a thing names, in the canonical units of `series_units`; `schemes` the schemes that
    targets name. `resolved` is the case as a case file again, packs and overrides applied, and `resolved_schemes` are
    its schemes as files again. `notes` are warnings that arose while reading.
    """

    name: str
    title: str
    sector: str
    currency: str
    price_year: int
    scenario: str
    packs: tuple[str, ...]
    province: str | None
    areas: Mapping[str, Area]
    horizon: Horizon
    production: Mapping[str, YearPath]
    things: tuple[Thing, ...]
    series: Mapping[str, np.ndarray]
    places: Mapping[str, Where]
    resolved: Mapping[str, Any]
    folder: Path
    series_units: Mapping[str, str] = field(default_factory=dict)
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    resolved_schemes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    notes: tuple[Finding, ...] = field(default=(), compare=False)

    def of(self, *kinds: str) -> tuple[Thing, ...]:
        """All things of some kinds, by section and name."""
        return tuple(thing for thing in self.things if thing.kind in kinds)

    def where(self, key: str) -> Where:
        """Place of a key path, or of the nearest parent that stands in the text."""
        path = key
        while path:
            if path in self.places:
                place = self.places[path]
                return Where(place.file, place.line, key)
            path = path.rpartition(".")[0]
        return Where("case.yaml", None, key)
