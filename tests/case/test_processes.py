"""Units, waste heat, products and captured CO2: what does not fit together."""

from __future__ import annotations

import pytest

from planner.case import lint

from .workshop import Workshop, series_text

BOILER = "outputs: {heat: 90 %}, capex: 500 CNY/kW"
DEMANDS = "  solvents: {kind: process, co2: 10 t/a}\n"
PRODUCTION = "  parts: {2025: 1000 /a, 2030: 1200 /a, hold: last}\n"
STEEL = f"{PRODUCTION}  steel: {{2025: 9000 t/a, hold: last}}\n"
GAS = "  gas:\n"
FLUE = "kind: waste_heat, annual: 3 GWh, temperature: 120 degC, down_to: 60 degC, into: [heat]"
CAPTURE = "kind: capture, rate: 90 %, capex: 900 CNY/(t/a), life: 20 a, streams: [solvents]"
ROUTE = "kind: route, carrier: slab, capex: 900 CNY/(t/a), life: 20 a, inputs: {electricity: 0.5 MWh/t}"


def flue(terms: str) -> tuple[str, str]:
    return GAS, f"  flue: {{{terms}}}\n{GAS}"


def technology(terms: str) -> tuple[str, str]:
    return "  battery:", f"  plant: {{{terms}}}\n  battery:"


ERRORS = {
    "least load without unit": (
        BOILER,
        f"min_load: 30 %, {BOILER}",
        'technologies.boiler.min_load: needs "unit", the size of one unit (in MW): units run or stand still',
    ),
    "part load without unit": (
        BOILER,
        f"part_load: {{50 %: 90 %}}, {BOILER}",
        'technologies.boiler.part_load: needs "unit"',
    ),
    "starts without unit": (BOILER, f"start_cost: 5000 CNY, {BOILER}", 'technologies.boiler.start_cost: needs "unit"'),
    "units without end": (
        BOILER,
        f"unit: 0.5 MW, {BOILER}",
        'technologies.boiler: "max" is missing: whole units need a largest capacity (in MW)',
    ),
    "unit above the largest": (
        BOILER,
        f"unit: 1 MW, max: 0.5 MW, {BOILER}",
        "technologies.boiler.unit: one unit of 1 MW is larger than max, which is 0.5 MW",
    ),
    "worse than half": (
        BOILER,
        f"unit: 0.5 MW, max: 3 MW, part_load: {{50 %: 40 %}}, {BOILER}",
        "technologies.boiler.part_load: at 50 % load an efficiency of 40 % of that of full load would take more than",
    ),
    "two points": (
        BOILER,
        f"unit: 0.5 MW, max: 3 MW, part_load: {{50 %: 90 %, 60 %: 95 %}}, {BOILER}",
        "technologies.boiler.part_load: takes a single entry",
    ),
    "load without unit": (
        BOILER,
        f"unit: 0.5 MW, max: 3 MW, part_load: {{50: 90 %}}, {BOILER}",
        'technologies.boiler.part_load.50: "50" has no unit; expected a number with unit %, for example "50 %"',
    ),
    "two and a half units": (
        BOILER,
        f"unit: 0.4 MW, max: 3 MW, {BOILER}",
        'existing.old_boiler.capacity: 1 MW is not a whole number of units of 0.4 MW of "boiler"',
    ),
    "half an hour": (
        "annual: 5 GWh, follows",
        "annual: 5 GWh, flexible: {share: 5 %, within: 90 min}, follows",
        "demands.drives.flexible.within: 1.5 h is not a whole number of hours",
    ),
    "heated while cooled": (
        *flue(FLUE.replace("down_to: 60", "down_to: 130")),
        "supply.flue.down_to: 130 degC is not below the stream's temperature of 120 degC",
    ),
    "into the hotter": (
        *flue(FLUE.replace("[heat]", "[heat, hot_air]")),
        'supply.flue.into.1: at 120 degC it cannot heat "hot_air" at 180 degC with an approach of 5 K',
    ),
    "into no temperature": (
        *flue(FLUE.replace("[heat]", "[electricity]")),
        'supply.flue.into.0: the carrier "electricity" needs a temperature; write carriers: {electricity: {temperature',
    ),
    "into the same twice": (*flue(FLUE.replace("[heat]", "[heat, heat]")), 'supply.flue.into: names "heat" more than'),
    "no waste": (
        *flue(f"{FLUE}, profile: night"),
        'supply.flue.profile: the series "night" is zero in every hour; a stream cannot follow it',
    ),
    "captures nothing known": (
        *technology(CAPTURE.replace("solvents", "solvent")),
        'technologies.plant.streams.0: no process stream, route or fuel is called "solvent". Did you mean "solvents"?',
    ),
    "captures a demand": (
        *technology(CAPTURE.replace("solvents", "drives")),
        'technologies.plant.streams.0: no process stream, route or fuel is called "drives"; there are gas, solvents',
    ),
    "captures twice": (
        *technology(CAPTURE.replace("solvents", "solvents, solvents")),
        'technologies.plant.streams: names "solvents" more than once',
    ),
    "no such product": (
        DEMANDS,
        f"{DEMANDS}  slabs: {{kind: product, carrier: slab, production: stel}}\n",
        'demands.slabs.production: there is no product "stel"; there are parts',
    ),
    "product by the piece": (
        DEMANDS,
        f"{DEMANDS}  slabs: {{kind: product, carrier: slab, production: parts}}\n",
        'demands.slabs.production: "parts" is counted in /a, not in t/a',
    ),
    "tonnes of a boiler": (
        "capacity: 1 MW",
        "capacity: 1 t/h",
        'existing.old_boiler.capacity: "boiler" is sized in MW, not t/h',
    ),
}


