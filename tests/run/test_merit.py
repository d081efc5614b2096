"""Figures of merit of the workshop, against arithmetic done here by hand."""

from __future__ import annotations

import pytest

from planner.finance import irr, payback
from planner.run.merit import merit, yearly_co2, yearly_cost
from tests.run.workshop import plan_solution, reference_solution, workshop_case

PLAN = {2026: 6.561, 2027: 5.261, 2028: 6.2069, 2029: 4.1569}
REFERENCE = dict.fromkeys(PLAN, 6.2196)


def test_yearly_cost_repeats_bills_in_each_year_of_the_block_and_adds_cash() -> None:
    assert yearly_cost(workshop_case(), plan_solution()) == pytest.approx(PLAN)
    assert yearly_cost(workshop_case(), reference_solution()) == pytest.approx(REFERENCE)


def test_npv_discounts_to_the_end_of_the_base_year() -> None:
    figures = merit(workshop_case(), plan_solution(), reference_solution())
    assert figures.npv_cost == pytest.approx(sum(cost * 1.1 ** -(year - 2025) for year, cost in PLAN.items()))
    assert figures.reference_npv_cost == pytest.approx(6.2196 * (1.1**-1 + 1.1**-2 + 1.1**-3 + 1.1**-4))
    assert figures.saving == pytest.approx(figures.reference_npv_cost - figures.npv_cost)


def test_rate_and_payback_are_those_of_the_incremental_flows() -> None:
    figures = merit(workshop_case(), plan_solution(), reference_solution())
    gains = [REFERENCE[year] - PLAN[year] for year in PLAN]
    assert figures.irr == pytest.approx(irr(gains)[0])
    assert figures.payback_years == pytest.approx(payback(gains))


def test_abatement_cost_leaves_carbon_payments_out_and_discounts_the_tonnes() -> None:
    case, plan, reference = workshop_case(), plan_solution(), reference_solution()
    assert yearly_co2(case, plan) == pytest.approx({2026: 4380.0, 2027: 4380.0, 2028: 4161.0, 2029: 4161.0})
    factors = {year: 1.1 ** -(year - 2025) for year in PLAN}
    carbon = {2026: 0.438, 2027: 0.438, 2028: 0.4161, 2029: 0.4161}
    extra = sum(factors[year] * (PLAN[year] - carbon[year] - (REFERENCE[year] - 0.5256)) for year in PLAN)
    tonnes = sum(factor * (5256.0 - yearly_co2(case, plan)[year]) for year, factor in factors.items())
    assert merit(case, plan, reference).abatement_cost == pytest.approx(extra / tonnes)


def test_a_plan_equal_to_its_reference_has_reasons_instead_of_figures() -> None:
    figures = merit(workshop_case(), reference_solution(), reference_solution())
    assert (figures.irr, figures.payback_years, figures.abatement_cost) == (None, None, None)
    assert figures.irr_reason == figures.payback_reason == "the plan is the reference pathway"
    assert figures.abatement_reason
