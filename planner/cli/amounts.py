"""Values of a case in words: in the unit that the declaration names, in one year or over all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..units import scale

if TYPE_CHECKING:
    from ..case.value import Case
    from ..fields import YearPath


def _from(path: YearPath, year: int) -> int:
    """The year, or the first one in which the path has a value."""
    return max(year, path.points[0][0])


def value_of(path: YearPath, year: int) -> float:
    """Value of a path in a year, or in the first year that has one."""
    return path.at(_from(path, year))


def price(case: Case, path: YearPath, year: int) -> str:
    """Value of a path in a year with its declared unit."""
    return f"{in_unit(value_of(path, year), path.unit)} {unit_name(path.unit, case.currency)}"


def said(given: Any, currency: str) -> Iterator[str]:
    """Fields that a declaration was given, with their values."""
    for field in sorted(given.model_fields_set):
        yield f"{field} {worded(getattr(given, field), currency)}"


def worded(value: Any, currency: str) -> str:
    """A value of a declaration in its declared unit."""
    points = getattr(value, "points", None)
    if points is not None:
        if value.is_constant:
            return f"{in_unit(points[0][1], value.unit)} {unit_name(value.unit, currency)}".strip()
        amounts = ", ".join(f"{year}: {in_unit(amount, value.unit)}" for year, amount in points)
        return f"{{{amounts}}} {unit_name(value.unit, currency)}".strip()
    if isinstance(value, float):
        unit = getattr(value, "unit", "")
        return f"{in_unit(value, unit)} {unit_name(unit, currency)}".strip()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {worded(inner, currency)}" for key, inner in value.items()) + "}"
    if hasattr(value, "model_fields_set"):
        return "(" + ", ".join(said(value, currency)) + ")"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def in_unit(amount: float, unit: str) -> str:
    """A canonical number in the unit that the declaration names."""
    shown = float(amount) / float(scale(unit or "1").factor)
    return f"{shown:,.0f}" if abs(shown) >= 1e5 else f"{shown:.6g}"


def unit_name(unit: str, currency: str) -> str:
    """A declared unit with the currency of the case; nothing for a pure number."""
    return "" if unit == "1" else unit.replace("CNY", currency)
