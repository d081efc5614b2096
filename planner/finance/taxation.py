"""What is taxed: depreciation, gains at the end of service, credits, holidays, and the income they leave."""

from __future__ import annotations

from collections.abc import Mapping

from .nominal import Line, Nominal
from .project import Holiday, TaxTerms

OPERATION = ("operation_saving", "carbon_saving", "operation_vat", "other_payments")
"""Lines that are income, or expense if below zero, in the year in which they flow."""


def taxation(nominal: Nominal, tax: TaxTerms, lines: Mapping[str, Line]) -> dict[str, Line]:
    """Lines that explain the income tax.

    What remains of an investment at the end of its service counts as sold at its residual value: the gain over its book
    value is income, a loss is expense.

    Parameters
    ----------
    nominal : Nominal
        The project.
    tax : TaxTerms
        Rate and credit.
    lines : mapping of str to line
        The cash flow before tax.

    Returns
    -------
    dict of str to line
        depreciation, disposal_gain, taxable_income, tax_credit, holiday_relief. [million]
    """
    investments = nominal.project.investments
    places = range(len(investments))
    basis = [nominal.basis(place) for place in places]
    written = [_written_off(nominal, place, basis[place]) for place in places]
    sign = [each.sign for each in investments]
    gain = [nominal.worth(investments[place]) - basis[place] + sum(written[place].values()) for place in places]
    depreciation = nominal.each(lambda year: sum(sign[place] * written[place].get(year, 0.0) for place in places))
    disposal = nominal.each(
        lambda year: sum(sign[place] * gain[place] for place in places if investments[place].last == year)
    )
    credit = nominal.each(
        lambda year: sum(
            sign[place] * tax.credit * basis[place]
            for place in places
            if investments[place].credited and investments[place].begins == year
        )
    )
    income = nominal.each(
        lambda year: (
            sum(lines[name][year] for name in OPERATION)
            + sum(
                given.paid.get(year, 0.0)
                for grant, given in zip(nominal.terms.grants, nominal.grants, strict=True)
                if grant.taxable
            )
            - depreciation[year]
            + disposal[year]
        )
    )
    holidays = nominal.project.holidays
    relief = nominal.each(lambda year: tax.rate * sum(_exempt(nominal, each, written, year) for each in holidays))
    return {
        "depreciation": depreciation, "disposal_gain": disposal, "taxable_income": income, "tax_credit": credit,
        "holiday_relief": relief,
    }  # fmt: skip


def _written_off(nominal: Nominal, place: int, basis: float) -> Line:
    """Depreciation of an investment: equal parts from its first year of service until its class ends or it does."""
    investment = nominal.project.investments[place]
    terms = investment.asset_class
    assert terms is not None, "a case with a tax has a class for every investment"
    last = min(investment.begins + terms.life - 1, investment.last)
    return dict.fromkeys(range(investment.begins, last + 1), (1.0 - terms.salvage) * basis / terms.life)


def _exempt(nominal: Nominal, holiday: Holiday, written: list[Line], year: int) -> float:
    """Income of a project that is not taxed in a year; its years run from its first service. [million]"""
    own = [
        place
        for place, each in enumerate(nominal.project.investments)
        if each.thing in holiday.of and each.sign > 0.0
    ]  # fmt: skip
    if not own:
        return 0.0
    age = year - min(nominal.project.investments[place].begins for place in own)
    share = 1.0 if 0 <= age < holiday.exempt else 0.5 if 0 <= age < holiday.exempt + holiday.half else 0.0
    income = holiday.income.get(year, 0.0) * nominal.index(year)
    return share * max(income - sum(written[place].get(year, 0.0) for place in own), 0.0)
