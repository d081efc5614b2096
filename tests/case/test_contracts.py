"""Contracts, certificates, offsets and targets: what does not fit together."""

from __future__ import annotations

import pytest

from planner.case.milestones import in_force
from planner.case.value import Horizon

from .workshop import Workshop, series_text

GRID = "    residual_factor: 0.6 t/MWh"
TARGET = "{basis: location, reduction: {2030: 20 %}}"
TERMS = "start: [2030], tenor: 10 a, max: 5 MW, energy_price: 300 CNY/MWh"
LINE = f"kind: direct_line, eligibility: exporter, profile: flat, {TERMS}"
ROOF = f"kind: onsite_plant, attributes: buyer, profile: flat, {TERMS}"


def supply(terms: str, name: str = "deal") -> tuple[str, str]:
    """Replacement in the workshop that adds an entry under `supply`."""
    return "  gas:\n", f"  {name}: {{{terms}}}\n  gas:\n"


ERRORS = {
    "constant power with a profile": (
        *supply(f"kind: ppa, shape: baseload, profile: flat, {TERMS}"),
        "case.yaml:53: supply.deal.profile: a baseload contract delivers constant power and has no profile",
    ),
    "output without a profile": (
        *supply(f"kind: ppa, {TERMS}"),
        'supply.deal: "profile" is missing: the series of the plant\'s output; or write shape: baseload',
    ),
    "band of a power": (
        *supply(f"kind: ppa, profile: flat, band: 10 %, {TERMS}"),
        "supply.deal.band: needs sizes in MWh/a, the amount it is a share of, not MW",
    ),
    "band beside surplus": (
        *supply(
            f"kind: ppa, profile: flat, band: 10 %, surplus_price: 1 CNY/MWh, {TERMS.replace('5 MW,', '5 GWh/a,')}"
        ),
        "supply.deal.band: has no meaning beside surplus_price",
    ),
    "sizes in two units": (
        *supply(f"kind: ppa, profile: flat, min: 1 GWh/a, {TERMS}"),
        "supply.deal.min: is in MWh/a, but max is in MW; give both in the same",
    ),
    "smallest above largest": (
        *supply(f"kind: ppa, profile: flat, min: 6 MW, {TERMS}"),
        "supply.deal.min: 6 is above max, which is 5",
    ),
    "amount of no output": (
        *supply(f"kind: ppa, profile: night, {TERMS.replace('5 MW,', '5 GWh/a,')}"),
        'supply.deal.profile: the series "night" is zero in every hour; a contract cannot be sized by a yearly amount',
    ),
    "trade of no output": (
        *supply("kind: green_trade, profile: night, max: 5 GWh/a, energy_price: 300 CNY/MWh"),
        'supply.deal.profile: the series "night" is zero in every hour; power cannot be bought in its shape',
    ),
    "line without a reason": (
        *supply(LINE.replace("eligibility: exporter, ", "")),
        'supply.deal.eligibility: "eligibility" is missing: Why a direct line is allowed',
    ),
    "line and agency": (
        *supply(LINE),
        "supply.deal.start.0: in 2030 the grid's price mode is agency_tou, and a factory with a direct line may not "
        "buy through the agency; write grid: {mode: {2030: retail_fixed}} or another mode",
    ),
    "what stays due": (
        *supply(f"{LINE}, still_due: [enrgy]"),
        'supply.deal.still_due.0: no energy component of grid is called "enrgy". Did you mean "energy"?',
    ),
    "share of the load": (
        *supply(f"{LINE}, load_share: 30 %"),
        'supply.grid: "limit" is missing: a least share of the load (deal.load_share) needs the connection (MW)',
    ),
    "owner of the attributes": (
        *supply(ROOF.replace("attributes: buyer, ", "")),
        'supply.deal.attributes: "attributes" is missing: Who owns the green attributes',
    ),
    "area of others": (
        *supply(f"{ROOF}, area: 9 m2/kW, area_from: land"),
        "supply.deal.area_from: the site states no land",
    ),
    "rent of nothing": (
        *supply(f"{ROOF}, rent: 3 CNY/(m2*a)"),
        'supply.deal.rent: has no meaning without "area", on which it is paid',
    ),
    "start outside the plan": (
        *supply(LINE.replace("[2030]", "[2030, 2050]")),
        "supply.deal.start.1: 2050 lies outside the plan, 2026 to 2034",
    ),
    "available too late": (
        *supply("kind: green_trade, available_from: 2040, max: 5 GWh/a, energy_price: 300 CNY/MWh"),
        "supply.deal.available_from: 2040 is later than the end of the plan, 2034",
    ),
    "half a year of validity": (
        *supply("kind: certificate, price: 5 CNY/MWh, validity: 18 months"),
        "supply.deal.validity: 1.5 a is not a whole number of years",
    ),
    "offsets of a gross target": (
        TARGET,
        "{basis: market, reduction: {2030: 20 %}, offsets_max: 5 %}",
        'targets.co2.offsets_max: has no meaning without "net: true", by which offsets count',
    ),
    "matching of location": (
        TARGET,
        "{basis: location, reduction: {2030: 20 %}, matching: hourly}",
        'targets.co2.matching: has no meaning for the basis "location"',
    ),
    "microgrid without rule": (
        TARGET,
        "{kind: microgrid}",
        "targets.co2: limits nothing; give one of self_consumption, export_share, backup",
    ),
    "source twice": (
        TARGET,
        "{kind: green_share, share: 20 %, counts: [direct, direct]}",
        "targets.co2.counts: names a source more than once",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "message"), ERRORS.values(), ids=ERRORS)
