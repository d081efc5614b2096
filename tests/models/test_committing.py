"""Units on line: whole units, least load, part load, starts, ramps; and all of it against every course of units."""

import itertools
import math

import numpy as np
import pytest

from .bench import DAY_OF_YEAR, FREE_LIFE, HOUR, TWO_DAYS, books, case, demand, fuel, grid, on, proves, solve

# Heat from units of 1 MW that take as much gas, at 100 CNY/MWh, or bought at 300 CNY/MWh; 1 MW all year is 8760 MWh.
UNITS = {
    "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "100 %"}, "capex": "0 CNY/kW", **FREE_LIFE,
    "unit": "1 MW", "max": "3 MW",
}  # fmt: skip
OLD = {"kind": "existing", "technology": "boiler", "capacity": "3 MW", "built": 2020, "retires": 2030}


def heat(megawatt=1.0, hours=((0, 24),), things=None, years=(2026,), **fields):
    """Heat in some hours of every day."""
    profile = on(*hours)
    given = {
        "demands.oven": demand(f"{megawatt * profile.sum()} MWh", "heat", profile="use"),
        "supply.gas": fuel("gas", "100 CNY/MWh"), "supply.heat": fuel("heat", "300 CNY/MWh"),
        "technologies.boiler": {**UNITS, **fields}, **(things or {}),
    }  # fmt: skip
    return case(given, years=years, series={"use": profile})


@proves("whole_units_link")
def test_only_whole_units_are_built():
    """Proves: 1.5 MW of heat need two units of 1 MW, at 0.5 million each.

    Sensitivity: 1 + 1.314 of gas; in broken units 0.75 + 1.314; one unit and 0.5 MW bought 0.5 + 0.876 + 1.314.
    """
    given = heat(1.5, capex="500 CNY/kW")
    answer = solve(given)
    assert answer.cost == pytest.approx(2.314)
    assert answer.number("built", "boiler") == pytest.approx(2.0)
    assert solve(given, without="whole_units_link").cost == pytest.approx(2.064)


@proves("whole_removal_link")
def test_only_whole_units_are_retired():
    """Proves: of three units two must stay for 1.5 MW; each costs 0.1 million a year.

    Sensitivity: 0.2 + 1.314 of gas; in broken units 0.15 + 1.314.
    """
    given = heat(1.5, things={"existing.old": OLD}, capex="1000 CNY/kW", opex_fixed="100 CNY/(kW*a)")
    answer = solve(given)
    assert answer.cost == pytest.approx(1.514)
    assert answer.number("retired", "old") == pytest.approx(1.0)
    assert solve(given, without="whole_removal_link").cost == pytest.approx(1.464)


@proves("units_limit")
def test_no_more_units_run_than_stand():
    """Proves: the two units that run must have been built, at 0.5 million each.

    Sensitivity: 1 + 1.314 of gas; if units could run that do not stand, 1.314.
    """
    given = heat(1.5, capex="500 CNY/kW", min_load="40 %")
    answer = solve(given)
    assert answer.cost == pytest.approx(2.314)
    assert answer.flow("boiler.on") == pytest.approx([2.0] * 24)
    assert solve(given, without="units_limit").cost == pytest.approx(1.314)


@proves("min_load_limit")
def test_a_running_unit_gives_its_least_load():
    """Proves: 0.3 MW are below 40 % of a unit, so they are bought at 300 CNY/MWh, unless surplus may be released.

    Sensitivity: 2628 MWh at 3e-4 million = 0.7884; without the least load 0.2628; released, 3504 MWh of gas, 0.3504.
    """
    given = heat(0.3, min_load="40 %")
    assert solve(given).cost == pytest.approx(0.7884)
    assert solve(given, without="min_load_limit").cost == pytest.approx(0.2628)
    released = heat(0.3, things={"carriers.heat": {"kind": "carrier", "dump": True}}, min_load="40 %")
    assert solve(released).cost == pytest.approx(0.3504)


@books("start_cost")
@proves("start_logic")
def test_every_start_of_every_unit_is_paid():
    """Proves: 2 MW from 8 to 10 and 1 MW from 14 to 16 take three starts a day, at 300 CNY each.

    Sensitivity: 2190 MWh of gas 0.219 and 1095 starts 0.3285; bought 0.657. Without the count of starts 0.219.
    """
    profile = on((8, 10), high=2.0) + on((14, 16))
    things = {
        "demands.oven": demand("2190 MWh", "heat", profile="use"), "supply.gas": fuel("gas", "100 CNY/MWh"),
        "supply.heat": fuel("heat", "300 CNY/MWh"),
        "technologies.boiler": {**UNITS, "min_load": "40 %", "start_cost": "300 CNY"},
    }  # fmt: skip
    given = case(things, series={"use": profile})
    answer = solve(given)
    assert answer.cost == pytest.approx(0.219 + 0.3285)
    assert answer.line("start_cost", "boiler") == pytest.approx(0.3285)
    assert answer.amount("boiler.started") == pytest.approx(1095.0)
    assert answer.flow("boiler.started")[[8, 14]] == pytest.approx([2.0, 1.0])
    assert solve(given, without="start_logic").cost == pytest.approx(0.219)


