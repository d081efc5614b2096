"""Converters and renewables: activity, ratios, performance from temperatures, weather, ageing, heat levels."""

import numpy as np
import pytest

from .bench import DAY_OF_YEAR, FREE_LIFE, TWO_DAYS, books, case, demand, fuel, grid, on, proves, solve

BOILER = {
    "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "80 %"}, "capex": "1000 CNY/kW", **FREE_LIFE,
}  # fmt: skip
HEAT = {"demands.oven": demand(carrier="heat"), "supply.gas": fuel("gas", "100 CNY/MWh")}


@books("fuel", "capex")
@proves("activity_limit")
def test_activity_stays_within_the_usable_capacity():
    """Proves: 1 MW of heat from a boiler usable at half its capacity needs 2 MW.

    Sensitivity: 2 MW at 1 million, 8760 / 0.8 MWh of gas at 1e-4 million: 2 + 1.095;
    without the limit no boiler is needed, 1.095.
    """
    given = case(
        {**HEAT, "technologies.boiler": {**BOILER, "availability": "half"}}, series={"half": np.full(8760, 0.5)}
    )
    answer = solve(given)
    assert answer.cost == pytest.approx(3.095)
    assert answer.line("fuel", "gas") == pytest.approx(1.095)
    assert answer.cash("capex", "boiler") == pytest.approx(2.0)
    assert answer.number("capacity", "boiler") == pytest.approx(2.0)
    assert solve(given, without="activity_limit").cost == pytest.approx(1.095)


@books("opex_variable")
def test_opex_variable_is_paid_on_the_main_output():
    """Proves: 8760 MWh of heat at 10 CNY/MWh: 0.0876 on top of 1 + 1.095.

    Sensitivity: counted on the input it would be 0.1095.
    """
    answer = solve(case({**HEAT, "technologies.boiler": {**BOILER, "opex_variable": "10 CNY/MWh"}}))
    assert answer.cost == pytest.approx(1 + 1.095 + 0.0876)
    assert answer.line("opex_variable", "boiler") == pytest.approx(0.0876)


def test_second_input_and_second_output_follow_the_first_input():
    """Proves: 40 % power and 50 % heat of the gas, 10 % of it again in steam, by the stated ratios.

    Sensitivity: 1 MW of power takes 2.5 MW of gas and 0.25 MW of steam and gives 1.25 MW of heat:
    8760 x (2.5 x 1e-4 + 0.25 x 2e-4) = 2.628. Ratios on the activity would give 0.5 MW of heat.
    """
    chp = {**BOILER, "inputs": {"gas": "100 %", "steam": "10 %"}, "outputs": {"electricity": "40 %", "heat": "50 %"},
           "capex": "0 CNY/kW"}  # fmt: skip
    things = {
        "demands.light": demand(), "demands.oven": demand("10950 MWh", "heat"), "technologies.chp": chp,
        "supply.gas": fuel("gas", "100 CNY/MWh"), "supply.steam": fuel("steam", "200 CNY/MWh"),
    }  # fmt: skip
    answer = solve(case(things))
    assert answer.cost == pytest.approx(2.628)
    assert answer.flow("gas.bought") == pytest.approx([2.5] * 24)
    assert answer.flow("steam.bought") == pytest.approx([0.25] * 24)


def test_surplus_heat_needs_a_way_out():
    """Proves: what a carrier may not release must be used; `dump` opens the way.

    Sensitivity: 1.25 MW of heat made, 1 MW used: infeasible; released, 8760 x 2.5 x 1e-4 = 2.19 with 0.25 MW dumped.
    """
    chp = {**BOILER, "outputs": {"electricity": "40 %", "heat": "50 %"}, "capex": "0 CNY/kW"}
    things = {
        "demands.light": demand(), "demands.oven": demand("8760 MWh", "heat"), "technologies.chp": chp,
        "supply.gas": fuel("gas", "100 CNY/MWh"),
    }  # fmt: skip
    assert solve(case(things)).status.value == "infeasible"
    answer = solve(case({**things, "carriers.heat": {"kind": "carrier", "dump": True}}))
    assert answer.cost == pytest.approx(2.19)
    assert answer.flow("heat.dumped") == pytest.approx([0.25] * 24)


def test_hotter_heat_serves_the_lower_level():
    """Proves: heat at 180 degC serves the drying at 90 degC and not the other way round.

    Sensitivity: hot heat at 100 CNY/MWh, warm at 300: all 2 x 8760 MWh are hot, 1.752; with the prices exchanged the
    oven still needs hot heat: 2.628 + 0.876 = 3.504.
    """
    levels = {
        "carriers.hot": {"kind": "carrier", "temperature": "180 degC", "serves": ["warm"]},
        "carriers.warm": {"kind": "carrier", "temperature": "90 degC"},
        "demands.oven": demand(carrier="hot"), "demands.drying": demand(carrier="warm"),
    }  # fmt: skip
    answer = solve(case({**levels, "supply.a": fuel("hot", "100 CNY/MWh"), "supply.b": fuel("warm", "300 CNY/MWh")}))
    assert answer.cost == pytest.approx(1.752)
    assert answer.flow("hot>warm.cascade") == pytest.approx([1.0] * 24)
    other = {**levels, "supply.a": fuel("hot", "300 CNY/MWh"), "supply.b": fuel("warm", "100 CNY/MWh")}
    assert solve(case(other)).cost == pytest.approx(3.504)


