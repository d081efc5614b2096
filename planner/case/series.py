"""Hourly series from CSV: 8,760 finite numbers a column, in canonical units, or a finding with row and column.

The header names the series, each with its unit: ``time, load_body, outdoor [degC]``. A first column `time` is checked
and left out; without it row and hour of the year agree by position.
"""

from __future__ import annotations

import gzip
import io
import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from .. import units
from ..errors import CaseError, Finding
from ..text.files import Folder, decode
from ..text.node import Origin
from ..text.rows import csv_lines, split_header
from .names import name_fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOURS = 8760
FLAT = "flat"
_TIME_COLUMNS = ("time", "时间")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_STAMP = re.compile(
    r"((?:19|20|21)[0-9]{2})[-/]([0-9]{1,2})[-/]([0-9]{1,2})[ T]([0-9]{1,2}):([0-9]{2})(?::00(?:\.0+)?)?"
)
_MOST_SHOWN = 3
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LARGEST_UNPACKED = 50_000_000


@dataclass(frozen=True)
class Series:
    """An hourly series: values in canonical units, the unit's name, and the place of its header."""

    values: NDArray[np.float64]
    unit: str
    origin: Origin


@dataclass(frozen=True)
class SeriesFile:
    """What a file of series holds; the year its times name, if it has any."""

    columns: dict[str, Series]
    year: int | None = None


