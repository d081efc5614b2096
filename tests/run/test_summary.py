"""The summary of the workshop, number by number."""

from __future__ import annotations

import json

import pytest

from planner.run.accounts import Ledger
from planner.run.folder import as_json
from planner.run.summary import Facts, facts_of, summarise
from tests.run.workshop import plan_solution, reference_solution, workshop_case

FACTS = Facts(
    "optimal",
    "typical",
    17.82,
    17.80,
    0.0011,
    {"read": 0.12345, "total": 3.2},
    {"rows": 10, "binaries": 2},
    {"days": 12},
)
KEYS = {
    "case", "scenario", "status", "resolution", "objective", "bound", "gap", "currency", "price_year", "npv_cost",
    "reference_npv_cost", "capex_total", "irr", "payback_years", "abatement_cost", "years", "seconds", "size",
    "fingerprint", "typical_day",
}  # fmt: skip
YEAR_KEYS = {
    "year", "score", "score_exact", "scope1", "scope2_location", "scope2_market", "offsets", "net", "energy_tce",
    "renewable_share", "physical_share", "capacity", "measures", "contracts", "cost", "electricity_use", "claims",
}  # fmt: skip


def test_it_has_every_key_of_the_interface() -> None:
    summary = summarise(workshop_case(), plan_solution(), reference_solution(), FACTS)
    assert set(summary) >= KEYS
    assert all(set(year) >= YEAR_KEYS for year in summary["years"])
    assert [year["year"] for year in summary["years"]] == [2026, 2028]
    assert json.loads(as_json(summary)) == json.loads(json.dumps(summary))


def test_money_is_in_currency_and_energy_in_canonical_units() -> None:
    summary = summarise(workshop_case(), plan_solution(), reference_solution(), FACTS)
    first, second = summary["years"]
    assert summary["objective"] == pytest.approx(17.82e6)
    assert summary["capex_total"] == pytest.approx(3.1e6)
    assert first["cost"]["grid_energy.grid.energy"] == pytest.approx(3.504e6)
    assert "ppa_energy.wind" not in first["cost"]
    assert first["capacity"] == {"pv": 0.1, "heat_pump": 0.0, "boiler": 0.5}
    assert (first["measures"], first["contracts"]) == (["led"], {"gec": 1000.0})
    assert second["contracts"] == {"wind": 0.2, "gec": 1000.0}


def test_scopes_and_sums() -> None:
    first = summarise(workshop_case(), plan_solution(), reference_solution(), FACTS)["years"][0]
    scope2 = [first[f"scope2_{rule}"] for rule in ("location", "market", "market_certificates")]
    assert (first["scope1"], *scope2) == pytest.approx((876.0, 3504.0, 4204.8, 3604.8))
    assert (first["net"], first["offsets"]) == pytest.approx((4380.0, 0.0))


def test_certificates_and_traded_power_count_as_renewable_but_not_as_physical() -> None:
    ledger = Ledger(workshop_case(), plan_solution())
    whole = 1022.7738 + 107.6604
    assert ledger.energy(2028) == pytest.approx(whole)
    assert ledger.physical_energy_share(2028) == pytest.approx(107.6604 / whole)
    assert ledger.renewable_energy_share(2028) == pytest.approx((107.6604 + (1752.0 + 1000.0) * 0.1229) / whole)


def test_green_and_physical_share_are_claims_in_the_electricity_use() -> None:
    second = summarise(workshop_case(), plan_solution(), reference_solution(), FACTS)["years"][1]
    assert second["electricity_use"] == pytest.approx(8322.0 + 876.0)
    assert second["claims"] == pytest.approx(
        {"self_use": 876.0, "third_party": 0.0, "direct_line": 0.0, "traded": 1752.0, "certificate": 1000.0}
    )
    assert second["renewable_share"] == pytest.approx((876.0 + 1752.0 + 1000.0) / 9198.0)
    assert second["physical_share"] == pytest.approx(876.0 / 9198.0)


def test_facts_survive_the_file() -> None:
    summary = json.loads(as_json(summarise(workshop_case(), plan_solution(), reference_solution(), FACTS)))
    again = summarise(workshop_case(), plan_solution(), reference_solution(), facts_of(summary))
    assert json.loads(as_json(again)) == summary


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        as_json({"npv_cost": float("nan")})
