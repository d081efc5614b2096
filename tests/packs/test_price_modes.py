"""Every grid prices energy in four modes that agree with one another, and the hourly courses are courses."""

import csv
from statistics import mean

import pytest

from planner.case.series import over_year
from planner.packs.reader import open_pack

from .shipped import FOLDER, grids, plain
from .test_jiangsu_price import band

MODES = {
    "agency_tou": "energy",
    "retail_fixed": "retail_fixed",
    "retail_tou": "retail_tou",
    "spot_linked": "spot_linked",
}
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def first_price(line):
    stated = line["price"]
    return float(
        (stated if isinstance(stated, str) else stated[max(key for key in stated if key != "hold")]).split()[0]
    )


def hourly_mean(grid, line):
    """Mean of a component over all hours of a year with five workdays in seven."""
    factors, total = line.get("factors", {}), 0.0
    for day_type, weight in (("workday", 5 / 7), ("weekend", 2 / 7)):
        fitting = [period for period in grid["periods"] if period.get("days", "all") in ("all", day_type)]
        periods = [{"months": range(1, 13), **period} for period in fitting]
        for month, days in enumerate(DAYS, 1):
            total += weight * days * sum(factors.get(band(periods, month, hour), 1.0) for hour in range(24))
    return first_price(line) * total / 8760


@pytest.mark.parametrize("name", list(grids()))
def test_every_mode_has_one_component(name):
    grid = plain(grids()[name])
    assert grid["mode"] == "agency_tou"
    found = {line["mode"]: key for key, line in grid["components"].items() if "mode" in line}
    assert found == MODES
    assert all(line["basis"] == "energy" for line in grid["components"].values() if "mode" in line)


@pytest.mark.parametrize("name", list(grids()))
def test_banded_retail_price_has_the_mean_of_the_fixed_one(name):
    grid = plain(grids()[name])
    lines = grid["components"]
    fixed = first_price(lines["retail_fixed"])
    assert hourly_mean(grid, lines["retail_tou"]) == pytest.approx(fixed, rel=2e-3)
    assert first_price(lines["spot_linked"]) == pytest.approx(0.95 * fixed, rel=2e-3)
    factors = lines["retail_tou"]["factors"]
    assert all(0.6 <= factor <= 1.4 for factor in factors.values())
    assert max(factors.values()) < max(lines["energy"]["factors"].values())


def test_agency_price_averaged_over_the_year_is_the_fixed_price_where_none_was_found():
    for name in ("hebei", "sichuan", "anhui", "xinjiang"):
        grid = plain(grids()[name])
        fixed = first_price(grid["components"]["retail_fixed"])
        assert hourly_mean(grid, grid["components"]["energy"]) == pytest.approx(fixed, rel=2e-3), name


def test_discount_for_steady_use_is_that_of_the_third_regulatory_period():
    for name, grid in grids().items():
        terms = plain(grid["demand_discount"])
        assert terms == {"use": "260 kWh/(kVA*month)", "pays": "90 %"}, name


def test_courses_have_a_mean_of_one_and_a_cheap_noon():
    courses = open_pack("china-2025").courses
    named = {plain(grid)["components"]["spot_linked"]["series"] for grid in grids().values()}
    assert set(courses) == named
    for name, days in courses.items():
        hourly = over_year(days)
        assert hourly.shape == (8760,)
        assert hourly.mean() == pytest.approx(1.0, abs=1e-3), name
        assert hourly.min() > 0.0, name
        day = [mean(month[hour] for month in days) for hour in range(24)]
        assert day.index(max(day)) == 19, name
        if name != "spot_hydro":
            assert day.index(min(day)) == 12, name


def test_courses_say_where_they_come_from():
    with (FOLDER / "courses" / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert {row["name"] for row in rows} == set(open_pack("china-2025").courses)
    assert {row["quality"] for row in rows} == {"estimate"}
