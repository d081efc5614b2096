"""Warnings about what is bought and sold: gains without end, contracts without use, claims that count for nothing."""

from __future__ import annotations

import pytest

from planner.case import lint

from .workshop import Workshop, series_text

GRID = "    residual_factor: 0.6 t/MWh"
ENERGY = "price: 500 CNY/MWh, factors: {peak: 1.6}"
TARGET = "{basis: location, reduction: {2030: 20 %}}"
TERMS = "start: [2030], tenor: 10 a, max: 5 MW, energy_price: 300 CNY/MWh"
LINE = f"kind: direct_line, eligibility: exporter, profile: flat, {TERMS}"
ROOF = f"kind: onsite_plant, attributes: buyer, profile: flat, {TERMS}"
PPA = f"kind: ppa, profile: flat, {TERMS}"
OTHER = "kind: grid, emission_factor: 0.5 t/MWh, residual_factor: 0.6 t/MWh"
PV = "  pv: {kind: renewable, profile: flat, capex: 3000 CNY/kW, life: 25 a, max: 1 MW}\n  battery:"
MONTHS = ", ".join([*["600 CNY/MWh"] * 11, "390 CNY/MWh"])


def supply(terms: str, name: str = "deal") -> tuple[str, str]:
    return "  gas:\n", f"  {name}: {{{terms}}}\n  gas:\n"


def export(price: str) -> tuple[str, str]:
    return GRID, f"{GRID}\n    export: {{price: {price}, limit: 1 MW}}"


GAINS = {
    "above the valley": (
        [export("300 CNY/MWh"), (ENERGY, "price: 500 CNY/MWh, factors: {peak: 1.6, flat: 0.5}")],
        "supply.grid.export.price: in 2026 export earns more (300 CNY/MWh) than import costs (250 CNY/MWh)",
    ),
    "above one month": (
        [export("400 CNY/MWh"), (ENERGY, f"monthly: [{MONTHS}]")],
        "supply.grid.export.price: in 2026 export earns more (400 CNY/MWh) than import costs (390 CNY/MWh)",
    ),
    "above the lowest hour of a course": (
        [export("300 CNY/MWh"), (ENERGY, "price: 500 CNY/MWh, series: spot")],
        "supply.grid.export.price: in 2026 export earns more (300 CNY/MWh) than import costs (250 CNY/MWh)",
    ),
    "in another price mode": (
        [
            export("400 CNY/MWh"),
            (ENERGY, "price: 500 CNY/MWh, mode: agency_tou}\n      fixed: {basis: energy, price: 350 CNY/MWh, "
             "mode: retail_fixed"),
            ("    periods:\n", "    mode: {2025: agency_tou, 2030: retail_fixed}\n    periods:\n"),
        ],
        "supply.grid.export.price: in 2030 export earns more (400 CNY/MWh) than import costs (350 CNY/MWh)",
    ),
    "between two grids": (
        [export("450 CNY/MWh"), supply(f"{OTHER}, components: {{all: {{basis: energy, price: 420 CNY/MWh}}}}")],
        "supply.grid.export.price: in 2026 export earns more (450 CNY/MWh) than import through deal costs (420",
    ),
    "surplus of an indexed contract": (
        [("years: [2026, 2030]", "years: [2026, 2030, 2032]"),
         supply(f"{PPA}, indexation: -5 %/a, surplus_price: 290 CNY/MWh")],
        "supply.deal.surplus_price: surplus earns more than the energy costs",
    ),
    "surplus of a line": (
        [supply(f"{LINE}, surplus_price: 350 CNY/MWh")],
        "supply.deal.surplus_price: surplus earns more than the energy costs",
    ),
    "power of others sold on": (
        [export("350 CNY/MWh"), supply(ROOF)],
        "supply.deal.energy_price: in 2030 its power costs less (300 CNY/MWh) than export through grid earns (350",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "message"), GAINS.values(), ids=GAINS)
def test_gain_without_end(workshop: Workshop, edits: list[tuple[str, str]], message: str) -> None:
    workshop.write("s.csv", series_text(spot=[0.5, 1.5] * 4380)).edit("carriers:", "series: s.csv\ncarriers:")
    for right, odd in edits:
        workshop.edit(right, odd)
    found = lint(workshop.read())
    assert any(message in str(finding) for finding in found), found


NO_GAINS = {
    "export below every hour": [export("450 CNY/MWh")],
    "band of the weekend alone": [
        export("450 CNY/MWh"),
        ('band: peak, hours: "8-11,17-22"', 'band: peak, days: weekend, hours: "8-11"'),
    ],
    "surplus at the price": [supply(f"{PPA}, surplus_price: 300 CNY/MWh")],
    "power of others": [export("250 CNY/MWh"), supply(ROOF), supply(LINE, "line")],
}


@pytest.mark.parametrize("edits", NO_GAINS.values(), ids=NO_GAINS)
def test_ordinary_prices_raise_no_doubt(workshop: Workshop, edits: list[tuple[str, str]]) -> None:
    for right, other in edits:
        workshop.edit(right, other)
    assert lint(workshop.read()) == []


