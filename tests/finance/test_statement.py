"""A project worked out by hand, line by line, and what must hold whatever the terms."""

from __future__ import annotations

from dataclasses import replace

import pytest
import pyxirr

from planner.finance.indicators import indicators
from planner.finance.project import AssetClass, Grant, Holiday, Investment, LoanTerms, Project, TaxTerms, Terms
from planner.finance.statement import AFTER_TAX, BEFORE_TAX, EQUITY, state

YEARS = range(2026, 2030)
MACHINE = AssetClass(life=2, salvage=0.1, vat=0.25)
# A machine of 100 bought in 2026 for service from 2027, worth 30 when it leaves at the end of 2029. The plan spares a
# replacement of 20 in 2028, of the same class, worth 12 at the end. It saves 50 a year from 2027.
PROJECT = Project(
    years=YEARS,
    price_year=2026,
    saving={2026: 0.0, 2027: 50.0, 2028: 50.0, 2029: 50.0},
    carbon=dict.fromkeys(YEARS, 0.0),
    shadow=dict.fromkeys(YEARS, 0.0),
    other={2026: 0.0, 2027: 0.0, 2028: 2.0, 2029: 0.0},
    investments=(
        Investment("machine", 1.0, {2026: 100.0}, 2027, 2029, 30.0, MACHINE, credited=True),
        Investment("boiler", -1.0, {2028: 20.0}, 2028, 2029, 12.0, MACHINE),
    ),
)
TAX = TaxTerms(0.25)
PLAIN = Terms(tax=TAX)


def line(name: str, terms: Terms, project: Project = PROJECT) -> list[float]:
    return list(state(project, terms).lines[name].values())


def test_before_tax_by_hand() -> None:
    assert line("before_tax", PLAIN) == pytest.approx([-100.0, 50.0, 68.0, 50.0 + 30.0 - 12.0])


def test_tax_by_hand() -> None:
    # The machine is written off by 45 in 2027 and 2028, the boiler would be by 9 in 2028 and 2029.
    assert line("depreciation", PLAIN) == pytest.approx([0.0, 45.0, 45.0 - 9.0, -9.0])
    # Book values at the end: 10 and 2. Gains: 30 - 10, less 12 - 2 of the boiler.
    assert line("disposal_gain", PLAIN) == pytest.approx([0.0, 0.0, 0.0, 20.0 - 10.0])
    income = [0.0, 50.0 - 45.0, 50.0 - 2.0 - 36.0, 50.0 + 9.0 + 10.0]
    assert line("taxable_income", PLAIN) == pytest.approx(income)
    assert line("income_tax", PLAIN) == pytest.approx([-0.25 * each for each in income])
    assert line("after_tax", PLAIN) == pytest.approx([-100.0, 48.75, 65.0, 68.0 - 17.25])


def test_credit_by_hand() -> None:
    terms = replace(PLAIN, tax=replace(TAX, credit=0.1))
    assert line("tax_credit", terms) == pytest.approx([0.0, 10.0, 0.0, 0.0])
    # The company uses it at once; the project alone has tax of 1.25 in 2027, of 3 in 2028, and the rest in 2029.
    assert line("income_tax", terms) == pytest.approx([0.0, 10.0 - 1.25, -3.0, -17.25])
    alone = replace(PLAIN, tax=replace(TAX, credit=0.1, alone=True))
    assert line("income_tax", alone) == pytest.approx([0.0, 0.0, 0.0, -17.25 + 10.0 - 1.25 - 3.0])
    short = replace(PLAIN, tax=replace(TAX, credit=0.1, carry=1, alone=True))
    assert line("income_tax", short) == pytest.approx([0.0, 0.0, 0.0, -17.25])


def test_losses_wait_for_a_profit_and_expire() -> None:
    # Removal of 200 in 2026 is a loss that the company uses at once and the project only against later income.
    project = replace(PROJECT, other={**PROJECT.other, 2026: 200.0})
    assert line("income_tax", PLAIN, project)[0] == pytest.approx(50.0)
    alone = replace(PLAIN, tax=replace(TAX, alone=True))
    assert line("income_tax", alone, project) == pytest.approx([0.0, 0.0, 0.0, 0.0])
    expired = replace(PLAIN, tax=replace(TAX, alone=True, losses=2))
    assert line("income_tax", expired, project) == pytest.approx([0.0, 0.0, 0.0, -17.25])


def test_holiday_by_hand() -> None:
    # Its income of 60 less depreciation of 45: 15 free in 2027, half of 15 in 2028, nothing in 2029.
    holiday = Holiday(frozenset({"machine"}), dict.fromkeys(YEARS, 60.0), exempt=1, half=1)
    found = state(replace(PROJECT, holidays=(holiday,)), PLAIN).lines
    assert list(found["holiday_relief"].values()) == pytest.approx([0.0, 0.25 * 15.0, 0.25 * 7.5, 0.0])
    assert found["income_tax"][2027] == pytest.approx(-1.25 + 3.75)


def test_value_added_tax_comes_back_and_is_not_written_off() -> None:
    terms = replace(PLAIN, gross=True, operation_vat=0.25)
    found = state(PROJECT, terms).lines
    assert list(found["investment_vat"].values()) == pytest.approx([20.0, 0.0, -4.0, 0.0])
    assert list(found["operation_vat"].values()) == pytest.approx([0.0, -10.0, -10.0, -10.0])
    assert list(found["depreciation"].values()) == pytest.approx([0.0, 36.0, 36.0 - 7.2, -7.2])
    assert found["residual_value"][2029] == pytest.approx((30.0 - 12.0) / 1.25)