def test_slip_in_a_contract_is_an_error(workshop: Workshop, right: str, wrong: str, message: str) -> None:
    workshop.write("s.csv", series_text(night=0.0)).edit("carriers:", "series: s.csv\ncarriers:")
    workshop.edit(GRID, f"{GRID}\n    mode: agency_tou")
    errors = workshop.edit(right, wrong).errors()
    assert any(message in error for error in errors), errors


VALID = {
    "constant power": supply(f"kind: ppa, shape: baseload, {TERMS}"),
    "amount with a band": supply(
        "kind: ppa, profile: flat, band: 10 %, start: [2030], tenor: 10 a, min: 1 GWh/a, max: 5 GWh/a, "
        "energy_price: 300 CNY/MWh"
    ),
    "a line on the market": supply(f"{LINE}, still_due: [energy], load_share: {{2028: 30 %, 2030: 35 %}}"),
    "a plant of others": supply(f"{ROOF}, area: 9 m2/kW, area_from: roof, rent: 3 CNY/(m2*a)"),
    "bought year by year": supply("kind: green_trade, available_from: 2029, max: 5 GWh/a, energy_price: 300 CNY/MWh"),
    "prices from the first year on sale": supply(
        "kind: green_trade, available_from: 2029, max: 5 GWh/a, energy_price: {2030: 300 CNY/MWh, 2034: 280 CNY/MWh}"
    ),
    "a share that held before": (TARGET, "{kind: green_share, share: {2024: 20 %, 2030: 30 %}}"),
    "matched green power": (TARGET, "{basis: market, reduction: {2030: 20 %}, matching: monthly, net: true}"),
}


@pytest.mark.parametrize(("right", "other"), VALID.values(), ids=VALID)
def test_contracts_that_fit(workshop: Workshop, right: str, other: str) -> None:
    workshop.edit(GRID, f"{GRID}\n    mode: retail_fixed\n    limit: 5 MW")
    assert workshop.edit(right, other).errors() == []


def test_years_of_contracts_and_shares_become_milestones(workshop: Workshop) -> None:
    workshop.edit(GRID, f"{GRID}\n    limit: 5 MW")
    workshop.edit(*supply(f"{LINE.replace('[2030]', '[2028, 2031]')}, load_share: {{2025: 30 %, 2033: 35 %}}"))
    assert workshop.read().horizon.years == (2026, 2028, 2030, 2031, 2033)


def test_years_in_which_a_contract_is_in_force() -> None:
    horizon = Horizon(2025, 2026, (2026, 2028, 2030, 2033), 2040, 0.05)
    assert in_force(horizon, 2028, 5) == (2028, 2030)  # 2033 is past
    assert in_force(horizon, 2028, 4) == (2028, 2030)  # two of three years of 2030 to 2032
    assert in_force(horizon, 2028, 3) == (2028,)  # one of three
    assert in_force(horizon, 2033, 1) == (2033,)  # the first block always belongs
    assert in_force(horizon, 2026, 99) == horizon.years


def test_a_line_after_the_agency(workshop: Workshop) -> None:
    workshop.edit(GRID, f"{GRID}\n    mode: {{2025: agency_tou, 2030: retail_fixed}}")
    assert workshop.edit(*supply(LINE)).errors() == []
    (error,) = workshop.edit("start: [2030]", "start: [2028, 2030]").errors()
    assert "supply.deal.start.0: in 2028 the grid's price mode is agency_tou" in error


def test_obligation_of_the_sector_and_the_province(workshop: Workshop) -> None:
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]").edit(TARGET, "{use: obligation}")
    workshop.edit("site:\n", "site:\n  province: inner_mongolia_west\n").edit("sector: example", "sector: Data centre")
    (target,) = workshop.read().of("green_share")
    assert target.parameters.share.at(2030) == 0.8
    assert target.sources["share.2025"].row == "obligation_data_centre_inner_mongolia.share.2025"
    assert workshop.read().horizon.years == (2026, 2030)


UNCOVERED = {
    "another province": (
        "sector: aluminium",
        "province: jiangsu",
        "case.yaml:66: targets.co2.use: the packs know no obligation of the sector aluminium in jiangsu; aluminium is "
        "covered in inner_mongolia, qinghai, shandong, sichuan, yunnan; jiangsu has one for data_centre",
    ),
    "another sector": (
        "sector: shoes",
        "province: yunnan",
        "case.yaml:66: targets.co2.use: the packs know no obligation of the sector shoes in yunnan; yunnan has one for "
        "aluminium, cement, polysilicon, steel",
    ),
}


@pytest.mark.parametrize(("sector", "province", "message"), UNCOVERED.values(), ids=UNCOVERED)
def test_obligation_that_no_pack_knows(workshop: Workshop, sector: str, province: str, message: str) -> None:
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]").edit(TARGET, "{use: obligation}")
    workshop.edit("site:\n", f"site:\n  {province}\n").edit("sector: example", sector)
    assert message in workshop.errors()


def test_obligation_of_nowhere(workshop: Workshop) -> None:
    workshop.edit("  sector: example\n", "").edit(TARGET, "{use: obligation}")
    (error,) = workshop.errors()
    assert "an obligation depends on sector and province; write case: {sector: ...} and site: {province: ...}" in error
