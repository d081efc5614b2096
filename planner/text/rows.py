"""Tables, from CSV or a workbook's sheet, as rows of text with their row numbers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from .files import Folder
from .node import Origin

WORKBOOKS = (".xlsx", ".xlsm")
TABLES = (".csv", *WORKBOOKS)
MOST_ROWS = 100_000
_LARGEST_UNPACKED = 200_000_000
_HEADER = re.compile(r"(?P<name>[^\[\]]*?)\s*(?:\[(?P<unit>[^\[\]]*)\])?")


@dataclass(frozen=True)
class Table:
    """A header and the rows below it. Rows are as long as the header; each has its row number in the file."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    is_workbook: bool = False


def is_table(text: str) -> bool:
    """Whether a text names a table: `equipment.csv`, `book.xlsx` or `book.xlsx#sheet`."""
    return text.partition("#")[0].lower().endswith(TABLES)


def split_header(header: str) -> tuple[str, str]:
    """Name and unit of a column header; both empty if it is none, the unit if it has none.

    Examples
    --------
    >>> split_header("capex [CNY/kW]")
    ('capex', 'CNY/kW')
    """
    match = _HEADER.fullmatch(header.strip())
    return (match["name"], (match["unit"] or "").strip()) if match else ("", "")


def read_table(folder: Folder, name: str, key: str, cited: Origin | None = None) -> Table:
    """Rows of a table.

    Parameters
    ----------
    folder : Folder
        Where the file lies.
    name : str
        File name; a sheet of a workbook stands behind `#`, by default the first.
    key : str
        Key path that names the table, for messages.
    cited : Origin, optional
        Where the table is named.

    Raises
    ------
    CaseError
        If the file cannot be read, or has no header, repeated headers, or rows longer than the header.
    """
    file, _, sheet = name.partition("#")
    if file.lower().endswith(WORKBOOKS):
        lines = _sheet(folder.read_bytes(file, key, cited), Origin(folder.shown(file)), sheet, key)
    else:
        lines = csv_lines(folder.read_text(file, key, cited), Origin(folder.shown(file)), key)
    return _table(folder.shown(file), lines, key, is_workbook=file.lower().endswith(WORKBOOKS))


def csv_lines(text: str, origin: Origin, key: str) -> list[tuple[int, list[str]]]:
    """Line number and cells of every line of a CSV text.

    Raises
    ------
    CaseError
        If the quotes do not match or a cell is enormous.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = []
    try:
        for cells in reader:
            lines.append((reader.line_num, cells))
    except csv.Error as problem:
        raise Origin(origin.file, reader.line_num).error(key, f"is not a valid CSV row: {problem}") from None
    return lines


def _sheet(content: bytes, origin: Origin, sheet: str, key: str) -> list[tuple[int, list[str]]]:
    """Row number and cells, as text, of every row of a sheet."""
    import python_calamine

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise origin.error(key, f"unpacks to {unpacked:,} bytes; at most {_LARGEST_UNPACKED:,} are read")
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        if sheet and sheet not in names:
            raise origin.error(key, f'has no sheet "{sheet}"; it has {", ".join(names)}')
        values = book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError, ValueError, IndexError) as problem:
        raise origin.error(key, f"is not a readable workbook: {problem}") from None
    return [
        (number, [_cell(value, Origin(origin.file, number), key) for value in row])
        for number, row in enumerate(values, start=1)
    ]


def _cell(value: object, origin: Origin, key: str) -> str:
    """Text of a workbook's cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, time | timedelta):
        raise origin.error(key, f'holds the time of day "{value}"; write numbers or text')
    return str(value)


def _table(file: str, lines: list[tuple[int, list[str]]], key: str, *, is_workbook: bool) -> Table:
    """Header and rows of equal length, from lines of cells."""
    filled = [(number, [cell.strip() for cell in cells]) for number, cells in lines]
    filled = [(number, cells) for number, cells in filled if any(cells)]
    if not filled:
        raise Origin(file).error(key, "is empty; the first row must hold the names of the columns")
    if len(filled) > MOST_ROWS:
        raise Origin(file).error(key, f"has more than {MOST_ROWS:,} rows")
    first, header = filled[0]
    while header and not header[-1]:
        header.pop()
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        raise Origin(file, first).error(key, "the columns must be separated by commas")
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        shown = "a column without a name" if repeated[0] == "" else f'the column "{repeated[0]}"'
        raise Origin(file, first).error(key, f"the header has {shown} more than once")
    rows = []
    for number, cells in filled[1:]:
        if any(cells[len(header) :]):
            raise Origin(file, number).error(key, f"row {number} has {len(cells)} cells, the header {len(header)}")
        rows.append((number, tuple(cell or "" for cell, _ in zip_longest(cells[: len(header)], header))))
    return Table(file, tuple(header), tuple(rows), is_workbook)
