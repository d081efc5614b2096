"""The roadmap of the workshop: every decision, its capital, and what it saves by hand arithmetic."""

from __future__ import annotations

import pytest

from planner.run.roadmap import decisions, fingerprint, roadmap
from tests.run.portfolio import portfolio_case, portfolio_solution
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


def portfolio() -> dict[tuple[int, str, str], tuple[float, str, float, float | None, float | None]]:
    found = roadmap(portfolio_case(), portfolio_solution(), reference_solution())
    return {(a.year, a.action, a.what): (a.size, a.unit, a.capex, a.saving, a.co2) for a in found}


def test_every_kind_of_contract_has_its_row() -> None:
    found = portfolio()
    assert found[2026, "contract", "lessor"][:3] == (0.1, "MW", 0.0)
    assert found[2026, "contract", "gec"][:2] == (300.0, "MWh/a")
    assert found[2026, "contract", "forest"] == pytest.approx((120.0, "t/a", 0.0, -0.0096, 0.0))
    # 1 million of energy charges replaced, 0.8 paid, 0.12 earned with the surplus.
    assert found[2026, "contract", "wind"] == pytest.approx((0.3, "MW", 0.0, 0.32, 0.0))
    # 410 MWh are called for and paid at 410 CNY/MWh, 400 replace energy charges of 0.2 million.
    assert found[2028, "contract", "market"] == pytest.approx((410.0, "MWh/a", 0.0, 0.2 - 0.1681, 0.0))
    assert (2026, "contract", "market") not in found


def test_a_direct_line_is_paid_when_signed_and_replaces_purchases() -> None:
    # 1,500 MWh at 500 CNY/MWh and 0.5 t/MWh, less 0.68 million of energy, line and charges still due.
    assert portfolio()[2026, "contract", "line"] == pytest.approx((0.2, "MW", 2.0, 0.75 - 0.68, -750.0))


def test_a_plant_of_others_replaces_purchases() -> None:
    assert portfolio()[2026, "contract", "partner"] == pytest.approx((0.1, "MW", 0.0, 0.2 - 0.12, -200.0))


def test_billing_is_listed_in_the_years_in_which_it_changes() -> None:
    rows = [key for key in portfolio() if key[1] == "billing"]
    assert rows == [
        (2026, "billing", "grid by capacity Q1 Q4"),
        (2028, "billing", "grid by capacity"),
    ]


def test_tonnes_per_hour_are_the_size_of_routes_and_captures() -> None:
    more = {
        ("technologies", "route", "furnace"): {"carrier": "steel", "capex": "1000 CNY/(t/a)", "life": "20 a"},
        ("technologies", "capture", "amine"): {
            "streams": ["gas"], "rate": "90 %", "capex": "2 Mio CNY/(t/h)", "life": "20 a",
        },
    }  # fmt: skip
    plan = plan_solution().reindex(asset=["furnace", "amine"], fill_value=0.0)
    plan["built"].loc[{"asset": "furnace", "year": 2026}] = 2.0
    plan["built"].loc[{"asset": "amine", "year": 2026}] = 3.0
    found = {a.what: (a.size, a.unit, a.capex) for a in decisions(workshop_case(more), plan) if a.action == "build"}
    assert found == {
        "furnace": pytest.approx((2.0, "t/h", 2.0 * 8760.0 * 1e-3)),
        "amine": pytest.approx((3.0, "t/h", 6.0)),
    }
