"""The car plant's score of today, worked out row by row from the numbers of the case and of the standard."""

from pathlib import Path

import pytest

from planner.case import read
from planner.run.today import todays_operation
from planner.score import score

CASE = Path(__file__).parents[2] / "cases" / "auto_plant"
TODAY = 2025
CARS = 200_000  # a year

# Electricity, MWh: press shop, welding, booth fans, paint process, assembly, compressed air, cooling, ventilation,
# lighting, standby. 140 GWh, all bought.
ELECTRICITY = 1000.0 * (8 + 18 + 30 + 12 + 12 + 14 + 17 + 10 + 9 + 10)

# Gas, MWh: hot water for booths and pretreatment, ovens, oxidisers; useful heat over the efficiency of what stands.
# At 10.814 kWh a cubic metre 9.39 million m3.
GAS = (17_500 + 8_000) / 0.94 + 38_250 / 0.72 + 21_250 / 1.00
CUBIC_METRES = GAS * 1000.0 / 10.814

# 0.1229 kgce a kWh and 1.33 kgce a m3: 17,206 + 12,484 = 29,690 tce.
ENERGY = ELECTRICITY * 0.1229 + CUBIC_METRES * 1.33e-3

# Jiangsu 0.5827 kg a kWh in 2023, less 2 % a year, rounded as the pack has it; gas 2.162 kg a m3; solvents, welding gas
# and refrigerants: 78,344 + 20,293 + 3,000 = 101,637 t.
CO2 = ELECTRICITY * 0.5596 + CUBIC_METRES * 2.162e-3 + (1500 + 900 + 600)

# Indicator: most points, value of today, baseline, leading value.
ROWS = {
    "energy_intensity": (8, ENERGY / CARS, 0.22, 0.10),  # tce a car
    "carbon_intensity": (8, CO2 / CARS, 0.75, 0.25),  # t a car, location-based
    "renewable_utilisation": (8, 0.0 / ENERGY, 0.05, 0.30),  # nothing is generated, traded or certified
    "platform_functions": (6, 3, 0, 8),
    "material_intensity": (8, 132_000 / CARS, 0.74, 0.60),  # t of sheet a car
    "water_intensity": (8, 700_000 / CARS, 5.0, 2.5),  # m3 a car
    "water_reuse": (8, 4_200_000 / (700_000 + 4_200_000), 0.80, 0.92),
    "solid_waste_utilisation": (6, 55_500 / (60_000 + 0), 0.85, 0.98),  # nothing out of earlier years
    "process_equipment": (6, 0, 0, 1),
    "investment_share": (4, (20 + 25 + 35) / (24_500 + 25_200 + 26_000), 0.0005, 0.004),  # million, 2023 to 2025
    "pollutant_intensity": (6, 300 / CARS, 2.5e-3, 1.0e-3),  # t of solvents a car
    "green_design": (8, 1, 0, 1),
    "product_footprint": (8, 2 / 5, 0, 1),
    "land_output": (8, CARS / 900_000, 0.15, 0.25),  # cars a m2, on 90 ha
}

# Evidence is there or not: what is half done earns nothing.
EVIDENCE = {"process_equipment", "green_design", "product_footprint"}

# Rows whose benchmarks the standard itself gives.
OF_THE_STANDARD = {"platform_functions", *EVIDENCE}


def points(indicator):
    """Points of today: on a straight line from the baseline to the leading value, or all or nothing."""
    weight, value, baseline, leading = ROWS[indicator]
    share = min(max((value - baseline) / (leading - baseline), 0.0), 1.0)
    return weight * (float(share == 1.0) if indicator in EVIDENCE else share)


@pytest.fixture(scope="module")
def today():
    case = read(CASE)
    (target,) = case.of("green_factory")
    return score(case, todays_operation(case), target, case.schemes[target.parameters.scheme], TODAY)


def test_the_arithmetic_is_that_of_the_notes():
    assert round(ENERGY) == 29_690
    assert round(CO2) == 101_637
    assert sum(weight for weight, *_ in ROWS.values()) == 100
    assert sum(map(points, ROWS)) == pytest.approx(45.95, abs=0.005)


def test_the_standard_has_fourteen_rows_and_all_are_scored(today):
    assert [reading.indicator for reading in today.readings] == list(ROWS)
    assert {reading.status for reading in today.readings} == {"scored"}
    assert today.missing_weight == 0


@pytest.mark.parametrize("indicator", ROWS)
def test_row(today, indicator):
    (reading,) = (reading for reading in today.readings if reading.indicator == indicator)
    weight, value, baseline, leading = ROWS[indicator]
    assert float(reading.weight) == pytest.approx(weight)
    assert float(reading.baseline) == pytest.approx(baseline)
    assert float(reading.leading) == pytest.approx(leading)
    assert float(reading.value) == pytest.approx(value, rel=1e-9)
    assert float(reading.points) == pytest.approx(points(indicator), abs=1e-7)


def test_total_and_dimensions(today):
    dimensions = {
        "energy": ["energy_intensity", "carbon_intensity", "renewable_utilisation", "platform_functions"],
        "resources": ["material_intensity", "water_intensity", "water_reuse", "solid_waste_utilisation"],
        "production": ["process_equipment", "investment_share", "pollutant_intensity"],
        "products": ["green_design", "product_footprint"],
        "land": ["land_output"],
    }
    assert float(today.total) == pytest.approx(sum(map(points, ROWS)), abs=1e-6)
    for name, indicators in dimensions.items():
        assert float(today.dimensions[name]) == pytest.approx(sum(map(points, indicators)), abs=1e-6)


def test_most_points_rest_on_benchmarks_that_are_illustrative(today):
    for reading in today.readings:
        assert reading.quality == ("published" if reading.indicator in OF_THE_STANDARD else "illustrative")
    illustrative = sum(points(name) for name in ROWS if name not in OF_THE_STANDARD)
    assert float(today.by_quality["illustrative"]) == pytest.approx(illustrative, abs=1e-6)


def test_gates_are_answered_by_the_case(today):
    assert set(today.gates.values()) == {"pass"}
