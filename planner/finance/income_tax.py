"""Income tax of a project: in the year it arises, or with losses and credits that wait for a profit."""

from __future__ import annotations

from .project import TaxTerms, Yearly


def income_tax(terms: TaxTerms, income: Yearly, credits: Yearly, relief: Yearly) -> dict[int, float]:
    """Tax of every year; below zero where the project lowers the tax of its company.

    Parameters
    ----------
    terms : TaxTerms
        Rate, and whether the project is taxed by itself.
    income : mapping of int to float
        Taxable income by year, below zero for a loss. [million]
    credits : mapping of int to float
        Tax credits by the year in which they are earned. [million]
    relief : mapping of int to float
        Tax that a holiday forgoes, by year. [million]

    Returns
    -------
    dict of int to float
        By year. [million]

    Examples
    --------
    >>> income_tax(TaxTerms(0.25), {2026: -40.0, 2027: 100.0}, {2026: 5.0}, {})
    {2026: -15.0, 2027: 25.0}
    >>> income_tax(TaxTerms(0.25, alone=True), {2026: -40.0, 2027: 100.0}, {2026: 5.0}, {})
    {2026: 0.0, 2027: 10.0}
    """
    if not terms.alone:
        return {
            year: terms.rate * amount - credits.get(year, 0.0) - relief.get(year, 0.0)
            for year, amount in income.items()
        }
    losses, earned = _Pool(terms.losses), _Pool(terms.carry)
    tax: dict[int, float] = {}
    for year in sorted(income):
        taxed = max(income[year], 0.0)
        taxed -= losses.take(year, taxed)
        losses.put(year, -income[year])
        due = max(terms.rate * taxed - relief.get(year, 0.0), 0.0)
        credit = credits.get(year, 0.0)
        earned.put(year, credit)
        tax[year] = due - earned.take(year, due) + max(-credit, 0.0)
    return tax


class _Pool:
    """Amounts that may be used in later years, the oldest first, until they expire."""

    def __init__(self, keep: int) -> None:
        self._keep = keep
        self._left: dict[int, float] = {}

    def put(self, year: int, amount: float) -> None:
        """Add an amount of a year; what is below zero adds nothing."""
        if amount > 0.0:
            self._left[year] = amount

    def take(self, year: int, most: float) -> float:
        """Use as much as there is and as is wanted."""
        used = 0.0
        for began in sorted(self._left):
            if began + self._keep >= year:
                part = min(self._left[began], most - used)
                self._left[began] -= part
                used += part
        return used
