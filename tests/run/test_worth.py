"""What a unit of each carrier costs and emits, against arithmetic done by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import xarray as xr

from planner.case.value import Case
from planner.fields import YearPath
from planner.run.effects import Effects
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


MORE: dict[tuple[str, str, str], dict[str, Any]] = {
    ("carriers", "carrier", "steel"): {},
    ("demands", "product", "steel"): {"carrier": "steel", "production": "tonnes"},
    ("technologies", "route", "furnace"): {
        "carrier": "steel", "inputs": {"gas": "2 MWh/t"}, "co2": "0.1 t/t", "capex": "1000 CNY/(t/a)", "life": "20 a",
        "opex_variable": "50 CNY/t",
    },
    ("technologies", "capture", "amine"): {
        "streams": ["furnace"], "rate": "90 %", "electricity": "0.2 MWh/t", "heat": {"heat": "0.5 MWh/t"},
        "capex": "2 Mio CNY/(t/h)", "life": "20 a",
    },
    ("supply", "waste_heat", "flue"): {
        "annual": "800 MWh/a", "temperature": "200 degC", "down_to": "60 degC", "into": ["heat"],
    },
}  # fmt: skip


def steel_works(flows: dict[str, float], accounts: dict[str, float]) -> tuple[Case, xr.Dataset]:
    """The workshop's reference with steel made of gas, and further flows and accounts of both years."""
    case = replace(workshop_case(MORE), production={"tonnes": YearPath.constant(8760.0)})
    solution = reference_solution()
    hourly = solution["flow"].reindex(flow_item=[*solution["flow_item"].to_numpy(), *flows])
    for name, power in flows.items():
        hourly.loc[{"flow_item": name}] = power
    entries = solution["account"].reindex(entry=[*solution["entry"].to_numpy(), *accounts])
    for name, amount in accounts.items():
        entries.loc[{"entry": name}] = amount
    labels = [*solution["unit"].to_numpy(), *("t" for _ in accounts)]
    kept = solution.drop_dims(["flow_item", "entry"])
    return case, kept.assign(flow=hourly, account=entries).assign_coords(unit=("entry", labels))


def test_a_product_is_worth_what_its_route_takes_and_releases() -> None:
    case, solution = steel_works({"furnace.activity": 1.0}, {"scope1_process.furnace": 876.0})
    found = worth(build_site(case), solution, 2026)
    # The bill of the reference has no upkeep of the furnace.
    assert found.cost["steel"] == pytest.approx(2.0 * 300e-6)
    assert found.co2["steel"] == pytest.approx(2.0 * 0.2 + 0.1)


def test_recovered_heat_is_part_of_the_heat_of_its_carrier() -> None:
    case, solution = steel_works({"flue>heat.recovered": 0.05}, {})
    found = worth(build_site(case), solution, 2026)
    assert found.cost["heat"] == pytest.approx(1.314 / (0.5 * 8760.0))


def test_capture_avoids_what_it_takes_up_less_what_its_energy_emits() -> None:
    flows = {"furnace.activity": 1.0, "amine.captured": 0.09}
    case, solution = steel_works(flows, {"scope1_process.furnace": 876.0, "scope1_process.amine": -788.4})
    solution = solution.drop_dims("asset").assign(
        {name: xr.DataArray([[0.1, 0.0]], {"asset": ["amine"], "year": [2026, 2028]}) for name in ("built", "capacity")}
    )
    case_reference, reference = steel_works({"furnace.activity": 1.0}, {"scope1_process.furnace": 876.0})
    assert case_reference.things == case.things
    found = Effects(case, solution, reference).of("build", "amine", 2026)
    power, heat = 0.2 * 788.4, 0.5 * 788.4
    assert found["saving"] == pytest.approx(-(power * 500e-6 + heat * 300e-6 / 0.9))
    assert found["co2"] == pytest.approx(-788.4 + power * 0.5 + heat * 0.2 / 0.9)
