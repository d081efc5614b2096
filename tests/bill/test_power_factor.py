"""The adjustment for the power factor follows the published table, and the reactive power stays when purchase falls."""

from __future__ import annotations

import pytest

from planner.bill import Usage, adjustment, monthly_bill
from planner.bill.power_factor import two_digits
from tests.bill.hand_worked import case_of, hourly

# Rows of the table transcribed at wgbc.cn/zxjs/205.html: percent under the standards 0.90, 0.85 and 0.80.
TABLE = {
    1.00: (-0.75, -1.10, -1.30),
    0.95: (-0.75, -1.10, -1.30),
    0.94: (-0.60, -1.10, -1.30),
    0.93: (-0.45, -0.95, -1.30),
    0.66: (14.0, 9.5, 7.0),
    0.65: (15.0, 10.0, 7.5),
    0.64: (17.0, 11.0, 8.0),
    0.61: (23.0, 14.0, 9.5),
    0.60: (25.0, 15.0, 10.0),
    0.59: (27.0, 17.0, 11.0),
    0.32: (81.0, 71.0, 61.0),
    0.26: (93.0, 83.0, 73.0),
}
GRID = {
    "components": {"energy": {"basis": "energy", "price": "0.5 CNY/kWh"}},
    "power_factor": {"today": 0.95},
}


@pytest.mark.parametrize("found", TABLE)
def test_the_published_table(found: float) -> None:
    shares = [100 * adjustment(found, standard) for standard in (0.90, 0.85, 0.80)]
    assert shares == pytest.approx(TABLE[found])


def test_two_digits_halves_up() -> None:
    assert [two_digits(value) for value in (0.895, 0.8949, 0.90, 1.0)] == [90, 89, 90, 100]


def test_own_generation_lowers_the_power_factor_at_the_meter() -> None:
    """The site uses 1 MW as before but buys 0.4: 0.4 / sqrt(0.4^2 + tan(acos 0.95)^2) = 0.4 / 0.5177 = 0.7726.

    Thirteen hundredths short of 0.90: +6.5 % of 0.4 MW x 744 h x 500 CNY/MWh = 148,800 CNY, that is 9,672 CNY.
    """
    case = case_of({"grid grid": GRID}, {})
    whole, part = hourly([{"power": 1}]), hourly([{"power": 0.4}])
    now = Usage(part, used=whole)
    bill = monthly_bill(case, case.of("grid")[0], 2026, now, base=Usage(whole))
    january = bill.memo[0]
    assert (january.power_factor, january.missing) == (0.77, 0.13)
    assert january.share == pytest.approx(0.065)
    assert january.amount == pytest.approx(9672.0)
    assert bill.total(1) == pytest.approx(148_800.0)


def test_a_factory_that_grows_keeps_its_power_factor() -> None:
    case = case_of({"grid grid": GRID}, {})
    now, before = Usage(hourly([{"power": 2}])), Usage(hourly([{"power": 1}]))
    bill = monthly_bill(case, case.of("grid")[0], 2026, now, base=before)
    assert {remark.power_factor for remark in bill.memo} == {0.95}
    assert {round(remark.share, 6) for remark in bill.memo} == {-0.0075}


def test_nothing_is_said_without_a_power_factor_in_the_case() -> None:
    case = case_of({"grid grid": {"components": GRID["components"]}}, {})
    readings = Usage(hourly([{"power": 1}]))
    assert monthly_bill(case, case.of("grid")[0], 2026, readings, base=readings).memo == ()
