"""What a case says of tax, grants and loan, as `planner.finance` takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..case.value import Case
from ..errors import CaseError, Finding
from ..finance.appraisal import Appraisal
from ..finance.project import AssetClass, Grant, Investment, LoanTerms, TaxTerms, Terms
from ..models.budget import Parameters
from .blocks import Blocks

SHADOW = "shadow"


def stated(case: Case) -> Parameters:
    """The section `finance`; all defaults where the case has none."""
    found = case.of("finance")
    return found[0].parameters if found else Parameters()


def terms_of(given: Parameters) -> Terms:
    """Terms of the cash flow."""
    return Terms(
        inflation=float(given.inflation),
        gross=given.vat.investment == "gross",
        operation_vat=float(given.vat.operation),
        tax=_tax(given),
        loan=_loan(given),
        grants=tuple(_grant(each) for each in given.grants.values()),
    )


def investment_of(
    given: Parameters,
    thing: str,
    *,
    sign: float,
    spending: Mapping[int, float],
    begins: int,
    last: int,
    residual: float,
) -> Investment:
    """An investment with its tax class, and whether it earns the credit; fields as of `Investment`."""
    credit = given.equipment_credit
    credited = credit is not None and thing in credit.of
    return Investment(thing, sign, spending, begins, last, residual, _class(given, thing), credited)


def has_shadow_carbon(case: Case) -> bool:
    """Whether payments for CO2 are a price that decides but that nobody pays."""
    left_out = stated(case).shadow_carbon == "left_out"
    return left_out and any(thing.parameters.scheme == SHADOW for thing in case.of("carbon"))


def appraisal_of(case: Case) -> Appraisal | None:
    """What the case wants to be least in place of the discounted cost before tax.

    Parameters
    ----------
    case : Case
        A checked case: its terms are linear if it asks for this.

    Returns
    -------
    Appraisal or None
        None for the cost before tax.
    """
    given, horizon = stated(case), case.horizon
    if given.objective == "before_tax":
        return None
    own = given.equity_rate if given.objective == "equity" else None
    return Appraisal(
        flow=given.objective,
        terms=terms_of(given),
        rate=float(horizon.discount_rate if own is None else own),
        base_year=horizon.base_year,
        price_year=case.price_year,
        years=Blocks(horizon).calendar,
    )


def only_before_tax(case: Case, study: str) -> Case:
    """The same case, for a study whose costs and proofs are those before tax.

    Raises
    ------
    CaseError
        If the plans of the case are chosen on another scale.
    """
    found = stated(case).objective
    if found != "before_tax":
        message = (
            f"{found}: {study} adds up and proves discounted costs before tax; it takes before_tax: write "
            "--set finance.objective=before_tax. `planner solve`, `sweep` and `compare` take all"
        )
        raise CaseError([Finding(case.where("finance.objective"), message)])
    return case


def _class(given: Parameters, thing: str) -> AssetClass | None:
    """Class of a thing; None where the case has none."""
    if not given.classes:
        return None
    usual = given.usual_class if given.usual_class is not None else next(iter(given.classes))
    found = given.classes[given.class_of.get(thing, usual)]
    return AssetClass(round(found.life), float(found.salvage), float(found.vat))


def _tax(given: Parameters) -> TaxTerms | None:
    if given.tax is None:
        return None
    credit = given.equipment_credit
    return TaxTerms(
        rate=float(given.tax.income),
        alone=given.tax.base == "project",
        losses=round(given.tax.losses),
        credit=0.0 if credit is None else float(credit.share),
        carry=0 if credit is None else round(credit.carry),
    )


def _loan(given: Parameters) -> LoanTerms | None:
    loan = given.loan
    if loan is None:
        return None
    return LoanTerms(
        share=float(loan.share), rate=float(loan.rate), tenor=round(loan.tenor), grace=round(loan.grace),
        level=loan.repayment == "level", of=frozenset(loan.of), until=loan.until,
    )  # fmt: skip


def _grant(given: Any) -> Grant:
    share, amount = (None if value is None else float(value) for value in (given.share, given.amount))
    return Grant(frozenset(given.of), share, amount, given.year, given.taxable)