PUMP = {
    "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"heat": "300 %"}, "capex": "0 CNY/kW",
    **FREE_LIFE,
}  # fmt: skip


def heat_pump(steps=None, series=None, **carnot):
    things = {
        "demands.oven": demand(carrier="heat"), "supply.grid": grid(),
        "carriers.heat": {"kind": "carrier", "temperature": "60 degC"},
        "technologies.pump": {**PUMP, "carnot": {"share": "50 %", **carnot}},
    }  # fmt: skip
    given = case(things, series=series)
    return solve(given) if steps is None else solve(given, steps=steps)


def test_performance_follows_the_temperatures():
    """Proves: half of Carnot between 60 + 5 and 10 - 5 degC: 0.5 x 338.15 / 60 = 2.8179.

    Sensitivity: 8.76 / 2.8179 = 3.1087; the plain ratio of 300 % would give 2.92, no approach 0.5 x 333.15 / 50.
    """
    assert heat_pump(source="10 degC").cost == pytest.approx(8.76 / (0.5 * 338.15 / 60.0))
    assert heat_pump(source="10 degC", approach="0 K").cost == pytest.approx(8.76 / (0.5 * 333.15 / 50.0))
    assert heat_pump(source="10 degC", sink="40 degC").cost == pytest.approx(8.76 / (0.5 * 318.15 / 40.0))


def test_performance_has_a_highest_value():
    """Proves: a source at 55 degC would give 0.5 x 338.15 / 15 = 11.27, held at 4; above the sink it is held too.

    Sensitivity: 8.76 / 4 = 2.19; without the highest value 0.777.
    """
    assert heat_pump(source="55 degC", highest="4").cost == pytest.approx(2.19)
    assert heat_pump(source="90 degC", highest="4").cost == pytest.approx(2.19)


def test_performance_follows_the_series_of_each_day():
    """Proves: 10 degC in the first 181 days, 20 degC in the other 184; power is heat over performance.

    Sensitivity: 24 x (181 x 60 + 184 x 50) / (0.5 x 338.15) MWh; the performance of the mean temperature
    would give another number.
    """
    source = np.where(DAY_OF_YEAR < 181, 10.0, 20.0)
    power = 24 * (181 * 60.0 + 184 * 50.0) / (0.5 * 338.15)
    assert heat_pump(TWO_DAYS, {"water": source}, source_series="water").cost == pytest.approx(power * 1e-3)
    assert heat_pump(None, {"water": source}, source_series="water").cost == pytest.approx(power * 1e-3)


SOLAR = {"kind": "renewable", "profile": "half", "capex": "1000 CNY/kW", **FREE_LIFE, "max": "1 MW"}
SITE = {"demands.light": demand(), "supply.grid": grid()}


@proves("generation_limit")
def test_generation_stays_within_the_weather():
    """Proves: 1 MW at half its power saves 4380 MWh.

    Sensitivity: 1 + 8.76 - 4.38 = 5.38; without the limit sun is free, 0.
    """
    given = case({**SITE, "technologies.pv": SOLAR}, series={"half": np.full(8760, 0.5)})
    assert solve(given).cost == pytest.approx(5.38)
    assert solve(given, without="generation_limit").cost == pytest.approx(0.0)


def test_nothing_is_generated_at_night_and_surplus_is_curtailed():
    """Proves: 12 hours of sun serve 12 hours of demand; the night is bought.

    Sensitivity: 2 MW stand, 1 MW is used by day: 4.38 left to buy; 4380 of 8760 MWh are curtailed.
    """
    standing = {"kind": "existing", "technology": "pv", "capacity": "2 MW", "built": 2026, "only_at": [2030]}
    wide = {**SOLAR, "max": "2 MW"}
    given = case({**SITE, "technologies.pv": wide, "existing.roof": standing}, series={"half": on((6, 18))})
    answer = solve(given)
    assert answer.cost == pytest.approx(4.38)
    assert answer.entry("curtailed", "pv") == pytest.approx(4380.0)
    assert solve(given, without="generation_limit").flow("pv.generation")[:6] == pytest.approx([0.0] * 6)


def test_output_ages_with_each_year_of_service():
    """Proves: 0.5 MW built in 2026 and 0.1 MW of 2020 give 0.9^2 and 0.9^8 of it in 2028.

    Sensitivity: blocks of 2 and 1 years: (2 x 0.5 + 0.81 x 0.5) + 0.1 x (2 x 0.9^6 + 0.9^8) MW x 8.76 million saved.
    """
    solar = {**SOLAR, "profile": "flat", "life": "25 a", "degradation": "10 %/a", "capex": "0 CNY/kW", "max": "0.6 MW",
             "only_at": [2026]}  # fmt: skip
    standing = {"kind": "existing", "technology": "pv", "capacity": "0.1 MW", "built": 2020, "only_at": [2030]}
    answer = solve(case({**SITE, "technologies.pv": solar, "existing.old": standing}, years=(2026, 2028), end=2028))
    saved = 1.0 + 0.405 + 0.1 * (2 * 0.9**6 + 0.9**8)
    assert answer.cost == pytest.approx(8.76 * (3.0 - saved))
    assert answer.number("effective", "pv", 2028) == pytest.approx(0.405 + 0.1 * 0.9**8)
    assert answer.number("capacity", "pv", 2028) == pytest.approx(0.6)
