"""Paper of the workbook: cells that are what they are meant to be, styles, widths and the set-up for printing.

*Why* every text goes through one method: a name of a case such as ``=cmd|'/C calc'!A1`` must never become a formula.
Formulas come from this package alone and carry their result, for programs that do not recalculate.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from ..lettering import width
from .edition import Edition

CREATED: Final = datetime(2025, 1, 1)
"""Date in the properties of every workbook, so that the same run gives the same bytes."""
LONGEST: Final = 32_767
"""Most characters of a cell."""
HEADER_ROW: Final = 3
"""Row of a sheet's first table; title and notes stand above it."""
NARROWEST, WIDEST = 8.0, 46.0
BOLD = 1.1
A4 = 9
SMALL_MONEY: Final = "#,##0.00_);-#,##0.00_);–_)"
"""Number format of money in 万元, a hundredth of the English unit."""

BLUE, INK, GREY, RULE, INPUT, HEAD = "#1F4E9E", "#1A1A1A", "#595959", "#BFBFBF", "#FFF9E5", "#E8EEF4"

NUMBERS: Final = {
    "money": "#,##0.000_);-#,##0.000_);–_)",
    "cent": "#,##0.00_)",
    "whole": "#,##0_);-#,##0_);–_)",
    "size": "#,##0.000_);-#,##0.000_);–_)",
    "count": "#,##0_)",
    "two": "#,##0.00_)",
    "four": "0.0000_)",
    "tiny": "0.0E+00_)",
    "year": "0_)",
    "percent": "0.00%_)",
    "factor": "0.000000_)",
    "points": "0.00_)",
    "exact": "0.00000000_)",
}
"""Number formats by what is shown: money in millions, whole tonnes and MWh, points; all end before the edge."""
DECIMALS: Final = {name: look.partition(";")[0].partition(".")[2].count("0") for name, look in NUMBERS.items()}
LINE = 13.5
"""Height of a line of text. [pt]"""


class Styles:
    """Formats of a workbook, each made once."""

    def __init__(self, book: Any, edition: Edition) -> None:
        self._book, self._edition = book, edition
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, kind: str, role: str = "") -> Any:
        """Format of a kind of content (a number format, or `text`) in a role, such as `input` or `total`."""
        key = kind, role
        if key not in self._made:
            self._made[key] = self._book.add_format(_look(kind, role, self._edition))
        return self._made[key]


def _look(kind: str, role: str, edition: Edition) -> dict[str, Any]:
    look: dict[str, Any] = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "vcenter"}
    if kind in NUMBERS:
        look["num_format"] = SMALL_MONEY if kind == "money" and edition.lang == "zh" else NUMBERS[kind]
    if kind == "text":
        look |= {"text_wrap": True, "num_format": "@"}
    head = {"bold": True, "bg_color": HEAD, "bottom": 1, "bottom_color": RULE}
    roles: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 15, "text_wrap": False},
        "note": {"font_color": GREY, "text_wrap": False},
        "section": {"bold": True, "font_size": 12, "text_wrap": False},
        "head": head,
        "head_right": {**head, "align": "right", "indent": 1},
        "input": {"font_color": BLUE, "bg_color": INPUT},
        "result": {"font_color": BLUE},
        "total": {"bold": True, "top": 1, "top_color": RULE},
    }
    return look | roles.get(role, {})


