"""Debt service by hand and against pyxirr."""

from __future__ import annotations

import pytest
import pyxirr

from planner.finance.loan import debt_service
from planner.finance.project import LoanTerms


def test_level_repayment_by_hand() -> None:
    # 120 drawn at the end of 2026, 6 %, a year of grace, then two repayments of 60.
    found = debt_service(LoanTerms(1.0, 0.06, tenor=3, grace=1), {2026: 120.0, 2027: 0.0, 2028: 0.0, 2029: 0.0})
    assert found.interest == pytest.approx({2026: 0.0, 2027: 7.2, 2028: 7.2, 2029: 3.6})
    assert found.repaid == pytest.approx({2026: 0.0, 2027: 0.0, 2028: 60.0, 2029: 60.0})
    assert found.balance == pytest.approx({2026: 120.0, 2027: 120.0, 2028: 60.0, 2029: 0.0})
    assert not any(found.settled.values())


def test_what_is_owed_at_the_end_is_settled_then() -> None:
    found = debt_service(LoanTerms(1.0, 0.05, tenor=4), {2026: 100.0, 2027: 40.0})
    assert found.repaid == pytest.approx({2026: 0.0, 2027: 25.0})
    assert found.balance == pytest.approx({2026: 100.0, 2027: 115.0})
    assert found.settled == pytest.approx({2026: 0.0, 2027: 115.0})


@pytest.mark.parametrize("rate", [0.0, 0.035, 0.12])
@pytest.mark.parametrize("grace", [0, 2])
def test_annuity_against_pyxirr(rate: float, grace: int) -> None:
    years = range(2026, 2036)
    drawn = {year: 90.0 if year == 2026 else 30.0 if year == 2028 else 0.0 for year in years}
    found = debt_service(LoanTerms(1.0, rate, tenor=6, grace=grace, level=False), drawn)
    for year in years:
        interest = repaid = 0.0
        for begun, amount in ((2026, 90.0), (2028, 30.0)):
            period = year - begun - grace
            if 0 < year - begun <= grace:
                interest += rate * amount
            elif 1 <= period <= 6 - grace:
                interest -= pyxirr.ipmt(rate, period, 6 - grace, amount)
                repaid -= pyxirr.ppmt(rate, period, 6 - grace, amount)
        assert found.interest[year] == pytest.approx(interest, abs=1e-9)
        assert found.repaid[year] == pytest.approx(repaid, abs=1e-9)


@pytest.mark.parametrize("level", [True, False])
def test_debt_service_is_worth_what_was_drawn(level: bool) -> None:
    drawn = {2026 + year: 10.0 * (year % 3) for year in range(12)}
    found = debt_service(LoanTerms(1.0, 0.045, tenor=5, grace=1, level=level), drawn)
    flows = [
        drawn[year] - found.interest[year] - found.repaid[year] - found.settled[year] for year in drawn
    ]  # fmt: skip
    assert pyxirr.npv(0.045, flows) == pytest.approx(0.0, abs=1e-9)
