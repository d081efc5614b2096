"""A green-factory score to be reached: points of the indicators of a scheme, in the years whose data are evaluated."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from ..schemes import BENCHMARK_STEPS, Benchmark, answer, table
from .parts.quantities import of_base_year, quantity
from .parts.scoring import REACH, Ratio, declare_points, points

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..schemes import Row, Scheme
    from .accounts import Expression, Yearly

ORDER = 5

# Share of today's energy below which no plan is looked for, where benchmarks go by size. [1]
LEAST_ENERGY = 0.2


class History(Declaration):
    """Years before the plan, for indicators that count three years."""

    investment: dict[str, Annotated[float, Unit("CNY", ge=0)]] = Field(
        default={}, description="Green retrofit investment by calendar year."
    )
    output_value: dict[str, Annotated[float, Unit("CNY", ge=0)]] = Field(
        default={}, description="Output value by calendar year, where `production` does not give it."
    )


class Drift(Declaration):
    """How benchmarks and peers are expected to move, for the outlook; nothing is planned for it."""

    thresholds: Annotated[float, Unit("%/a", ge=0, lt=100)] = Field(
        default=0.0, description="Yearly tightening of baselines and leading values."
    )
    peers: Annotated[float, Unit("1", ge=0)] = Field(default=0.0, description="Yearly rise of the peers' points.")
    peer_average: Annotated[float, Unit("1", ge=0)] | None = Field(
        default=None, description="Average total of the local green factories today."
    )
    bottom: Annotated[float, Unit("1", ge=0)] | None = Field(
        default=None, description="Total below which the lowest 5 % of green factories lie today."
    )


class Parameters(Declaration):
    """A scheme, what the factory is measured by, and what it must reach.

    Years are those of the application, which is evaluated by the data of `lag` years before. A value holds until the
    next.
    """

    section: ClassVar[str] = "targets"
    kind: ClassVar[str] = "green_factory"

    scheme: str = Field(description="Scheme of the packs, or of the case's folder `schemes`.")
    product: str | None = Field(
        default=None,
        description="Entry of `production` that intensities are counted per; without it they are per output value.",
    )
    output_value: str = Field(default="output_value", description="Entry of `production` that is the output value.")
    value_added: str = Field(default="value_added", description="Entry of `production` that is the value added.")
    lag: int = Field(default=1, ge=0, le=3, description="Years between the data and the application.")
    score: Annotated[YearPath, Unit("1", ge=0, le=100, step=True)] | None = Field(
        default=None, description="Least total."
    )
    floors: dict[str, Annotated[YearPath, Unit("1", ge=0, le=100, step=True)]] = Field(
        default={}, description="Least points of an indicator or of a dimension."
    )
    thresholds: dict[str, Annotated[YearPath, BENCHMARK_STEPS]] = Field(
        default={}, description="Value that an indicator must reach, whatever its points."
    )
    credit: dict[str, Annotated[float, Unit("1", ge=0, le=100)]] = Field(
        default={},
        description="Most points of an indicator that the plan may count on; for the share of investment by default "
        "half of them, so that nothing is bought for its price alone.",
    )
    gates: dict[str, str] = Field(
        default={}, description="Requirements without points: yes, no, or the measure that brings it."
    )
    not_applicable: list[str] = Field(default=[], description="Indicators that do not apply to the factory.")
    benchmarks: dict[str, Benchmark] = Field(
        default={}, description="Own baselines and leading values, in place of the scheme's."
    )
    history: History = Field(default=History(), description="Years before the plan.")
    drift: Drift = Field(default=Drift(), description="How benchmarks and peers move.")


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Reach the points, values and requirements that are asked for, by the data of the years that are evaluated."""
    given, block = thing.parameters, yearly.own(thing)
    scheme = yearly.site.case.schemes[given.scheme]
    rows = table(scheme, given, yearly.site.case)
    declare_points(block)
    for year in yearly.site.years:
        asked = _asked(given, year + given.lag)
        if not asked:
            continue
        floors = {name: least for name, least in _defined(given.floors, year + given.lag).items() if least > 0.0}
        counted = [row for row in rows if _is_read(row, given, floors, year + given.lag)]
        earned = {row.name: 0.0 for row in rows}
        earned |= {row.name: _points(yearly, thing, scheme, row, year) for row in counted}
        total = sum(earned.values())
        yearly.detail("score", (thing.name,), year, total)
        yearly.detail("score_stated", (thing.name,), year, 1.0)
        for indicator, amount in earned.items():
            yearly.detail("points", (thing.name, indicator), year, amount)
        if given.score is not None and given.score.defined(year + given.lag):
            required = given.score.at(year + given.lag)
            if yearly.asked is not None:
                required = yearly.asked.get((thing.name, year), 0.0)
            yearly.detail("required", (thing.name,), year, required)
            yearly.limit(thing, "score", year, required - total, 0.0, "points", 100.0)
        for name, least in floors.items():
            of = [indicator for indicator, row in scheme.indicators.items() if name in (indicator, row.dimension)]
            reached = sum(earned[indicator] for indicator in of)
            yearly.limit(thing, f"floors.{name}", year, least - reached, 0.0, "points", 100.0)
        for name, value in _defined(given.thresholds, year + given.lag).items():
            row = next(row for row in rows if row.name == name)
            _reach(yearly, thing, scheme, row, value, year)
        for gate, text in given.gates.items():
            _pass(yearly, thing, gate, text, year)


