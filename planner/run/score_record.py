"""Scores of a run as JSON: what `summary.json` and `planner score --json` say of a scheme, its targets and its years.

Receives a Case, a Solution and its scores. The total that the plan itself counted is laid beside that of the exact
scorer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

import xarray as xr

from ..case.value import Case
from ..score import Score, Statement, outlook
from ..score.exact import ONE
from .scores import Path, in_unit, named, paths, shown

STATED = 0.5


class Scoring:
    """Scores of one pathway as its summary tells them.

    A plan may have several targets; the totals of the years are those of the first one that asks for a total.
    """

    def __init__(self, case: Case, solution: xr.Dataset) -> None:
        self._case, self._solution = case, solution
        self._paths = paths(case, solution) if case.of("green_factory") else ()
        targets = [path.target for path in self._paths if path.target is not None]
        asking = [target.name for target in targets if target.parameters.score is not None]
        self._leading = next(iter([*asking, *(target.name for target in targets)]), None)

    def totals(self, year: int) -> dict[str, float | None]:
        """The total that the plan counted, where the case states something, and the exact one."""
        for made in (made for path in self._paths for made in path.scores):
            if (made.target, made.year) == (self._leading, year):
                return {"score": _planned(self._solution, made), "score_exact": float(made.total)}
        return {"score": None, "score_exact": None}

    def of_targets(self) -> list[dict[str, Any]]:
        """Every target: its scheme, its totals over the years, what it asks for, its outlook."""
        return [self._of(path) for path in self._paths]

    def _of(self, path: Path) -> dict[str, Any]:
        return {
            **recorded(self._case, path, self._solution),
            "outlook": foreseen(self._case, self._solution, path),
        }


def foreseen(case: Case, solution: xr.Dataset, path: Path) -> dict[str, Any] | None:
    """What drift does to a plan, in JSON; None where no target says how benchmarks and peers move."""
    if path.target is None:
        return None
    ahead = outlook(case, solution, path.target)
    return {
        "drift": plain(path.target.parameters.drift.model_dump()),
        "first_short": ahead.first_short,
        "first_struck_off": ahead.first_struck_off,
        "years": plain(ahead.years),
    }


def recorded(case: Case, path: Path, solution: xr.Dataset) -> dict[str, Any]:
    """Scores over the years in JSON: what they are called, and under `years` the totals of each year's data.

    Values of thresholds are in the unit of their indicator.
    """
    first = path.scores[0]
    return {
        "target": first.target,
        "scheme": path.name,
        "title": first.title,
        "label": first.label,
        "total": float(path.scheme.total),
        "base_year": case.horizon.base_year,
        "dimensions": {
            name: {"name": dimension.name, "weight": _weight(first, name)}
            for name, dimension in path.scheme.dimensions.items()
        },
        "indicators": {
            reading.indicator: {
                "name": path.scheme.indicators[reading.indicator].name,
                "dimension": reading.dimension,
                "weight": float(reading.weight),
                "unit": named(reading.unit, case.currency),
            }
            for reading in first.readings
        },
        "gates": {name: gate.name for name, gate in path.scheme.gates.items()},
        "years": [_of_year(case, path, made, solution) for made in path.scores],
    }


def _weight(made: Score, dimension: str) -> float:
    return float(sum(reading.weight for reading in made.readings if reading.dimension == dimension))


def _of_year(case: Case, path: Path, made: Score, solution: xr.Dataset) -> dict[str, Any]:
    statements = [_statement(case, path, made, statement) for statement in made.statements]
    asked = next((statement for statement in made.statements if statement.kind == "score"), None)
    return {
        "year": made.year,
        "application": made.application,
        "required": None if asked is None else float(asked.wanted),
        "score": _planned(solution, made),
        "score_exact": float(made.total),
        "possible": float(made.possible),
        "missing_weight": float(made.missing_weight),
        "dimensions": plain(made.dimensions),
        "values": {reading.indicator: in_unit(reading.value, reading.scale) for reading in made.readings},
        "points": {reading.indicator: float(reading.points) for reading in made.readings},
        "not_scorable": [reading.indicator for reading in made.readings if reading.status == "not scorable"],
        "by_quality": plain(made.by_quality),
        "from_grid": sum(row.from_grid for row in shown(case, path, made)),
        "gates": dict(made.gates),
        "statements": statements,
        "passed": made.passed,
    }


def _statement(case: Case, path: Path, made: Score, statement: Statement) -> dict[str, Any]:
    """A statement in words: points, or a value in the unit of its indicator."""
    in_points = statement.kind in ("score", "floor")
    reading = None if in_points else made.reading(statement.name)
    unit, one = ("points", ONE) if reading is None else (named(reading.unit, case.currency), reading.scale)
    names = {name: part.name for name, part in path.scheme.dimensions.items()}
    names |= {name: row.name for name, row in path.scheme.indicators.items()}
    return {
        "kind": statement.kind,
        "name": statement.name,
        "title": names[statement.name] if statement.name else "total",
        "value": in_unit(statement.value, one),
        "wanted": in_unit(statement.wanted, one),
        "unit": unit,
        "kept": statement.kept,
    }


def _planned(solution: xr.Dataset, made: Score) -> float | None:
    """Total that the plan counted for a year; None where the case states nothing about it."""
    if "score_stated" not in solution:
        return None
    stated = solution["score_stated"]
    place = {"target": made.target, "year": made.year}
    if any(place[name] not in stated[name].to_numpy() for name in place) or float(stated.sel(place)) < STATED:
        return None
    return float(solution["score"].sel(place))


def plain(value: Any) -> Any:
    """JSON of what the scorer returns: dataclasses as objects, decimals as numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value