def test_a_unit_that_ran_at_the_end_of_the_day_need_not_start_at_its_beginning():
    """Proves: use from 22 to 2 takes one start a day.

    Sensitivity: 1460 MWh of gas 0.146 and 365 starts 0.073; two starts a day would cost 0.146.
    """
    answer = solve(heat(1.0, ((22, 24), (0, 2)), min_load="40 %", start_cost="200 CNY"))
    assert answer.cost == pytest.approx(0.146 + 0.073)


def test_a_start_is_priced_in_its_year():
    """Proves: 365 starts cost 200 CNY each in 2026 and 100 in 2027.

    Sensitivity: 1460 MWh of gas in either year: 0.146 + 0.073 and 0.146 + 0.0365.
    """
    prices = {2026: "200 CNY", 2027: "100 CNY"}
    answer = solve(heat(1.0, ((8, 12),), years=(2026, 2027), min_load="40 %", start_cost=prices))
    assert answer.line("start_cost", "boiler", 2026) == pytest.approx(0.073)
    assert answer.line("start_cost", "boiler", 2027) == pytest.approx(0.0365)


@pytest.mark.parametrize(
    ("megawatt", "units", "gas"), [(0.5, 1, 0.625), (0.75, 1, 0.8125), (1.0, 1, 1.0), (2.5, 3, 2.625)]
)
def test_efficiency_falls_at_part_load(megawatt, units, gas):
    """Proves: with 80 % of the efficiency at half load, a unit takes 0.25 + 0.75 x load.

    Sensitivity: 0.5 MW take 0.625 MW of gas, not 0.5; 2.5 MW take 3 x 0.25 + 0.75 x 2.5, not 2.5.
    """
    answer = solve(heat(megawatt, part_load={"50 %": "80 %"}))
    assert answer.cost == pytest.approx(0.876 * gas)
    assert answer.flow("boiler.on") == pytest.approx([units] * 24)


@proves("activity_limit")
def test_only_running_units_give_heat():
    """Proves: 2 MW need two running units, each with its standing share of the input.

    Sensitivity: 2 x 0.876; if heat came without a running unit, 0.75 of it.
    """
    given = heat(2.0, part_load={"50 %": "80 %"})
    assert solve(given).cost == pytest.approx(2 * 0.876)
    assert solve(given, without="activity_limit").cost == pytest.approx(1.5 * 0.876)


def test_a_unit_runs_on_its_usable_share():
    """Proves: of units usable at half their size, two give 1 MW.

    Sensitivity: two standing shares and 0.75 MW, 1.25 x 0.876; a unit usable in full would need 1 x 0.876.
    """
    things = {
        "demands.oven": demand(carrier="heat"), "supply.gas": fuel("gas", "100 CNY/MWh"),
        "technologies.boiler": {**UNITS, "part_load": {"50 %": "80 %"}, "availability": "half"},
    }  # fmt: skip
    assert solve(case(things, series={"half": np.full(8760, 0.5)})).cost == pytest.approx(1.25 * 0.876)


def test_second_input_and_second_output_follow_the_first_input_at_part_load():
    """Proves: at half load an engine of 40 % takes 0.5 / (0.4 x 0.8) MW of gas; steam and heat follow the gas.

    Sensitivity: 1.5625 MW of gas, 0.15625 of steam, 0.78125 of heat; following the activity they would be 20 % less.
    """
    engine = {**UNITS, "inputs": {"gas": "100 %", "steam": "10 %"}, "outputs": {"electricity": "40 %", "heat": "50 %"},
              "max": "1 MW", "part_load": {"50 %": "80 %"}}  # fmt: skip
    things = {
        "demands.light": demand("4380 MWh"), "demands.oven": demand(f"{0.78125 * 8760} MWh", "heat"),
        "technologies.engine": engine, "supply.gas": fuel("gas", "100 CNY/MWh"),
        "supply.steam": fuel("steam", "200 CNY/MWh"),
    }  # fmt: skip
    answer = solve(case(things))
    assert answer.cost == pytest.approx(8760 * (1.5625e-4 + 0.15625 * 2e-4))
    assert answer.flow("gas.bought") == pytest.approx([1.5625] * 24)


def test_part_load_of_a_heat_pump_scales_with_the_temperatures():
    """Proves: at half load a pump takes 0.625 of its power at full load, at 10 degC as at 20 degC.

    Sensitivity: 24 x 0.625 x (181 x 60 + 184 x 50) / (0.5 x 338.15) MWh at 1e-3 million.
    """
    pump = {**UNITS, "inputs": {"electricity": "100 %"}, "outputs": {"heat": "300 %"}, "part_load": {"50 %": "80 %"},
            "carnot": {"share": "50 %", "source_series": "water"}}  # fmt: skip
    things = {
        "demands.oven": demand("4380 MWh", "heat"), "supply.grid": grid(), "technologies.pump": pump,
        "carriers.heat": {"kind": "carrier", "temperature": "60 degC"},
    }  # fmt: skip
    given = case(things, series={"water": np.where(DAY_OF_YEAR < 181, 10.0, 20.0)})
    power = 24 * 0.625 * (181 * 60.0 + 184 * 50.0) / (0.5 * 338.15)
    assert solve(given, steps=TWO_DAYS).cost == pytest.approx(power * 1e-3)


