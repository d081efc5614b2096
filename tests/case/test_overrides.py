"""Scenarios and --set: what they may change, and how they say that they may not."""

from __future__ import annotations

import pytest

from planner.case.overlay import times
from planner.case.overrides import split_path
from planner.units import split

from .workshop import Workshop


def parameters(case, key):
    section, name = key.split(".")
    return next(found.parameters for found in case.things if (found.section, found.name) == (section, name))


def price(case) -> list[float]:
    path = parameters(case, "carbon.carbon").price
    return [path.at(year) for year in case.horizon.years]


def test_a_bare_number_takes_the_unit_of_the_case(workshop: Workshop) -> None:
    case = workshop.read(sets=["carbon.price=200"])
    assert price(case) == [0.0002, 0.0002]
    assert parameters(workshop.read(sets=["measures.led.capex=30"]), "measures.led").capex.at(2026) == 0.3  # 万元
    assert parameters(workshop.read(sets=["measures.led.saves.lighting=40"]), "measures.led").saves == {"lighting": 0.4}


def test_a_factor_scales_every_year(workshop: Workshop) -> None:
    assert price(workshop.read(sets=["carbon.price=x1.5"])) == pytest.approx([0.00012, 0.00021])
    assert price(workshop.read(sets=["carbon.price=×0"])) == [0, 0]


def test_a_scenario_is_applied_before_the_command_line(workshop: Workshop) -> None:
    assert price(workshop.read("high_carbon")) == pytest.approx([0.00016, 0.00028])
    case = workshop.read("high_carbon", ["carbon.price=x0.5"])
    assert price(case) == pytest.approx(price(workshop.read()))
    assert case.scenario == "high_carbon"
    assert workshop.read().scenario == "base"


def test_points_and_paths_may_be_replaced(workshop: Workshop) -> None:
    assert price(workshop.read(sets=["carbon.price.2030=300 CNY/t"]))[1] == 0.0003
    assert price(workshop.read(sets=["carbon.price.2030=300"]))[1] == 0.0003
    assert price(workshop.read(sets=["carbon.price={2026: 10, 2034: 90 CNY/t}"]))[1] == pytest.approx(0.00005)
    assert price(workshop.read(sets=["carbon.price.2034=x2"]))[1] == pytest.approx(0.00024)


def test_things_may_be_switched_off_and_added(workshop: Workshop) -> None:
    assert {found.name for found in workshop.read("no_battery").of("storage")} == set()
    case = workshop.read(
        sets=["technologies.store={kind: storage, capex_energy: 9 CNY/kWh, life: 9 a}", "technologies.store.life=10"]
    )
    assert parameters(case, "technologies.store").life == 10
    assert not workshop.read(sets=["carbon=off"]).of("carbon")
    assert not workshop.read(sets=["targets=off"]).of("emission_cap")
    assert parameters(workshop.read(sets=["carriers.heat.dump=yes"]), "carriers.heat").dump is True


def test_the_head_may_be_changed(workshop: Workshop) -> None:
    case = workshop.read(
        sets=["horizon.end=2033", "horizon.discount_rate=8", "site.roof.area=x2", "production.parts=x2"]
    )
    assert case.horizon.end == 2033
    assert case.horizon.discount_rate == 0.08
    assert case.areas["roof"].area == 40_000
    assert case.production["parts"].at(2025) == 2000
    assert workshop.read(sets=["horizon.years=[2026, 2028]"]).horizon.years == (2026, 2028, 2030)


def test_what_comes_from_a_pack_may_be_changed(workshop: Workshop) -> None:
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]")
    workshop.edit("battery: {kind: storage, capex_energy: 800 CNY/kWh, life: 12 a", "battery: {use: battery_li")
    base = parameters(workshop.read(), "technologies.battery")
    case = workshop.read(sets=["technologies.battery.capex_energy=x0.5", "technologies.battery.life=20"])
    changed = parameters(case, "technologies.battery")
    assert changed.capex_energy.at(2030) == pytest.approx(base.capex_energy.at(2030) / 2)
    assert changed.life == 20
    sources = next(found.sources for found in case.things if found.name == "battery")
    assert "capex_power.2025" in sources
    assert not any(field.startswith(("capex_energy", "life")) for field in sources)
    workshop.edit(
        "no_battery: {technologies.battery: off}", "tank: {technologies.battery: {use: tes_water, carrier: heat}}"
    )
    assert parameters(workshop.read("tank"), "technologies.battery").carrier == "heat"
    workshop.edit("{use: battery_li", "{use: battery_li, capex_energy: x0.8")
    cheaper = parameters(workshop.read(), "technologies.battery")
    assert cheaper.capex_energy.at(2026) == pytest.approx(base.capex_energy.at(2026) * 0.8)


def test_nested_scenarios_change_field_by_field(workshop: Workshop) -> None:
    workshop.edit(
        "high_carbon: {carbon.price: x2}",
        "wide:\n    carbon: {price: 90}\n    supply: {grid: {components: {energy: {price: x2}}}}",
    )
    case = workshop.read("wide")
    assert price(case) == [0.00009, 0.00009]
    components = parameters(case, "supply.grid").components
    assert components["energy"].price.at(2026) == 0.001
    assert components["energy"].factors == {"peak": 1.6}
    assert components["demand"].price.at(2026) == pytest.approx(0.48)


