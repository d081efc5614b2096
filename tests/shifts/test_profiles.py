"""Shifts: days, hours, weather and chance become 8,760 hours."""

import datetime as dt

import numpy as np
import pytest
from pydantic import ValidationError

from planner.shifts import Calendar, Pattern, Shifts, profiles
from planner.shifts.days import day_types
from planner.shifts.profiles import loads, profile, weather_factor

CALENDAR = Calendar(
    rest=["saturday", "sunday"],
    holidays=["2025-01-01", "2025-01-28..2025-02-04"],
    worked=["2025-01-26"],
    shutdown=["2025-07-28..2025-08-08"],
)


def pattern(**given):
    return Pattern.model_validate({"working": {"0-24": "100 %"}, **given})


def test_days_are_worked_rested_or_shut():
    types = day_types(CALENDAR, 2025)

    def on(month, day):
        return types[(dt.date(2025, month, day) - dt.date(2025, 1, 1)).days]

    assert on(1, 1) == "rest"  # New Year, a Wednesday
    assert on(1, 2) == "working"
    assert on(1, 4) == "saturday"
    assert on(1, 5) == "rest"
    assert on(1, 26) == "working"  # a Sunday worked in exchange
    assert on(2, 1) == "rest"  # a Saturday in the Spring Festival
    assert on(7, 28) == "shutdown"
    assert on(8, 9) == "saturday"


def test_leap_year_has_365_days():
    types = day_types(Calendar(rest=["saturday", "sunday"]), 2028)
    assert len(types) == 365
    assert types[:2] == ["saturday", "rest"]  # 1 January 2028 is a Saturday


def test_dates_of_another_year_count_by_month_and_day():
    assert day_types(CALENDAR, 2026)[0] == "rest"  # 1 January 2026, a Thursday


def test_loads_follow_hours_and_day_types():
    given = Pattern.model_validate({"working": {"6-8": "50 %", "8-22": "100 %"}, "idle": "10 %", "shutdown": "2 %"})
    load = loads(given, ["working", "saturday", "rest", "shutdown"]).reshape(4, 24)
    np.testing.assert_allclose(load[0], [0.1] * 6 + [0.5] * 2 + [1.0] * 14 + [0.1] * 2)
    np.testing.assert_allclose(load[1:], np.repeat([[0.1], [0.1], [0.02]], 24, axis=1))


def test_weather_factor_heats_below_and_cools_above():
    outdoor = np.array([-3.0, 12.0, 22.0, 37.0])
    np.testing.assert_allclose(weather_factor(pattern(heat_below="22 degC"), outdoor), [1, 0.4, 0, 0])
    cooled = pattern(cool_above="17 degC", fixed="50 %")
    np.testing.assert_allclose(weather_factor(cooled, outdoor), [0.5, 0.5, 0.625, 1])
    np.testing.assert_allclose(weather_factor(pattern(), outdoor), 1)


def test_where_the_weather_never_passes_the_temperature_the_load_is_even():
    np.testing.assert_allclose(weather_factor(pattern(cool_above="40 degC"), np.array([10.0, 20.0])), 1)


def test_scatter_leaves_idle_hours_alone():
    given = pattern(working={"6-22": "100 %"}, idle="10 %", scatter="8 %")
    types = day_types(CALENDAR, 2025)
    values = profile("line", given, types, None)
    idle = loads(given, types) == given.idle
    assert np.ptp(values[idle]) == 0
    assert np.ptp(values[~idle]) > 0.3
    assert values.max() == 1.0


def test_every_profile_has_a_year():
    shifts = Shifts(profiles={"line": pattern(), "cooling": pattern(cool_above="10 degC")})
    found = profiles(shifts, 2025, np.linspace(-5.0, 35.0, 8760))
    assert {name: values.shape for name, values in found.items()} == {"line": (8760,), "cooling": (8760,)}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"working": {"22-6": "100 %"}}, "no hours of a day"),
        ({"working": {"6-25": "100 %"}}, "no hours of a day"),
        ({"working": {"6-22": "100"}}, "no unit"),
        ({"working": {"6-22": "120 %"}}, "at most"),
        ({"working": {"6-22": "0 %"}}, "zero in every hour"),
        ({"working": {"6-22": "50 %"}, "heat_below": "20 degC", "cool_above": "25 degC"}, "not both"),
    ],
)
def test_patterns_that_make_no_sense_are_refused(given, message):
    with pytest.raises(ValidationError, match=message):
        Pattern.model_validate(given)


@pytest.mark.parametrize("span", ["2025-02-30", "soon", "2025-05-05..2025-05-01", "2025-01-01..2035-01-01"])
def test_spans_that_make_no_sense_are_refused(span):
    with pytest.raises(ValidationError, match=r"no date or span|ends before"):
        Calendar(holidays=[span])
