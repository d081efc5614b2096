"""What ten per cent more of an assumption costs, against arithmetic done by hand."""

from __future__ import annotations

import pytest

from planner.finance import npv
from planner.run.influence import Influence, influences
from planner.run.merit import yearly_cost
from tests.run.tiny import tiny_run


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], Influence]:
    run = tiny_run().run
    return {(each.key, each.what): each for each in influences(run.case, run.solution)}


def test_prices_count_by_what_is_paid(found: dict[tuple[str, str], Influence]) -> None:
    first, second = 1 / 1.1 + 1 / 1.21, 1 / 1.331 + 1 / 1.4641
    # Gas is burnt in 2026 and 2027 only; 4,380 t and 4,161 t are paid for at 100 and 200 CNY/t.
    assert found["supply.gas", "price"].change == pytest.approx(0.1 * 4380.0 * 300e-6 * first)
    paid = 4380.0 * 100e-6 * first + 4161.0 * 200e-6 * second
    assert found["carbon", "price"].change == pytest.approx(0.1 * paid)
    assert found["measures.led", "capex"].change == pytest.approx(0.1 * 1.2 / 1.1)


def test_end_uses_and_efficiencies_count_by_the_energy_they_take(found: dict[tuple[str, str], Influence]) -> None:
    years = sum(1.1**-year for year in (1, 2, 3, 4))
    assert found["demands.machines", "annual"].change == pytest.approx(0.1 * 7008.0 * 500e-6 * years)
    taken = 1314.0 * 500e-6 * (1 / 1.331 + 1 / 1.4641)
    assert found["technologies.heat_pump", "outputs"].change == pytest.approx((1 / 1.1 - 1.0) * taken)


def test_the_discount_rate_counts_by_the_whole_cost_at_another_rate(found: dict[tuple[str, str], Influence]) -> None:
    run = tiny_run().run
    costs = yearly_cost(run.case, run.solution)
    change = npv(0.11, costs, 2025) - npv(0.10, costs, 2025)
    assert found["horizon.discount_rate", "discount_rate"].change == pytest.approx(change)
    assert change < 0.0


def test_the_most_influential_comes_first() -> None:
    run = tiny_run().run
    changes = [abs(each.change) for each in influences(run.case, run.solution)]
    assert changes == sorted(changes, reverse=True)
    assert 0.0 not in changes
