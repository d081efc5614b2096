"""What is said beside the points of a score: what they rest on, what is missing, what nobody claims."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from .cells import number
from .voice import printable

CLAIM = (
    "No recognition of any kind is claimed: whether a factory is accepted under a scheme is for the authority to say."
)
VERDICTS = {"pass": "pass", "fail": "FAIL", "unknown": "unknown"}
DIGITS = 4
"""Significant digits of a value."""
SMALL = 0.05
"""Below which the next smaller unit of mass is taken."""
SMALLER = {"t": "kg", "kg": "g", "tce": "kgce", "kgce": "gce", "tCO2": "kgCO2", "kgCO2": "gCO2"}
LARGE = 1e6
"""From which money is shown in millions."""


def points(value: float) -> str:
    """Points with one decimal; all of them without.

    Examples
    --------
    >>> points(8.0), points(7.96), points(7.99)
    ('8', '8.0', '8.0')
    """
    return f"{value:.0f}" if abs(value - round(value)) < 1e-9 else f"{value:.1f}"


def magnitude(unit: str, values: Sequence[float | None]) -> tuple[str, float]:
    """Unit in which numbers read well, and what the numbers are multiplied by."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    mass, slash, per = unit.partition("/")
    factor = 1.0
    while slash and mass in SMALLER and 0.0 < largest * factor < SMALL:
        mass, factor = SMALLER[mass], 1000.0 * factor
    return f"{mass}{slash}{per}", factor


def digits_for(unit: str, values: Sequence[float | None]) -> int:
    """Decimals that give the largest of some numbers four significant digits; two to shares at most, none to counts."""
    known = [abs(value) for value in values if value is not None]
    if unit == "" and all(value == round(value) for value in known):
        return 0
    largest = max(known, default=0.0)
    digits, bound = DIGITS - 1, 10.0
    while largest >= bound and digits > 0:
        digits, bound = digits - 1, bound * 10.0
    while 0.0 < largest < bound / 10.0 and digits < 2 * DIGITS:
        digits, bound = digits + 1, bound / 10.0
    return min(digits, 2) if unit == "%" else digits


def step(value: float | None, unit: str, digits: int) -> Text:
    """Change of a value that brings the next point; a count changes by whole things."""
    if value is not None and unit == "" and digits == 0:
        value = math.copysign(math.ceil(abs(value) - 1e-9), value)
    return number(value, digits, signed=True)


def amount(value: float | None, unit: str) -> Text:
    """A numerator or denominator with its unit."""
    if value is None:
        return Text("")
    scaled, word = (
        (value / 1e6, f"Mio {unit}") if len(unit) == 3 and unit.isupper() and value >= LARGE else (value, unit)
    )
    digits = 0 if abs(scaled) >= 1e4 or scaled == round(scaled) else digits_for("any", [scaled])
    return Text(printable(f"{number(scaled, digits).plain} {word}".strip()))


def heading(record: Mapping[str, Any], *more: str) -> Text:
    """Title of the scheme and name of the target, over a table that may be narrower than they are."""
    whose = f" ({record['target']})" if record["target"] is not None else ""
    lines = (f"{record['title']}{whose}", *more)
    return Text("\n" + "\n".join(printable(line) for line in lines), style="bold")


def foundation(entry: Mapping[str, Any], total: float) -> Iterator[Text]:
    """What a total rests on: points by quality of the benchmarks, and points that nobody can give."""
    parts = [f"{points(earned)} on {quality}" for quality, earned in entry["by_quality"].items() if earned > 0.0]
    if parts:
        yield Text(f"\nPoints by benchmarks: {', '.join(parts)} ones.")
    if entry["missing_weight"] > 0.0:
        yield Text(
            f"{points(entry['missing_weight'])} of {points(total)} points cannot be scored; they count as none.",
            style="yellow",
        )


def closing(record: Mapping[str, Any]) -> Iterator[Text]:
    """The label of the scheme, and that nothing is claimed."""
    yield Text(f"\n{printable(record['label'])}")
    yield Text(CLAIM, style="dim")


def stated(statement: Mapping[str, Any]) -> str:
    """What a statement asks for, and what there is."""
    unit, factor = magnitude(statement["unit"], [statement["value"], statement["wanted"]])
    values = [None if value is None else factor * value for value in (statement["value"], statement["wanted"])]
    digits = 1 if unit == "points" else digits_for(unit, values)
    value, wanted = (number(part, digits).plain for part in values)
    return printable(f"{statement['title']}: {value or 'unknown'}, asked for {wanted} {unit}".strip())
