"""Money over time: discounting, annuities, residual values; computed here and nowhere else."""

from __future__ import annotations

import math
from collections.abc import Mapping


def discount_factor(rate: float, years: int) -> float:
    """Present value of one unit of money paid after some years.

    Parameters
    ----------
    rate : float
        Real discount rate. [1/a]
    years : int
        Years until the payment. [a]

    Returns
    -------
    float
        Factor. [1]

    Examples
    --------
    >>> round(discount_factor(0.06, 2), 6)
    0.889996
    """
    return float((1.0 + rate) ** -years)


def pv_annuity(rate: float, years: float) -> float:
    """Present value of one unit paid at the end of each of the next years.

    Parameters
    ----------
    rate : float
        Real discount rate. [1/a]
    years : float
        Years of payment; a part of a year counts by the same closed formula. [a]

    Returns
    -------
    float
        ``years`` when ``rate`` is 0. [a]

    Examples
    --------
    >>> round(pv_annuity(0.06, 10), 6)
    7.360087
    """
    return float(years) if rate == 0.0 else float(-math.expm1(-years * math.log1p(rate)) / rate)


def annuity(rate: float, life: float) -> float:
    """Share of an investment paid each year over its life (capital recovery factor).

    Parameters
    ----------
    rate : float
        Real discount rate. [1/a]
    life : float
        Years of service, above 0. [a]

    Returns
    -------
    float
        ``1 / life`` when ``rate`` is 0. [1/a]

    Raises
    ------
    ValueError
        If ``life`` is not above 0.

    Examples
    --------
    >>> round(annuity(0.07, 20), 5)
    0.09439

    References
    ----------
    .. [1] W. Short et al., "A manual for the economic evaluation of energy efficiency and renewable energy
       technologies," NREL/TP-462-5173, 1995.
    """
    if life <= 0.0:
        raise ValueError(f"a life of {life} years has no annuity")
    return 1.0 / pv_annuity(rate, life)


def residual_share(rate: float, life: float, served: int) -> float:
    """What is left of an investment at the end of service, as a share of it.

    An investment is worth the annuities of the years it still has to serve. Service beyond the life, which the rounding
    of lives to milestone blocks can cause, is charged the annuities of the extra years and gives a negative share.

    Parameters
    ----------
    rate : float
        Real discount rate. [1/a]
    life : float
        Years of service that the investment pays for. [a]
    served : int
        Years actually served when the value is taken. [a]

    Returns
    -------
    float
        Value at the end of the last served year. [1]

    Examples
    --------
    >>> residual_share(0.0, 20, 15)
    0.25
    >>> residual_share(0.0, 8, 10)
    -0.25
    """
    # A negative rest makes the present value that of the extra years, compounded to their end: one formula serves both.
    return annuity(rate, life) * pv_annuity(rate, life - served)


def npv(rate: float, flows: Mapping[int, float], base_year: int) -> float:
    """Present value of yearly flows at the end of the base year.

    Parameters
    ----------
    rate : float
        Real discount rate. [1/a]
    flows : Mapping[int, float]
        Money at the end of each calendar year. [any currency]
    base_year : int
        Year whose end is the reference date.

    Returns
    -------
    float
        Present value. [the currency of the flows]
    """
    return float(sum(value * discount_factor(rate, year - base_year) for year, value in flows.items()))
