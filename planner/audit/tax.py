"""Income tax of every year, for the recount of the cash flow."""

from __future__ import annotations

from typing import Any

import numpy as np

from .gauge import Array


def tax_of(terms: Any, income: Array, credit: Array, relief: Array) -> Array:
    """Tax by year; below zero where it lowers that of the company.

    Parameters
    ----------
    terms : object
        The section `finance` of the case.
    income, credit, relief : ndarray (calendar year)
        Taxable income, credits earned, tax forgone by holidays. [million]

    Returns
    -------
    ndarray (calendar year)
        [million]
    """
    rate = float(terms.tax.income)
    if terms.tax.base == "company":
        return np.asarray(rate * income - credit - relief)
    carry = round(terms.equipment_credit.carry) if terms.equipment_credit is not None else 0
    taxed = _after(np.maximum(income, 0.0), np.maximum(-income, 0.0), round(terms.tax.losses), same_year=False)
    due = np.maximum(rate * taxed - relief, 0.0)
    return np.asarray(_after(due, np.maximum(credit, 0.0), carry, same_year=True) + np.maximum(-credit, 0.0))


def _after(amounts: Array, stock: Array, years: int, *, same_year: bool) -> Array:
    """What is left of each year's amount when what earlier years have left over is set against it, oldest first."""
    amounts, stock = amounts.copy(), stock.copy()
    for place in range(len(amounts)):
        for earlier in range(max(place - years, 0), place + int(same_year)):
            used = min(amounts[place], stock[earlier])
            amounts[place] -= used
            stock[earlier] -= used
    return amounts
