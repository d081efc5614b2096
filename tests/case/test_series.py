"""Hourly series: what is read, and what is refused with row and column."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from planner.case import lint

from .workshop import Workshop, series_text

HOURS = 8760
PUMP = (
    "  pump: {{kind: converter, inputs: {{electricity: 100 %}}, outputs: {{heat: 100 %}}, life: 9 a, "
    "capex: 1 CNY/kW, carnot: {{share: 50 %, source_series: {}}}}}\n"
)


def stamps(year: int = 2025, form: str = "{:%Y-%m-%d %H:%M}") -> list[str]:
    moments = (datetime(year, 1, 1) + timedelta(hours=hour) for hour in range(HOURS + 48))
    kept = [moment for moment in moments if (moment.month, moment.day) != (2, 29)]
    return [form.format(moment) for moment in kept[:HOURS]]


def with_series(workshop: Workshop, text: str | bytes) -> Workshop:
    workshop.edit("carriers:", "series: series.csv\ncarriers:").edit("profile: flat", "profile: shift")
    return workshop.write("series.csv", text)


def changed(cells: list[object], row: int, cell: object) -> list[object]:
    """The cells of a column with the one in a row of the file replaced."""
    return [*cells[: row - 2], cell, *cells[row - 1 :]]


@pytest.mark.parametrize(
    "form", ["{:%Y-%m-%d %H:%M}", "{:%Y-%m-%dT%H:%M:00}", "{0.year}/{0.month}/{0.day} {0.hour}:00"]
)
@pytest.mark.parametrize("year", [2024, 2025])
def test_times_of_many_forms(workshop: Workshop, form: str, year: int) -> None:
    with_series(workshop, series_text(time=stamps(year, form), shift=0.5))
    case = workshop.read()
    assert case.series["shift"].tolist() == [0.5] * HOURS
    warnings = [str(finding) for finding in lint(case)]
    expected = "series.csv:2: series: its times are of 2024; hours are taken by position, with the weekdays of 2025"
    assert warnings == ([expected] if year == 2024 else [])


def test_units_of_headers(workshop: Workshop) -> None:
    text = series_text(**{"shift [%]": 40, "outdoor [℃]": -5.5, "load [kW]": 250})
    workshop.edit("  battery:", PUMP.format("outdoor") + "  battery:")
    workshop.edit("annual: 5 GWh", "annual: 5 GWh, profile: load")
    case = with_series(workshop, text).read()
    assert {name: values[0] for name, values in case.series.items()} == {"shift": 0.4, "outdoor": -5.5, "load": 0.25}
    assert case.series_units == {"load": "MW", "outdoor": "degC", "shift": "1"}


def test_several_files(workshop: Workshop) -> None:
    workshop.edit("carriers:", "series: [a.csv, data/b.csv]\ncarriers:").edit("profile: flat", "profile: shift")
    workshop.write("a.csv", series_text(other=1)).write("data/b.csv", series_text(shift=2))
    case = workshop.read()
    assert case.series["shift"][0] == 2
    assert [str(finding) for finding in lint(case)] == ["a.csv:1: series.other: nothing uses this series"]
    workshop.write("a.csv", series_text(shift=1))
    assert workshop.errors() == ["data/b.csv:1: series.shift: is given twice, first in a.csv"]


ONES: list[object] = ["1"] * HOURS
FAULTS = {
    "nothing": ("", "series.csv: series: is empty; the first row must name the series"),
    "header only": ("shift\n", "series.csv: series: has 0 rows below the header, expected 8760"),
    "leap year": (
        "shift\n" + "1\n" * 8784,
        "series.csv: series: has 8784 rows below the header, expected 8760: a leap year; leave out 29 February",
    ),
    "one short": (
        "shift\n" + "1\n" * 8759,
        "series.csv: series: has 8759 rows below the header, expected 8760: one hour is missing",
    ),
    "quarter-hours": (
        "shift\n" + "1\n" * 35040,
        "series.csv: series: has 35040 rows below the header, expected 8760: quarter-hours; give hourly means",
    ),
    "nan": (
        series_text(shift=changed(ONES, 17, "NaN")),
        'series.csv:17: series.shift: row 17: "NaN" is not a finite number (column "shift")',
    ),
    "inf": (
        series_text(shift=changed(ONES, 8761, "1e400")),
        'series.csv:8761: series.shift: row 8761: "1e400" is not a finite number (column "shift")',
    ),
    "gap": (
        series_text(**{"shift [%]": changed(ONES, 3, ""), "other": 1}),
        'series.csv:3: series.shift: row 3: is empty (column "shift [%]")',
    ),
    "text": (
        series_text(shift=changed(ONES, 100, "n/a")),
        'series.csv:100: series.shift: row 100: "n/a" is not a number (column "shift")',
    ),
    "comma": (
        series_text(shift=changed(ONES, 100, '"1,5"')),
        'series.csv:100: series.shift: row 100: "1,5" is not a number (column "shift")',
    ),
    "underscore": (
        series_text(shift=changed(ONES, 100, "1_5")),
        'series.csv:100: series.shift: row 100: "1_5" is not a number (column "shift")',
    ),
    "too many cells": (
        series_text(shift=changed(ONES, 100, "1,5")),
        "series.csv:100: series: row 100 has 2 cells, the header 1",
    ),
    "empty row": (series_text(shift=changed(ONES, 50, "")), "series.csv:50: series: is empty"),
    "semicolons": ("time;shift\n" + "0;1\n" * HOURS, "series.csv:1: series: the columns must be separated by commas"),
    "repeated": ("shift,shift\n" + "1,1\n" * HOURS, "series.csv:1: series.shift: is given twice"),
    "flat": ("flat\n" + "1\n" * HOURS, 'series.csv:1: series.flat: "flat" is built in: a series of ones'),
    "unit": ("shift [kw]\n" + "1\n" * HOURS, 'series.csv:1: series.shift: in the header: unknown unit "kw"'),
    "name": (
        "=shift\n" + "1\n" * HOURS,
        'series.csv:1: series.=shift: "=shift" is not a name: use letters, digits, _ and -',
    ),
    "currency": (
        "shift [EUR/MWh]\n" + "1\n" * HOURS,
        'series.csv:1: series.shift: in the header: "EUR/MWh" is in EUR; this case is in CNY',
    ),
    "twice": (
        series_text(time=changed(stamps(), 30, "2025-01-02 03:00"), shift=1),
        'series.csv:30: series.time: row 30: 2025-01-02 03:00 stands twice (column "time")',
    ),
    "back": (
        series_text(time=changed(stamps(), 30, "2025-01-01 03:00"), shift=1),
        "series.csv:30: series.time: row 30: 2025-01-01 03:00 is earlier than the row above; rows must be in order of "
        'time (column "time")',
    ),
    "jump": (
        series_text(time=changed(stamps(), 30, "2025-01-02 06:00"), shift=1),
        "series.csv:30: series.time: row 30: 2025-01-02 06:00 comes after 2025-01-02 03:00; expected 2025-01-02 04:00 "
        '(column "time")',
    ),
    "late start": (
        series_text(time=[*stamps()[1:], "2026-01-01 00:00"], shift=1),
        'series.csv:2: series.time: row 2: the first hour is 01-01 01:00, expected 1 January 00:00 (column "time")',
    ),
    "no time": (
        series_text(time=changed(stamps(), 9, "noon"), shift=1),
        'series.csv:9: series.time: row 9: "noon" is not a time such as 2025-01-01 00:00 (column "time")',
    ),
    "no day": (
        series_text(time=changed(stamps(), 9, "2025-02-30 00:00"), shift=1),
        'series.csv:9: series.time: row 9: "2025-02-30 00:00" is not a time such as 2025-01-01 00:00 (column "time")',
    ),
    "far away": (
        series_text(time=stamps(2025, "9999{:-%m-%d %H:%M}"), shift=1),
        'series.csv:2: series.time: row 2: "9999-01-01 00:00" is not a time such as 2025-01-01 00:00 (column "time")',
    ),
    "no header": (
        "shift]\n" + "1\n" * HOURS,
        'series.csv:1: series.shift]: "shift]" is not a column header such as load_body or outdoor [degC]',
    ),
    "leap day": (
        series_text(time=changed(stamps(2024), 2 + 59 * 24, "2024-02-29 00:00"), shift=1),
        'series.csv:1418: series.time: row 1418: 29 February: leave the leap day out (column "time")',
    ),
    "negative": (
        series_text(shift=changed(ONES, 77, "-0.5")),
        'case.yaml:25: demands.lighting.profile: the series "shift" is negative (-0.5 in hour 75); series.csv row 77',
    ),
    "zero": (
        series_text(shift=0),
        'case.yaml:25: demands.lighting.profile: the series "shift" is zero in every hour; a demand cannot follow it',
    ),
    "gbk": ("时间,shift\n".encode("gb18030") + b"0,1\n" * HOURS, "is not UTF-8, perhaps GBK; save the file as UTF-8"),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS)
def test_faults_of_series_name_file_row_and_column(workshop: Workshop, text: str | bytes, message: str) -> None:
    errors = with_series(workshop, text).errors()
    assert any(error == message or (message in error and "UTF-8" in message) for error in errors), errors


def test_empty_lines_at_the_end_are_no_rows(workshop: Workshop) -> None:
    assert with_series(workshop, series_text(shift=1) + "\n ,\n\n").errors() == []


def test_many_faults_are_summed_up(workshop: Workshop) -> None:
    errors = with_series(workshop, series_text(shift=["x"] * 20 + ONES[20:])).errors()
    shown = [error for error in errors if error.startswith("series.csv")]
    assert len(shown) == 4
    assert shown[-1] == 'series.csv:5: series.shift: and 17 more cells like these (column "shift")'


def test_temperatures_are_temperatures(workshop: Workshop) -> None:
    workshop.edit("  battery:", PUMP.format("shift") + "  battery:")
    errors = with_series(workshop, series_text(shift=1)).errors()
    assert errors == [
        'case.yaml:37: technologies.pump.carnot.source_series: the series "shift" is no temperature; '
        "its header needs [degC]"
    ]


def test_values_are_kept_to_the_last_digit(workshop: Workshop) -> None:
    numbers = np.random.default_rng(1).random(HOURS)
    case = with_series(workshop, series_text(shift=[repr(float(number)) for number in numbers])).read()
    assert np.array_equal(case.series["shift"], numbers)