class Sheet:
    """One sheet: what is written into it, with the columns widened to fit.

    Parameters
    ----------
    paper : Paper
        The workbook.
    name : str
        Name on the tab, of this package, never of a case.
    title, note : str
        First two lines.
    """

    def __init__(self, paper: Paper, name: str, title: str, *notes: str) -> None:
        self.name = name
        self._book, self._styles, self._edition = paper.book, paper.styles, paper.edition
        self._sheet = paper.book.get_worksheet_by_name(name)
        self._widths: dict[int, float] = {}
        self._given: dict[int, float] = {}
        self._heights: dict[int, float] = {}
        self._texts: dict[int, list[tuple[int, str, float]]] = defaultdict(list)
        self._print(paper.footing, paper.edition("page"))
        self.text(0, 0, title, "title")
        self._sheet.set_row(0, 21)
        for row, note in enumerate(notes, 1):
            self.text(row, 0, note, "note")

    def _print(self, footing: str, pages: str) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(f"&L&8{footing}&C&8&A&R&8{pages}")
        sheet.hide_gridlines(2)

    def text(self, row: int, column: int, text: str, role: str = "") -> None:
        """Write a text, whatever it looks like."""
        self._written(self._sheet.write_string(row, column, text[:LONGEST], self._styles.of("text", role)))
        if role in ("", "total"):
            self._fit(column, width(text) * (1.0 if role == "" else BOLD))
            self._texts[row].append((column, text, 1.0 if role == "" else BOLD))

    def number(self, row: int, column: int, value: float | None, kind: str, role: str = "") -> None:
        """Write a number, money in millions; what is not known stays an empty cell."""
        style = self._styles.of(kind, role)
        if value is None:
            self._written(self._sheet.write_blank(row, column, None, style))
            return
        value = self._shown(kind, value)
        self._written(self._sheet.write_number(row, column, value, style))
        self._fit(column, _digits(kind, value))

    def formula(self, row: int, column: int, text: str, value: float | str, kind: str, role: str = "") -> None:
        """Write a formula of this package with its result, money in millions."""
        style = self._styles.of(kind, role)
        value = value if isinstance(value, str) else self._shown(kind, value)
        self._written(self._sheet.write_formula(row, column, text, style, value))
        if not isinstance(value, str):
            self._fit(column, _digits(kind, value))

    def head(self, row: int, names: Sequence[str], texts: Container[int]) -> None:
        """Write the header of a table; `texts` are the columns that hold texts, the others hold numbers."""
        for column, name in enumerate(names):
            role = "head" if column in texts else "head_right"
            self._written(self._sheet.write_string(row, column, name[:LONGEST], self._styles.of("text", role)))
            self._fit(column, max((width(word) * BOLD for word in name.split()), default=0.0))
            self._texts[row].append((column, name, BOLD))

    def widen(self, column: int, room: float) -> None:
        """Leave a column at least so much room, for what is written in by hand. [characters]"""
        self._fit(column, room)

    def give_room(self, column: int, room: float) -> None:
        """Set the width of a column whatever stands in it, for sheets of sentences. [characters]"""
        self._given[column] = room

    def tall(self, row: int, height: float) -> None:
        """Make a row at least so high, for what is written in by hand. [pt]"""
        self._heights[row] = height

    def print_upto(self, row: int, column: int) -> None:
        """Print the sheet up to a row and a column; what stands beyond only serves its formulas."""
        self._sheet.print_area(0, 0, row, column)

    def rule_headers(self, row: int, column: int = 1) -> None:
        """Keep the rows down to a header and the first columns in sight, and repeat that header on every page."""
        self._sheet.freeze_panes(row + 1, column)
        self._sheet.repeat_rows(row)

    def chart(self, row: int, column: int, chart: Any, right: int = 0, below: int = 0) -> None:
        """Lay a chart on free cells, some way to the right of a cell and below it. [pixel]"""
        place = {"object_position": 3, "x_offset": right, "y_offset": below}
        self._written(self._sheet.insert_chart(row, column, chart, place))

    def on_one_page(self) -> None:
        """Print the whole sheet on a single page."""
        self._sheet.fit_to_pages(1, 1)

    def close(self) -> None:
        """Set the widths of the columns and the heights of the rows in which a text takes several lines."""
        widths = {column: min(max(most + 1.5, NARROWEST), WIDEST) for column, most in self._widths.items()}
        widths |= self._given
        for column, room in widths.items():
            self._sheet.set_column(column, column, room)
        for row, texts in self._texts.items():
            lines = max(_lines(text, widths[column] / bold) for column, text, bold in texts)
            height = max(LINE * lines + 2.0 if lines > 1 else 0.0, self._heights.get(row, 0.0))
            if height:
                self._sheet.set_row(row, height)

    def ref(self, row: int, column: int) -> str:
        """Absolute reference to a cell from anywhere in the workbook."""
        return f"'{self.name}'!{xl_rowcol_to_cell(row, column, True, True)}"

    def span(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """Absolute reference to a range from anywhere in the workbook."""
        return f"{self.ref(*first)}:{xl_rowcol_to_cell(*last, True, True)}"

    def _shown(self, kind: str, value: float) -> float:
        """A number in the magnitude of the edition."""
        return value * self._edition.money_factor if kind == "money" else value

    def _fit(self, column: int, width: float) -> None:
        self._widths[column] = max(self._widths.get(column, 0.0), width)

    def _written(self, code: int) -> None:
        if code != 0:
            raise ValueError(f"a cell or chart of sheet {self.name} cannot be written (code {code})")


class Paper:
    """A workbook with its styles and sheets.

    Parameters
    ----------
    path : Path
        File to write.
    title : str
        What it is about, for properties and footers.
    tabs : sequence of str
        Names of its sheets, in their order; they may be filled in any order.
    edition : Edition
        Language and magnitudes.
    """

    def __init__(self, path: Path, title: str, tabs: Sequence[str], edition: Edition) -> None:
        self.edition = edition
        self.book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
        self.book.set_properties({"title": title[:LONGEST], "created": CREATED})
        self.book.set_calc_mode("auto")
        self.styles = Styles(self.book, edition)
        self.footing = title[:80].replace("&", "&&")
        self._sheets: list[Sheet] = []
        for name in tabs:
            self.book.add_worksheet(name)

    def sheet(self, name: str, title: str, *notes: str) -> Sheet:
        """Begin a sheet."""
        made = Sheet(self, name, title, *notes)
        self._sheets.append(made)
        return made

    def close(self) -> None:
        """Write the file."""
        for sheet in self._sheets:
            sheet.close()
        self.book.close()


def _lines(text: str, room: float) -> int:
    """Lines that a text takes in a column, broken between words."""
    lines = 0
    for part in text.splitlines() or [""]:
        used = 0.0
        lines += 1
        for word in part.split(" "):
            needed = width(word)
            if used and used + 1.0 + needed > room:
                lines, used = lines + 1, 0.0
            used += needed + (1.0 if used else 0.0)
            while used > room:
                lines, used = lines + 1, used - room
    return lines


def _digits(kind: str, value: float) -> float:
    """Characters of a number as it is shown, in bold."""
    whole = f"{abs(value) * (100.0 if kind == 'percent' else 1.0):,.0f}"
    return (len(whole) + DECIMALS[kind] + 3.0) * BOLD


def figure(value: float | None) -> str:
    """Number format that shows two digits or more of a value of any magnitude.

    Examples
    --------
    >>> figure(212000.0), figure(85.714), figure(0.1484), figure(3.0), figure(5e-6)
    ('count', 'two', 'four', 'count', 'tiny')
    """
    if value is None or math.isclose(value, round(value), rel_tol=1e-9) or abs(value) >= 1e4:
        return "count"
    if abs(value) < 1e-3:
        return "tiny"
    return "two" if abs(value) >= 10.0 else "size" if abs(value) >= 1.0 else "four"
