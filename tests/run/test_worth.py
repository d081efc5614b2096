"""What a unit of each carrier costs and emits, against arithmetic done by hand."""

from __future__ import annotations

import pytest

from planner.run.worth import worth
from planner.site import build_site
from tests.run.workshop import plan_solution, reference_solution, workshop_case


def test_purchases_and_what_is_made_of_them() -> None:
    found = worth(build_site(workshop_case()), reference_solution(), 2026)
    assert found.cost == pytest.approx({"electricity": 500e-6, "gas": 300e-6, "heat": 300e-6 / 0.9})
    assert found.co2 == pytest.approx({"electricity": 0.5, "gas": 0.2, "heat": 0.2 / 0.9})


def test_a_carrier_that_is_not_bought_has_no_worth() -> None:
    found = worth(build_site(workshop_case()), plan_solution(), 2028)
    assert "gas" not in found.cost
    assert found.cost["heat"] == pytest.approx(4.161 / 8322.0 / 3.0)


def test_joint_supply_is_a_mean_weighted_by_energy() -> None:
    plan = plan_solution()
    plan["flow"].loc[{"flow_item": "boiler.activity", "year": 2026}] = 0.225
    plan["flow"].loc[{"flow_item": "heat_pump.activity", "year": 2026}] = 0.225
    found = worth(build_site(workshop_case()), plan, 2026)
    assert found.cost["heat"] == pytest.approx((300e-6 / 0.9 + 500e-6 / 3.0) / 2.0)
    assert found.co2["heat"] == pytest.approx((0.2 / 0.9 + 0.5 / 3.0) / 2.0)
