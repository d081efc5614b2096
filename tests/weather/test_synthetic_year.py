"""The synthetic year: it is what is stored, it meets its monthly targets, and it behaves like a real year."""

import csv
import gzip
import io
import os
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest

from planner.weather.climate import (
    DAYS_IN_MONTH,
    FOLDER,
    MONTH_OF_DAY,
    MONTH_OF_HOUR,
    monthly_mean,
    provinces,
    read_climate,
)

pytest.importorskip("pvlib")
pytest.importorskip("windpowerlib")

from planner.weather import __main__ as program
from planner.weather import synthesise
from planner.weather.irradiance import SPREAD, clear_sky, middle_of_hours, spread
from planner.weather.synthetic import text, write


def _rows(table):
    return list(csv.DictReader(io.StringIO(table)))


def _stored(province):
    return gzip.decompress((FOLDER / f"{province}.csv.gz").read_bytes()).decode()


@pytest.fixture(scope="module", params=provinces())
def province(request):
    return request.param


@pytest.fixture(scope="module")
def year(province):
    return synthesise(province)


@pytest.mark.parametrize("name", ["jiangsu", "qinghai"])
def test_two_provinces_are_what_is_stored_byte_for_byte(name, tmp_path, monkeypatch, capsys):
    target = tmp_path / f"{name}.csv.gz"
    monkeypatch.setattr(sys, "argv", ["python -m planner.weather", name, "-o", str(target)])
    program.main()
    assert gzip.decompress(target.read_bytes()).decode() == _stored(name)
    if "ng" not in zlib.ZLIB_RUNTIME_VERSION:  # another library packs the same text into other bytes
        assert target.read_bytes() == (FOLDER / target.name).read_bytes()
    assert "full-load hours" in capsys.readouterr().out


def test_all_provinces_are_written_in_one_go(tmp_path, monkeypatch):
    year, written = synthesise("jiangsu"), []
    monkeypatch.setattr(program, "synthesise", lambda province: year)
    monkeypatch.setattr(program, "write", lambda year, path: written.append(path))
    monkeypatch.setattr(sys, "argv", ["python -m planner.weather", "--all"])
    program.main()
    assert written == [FOLDER / f"{province}.csv.gz" for province in provinces()]


@pytest.mark.parametrize("arguments", [[], ["atlantis"], ["--all", "-o", "x.csv"]], ids=["none", "unknown", "both"])
def test_a_wrong_command_is_refused(arguments, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["python -m planner.weather", *arguments])
    with pytest.raises(SystemExit):
        program.main()
    assert "usage: python -m planner.weather" in capsys.readouterr().err


def test_a_plain_file_is_not_packed(year, tmp_path):
    write(year, tmp_path / "year.csv")
    assert (tmp_path / "year.csv").read_bytes() == text(year).encode()


def test_regenerated_equals_stored_within_rounding(province, year):
    stored, again = _rows(_stored(province)), _rows(text(year))
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
    np.testing.assert_allclose(monthly, climate.temperature_range, atol=0.8)


def test_the_same_name_gives_the_same_year():
    year, again = synthesise("jiangsu"), synthesise("jiangsu")
    for name in ("irradiance", "outdoor", "speed", "pv", "wind"):
        np.testing.assert_array_equal(getattr(again, name), getattr(year, name))


def test_plants_stay_within_their_capacity(year):
    assert year.pv.min() == 0.0
    assert year.pv.max() <= 1.0
    assert year.wind.max() <= 1.0
    assert year.wind.min() == 0.0
    assert year.pv[(year.irradiance <= 0.0)].max() == 0.0


def test_the_day_follows_the_sun(province, year):
    delay = read_climate(province).delay
    assert int(np.argmax(year.pv.reshape(365, 24).mean(axis=0))) - delay in (11, 12)
    assert int(np.argmin(year.outdoor.reshape(365, 24).mean(axis=0))) - delay in (4, 5)


def test_it_scatters_like_the_statistics_it_was_given(province, year):
    climate = read_climate(province)
    clear = clear_sky(climate, middle_of_hours(2025))
    sums = [np.bincount(MONTH_OF_HOUR, weights=hourly) for hourly in (year.irradiance, clear)]
    wanted = spread(sums[0] / sums[1])
    deviation, lag = _clearness_deviations(year.irradiance, clear)
    found = np.sqrt(np.bincount(MONTH_OF_DAY, weights=deviation**2) / np.array(DAYS_IN_MONTH))
    assert abs(found.mean() - wanted.mean()) < 0.05
    assert np.all(found < SPREAD + 0.08)
    assert abs(lag - 0.33) < 0.20
    assert abs(_lag(year.speed) - 0.88) < 0.07  # a strong season adds to the persistence
    assert abs(_lag(year.speed.reshape(365, 24).mean(axis=1)) - 0.50) < 0.20


def test_under_a_dry_or_a_dull_sky_the_days_are_more_alike():
    months = spread(np.array([0.10, 0.26, 0.46, 0.60, 0.73, 0.88, 0.97]))
    np.testing.assert_allclose(months, [0.027, 0.135, 0.27, 0.27, 0.27, 0.135, 0.054])


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


def _clearness_deviations(irradiance, clear):
    """Deviation of each day's clearness from its month's mean, and its correlation with the day before."""
    daily = irradiance.reshape(365, 24).sum(axis=1) / clear.reshape(365, 24).sum(axis=1)
    means = np.bincount(MONTH_OF_DAY, weights=daily) / np.array(DAYS_IN_MONTH)
    deviation = daily - means[MONTH_OF_DAY]
    return deviation, _lag(deviation)


def _clearness_statistics(irradiance, clear):
    """Spread of the daily clearness over the year, and persistence of its deviation from the month's mean."""
    daily = irradiance.reshape(365, 24).sum(axis=1) / clear.reshape(365, 24).sum(axis=1)
    return daily.std(), _clearness_deviations(irradiance, clear)[1]
