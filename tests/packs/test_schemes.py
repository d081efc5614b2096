"""The shipped schemes: whole, cited, adding up, and with the numbers of their sources."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from planner.case.schemes import known_schemes, read_scheme
from planner.quantities import BUILT_IN, COUNTED
from planner.schemes import table

from .shipped import FOLDER

NAMES = sorted(path.stem for path in (FOLDER / "schemes").glob("*.yaml"))
QUALITIES = {"official", "published", "estimate"}
FOREIGN = re.compile(r"/work|/tmp|/home|https?://|\bchat|\bAI\b|assistant", re.IGNORECASE)


def stated(name: str) -> Any:
    """A scheme as plain YAML, apart from the planner's own reader."""
    return yaml.safe_load((FOLDER / "schemes" / f"{name}.yaml").read_text(encoding="utf-8"))


def test_the_five_are_there() -> None:
    assert NAMES == ["gbt36132-2018", "gbt36132-2025", "provincial-2025", "zero-carbon-2026", "zero-carbon-park"]
    assert set(known_schemes()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_valid(name: str) -> None:
    assert read_scheme(name).scheme.indicators.keys() == stated(name)["indicators"].keys()


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_source_year_and_quality(name: str) -> None:
    for row in stated(name)["indicators"].values():
        assert row["source"] and row["clause"] and row["name_zh"] and 2018 <= row["year"] <= 2030
        assert row["quality"] in QUALITIES
    for gate in stated(name).get("gates", {}).values():
        assert gate["source"] and gate["quality"] in QUALITIES


@pytest.mark.parametrize("name", NAMES)
def test_weights_sum_to_their_dimension_and_to_the_total(name: str) -> None:
    scheme = stated(name)
    for dimension, given in scheme["dimensions"].items():
        of = [row["weight"] for row in scheme["indicators"].values() if row["dimension"] == dimension]
        assert sum(of) == given["weight"], dimension
    assert sum(given["weight"] for given in scheme["dimensions"].values()) == scheme["total"]


@pytest.mark.parametrize("name", NAMES)
def test_formulas_are_made_of_known_quantities(name: str) -> None:
    for row in stated(name)["indicators"].values():
        assert {*row["numerator"], *row.get("denominator", [])} <= {*BUILT_IN, *COUNTED, "per"}


@pytest.mark.parametrize("name", NAMES)
def test_texts_name_no_machine_and_no_page(name: str) -> None:
    assert not FOREIGN.search((FOLDER / "schemes" / f"{name}.yaml").read_text(encoding="utf-8"))


def test_every_known_quantity_is_used_by_a_scheme() -> None:
    used = {
        quantity
        for name in NAMES
        for row in stated(name)["indicators"].values()
        for quantity in (*row["numerator"], *row.get("denominator", []))
    }
    assert {*COUNTED, *BUILT_IN} - used == {"output"}  # the reader puts it in the place of `per`


def test_table_c1_has_fourteen_rows_and_no_invented_benchmarks() -> None:
    scheme = read_scheme("gbt36132-2025").scheme
    assert [float(row.weight) for row in scheme.indicators.values()] == [8, 8, 8, 6, 8, 8, 8, 6, 6, 4, 6, 8, 8, 8]
    assert [float(group.weight) for group in scheme.dimensions.values()] == [30, 30, 16, 16, 8]
    given = {name for name, row in scheme.indicators.items() if row.baseline is not None or row.leading is not None}
    assert given == {"platform_functions", "process_equipment", "green_design", "product_footprint"}
    assert scheme.indicators["platform_functions"].leading == 8.0
    assert "example weights" in scheme.label
    assert set(scheme.gates) == {"no_violation", "management", "four_systems", "limits"}


def test_the_provincial_form_goes_by_size_and_says_that_it_is_unofficial() -> None:
    scheme = read_scheme("provincial-2025").scheme
    sizes = [(size.energy, size.leading) for size in scheme.indicators["renewable_utilisation"].classes]
    assert sizes == [(0.0, 0.3303), (3000.0, 0.0793), (5000.0, 0.119), (10000.0, 0.0431)]
    assert scheme.indicators["land_output"].leading == pytest.approx(0.012)  # 1.2 万元/m2, in millions
    assert scheme.indicators["investment_share"].leading == 0.0057
    assert {row.quality for row in scheme.indicators.values()} == {"estimate"}
    assert scheme.label.startswith("UNOFFICIAL")


def test_what_circulates_for_zero_carbon_is_unverified_and_gives_no_points() -> None:
    scheme = read_scheme("zero-carbon-2026").scheme
    assert len(scheme.indicators) == 11 and scheme.total == 0.0
    assert scheme.label.startswith("UNVERIFIED")
    limits = {name: row.threshold for name, row in scheme.indicators.items() if row.threshold is not None}
    assert limits == {"co2_per_energy": 1.8, "non_fossil_share": 0.3, "physical_share": 0.1, "efficient_equipment": 0.9}
    assert not any(row.scorable for row in table(scheme))


def test_history_and_parks_say_what_they_are() -> None:
    assert read_scheme("gbt36132-2018").scheme.label.startswith("HISTORY")
    park = read_scheme("zero-carbon-park").scheme
    assert {name: row.threshold for name, row in park.indicators.items()} == {
        "co2_per_energy": 0.2,
        "clean_energy": 0.9,
        "solid_waste_utilisation": 0.8,
        "waste_heat_utilisation": 0.5,
        "water_reuse": 0.8,
    }
