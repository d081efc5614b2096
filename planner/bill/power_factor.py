"""The power factor at the meter: what is left of it when own generation takes the place of purchase.

Reactive power stays with the machines while the purchase of active power falls, so the power factor falls. The rule is
that of the Chinese 功率因数调整电费办法 (measures for adjusting electricity charges by power factor).

Source: its table for the standards 0.90, 0.85 and 0.80 as transcribed at wgbc.cn/zxjs/205.html. Quality: published
transcription, not the notice itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from .calendar import MONTHS, Array
from .lines import Adjustment, Line
from .prices import Tariff
from .usage import Usage

CHARGED = ("grid_energy", "grid_demand", "grid_capacity", "traded_replaced", "ppa_energy")
"""Lines on which the adjustment is counted; in practice government funds are taken out, which no bill tells apart."""

# Below the standard: hundredths within the first 0.20 cost 0.5 %, within the next 0.05 1 %, all further ones 2 %.
FIRST, SECOND = 20, 25
# Above it: hundredths up to 0.90 earn 0.1 %, further ones 0.15 %, up to a ceiling for each standard.
TURN = 90
MOST = {0.90: 0.0075, 0.85: 0.0110, 0.80: 0.0130}


def adjustment(power_factor: float, standard: float = 0.90) -> float:
    """Share by which the bill rises (positive) or falls (negative) for a power factor.

    Parameters
    ----------
    power_factor : float
        Mean of the month; counted to two digits, halves up. [1]
    standard : float
        Power factor without adjustment: 0.90, 0.85 or 0.80. Another one earns nothing above it. [1]

    Returns
    -------
    float
        Share of the bill. [1]

    Examples
    --------
    >>> [round(100 * adjustment(value), 2) for value in (0.98, 0.91, 0.90, 0.88, 0.66, 0.60)]
    [-0.75, -0.15, 0.0, 1.0, 14.0, 25.0]
    """
    reached, wanted = two_digits(power_factor), round(100 * standard)
    if reached >= wanted:
        most = MOST.get(round(standard, 2), 0.0)
        earned = 0.001 * max(0, min(reached, TURN) - wanted) + 0.0015 * max(0, reached - max(wanted, TURN))
        return 0.0 - min(earned, most)
    short = wanted - reached
    return 0.005 * min(short, FIRST) + 0.01 * max(0, min(short, SECOND) - FIRST) + 0.02 * max(0, short - SECOND)


def two_digits(power_factor: float) -> int:
    """A power factor in hundredths, halves up. [0.01]"""
    return math.floor(100.0 * power_factor + 0.5 + 1e-9)


def power_factors(tariff: Tariff, usage: Usage, base: Usage) -> Array:
    """Power factor at the meter in every month.

    Parameters
    ----------
    tariff : Tariff
        With today's power factor, which is that of the base year's purchase.
    usage, base : Usage
        Readings of the year, and of the base year.

    Returns
    -------
    ndarray (month)
        The site takes as much reactive power per kWh used as in the base year; own plants give none. Not a number in a
        month that takes neither. [1]
    """
    months = tariff.calendar.by_month
    active = months(usage.imported)
    now = months(usage.imported if usage.used is None else usage.used)
    before = months(base.imported if base.used is None else base.used)
    growth = np.divide(now, before, out=np.zeros(len(MONTHS)), where=before > 0.0)
    reactive = months(base.imported) * math.tan(math.acos(float(tariff.terms.power_factor.today))) * growth
    apparent = np.hypot(active, reactive)
    found: Array = np.divide(active, apparent, out=np.full(active.size, np.nan), where=apparent > 0.0)
    return found


def adjustments(tariff: Tariff, usage: Usage, base: Usage, lines: tuple[Line, ...]) -> Iterator[Adjustment]:
    """The adjustment of every month that takes power, beside the bill; none without a power factor in the tariff."""
    terms = tariff.terms.power_factor
    if terms is None:
        return
    standard = float(terms.standard)
    for month, found in zip(MONTHS, power_factors(tariff, usage, base).tolist(), strict=True):
        if math.isnan(found):
            continue
        charged = sum(line.amount for line in lines if line.month == month and line.line in CHARGED)
        reached, share = two_digits(found) / 100.0, adjustment(found, standard)
        yield Adjustment(month, reached, standard, share, charged, share * charged)
