"""The nominal cash flow of a plan against its reference: before tax, after tax, and to equity.

Every line is money at the end of a calendar year, in millions of the currency, positive when it comes in; lines that
are no money but explain the tax or the debt are named in `MEMOS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .debt import financing
from .income_tax import income_tax
from .nominal import Line, Nominal
from .project import Project, Terms
from .taxation import taxation

BEFORE_TAX: Final = (
    "operation_saving", "carbon_saving", "operation_vat", "investment", "investment_vat", "other_payments", "grants",
    "residual_value",
)  # fmt: skip
"""Lines that add up to `before_tax`."""
AFTER_TAX: Final = ("before_tax", "income_tax")
"""Lines that add up to `after_tax`."""
EQUITY: Final = ("after_tax", "interest_tax_shield", "loan_drawn", "loan_interest", "loan_repaid", "loan_settled")
"""Lines that add up to `equity`; without a tax, `before_tax` takes the place of `after_tax`."""
MEMOS: Final = (
    "shadow_carbon", "depreciation", "disposal_gain", "taxable_income", "tax_credit", "holiday_relief", "loan_balance",
    "cash_for_debt", "debt_service", "dscr",
)  # fmt: skip
"""Lines that are no payments of the project."""


@dataclass(frozen=True)
class Statement:
    """Lines by name, in the order in which they are read; a line that does not apply is missing.

    Attributes
    ----------
    lines : mapping of str to mapping of int to float
        By calendar year. [million nominal; `dscr` 1]
    """

    lines: Mapping[str, Mapping[int, float]]


def state(project: Project, terms: Terms) -> Statement:
    """Cash flow of a project.

    Parameters
    ----------
    project : Project
        The plan less its reference pathway.
    terms : Terms
        Inflation, tax, loan, grants.

    Returns
    -------
    Statement
        Without the lines of tax and loan where the case states none.
    """
    nominal = Nominal(project, terms)
    lines = _before_tax(nominal)
    lines["before_tax"] = _sum(nominal, lines, BEFORE_TAX)
    if any(project.shadow.values()):
        lines["shadow_carbon"] = nominal.each(lambda year: project.shadow[year] * nominal.index(year))
    if terms.tax is not None:
        lines |= taxation(nominal, terms.tax, lines)
        tax = income_tax(terms.tax, lines["taxable_income"], lines["tax_credit"], lines["holiday_relief"])
        lines["income_tax"] = {year: -amount for year, amount in tax.items()}
        lines["after_tax"] = _sum(nominal, lines, AFTER_TAX)
    if terms.loan is not None:
        lines |= financing(nominal, lines)
        parts = EQUITY if terms.tax is not None else ("before_tax", *EQUITY[1:])
        lines["equity"] = _sum(nominal, lines, parts)
    return Statement(lines)


def _sum(nominal: Nominal, lines: Mapping[str, Line], names: tuple[str, ...]) -> Line:
    return nominal.each(lambda year: sum(lines[name][year] for name in names))


def _before_tax(nominal: Nominal) -> dict[str, Line]:
    project, investments = nominal.project, nominal.project.investments
    inside = nominal.terms.operation_vat / (1.0 + nominal.terms.operation_vat)

    def spent(year: int) -> float:
        return sum(each.sign * nominal.spending(each, year) for each in investments)

    def deducted(year: int) -> float:
        return sum(each.sign * nominal.spending(each, year) * nominal.vat(each) for each in investments)

    def left(year: int) -> float:
        return sum(each.sign * nominal.worth(each) for each in investments if each.last == year)

    return {
        "operation_saving": nominal.each(lambda year: project.saving[year] * nominal.index(year)),
        "carbon_saving": nominal.each(lambda year: project.carbon[year] * nominal.index(year)),
        "operation_vat": nominal.each(lambda year: -inside * project.saving[year] * nominal.index(year)),
        "investment": nominal.each(lambda year: -spent(year)),
        "investment_vat": nominal.each(deducted),
        "other_payments": nominal.each(lambda year: -project.other[year] * nominal.index(year)),
        "grants": nominal.each(lambda year: sum(given.paid.get(year, 0.0) for given in nominal.grants)),
        "residual_value": nominal.each(left),
    }
