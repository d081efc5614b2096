"""Values of a range in words."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from ..case.value import Case
from .grid import NUMBER, Span

# Values are told to this share of the range. [1]
TOLD = 1e-4


def unit_in(case: Case, key: str) -> str:
    """Unit in which a case gives the number at a key, or at the first year of a path; empty for none."""
    found: Any = case.resolved
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    while isinstance(found, dict) and found:
        found = next(iter(found.values()))
    match = NUMBER.fullmatch(found) if isinstance(found, str) else None
    return match.group(3) if match is not None else ""


def valued(span: Span, unit: str, share: float, side: int = 0) -> str:
    """A value with its unit, told to a ten-thousandth of the range.

    Parameters
    ----------
    span : Span
        The range.
    unit : str
        Unit in which it is meant.
    share : float
        Where the value lies. [1]
    side : int
        -1 and 1 for the lower and the upper end of an interval, which is told no narrower than it is.

    Returns
    -------
    str
        Such as ``81.25 CNY/t`` or ``x1.2``.

    Examples
    --------
    >>> valued(Span("carbon.price", Decimal(0), Decimal(500)), "CNY/t", 0.16251)
    '81.26 CNY/t'
    >>> valued(Span("carbon.price", Decimal(0), Decimal(2), "x"), "", 0.5)
    'x1'
    """
    width = float(span.high - span.low)
    digits = max(0, -math.floor(math.log10(width * TOLD)))
    value = float(span.low) + width * share
    if side and round(value, digits + 9) != round(value, digits):
        value = (math.floor if side < 0 else math.ceil)(value * 10**digits) / 10**digits
    value = round(value, digits)
    text = f"{Decimal(repr(value)).normalize() + 0:f}"
    return f"{span.prefix}{text}{'' if unit == '%' or not unit else ' '}{unit}"


def short(value: str) -> str:
    """A value as tables show it: of a number no more than six digits.

    Examples
    --------
    >>> short("5.88747326284647 CNY/t"), short("x0.5"), short("off"), short("20000 CNY/kW")
    ('5.88747 CNY/t', 'x0.5', 'off', '20000 CNY/kW')
    """
    match = NUMBER.fullmatch(value)
    if match is None or len(match.group(2)) <= len("123456."):
        return value
    return value.replace(match.group(2), f"{float(match.group(2)):.6g}", 1)
