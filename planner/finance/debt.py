"""What a loan does to the cash flow: its service, the tax that its interest spares, and how well it is covered."""

from __future__ import annotations

from collections.abc import Mapping

from .income_tax import income_tax
from .loan import debt_service
from .nominal import Line, Nominal
from .project import covers
from .taxation import OPERATION

ROUNDING = 1e-9
"""Debt service below this is none. [million]"""


def financing(nominal: Nominal, lines: Mapping[str, Line]) -> dict[str, Line]:
    """Lines of a loan.

    Cash for debt service is what operation saves less the tax on it, with the credit and the holiday: investments,
    grants, residual values and the tax on these are left out.

    Parameters
    ----------
    nominal : Nominal
        A project with a loan.
    lines : mapping of str to line
        The cash flow before tax, and the lines of the tax if there is one.

    Returns
    -------
    dict of str to line
        Money in millions; `dscr` [1] has the years in which there is something to serve.
    """
    loan, tax = nominal.terms.loan, nominal.terms.tax
    assert loan is not None, "there is a loan"
    years = nominal.project.years
    until = years[-1] if loan.until is None else loan.until
    own = [each for each in nominal.project.investments if each.sign > 0.0 and covers(loan.of, each.thing)]
    share = loan.share
    drawn = nominal.each(lambda year: share * sum(nominal.net(each, year) for each in own) if year <= until else 0.0)
    debt = debt_service(loan, drawn)
    running = nominal.each(lambda year: sum(lines[name][year] for name in OPERATION))
    shield = paid = nominal.each(lambda year: 0.0)
    if tax is not None:
        reliefs = lines["tax_credit"], lines["holiday_relief"]
        income, written = lines["taxable_income"], lines["depreciation"]
        less = income_tax(tax, nominal.each(lambda year: income[year] - debt.interest[year]), *reliefs)
        shield = nominal.each(lambda year: -lines["income_tax"][year] - less[year])
        taxed = nominal.each(lambda year: running[year] - written[year] - debt.interest[year])
        paid = income_tax(tax, taxed, *reliefs)
    cash = nominal.each(lambda year: running[year] - paid[year])
    service = nominal.each(lambda year: debt.interest[year] + debt.repaid[year])
    return {
        "interest_tax_shield": shield,
        "loan_drawn": drawn,
        "loan_interest": nominal.each(lambda year: -debt.interest[year]),
        "loan_repaid": nominal.each(lambda year: -debt.repaid[year]),
        "loan_settled": nominal.each(lambda year: -debt.settled[year]),
        "loan_balance": dict(debt.balance),
        "cash_for_debt": cash,
        "debt_service": service,
        "dscr": {year: cash[year] / service[year] for year in years if service[year] > ROUNDING},
    }
