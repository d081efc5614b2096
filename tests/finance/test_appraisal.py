"""The scale of a plan chosen after tax: weights of single payments add up to what the statement says of all of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from planner.finance.appraisal import Appraisal, Flow
from planner.finance.project import AssetClass, Grant, Investment, LoanTerms, Project, TaxTerms, Terms
from planner.finance.statement import state

YEARS = range(2026, 2031)
MACHINE, TOOL = AssetClass(life=3, salvage=0.05, vat=0.13), AssetClass(life=10, vat=0.09)
NOTHING = dict.fromkeys(YEARS, 0.0)
INVESTMENTS = (
    Investment("machine", 1.0, {2026: 30.0, 2027: 30.0}, 2028, 2030, 21.0, MACHINE, credited=True),
    Investment("tool", 1.0, {2027: 12.0}, 2027, 2029, -1.0, TOOL),
)
PLAN = Project(
    YEARS, 2025,
    saving={year: -7.0 - year % 3 for year in YEARS}, carbon={year: -0.2 * (year - 2025) for year in YEARS},
    shadow={**NOTHING, 2028: -1.5}, other={**NOTHING, 2027: -0.4}, investments=INVESTMENTS,
)  # fmt: skip
REFERENCE = replace(PLAN, saving=dict.fromkeys(YEARS, -20.0), investments=(replace(INVESTMENTS[1], residual=2.0),))
GRANTS = (
    Grant(frozenset(), 0.04, None, 2027, taxable=False),
    Grant(frozenset({"machine"}), 0.1, None, None, taxable=True),
)
LOAN = LoanTerms(0.6, 0.04, tenor=3, grace=1, level=False, of=frozenset({"machine"}), until=2026)
TERMS = {
    "all": Terms(0.03, True, 0.13, TaxTerms(0.25, credit=0.1), LOAN, GRANTS),
    "untaxed": Terms(0.03, False, 0.13, None, LOAN, GRANTS),
    "without a loan": Terms(0.0, True, 0.0, TaxTerms(0.15), None, GRANTS[:1]),
}


def scale(terms: Terms, flow: Flow = "equity") -> Appraisal:
    return Appraisal(flow, terms, rate=0.08, base_year=2025, price_year=2025, years=YEARS)


@pytest.mark.parametrize(("name", "flow"), list(product(TERMS, ("after_tax", "equity"))))
def test_the_cost_is_the_sum_of_payments_times_their_weights(name: str, flow: Flow) -> None:
    found = scale(TERMS[name], flow)
    paid = sum(
        -PLAN.saving[year] * found.running[year] - PLAN.carbon[year] * found.carbon[year]
        - PLAN.shadow[year] * found.shadow[year] + PLAN.other[year] * found.removal[year]
        for year in YEARS
    )  # fmt: skip
    assert found.cost(PLAN) == pytest.approx(paid + sum(found.capital(each) for each in INVESTMENTS), rel=1e-12)


@pytest.mark.parametrize(("name", "flow"), list(product(TERMS, ("after_tax", "equity"))))
def test_reference_less_plan_is_the_present_value_of_the_project(name: str, flow: Flow) -> None:
    """Grants and loan are those of the plan alone, in the statement as on the scale."""
    found = scale(TERMS[name], flow)
    spared = tuple(replace(each, sign=-1.0) for each in REFERENCE.investments)
    lines = ("saving", "carbon", "shadow", "other")
    less = {
        line: {year: getattr(PLAN, line)[year] - getattr(REFERENCE, line)[year] for year in YEARS} for line in lines
    }
    project = replace(PLAN, **less, investments=(*PLAN.investments, *spared))
    statement = state(project, TERMS[name]).lines
    order = ("equity", "after_tax", "before_tax")[0 if flow == "equity" else 1 :]
    flows = next(statement[line] for line in order if line in statement)
    worth = found.npv(flows) + found.npv(statement.get("shadow_carbon", {}))
    assert found.without_support().cost(REFERENCE) - found.cost(PLAN) == pytest.approx(worth, rel=1e-12)


@pytest.mark.parametrize(
    "terms", [Terms(tax=TaxTerms(0.25, alone=True)), Terms(grants=(Grant(frozenset(), None, 5.0, 2027, True),))]
)
def test_what_has_no_weights_is_refused(terms: Terms) -> None:
    with pytest.raises(ValueError, match="have no weights"):
        scale(terms)
