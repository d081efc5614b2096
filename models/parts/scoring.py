"""Points of an indicator, never more than the scheme gives.

A ratio with a fixed denominator is linear: one yes/no says that the baseline is kept, the rest is a straight line that
ends at the leading value. Where the denominator moves with the decisions, points times denominator is a product: the
scale is cut into segments, at whose ends it is exact; within one it is taken too large, never too small.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo
from pyomo.contrib.fbbt.fbbt import compute_bounds_on_expr

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Expression, Yearly

# Most points of a segment, where the denominator moves.
SEGMENT = 2.0

# Beyond this multiple of the base year, of the baseline and of today's ratio, no plan is looked for. [1]
REACH = 2.0

# The same of a moving denominator. A plan may go beyond it, but then needs more above the line than its points ask for.
GROWN = 1.0

# Share of the most that a denominator can be, below which it is nothing, and there is no ratio. [1]
LEAST = 1e-3


@dataclass(frozen=True)
class Ratio:
    """What an indicator measures in one year, and between which values it is scored.

    Attributes
    ----------
    upper, lower : expression or float
        Above and below the line. Canonical units.
    most_upper, most_lower : float or None
        What they are in the base year, as a measure of what they can become.
    lower_is_better : bool
        Which way is better.
    baseline, leading : float
        Values that earn the first point, and all of them.
    weight : float
        Points for the leading value.
    """

    upper: Expression
    lower: Expression
    most_upper: float | None
    most_lower: float | None
    lower_is_better: bool
    baseline: float
    leading: float
    weight: float


def declare_points(block: Any) -> None:
    """Declare what the points of any indicator and year may need on a target's block."""
    block.reached = pyo.Var(pyo.Any, domain=pyo.Binary, dense=False)
    block.points_limit = pyo.Constraint(
        pyo.Any, doc="No points without keeping the baseline, or beginning the segment."
    )
    block.ratio_limit = pyo.Constraint(pyo.Any, doc="The ratio is as good as the points say.")
    block.level_logic = pyo.Constraint(pyo.Any, doc="A segment is begun when the one before is full.")
    block.share_link = pyo.Constraint(pyo.Any, doc="Points of a segment times the denominator.")


def points(yearly: Yearly, thing: Thing, indicator: str, year: int, ratio: Ratio) -> Expression:
    """Points of an indicator in a year.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway.
    thing : Thing
        The target, whose block has what `declare_points` declares.
    indicator : str
        Name of the row.
    year : int
        A milestone year.
    ratio : Ratio
        What is measured.

    Returns
    -------
    expression or float
        A number where nothing can be decided; else a variable that is never above the true points.
    """
    if not _moves(ratio.lower):
        if not _moves(ratio.upper):
            return _settled(ratio)
        if float(pyo.value(ratio.lower)) <= 0.0:
            return 0.0
        return _fixed(yearly, thing, indicator, year, ratio)
    return _segments(yearly, thing, indicator, year, ratio)


def _moves(expression: Expression) -> bool:
    return not isinstance(expression, (int, float)) and expression.is_potentially_variable()


def _settled(ratio: Ratio) -> float:
    """Points of a ratio that nobody can change."""
    below = float(pyo.value(ratio.lower))
    if below <= 0.0:
        return 0.0
    value = float(pyo.value(ratio.upper)) / below
    if value == ratio.leading or (value < ratio.leading) == ratio.lower_is_better:
        return ratio.weight
    if ratio.leading == ratio.baseline:
        return 0.0
    share = (value - ratio.baseline) / (ratio.leading - ratio.baseline)
    return ratio.weight * min(max(share, 0.0), 1.0)


def _fixed(yearly: Yearly, thing: Thing, indicator: str, year: int, ratio: Ratio) -> Expression:
    """One yes/no and a straight line."""
    block = yearly.own(thing)
    earned = yearly.trade(year, f"{thing.name}.points.{indicator}")
    below = float(pyo.value(ratio.lower))
    first = ratio.baseline * below
    per_point = abs(ratio.leading - ratio.baseline) * below / ratio.weight
    low, high = _bounds(ratio.upper, ratio.most_upper, first)
    kept = block.reached[indicator, year, 1]
    block.points_limit[indicator, year] = earned <= ratio.weight * kept
    sign, least = (1.0, high) if ratio.lower_is_better else (-1.0, low)
    missed = sign * (ratio.upper - first * kept - least * (1.0 - kept)) + per_point * earned
    size = per_point or max(abs(first), abs(least), 1.0) / ratio.weight
    block.ratio_limit[indicator, year] = missed / size <= _recourse(yearly, thing, indicator, year, ratio)
    return earned


def _segments(yearly: Yearly, thing: Thing, indicator: str, year: int, ratio: Ratio) -> Expression:
    """One yes/no a segment of the scale, and one more for its end.

    Points times denominator is what the straight line asks for above the line; of a segment that is full it is exact,
    of the last one begun it is taken with the largest denominator.
    """
    block = yearly.own(thing)
    low, most = _bounds(ratio.lower, ratio.most_lower, 0.0, GROWN)
    size = (abs(ratio.leading - ratio.baseline) or abs(ratio.leading) or 1.0) * max(most, 1e-9) / ratio.weight
    steep = abs(ratio.leading - ratio.baseline) / ratio.weight
    count = math.ceil(ratio.weight / SEGMENT) if steep > 0.0 else 0
    begun = [block.reached[indicator, year, number] for number in range(1, count + 2)]
    earned, product = [], []
    for number in range(count):
        part = yearly.trade(year, f"{thing.name}.segment.{indicator}.{number}")
        times = yearly.trade(year, f"{thing.name}.product.{indicator}.{number}")
        width, key = ratio.weight / count, (indicator, year, number)
        full = begun[number + 1]
        block.points_limit[key] = part <= width * begun[number]
        block.level_logic[key] = full <= begun[number]
        block.share_link[(*key, "full")] = times >= width * (ratio.lower - most * (1.0 - full))
        block.share_link[(*key, "begun")] = times >= most * part - width * (most - low) * full
        earned.append(part)
        product.append(times)
    slack = _recourse(yearly, thing, f"{indicator}.below", year, ratio)
    block.ratio_limit[indicator, year, "below"] = LEAST * begun[0] <= ratio.lower / max(most, 1e-9) + slack
    asked = ratio.baseline * ratio.lower
    if ratio.lower_is_better:
        _, high = _bounds(ratio.upper, ratio.most_upper, ratio.baseline * most)
        missed = ratio.upper + steep * sum(product) - asked - high * (1.0 - begun[0])
    else:
        missed = asked + steep * sum(product) - ratio.upper - ratio.baseline * most * (1.0 - begun[0])
    block.ratio_limit[indicator, year] = missed / size <= _recourse(yearly, thing, indicator, year, ratio)
    return sum(earned) if count else ratio.weight * begun[0]


def _recourse(yearly: Yearly, thing: Thing, name: str, year: int, ratio: Ratio) -> Expression:
    """What is missing for the points that a plan counts on, in points."""
    return yearly.slack(thing, f"indicators.{name}", year, "level", ratio.weight)


def _bounds(expression: Expression, today: float | None, other: float, reach: float = REACH) -> tuple[float, float]:
    """Between which values an expression can lie, by its variables; else up to a multiple of what is known of it."""
    low, high = compute_bounds_on_expr(expression)
    known = max(today or 0.0, other)
    return (0.0 if low is None else low), (reach * known if high is None else high)