WARNINGS = {
    "output of nothing": (
        [supply(PPA.replace("flat", "night"))],
        'supply.deal.profile: the series "night" is zero in every hour; this contract can never be used',
    ),
    "bought by nobody": (
        [supply(f"{OTHER}, carrier: steam, components: {{energy: {{basis: energy, price: 420 CNY/MWh}}}}", "works"),
         supply(f"{PPA}, grid: works")],
        'supply.deal.grid: nothing in the case uses the carrier "steam" of works; it can never be used',
    ),
    "certificates instead of reduction": (
        [supply("kind: certificate, price: {2026: 6 CNY/MWh, 2034: 9 CNY/MWh}"),
         (TARGET, "{basis: market_certificates, reduction: {2030: 20 %}}")],
        "targets.co2.basis: counts certificates: in 2026 deal takes off scope 2 for 10 CNY/t (6 CNY/MWh); "
        "basis: market leaves them out",
    ),
    "certificates by the hour": (
        [supply("kind: certificate, price: 5 CNY/MWh"), (TARGET, "{kind: green_share, share: 20 %, matching: hourly}")],
        "targets.co2.matching: matches by the hour, so certificates (deal) never count",
    ),
    "certificates without months": (
        [supply("kind: certificate, price: 5 CNY/MWh"),
         (TARGET, "{kind: green_share, share: 20 %, matching: monthly}")],
        "supply.deal: without a profile they have no months, so they never count for co2 (monthly matching)",
    ),
    "net of nothing": (
        [(TARGET, "{basis: market, net: true, reduction: {2030: 20 %}}")],
        "targets.co2.net: is net, but no supply of the kind offset is there to deduct; it acts like a gross target",
    ),
    "nothing to hand in": (
        [("scheme: shadow", "scheme: shadow\n  offset_share: 5 %")],
        "carbon.offset_share: no supply of the kind offset is there to hand in",
    ),
    "power factor": (
        [("  battery:", PV), (GRID, f"{GRID}\n    transformer: 5 MVA")],
        "supply.grid: power_factor is not stated: pv would lower it at the meter",
    ),
    "new load": (
        [supply(LINE.replace("exporter", "new_load"))],
        'supply.deal.eligibility: is "new_load", but every demand of electricity is there in the base year 2025',
    ),
    "captive plant": (
        [supply(LINE.replace("exporter", "captive_replacement"))],
        'supply.deal.eligibility: is "captive_replacement", but no existing plant of the factory generates electricity',
    ),
    "mode from the start": (
        [(GRID, f"{GRID}\n    mode: {{2030: retail_tou}}")],
        "supply.grid.mode.2030: retail_tou holds before 2030 as well; if another did in 2025, name it: {2025: ...}",
    ),
    "line of the bill that never comes": (
        [(ENERGY, f"{ENERGY}, mode: agency_tou}}\n      spot: {{basis: energy, price: 1 CNY/MWh, mode: spot_linked"),
         (GRID, f"{GRID}\n    mode: agency_tou")],
        "supply.grid.components.spot: its price mode spot_linked is never in force",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "message"), WARNINGS.values(), ids=WARNINGS)
def test_odd_purchase_is_a_warning(workshop: Workshop, edits: list[tuple[str, str]], message: str) -> None:
    workshop.write("s.csv", series_text(night=0.0)).edit("carriers:", "series: s.csv\ncarriers:")
    for right, odd in edits:
        workshop.edit(right, odd)
    found = lint(workshop.read())
    assert {finding.severity for finding in found} == {"warning"}
    assert any(message in str(finding) for finding in found), found


NO_WARNINGS = {
    "new load": [
        ("annual: 5 GWh", "annual: {2025: 0 GWh, 2030: 5 GWh, 2034: 5 GWh}"),
        supply(LINE.replace("exporter", "new_load")),
    ],
    "known power factor": [
        ("  battery:", PV),
        (GRID, f"{GRID}\n    transformer: 5 MVA\n    power_factor: {{today: 0.95}}"),
    ],
    "certificates with months": [
        supply("kind: certificate, price: 5 CNY/MWh, profile: flat"),
        (TARGET, "{kind: green_share, share: 20 %, matching: monthly}"),
    ],
    "certificates beside a market target": [
        supply("kind: certificate, price: 5 CNY/MWh"),
        (TARGET, "{basis: market, reduction: {2030: 20 %}}"),
    ],
    "offsets": [
        supply("kind: offset, price: 80 CNY/t"),
        (TARGET, "{basis: market, net: true, reduction: {2030: 20 %}}"),
    ],
}


@pytest.mark.parametrize("edits", NO_WARNINGS.values(), ids=NO_WARNINGS)
def test_ordinary_purchase_raises_no_doubt(workshop: Workshop, edits: list[tuple[str, str]]) -> None:
    for right, other in edits:
        workshop.edit(right, other)
    assert lint(workshop.read()) == []


def test_an_existing_plant_is_what_a_line_replaces(workshop: Workshop) -> None:
    workshop.edit(*supply(LINE.replace("exporter", "captive_replacement")))
    workshop.edit("outputs: {heat: 90 %}", "outputs: {heat: 50 %, electricity: 30 %}")
    assert lint(workshop.read()) == []