FAULTS = {
    "carbn.price=3": 'there is no such place. Did you mean "carbon.price"?',
    "carbon.prise=3": 'there is no "prise". Did you mean "price"?',
    "technologies.batery.life=3": 'there is no such place. Did you mean "technologies.battery.life"?',
    "technologies.batery=off": 'there is no such place. Did you mean "technologies.battery"?',
    "technologies.battery=x2": '"x2" scales what is there, but this is not a number with a unit',
    "technologies.battery=3": "must be a mapping of fields, not 3",
    "technologies.battery.max_power=x2": '"x2" scales what is there, but there is nothing yet',
    "technologies.battery.capex_energy.2030=5": 'is one value for all years ("800 CNY/kWh"); give the whole path',
    "technologies.battery.life.long=5": 'there is no "long"; its value has no parts',
    "technologies=3": "is a whole section; name a field in it, such as carbon.price",
    "carbon.price": "write KEY=VALUE, for example carbon.price=200",
    "=5": "write KEY=VALUE, for example carbon.price=200",
    "carbon.price=": "write KEY=VALUE, for example carbon.price=200",
    "carbon.price={2030: [": "is not valid YAML",
    "carbon.price={a: &b c}": "is a YAML anchor",
    "carbon.price=5 MW": '"5 MW" does not fit; expected a number with unit CNY/t',
    "carbon.price=-5": '"-5 CNY/t" must be at least 0 CNY/t',
    "carbon.price=x-2": '"x-2" does not begin with a number',
    "carbon.price.2030.x=2": 'there is no "x"; its value has no parts',
    "series=nowhere.csv": 'there is no file "nowhere.csv"',
    "scenarios.a=3": "there is no such place",
    "": "write KEY=VALUE",
    "....=3": "there is no such place",
}


@pytest.mark.parametrize(("text", "message"), FAULTS.items(), ids=[repr(text) for text in FAULTS])
def test_faults_of_the_command_line_say_so(workshop: Workshop, text: str, message: str) -> None:
    errors = workshop.errors(sets=[text])
    assert any(error.startswith("--set: ") and message in error for error in errors), errors


def test_all_faults_at_once(workshop: Workshop) -> None:
    errors = workshop.edit("life: 20 a", "life: 0 a").errors("high_carbn", ["carbon.prise=3"])
    assert errors == [
        'case.yaml:34: technologies.boiler.life: "0 a" must be at least 1 a',
        '--scenario: scenarios: there is no scenario "high_carbn". Did you mean "high_carbon"?',
        '--set: carbon.prise: there is no "prise". Did you mean "price"?',
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nothing", "case.yaml:70: scenarios.high_carbon: must be a mapping such as {carbon.price: x2}"),
        ("{carbn.price: 3}", 'case.yaml:70: carbn.price: there is no such place. Did you mean "carbon.price"?'),
        ("{supply.ppa: off}", 'case.yaml:70: supply.ppa: there is no such place. Did you mean "supply.gas"?'),
        (
            "{measures.led: {use: x}}",
            "case.yaml:70: measures.led.use: the case names no pack; write case: {packs: [...]}",
        ),
    ],
)
def test_scenarios_that_are_not_chosen_are_checked_too(workshop: Workshop, text: str, message: str) -> None:
    errors = workshop.edit("high_carbon: {carbon.price: x2}", f"high_carbon: {text}").errors()
    assert errors == [message]


def test_a_mapping_may_switch_parts_off(workshop: Workshop) -> None:
    case = workshop.read(sets=["carbon={scheme: shadow, price: 5, starts: off}"])
    assert price(case) == pytest.approx([5e-6, 5e-6])
    case = workshop.read(sets=["measures.led.saves={lighting: 40, drives: 5 %, washing: off}"])
    assert parameters(case, "measures.led").saves == {"lighting": 0.4, "drives": 0.05}


def test_lists_cannot_be_scaled(workshop: Workshop) -> None:
    workshop.edit("price: {2026: 80 CNY/t, 2034: 200 CNY/t}", "price: [80 CNY/t]")
    assert '--set: carbon.price: "x2" cannot scale "a list"' in workshop.errors(sets=["carbon.price=x2"])


def test_paths_know_phases() -> None:
    assert split_path("carbon.price") == ("carbon", "price")
    assert split_path("finance.budget.2026..2030") == ("finance", "budget", "2026..2030")


def test_a_phase_may_be_scaled(workshop: Workshop) -> None:
    case = workshop.read(sets=["finance.budget.2026..2030=x0.5"])
    assert parameters(case, "finance.finance").budget == {"2026..2030": 30.0}


@pytest.mark.parametrize(
    ("number", "factor", "product"),
    [("0.1", "3", "0.3"), ("2800", "1.1", "3080"), ("1e-9", "1e9", "1"), ("3.4", "0", "0"), ("-7", "1.25", "-8.75")],
)
def test_factors_are_exact(number: str, factor: str, product: str) -> None:
    assert times(split(number)[0], factor) == product
