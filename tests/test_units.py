"""The unit table against pint as oracle, and against hostile text."""

from __future__ import annotations

import cProfile
from fractions import Fraction

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import units

# Ours, then the same in pint's words. A plan year and an hour are different dimensions in our table, so in pint too.
SAME = {
    "W": "watt",
    "kW": "kilowatt",
    "MW": "megawatt",
    "GW": "gigawatt",
    "kWp": "kilowatt",
    "兆瓦": "megawatt",
    "kWh": "kilowatt_hour",
    "MWh": "megawatt_hour",
    "GWh": "gigawatt_hour",
    "TWh": "terawatt_hour",
    "万kWh": "1e4 * kilowatt_hour",
    "亿kWh": "1e8 * kilowatt_hour",
    "度": "kilowatt_hour",
    "千瓦时": "kilowatt_hour",
    "kJ": "kilojoule",
    "MJ": "megajoule",
    "GJ": "gigajoule",
    "TJ": "terajoule",
    "kcal": "4186.8 * joule",
    "MMBtu": "1055055852.62 * joule",
    "g": "gram",
    "kg": "kilogram",
    "t": "metric_ton",
    "kt": "1000 * metric_ton",
    "Mt": "1e6 * metric_ton",
    "万t": "1e4 * metric_ton",
    "万吨": "1e4 * metric_ton",
    "tCO2": "metric_ton",
    "kg CO2": "kilogram",
    "m2": "meter ** 2",
    "m²": "meter ** 2",
    "㎡": "meter ** 2",
    "ha": "hectare",
    "km2": "kilometer ** 2",
    "亩": "hectare / 15",
    "m3": "meter ** 3",
    "Nm3": "meter ** 3",
    "Nm³": "meter ** 3",
    "万m3": "1e4 * meter ** 3",
    "L": "liter",
    "h": "hour",
    "min": "minute",
    "d": "day",
    "%": "percent",
    "‰": "permille",
    "kVA": "kilovolt_ampere_plan",
    "MVA": "1000 * kilovolt_ampere_plan",
    "kgce": "kilogram_coal",
    "tce": "1000 * kilogram_coal",
    "万tce": "1e7 * kilogram_coal",
    "gce": "kilogram_coal / 1000",
    "CNY": "yuan",
    "元": "yuan",
    "RMB": "yuan",
    "kCNY": "1000 * yuan",
    "万元": "1e4 * yuan",
    "百万元": "1e6 * yuan",
    "亿元": "1e8 * yuan",
    "Mio CNY": "1e6 * yuan",
    "M CNY": "1e6 * yuan",
    "bn CNY": "1e9 * yuan",
    "million CNY": "1e6 * yuan",
    "CNY/kW": "yuan / kilowatt",
    "元/W": "yuan / watt",
    "万元/MW": "1e4 * yuan / megawatt",
    "CNY/kWh": "yuan / kilowatt_hour",
    "元/度": "yuan / kilowatt_hour",
    "元/kVA·月": "yuan / kilovolt_ampere_plan / plan_month",
    "CNY/(kVA*month)": "yuan / kilovolt_ampere_plan / plan_month",
    "元/（kVA·月）": "yuan / kilovolt_ampere_plan / plan_month",
    "CNY/kW/month": "yuan / kilowatt / plan_month",
    "CNY/(kW*a)": "yuan / kilowatt / plan_year",
    "CNY/a": "yuan / plan_year",
    "/a": "1 / plan_year",
    "1/a": "1 / plan_year",
    "万辆/a": "1e4 / plan_year",
    "%/a": "percent / plan_year",
    "1/h": "1 / hour",
    "%/h": "percent / hour",
    "GWh/a": "gigawatt_hour / plan_year",
    "亿元/a": "1e8 * yuan / plan_year",
    "GJ/t": "gigajoule / metric_ton",
    "MJ/m3": "megajoule / meter ** 3",
    "kJ/kg": "kilojoule / kilogram",
    "kgCO2/kWh": "kilogram / kilowatt_hour",
    "g/kWh": "gram / kilowatt_hour",
    "tCO2/t": "metric_ton / metric_ton",
    "kgCO2/GJ": "kilogram / gigajoule",
    "kgce/kWh": "kilogram_coal / kilowatt_hour",
    "kgce/m3": "kilogram_coal / meter ** 3",
    "m2/kW": "meter ** 2 / kilowatt",
    "CNY/t": "yuan / metric_ton",
    "CNY/(t/a)": "yuan * plan_year / metric_ton",
    "元/（t/h）": "yuan * hour / metric_ton",
    "元/立方米": "yuan / meter ** 3",
}

CANONICAL = {
    "money": "1e6 * yuan",
    "power": "megawatt",
    "hour": "hour",
    "apparent": "1000 * kilovolt_ampere_plan",
    "mass": "metric_ton",
    "coal": "1000 * kilogram_coal",
    "length": "meter",
    "temperature": "kelvin",
    "difference": "kelvin",
    "year": "plan_year",
}


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    registry = pint.UnitRegistry()
    for definition in (
        "yuan = [money]",
        "kilovolt_ampere_plan = [apparent]",
        "kilogram_coal = [coal]",
        "plan_year = [plan_time]",
        "plan_month = plan_year / 12",
    ):
        registry.define(definition)
    return registry


