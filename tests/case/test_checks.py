"""What a case means: contradictions that no single field shows."""

from __future__ import annotations

import pytest

from planner.case.checks.registry import CHECKS
from planner.case.doubts.registry import DOUBTS

from .workshop import Workshop

LED = "saves: {lighting: 50 %}}"
BOILER = "inputs: {gas: 100 %}, outputs: {heat: 90 %}"
PUMP = "inputs: {electricity: 100 %}, outputs: {heat: 300 %}"
GRID = "    residual_factor: 0.6 t/MWh"
PPA = "  wind: {kind: ppa, profile: flat, start: [2030], tenor: 10 a, max: 5 MW, energy_price: 300 CNY/MWh}\n  gas:\n"

ERRORS = {
    "serves nothing known": (
        "serves: [heat]",
        "serves: [heet]",
        'case.yaml:21: carriers.hot_air.serves.0: there is no carrier "heet". Did you mean "heat"?',
    ),
    "serves upwards": (
        "heat: {temperature: 80 degC}",
        "heat: {temperature: 200 degC}",
        'case.yaml:21: carriers.hot_air.serves.0: at 180 degC it cannot serve "heat" at 200 degC',
    ),
    "serves in a circle": (
        "heat: {temperature: 80 degC}",
        "heat: {serves: [hot_air]}",
        "case.yaml:20: carriers.heat.serves: the carriers heat, hot_air serve one another in a circle",
    ),
    "names itself": (LED, "saves: {lighting: 50 %}, requires: [led]}", "measures.led.requires: names itself"),
    "names twice": (
        LED,
        "saves: {lighting: 50 %}, excludes: [sensors, sensors]}",
        'measures.led.excludes: names "sensors" more than once',
    ),
    "cycle": (
        LED,
        "saves: {lighting: 50 %}, before: [sensors]}",
        "case.yaml:39: measures.led: waits for itself: led -> sensors -> led",
    ),
    "requires what it excludes": (
        LED,
        "saves: {lighting: 50 %}, excludes: [sensors]}",
        'case.yaml:40: measures.sensors.requires.0: requires "led", yet the two exclude each other',
    ),
    "same name": (
        "  battery: {",
        "  led: {",
        'measures.led: the name "led" is taken by technologies.led; their costs could not be told apart',
    ),
    "first input": (
        BOILER,
        "inputs: {gas: 95 %, electricity: 5 %}, outputs: {heat: 90 %}",
        "technologies.boiler.inputs.gas: the first input is what the others are relative to: 100 %, not 95 %",
    ),
    "same carrier": (
        BOILER,
        "inputs: {heat: 100 %}, outputs: {heat: 90 %}",
        "technologies.boiler.outputs.heat: is taken and given by the same converter",
    ),
    "too good a heat pump": (
        BOILER,
        "inputs: {electricity: 100 %}, outputs: {heat: 3000 %}",
        "technologies.boiler.outputs.heat: gives 3000 % out of 100 %",
    ),
    "power from nothing": (
        BOILER,
        "inputs: {electricity: 100 %}, outputs: {gas: 300 %}",
        "technologies.boiler.outputs.gas: gives 300 % out of 100 %",
    ),
    "two sources": (
        BOILER,
        f"{PUMP}, carnot: {{share: 50 %, source: 20 degC, source_series: flat}}",
        'technologies.boiler.carnot: needs either "source" (such as 30 degC) or "source_series" (the name of a series)',
    ),
    "no source": (BOILER, f"{PUMP}, carnot: {{share: 50 %}}", 'technologies.boiler.carnot: needs either "source"'),
    "no sink": (
        BOILER,
        "inputs: {electricity: 100 %}, outputs: {steam: 300 %}, carnot: {share: 50 %, source: 20 degC}",
        'technologies.boiler.carnot: needs "sink" (such as 90 degC), or the carrier "steam" a temperature',
    ),
    "smallest above largest": (
        "max_energy: 4 MWh",
        "max_energy: 4 MWh, min_build: 5 MWh",
        "case.yaml:36: technologies.battery.min_build: 5 is above max_energy, which is 4",
    ),
    "store without a price": (
        "capex_energy: 800 CNY/kWh",
        "efficiency_charge: 95 %",
        'case.yaml:36: technologies.battery: "capex_energy" is missing: the investment by content (such as 800 '
        'CNY/kWh), or for a store that somebody else owns "service_fee" (such as 120 CNY/(kWh*a))',
    ),
    "shared savings without a fee": (
        "capex_energy: 800 CNY/kWh",
        "capex_energy: 800 CNY/kWh, savings_share: 80 %",
        "case.yaml:36: technologies.battery.savings_share: needs `service_fee`",
    ),
    "grid without shared savings": (
        "capex_energy: 800 CNY/kWh",
        "capex_energy: 800 CNY/kWh, grid: grid",
        "technologies.battery.grid: counts savings that are shared; it needs `savings_share`",
    ),
    "shared savings of heat": (
        "capex_energy: 800 CNY/kWh",
        "carrier: heat, service_fee: 40 CNY/(kWh*a), savings_share: 80 %",
        "technologies.battery.savings_share: needs `grid`: connections that deliver heat: none",
    ),
    "shared savings at another grid": (
        "capex_energy: 800 CNY/kWh",
        "carrier: heat, service_fee: 40 CNY/(kWh*a), savings_share: 80 %, grid: grid",
        'technologies.battery.grid: "grid" does not deliver heat',
    ),
    "no such area": (
        "  battery:",
        "  pv: {kind: renewable, profile: flat, capex: 3000 CNY/kW, life: 25 a, area: 9 m2/kW, area_from: land}\n"
        "  battery:",
        "technologies.pv.area_from: the site states no land; write site: {land: {area: ... m2}}",
    ),
    "content of a boiler": (
        "capacity: 1 MW, built: 2015",
        "capacity: 1 MW, energy: 2 MWh, built: 2015",
        'existing.old_boiler.energy: only a storage has a content; "boiler" is none',
    ),
    "no content of a storage": (
        "technology: boiler, capacity",
        "technology: battery, capacity",
        'existing.old_boiler: "energy" is missing: content of the storage (in MWh)',
    ),
    "built too early": ("built: 2015", "built: 15", "existing.old_boiler.built: 15 is not a year of construction"),
    "retires before it is built": (
        "built: 2015",
        "built: 2015, retires: 2010",
        "existing.old_boiler.retires: 2010 is not later than the year of construction",
    ),
    "half a year of lead": (
        "max_energy: 4 MWh",
        "max_energy: 4 MWh, lead_time: 6 months",
        "technologies.battery.lead_time: 0.5 a is not a whole number of years",
    ),
    "band of demand": (
        "price: 40 元/kW·月}",
        "price: 40 元/kW·月, factors: {peak: 2}}",
        "supply.grid.components.demand.factors: only an energy component has price bands",
    ),
    "hours": (
        'hours: "8-11,17-22"',
        'hours: "8-11,22-25"',
        'case.yaml:45: supply.grid.periods.0.hours: "22-25" is not a range of hours such as 8-11 or 22-6',
    ),
    "months": (
        'hours: "8-11,17-22"',
        "hours: 8-11, months: [0, 7]",
        'case.yaml:45: supply.grid.periods.0.months.0: "0" must be at least 1',
    ),
    "transformer": (
        GRID,
        f"{GRID}\n    billing: capacity\n    components: {{c: {{basis: capacity, price: 20 CNY/kVA/month}}}}",
        "supply.grid.components: is given twice",
    ),
    "no transformer": (
        "demand: {basis: demand, price: 40 元/kW·月}\n",
        "demand: {basis: capacity, price: 30 元/kVA·月}\n    billing: capacity\n",
        'supply.grid: "transformer" is missing: capacity billing needs the installed transformer capacity (in MVA)',
    ),
    "nothing to reinforce": (
        GRID,
        f"{GRID}\n    reinforcement: {{step: 1 MW, capex: 500 CNY/kW}}",
        'supply.grid.reinforcement: has no meaning without "limit"',
    ),
    "replaces no component": (
        GRID,
        f"{GRID}\n    traded_replaces: [energie]",
        'supply.grid.traded_replaces.0: no energy component is called "energie". Did you mean "energy"?',
    ),
    "ppa of no grid": (
        "  gas:\n",
        PPA.replace("kind: ppa", "kind: ppa, grid: gas"),
        'supply.wind.grid: there is no grid connection "gas"; there are grid',
    ),
    "ppa outside the plan": (
        "  gas:\n",
        PPA.replace("[2030]", "[2024, 2030]"),
        "supply.wind.start.0: 2024 lies outside the plan, 2026 to 2034",
    ),
    "price of the ppa": (
        "  gas:\n",
        PPA.replace("energy_price: 300 CNY/MWh", "energy_price: {2030: 300 CNY/MWh, hold: last}"),
        "supply.wind.energy_price: has no value in 2026 (given: 2030); add years",
    ),
    "limits nothing": (
        "{basis: location, reduction: {2030: 20 %}}",
        "{basis: location}",
        "targets.co2: limits nothing; give one of limit, reduction, intensity, budget, peak",
    ),
    "intensity of what": (
        "reduction: {2030: 20 %}",
        "intensity: {2030: 2 kg}",
        'targets.co2: "product" is missing: an intensity is per unit of a product',
    ),
    "allocation": (
        "scheme: shadow",
        "scheme: shadow\n  allocation: {product: part, benchmark: 2 kg}",
        'carbon.allocation.product: there is no product "part". Did you mean "parts"?',
    ),
    "carbon price starts too late": (
        "scheme: shadow",
        "scheme: shadow\n  starts: 2050",
        "carbon.starts: 2050 is later than the end of the plan, 2034",
    ),
    "budget backwards": ('"2026..2030"', '"2030..2026"', "finance.budget.2030..2026: ends before it begins"),
    "budget outside": (
        '"2026..2030"',
        '"2026..2040"',
        "finance.budget.2026..2040: lies outside the plan, 2026 to 2034",
    ),
    "first decision": (
        "base_year: 2025",
        "base_year: 2025\n  first_decision: 2025",
        "horizon.first_decision: 2025 must be later than the base year 2025",
    ),
    "milestone before decisions": (
        "base_year: 2025",
        "base_year: 2025\n  first_decision: 2027",
        "horizon.years: 2026 is earlier than the first decision year 2027",
    ),
    "end": ("end: 2034", "end: 2028", "horizon.end: 2028 is earlier than the last milestone year 2030"),
    "long plan": ("end: 2034", "end: 2190", "horizon.end: a plan covers at most 100 years from the base year"),
    "output of the base year": (
        "{2025: 1000 /a, 2030",
        "{2026: 1000 /a, 2030",
        "production.parts: has no value in 2025 (given: 2026 to 2030); add years",
    ),
    "growth from zero": (
        "{2025: 1000 /a, 2030",
        "{2025: 0 /a, 2030",
        "production.parts: is zero in the base year 2025; growth cannot be counted from zero",
    ),
    "decided too early": (
        LED,
        "saves: {lighting: 50 %}, adopt_by: 2025}",
        "measures.led.adopt_by: 2025 is before any year in which it may begin; the first is",
    ),
    "decided without a size": (
        "max_energy: 4 MWh",
        "max_energy: 4 MWh, build_by: 2030",
        'technologies.battery.build_by: needs "min_build" above zero',
    ),
    "decided contract without a size": (
        "  gas:\n",
        PPA.replace("tenor:", "sign_by: 2030, tenor:"),
        'supply.wind.sign_by: needs "min" above zero',
    ),
    "only at a time outside": (
        "max_energy: 4 MWh",
        "max_energy: 4 MWh, only_at: [2035]",
        "technologies.battery.only_at.0: 2035 lies outside the plan, 2026 to 2034",
    ),
}


