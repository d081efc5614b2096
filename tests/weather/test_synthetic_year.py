"""The synthetic year: it is what is stored, it meets its monthly targets, and it behaves like a real year."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from planner.weather.climate import DAYS_IN_MONTH, FOLDER, MONTH_OF_DAY, MONTH_OF_HOUR, monthly_mean, read_climate

pytest.importorskip("pvlib")
pytest.importorskip("windpowerlib")

from planner.weather import synthesise
from planner.weather.irradiance import clear_sky, middle_of_hours
from planner.weather.synthetic import write


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PROVINCES = sorted({row["province"] for row in _rows(FOLDER / "climate.csv")})


@pytest.fixture(scope="module", params=PROVINCES)
def province(request):
    return request.param


@pytest.fixture(scope="module")
def year(province):
    return synthesise(province)


def test_regenerated_equals_stored_within_rounding(province, year, tmp_path):
    write(year, tmp_path / "again.csv")
    stored, again = _rows(FOLDER / f"{province}.csv"), _rows(tmp_path / "again.csv")
    assert list(stored[0]) == list(again[0]) == ["pv", "wind", "outdoor [degC]"]
    assert len(stored) == len(again) == 8760
    for column in stored[0]:
        difference = [abs(float(a[column]) - float(b[column])) for a, b in zip(stored, again, strict=True)]
        assert max(difference) < 1.5e-4, column


def test_months_meet_their_targets(province, year):
    climate = read_climate(province)
    sums = np.bincount(MONTH_OF_HOUR, weights=year.irradiance) / 1000.0
    np.testing.assert_allclose(sums, climate.ghi, rtol=1e-6)
    np.testing.assert_allclose(monthly_mean(year.outdoor), climate.temperature_mean, atol=1e-3)
    np.testing.assert_allclose(monthly_mean(year.speed), climate.wind_speed, rtol=1e-9)
    ranges = np.ptp(year.outdoor.reshape(365, 24), axis=1)
    monthly = np.bincount(MONTH_OF_DAY, weights=ranges) / np.array(DAYS_IN_MONTH)
    np.testing.assert_allclose(monthly, climate.temperature_range, atol=0.6)


def test_the_same_name_gives_the_same_year(province, year):
    again = synthesise(province)
    for name in ("irradiance", "outdoor", "speed", "pv", "wind"):
        np.testing.assert_array_equal(getattr(again, name), getattr(year, name))


def test_plants_yield_what_such_plants_yield(year):
    assert 0.10 < year.pv.mean() < 0.18
    assert 0.20 < year.wind.mean() < 0.35
    assert year.pv.min() == 0.0
    assert year.pv.max() <= 1.0
    assert year.wind.max() <= 1.0
    assert year.wind.min() == 0.0
    assert year.pv[(year.irradiance <= 0.0)].max() == 0.0


def test_noon_is_near_twelve_in_eastern_china(province, year):
    if read_climate(province).longitude < 112:
        pytest.skip("far from the meridian of Chinese standard time")
    mean_day = year.pv.reshape(365, 24).mean(axis=0)
    assert int(np.argmax(mean_day)) in (11, 12)


def test_it_scatters_like_the_statistics_it_was_given(province, year):
    climate = read_climate(province)
    clear = clear_sky(climate, middle_of_hours(2025))
    spread, lag = _clearness_statistics(year.irradiance, clear)
    assert abs(spread - 0.27) < 0.05
    assert abs(lag - 0.33) < 0.15
    assert abs(_lag(year.speed) - 0.88) < 0.05
    assert abs(_lag(year.speed.reshape(365, 24).mean(axis=1)) - 0.50) < 0.15


def test_unknown_province_is_named():
    with pytest.raises(ValueError, match=r"no province 'atlantis'; it has .*jiangsu"):
        synthesise("atlantis")


def test_missing_quantity_is_named(tmp_path):
    text = (FOLDER / "climate.csv").read_text(encoding="utf-8")
    table = tmp_path / "climate.csv"
    table.write_text("".join(line for line in text.splitlines(True) if ",wind_speed," not in line), encoding="utf-8")
    with pytest.raises(ValueError, match="jiangsu needs a row wind_speed in m/s"):
        read_climate("jiangsu", table)


@pytest.fixture(scope="module")
def real():
    path = os.environ.get("PLANNER_WEATHER_REFERENCE")
    if not path or not Path(path).is_file():
        pytest.skip("PLANNER_WEATHER_REFERENCE names no EPW file of a real year")
    from pvlib.iotools import read_epw

    return read_epw(path)


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_it_behaves_like_the_real_year_next_door(real):
    """The reference is a typical year of Shanghai, 250 km from Nanjing: alike in statistics, not in values."""
    table, place = real
    year = synthesise("jiangsu")
    climate = read_climate("jiangsu")
    times = middle_of_hours(2025)
    there = type(climate)(**{**vars(climate), "latitude": place["latitude"], "longitude": place["longitude"]})

    sums = [np.bincount(MONTH_OF_HOUR, weights=ghi) / 1000.0 for ghi in (year.irradiance, table["ghi"].to_numpy())]
    assert abs(sums[0].sum() / sums[1].sum() - 1) < 0.08
    assert np.corrcoef(sums[0], sums[1])[0, 1] > 0.98

    ours = _clearness_statistics(year.irradiance, clear_sky(climate, times))
    theirs = _clearness_statistics(table["ghi"].to_numpy(dtype=float), clear_sky(there, times))
    assert abs(ours[0] - theirs[0]) < 0.05
    assert abs(ours[1] - theirs[1]) < 0.10

    temperature = table["temp_air"].to_numpy(dtype=float)
    assert abs(year.outdoor.mean() - temperature.mean()) < 1.5
    assert np.corrcoef(monthly_mean(year.outdoor), monthly_mean(temperature))[0, 1] > 0.99
    assert abs(year.outdoor.min() - temperature.min()) < 5
    assert abs(year.outdoor.max() - temperature.max()) < 5

    wind = table["wind_speed"].to_numpy(dtype=float)
    assert abs(_lag(year.speed) - _lag(wind)) < 0.05
    assert abs(_lag(year.speed.reshape(365, 24).mean(axis=1)) - _lag(wind.reshape(365, 24).mean(axis=1))) < 0.15
    assert year.speed.std() / year.speed.mean() < wind.std() / wind.mean()  # steadier at 100 m than at 10 m


def _lag(series):
    return np.corrcoef(series[:-1], series[1:])[0, 1]


def _clearness_statistics(irradiance, clear):
    """Spread of the daily clearness, and correlation with the day before of its deviation from the month's mean."""
    daily = irradiance.reshape(365, 24).sum(axis=1) / clear.reshape(365, 24).sum(axis=1)
    means = np.bincount(MONTH_OF_DAY, weights=daily) / np.array(DAYS_IN_MONTH)
    return daily.std(), _lag(daily - means[MONTH_OF_DAY])
