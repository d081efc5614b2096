"""The two-part tariff: maximum demand or transformer capacity by quarter, least billed demand, discount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .calendar import MONTHS, Array
from .lines import KILO, MILLION, Line
from .prices import Tariff
from .usage import Billing, Usage

QUARTERS = range(4)
MONTHS_OF_QUARTER = 3

# Purchases and bills are sums of many terms; what reaches a threshold but for their rounding has reached it.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Demand:
    """How the demand of each month is billed.

    Attributes
    ----------
    measured : ndarray (month)
        Fifteen-minute maximum. [MW]
    least : float
        Least billed demand. [MW]
    capacity_billed : tuple of bool (quarter)
        Quarters billed on transformer capacity.
    discounted : tuple of bool (month)
        Months billed at the reduced price.
    """

    measured: Array
    least: float
    capacity_billed: tuple[bool, ...]
    discounted: tuple[bool, ...]

    def by_capacity(self, month: int) -> bool:
        """Whether the month is billed on transformer capacity."""
        return self.capacity_billed[(month - 1) // MONTHS_OF_QUARTER]

    def billed(self, month: int) -> float:
        """Billed demand of a month, were it billed on demand. [MW]"""
        return max(float(self.measured[month - 1]), self.least)


def settle(tariff: Tariff, usage: Usage, billing: Billing) -> Demand:
    """Settle the demand of every month, and the basis of every quarter.

    Parameters
    ----------
    tariff : Tariff
        Tariff of the year.
    usage : Usage
        Readings of the year.
    billing : Billing
        What was settled elsewhere.

    Returns
    -------
    Demand
        Where the tariff leaves the choice and nothing was settled, the cheaper basis; demand if both cost the same.
    """
    terms = tariff.terms
    peaks = np.array([usage.imported[tariff.calendar.month == month].max() for month in MONTHS])
    least = float(terms.demand_minimum or 0.0) * float(terms.transformer or 0.0)
    measured = float(terms.peak_factor) * peaks
    steady = _steady(tariff, usage) if billing.discounted is None else tuple(map(bool, billing.discounted))
    if terms.billing != "choose":
        capacity_billed = (terms.billing == "capacity",) * len(QUARTERS)
    elif billing.capacity is not None:
        capacity_billed = tuple(map(bool, billing.capacity))
    else:
        on_demand = Demand(measured, least, (False,) * len(QUARTERS), steady)
        capacity_billed = tuple(_capacity_is_cheaper(tariff, on_demand, quarter) for quarter in QUARTERS)
    settled = Demand(measured, least, capacity_billed, steady)
    with_demand = bool(tariff.on("demand"))
    discounted = tuple(with_demand and steady[month - 1] and not settled.by_capacity(month) for month in MONTHS)
    return Demand(measured, least, capacity_billed, discounted)


def _steady(tariff: Tariff, usage: Usage) -> tuple[bool, ...]:
    """Months whose purchase per transformer capacity earns the discount."""
    terms = tariff.terms.demand_discount
    if terms is None:
        return (False,) * len(MONTHS)
    least = float(terms.use) / len(MONTHS) * float(tariff.terms.transformer)
    return tuple((tariff.calendar.by_month(usage.imported) >= least * (1.0 - ROUNDING)).tolist())


def _capacity_is_cheaper(tariff: Tariff, demand: Demand, quarter: int) -> bool:
    months = MONTHS[quarter * MONTHS_OF_QUARTER : (quarter + 1) * MONTHS_OF_QUARTER]
    on_demand = sum(line.amount for month in months for line in _demand_month(tariff, demand, month))
    on_capacity = sum(line.amount for month in months for line in _capacity_month(tariff, month))
    return on_capacity < on_demand * (1.0 - ROUNDING)


def demand_lines(tariff: Tariff, demand: Demand) -> Iterator[Line]:
    """Demand or capacity components of every month."""
    for month in MONTHS:
        if demand.by_capacity(month):
            yield from _capacity_month(tariff, month)
        else:
            yield from _demand_month(tariff, demand, month)


def _demand_month(tariff: Tariff, demand: Demand, month: int) -> Iterator[Line]:
    discount = tariff.terms.demand_discount
    reduced = demand.discounted[month - 1] and discount is not None
    share = float(discount.pays) if reduced else 1.0
    basis = "minimum" if demand.measured[month - 1] < demand.least else "measured"
    note = f", {share:.4g} of the price" if reduced else ""
    power = demand.billed(month) * KILO
    for name in tariff.on("demand"):
        price = tariff.price(name, month) / len(MONTHS) * MILLION / KILO * share
        item = f"{tariff.grid.name}.{name}"
        yield Line(month, "grid_demand", name, f"demand: {basis}{note}", power, "kW", price, price * power, item)


def _capacity_month(tariff: Tariff, month: int) -> Iterator[Line]:
    power = float(tariff.terms.transformer or 0.0) * KILO
    for name in tariff.on("capacity"):
        price = tariff.price(name, month) / len(MONTHS) * MILLION / KILO
        item = f"{tariff.grid.name}.{name}"
        yield Line(month, "grid_capacity", name, "transformer capacity", power, "kVA", price, price * power, item)
