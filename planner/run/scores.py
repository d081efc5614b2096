"""Scores of a run: indicators in the units people use, and the rows of `scores.csv`.

Receives a Case and a Solution; all points are those of the exact scorer, which knows nothing of the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xarray as xr

from ..case.schemes import scheme
from ..case.value import Case, Thing
from ..quantities import counted
from ..schemes import Row as Indicator
from ..schemes import Scheme, table
from ..score import Reading, Score, score
from ..score.exact import Scale, one_of, wide
from .tables import Row

SCORE_COLUMNS = (
    "scheme", "year", "indicator", "value", "unit", "baseline", "leading", "weight", "points", "numerator",
    "denominator", "source", "numerator unit", "denominator unit", "quality", "status", "missing to next point",
    "value with the base year's grid", "dimension", "target", "application", "scenario",
)  # fmt: skip
USUAL = "gbt36132-2025"
"""Scheme of a case that names none."""


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
        value=in_unit(reading.value, reading.scale),
        baseline=in_unit(reading.baseline, reading.scale),
        leading=in_unit(reading.leading, reading.scale),
        missing=in_unit(reading.next_point, reading.scale),
        frozen=in_unit(reading.frozen_value, reading.scale),
        from_grid=float(from_grid(row, reading)),
        weight=float(reading.weight),
        points=float(reading.points),
        numerator=in_unit(reading.numerator, one_of(above)),
        numerator_unit=named(above, case.currency),
        denominator=in_unit(reading.denominator, one_of(below)),
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


def in_unit(value: Decimal | None, unit: Decimal) -> float | None:
    """A number in a unit, of which one is given in canonical units; what is not known stays so."""
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