@pytest.mark.parametrize(("right", "wrong", "message"), ERRORS.values(), ids=ERRORS)
def test_slip_in_equipment_is_an_error(workshop: Workshop, right: str, wrong: str, message: str) -> None:
    workshop.write("s.csv", series_text(night=0.0)).edit("carriers:", "series: s.csv\ncarriers:")
    errors = workshop.edit(right, wrong).errors()
    assert any(message in error for error in errors), errors


def test_megawatts_of_a_route(workshop: Workshop) -> None:
    workshop.edit(*technology(ROUTE)).edit(PRODUCTION, STEEL)
    workshop.edit(DEMANDS, f"{DEMANDS}  slabs: {{kind: product, carrier: slab, production: steel}}\n")
    assert workshop.errors() == []
    workshop.edit("technology: boiler, capacity: 1 MW", "technology: plant, capacity: 1 MW")
    assert workshop.errors() == ['case.yaml:33: existing.old_boiler.capacity: "plant" is sized in t/h, not MW']


VALID = {
    "units": (
        BOILER,
        f"unit: 0.5 MW, max: 3 MW, min_load: 30 %, part_load: {{50 %: 90 %}}, start_cost: 9 CNY, {BOILER}",
    ),
    "ramp alone": (BOILER, f"ramp: 50 %/h, {BOILER}"),
    "waste heat": flue(FLUE),
    "capture of streams and fuels": technology(CAPTURE.replace("[solvents]", "[solvents, gas], heat: {heat: 1 MWh/t}")),
}


@pytest.mark.parametrize(("right", "other"), VALID.values(), ids=VALID)
def test_equipment_that_fits(workshop: Workshop, right: str, other: str) -> None:
    assert workshop.edit(right, other).errors() == []


def test_heat_bought_cannot_be_captured(workshop: Workshop) -> None:
    workshop.edit(*technology(CAPTURE.replace("solvents", "steam")))
    workshop.edit(*flue("kind: fuel, carrier: heat, price: 1 CNY/MWh, emission_factor: 0.1 t/MWh, scope: scope2, "
                        "tce: 0.1 tce/MWh"))  # fmt: skip
    workshop.edit("  flue:", "  steam:")
    (error,) = workshop.errors()
    assert 'technologies.plant.streams.0: the CO2 of "steam" is not released on the site' in error


def test_a_fuel_that_becomes_cleaner_is_captured_at_its_least(workshop: Workshop) -> None:
    workshop.edit(*technology(CAPTURE.replace("solvents", "gas")))
    assert not [found for found in lint(workshop.read()) if "lowest factor" in found.message]
    workshop.edit("emission_factor: 2.1 kgCO2/m3", "emission_factor: {2026: 2.1 kgCO2/m3, 2034: 1.5 kgCO2/m3}")
    (found,) = [found for found in lint(workshop.read()) if "lowest factor" in found.message]
    assert found.where.key == "technologies.plant.streams.0"