def over_year(days: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Every hour of a year from an average day of each month.

    Parameters
    ----------
    days : sequence of sequence of float
        Twelve days of 24 values.

    Returns
    -------
    ndarray (8760,)
        The values, every day of a month alike.
    """
    return np.concatenate([np.tile(day, count) for day, count in zip(days, _DAYS, strict=True)]).astype(np.float64)


def month_of_hour() -> NDArray[np.int64]:
    """Month of every hour of a year.

    Returns
    -------
    ndarray (8760,)
        1 to 12.
    """
    return np.repeat(np.arange(1, 13), [24 * days for days in _DAYS])


def read_series(folder: Folder, name: str, cited: Origin, currency: str = "CNY") -> SeriesFile:
    """Every series of a CSV file.

    Parameters
    ----------
    folder : Folder
        Where the file lies.
    name : str
        Its name; `.csv.gz` is unpacked.
    cited : Origin
        Where the file is named.
    currency : str
        The case's currency, the only one allowed in a header.

    Returns
    -------
    SeriesFile
        Series by name; values in canonical units, 8760 each.

    Raises
    ------
    CaseError
        With everything wrong in the file, by row and column.
    """
    origin = Origin(folder.shown(name))
    content = folder.read_bytes(name, "series", cited)
    if name.endswith(".gz"):
        content = _unpacked(content, origin)
    lines = csv_lines(decode(content, origin, "series"), origin, "series")
    while lines and not any(cell.strip() for cell in lines[-1][1]):
        lines.pop()
    if not lines:
        raise origin.error("series", "is empty; the first row must name the series")
    header = [cell.strip() for cell in lines[0][1]]
    findings = _shape_faults(header, lines[1:], origin.file)
    if findings:
        raise CaseError(findings)
    read = _columns(header, lines[1:], origin, currency, findings)
    if findings:
        raise CaseError(findings)
    return read


def _columns(
    header: Sequence[str],
    lines: Sequence[tuple[int, list[str]]],
    origin: Origin,
    currency: str,
    findings: list[Finding],
) -> SeriesFile:
    """Every column as a series; what is wrong with the columns goes to the findings."""
    numbers = [number for number, _ in lines]
    year = None
    columns: dict[str, Series] = {}
    for position, (title, cells) in enumerate(zip(header, zip(*(row for _, row in lines), strict=True), strict=True)):
        place = Origin(origin.file, 1, title)
        if position == 0 and title.lower() in _TIME_COLUMNS:
            year = _year_of(cells, numbers, place, findings)
            continue
        name, unit, fault = _title(title, currency)
        if not fault and name in columns:
            fault = "is given twice"
        if fault:
            findings.append(Origin(origin.file, 1).finding(f"series.{name or title}", fault))
            continue
        scale = units.scale(unit)
        values = _numbers(cells, numbers, place, name, findings)
        if values is not None:
            values = values * float(scale.factor)
            values.flags.writeable = False
            columns[name] = Series(values, units.canonical_name(scale.dimension, currency), place)
    return SeriesFile(columns, year)


def _unpacked(content: bytes, origin: Origin) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as stream:
            unpacked = stream.read(_LARGEST_UNPACKED + 1)
    except (OSError, EOFError, ValueError, zlib.error) as problem:
        raise origin.error("series", f"is not a readable gzip file: {problem}") from None
    if len(unpacked) > _LARGEST_UNPACKED:
        raise origin.error("series", f"unpacks to more than {_LARGEST_UNPACKED:,} bytes")
    return unpacked


def _title(title: str, currency: str) -> tuple[str, str, str]:
    """Name and unit of a column header, and what is wrong with it."""
    name, unit = split_header(title)
    if not name:
        return "", "1", f'"{title}" is not a column header such as load_body or outdoor [degC]'
    unit = unit or "1"
    try:
        found = units.scale(unit)
    except units.UnitError as problem:
        return name, "1", f"in the header: {problem}"
    if found.currency not in (None, currency):
        return name, "1", f'in the header: "{unit}" is in {found.currency}; this case is in {currency}'
    if name == FLAT:
        return name, "1", f'"{FLAT}" is built in: a series of ones'
    return name, unit, name_fault(name)


def _shape_faults(header: Sequence[str], lines: Sequence[tuple[int, list[str]]], file: str) -> list[Finding]:
    """What is wrong with the number of rows and of their cells."""
    wrong = [(number, cells) for number, cells in lines if len(cells) != len(header)]
    if len(header) == 1 and ";" in header[0]:
        return [Origin(file, 1).finding("series", "the columns must be separated by commas")]
    if wrong:
        return [
            Origin(file, number).finding(
                "series", f"row {number} has {len(cells)} cells, the header {len(header)}" if cells else "is empty"
            )
            for number, cells in wrong[:_MOST_SHOWN]
        ]
    if len(lines) != HOURS:
        reason = {
            HOURS + 24: ": a leap year; leave out 29 February",
            4 * HOURS: ": quarter-hours; give hourly means",
            HOURS - 1: ": one hour is missing",
            HOURS + 1: ": one hour too many",
        }.get(len(lines), "")
        return [Origin(file).finding("series", f"has {len(lines)} rows below the header, expected {HOURS}{reason}")]
    return []


def _numbers(
    cells: Sequence[str], numbers: Sequence[int], place: Origin, name: str, findings: list[Finding]
) -> NDArray[np.float64] | None:
    """A column as an array; None, with findings, if a cell is no finite number."""
    try:
        values = np.fromiter(map(float, cells), dtype=float, count=len(cells))
    except ValueError:
        values = None
    if values is not None and np.isfinite(values).all() and "_" not in "".join(cells):
        return values
    faults = [(number, fault) for number, cell in zip(numbers, cells, strict=True) if (fault := _fault(cell))]
    for number, fault in faults[:_MOST_SHOWN]:
        findings.append(Origin(place.file, number, place.column).finding(f"series.{name}", f"row {number}: {fault}"))
    if len(faults) > _MOST_SHOWN:
        rest = f"and {len(faults) - _MOST_SHOWN} more cells like these"
        findings.append(Origin(place.file, faults[_MOST_SHOWN][0], place.column).finding(f"series.{name}", rest))
    return None


def _fault(cell: str) -> str:
    """Why a cell is no finite number; empty if it is one."""
    text = cell.strip()
    if not text:
        return "is empty"
    try:
        number = float(text)
    except ValueError:
        return f'"{text[:40]}" is not a number'
    if "_" in text:
        return f'"{text[:40]}" is not a number'
    return "" if math.isfinite(number) else f'"{text[:40]}" is not a finite number'


def _year_of(cells: Sequence[str], numbers: Sequence[int], place: Origin, findings: list[Finding]) -> int | None:
    """Year of a column of hourly times, which must run from 1 January without a leap day."""
    if tuple(cells) == _usual_times(cells[0][:4]):
        return int(cells[0][:4])
    previous: datetime | None = None
    for number, cell in zip(numbers, cells, strict=True):
        time = _time(cell)
        if time is None:
            fault = f'"{cell.strip()[:40]}" is not a time such as 2025-01-01 00:00'
        elif previous is None:
            fault = "" if (time.month, time.day, time.hour, time.minute) == (1, 1, 0, 0) else _first(time)
        else:
            fault = _step_fault(previous, time)
        if fault:
            findings.append(Origin(place.file, number, place.column).finding("series.time", f"row {number}: {fault}"))
            return None
        previous = time
    return previous.year if previous is not None else None


@lru_cache(maxsize=4)
def _usual_times(year: str) -> tuple[str, ...]:
    """Times of a year in the usual form; empty if the text is no year."""
    if not _YEAR.fullmatch(year):
        return ()
    start = datetime(int(year), 1, 1)
    days = (start + timedelta(days=number) for number in range(366))
    dates = [f"{day:%Y-%m-%d}" for day in days if day.year == start.year and (day.month, day.day) != (2, 29)]
    return tuple(f"{date} {hour:02}:00" for date in dates for hour in range(24))


def _first(time: datetime) -> str:
    return f"the first hour is {time:%m-%d %H:%M}, expected 1 January 00:00"


def _time(cell: str) -> datetime | None:
    match = _STAMP.fullmatch(cell.strip())
    if match is None:
        return None
    year, month, day, hour, minute = map(int, match.groups())
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def _step_fault(previous: datetime, time: datetime) -> str:
    """Why a time does not follow the one before it by an hour; empty if it does."""
    expected = previous + timedelta(hours=1)
    if (expected.month, expected.day) == (2, 29):
        expected += timedelta(days=1)
    if time == expected:
        return ""
    if time == previous:
        return f"{time:%Y-%m-%d %H:%M} stands twice"
    if time < previous:
        return f"{time:%Y-%m-%d %H:%M} is earlier than the row above; rows must be in order of time"
    if (time.month, time.day) == (2, 29):
        return "29 February: leave the leap day out"
    return f"{time:%Y-%m-%d %H:%M} comes after {previous:%Y-%m-%d %H:%M}; expected {expected:%Y-%m-%d %H:%M}"
