"""The hourly profiles of the shipped car plant: stored bytes, calendar, totals, and cover by what stands today."""

import datetime as dt
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import yaml

from planner.case import lint, read
from planner.weather.profiles import build, profile, weather_factor, write
from planner.weather.shifts import day_types, loads, share

CASE = Path(__file__).parents[2] / "cases" / "auto_plant"


@pytest.fixture(scope="module")
def shifts():
    return yaml.safe_load((CASE / "shifts.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def case():
    return read(CASE)


def hourly(case, thing):
    """Power of an end use in the base year. [MW]"""
    shape = case.series[thing.parameters.profile]
    return thing.parameters.annual.at(case.horizon.base_year) * shape / shape.sum()


def test_series_are_regenerated_byte_for_byte(shifts, tmp_path):
    write(build(shifts), shifts["calendar"]["year"], tmp_path / "series.csv")
    assert (tmp_path / "series.csv").read_bytes() == (CASE / "series.csv").read_bytes()


def test_calendar_of_2025(shifts):
    types = day_types(shifts["calendar"])
    assert Counter(types) == {"working": 238, "saturday": 44, "rest": 71, "shutdown": 12}

    def on(month, day):
        return types[(dt.date(2025, month, day) - dt.date(2025, 1, 1)).days]

    assert on(1, 1) == "rest"  # New Year, a Wednesday
    assert on(1, 2) == "working"
    assert on(1, 4) == "saturday"
    assert on(1, 26) == "working"  # a Sunday worked in exchange
    assert on(2, 1) == "rest"  # a Saturday in the Spring Festival
    assert on(10, 9) == "working"
    assert on(7, 28) == "shutdown"
    assert on(8, 9) == "saturday"


def test_leap_year_has_365_days():
    types = day_types({"year": 2028, "rest": ["saturday", "sunday"]})
    assert len(types) == 365
    assert types[:2] == ["saturday", "rest"]  # 1 January 2028 is a Saturday


def test_loads_follow_hours_and_day_types():
    pattern = {"working": {"6-8": "50 %", "8-22": "100 %"}, "idle": "10 %", "shutdown": "2 %"}
    load = loads(pattern, ["working", "saturday", "rest", "shutdown"]).reshape(4, 24)
    np.testing.assert_allclose(load[0], [0.1] * 6 + [0.5] * 2 + [1.0] * 14 + [0.1] * 2)
    np.testing.assert_allclose(load[1:], np.repeat([[0.1], [0.1], [0.02]], 24, axis=1))


def test_weather_factor_heats_below_and_cools_above():
    outdoor = np.array([-3.0, 12.0, 22.0, 37.0])
    np.testing.assert_allclose(weather_factor({"heat_below": "22 degC"}, outdoor), [1, 0.4, 0, 0])
    np.testing.assert_allclose(
        weather_factor({"cool_above": "17 degC", "fixed": "50 %"}, outdoor), [0.5, 0.5, 0.625, 1]
    )
    np.testing.assert_allclose(weather_factor({}, outdoor), 1)


def test_scatter_leaves_idle_hours_alone(shifts):
    pattern = shifts["profiles"]["body_shop"]
    types = day_types(shifts["calendar"])
    values = profile("body_shop", pattern, types, np.zeros(8760))
    idle = loads(pattern, types) == share(pattern["idle"])
    assert np.ptp(values[idle]) == 0
    assert np.ptp(values[~idle]) > 0.3


@pytest.mark.parametrize("text", ["14", "abc", "-3 %"])
def test_share_needs_a_percent_sign(text):
    with pytest.raises(ValueError, match="expected a share"):
        share(text)


@pytest.mark.parametrize("scenario", [None, "high_carbon", "no_ppa", "low_budget", "near_zero"])
def test_case_reads_without_findings(scenario):
    assert lint(read(CASE, scenario=scenario)) == []


def test_asking_for_a_score_brings_out_that_the_benchmarks_are_illustrative():
    findings = lint(read(CASE, scenario="scored"))
    assert [finding.where.key for finding in findings] == ["targets.green_factory.benchmarks"]
    assert "illustrative" in findings[0].message


def test_totals_are_those_of_the_notes(case):
    totals = Counter()
    for thing in case.of("demand"):
        totals[thing.parameters.carrier] += thing.parameters.annual.at(2025)
    assert totals == pytest.approx({"electricity": 140000, "heat_90": 25500, "heat_180": 38250, "heat_800": 21250})
    assert sum(thing.parameters.co2.at(2025) for thing in case.of("process")) == pytest.approx(3000)


def test_gas_of_the_base_year_is_that_of_the_notes(case):
    output = {"heat_90": "gas_boiler", "heat_180": "gas_oven", "heat_800": "gas_oxidiser"}
    ratio = {thing.name: thing.parameters.outputs for thing in case.of("converter")}
    gas = sum(
        thing.parameters.annual.at(2025) / ratio[output[thing.parameters.carrier]][thing.parameters.carrier]
        for thing in case.of("demand")
        if thing.parameters.carrier in output
    )
    (fuel,) = (thing for thing in case.of("fuel") if thing.name == "gas")
    assert gas / fuel.parameters.lhv == pytest.approx(9.4e6, rel=0.005)


def test_load_factor_is_that_of_a_two_shift_plant(case):
    load = sum(hourly(case, thing) for thing in case.of("demand") if thing.parameters.carrier == "electricity")
    assert load.max() == pytest.approx(29.1, abs=0.1)
    assert 0.54 < load.mean() / load.max() < 0.65
    (grid,) = case.of("grid")
    assert load.max() < grid.parameters.limit


@pytest.mark.parametrize(
    ("carrier", "technology"), [("heat_90", "gas_boiler"), ("heat_180", "gas_oven"), ("heat_800", "gas_oxidiser")]
)
def test_existing_equipment_covers_the_highest_hour(case, carrier, technology):
    load = sum(hourly(case, thing) for thing in case.of("demand") if thing.parameters.carrier == carrier)
    stands = sum(t.parameters.capacity for t in case.of("existing") if t.parameters.technology == technology)
    assert load.max() * 1.1 < stands  # and still when output has grown by a tenth


def test_case_is_large_enough_to_be_interesting(case):
    years, first = case.horizon.years, case.horizon.first_decision

    def choices(parameters):
        allowed = [year for year in years if not parameters.only_at or year in parameters.only_at]
        return sum(year - round(parameters.lead_time) >= first for year in allowed)

    measures = case.of("measure")
    sized = [*case.of("converter"), *case.of("renewable"), *case.of("storage")]
    assert len(measures) == 26
    assert len(sized) == 16
    assert sum(choices(thing.parameters) for thing in measures) == 129
    assert sum(choices(thing.parameters) for thing in sized if thing.parameters.min_build > 0) == 19
