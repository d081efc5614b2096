"""The roadmap of the workshop: every decision, its capital, and what it saves by hand arithmetic."""

from __future__ import annotations

import pytest

from planner.run.roadmap import decisions, fingerprint, roadmap
from tests.run.workshop import plan_solution, reference_solution, workshop_case


def actions() -> dict[tuple[int, str, str], tuple[float, float, float | None, float | None]]:
    found = roadmap(workshop_case(), plan_solution(), reference_solution())
    return {(a.year, a.action, a.what): (a.size, a.capex, a.saving, a.co2) for a in found}


def test_every_decision_is_listed_once_in_order() -> None:
    assert list(actions()) == [
        (2026, "adopt", "led"),
        (2026, "build", "pv"),
        (2026, "contract", "gec"),
        (2028, "build", "heat_pump"),
        (2028, "retire", "old_boiler"),
        (2028, "contract", "gec"),
        (2028, "contract", "wind"),
    ]


def test_capital_is_size_times_price_and_sums_to_the_cash_flow() -> None:
    found = actions()
    assert found[2026, "build", "pv"][:2] == pytest.approx((0.1, 0.3))
    assert found[2028, "build", "heat_pump"][:2] == pytest.approx((0.45, 1.8))
    plan = plan_solution()
    capex = float(plan["cash"].sel(cash_item=plan["cash_item"].str.startswith("capex.")).sum())
    assert sum(capital for _, capital, _, _ in found.values()) == pytest.approx(capex)


def test_a_measure_saves_its_energy_at_the_price_of_the_reference() -> None:
    # Half of 1,752 MWh at 500 CNY/MWh and 0.5 t/MWh.
    assert actions()[2026, "adopt", "led"][2:] == pytest.approx((0.438, -438.0))


def test_generation_replaces_purchases() -> None:
    assert actions()[2026, "build", "pv"][2:] == pytest.approx((0.438, -438.0))


def test_a_heat_pump_replaces_gas_heat_and_takes_power() -> None:
    # 3,942 MWh of heat at 300 / 0.9 CNY/MWh and 0.2 / 0.9 t/MWh, less 1,314 MWh of power.
    saving = 3942.0 * 300e-6 / 0.9 - 1314.0 * 500e-6
    co2 = -(3942.0 * 0.2 / 0.9 - 1314.0 * 0.5)
    assert actions()[2028, "build", "heat_pump"][2:] == pytest.approx((saving, co2))


def test_a_contract_saves_what_its_lines_say_and_no_location_based_co2() -> None:
    found = actions()
    assert found[2028, "contract", "wind"][2:] == pytest.approx((0.1752, 0.0))
    assert found[2028, "contract", "gec"][2:] == pytest.approx((-0.005, 0.0))


def test_what_is_only_shifted_or_retired_has_no_saving() -> None:
    assert actions()[2028, "retire", "old_boiler"][2:] == (None, None)


def test_storage_pays_its_fixed_part_once() -> None:
    plan = plan_solution()
    with_store = plan.reindex(asset=["pv", "heat_pump", "boiler", "battery.energy", "battery.power"], fill_value=0.0)
    with_store["built"].loc[{"asset": "battery.energy", "year": 2026}] = 2.0
    with_store["built"].loc[{"asset": "battery.power", "year": 2026}] = 1.0
    found = {a.what: a for a in decisions(workshop_case(), with_store) if a.what.startswith("battery")}
    assert found["battery.energy"].capex == pytest.approx(2.0 + 0.1)
    assert found["battery.power"].capex == pytest.approx(0.2)
    assert (found["battery.energy"].unit, found["battery.power"].unit) == ("MWh", "MW")


def test_fingerprint_sees_four_digits_of_every_size() -> None:
    case, plan = workshop_case(), plan_solution()
    same, other = plan.copy(deep=True), plan.copy(deep=True)
    same["built"].loc[{"asset": "heat_pump", "year": 2028}] = 0.450001
    other["built"].loc[{"asset": "heat_pump", "year": 2028}] = 0.4511
    assert fingerprint(decisions(case, same)) == fingerprint(decisions(case, plan))
    assert fingerprint(decisions(case, other)) != fingerprint(decisions(case, plan))
