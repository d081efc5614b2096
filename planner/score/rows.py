"""One row of a scheme: numerator, denominator and value, the benchmarks of the factory's size, points and reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..schemes import Row
from .exact import ONE, ZERO, Scale, exact, one_of
from .quantities import Quantities
from .result import Reading

SHARE = "%"


def read(numbers: Quantities, row: Row, weight: Decimal, energy: Decimal, drift: Decimal) -> Reading:
    """One row: its value, as far as the case knows it, and its points, as far as it can be scored.

    Parameters
    ----------
    numbers : Quantities
        Of the year.
    row : Row
        What is measured, and by which benchmarks.
    weight : Decimal
        Most points.
    energy : Decimal
        Comprehensive energy, by which benchmarks of several sizes go. [tce]
    drift : Decimal
        Share by which benchmarks become harder to reach each year from the base year on. [1/a]
    """
    indicator = row.indicator
    above, below = (_side(numbers, row, names) for names in (row.numerator, row.denominator))
    value = _ratio(row, above, below)
    unit, size = _unit(numbers, row)
    bounds = _bounds(numbers, row, weight, energy, drift)
    reason = _reason(row, above, below, value, bounds)
    scored = bounds if row.applies and not reason else None
    return Reading(
        indicator=row.name,
        dimension=indicator.dimension,
        formula=indicator.formula,
        unit=unit,
        scale=size,
        direction=indicator.direction,
        status="not applicable" if not row.applies else "not scorable" if scored is None else "scored",
        reason=reason,
        numerator=above,
        denominator=below if row.denominator else None,
        value=value,
        baseline=_given(bounds, "baseline"),
        leading=_given(bounds, "leading"),
        weight=weight,
        points=ZERO if scored is None or value is None else scored.points(value),
        next_point=None if scored is None or value is None else scored.to_next(value),
        quality=row.quality,
        source=row.source,
        frozen_value=_frozen(numbers, row) if value is not None else None,
    )


def _side(numbers: Quantities, row: Row, names: tuple[str, ...]) -> Decimal | None:
    """What stands above or below the line; None if the case does not state all of it."""
    return None if set(names).intersection(row.missing) else numbers.add(names)


def _given(bounds: Scale | None, name: str) -> Any:
    return None if bounds is None else getattr(bounds, name)


def _ratio(row: Row, above: Decimal | None, below: Decimal | None) -> Decimal | None:
    if above is None or below is None:
        return None
    if not row.denominator:
        return above
    if below <= ZERO:
        return None
    return above / below if above else ZERO


def _frozen(numbers: Quantities, row: Row) -> Decimal | None:
    """Value with the electricity factors of the base year, where they matter."""
    if "co2" not in (*row.numerator, *row.denominator):
        return None
    return _ratio(row, numbers.add(row.numerator, frozen=True), numbers.add(row.denominator, frozen=True))


def _bounds(numbers: Quantities, row: Row, weight: Decimal, energy: Decimal, drift: Decimal) -> Scale | None:
    """Baseline and leading value of the factory's size, None if one is not known."""
    reached = [size for size in row.classes if exact(size.energy) <= energy]
    if row.classes and not reached:
        return None
    own = reached[-1] if reached else row
    baseline = row.baseline if own.baseline is None else own.baseline
    leading = row.leading if own.leading is None else own.leading
    if baseline is None or leading is None:
        return None
    lower = row.indicator.direction == "lower"
    bounds = Scale(exact(baseline), exact(leading), weight, lower, row.indicator.qualitative)
    since = numbers.year - numbers.ledger.case.horizon.base_year
    return bounds.tightened(drift, since, ONE if row.indicator.unit == SHARE else None)


def _reason(row: Row, above: Decimal | None, below: Decimal | None, value: Decimal | None, bounds: Scale | None) -> str:
    """Why a row is not scored; empty if it is."""
    if not row.applies:
        return "does not apply to the factory"
    if row.missing:
        return f"the case does not state {', '.join(dict.fromkeys(row.missing))}"
    if above is None or below is None:
        return f"the case does not state {', '.join((*row.numerator, *row.denominator))} as far back as it is needed"
    if value is None:
        return f"{' + '.join(row.denominator)} is zero"
    if bounds is None and row.classes:
        return "no baseline and leading value for a factory of this size"
    return "no baseline and leading value" if bounds is None else ""


def _unit(numbers: Quantities, row: Row) -> tuple[str, Decimal]:
    """Unit in which a row is shown, and one of it in canonical units."""
    case, text = numbers.ledger.case, row.indicator.unit
    product = None if numbers.given is None else numbers.given.product
    if product is None:
        spelled = counted = "万元" if case.currency == "CNY" else f"万{case.currency}"
    else:
        counted = case.production[product].unit.removesuffix("/a") if product in case.production else "1"
        spelled = "unit" if counted in ("", "1") else counted
    return text.replace("{per}", spelled), one_of(text.replace("{per}", counted or "1"))
