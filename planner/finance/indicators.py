"""Figures of merit of a flow: present value, rates of return, payback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .discounting import discount_factor
from .returns import irr, modified_irr, payback, rates_of_return

NOTHING = 1e-9
"""Flows below this are rounding. [million]"""


@dataclass(frozen=True)
class Indicators:
    """Figures of one flow; None where there is none.

    Attributes
    ----------
    npv : float
        Value at the end of the base year, in money of the price year. [million]
    irr, real_irr : float or None
        Nominal rate of return, and the same above inflation. [1/a]
    reason : str
        Why there is no rate.
    rates : tuple of float
        Every nominal rate at which the present value is zero. [1/a]
    modified_irr : float or None
        Nominal rate of return if money is earned and owed at the discount rate in between. [1/a]
    payback, discounted_payback : float or None
        Years from the beginning of the year of the first payment until the sum of the nominal flows, and of the
        discounted flows, turns positive for good. [a]
    """

    npv: float
    irr: float | None
    real_irr: float | None
    reason: str
    rates: tuple[float, ...]
    modified_irr: float | None
    payback: float | None
    discounted_payback: float | None


def indicators(flow: Mapping[int, float], rate: float, inflation: float, base_year: int, price_year: int) -> Indicators:
    """Figures of a nominal flow.

    Parameters
    ----------
    flow : mapping of int to float
        Nominal money at the end of successive calendar years. [million]
    rate : float
        Real discount rate. [1/a]
    inflation : float
        [1/a]
    base_year, price_year : int
        Year to whose end is discounted, and year whose money is meant.

    Returns
    -------
    Indicators
        Nothing but zeros has no rate and no payback.
    """
    real = {year: value * discount_factor(inflation, year - price_year) for year, value in flow.items()}
    worth = [value * discount_factor(rate, year - base_year) for year, value in real.items()]
    flows = list(flow.values())
    if max(map(abs, flows), default=0.0) < NOTHING:
        return Indicators(sum(worth), None, None, "there is no money to compare", (), None, None, None)
    found, reason = irr(flows)
    return Indicators(
        npv=sum(worth),
        irr=found,
        real_irr=None if found is None else (1.0 + found) / (1.0 + inflation) - 1.0,
        reason=reason,
        rates=rates_of_return(flows),
        modified_irr=modified_irr(flows, (1.0 + rate) * (1.0 + inflation) - 1.0),
        payback=payback(flows),
        discounted_payback=payback(worth),
    )