@pytest.mark.parametrize(("ours", "theirs"), SAME.items())
def test_table_agrees_with_pint(registry: pint.UnitRegistry, ours: str, theirs: str) -> None:
    scale = units.scale(ours)
    canonical = registry.parse_expression("1")
    for base, exponent in zip(units.DIMENSIONS, scale.dimension, strict=True):
        canonical = canonical * registry.parse_expression(CANONICAL[base]) ** exponent
    ratio = (registry.parse_expression(theirs) / canonical).to("dimensionless").magnitude
    assert float(scale.factor) == pytest.approx(ratio, rel=1e-12)


def test_canonical_values_are_rounded_once() -> None:
    assert units.canonical(Fraction(2800), "CNY/kW") == 2.8
    assert units.canonical(Fraction("0.3"), "元/kWh") == 0.0003
    assert units.canonical(Fraction(60), "%") == 0.6


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("2800 CNY/kW", 2800, "CNY/kW"),
        ("2800CNY/kW", 2800, "CNY/kW"),
        ("3EUR", 3, "EUR"),
        ("-35 %", -35, "%"),
        ("1e3 m2", 1000, "m2"),
        (".5 1/h", Fraction(1, 2), "1/h"),
        ("5.", 5, ""),
        ("200000 /a", 200000, "/a"),
        ("+38 万m3/a", 38, "万m3/a"),
    ],
)
def test_number_and_unit_are_told_apart(text: str, number: Fraction, unit: str) -> None:
    assert units.split(text) == (number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CNY",
        "nan",
        "inf",
        ".inf",
        "1,234 CNY",
        "1.2.3 CNY",
        "1e400",
        "1e999999999 CNY",
        "0x10",
        "--5",
        "１２ CNY",
        "1_000",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(units.UnitError):
        number, unit = units.split(text)
        units.scale(unit or "1")
        assert str(number) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kw",
        "KWH",
        "CNY/",
        "CNY//",
        "(((kW",
        "kW)",
        "CNY/(kW",
        "CNY/(kW/",
        "CNY/(kW/)",
        "CNY)/kW(",
        "EUR/CNY",
        "9**9**9",
        "MW" * 100,
        "XYZ/kW",
        "m4",
        "万",
        "foo bar",
    ],
)
def test_what_is_no_unit_is_refused(text: str) -> None:
    if text == "万":
        assert units.scale(text).factor == 10_000
        return
    with pytest.raises(units.UnitError):
        units.scale(text)


def test_year_and_hour_never_meet() -> None:
    assert units.scale("CNY/a").dimension != units.scale("CNY/h").dimension
    assert units.scale("MW*h").dimension == units.scale("MWh").dimension != units.scale("MW*a").dimension


@pytest.mark.parametrize(
    ("found", "wanted", "meant"),
    [
        ("CNY/MW", ["CNY/MWh"], ["CNY/MWh"]),
        ("kw", ["MW"], ["kW"]),
        ("GW", ["MWh/a", "MWh"], ["GWh"]),
        ("CNY/kW", ["CNY/(kW*month)"], ["CNY/kW/month"]),
        ("CNY", ["CNY/a"], ["CNY/a"]),
        ("CNY/kW/a", ["CNY/kW"], ["CNY/kW"]),
        ("degC", ["CNY/kW"], []),
        ("CNY/kw)", ["CNY/kW"], []),
    ],
)
def test_what_was_probably_meant(found: str, wanted: list[str], meant: list[str]) -> None:
    assert units.nearest(found, wanted)[:1] == meant


@pytest.mark.parametrize("text", [*SAME, "1", "MW*a", "CNY*h/t", "degC", "K"])
def test_canonical_names_name_the_canonical_unit(text: str) -> None:
    dimension = units.scale(text).dimension
    again = units.scale(units.canonical_name(dimension))
    assert (again.dimension, again.factor) == (dimension, 1)


@given(st.text(max_size=80))
def test_no_text_brings_anything_but_a_unit_error(text: str) -> None:
    for read in (units.scale, units.split, lambda found: units.nearest(found, ["CNY/kW"])):
        try:
            read(text)
        except units.UnitError as problem:
            assert str(problem)


@given(st.lists(st.sampled_from([*SAME, "(", ")", "*", "/", " "]), max_size=40))
def test_no_pile_of_units_takes_many_steps(parts: list[str]) -> None:
    counted = cProfile.Profile()
    counted.enable()
    try:
        units.scale("".join(parts))
        units.nearest("".join(parts), ["CNY/kW"])
    except units.UnitError:
        pass
    counted.disable()
    assert sum(entry.callcount for entry in counted.getstats()) < 200_000  # three times what the worst of many took
