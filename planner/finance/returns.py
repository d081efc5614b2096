"""Rates of return and payback of yearly flows.

*Why* a search of its own: flows that change sign more than once have several rates at which their present value is
zero, and a solver started from a guess returns whichever lies nearest. Here all of them are found, and a rule says
which one, if any, is the rate of return.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LOWEST, HIGHEST = -0.99, 100.0
"""Rates between which zeros of the present value are searched. [1/a]"""
PLAUSIBLE: Final = (0.0, 1.0)
"""Rates in which a cost of capital can lie; with several zeros only these are looked at. [1/a]"""
DUST = 1e-12
RULE: Final = (
    "The one rate at which the present value of the flows is zero, if it falls from above to below zero there. With "
    "several such rates, the one between 0 and 100 % a year at which it falls, if it is the only one in that range; "
    "otherwise none is named and the modified rate stands in its place."
)


def rates_of_return(flows: Sequence[float]) -> tuple[float, ...]:
    """Every rate between -99 % and 10,000 % a year at which the present value of the flows is zero.

    Parameters
    ----------
    flows : Sequence[float]
        Money at the end of successive years. [any currency]

    Returns
    -------
    tuple of float
        Ascending; none if the flows do not change sign. [1/a]

    Examples
    --------
    >>> [round(rate, 6) for rate in rates_of_return([-100.0, 230.0, -132.0])]
    [0.1, 0.2]
    >>> [round(rate, 6) for rate in rates_of_return([-1.0, 2.2, -1.21])]
    [0.1]
    """
    values = _trimmed(flows)
    if values.size < 2 or not (values.min() < 0.0 < values.max()):
        return ()
    factors = _zeros(values / np.abs(values).max(), 1.0 / (1.0 + HIGHEST), 1.0 / (1.0 + LOWEST))
    return tuple(sorted(1.0 / factor - 1.0 for factor in factors))


def irr(flows: Sequence[float]) -> tuple[float | None, str]:
    """Internal rate of return of yearly flows by `RULE`.

    Parameters
    ----------
    flows : Sequence[float]
        Money at the end of successive years; investments negative. [any currency]

    Returns
    -------
    tuple of (float or None, str)
        The rate [1/a] and an empty reason, or None and the reason why there is none.

    Examples
    --------
    >>> rate, reason = irr([-100.0, 60.0, 60.0])
    >>> round(rate, 4), reason
    (0.1307, '')
    >>> irr([-100.0, 230.0, -132.0])[1]
    'more than one rate (0.1000, 0.2000)'

    Removal at the end brings a second rate, here of -71 %, which is not the answer.

    >>> round(irr([-100.0, 150.0, -20.0])[0], 4)
    0.3541
    """
    values = _trimmed(flows)
    if values.size < 2 or not (values.min() < 0.0 < values.max()):
        return None, "the flows do not change sign"
    found = rates_of_return(flows)
    if not found:
        return None, "no real rate"
    low, high = PLAUSIBLE
    chosen = found if len(found) == 1 else [rate for rate in found if low <= rate <= high]
    if len(chosen) == 1 and _falls(values, chosen[0]):
        return chosen[0], ""
    if len(found) == 1:
        return None, f"at {found[0]:.4f} the present value is zero but does not fall: a cost of money, not a return"
    return None, "more than one rate (" + ", ".join(f"{rate:.4f}" for rate in found) + ")"


def modified_irr(flows: Sequence[float], rate: float) -> float | None:
    """Rate of return if what is earned is put to use, and what is owed is financed, at the discount rate.

    There is never more than one, whatever the signs of the flows.

    Parameters
    ----------
    flows : Sequence[float]
        Money at the end of successive years; investments negative. [any currency]
    rate : float
        Discount rate of the flows, nominal for nominal flows. [1/a]

    Returns
    -------
    float or None
        The rate; None if nothing is spent or nothing is earned. [1/a]

    Examples
    --------
    >>> round(modified_irr([-100.0, 0.0, 121.0], 0.05), 6)
    0.1
    """
    values = _trimmed(flows)
    periods = values.size - 1
    spent = sum(-value * (1.0 + rate) ** -k for k, value in enumerate(values) if value < 0.0)
    earned = sum(value * (1.0 + rate) ** (periods - k) for k, value in enumerate(values) if value > 0.0)
    if periods < 1 or spent <= 0.0 or earned <= 0.0:
        return None
    return float((earned / spent) ** (1.0 / periods) - 1.0)


def payback(flows: Sequence[float]) -> float | None:
    """Years until the running sum of the flows turns positive for good, interpolated within the year.

    Parameters
    ----------
    flows : Sequence[float]
        Money at the end of successive years; investments negative. [any currency]

    Returns
    -------
    float or None
        Years after the end of the year before the first investment; None if it never pays back. [a]

    Examples
    --------
    >>> payback([-100.0, 50.0, 50.0, 50.0])
    3.0
    >>> payback([-100.0, 0.0]) is None
    True
    """
    sums = np.cumsum(np.asarray(flows, dtype=float))
    if sums.size == 0 or sums[-1] < 0.0:
        return None
    below = np.flatnonzero(sums < 0.0)
    if below.size == 0:
        return 0.0
    last = int(below[-1])
    gain = sums[last + 1] - sums[last]
    first = int(np.flatnonzero(np.asarray(flows) != 0.0)[0])
    return float(last + 1 - first + (-sums[last]) / gain)


def _trimmed(flows: Sequence[float]) -> Array:
    """Flows from the first to the last that is not zero, rounding left out."""
    values = np.asarray(flows, dtype=float)
    most = np.abs(values).max(initial=0.0)
    return np.trim_zeros(np.where(np.abs(values) <= DUST * most, 0.0, values))


def _value(coefficients: Array, factor: float) -> float:
    """Polynomial of the discount factor, coefficients of rising powers."""
    return float(np.polynomial.polynomial.polyval(factor, coefficients))


def _zeros(coefficients: Array, low: float, high: float) -> list[float]:
    """Zeros of a polynomial between two points, each once.

    Between the zeros of its derivative a polynomial rises or falls throughout, so that each stretch holds one zero or
    none; a zero of both touches the axis.
    """
    from scipy.optimize import brentq

    if coefficients.size < 2:
        return []
    slope = np.polynomial.polynomial.polyder(coefficients)
    largest = np.abs(slope).max()
    turns = _zeros(slope / largest, low, high) if largest > 0.0 else []
    touching = [turn for turn in turns if abs(_value(coefficients, turn)) <= 1e-12 * _value(np.abs(coefficients), turn)]
    found = list(touching)
    points = [low, *turns, high]
    for left, right in pairwise(points):
        if left in touching or right in touching:
            continue
        ends = _value(coefficients, left), _value(coefficients, right)
        if ends[0] * ends[1] < 0.0:
            found.append(float(brentq(_value_of(coefficients), left, right, xtol=1e-15, rtol=8.9e-16)))
    return sorted(found)


def _value_of(coefficients: Array) -> Any:
    return lambda factor: _value(coefficients, factor)


def _falls(values: Array, rate: float) -> bool:
    """Whether the present value falls as the rate rises through a zero of it."""
    slope = sum(-k * value * (1.0 + rate) ** -(k + 1) for k, value in enumerate(values))
    return bool(slope < 0.0)
