"""Scores of a run: indicators in the units people use, the rows of `scores.csv`, and what a summary says of them.

Receives a Case and a Solution; all points are those of the exact scorer, which knows nothing of the model. What the
plan itself counted is laid beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

import xarray as xr

from ..case.schemes import scheme
from ..case.value import Case, Thing
from ..quantities import counted
from ..schemes import Row as Indicator
from ..schemes import Scheme, table
from ..score import Reading, Score, Statement, outlook, score
from ..score.exact import Scale, wide
from ..units import UnitError, scale
from .tables import Row

SCORE_COLUMNS = (
    "scheme", "year", "indicator", "value", "unit", "baseline", "leading", "weight", "points", "numerator",
    "denominator", "source", "numerator unit", "denominator unit", "quality", "status", "missing to next point",
    "value with the base year's grid", "dimension", "target", "application", "scenario",
)  # fmt: skip
USUAL = "gbt36132-2025"
"""Scheme of a case that names none."""
STATED = 0.5
ONE = Decimal(1)


@dataclass(frozen=True)
class Shown:
    """An indicator of one year as people read it: in its own unit, money in the case's currency.

    Attributes
    ----------
    unit : str
        Unit of value, baseline, leading, missing and frozen.
    missing : float or None
        Change of the value that brings one more point.
    frozen : float or None
        Value if electricity still had the factor of the base year.
    from_grid : float
        Points that it has for this reason only.
    """

    indicator: str
    name: str
    dimension: str
    formula: str
    lower_is_better: bool
    unit: str
    value: float | None
    baseline: float | None
    leading: float | None
    missing: float | None
    frozen: float | None
    from_grid: float
    weight: float
    points: float
    numerator: float | None
    numerator_unit: str
    denominator: float | None
    denominator_unit: str
    status: str
    reason: str
    quality: str
    source: str


@dataclass(frozen=True)
class Path:
    """Scores of the factory by one scheme, one a year.

    Attributes
    ----------
    name : str
        Id of the scheme.
    target : Thing or None
        The target whose benchmarks and statements count; None where a scheme is tried that no target names.
    """

    name: str
    scheme: Scheme
    target: Thing | None
    scores: tuple[Score, ...]


def paths(
    case: Case, solution: xr.Dataset, years: Sequence[int] | None = None, name: str | None = None
) -> tuple[Path, ...]:
    """Scores of a Solution by the schemes of the case's targets, or by one scheme.

    Parameters
    ----------
    case : Case
        The case solved, or of which the base year was operated.
    solution : Dataset
        Its Solution, or that of the base year.
    years : sequence of int, optional
        Years of the data; by default the base year and all milestone years.
    name : str, optional
        A scheme; without it those of the targets, or the usual one if there is no target.

    Returns
    -------
    tuple of Path
        One for every target of the scheme; if there is none, one by the scheme's own benchmarks.

    Raises
    ------
    CaseError
        If there is no such scheme.
    """
    of_years = (case.horizon.base_year, *case.horizon.years) if years is None else tuple(years)
    return tuple(
        Path(of, rules, target, tuple(score(case, solution, target, rules, year) for year in of_years))
        for of, rules, target in schemes_of(case, name)
    )


def schemes_of(case: Case, name: str | None = None) -> list[tuple[str, Scheme, Thing | None]]:
    """What a case is scored by: id, scheme and target.

    Parameters
    ----------
    case : Case
        A checked case.
    name : str, optional
        A scheme; without it those of the targets, or the usual one if there is no target.

    Returns
    -------
    list of (str, Scheme, Thing or None)
        Every target of the scheme; if there is none, the scheme alone.

    Raises
    ------
    CaseError
        If there is no such scheme.
    """
    targets = [thing for thing in case.of("green_factory") if name in (None, thing.parameters.scheme)]
    if targets:
        return [(thing.parameters.scheme, scheme(case, thing.parameters.scheme), thing) for thing in targets]
    return [(name or USUAL, scheme(case, name or USUAL), None)]


def shown(case: Case, path: Path, of: Score) -> tuple[Shown, ...]:
    """Indicators of one score in the units people use, in the order of the scheme."""
    given = path.target.parameters if path.target is not None else None
    rows = {row.name: row for row in table(path.scheme, given, case)}
    units = counted(case, given)
    if given is not None and units.get("output") == "1":
        units["output"] = given.product
    return tuple(_shown(case, rows[reading.indicator], reading, units) for reading in of.readings)


def _shown(case: Case, row: Indicator, reading: Reading, units: Mapping[str, str]) -> Shown:
    above, below = (units.get(names[0], "1") if names else "" for names in (row.numerator, row.denominator))
    return Shown(
        indicator=reading.indicator,
        name=row.indicator.name,
        dimension=reading.dimension,
        formula=reading.formula,
        lower_is_better=reading.direction == "lower",
        unit=named(reading.unit, case.currency),
        value=_in(reading.value, reading.scale),
        baseline=_in(reading.baseline, reading.scale),
        leading=_in(reading.leading, reading.scale),
        missing=_in(reading.next_point, reading.scale),
        frozen=_in(reading.frozen_value, reading.scale),
        from_grid=float(from_grid(row, reading)),
        weight=float(reading.weight),
        points=float(reading.points),
        numerator=_in(reading.numerator, _one(above)),
        numerator_unit=named(above, case.currency),
        denominator=_in(reading.denominator, _one(below)),
        denominator_unit=named(below, case.currency),
        status=reading.status,
        reason=reading.reason,
        quality=reading.quality,
        source=reading.source,
    )


def from_grid(row: Indicator, reading: Reading) -> Decimal:
    """Points of an indicator that come from a cleaner grid: what it has more than with the base year's factor."""
    bounds = (reading.baseline, reading.leading)
    if reading.status != "scored" or reading.frozen_value is None or None in bounds:
        return Decimal(0)
    baseline, leading = bounds
    assert baseline is not None
    assert leading is not None
    scale_of = Scale(baseline, leading, reading.weight, reading.direction == "lower", row.indicator.qualitative)
    with wide():
        return reading.points - scale_of.points(reading.frozen_value)


