"""Rates of return: all of them, the one that is named, and what stands for it where there is none."""

from __future__ import annotations

import random

import numpy as np
import pytest
import pyxirr

from planner.finance import irr, modified_irr, rates_of_return


def flows_with(rates: list[float]) -> list[float]:
    """Flows whose present value is zero at these rates and at no other, investment first."""
    flow = np.array([-1.0])
    for rate in rates:
        flow = np.convolve(flow, [1.0, -(1.0 + rate)]) if len(flow) > 1 else np.array([-1.0, 1.0 + rate])
    return [float(value) for value in flow]


@pytest.mark.parametrize("rates", [[0.1], [0.1, 0.2], [-0.4, 0.05, 0.3], [0.02, 0.08, 0.25, 1.5], [-0.9, 0.12]])
def test_every_rate_is_found_and_nothing_else(rates: list[float]) -> None:
    assert rates_of_return(flows_with(rates)) == pytest.approx(sorted(rates), abs=1e-9)


def test_rates_are_zeros_of_the_present_value_and_those_of_pyxirr_are_among_them() -> None:
    draw = random.Random(5)
    several = 0
    for _ in range(150):
        flows = [draw.uniform(-50.0, 50.0) for _ in range(draw.randint(2, 25))]
        found = rates_of_return(flows)
        several += len(found) > 1
        for rate in found:
            size = sum(abs(value) * (1.0 + rate) ** -year for year, value in enumerate(flows))
            assert pyxirr.npv(rate, flows) == pytest.approx(0.0, abs=1e-9 * size)
        theirs = pyxirr.irr(flows, silent=True)
        if theirs is not None and -0.98 < theirs < 99.0:
            assert min(abs(theirs - rate) for rate in found) < 1e-6
    assert several > 10


def test_a_double_zero_is_found_once_and_is_no_return() -> None:
    flows = flows_with([0.1, 0.1])
    assert rates_of_return(flows) == pytest.approx([0.1], abs=1e-6)
    assert irr(flows)[0] is None


def test_the_absurd_second_rate_is_not_the_answer() -> None:
    # 100 spent, 40 a year for five years, 20 to take it down: zero at 27.8 % and at -72 % a year.
    flows = [-100.0, 40.0, 40.0, 40.0, 40.0, 40.0, -20.0]
    found = rates_of_return(flows)
    assert len(found) == 2
    assert found[0] < -0.5
    assert irr(flows) == (found[1], "")
    assert 0.25 < found[1] < 0.30


def test_two_rates_in_the_range_of_capital_costs_leave_none() -> None:
    rate, reason = irr([-100.0, 230.0, -132.0])
    assert rate is None
    assert "0.1000, 0.2000" in reason


def test_a_loan_has_a_cost_and_no_return() -> None:
    rate, reason = irr([100.0, -60.0, -60.0])
    assert rate is None
    assert "0.1307" in reason


def test_modified_rate_is_that_of_pyxirr_and_always_one() -> None:
    draw = random.Random(6)
    for _ in range(100):
        flows = [draw.uniform(-50.0, -1.0), *(draw.uniform(-30.0, 50.0) for _ in range(draw.randint(1, 20))), 5.0]
        rate = draw.uniform(0.0, 0.2)
        ours = modified_irr(flows, rate)
        assert ours is not None
        assert ours == pytest.approx(pyxirr.mirr(flows, rate, rate), abs=1e-9)
    assert modified_irr([-1.0, -2.0], 0.1) is None
