"""Debt service: what is drawn each year is repaid on its own schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .discounting import pv_annuity
from .project import LoanTerms, Yearly


@dataclass(frozen=True)
class DebtService:
    """Nominal amounts at the end of each year. [million]

    Attributes
    ----------
    settled : mapping
        What is still owed at the end of the last year, and repaid then.
    balance : mapping
        Owed after all payments of the year, before it is settled.
    """

    drawn: Mapping[int, float]
    interest: Mapping[int, float]
    repaid: Mapping[int, float]
    settled: Mapping[int, float]
    balance: Mapping[int, float]


def repayments(terms: LoanTerms) -> Iterator[tuple[int, float]]:
    """Years after a drawing, and the share of it that is repaid then.

    Parameters
    ----------
    terms : LoanTerms
        Rate, tenor, grace.

    Yields
    ------
    tuple of (int, float)
        Year [a] and share [1]; the shares add up to 1.

    Examples
    --------
    >>> list(repayments(LoanTerms(0.7, 0.05, tenor=4, grace=2)))
    [(3, 0.5), (4, 0.5)]
    """
    times = terms.tenor - terms.grace
    first = 1.0 / times if terms.level else 1.0 / pv_annuity(terms.rate, times) - terms.rate
    for number in range(times):
        growth = 1.0 if terms.level else (1.0 + terms.rate) ** number
        yield terms.grace + 1 + number, first * growth


def debt_service(terms: LoanTerms, drawn: Yearly) -> DebtService:
    """Interest and repayment of every year.

    Interest is paid at the end of each year on what is owed at its beginning, from the year after the drawing.

    Parameters
    ----------
    terms : LoanTerms
        Rate, tenor, grace.
    drawn : mapping of int to float
        Drawings at the end of each year of the plan, without gaps. [million]

    Returns
    -------
    DebtService
        What is left at the end of the plan is settled in its last year.
    """
    years = sorted(drawn)
    repaid = dict.fromkeys(years, 0.0)
    for year, amount in drawn.items():
        for after, share in repayments(terms):
            if year + after in repaid:
                repaid[year + after] += amount * share
    interest, balance, owed = {}, {}, 0.0
    for year in years:
        interest[year] = terms.rate * owed
        owed += drawn[year] - repaid[year]
        balance[year] = owed
    settled = {year: balance[year] if year == years[-1] else 0.0 for year in years}
    return DebtService(dict(drawn), interest, repaid, settled, balance)
