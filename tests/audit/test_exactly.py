"""Each rule of contracts, claims, targets and equipment has a check of its own: break one rule, and only it fails."""

from dataclasses import replace

import numpy as np
import pytest

from planner.audit import audit
from planner.case.value import Area
from planner.fields import Value, YearPath

from .factory import HOUR, changed
from .plans import made
from .test_statements import nested, raised

PATH = YearPath.constant
STEP = {"step": True}


def failing(case, solution):
    """Names of the checks that fail, those of the base year under the name of the plan's."""
    return {check.name.removeprefix("base.") for check in audit(case, solution).failures}


def with_series(case, **series):
    return replace(case, series=dict(case.series) | series)


PORTFOLIO = {
    "contracts.size": ("block", {"max": Value(1000.0, "MWh/a")}),
    "contracts.signed_when_offered": ("line", {"start": [2026]}),
    "contracts.nominated": ("wind", {"profile": "less_wind"}),
    "contracts.least_use": ("block", {"band": 0.03}),
    "contracts.delivered_as_produced": ("roof", {"profile": "less_sun", "pays_for": "used"}),
    "contracts.line_self_use": ("line", {"self_use": 0.8}),
    "contracts.line_sold": ("line", {"export": 0.01}),
    "contracts.line_load_share": ("line", {"load_share": YearPath(((2028, 0.3),), **STEP)}),
    "contracts.certificates": ("green", {"max": PATH(800.0)}),
    "claims.certificates_valid": ("green", {"validity": 1.0}),
    "claims.certificate_share": ("green", {"max_share": 0.01}),
    "claims.matched_as_produced": ("green", {"profile": "winter"}),
    "offsets.offered": ("ccer", {"max": PATH(600.0)}),
    "offsets.after_reduction": ("ccer", {"after_reduction": 0.9}),
    "offsets.compliance": ("carbon", {"offset_share": 0.01}),
    "limits.offsets": ("market", {"offsets_max": 0.01}),
    "limits.green_share": ("green_year", {"counts": ["traded", "certificate"]}),
    "limits.self_consumption": ("island", {"self_consumption": PATH(0.999)}),
    "limits.export_share": ("island", {"export_share": YearPath(((2028, 0.01),), **STEP)}),
    "storage.reserve": ("battery", {"reserve": 0.3}),
    "cashflow.recomputed": ("line", {"line_capex": PATH(1.0)}),
}


@pytest.mark.parametrize(("check", "name", "fields"), [(check, *row) for check, row in PORTFOLIO.items()])
def test_broken_rule_of_supply_fails_its_check_alone(check, name, fields):
    case, solution = made("portfolio")
    winter = np.where((HOUR < 1416) | (HOUR >= 8016), 1.0, 0.0)
    case = with_series(case, less_wind=0.9 * case.series["wind"], less_sun=0.9 * case.series["sun"], winter=winter)
    assert failing(changed(case, name, **fields), solution) == {check}


@pytest.mark.parametrize(
    ("check", "name", "fields"),
    [
        ("offsets.offered", "ccer", {"max_share": 0.01}),
        ("contracts.nominated", "block", {"band": None}),
        ("contracts.nominated", "trade", {"max": PATH(1700.0)}),
        ("limits.green_share", "green_year", {"matching": "hourly"}),
        ("limits.green_share", "green_hour", {"share": YearPath(((2027, 0.2),), **STEP)}),
        ("limits.green_share", "green_hour", {"counts": ["direct"]}),
        ("limits.emission_cap", "market", {"net": False}),
        ("limits.emission_cap", "market", {"matching": "hourly"}),
    ],
)
def test_every_part_of_a_rule_counts(check, name, fields):
    case, solution = made("portfolio")
    found = failing(changed(case, name, **fields), solution)
    # A level of matching that no target asks for any more leaves numbers that nothing explains.
    assert check in found
    assert "matching" in fields or found == {check}


@pytest.mark.parametrize("part", [{"load": 2.0}, {"hours": 3.0}])
def test_backup_needs_power_and_content(part):
    case, solution = made("portfolio")
    assert failing(nested(case, "island", "backup", **part), solution) == {"limits.backup"}


