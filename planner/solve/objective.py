"""What is least where a plan is one of least cost: the discounted cost before tax, or what a case asks for instead."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import CaseError, Finding
from ..finance.appraisal import Appraisal
from ..models.accounts import Expression, Yearly
from ..models.accounts.entries import Capital
from ..site.terms import appraisal_of, has_shadow_carbon, investment_of, stated

CARBON = "carbon"
CAPITAL = frozenset({"capex", "residual_value"})
"""Payments that are those of investments."""


def least_cost(yearly: Yearly) -> Expression:
    """What a plan of least cost minimises, as the case wants it. [million]

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway, complete.

    Returns
    -------
    expression
        Linear in the decisions.

    Raises
    ------
    CaseError
        If tax, grants and loan bring more than an investment costs: then there is no least cost.
    """
    scale = appraisal_of(yearly.site.case)
    return discounted_cost(yearly) if scale is None else _appraised(yearly, scale)


def discounted_cost(yearly: Yearly) -> Expression:
    """Present value before tax, at the end of the base year, of everything that is paid. [million]"""
    blocks = yearly.site.blocks
    weight = {year: blocks.weight(year) for year in blocks.years}
    running = sum(weight[year] * value for (_, _, year), value in yearly.costs.items())
    return running + sum(blocks.discount(year) * value for (_, _, year), value in yearly.cash.items())


def _appraised(yearly: Yearly, scale: Appraisal) -> Expression:
    """The same payments, each times what it takes of the flow."""
    site = yearly.site
    carbon = scale.shadow if has_shadow_carbon(site.case) else scale.carbon
    weight = {
        (year, of): sum((carbon if of else scale.running)[calendar_year] for calendar_year in site.blocks.block(year))
        for year in site.years
        for of in (False, True)
    }
    total = sum(weight[year, line == CARBON] * value for (line, _, year), value in yearly.costs.items())
    total += sum(scale.removal[year] * value for (line, _, year), value in yearly.cash.items() if line not in CAPITAL)
    weights = [(capital, _weight(yearly, capital, scale)) for capital in yearly.capital]
    gains = list(_gains(yearly, weights))
    if gains:
        raise CaseError(gains)
    return total + sum(weight * capital.amount for capital, weight in weights)


def _weight(yearly: Yearly, capital: Capital, scale: Appraisal) -> float:
    """What a unit of an investment takes of the flow. [1]"""
    share = 1.0 / len(capital.spending)
    of_one = investment_of(
        stated(yearly.site.case), capital.thing, sign=1.0, spending=dict.fromkeys(capital.spending, share),
        begins=capital.begins, last=capital.last, residual=capital.left,
    )  # fmt: skip
    return scale.capital(of_one)


def _gains(yearly: Yearly, weights: list[tuple[Capital, float]]) -> Iterator[Finding]:
    """Investments that bring money by being made."""
    case = yearly.site.case
    worst: dict[str, tuple[float, int]] = {}
    for capital, weight in weights:
        if weight <= 0.0:
            worst[capital.thing] = min((weight, capital.begins), worst.get(capital.thing, (0.0, 0)))
    flow = stated(case).objective
    for name, (weight, year) in worst.items():
        message = (
            f"{flow}: every 1 {case.currency} invested in {name} for service from {year} brings "
            f"{-weight:.3g} {case.currency} more than it costs, whatever it does: tax, grants, loan and what it is "
            "worth at the end of the plan exceed it, so there is no least cost. Lower the support, let the plan end "
            "later, or name the years in which it may be built (`only_at`)"
        )
        yield Finding(case.where("finance.objective"), message)