def _asked(given: Parameters, application: int) -> bool:
    """Whether anything is stated for an application year."""
    paths = [given.score, *given.floors.values(), *given.thresholds.values()]
    return any(path is not None and path.defined(application) for path in paths)


def _is_read(row: Row, given: Parameters, floors: Mapping[str, float], application: int) -> bool:
    """Whether the points of a row are asked for: a total or a floor of zero asks for none."""
    total = given.score is not None and given.score.defined(application) and given.score.at(application) > 0.0
    return total or row.name in floors or row.indicator.dimension in floors


def _defined(paths: Mapping[str, YearPath], year: int) -> dict[str, float]:
    return {name: path.at(year) for name, path in paths.items() if path.defined(year)}


def _points(yearly: Yearly, thing: Thing, scheme: Scheme, row: Row, year: int) -> Expression:
    """Points of a row; none where it cannot be scored."""
    if not row.scorable or row.weight == 0.0:
        return 0.0
    given, indicator = thing.parameters, row.indicator
    baseline, leading = _benchmarks(yearly, scheme, row)
    if indicator.qualitative:
        baseline = leading
    growth = yearly.site.expansion(year)
    upper, lower = _sides(yearly, scheme, given, row, year)
    ratio = Ratio(
        upper=upper,
        lower=lower,
        most_upper=_today(yearly, scheme, row.numerator, growth),
        most_lower=_today(yearly, scheme, row.denominator, growth),
        lower_is_better=indicator.direction == "lower",
        baseline=baseline,
        leading=leading,
        weight=row.weight,
    )
    counted = points(yearly, thing, row.name, year, ratio)
    most = given.credit.get(row.name, row.weight / 2.0 if "green_investment" in row.numerator else row.weight)
    if most >= row.weight or isinstance(counted, (int, float)):
        return min(counted, most) if isinstance(counted, (int, float)) else counted
    credited = yearly.trade(year, f"{thing.name}.credited.{row.name}")
    block = yearly.own(thing)
    block.points_limit[row.name, year, "earned"] = credited <= counted
    block.points_limit[row.name, year, "credit"] = credited <= most
    return credited


def _sides(yearly: Yearly, scheme: Scheme, given: Parameters, row: Row, year: int) -> tuple[Expression, Expression]:
    """What stands above and below the line."""
    upper = sum(quantity(yearly, scheme, given, name, year) for name in row.numerator)
    below = [quantity(yearly, scheme, given, name, year) for name in row.denominator]
    return upper, sum(below) if below else 1.0


def _today(yearly: Yearly, scheme: Scheme, names: tuple[str, ...], growth: float) -> float | None:
    """A sum of quantities as it was in the base year, grown with the output."""
    known = [of_base_year(yearly, scheme, name) for name in names]
    return growth * sum(number for number in known if number is not None) if any(known) else None


def _benchmarks(yearly: Yearly, scheme: Scheme, row: Row) -> tuple[float, float]:
    """Baseline and leading value; where they go by size, the hardest of the classes that a plan may end in.

    The exact score takes the class of the year's energy, so it is never below.
    """
    if not row.classes:
        assert row.baseline is not None
        assert row.leading is not None
        return row.baseline, row.leading
    energy = of_base_year(yearly, scheme, "energy") or 0.0
    later = [size.energy for size in row.classes[1:]] + [math.inf]
    near = [
        size
        for size, end in zip(row.classes, later, strict=True)
        if end > LEAST_ENERGY * energy and size.energy <= REACH * energy
    ]
    hardest = min if row.indicator.direction == "lower" else max
    return (
        hardest(_given(size.baseline, row.baseline) for size in near),
        hardest(_given(size.leading, row.leading) for size in near),
    )


def _given(own: float | None, general: float | None) -> float:
    found = own if own is not None else general
    assert found is not None
    return found


def _reach(yearly: Yearly, thing: Thing, scheme: Scheme, row: Row, value: float, year: int) -> None:
    """A value of an indicator, whatever its points; linear, as the value is fixed."""
    upper, lower = _sides(yearly, scheme, thing.parameters, row, year)
    missed = upper - value * lower
    today = _today(yearly, scheme, row.numerator, 1.0) or 1.0
    sign = 1.0 if row.indicator.direction == "lower" else -1.0
    yearly.limit(thing, f"thresholds.{row.name}", year, sign * missed, 0.0, "of " + row.numerator[0], max(today, 1e-3))


def _pass(yearly: Yearly, thing: Thing, gate: str, text: str, year: int) -> None:
    """A requirement that a measure brings needs that measure; one that is not met cannot be met."""
    if answer(text):
        return
    passed = yearly.active.get((text, year), 0.0)
    yearly.limit(thing, f"gates.{gate}", year, 1.0 - passed, 0.0, "gate", 1.0)
