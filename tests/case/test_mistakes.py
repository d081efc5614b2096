"""Typical mistakes and the exact words in which they are reported."""

from __future__ import annotations

import pytest

from .workshop import WORKSHOP, Workshop

MISTAKES = {
    "power for energy": (
        "annual: 5 GWh",
        "annual: 5 GW",
        'case.yaml:25: demands.drives.annual: "5 GW" does not fit; expected a number with unit MWh/a or MWh. '
        'Did you mean "5 GWh"?',
    ),
    "no unit": (
        "annual: 5 GWh",
        "annual: 5000",
        'case.yaml:25: demands.drives.annual: "5000" has no unit; expected a number with unit MWh/a or MWh, '
        'for example "5000 MWh/a"',
    ),
    "fraction for per cent": (
        "saves: {lighting: 50 %}",
        "saves: {lighting: 0.5}",
        'case.yaml:39: measures.led.saves.lighting: "0.5" has no unit; expected a number with unit %, '
        'for example "50 %"',
    ),
    "another currency": (
        "capex: 500 CNY/kW",
        "capex: 70 EUR/kW",
        'case.yaml:34: technologies.boiler.capex: "70 EUR/kW" is in EUR; this case is in CNY',
    ),
    "slip in a unit": (
        "capex: 500 CNY/kW",
        "capex: 500 CNY/Kw",
        'case.yaml:34: technologies.boiler.capex: "500 CNY/Kw": unknown unit "Kw"; expected a number with unit CNY/kW. '
        'Did you mean "500 CNY/kW"?',
    ),
    "slip in a key": (
        "max_energy: 4 MWh",
        "max_enrgy: 4 MWh",
        'case.yaml:36: technologies.battery.max_enrgy: unknown key. Did you mean "max_energy"?',
    ),
    "slip in a required key": (
        "capex_energy: 800 CNY/kWh",
        "capex_enery: 800 CNY/kWh",
        'case.yaml:36: technologies.battery.capex_enery: unknown key. Did you mean "capex_energy"?',
    ),
    "missing key": (
        "capex_energy: 800 CNY/kWh, life: 12 a",
        "capex_energy: 800 CNY/kWh",
        'case.yaml:36: technologies.battery.life: "life" is missing: Technical service life (in a)',
    ),
    "slip in a section": (
        "measures:",
        "measurs:",
        'case.yaml:38: measurs: unknown key. Did you mean "measures"?',
    ),
    "no kind": (
        "battery: {kind: storage, ",
        "battery: {",
        'case.yaml:36: technologies.battery: needs "kind" (capture, converter, renewable, route, storage), '
        'or "use" with the id of an entry of a pack',
    ),
    "slip in a kind": (
        "battery: {kind: storage",
        "battery: {kind: storrage",
        'case.yaml:36: technologies.battery.kind: "storrage" is not a kind of technologies; there are capture, '
        'converter, renewable, route, storage. Did you mean "storage"?',
    ),
    "slip in a choice": (
        "scheme: shadow",
        "scheme: shaddow",
        'case.yaml:60: carbon.scheme: "shaddow" is not one of national, pilot, shadow. Did you mean "shadow"?',
    ),
    "slip in a name": (
        "requires: [led]",
        "requires: [let]",
        'case.yaml:40: measures.sensors.requires.0: there is no measure "let". Did you mean "led"?',
    ),
    "unknown end use": (
        "saves: {lighting: 50 %}",
        "saves: {lightning: 50 %}",
        'case.yaml:39: measures.led.saves.lightning: there is no end use or process stream "lightning". '
        'Did you mean "lighting"?',
    ),
    "unknown series": (
        "profile: flat",
        "profile: two_shift",
        'case.yaml:24: demands.lighting.profile: there is no series "two_shift"; there are flat',
    ),
    "unknown technology": (
        "technology: boiler",
        "technology: boilr",
        'case.yaml:31: existing.old_boiler.technology: there is no technology "boilr". Did you mean "boiler"?',
    ),
    "unknown product": (
        "follows: parts",
        "follows: cars",
        'case.yaml:25: demands.drives.follows: there is no product "cars". Did you mean "parts"?',
    ),
    "path ends early": (
        "price: {2026: 80 CNY/t, 2034: 200 CNY/t}",
        "price: {2026: 80 CNY/t, 2028: 200 CNY/t}",
        'case.yaml:61: carbon.price: has no value in 2030 (given: 2026 to 2028); add years, or "hold: last"',
    ),
    "path begins late": (
        "price: {2026: 80 CNY/t, 2034: 200 CNY/t}",
        "price: {2030: 80 CNY/t, hold: last}",
        "case.yaml:61: carbon.price: has no value in 2026 (given: 2030); add years",
    ),
    "no year": (
        "price: {2026: 80 CNY/t, 2034: 200 CNY/t}",
        "price: {2026: 80 CNY/t, later: 200 CNY/t}",
        'case.yaml:61: carbon.price.later: "later" is not a year; write years such as 2030, or "hold: last"',
    ),
    "hold what": (
        "price: {2026: 80 CNY/t, 2034: 200 CNY/t}",
        "price: {2026: 80 CNY/t, hold: on}",
        'case.yaml:61: carbon.price.hold: "on" is not known; the only way is "hold: last"',
    ),
    "negative": (
        "emission_factor: 0.55 kgCO2/kWh",
        "emission_factor: -0.55 kgCO2/kWh",
        'case.yaml:49: supply.grid.emission_factor: "-0.55 kgCO2/kWh" must be at least 0 t/MWh',
    ),
    "above its bound": (
        "usable: 50 %",
        "usable: 150 %",
        'case.yaml:8: site.roof.usable: "150 %" must be at most 100 %',
    ),
    "life of zero": (
        "life: 12 a",
        "life: 0 a",
        'case.yaml:36: technologies.battery.life: "0 a" must be at least 1 a',
    ),
    "no whole number": (
        "built: 2015",
        "built: around 2015",
        'case.yaml:31: existing.old_boiler.built: "around 2015" is not a whole number',
    ),
    "a list for a text": (
        "technology: boiler,",
        "technology: [boiler],",
        "case.yaml:31: existing.old_boiler.technology: must be text, not a list",
    ),
    "a text for a mapping": (
        "saves: {lighting: 50 %}",
        "saves: lighting",
        'case.yaml:39: measures.led.saves: must be a mapping of keys and values, not "lighting"',
    ),
    "a text for a thing": (
        "drying: {carrier: hot_air, annual: 1 GWh}",
        "drying: 1 GWh",
        "case.yaml:27: demands.drying: must be a mapping of fields, not 1 GWh",
    ),
    "nothing in it": (
        "saves: {lighting: 10 %}",
        "saves: {}",
        "case.yaml:40: measures.sensors: does nothing; give what it saves, or its effects on resources",
    ),
    "no value": (
        "technology: boiler, capacity",
        "technology: null, capacity",
        "case.yaml:31: existing.old_boiler.technology: has no value",
    ),
    "neither yes nor no": (
        "heat: {temperature: 80 degC}",
        "heat: {temperature: 80 degC, dump: maybe}",
        'case.yaml:20: carriers.heat.dump: "maybe" is not yes or no',
    ),
    "a mapping for a list": (
        "requires: [led]",
        "requires: {led: yes}",
        'case.yaml:40: measures.sensors.requires: must be a list such as [a, b], not "a mapping"',
    ),
    "scenarios in a list": (
        "scenarios:\n  high_carbon: {carbon.price: x2}\n  no_battery: {technologies.battery: off}\n",
        "scenarios: [high_carbon]\n",
        "case.yaml:69: scenarios: must be a mapping of names to changes",
    ),
    "things without names": (
        "existing:\n  old_boiler: {technology",
        "existing:\n  - {technology",
        'case.yaml:31: existing.0: must be a mapping of fields with a "name"',
    ),
    "things of one name": (
        "existing:\n",
        "existing:\n  - {name: a, technology: boiler, capacity: 1 MW, built: 2015}\n"
        "  - {name: a, technology: boiler, capacity: 1 MW, built: 2015}\nmore:\n",
        'case.yaml:32: existing.1: the name "a" is given twice, first in line 31',
    ),
    "efficiency above one": (
        "outputs: {heat: 90 %}",
        "outputs: {heat: 900 %}",
        "case.yaml:34: technologies.boiler.outputs.heat: gives 900 % out of 100 %; only a heat pump or chiller run by "
        "power gives more",
    ),
    "unit of another basis": (
        "price: 40 元/kW·月",
        "price: 40 CNY/kVA/month",
        'case.yaml:48: supply.grid.components.demand.price: the basis "demand" needs a price in CNY/(kW*month), '
        "not CNY/(kVA*month)",
    ),
    "no time in the unit": (
        "price: 40 元/kW·月",
        "price: 40 元/kW",
        'case.yaml:48: supply.grid.components.demand.price: "40 元/kW" does not fit; expected a number with unit '
        'CNY/MWh, CNY/(kW*month), CNY/(kVA*month) or CNY/month. Did you mean "40 元/kWh" or "40 元/kW/month"?',
    ),
    "unknown band": (
        "factors: {peak: 1.6}",
        "factors: {peek: 1.6}",
        'case.yaml:47: supply.grid.components.energy.factors.peek: no period has the band "peek". Did you mean "peak"?',
    ),
    "no heating value": (
        "    lhv: 35.6 MJ/m3\n",
        "",
        'case.yaml:51: supply.gas: "lhv" is missing: price is per m3, so the heating value is needed (in MWh/m3)',
    ),
    "heating value of another measure": (
        "lhv: 35.6 MJ/m3",
        "lhv: 50 GJ/t",
        "case.yaml:54: supply.gas.price: is per m3, but the heating value lhv is per t",
    ),
    "years out of order": (
        "years: [2026, 2030]",
        "years: [2030, 2026]",
        "case.yaml:12: horizon.years: must be ascending, each year once",
    ),
    "target after the end": (
        "reduction: {2030: 20 %}",
        "reduction: {2030: 20 %, 2040: 40 %}",
        "case.yaml:64: targets.co2.reduction.2040: 2040 lies outside the plan, 2026 to 2034",
    ),
    "budget of no phase": (
        '"2026..2030": 60 Mio CNY',
        '"2026-2030": 60 Mio CNY',
        'case.yaml:67: finance.budget.2026-2030: "2026-2030" is neither a year ("2027") nor a phase ("2027..2030")',
    ),
    "scenario leads nowhere": (
        "high_carbon: {carbon.price: x2}",
        "high_carbon: {carbon.prise: x2}",
        'case.yaml:70: carbon.prise: there is no "prise". Did you mean "price"?',
    ),
}


