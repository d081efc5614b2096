"""Quantities of a plan whose accounts are round numbers, each worked out by hand."""

import subprocess
import sys
from decimal import Decimal

import pytest

from planner.fields import YearPath
from planner.score import quantities
from planner.score.exact import wide
from planner.score.ledger import Ledger
from planner.score.quantities import Quantities
from tests.score.plant import CASH, PRODUCTION, THINGS, plan, plant, row, scheme_of, target_of

SCHEME = scheme_of({"any": row(numerator=["energy"])})


def numbers(year, things=THINGS, scheme=SCHEME, solution=None, **target):
    case = plant(scheme, things, **target)
    return quantities(case, plan() if solution is None else solution, year, scheme, target_of(case))


def frozen(electricity, year):
    scheme = scheme_of({"any": row(numerator=["co2"])}, electricity=electricity)
    case = plant(scheme)
    with wide():
        return Quantities(Ledger(case, plan()), year, scheme, target_of(case).parameters).frozen_co2()


def test_accounts_of_the_milestone_year_that_stands_for_a_calendar_year():
    assert [numbers(year)["energy"] for year in (2025, 2026, 2027, 2028, 2031)] == [1500, 1320, 1320, 1128, 1128]


def test_energy_may_leave_out_what_own_renewables_give():
    scheme = scheme_of({"any": row(numerator=["energy"])}, onsite_energy=False)
    assert numbers(2028, scheme=scheme)["energy"] == 1128 - 120 - 24


@pytest.mark.parametrize(
    ("electricity", "co2"),
    [("location", 2400), ("market", Decimal("2282.5")), ("market_certificates", Decimal("2007.5"))],
)
def test_co2_by_the_rule_of_the_scheme(electricity, co2):
    scheme = scheme_of({"any": row(numerator=["co2"])}, electricity=electricity)
    assert numbers(2028, scheme=scheme)["co2"] == 200 + 40 + co2


@pytest.mark.parametrize(
    ("electricity", "more"),
    [
        ("location", 6000 * Decimal("0.2")),
        # The base year takes the first residual factor, 0.6; all but 2,000 MWh of wind counts, and what a lessor sold.
        ("market", (6000 + 150 - 2000) * Decimal("0.05")),
        ("market_certificates", (6000 + 150 - 2000 - 500) * Decimal("0.05")),
    ],
)
def test_frozen_co2_has_the_factors_of_the_base_year(electricity, more):
    scheme = scheme_of({"any": row(numerator=["co2"])}, electricity=electricity)
    assert frozen(electricity, 2028) - numbers(2028, scheme=scheme)["co2"] == more
    assert frozen(electricity, 2025) == numbers(2025, scheme=scheme)["co2"]


def test_renewable_energy_counts_every_claim_once():
    physical = 120 + 24 + 36 + 30 + 60  # own power and heat, the line, the partner's plant, biogas; not the lessor's
    assert numbers(2028)["renewable_energy"] == physical + Decimal("0.12") * (2000 + 500)


def test_electricity_is_bought_generated_delivered_and_converted():
    engine = 100 * Decimal("1.5") * Decimal("0.4") / Decimal("0.5")
    assert numbers(2028)["electricity"] == 6000 - 100 + 1100 + 300 + 150 + 250 + engine


def test_electricity_of_an_engine_at_part_load_follows_its_input():
    """At 60 % load 90 % of the efficiency: a unit of 2 MW takes 0.8333 of its load and 0.1667 of its size."""
    engine = {**THINGS["technologies.engine"], "unit": "2 MW", "part_load": {"60 %": "90 %"}}
    solution = plan()
    running = solution.isel(flow_item=[0, 0]).assign_coords(flow_item=["engine.activity", "engine.on"])
    running["flow"][1, 1, :100] = 1.0
    taken = (Decimal(5) / 6 * 150 + Decimal(1) / 6 * 2 * 100) * Decimal("0.8")
    found = numbers(2028, {**THINGS, "technologies.engine": engine}, solution=running)["electricity"]
    assert float(found) == pytest.approx(float(7700 + taken), rel=1e-12)


def test_power_passed_on_by_a_transformer_is_not_used_twice():
    low = {
        "carriers.low": {"kind": "carrier"},
        "supply.second": {**THINGS["supply.grid"], "carrier": "low"},
        "technologies.transformer": {
            "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"low": "98 %"},
            "capex": "100 CNY/kW", "life": "30 a",
        },
    }  # fmt: skip
    solution = plan().isel(flow_item=[0, 0]).assign_coords(flow_item=["engine.activity", "transformer.activity"])
    assert numbers(2028, {**THINGS, **low}, solution=solution)["electricity"] == 7820


def test_physical_electricity_leaves_out_heat_contracts_and_what_is_not_the_factorys():
    assert numbers(2028)["physical_renewable_electricity"] == 1000 + 250 + 300


def test_investment_of_three_years_goes_by_calendar_year():
    assert numbers(2025)["green_investment"] == Decimal("0.5") + 1
    assert numbers(2026)["green_investment"] == 1 + 2
    assert numbers(2027)["green_investment"] == 1 + 2
    assert numbers(2028)["green_investment"] == 2 + 4
    assert numbers(2030)["green_investment"] == 4
    assert numbers(2031)["green_investment"] == 0
    assert CASH["residual_value.pv"]  # is no investment


def test_output_value_of_three_years_goes_back_to_what_is_stated():
    told = {"investment": {}, "output_value": {"2023": "80 Mio CNY", "2024": "90 Mio CNY"}}
    assert numbers(2025, history=told)["output_value_3y"] == 80 + 90 + 100
    assert numbers(2027, history=told)["output_value_3y"] == 100 + 110 + 120
    assert "output_value_3y" not in numbers(2026)  # nothing is known of 2024


def test_output_is_that_of_the_milestone_year():
    assert [numbers(year)["output"] for year in (2025, 2026, 2027, 2028)] == [1000, 1100, 1100, 1300]
    assert numbers(2027)["output_value"] == 110
    assert "output" not in numbers(2027, product=None)


def test_base_year_takes_the_first_value_of_a_path_that_begins_later(monkeypatch):
    monkeypatch.setitem(PRODUCTION, "cars", YearPath(((2026, 7.0), (2028, 9.0)), hold=True))
    assert numbers(2025)["output"] == 7


def test_resources_are_their_accounts():
    assert numbers(2028)["water_reused"] == 3200
    assert numbers(2028)["land"] == 500


def test_solution_of_the_base_year_alone():
    solution = plan()
    alone = solution[["base_account"]].rename(base_account="account").expand_dims(year=[2025])
    assert numbers(2025, solution=alone) == numbers(2025)


def test_without_target_and_scheme_the_usual_names_count():
    found = quantities(plant(SCHEME), plan(), 2028)
    assert (found["co2"], found["output_value"]) == (2640, 130)


def test_scorer_is_independent_of_models_and_solver():
    code = "import sys, planner.score; print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    others = ("planner.models", "planner.site", "planner.solve", "planner.run", "planner.audit")
    assert not any(f"'{name}" in loaded for name in ("pyomo", "highspy", "pandas", "xarray", *others))
