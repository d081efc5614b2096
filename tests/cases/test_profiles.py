"""The hourly profiles of the shipped car plant: calendar, totals, and cover by what stands today."""

from collections import Counter
from pathlib import Path

import pytest

from planner.case import lint, read
from planner.shifts import Shifts
from planner.shifts.days import day_types
from planner.text.files import Folder
from planner.text.node import plain
from planner.text.yaml_reader import read_yaml

CASE = Path(__file__).parents[2] / "cases" / "auto_plant"


@pytest.fixture(scope="module")
def case():
    return read(CASE)


def hourly(case, thing):
    """Power of an end use in the base year. [MW]"""
    shape = case.series[thing.parameters.profile]
    return thing.parameters.annual.at(case.horizon.base_year) * shape / shape.sum()


def test_working_days_are_those_of_the_notes():
    shifts = Shifts.model_validate(plain(read_yaml(Folder(CASE), "shifts.yaml")))
    assert Counter(day_types(shifts.calendar, 2025)) == {"working": 238, "saturday": 44, "rest": 71, "shutdown": 12}


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