@pytest.mark.parametrize(("right", "wrong", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_named_where_it_stands(workshop: Workshop, right: str, wrong: str, message: str) -> None:
    errors = workshop.edit(right, wrong).errors()
    assert errors[0] == message
    more = {"lhv: 50 GJ/t": 3}  # factor and standard coal are per m3 as well
    assert len([error for error in errors if " more: " not in error]) == more.get(wrong, 1)


def test_all_mistakes_are_reported_at_once(tmp_path) -> None:
    text = WORKSHOP
    chosen = ["power for energy", "slip in a key", "another currency", "no year", "no whole number"]
    for name in chosen:
        right, wrong, _ = MISTAKES[name]
        text = text.replace(right, wrong)
    errors = Workshop(tmp_path, text).errors()
    assert errors == sorted(errors, key=lambda error: int(error.split(":")[1]))
    assert set(errors) == {MISTAKES[name][2] for name in chosen}


def test_missing_head(tmp_path) -> None:
    errors = Workshop(tmp_path, "demands: {}\n").errors()
    assert errors == [
        'case.yaml:1: case: the section "case" is missing',
        'case.yaml:1: horizon: the section "horizon" is missing',
    ]


def test_the_same_mistake_in_a_pack_is_named_in_the_pack(workshop: Workshop) -> None:
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [ours]")
    workshop.write("packs/ours/meta.yaml", "title: Ours\n")
    header = "id,field,value,unit,low,high,year,source,quality,note\n"
    rows = "cell,kind,storage,-,,,2025,own,estimate,\ncell,capex_energy,800,CNY/kW,,,2025,own,estimate,\n"
    workshop.write("packs/ours/technologies.csv", header + rows)
    workshop.edit("battery: {kind: storage, capex_energy: 800 CNY/kWh", "battery: {use: cell")
    assert workshop.errors() == [
        'ours/technologies.csv:3: technologies.battery.capex_energy: "800 CNY/kW" does not fit; expected a number with '
        'unit CNY/kWh. Did you mean "800 CNY/kWh"?'
    ]
