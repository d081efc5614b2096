"""What the runs of a study brought, as values and as tidy tables.

Everything is read from the run folders of the study; money is in the case's currency, CO2 in t, energy in MWh.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from ..run.roadmap import DUST
from ..run.store import ROADMAP
from ..run.tables import Cell, Row, read_table
from .plan import Point
from .store import Failure, Store

RUN_COLUMNS: Final = (
    "point", "state", "status", "npv_cost", "gap", "saving", "capex_total", "co2_total", "irr", "abatement_cost",
    "fingerprint", "folder", "reason",
)  # fmt: skip
YEAR_COLUMNS: Final = ("point", "year", "quantity", "unit", "value")
INVESTMENT_COLUMNS: Final = ("point", "year", "action", "what", "size", "unit", "capex")

QUANTITIES: Final = {
    "scope1": "t/a",
    "scope2_location": "t/a",
    "scope2_market": "t/a",
    "net": "t/a",
    "score": "1",
    "energy_tce": "tce/a",
    "renewable_share": "1",
    "electricity_use": "MWh/a",
}
"""Yearly quantities of a summary that are told by point, with their units."""


@dataclass(frozen=True)
class Investment:
    """One line of a run's roadmap that invests or buys. Money in the case's currency."""

    year: int
    action: str
    what: str
    size: float
    unit: str
    capex: float


@dataclass(frozen=True)
class Outcome:
    """What one point brought: a run, or why there is none.

    Attributes
    ----------
    folder : Path
        Run folder, which is there if there is no failure.
    """

    number: int
    point: Point
    folder: Path
    failure: Failure | None

    @cached_property
    def summary(self) -> Mapping[str, Any]:
        """Contents of `summary.json`; empty for a run that failed."""
        if self.failure is not None:
            return {}
        found: Mapping[str, Any] = json.loads((self.folder / "summary.json").read_text(encoding="utf-8"))
        return found

    @cached_property
    def investments(self) -> tuple[Investment, ...]:
        """What the plan builds, adopts, signs and buys, in the order of its roadmap."""
        if self.failure is not None:
            return ()
        rows = read_table(self.folder / ROADMAP)
        found = (
            Investment(
                int(row["year"]), row["action"], row["what"], float(row["size"]), row["unit"], float(row["capex"])
            )
            for row in rows
            if row["action"] in ("build", "adopt", "contract", "retire")
        )
        return tuple(each for each in found if each.size >= DUST)

    @property
    def values(self) -> dict[str, str]:
        """What was varied, by key."""
        return {key: value for key, _, value in (change.partition("=") for change in self.point.changes)}

    @property
    def cost(self) -> float | None:
        """Present value of everything that is paid. [currency]"""
        found: float | None = self.summary.get("npv_cost")
        return found

    @property
    def co2(self) -> float | None:
        """Gross scope 1 and location-based scope 2 of all calendar years from the first decision on. [t]"""
        if self.failure is not None:
            return None
        years = self.summary["years"]
        return float(sum(self.point.years[each["year"]] * (each["scope1"] + each["scope2_location"]) for each in years))

    @property
    def score(self) -> float | None:
        """Total of the last milestone year; None where nothing is scored. [points]"""
        found: float | None = None if self.failure is not None else self.summary["years"][-1]["score"]
        return found


def outcomes(store: Store, points: Sequence[Point]) -> list[Outcome]:
    """What every point brought.

    Parameters
    ----------
    store : Store
        The folder of the study, in which every point has ended.
    points : sequence of Point
        The points asked for.

    Returns
    -------
    list of Outcome
        In the order of the points.

    Raises
    ------
    KeyError
        If a point has not ended.
    """
    found = []
    for number, point in enumerate(points, 1):
        record, failure = store.finished(point.job.key), store.failure(point.job.key)
        if record is None and failure is None:
            raise KeyError(point.job.label)
        found.append(Outcome(number, point, store.place(point.job.key), None if record else failure))
    return found


def run_rows(keys: Sequence[str], found: Sequence[Outcome], root: Path) -> Iterator[Row]:
    """Rows of `runs.csv`: the varied keys after the number of the point. How long a run took stands in the index."""
    for each in found:
        varied = _varied(keys, each)
        if each.failure is not None:
            blank: tuple[Cell, ...] = (None,) * 9
            yield (each.number, *varied, "failed", each.failure.kind, *blank, _line(each))
            continue
        said = each.summary
        money = (said["npv_cost"], said["gap"], said["saving"], said["capex_total"])
        merit = (each.co2, said["irr"], said["abatement_cost"], said["fingerprint"])
        place = each.folder.relative_to(root).as_posix()
        yield (each.number, *varied, "done", said["status"], *money, *merit, place, None)


def year_rows(keys: Sequence[str], found: Sequence[Outcome]) -> Iterator[Row]:
    """Rows of `years.csv`: one value a row."""
    for each in found:
        for record in each.summary.get("years", ()):
            for quantity, unit in QUANTITIES.items():
                if record[quantity] is not None:
                    yield (each.number, *_varied(keys, each), record["year"], quantity, unit, record[quantity])


def investment_rows(keys: Sequence[str], found: Sequence[Outcome]) -> Iterator[Row]:
    """Rows of `investments.csv`: what is built, adopted, bought or retired, and when."""
    for each in found:
        for one in each.investments:
            varied = _varied(keys, each)
            yield (each.number, *varied, one.year, one.action, one.what, one.size, one.unit, one.capex)


def with_keys(columns: Sequence[str], keys: Sequence[str]) -> tuple[str, ...]:
    """Columns of a table with the varied keys after the number of the point."""
    return (columns[0], *keys, *columns[1:])


def _varied(keys: Sequence[str], each: Outcome) -> tuple[Cell, ...]:
    values = each.values
    return tuple(values.get(key) for key in keys)


def _line(each: Outcome) -> str:
    """Why a run failed, on one line."""
    return " | ".join(each.failure.reason.splitlines()) if each.failure is not None else ""
