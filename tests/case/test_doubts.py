"""Warnings: valid, but odd."""

from __future__ import annotations

import pytest

from planner.case import lint

from .workshop import Workshop

PV = "  pv: {kind: renewable, profile: flat, capex: 3000 CNY/kW, life: 25 a, max: 1 MW}\n  battery:"

WARNINGS = {
    "free equipment": (
        "capex_energy: 800 CNY/kWh",
        "capex_energy: 0 CNY/kWh",
        "case.yaml:36: technologies.battery: costs nothing to build; every plan will take all of it",
    ),
    "free measure": ("capex: 40 万元", "capex: 0 CNY", "case.yaml:39: measures.led: costs nothing to build"),
    "impatience": (
        "discount_rate: 6 %/a",
        "discount_rate: 60 %/a",
        "case.yaml:14: horizon.discount_rate: 60 % a year leaves hardly any weight to the later years",
    ),
    "dominated": (
        "  battery:",
        "  old_style: {kind: converter, inputs: {gas: 100 %}, outputs: {heat: 85 %}, capex: 600 CNY/kW, life: 15 a}\n"
        "  battery:",
        'case.yaml:36: technologies.old_style: "boiler" does the same, and is as good or better',
    ),
    "money pump": (
        "    residual_factor: 0.6 t/MWh",
        "    residual_factor: 0.6 t/MWh\n    export: {price: 0.6 元/kWh, limit: 1 MW}",
        "supply.grid.export.price: in 2026 export earns more (600 CNY/MWh) than import costs (500 CNY/MWh)",
    ),
    "surplus": (
        "  gas:\n",
        "  wind: {kind: ppa, profile: flat, start: [2030], tenor: 9 a, max: 5 MW, energy_price: 300 CNY/MWh, "
        "surplus_price: 400 CNY/MWh}\n  gas:\n",
        "supply.wind.surplus_price: surplus earns more than the energy costs",
    ),
    "magnitude": (
        "annual: 5 GWh",
        "annual: 50000 TWh",
        "case.yaml:25: demands.drives.annual: comes to 5e+10 in millions, MWh, t and years; is the unit right?",
    ),
    "all is saved": (
        "saves: {lighting: 50 %}",
        "saves: {lighting: 98 %}",
        "measures.led.saves.lighting: saves 98 %; is that the share saved, not the share that stays?",
    ),
    "no demand": ("annual: 5 GWh", "annual: 0 GWh", "demands.drives.annual: is zero in every year"),
    "idle carrier": (
        "heat: {temperature: 80 degC}",
        "heat: {temperature: 80 degC}\n  cold: {}",
        "case.yaml:21: carriers.cold: no demand, equipment or supply names this carrier",
    ),
    "slip in a carrier": (
        "drives: {carrier: electricity,",
        "drives: {carrier: electricty,",
        'case.yaml:25: demands.drives.carrier: the carrier "electricty" is named only here. '
        'Did you mean "electricity"?',
    ),
    "gone already": (
        "built: 2015",
        "built: 1990",
        "existing.old_boiler: leaves service in 2010, before the plan begins",
    ),
    "larger than allowed": (
        "capex: 500 CNY/kW",
        "max: 0.5 MW, capex: 500 CNY/kW",
        "technologies.boiler.max: is 0.5 MW, but existing units have 1 MW together",
    ),
    "without limit": (
        "  battery:",
        PV.replace(", max: 1 MW", ""),
        "technologies.pv: nothing limits its size: give max, or area and area_from",
    ),
    "downhill": (
        "inputs: {gas: 100 %}, outputs: {heat: 90 %}",
        "inputs: {electricity: 100 %}, outputs: {heat: 300 %}, carnot: {share: 50 %, source: 90 degC}",
        "technologies.boiler.carnot.source: the source at 90 degC is not colder than the sink at 80 degC",
    ),
}


@pytest.mark.parametrize(("right", "odd", "message"), WARNINGS.values(), ids=WARNINGS)
def test_oddity_is_a_warning(workshop: Workshop, right: str, odd: str, message: str) -> None:
    found = lint(workshop.edit(right, odd).read())
    assert {finding.severity for finding in found} == {"warning"}
    assert any(message in str(finding) for finding in found), found