def test_plants_of_others_need_area():
    case, solution = made("portfolio")
    assert failing(replace(case, areas={"roof": Area(20000.0, 0.6)}), solution) == {"limits.area"}


def test_energy_settled_is_that_of_the_hours():
    """Moved from one band to another of the same price, in a contract settled by the hour."""
    case, solution = made("portfolio")
    moved = raised(solution, 1.0, traded=("wind", 2026, 3, "flat/day"))
    moved = raised(moved, -1.0, traded=("wind", 2026, 3, "flat/flat"))
    assert failing(case, moved) == {"contracts.settled"}


def test_no_hour_trades_more_than_it_gives_of_the_nomination():
    """Moved from one hour to the next in the same band, in a contract settled by the hour."""
    case, solution = made("portfolio")
    moved = raised(solution, 0.05, flow=("wind.traded", 2026, 12))
    moved = raised(moved, -0.05, flow=("wind.traded", 2026, 13))
    assert failing(case, moved) == {"contracts.traded_as_produced"}


def with_other_months(solution, name):
    """Five MWh of a contract are called for in May instead of March; the year pays the same."""
    moved = raised(solution, -5.0, nominated=(name, 2027, 3))
    return raised(moved, 5.0, nominated=(name, 2027, 5))


def test_no_month_settles_more_than_its_nomination():
    case, solution = made("portfolio")
    assert failing(case, with_other_months(solution, "trade")) == {"contracts.settled_as_produced"}


def test_yearly_settlement_takes_the_nominations_of_the_year_by_band():
    case, solution = made("portfolio")
    assert failing(case, with_other_months(solution, "block")) == set()
    assert "contracts.settled_as_produced" in failing(changed(case, "block", settlement="monthly"), solution)


@pytest.mark.parametrize("share", [0.8, 1.2])
def test_what_is_nominated_is_paid(share):
    """The sun is paid in full, so less or more than all of it is neither called for nor paid."""
    case, solution = made("portfolio")
    table = solution["nominated"].copy()
    table.loc[{"contract": "sun"}] *= share
    assert failing(case, solution.assign(nominated=table)) == {"bill.recomputed", "contracts.nominated"}


def test_a_contract_paid_in_full_nominates_all_it_gives(case, solution):
    """More than all is found even though the bill does not depend on it."""
    assert failing(case, raised(solution, 1.0, nominated=("wind_ppa", 2028, 3))) == {"contracts.nominated"}


def test_offsets_are_used_once():
    case, solution = made("portfolio")
    assert failing(case, raised(solution, 150.0, account=("offset_net.ccer", 2028))) == {"offsets.used_once"}


FOUNDRY = {
    "equipment.unit_load": ("engine", {"min_load": 0.7}),
    "equipment.ramp": ("engine", {"ramp": 0.4}),
    "equipment.activity": ("melting", {"availability": "less"}),
    "equipment.recovered": ("offgas", {"temperature": 100.0}),
    "equipment.captured": ("scrubber", {"rate": 0.8}),
    "equipment.treated": ("kiln", {"profile": "once"}),
    "demand.shift_share": ("hall", {"flexible": 0.1}),
}


@pytest.mark.parametrize(("check", "name", "fields"), [(check, *row) for check, row in FOUNDRY.items()])
def test_broken_rule_of_equipment_fails_its_check_alone(check, name, fields):
    case, solution = made("foundry")
    case = with_series(case, less=np.full(8760, 0.6), once=np.where(HOUR == 0, 1.0, 0.0))
    if "flexible" in fields:
        case = nested(case, name, "flexible", share=fields["flexible"])
    else:
        case = changed(case, name, **fields)
    assert failing(case, solution) == {check}


def test_stock_of_work_done_ahead_follows_from_what_is_shifted():
    case, solution = made("foundry")
    assert failing(case, raised(solution, 0.05, flow=("hall.shifted", 2026, 12))) == {"demand.shifted"}


def test_work_done_ahead_does_not_wait_too_long():
    """More is in stock all day than the next hours could use up."""
    case, solution = made("foundry")
    assert failing(case, raised(solution, 0.5, flow=("hall.shifted", 2026, range(24)))) == {"demand.shift_wait"}


