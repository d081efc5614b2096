"""Files of shifts in a case: profiles made from them, and what is refused with line and key."""

from __future__ import annotations

import numpy as np
import pytest

from .workshop import Workshop, series_text

SHIFTS = """\
calendar:
  rest: [saturday, sunday]
profiles:
  shift:
    working: {6-22: 100 %}
    idle: 10 %
"""
COOLED = "    cool_above: 20 degC\n"


def with_shifts(workshop: Workshop, text: str, files: str = "shifts.yaml") -> Workshop:
    workshop.edit("carriers:", f"series: [{files}]\ncarriers:").edit("profile: flat", "profile: shift")
    return workshop.write("shifts.yaml", text)


def test_profiles_are_made_from_shifts(workshop: Workshop) -> None:
    course = with_shifts(workshop, SHIFTS).read().series["shift"].reshape(365, 24)
    np.testing.assert_allclose(course[1], [0.1] * 6 + [1.0] * 16 + [0.1] * 2)  # 2 January 2025, a Thursday
    np.testing.assert_allclose(course[3], 0.1)  # a Saturday


def test_the_weather_may_be_of_the_case(workshop: Workshop) -> None:
    outdoor = np.where(np.arange(8760) < 4380, 10.0, 30.0)
    workshop.write("weather.csv", series_text(**{"outdoor [degC]": outdoor.tolist()}))
    course = with_shifts(workshop, SHIFTS + COOLED, "weather.csv, shifts.yaml").read().series["shift"]
    assert course[24 + 12] == 0.0
    assert course[364 * 24 + 12] == 1.0  # 31 December, a Wednesday


def test_the_province_moves_profiles_that_follow_the_weather(workshop: Workshop) -> None:
    workshop.edit("  price_year: 2025", "  price_year: 2025\n  packs: [china-2025]")
    workshop.edit("site:", "site:\n  province: jiangsu")
    with_shifts(workshop, SHIFTS + COOLED)
    there = [workshop.read(sets=[f"site.province={name}"]).series["shift"] for name in ("jiangsu", "yunnan")]
    assert np.abs(there[0] - there[1]).max() > 0.1


def test_without_weather_it_is_said_which_profile_needs_it(workshop: Workshop) -> None:
    (found,) = with_shifts(workshop, SHIFTS + COOLED).errors()
    assert found.startswith("shifts.yaml:4: profiles.shift: follows the weather, but there is no series `outdoor`")


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("6-22", "22-6", "shifts.yaml:5: profiles.shift.working", '"22-6" are no hours of a day such as 6-22'),
        ("100 %", "100", "shifts.yaml:5: profiles.shift.working.6-22", "has no unit"),
        ("saturday", "satuday", "shifts.yaml:2: calendar.rest", "saturday"),
        ("idle", "idel", "shifts.yaml:6: profiles.shift.idel", "idle"),
        ("rest:", "holidays: [soon]\n  rest:", "shifts.yaml:2: calendar.holidays", "no date or span"),
        ("  shift:", "  flat:", "shifts.yaml:4: profiles.flat", "built in"),
    ],
)
def test_mistakes_are_named_with_their_place(workshop: Workshop, old: str, new: str, place: str, message: str) -> None:
    found = with_shifts(workshop, SHIFTS.replace(old, new)).errors()
    assert any(text.startswith(place) and message in text for text in found), found


def test_a_file_that_is_not_there(workshop: Workshop) -> None:
    workshop.edit("carriers:", "series: shifts.yaml\ncarriers:")
    assert any("shifts.yaml" in text for text in workshop.errors())
