"""Texts of the workbook for a bank in English."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = {
    "bank.tab.terms": "Terms",
    "bank.tab.funds": "Use of funds",
    "bank.tab.savings": "Savings",
    "bank.tab.service": "Debt service",
    "bank.terms.note1": (
        "Yellow: terms of the case. Blue: found by the plan. Black: formulas. Money is nominal unless said otherwise, "
        "at the end of each year."
    ),
    "bank.terms.note2": (
        "The project is the plan less its reference pathway: the same factory going on as before. Below, what the "
        "formulas give beside what the planner says."
    ),
    "bank.terms.term": "Term",
    "bank.terms.value": "Value",
    "bank.terms.share": "Loan: share of the investment without deductible VAT",
    "bank.terms.rate": "Loan: nominal interest a year",
    "bank.terms.tenor": "Loan: years from drawing to the last repayment",
    "bank.terms.grace": "Loan: years of interest only",
    "bank.terms.level": "Loan: 1 equal repayments, 0 equal sums of interest and repayment",
    "bank.terms.until": "Loan: last year of drawing",
    "bank.terms.inflation": "Inflation a year",
    "bank.terms.price_year": "Price year",
    "bank.terms.tax": "Income tax",
    "bank.terms.vat": "Deductible VAT contained in prices of operation",
    "bank.funds.title": "Use of funds: every investment of the plan, and how each year is paid for",
    "bank.funds.note1": (
        "Size, price and fixed cost in money of the price year. The columns by year are nominal and without deductible "
        "VAT, spread evenly over the years of payment."
    ),
    "bank.funds.note2": "Financed: 1 where the loan is for it. Own funds are what loan and grants leave.",
    "bank.funds.item": "Investment",
    "bank.funds.service": "In service from",
    "bank.funds.first": "First payment",
    "bank.funds.years": "Years of payment",
    "bank.funds.size": "Size",
    "bank.funds.unit": "Unit",
    "bank.funds.price": "Price by unit",
    "bank.funds.fixed": "Fixed cost",
    "bank.funds.capital": "Investment, real",
    "bank.funds.vat": "VAT in the price",
    "bank.funds.financed": "Financed",
    "bank.funds.total": "Total",
    "bank.funds.year": "Calendar year",
    "bank.funds.invested": "Investment",
    "bank.funds.of_loan": "of which the loan is for",
    "bank.funds.loan": "Loan",
    "bank.funds.grants": "Grants",
    "bank.funds.own": "Own funds",
    "bank.savings.title": "Yearly savings: what the reference pathway pays less what the plan pays, line by line",
    "bank.savings.note1": (
        "Real, of the price year. The baseline is the factory that goes on as before: same output and prices, like "
        "replaced by like, without the measures of the plan."
    ),
    "bank.savings.note2": "Saving = baseline - plan. A milestone year stands for all years up to the next.",
    "bank.savings.year": "Milestone year",
    "bank.savings.line": "Line of the bill",
    "bank.savings.baseline": "Baseline",
    "bank.savings.plan": "Plan",
    "bank.savings.saving": "Saving",
    "bank.savings.kind": "Counts as",
    "bank.savings.operation": "operation",
    "bank.savings.carbon": "carbon",
    "bank.savings.shadow": "shadow price, not counted",
    "bank.savings.of_operation": "Saving of operation",
    "bank.savings.of_carbon": "Saving of carbon payments",
    "bank.savings.tce": "Energy saved [tce/a]",
    "bank.savings.co2": "CO2 avoided, location-based [t/a]",
    "bank.service.title": "Debt service and how it is covered",
    "bank.service.note1": (
        "Each year's drawing is repaid on its own schedule; interest is paid on what is owed at the beginning of the "
        "year. What is still owed at the end of the plan is settled then."
    ),
    "bank.service.note2": (
        "Cash for debt service is the saving after income tax on it; investments, grants and residual values are left "
        "out. Cover ratio = cash / (interest + repayment)."
    ),
    "bank.service.level": "Price level [1]",
    "bank.service.relief": "Tax credit and holiday",
    "bank.service.opening": "Owed at the beginning",
    "bank.service.tax": "Income tax on the saving",
    "bank.check.drawn": "Loan drawn",
    "bank.check.interest": "Interest",
    "bank.check.repaid": "Repayment",
    "bank.check.settled": "Settled at the end",
    "bank.check.cash": "Cash for debt service",
    "bank.check.own": "Investment of the plan without deductible VAT",
    "bank.check.least": "Least cover ratio",
}
