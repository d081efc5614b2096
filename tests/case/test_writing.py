"""A resolved case reads back to the same values, whatever it holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planner
from planner.case import Case, read, write_resolved
from planner.case.writing import yaml_text
from planner.errors import CaseError
from planner.text.node import plain
from planner.text.yaml_reader import read_yaml_text

from .workshop import WORKSHOP, Workshop, series_text

SHIPPED = Path(planner.__file__).parent.parent / "cases"


def assert_same(first: Case, second: Case) -> None:
    for field in (
        "name",
        "title",
        "sector",
        "currency",
        "price_year",
        "scenario",
        "province",
        "areas",
        "horizon",
        "production",
    ):
        assert getattr(first, field) == getattr(second, field), field
    assert first.resolved == second.resolved
    assert [(a.name, a.kind, a.section) for a in first.things] == [(b.name, b.kind, b.section) for b in second.things]
    for a, b in zip(first.things, second.things, strict=True):
        assert a.parameters == b.parameters, a.name
    assert list(first.series) == list(second.series)
    assert first.series_units == second.series_units
    assert all(np.array_equal(values, second.series[name]) for name, values in first.series.items())


def again(case: Case, folder: Path) -> Case:
    folder.mkdir()
    write_resolved(case, folder)
    return read(folder)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in SHIPPED.glob("*/case.yaml")))
def test_shipped_cases(tmp_path: Path, name: str) -> None:
    case = read(SHIPPED / name)
    assert_same(case, again(case, tmp_path / "again"))


def test_scenarios_and_changes_are_applied(workshop: Workshop, tmp_path: Path) -> None:
    case = workshop.read("high_carbon", ["measures.led.capex=x1.1", "technologies.battery=off"])
    resolved = again(case, tmp_path / "again")
    assert_same(case, resolved)
    assert resolved.resolved["measures"]["led"]["capex"] == "44 万元"
    assert resolved.scenario == "high_carbon"


def test_a_resolved_case_stands_alone(workshop: Workshop, tmp_path: Path) -> None:
    workshop.edit("price_year: 2025", "price_year: 2025\n  packs: [china-2025]")
    workshop.edit("site:\n", "site:\n  province: jiangsu\n").edit(
        "battery: {kind: storage, ", "battery: {use: battery_li, "
    )
    workshop.edit("  battery:", "  roof_pv: {use: pv_rooftop, max: 1 MW}\n  battery:")
    case = workshop.read()
    resolved = again(case, tmp_path / "again")
    assert_same(case, resolved)
    text = (tmp_path / "again" / "case.yaml").read_text(encoding="utf-8")
    assert "packs:" not in text
    assert "use:" not in text
    assert "scenarios" not in text
    assert resolved.packs == ()
    assert {path.name for path in (tmp_path / "again").iterdir()} == {"case.yaml", "series.csv"}


def test_writing_twice_gives_the_same_bytes(workshop: Workshop, tmp_path: Path) -> None:
    workshop.edit("carriers:", "series: series.csv\ncarriers:").edit("profile: flat", "profile: shift")
    workshop.write("series.csv", series_text(shift=[repr(number / 7) for number in range(8760)]))
    first, second = tmp_path / "first", tmp_path / "second"
    resolved = again(workshop.read(), first)
    again(resolved, second)
    for name in ("case.yaml", "series.csv"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_no_series_no_file(workshop: Workshop, tmp_path: Path) -> None:
    again(workshop.read(), tmp_path / "again")
    assert [path.name for path in (tmp_path / "again").iterdir()] == ["case.yaml"]


TEXTS = st.text(max_size=20) | st.sampled_from(
    [
        "no",
        "NO",
        "on",
        "null",
        "~",
        "",
        "0E0",
        "1e3",
        "017",
        "12:30:45",
        "- a",
        "a: b",
        "# c",
        "&a",
        "*a",
        "!t",
        "{",
        "'",
        '"',
        "\\",
    ]
)
KEYS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=10) | st.sampled_from(
    ["no", "2030", "y", "~"]
)
TREES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(KEYS, TREES, max_size=5))
def test_any_tree_survives_yaml(tree: dict) -> None:
    text = yaml_text(tree) if tree else "{}"
    assert plain(read_yaml_text(text, "case.yaml")) == tree


@settings(max_examples=60, deadline=None)
@given(
    title=st.text(max_size=30).filter(lambda text: text.strip()),
    numbers=st.lists(st.decimals(min_value="0.001", max_value=1_000_000, places=5), min_size=4, max_size=4),
    factor=st.decimals(min_value="0.01", max_value=100, places=3),
    unit=st.sampled_from(["CNY/kWh", "元/度", "万元/MWh", "CNY/MWh", "元/GJ"]),
)
def test_any_numbers_survive(tmp_path_factory: pytest.TempPathFactory, title, numbers, factor, unit) -> None:
    folder = tmp_path_factory.mktemp("case")
    text = WORKSHOP.replace("800 CNY/kWh", f"{numbers[0]} {unit}").replace("80 CNY/t", f"{numbers[1]} CNY/t")
    text = text.replace("capex: 40 万元", f"capex: {{2026: {numbers[2]} 万元, 2035: {numbers[3]} kCNY}}")
    text = text.replace("name: workshop", f"name: workshop\n  title: {yaml_text({'t': title}).strip()[3:]}")
    try:
        case = Workshop(folder, text).read(
            sets=[f"carbon.price=x{factor}", f"technologies.battery.capex_energy=x{factor}"]
        )
    except CaseError as error:
        raise AssertionError([str(finding) for finding in error.findings]) from error
    assert case.title == title
    assert_same(case, again(case, folder / "again"))