def test_every_day_closes_on_itself():
    """Done ahead in the last hour of one day for the first of the next."""
    case, solution = made("foundry")
    late = raised(solution, 0.1, flow=(["hall.shifted_in", "hall.shifted", "grid.import"], 2026, 23))
    late = raised(late, 0.1, flow=("hall.shifted_out", 2026, 24))
    late = raised(late, -0.1, flow=("grid.import", 2026, 24))
    assert "demand.shifted" in failing(case, late)


@pytest.mark.parametrize(
    ("check", "amount", "where"),
    [
        ("equipment.units_whole", 0.5, ("engine.on", 2026, 12)),
        ("equipment.units", 1.0, ("engine.on", 2026, 12)),
        ("equipment.started", -1.0, ("engine.started", 2026, 6)),
        ("equipment.capture", 0.2, ("scrubber.captured", 2028, 12)),
        ("balances.carrier", 0.2, ("casting.activity", 2026, 12)),
    ],
)
def test_impossible_running_is_noticed(check, amount, where):
    case, solution = made("foundry")
    assert check in failing(case, raised(solution, amount, flow=where))


def test_only_whole_units_stand():
    case, solution = made("foundry")
    assert "decisions.whole_units" in failing(changed(case, "engine", unit=0.4), solution)


@pytest.mark.parametrize(
    ("check", "amount", "where"),
    [
        ("storage.one_way", 0.1, {"flow": (["battery.charge", "battery.discharge"], 2026, 12)}),
        ("equipment.import_or_export", 0.1, {"flow": (["grid.import", "grid.export"], 2026, 12)}),
        ("contracts.settled_is_imported", -1000.0, {"flow": ("grid.import", 2026, 12)}),
        ("contracts.traded_is_imported", 9.0, {"flow": ("wind.traded", 2026, 12)}),
        ("contracts.one_owner", 1e5, {"account": ("certificate_claimed.green", 2026)}),
        ("claims.matched_is_imported", 9.0, {"flow": ("block.matched", 2026, 12)}),
        ("claims.matched_within_claim", 900.0, {"flow": ("block.matched", 2026, 12)}),
        ("claims.matched_is_imported", 3000.0, {"month_matched": ("green", 2026, 12)}),
        ("contracts.contracted", 1.0, {"contracted": ("trade", 2027)}),
        ("contracts.nominated", 1.0, {"nominated": ("line", 2027, 1)}),
        ("contracts.nominated", 1.0, {"nominated": ("trade", 2026, 1)}),
        ("contracts.nominated", 90.0, {"nominated": ("trade", 2027, 1)}),
        ("contracts.nominated", 12.0, {"nominated": ("block", 2026, 1)}),
        ("contracts.settled_as_produced", -1.0, {"nominated": ("block", 2026, 1)}),
        ("contracts.traded_as_produced", -1.0, {"nominated": ("wind", 2028, 1)}),
        ("bill.recomputed", 5.0, {"nominated": ("block", 2026, 1)}),
        ("contracts.settled", 1.0, {"traded": ("line", 2027, 1, "valley/flat")}),
        ("contracts.settled", 1.0, {"traded": ("sun", 2027, 1, "flat")}),
        ("bill.billing", 1.0, {"billing": ("office_grid", 2026, 1)}),
        ("bill.billing", -0.5, {"billing": ("grid", 2026, 1)}),
        ("bill.cheaper", 1.0, {"billing": ("grid", 2026, 4)}),
        ("bill.cheaper", -1.0, {"billing": ("grid", 2026, 1)}),
        ("bill.billed", 0.1, {"billed": ("grid", 2026, 12)}),
        ("bill.discounted", -1.0, {"discounted": ("grid", 2026, 12)}),
        ("bill.discounted", 1.0, {"discounted": ("grid", 2026, 10)}),
        ("bill.discounted", 1.0, {"discounted": ("grid", 2026, 1)}),
    ],
)
def test_impossible_trade_is_noticed(check, amount, where):
    case, solution = made("portfolio")
    assert check in failing(case, raised(solution, amount, **where))
