"""What the scorer hands on: readings of indicators, scores of years, statements of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Status = Literal["scored", "not scorable", "not applicable"]
Verdict = Literal["pass", "fail", "unknown"]
Kind = Literal["score", "floor", "threshold", "condition"]


@dataclass(frozen=True)
class Reading:
    """One indicator of one year.

    Attributes
    ----------
    unit : str
        Unit in which people read it; `scale` is one of it in canonical units.
    reason : str
        Why it is not scored; empty if it is.
    numerator, denominator, value : Decimal or None
        Canonical units; a count has no denominator.
    baseline, leading : Decimal or None
        Those in force for the factory's size. Canonical units.
    weight : Decimal
        Most points, after those of rows that do not apply have gone to the others.
    next_point : Decimal or None
        By how much the value would have to change for one more point, signed; None at full marks or without points.
        Canonical units.
    quality, source : str
        Of the benchmarks.
    frozen_value : Decimal or None
        Value with the electricity factors of the base year, where CO2 is in the formula: ``value - frozen_value`` is
        what the grid did. Canonical units.
    """

    indicator: str
    dimension: str
    formula: str
    unit: str
    scale: Decimal
    direction: str
    status: Status
    reason: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    baseline: Decimal | None
    leading: Decimal | None
    weight: Decimal
    points: Decimal
    next_point: Decimal | None
    quality: str
    source: str
    frozen_value: Decimal | None


@dataclass(frozen=True)
class Statement:
    """What a case asks of a score, or a scheme names as a condition, in one year.

    Attributes
    ----------
    kind : str
        score; floor, of an indicator or a dimension; threshold, a value that the case asks for; condition, one that
        only the scheme names, for information.
    name : str
        Indicator or dimension; empty for the total.
    value, wanted : Decimal
        What it is and what it must be: points, or canonical units. None where the indicator has no value.
    kept : bool or None
        None where there is no value.
    """

    target: str | None
    kind: Kind
    name: str
    year: int
    application: int
    value: Decimal | None
    wanted: Decimal
    kept: bool | None


@dataclass(frozen=True)
class Score:
    """One scheme, by the numbers of one year.

    Attributes
    ----------
    target : str or None
        Name of the target; None where a scheme is tried that no target asks for.
    label : str
        What must be said wherever the total is shown.
    year, application : int
        Year of the numbers, and of the application that is evaluated by them.
    possible : Decimal
        Points of the rows that can be scored.
    missing_weight : Decimal
        Points of the rows that apply and cannot be scored.
    dimensions : Mapping[str, Decimal]
        Points by dimension.
    by_quality : Mapping[str, Decimal]
        Points earned by the quality of the benchmarks that they rest on.
    statements : tuple of Statement
        What is asked of this year.
    passed : bool or None
        Whether the year meets every gate and statement; None where nothing fails and a gate or value is unknown.
    """

    target: str | None
    scheme: str
    title: str
    label: str
    year: int
    application: int
    readings: tuple[Reading, ...]
    total: Decimal
    possible: Decimal
    missing_weight: Decimal
    dimensions: Mapping[str, Decimal]
    by_quality: Mapping[str, Decimal]
    gates: Mapping[str, Verdict]
    statements: tuple[Statement, ...]
    passed: bool | None

    def reading(self, indicator: str) -> Reading:
        """Reading of one indicator."""
        return next(reading for reading in self.readings if reading.indicator == indicator)
