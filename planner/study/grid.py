"""The points of a sweep: what is varied, and every combination of it.

A value is text as `--set` takes it. A range counts from the first to the last in steps, exactly as written: its ends
may carry a unit or a leading ``x``, which all its values then carry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from typing import TypeVar

from ..case.value import Where
from ..errors import CaseError, Finding

OPTION = "--vary"
MOST_POINTS = 10_000
NUMBER = re.compile(r"\s*(x?)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*?)\s*")
T = TypeVar("T")
ADVICE = "write KEY=A:B:STEP such as carbon.price=0:400:20, or KEY=A,B,C such as horizon.discount_rate=5%,8%"


@dataclass(frozen=True)
class Axis:
    """A key and the values it takes, in order."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """A key and the range of numbers it may take; values are written with their prefix and unit."""

    key: str
    low: Decimal
    high: Decimal
    prefix: str = ""
    unit: str = ""

    def at(self, share: float) -> str:
        """The value at a share of the way from low to high. [1]"""
        return self.write(self.low + (self.high - self.low) * Decimal(repr(float(share))))

    def write(self, number: Decimal) -> str:
        """A number of the range as a value."""
        rounded = number.normalize() if number else Decimal(0)
        return f"{self.prefix}{rounded:f}" + (self.unit if self.unit in ("", "%") else f" {self.unit}")


def read_axes(texts: Sequence[str]) -> list[Axis]:
    """Axes of a grid.

    Parameters
    ----------
    texts : sequence of str
        Each ``KEY=A:B:STEP`` or ``KEY=A,B,C``.

    Returns
    -------
    list of Axis
        In the order given.

    Raises
    ------
    CaseError
        With every text that is neither, is given twice or makes too many points.
    """
    axes, wrong = [], []
    for text in texts:
        key, _, values = text.partition("=")
        try:
            axes.append(Axis(key.strip(), _values(key.strip(), values.strip())))
        except ValueError as problem:
            wrong.append(_finding(text, str(problem)))
    wrong.extend(_repeated([axis.key for axis in axes]))
    count = 1
    for axis in axes:
        count *= len(axis.values)
    if count > MOST_POINTS:
        wrong.append(_finding("", f"this makes {count:,} points; {MOST_POINTS:,} are allowed"))
    if wrong:
        raise CaseError(wrong)
    return axes


def read_spans(texts: Sequence[str]) -> list[Span]:
    """Ranges without steps.

    Parameters
    ----------
    texts : sequence of str
        Each ``KEY=A:B``.

    Raises
    ------
    CaseError
        With every text that is not, or is given twice.
    """
    spans, wrong = [], []
    for text in texts:
        key, _, values = text.partition("=")
        try:
            parts = values.split(":")
            if not key.strip() or len(parts) != 2:
                raise ValueError("write KEY=A:B, such as carbon.price=0:400")
            span, _ = _span(key.strip(), parts)
            if span.low >= span.high:
                raise ValueError(f"{span.low} is not below {span.high}")
            spans.append(span)
        except ValueError as problem:
            wrong.append(_finding(text, str(problem)))
    wrong.extend(_repeated([span.key for span in spans]))
    if wrong:
        raise CaseError(wrong)
    return spans


def points(axes: Sequence[Axis]) -> list[tuple[str, ...]]:
    """Every combination of values; the last axis varies fastest."""
    return list(product(*(axis.values for axis in axes)))


def overrides(axes: Sequence[Axis], point: Sequence[str]) -> tuple[str, ...]:
    """A point as changes of the case."""
    return tuple(f"{axis.key}={value}" for axis, value in zip(axes, point, strict=True))


def chains(axes: Sequence[Axis], count: int) -> list[Sequence[tuple[str, ...]]]:
    """The points in chains of neighbours, at least as many as there are workers.

    Every chain runs along the last axis with the most values, whose neighbours are nearest to each other; where there
    are fewer lines than workers, lines are cut.
    """
    along = max(range(len(axes)), key=lambda place: (len(axes[place].values), place))
    others = [axis.values for place, axis in enumerate(axes) if place != along]
    lines = []
    for rest in product(*others):
        line = [(*rest[:along], value, *rest[along:]) for value in axes[along].values]
        lines.append(line)
    pieces = -(-count // len(lines)) if len(lines) < count else 1
    return [part for line in lines for part in cut(line, pieces)]


def cut(line: Sequence[T], pieces: int) -> list[Sequence[T]]:
    """A line in pieces of nearly equal length."""
    pieces = min(pieces, len(line))
    ends = [round(len(line) * number / pieces) for number in range(pieces + 1)]
    return [line[low:high] for low, high in pairwise(ends)]


def _values(key: str, text: str) -> tuple[str, ...]:
    if not key or not text:
        raise ValueError(ADVICE)
    parts = text.split(":")
    if len(parts) == 3 and all(NUMBER.fullmatch(part) for part in parts):
        span, step = _span(key, parts)
        return _steps(span, step)
    if len(parts) == 2 and all(NUMBER.fullmatch(part) for part in parts):
        raise ValueError(f"a range needs a step: {ADVICE}")
    values = _listed(text)
    if any(not value for value in values):
        raise ValueError(f"a value is empty: {ADVICE}")
    if len(set(values)) < len(values):
        raise ValueError("a value is given twice")
    return values


def _span(key: str, parts: Sequence[str]) -> tuple[Span, Decimal]:
    """A range and its step, which is zero where there is none."""
    found = []
    for part in parts:
        match = NUMBER.fullmatch(part)
        if match is None:
            raise ValueError(f"{part.strip()!r} is not a number with or without a unit")
        found.append(match.groups())
    prefixes, units = {prefix for prefix, _, _ in found}, {unit for _, _, unit in found} - {""}
    if len(units) > 1 or (len(prefixes) > 1 and found[0][0] != found[1][0]):
        raise ValueError("both ends need the same unit")
    numbers = [Decimal(number) for _, number, _ in found]
    span = Span(key, numbers[0], numbers[1], found[0][0], units.pop() if units else "")
    return span, numbers[2] if len(numbers) == 3 else Decimal(0)


def _steps(span: Span, step: Decimal) -> tuple[str, ...]:
    if step <= 0:
        raise ValueError(f"the step {step} is not above zero")
    if span.low > span.high:
        raise ValueError(f"{span.low} is above {span.high}")
    count = int((span.high - span.low) / step)
    if count >= MOST_POINTS:
        raise ValueError(f"this makes {count + 1:,} values; {MOST_POINTS:,} are allowed")
    return tuple(span.write(span.low + step * number) for number in range(count + 1))


def _listed(text: str) -> tuple[str, ...]:
    """Values between commas, those within braces and brackets left whole."""
    values, depth, current = [], 0, ""
    for letter in text:
        depth += letter in "{["
        depth -= letter in "}]"
        if letter == "," and depth == 0:
            values.append(current.strip())
            current = ""
        else:
            current += letter
    return (*values, current.strip())


def _repeated(keys: Sequence[str]) -> list[Finding]:
    return [_finding(key, "is varied twice") for key in dict.fromkeys(keys) if keys.count(key) > 1]


def _finding(text: str, message: str) -> Finding:
    return Finding(Where(OPTION, None, text.strip()[:80] or "?"), message)