@proves("ramp_up_limit", "ramp_down_limit")
def test_activity_changes_by_no_more_than_the_ramp():
    """Proves: 1 MW from 12 to 24 is reached and left in steps of 0.25 MW; 1.5 MWh on either side are bought.

    Sensitivity: a day of 9 MWh at 100 and 3 MWh at 300 CNY: 365 x 1800 = 0.657; without one of the ramps 1.5 MWh less
    are bought, 0.5475.
    """
    given = heat(1.0, ((12, 24),), unit=None, max="1 MW", ramp="25 %/h")
    answer = solve(given)
    assert answer.cost == pytest.approx(0.657)
    assert answer.flow("boiler.activity")[11:16] == pytest.approx([0.0, 0.25, 0.5, 0.75, 1.0])
    assert solve(given, without="ramp_up_limit").cost == pytest.approx(0.5475)
    assert solve(given, without="ramp_down_limit").cost == pytest.approx(0.5475)


@pytest.mark.parametrize(("ramp", "cost"), [("100 %/h", 0.438), ("50 %/h", 0.438 + 365 * 1.0 * 200e-6)])
def test_a_ramp_across_the_whole_capacity_limits_nothing(ramp, cost):
    """Proves: 4380 MWh of gas cost 0.438.

    Sensitivity: at half the capacity an hour, 0.5 MWh on either side are bought at 300 CNY/MWh, 0.073 more.
    """
    assert solve(heat(1.0, ((12, 24),), unit=None, max="1 MW", ramp=ramp)).cost == pytest.approx(cost)


def test_the_output_of_a_year_is_always_handed_up():
    """Proves: the yearly output is known without a price on it, as the charges on own plants need it."""
    assert "boiler.activity" in solve(heat(1.0)).operation.hourly.block.amount


# Engines of 1 MW beside the grid, used in six hours of the day: every course of the units can be tried.
HOURS = range(8, 14)
LEAST, LOAD, EFFICIENCY, RATIO, START, GAS = 0.4, 0.5, 0.85, 0.4, 250e-6, 260e-6


def enumerated(used, prices, units=2):
    """Least cost of a day over all courses of units on line. [million]"""
    slope = (1.0 - LOAD / EFFICIENCY) / (1.0 - LOAD)
    best = math.inf
    for course in itertools.product(range(units + 1), repeat=len(used)):
        cost = START * sum(max(now - before, 0) for before, now in itertools.pairwise((0, *course)))
        for running, load, price in zip(course, used, prices, strict=True):
            ends = (LEAST * running, min(float(running), load))
            if ends[0] > ends[1]:
                cost = math.inf
                break
            cost += min(
                GAS * (slope * given + (1.0 - slope) * running) / RATIO + price * (load - given) for given in ends
            )
        best = min(best, cost)
    return best


@pytest.mark.parametrize("seed", range(6))
def test_the_least_cost_of_all_courses_of_units_is_found(seed):
    """Proves: least load, part load and starts together cost what the best of all 729 courses costs.

    Sensitivity: enumerated beside the model, hour by hour, with its own arithmetic.
    """
    random = np.random.default_rng(seed)
    used, prices = random.uniform(0.3, 2.4, len(HOURS)), random.choice([500e-6, 750e-6, 1100e-6], len(HOURS))
    profile = np.zeros(8760)
    for hour, load in zip(HOURS, used, strict=True):
        profile[hour == HOUR] = load
    bands = {f"h{hour}": float(price * 1e3) for hour, price in zip(HOURS, prices, strict=True)}
    bill = {"energy": {"basis": "energy", "price": "1000 CNY/MWh", "factors": bands}}
    engine = {
        **UNITS, "outputs": {"electricity": f"{RATIO * 100} %"}, "max": "2 MW", "min_load": f"{LEAST * 100} %",
        "part_load": {f"{LOAD * 100} %": f"{EFFICIENCY * 100} %"}, "start_cost": f"{START * 1e6} CNY",
    }  # fmt: skip
    things = {
        "demands.light": demand(f"{profile.sum()} MWh", profile="use"), "technologies.engine": engine,
        "supply.gas": fuel("gas", f"{GAS * 1e6} CNY/MWh"),
        "supply.grid": grid(components=bill, periods=[{"band": f"h{h}", "hours": f"{h}-{h + 1}"} for h in HOURS]),
    }  # fmt: skip
    answer = solve(case(things, series={"use": profile}))
    assert answer.cost == pytest.approx(365 * enumerated(used, prices), rel=1e-6)
