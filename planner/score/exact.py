"""Decimal arithmetic of a score: numbers as they are written, a wide context, points and what is missing to more."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext

from ..units import UnitError, scale

DIGITS = 60
ZERO, ONE = Decimal(0), Decimal(1)

# How far a value may miss what it must reach and still counts as reaching it, relative to that: the numbers of a plan
# are those of a solver. [1]
TOLERANCE = Decimal("1e-6")


def wide() -> AbstractContextManager[Context]:
    """Context in which sums and products of stored numbers are exact, and quotients hold to sixty digits."""
    return localcontext(Context(prec=DIGITS))


def exact(number: float) -> Decimal:
    """A stored number as it is written.

    Examples
    --------
    >>> exact(0.1)
    Decimal('0.1')
    """
    return Decimal(repr(float(number) + 0.0))


def one_of(unit: str) -> Decimal:
    """One of a unit in canonical units; counts and what is no unit are themselves.

    Parameters
    ----------
    unit : str
        Unit, for example ``tce/万元``; a count such as ``pumps`` or nothing at all also does.

    Returns
    -------
    Decimal
        To the digits of the context.

    Examples
    --------
    >>> one_of("kWh"), one_of("pumps")
    (Decimal('0.001'), Decimal('1'))
    """
    try:
        factor = scale(unit).factor
    except UnitError:
        return ONE
    return Decimal(factor.numerator) / Decimal(factor.denominator)


def within(value: Decimal, wanted: Decimal, *, lower: bool) -> bool:
    """Whether a value reaches what is wanted; `lower` says that less is better."""
    room = TOLERANCE * (ONE + abs(wanted))
    return value <= wanted + room if lower else value >= wanted - room


@dataclass(frozen=True)
class Scale:
    """From which value on an indicator earns points, and from which on all of them.

    Attributes
    ----------
    baseline, leading : Decimal
        Unit of the indicator.
    weight : Decimal
        Most points.
    lower : bool
        Whether less is better.
    whole : bool
        All points or none.
    """

    baseline: Decimal
    leading: Decimal
    weight: Decimal
    lower: bool
    whole: bool

    def points(self, value: Decimal) -> Decimal:
        """Points of a value: ``weight * clip((value - baseline) / (leading - baseline), 0, 1)``."""
        if value == self.leading or (value < self.leading) == self.lower:
            return self.weight
        if self.whole or self.baseline == self.leading:
            near = abs(value - self.leading) <= TOLERANCE * max(ONE, abs(self.leading))
            return self.weight if near else ZERO
        earned = self.weight * (value - self.baseline) / (self.leading - self.baseline)
        return min(earned, self.weight) if earned > ZERO else ZERO

    def to_next(self, value: Decimal) -> Decimal | None:
        """Change of a value that earns one more point, or what is left of the last one; None at full marks."""
        earned = self.points(value)
        if earned >= self.weight:
            return None
        if self.whole or self.baseline == self.leading:
            return self.leading - value
        wanted = min(earned + ONE, self.weight)
        return self.baseline + (self.leading - self.baseline) * wanted / self.weight - value

    def tightened(self, rate: Decimal, years: int, most: Decimal | None = None) -> Scale:
        """The same after some years in which both values became better by a share each year; evidence does not drift.

        Parameters
        ----------
        rate : Decimal
            Share of the value before. [1/a]
        years : int
            Years since the values held. [a]
        most : Decimal, optional
            Value that nothing can exceed, such as a share of one.
        """
        if self.whole or years <= 0:
            return self
        factor = (ONE - rate if self.lower else ONE + rate) ** years
        values = [factor * self.baseline, factor * self.leading]
        first, last = values if most is None else [min(value, most) for value in values]
        return replace(self, baseline=first, leading=last)
