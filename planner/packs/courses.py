"""Hourly courses of prices: the tables `courses/*.csv` of a pack, each row an average day of one month.

The columns are ``name, month`` and the hours 0 to 23; a name has twelve rows. `sources.csv` beside them says where the
courses come from.
"""

from __future__ import annotations

from math import isfinite

from ..text.files import Folder
from ..text.node import Origin
from ..text.rows import Table, read_table

COURSES = "courses"
Course = tuple[tuple[float, ...], ...]
_COLUMNS = ("name", "month", *map(str, range(24)))
_SOURCES = "sources.csv"


def read_courses(folder: Folder) -> dict[str, Course]:
    """Every course of a pack.

    Parameters
    ----------
    folder : Folder
        The pack's folder.

    Returns
    -------
    dict of str to Course
        For each of the twelve months, the 24 hours of its average day. [1]

    Raises
    ------
    CaseError
        If a table is damaged.
    """
    found: dict[str, Course] = {}
    for path in sorted((folder.path / COURSES).glob("*.csv")):
        if path.name != _SOURCES:
            found.update(_days(read_table(folder, f"{COURSES}/{path.name}", COURSES)))
    return found


def _days(table: Table) -> dict[str, Course]:
    """Average days by name, from a table with a row for each month."""
    if table.header != _COLUMNS:
        raise Origin(table.file, 1).error(COURSES, "needs the columns name, month, and the hours 0 to 23")
    found: dict[str, list[tuple[float, ...]]] = {}
    for number, (name, month, *hours) in table.rows:
        days = found.setdefault(name, [])
        try:
            day = tuple(map(float, hours))
        except ValueError:
            day = ()
        if month != str(len(days) + 1) or not day or not all(map(isfinite, day)):
            message = "a row needs the next month, 1 to 12, and a number for every hour"
            raise Origin(table.file, number).error(f"{COURSES}.{name}", message)
        days.append(day)
    for name, days in found.items():
        if len(days) != 12:
            raise Origin(table.file).error(f"{COURSES}.{name}", f"has {len(days)} months")
    return {name: tuple(days) for name, days in found.items()}