def named(unit: str, currency: str) -> str:
    """A unit with the currency of the case; nothing for a number."""
    if unit == "1":
        return ""
    return unit.replace("万元", "10k CNY").replace("万" + currency, "10k CNY").replace("CNY", currency)


def _one(unit: str) -> Decimal:
    """One of a unit in canonical units; what is no unit is counted."""
    try:
        factor = scale(unit or "1").factor
    except UnitError:
        return ONE
    return Decimal(factor.numerator) / Decimal(factor.denominator)


def _in(value: Decimal | None, unit: Decimal) -> float | None:
    return None if value is None else float(value / unit)


def score_rows(case: Case, solution: xr.Dataset) -> Iterator[Row]:
    """Rows of `scores.csv`: every indicator of every target's scheme, the base year first.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution.

    Yields
    ------
    tuple
        As `SCORE_COLUMNS` says. Values are in the unit of the indicator; numerator and denominator in their own.
    """
    if not case.of("green_factory"):
        return
    found = [(path, made) for path in paths(case, solution) for made in path.scores]
    for path, made in sorted(found, key=lambda pair: pair[1].year):
        for row in shown(case, path, made):
            yield (
                path.name, made.year, row.indicator, row.value, row.unit, row.baseline, row.leading, row.weight,
                row.points, row.numerator, row.denominator, row.source, row.numerator_unit, row.denominator_unit,
                row.quality, row.status, row.missing, row.frozen, row.dimension, made.target, made.application,
                case.scenario,
            )  # fmt: skip


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
        "values": {reading.indicator: _in(reading.value, reading.scale) for reading in made.readings},
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
        "value": _in(statement.value, one),
        "wanted": _in(statement.wanted, one),
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
