"""Scores that the plan counted: never above the exact ones, which keep what the case asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from ..case.value import Case, Thing
from ..schemes import Row, Scheme, answer, table
from ..score import Score, scores
from .evidence import Evidence
from .gauge import Array, Gauge
from .result import Check

MOST = 100.0
"""Points to which tolerances refer."""


def is_stated(target: Thing, year: int) -> bool:
    """Whether a case asks anything of the application that the numbers of a year are for."""
    given = target.parameters
    paths = [given.score, *given.floors.values(), *given.thresholds.values()]
    return any(path is not None and path.defined(year + given.lag) for path in paths)


def stated_targets(case: Case) -> list[Thing]:
    """Targets that ask something of a milestone year."""
    return [
        target for target in case.of("green_factory") if any(is_stated(target, year) for year in case.horizon.years)
    ]


def scored_indicators(case: Case) -> list[str]:
    """Indicators of the schemes of these targets, sorted."""
    return sorted(
        {name for target in stated_targets(case) for name in case.schemes[target.parameters.scheme].indicators}
    )


def score_variables(case: Case) -> set[str]:
    """Variables that the plan must have because of its targets."""
    targets = stated_targets(case)
    needed = {"points", "score", "score_stated"} if targets else set()
    asking = [target.parameters for target in targets if target.parameters.score is not None]
    years = case.horizon.years
    if any(given.score.defined(year + given.lag) for given in asking for year in years):
        needed.add("required")
    return needed


def score_checks(evidence: Evidence) -> list[Check]:
    """What the plan counts is what it says, no more than the exact score, and as much as the case asks."""
    targets = {target.name: target for target in stated_targets(evidence.case)}
    exact = {(found.target, found.year): found for found in scores(evidence.case, evidence.stored.solution)}
    return [
        *_counted(evidence, targets),
        *_never_above(evidence, targets, exact),
        *_kept(evidence, targets, exact),
    ]


def _counted(evidence: Evidence, targets: Mapping[str, Thing]) -> list[Check]:
    """Which years count, what is asked of them, and that the total is the sum."""
    stated = evidence.gauge("scores.stated", "The years that count are those of which the case asks something.", "1")
    required = evidence.gauge("scores.required", "The total asked for is that of the case.", "points")
    total = evidence.gauge("scores.total", "The total that the plan counts is the sum of its points.", "points")
    stored, axes, years = evidence.stored, evidence.yearly, evidence.years
    known = stored.rows("score").keys() | stored.rows("score_stated").keys() | stored.rows("required").keys()
    for name in sorted(targets.keys() | known):
        target = targets.get(name)
        asked = [target is not None and is_stated(target, year) for year in years]
        stated.equal(name, axes, stored.row("score_stated", name), np.array(asked, dtype=float))
        total.equal(name, axes, stored.row("score", name), stored.row("points", name).sum(axis=1))
        if evidence.stored.solution.attrs.get("objective", "cost") != "score":
            required.equal(name, axes, stored.row("required", name), _required(target, years))
    return [stated.check(), required.check(), total.check()]


def _required(target: Thing | None, years: Sequence[int]) -> Array:
    """Total asked for by the numbers of each year, zero where none is [points]."""
    path = None if target is None else target.parameters.score
    if target is None or path is None:
        return np.zeros(len(years))
    applications = [year + target.parameters.lag for year in years]
    return np.array([path.at(year) if path.defined(year) else 0.0 for year in applications])


Exact = Mapping[tuple[str | None, int], Score]


def _never_above(evidence: Evidence, targets: Mapping[str, Thing], exact: Exact) -> list[Check]:
    """Points and totals of the plan against the exact ones; nothing is counted in other years."""
    single = evidence.gauge("scores.points", "No points are counted that the exact score does not have.", "points")
    total = evidence.gauge("scores.never_above", "The total that the plan counts is not above the exact one.", "points")
    indicators = [str(name) for name in evidence.stored.labels["indicator"]]
    axes = {**evidence.yearly, "indicator": indicators}
    for name in sorted(targets.keys() | evidence.stored.rows("points").keys()):
        most = np.zeros((len(evidence.years), len(indicators)))
        for index, year in enumerate(evidence.years):
            if name in targets and is_stated(targets[name], year):
                earned = {reading.indicator: reading.points for reading in exact[name, year].readings}
                most[index] = [float(earned.get(indicator, 0)) for indicator in indicators]
        single.at_most(name, axes, evidence.stored.row("points", name), most, scale=MOST)
        total.at_most(name, evidence.yearly, evidence.stored.row("score", name), most.sum(axis=1), scale=MOST)
    return [single.check(), total.check()]


def _kept(evidence: Evidence, targets: Mapping[str, Thing], exact: Exact) -> list[Check]:
    """Totals, floors, values and gates that the case asks for, by the exact score."""
    least = evidence.gauge("limits.score", "The exact score is what the case asks for.", "points")
    floors = evidence.gauge("limits.score_floors", "No indicator or dimension has fewer points than asked.", "points")
    values = evidence.gauge(
        "limits.score_thresholds", "Indicators reach the values asked for, whatever their points.", "of the numerator"
    )
    gates = evidence.gauge("limits.gates", "Requirements without points are met, if need be by their measure.", "1")
    for name, target in targets.items():
        scheme = evidence.case.schemes[target.parameters.scheme]
        rows = {row.name: row for row in table(scheme, target.parameters, evidence.case)}
        required = evidence.stored.row("required", name)
        for index, year in enumerate(evidence.years):
            if not is_stated(target, year):
                continue
            found = exact[name, year]
            _at_least(least, f"{name}.score", year, found.total, float(required[index]))
            _floors(floors, target, found, scheme)
            _values(values, target, found, rows)
            _gates(gates, evidence, target, index)
    return [least.check(), floors.check(), values.check(), gates.check()]


def _at_least(gauge: Gauge, item: str, year: int, found: Decimal, wanted: float) -> None:
    gauge.at_most(item, {"year": [year]}, [wanted - float(found)], 0.0, scale=MOST)


def _floors(gauge: Gauge, target: Thing, found: Score, scheme: Scheme) -> None:
    for name, path in _defined(target.parameters.floors, found.application):
        of = {indicator for indicator, row in scheme.indicators.items() if name in (indicator, row.dimension)}
        earned = _sum(reading.points for reading in found.readings if reading.indicator in of)
        _at_least(gauge, f"{target.name}.floors.{name}", found.year, earned, path)


def _sum(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


def _values(gauge: Gauge, target: Thing, found: Score, rows: Mapping[str, Row]) -> None:
    """A value is short by what its numerator misses; one that is not known is short of anything."""
    for name, wanted in _defined(target.parameters.thresholds, found.application):
        reading, row = found.reading(name), rows[name]
        item, axes = f"{target.name}.thresholds.{name}", {"year": [found.year]}
        if reading.numerator is None or (row.denominator and reading.denominator is None):
            gauge.at_most(item, axes, [np.nan], 0.0)
            continue
        above = float(reading.numerator)
        most = wanted * (1.0 if reading.denominator is None else float(reading.denominator))
        missed = above - most if reading.direction == "lower" else most - above
        gauge.at_most(item, axes, [missed], 0.0, scale=max(abs(above), abs(most)))


def _gates(gauge: Gauge, evidence: Evidence, target: Thing, index: int) -> None:
    for gate, text in target.parameters.gates.items():
        said = answer(text)
        met = float(said) if said is not None else float(evidence.stored.row("active", text)[index])
        gauge.at_most(f"{target.name}.gates.{gate}", {"year": [evidence.years[index]]}, [1.0 - met], 0.0)


def _defined(paths: Mapping[str, Any], year: int) -> list[tuple[str, float]]:
    """Values of the paths that state something for a year."""
    return [(name, float(path.at(year))) for name, path in paths.items() if path.defined(year)]