@pytest.mark.parametrize(
    ("grant", "paid", "written"),
    [
        (Grant(frozenset(), 0.2, None, None, True), {2026: 20.0}, 45.0),
        (Grant(frozenset({"machine"}), 0.2, None, None, False), {2026: 20.0}, 36.0),
        (Grant(frozenset(), None, 10.0, 2028, False), {2028: 10.0}, 40.5),
        (Grant(frozenset({"boiler"}), None, 10.0, 2028, True), {}, 45.0),
    ],
)
def test_grants_by_hand(grant: Grant, paid: dict[int, float], written: float) -> None:
    found = state(PROJECT, replace(PLAIN, grants=(grant,))).lines
    assert {year: value for year, value in found["grants"].items() if value} == pytest.approx(paid)
    assert found["depreciation"][2027] == pytest.approx(written)
    plain = state(PROJECT, PLAIN).lines["taxable_income"]
    for year in YEARS:
        taxed = paid.get(year, 0.0) if grant.taxable else 0.0
        less = found["depreciation"][year] + found["disposal_gain"][year] * -1.0
        before = state(PROJECT, PLAIN).lines
        usual = before["depreciation"][year] - before["disposal_gain"][year]
        assert found["taxable_income"][year] == pytest.approx(plain[year] + taxed - (less - usual))


def test_debt_by_hand() -> None:
    # Half of the machine is lent at 10 %, repaid by 25 in 2027 and 2028.
    found = state(PROJECT, replace(PLAIN, loan=LoanTerms(0.5, 0.1, tenor=2))).lines
    assert list(found["loan_drawn"].values()) == pytest.approx([50.0, 0.0, 0.0, 0.0])
    assert list(found["loan_interest"].values()) == pytest.approx([0.0, -5.0, -2.5, 0.0])
    assert list(found["interest_tax_shield"].values()) == pytest.approx([0.0, 1.25, 0.625, 0.0])
    assert list(found["equity"].values()) == pytest.approx([-50.0, 48.75 + 1.25 - 30.0, 65.0 + 0.625 - 27.5, 50.75])
    # Cash for the debt: the saving less removal less the tax on it.
    assert found["cash_for_debt"][2027] == pytest.approx(50.0 - 0.25 * (50.0 - 45.0 - 5.0))
    assert found["cash_for_debt"][2028] == pytest.approx(48.0 - 0.25 * (48.0 - 36.0 - 2.5))
    assert found["dscr"] == pytest.approx({2027: 50.0 / 30.0, 2028: (48.0 - 2.375) / 27.5})


def test_until_and_of_limit_what_is_drawn() -> None:
    none = state(PROJECT, replace(PLAIN, loan=LoanTerms(0.5, 0.1, tenor=2, of=frozenset({"boiler"})))).lines
    assert not any(none["loan_drawn"].values())
    assert none["equity"] == pytest.approx(none["after_tax"])


@pytest.mark.parametrize("loan", [None, LoanTerms(0.6, 0.07, tenor=3, grace=1, level=False)])
@pytest.mark.parametrize("tax", [None, TAX, TaxTerms(0.25, alone=True, credit=0.1)])
@pytest.mark.parametrize("inflation", [0.0, 0.03])
def test_lines_add_up(loan: LoanTerms | None, tax: TaxTerms | None, inflation: float) -> None:
    grant = Grant(frozenset(), None, 5.0, 2027, True)
    terms = Terms(inflation=inflation, gross=True, operation_vat=0.13, tax=tax, loan=loan, grants=(grant,))
    lines = state(PROJECT, terms).lines
    assert ("after_tax" in lines, "equity" in lines) == (tax is not None, loan is not None)
    for year in YEARS:
        assert lines["before_tax"][year] == pytest.approx(sum(lines[name][year] for name in BEFORE_TAX))
        if tax is not None:
            assert lines["after_tax"][year] == pytest.approx(sum(lines[name][year] for name in AFTER_TAX))
        if loan is not None:
            parts = EQUITY if tax is not None else ("before_tax", *EQUITY[1:])
            assert lines["equity"][year] == pytest.approx(sum(lines[name][year] for name in parts))
    if tax is not None:
        # Whatever is spent is written off or lost, whatever comes in is income: the sums agree over all years.
        assert sum(lines["taxable_income"].values()) == pytest.approx(sum(lines["before_tax"].values()))


def test_inflation_alone_changes_no_real_figure() -> None:
    still, rising = (
        indicators(state(PROJECT, Terms(inflation=rate)).lines["before_tax"], 0.08, rate, 2025, 2026)
        for rate in (0.0, 0.04)
    )
    assert rising.npv == pytest.approx(still.npv)
    assert rising.real_irr == pytest.approx(still.irr)
    assert rising.irr == pytest.approx(1.04 * (1.0 + (still.irr or 0.0)) - 1.0)
    assert rising.discounted_payback == pytest.approx(still.discounted_payback)


def test_figures_against_pyxirr() -> None:
    flow = state(PROJECT, replace(PLAIN, inflation=0.02)).lines["after_tax"]
    found = indicators(flow, 0.08, 0.02, 2025, 2026)
    nominal = 1.08 * 1.02 - 1.0
    # Money of 2026 is 2 % dearer than that of 2025, to whose end is discounted.
    assert found.npv == pytest.approx(1.02 * pyxirr.npv(nominal, [0.0, *flow.values()]))
    assert found.irr == pytest.approx(pyxirr.irr(list(flow.values())))
    assert found.modified_irr == pytest.approx(pyxirr.mirr(list(flow.values()), nominal, nominal))