def test_a_store_of_somebody_else_is_not_free(workshop: Workshop) -> None:
    case = workshop.edit("capex_energy: 800 CNY/kWh", "service_fee: 120 CNY/(kWh*a)").read()
    given = next(thing.parameters for thing in case.of("storage"))
    assert (given.service_fee.at(2030), given.capex_energy.at(2030)) == (pytest.approx(120e-3), 0.0)
    assert not [finding for finding in lint(case) if "costs nothing to build" in str(finding)]


DOMINATED = {
    "renewable": (
        "  sun: {kind: renewable, profile: flat, capex: 2900 CNY/kW, life: 25 a, max: 1 MW}\n"
        "  moon: {kind: renewable, profile: flat, capex: 3000 CNY/kW, life: 25 a}\n  battery:",
        None,
    ),
    "renewable without limit": (
        "  sun: {kind: renewable, profile: flat, capex: 2900 CNY/kW, life: 25 a}\n"
        "  moon: {kind: renewable, profile: flat, capex: 3000 CNY/kW, life: 25 a, max: 1 MW}\n  battery:",
        "moon",
    ),
    "storage": ("  cells: {kind: storage, capex_energy: 700 CNY/kWh, life: 12 a}\n  battery:", "battery"),
    "storage of another carrier": (
        "  tank: {kind: storage, carrier: heat, capex_energy: 70 CNY/kWh, life: 12 a}\n  battery:",
        None,
    ),
    "the same": (
        "  twin: {kind: converter, inputs: {gas: 100 %}, outputs: {heat: 90 %}, capex: 500 CNY/kW, life: 20 a}\n"
        "  battery:",
        None,
    ),
    "another way of upkeep": (
        "  other: {kind: converter, inputs: {gas: 100 %}, outputs: {heat: 80 %}, capex: 500 CNY/kW, life: 20 a, "
        "opex_fixed: 20 CNY/kW/a}\n  battery:",
        None,
    ),
    "only in projects": (
        "  big: {kind: converter, inputs: {gas: 100 %}, outputs: {heat: 95 %}, capex: 400 CNY/kW, life: 20 a, "
        "min_build: 5 MW, max: 9 MW}\n  battery:",
        None,
    ),
}


@pytest.mark.parametrize(("text", "name"), DOMINATED.values(), ids=DOMINATED)
def test_which_options_are_dominated(workshop: Workshop, text: str, name: str | None) -> None:
    found = lint(workshop.edit("  battery:", text).read())
    dominated = [finding.where.key for finding in found if "does the same" in finding.message]
    assert dominated == ([f"technologies.{name}"] if name else [])


def test_a_pack_that_is_gone_raises_no_doubt(workshop: Workshop) -> None:
    workshop.write("packs/ours/meta.yaml", "title: Ours\n")
    header = "id,field,value,unit,low,high,year,source,quality,note\n"
    rows = "cell,kind,storage,-,,,,,estimate,\ncell,life,12,a,,,,,estimate,\ncell,capex_energy,many,-,,,,,estimate,\n"
    workshop.write("packs/ours/technologies.csv", header + rows)
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [ours]")
    workshop.edit(
        "battery: {kind: storage, capex_energy: 800 CNY/kWh, life: 12 a", "battery: {use: cell, capex_energy: 9 CNY/kWh"
    )
    case = workshop.read()
    assert lint(case) == []
    (workshop.folder / "packs/ours/meta.yaml").unlink()
    assert lint(case) == []


def test_plant_of_ordinary_size_raises_no_doubt(workshop: Workshop) -> None:
    assert lint(workshop.edit("  battery:", PV).read()) == []


def test_far_from_the_pack(workshop: Workshop) -> None:
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]")
    workshop.edit(
        "battery: {kind: storage, capex_energy: 800 CNY/kWh", "battery: {use: battery_li, capex_energy: 800 元/W·h"
    )
    (found,) = lint(workshop.read())
    assert str(found) == (
        'case.yaml:37: technologies.battery.capex_energy: is 1,067 times the value of "battery_li" in china-2025'
    )


def test_availability_in_other_units(workshop: Workshop) -> None:
    workshop.write("s.csv", "sun\n" + "35\n" * 8760).edit("carriers:", "series: s.csv\ncarriers:")
    workshop.edit("  battery:", PV.replace("profile: flat", "profile: sun"))
    (found,) = lint(workshop.read())
    assert 'technologies.pv.profile: the series "sun" reaches 35; an availability is at most about 1' in str(found)
