"""The stored years of all provinces: what they hold, what they are compared with, and that every tariff has one."""

import csv

import numpy as np
import pytest

from planner.case.series import read_series
from planner.packs import open_pack
from planner.text.node import Origin
from planner.weather.climate import FOLDER, monthly_mean, provinces, read_climate

PACK = open_pack("china-2025")


def _rows(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HOURS = {(row["province"], row["plant"]): row for row in _rows("full_load_hours.csv")}


@pytest.fixture(scope="module", params=provinces())
def province(request):
    return request.param


@pytest.fixture(scope="module")
def year(province):
    columns = read_series(PACK.folder, PACK.weather(province), Origin("test")).columns
    return {name: series.values for name, series in columns.items()}


def test_a_year_has_its_three_series(year):
    assert list(year) == ["pv", "wind", "outdoor"]
    assert all(values.shape == (8760,) for values in year.values())


def test_temperatures_are_those_of_the_climate(province, year):
    np.testing.assert_allclose(monthly_mean(year["outdoor"]), read_climate(province).temperature_mean, atol=1e-3)


@pytest.mark.parametrize("plant", ["pv", "wind"])
def test_full_load_hours_lie_where_published_ones_do(province, year, plant):
    row = HOURS[province, plant]
    low, high = float(row["low"]), float(row["high"])
    assert row["unit"] == "h/a"
    assert low < float(row["value"]) < high
    assert low <= year[plant].sum() <= high
    tolerance = {"pv": 0.16, "wind": 0.06}[plant]  # flat rows yield less than the tilted ones of most solar parks
    assert year[plant].sum() == pytest.approx(float(row["value"]), rel=tolerance)


def test_photovoltaics_turn_a_usual_share_of_the_sun_into_power(province, year):
    assert 0.74 < year["pv"].sum() / read_climate(province).ghi.sum() < 0.88


def test_temperatures_fit_the_place(province, year):
    climate = read_climate(province)
    assert climate.temperature_mean.min() - 16 < year["outdoor"].min() < climate.temperature_mean.min() - 5
    assert climate.temperature_mean.max() + 5 < year["outdoor"].max() < climate.temperature_mean.max() + 13


def test_each_file_is_packed_without_name_and_time(province):
    head = (FOLDER / f"{province}.csv.gz").read_bytes()[:10]
    assert head == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def test_every_province_with_a_tariff_has_weather():
    assert set(PACK.ids("supply", "grid")) <= set(provinces())


def test_there_is_nothing_without_a_climate_and_the_whole_is_small():
    files = sorted(FOLDER.glob("*.gz"))
    assert [path.name for path in files] == sorted(f"{province}.csv.gz" for province in provinces())
    assert sum(path.stat().st_size for path in files) < 4_000_000
    assert set(HOURS) == {(province, plant) for province in provinces() for plant in ("pv", "wind")}


def test_every_row_has_a_source_and_a_quality():
    for row in [*_rows("climate.csv"), *_rows("full_load_hours.csv"), *_rows("sources.csv")]:
        assert row["source"]
        assert row["quality"] in ("official", "published", "estimate")


def test_rows_of_a_province_name_one_place():
    places = {
        (row["province"], row["place"], row["latitude"], row["longitude"], row["altitude"])
        for row in _rows("climate.csv")
    }
    assert len(places) == len(provinces())