@pytest.mark.parametrize(("right", "wrong", "message"), ERRORS.values(), ids=ERRORS)
def test_contradiction_is_an_error(workshop: Workshop, right: str, wrong: str, message: str) -> None:
    errors = workshop.edit(right, wrong).errors()
    assert any(message in error for error in errors), errors


VALID = {
    "heat pump of constant performance": (BOILER, PUMP),
    "heat pump from temperatures": (BOILER, f"{PUMP}, carnot: {{share: 50 %, source: 20 degC}}"),
    "heat recovered by compression": (
        BOILER,
        "inputs: {electricity: 100 %, hot_air: 1100 %}, outputs: {heat: 1200 %}",
    ),
    "cogeneration": (BOILER, "inputs: {gas: 100 %}, outputs: {electricity: 40 %, heat: 45 %}"),
    "hours over midnight": ('hours: "8-11,17-22"', 'hours: "22-6, 12-14"'),
    "a measure that adds": (LED, "saves: {lighting: 50 %, washing: -3 %}}"),
    "process streams": (LED, "saves: {lighting: 50 %, solvents: 20 %}}"),
    "capacity billing": (
        "demand: {basis: demand, price: 40 元/kW·月}\n",
        "demand: {basis: capacity, price: 30 元/kVA·月}\n    billing: capacity\n    transformer: 4 MVA\n",
    ),
    "contract": ("  gas:\n", PPA),
    "price per energy": (
        "    price: {2026: 3.4 CNY/m3, 2034: 3.9 CNY/m3}\n    lhv: 35.6 MJ/m3\n    emission_factor: 2.1 kgCO2/m3\n"
        "    tce: 1.33 kgce/m3\n",
        "    price: 300 CNY/MWh\n    emission_factor: 56 kgCO2/GJ\n    tce: 0.1229 kgce/kWh\n",
    ),
    "units by mass": (
        "    price: {2026: 3.4 CNY/m3, 2034: 3.9 CNY/m3}\n    lhv: 35.6 MJ/m3\n    emission_factor: 2.1 kgCO2/m3\n"
        "    tce: 1.33 kgce/m3\n",
        "    price: 700 CNY/t\n    lhv: 23 GJ/t\n    emission_factor: 1.9 tCO2/t\n    tce: 0.7857 tce/t\n"
        "    limit: 5 kt/a\n",
    ),
    "commissioned within the plan": ("built: 2015", "built: 2027"),
}


@pytest.mark.parametrize(("right", "other"), VALID.values(), ids=VALID)
def test_what_is_possible_is_allowed(workshop: Workshop, right: str, other: str) -> None:
    assert workshop.edit(right, other).errors() == []


def test_every_check_says_what_it_checks() -> None:
    for function in (*CHECKS, *DOUBTS):
        assert (function.__doc__ or "").strip().endswith("."), function
