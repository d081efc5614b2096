"""`comparison.xlsx`: the answer, the numbers by year with native charts, decisions, inputs and every figure.

Differences are formulas of the cells beside them. It is in English, as the workbook of a run is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ...comparison.compared import Pair
from ...comparison.figures import Figure
from ..workbook.edition import Edition
from ..workbook.paper import HEADER_ROW, Paper, Sheet, figure
from .charts import colour
from .page import said, shortened
from .sentences import headline, ranking, sentences
from .told import Told

SUMMARY, YEARS, DECISIONS, INPUTS, FIGURES = TABS = ("Summary", "By year", "Decisions", "Inputs", "Figures")
SIZE: Final = {"width": 620, "height": 300}
MILLION: Final = 1e6
LONGEST: Final = 500
GAP = 2
"""Empty rows between tables."""
TABLES: Final = (
    ("Operating cost", "operating_cost", "money", "line"),
    ("Investment by calendar year", "invested", "money", "column"),
    ("CO2, location-based", "co2_location", "whole", "line"),
    ("CO2, market-based with certificates", "co2_market", "whole", "line"),
)
"""Title, quantity, number format and kind of chart of each table over the years."""


def write_workbook(told: Told, path: Path) -> None:
    """Write the workbook of a comparison.

    Parameters
    ----------
    told : Told
        The comparison, in English.
    path : Path
        File to write.
    """
    paper = Paper(path, told.words("title"), TABS, Edition("en", told.found.currency))
    _summary(paper, told)
    _years(paper, told)
    _decisions(paper, told)
    _inputs(paper, told)
    _figures(paper, told)
    paper.close()


def _summary(paper: Paper, told: Told) -> None:
    """Whole plans side by side, and every difference in words."""
    found, words = told.found, told.words
    sheet = paper.sheet(
        SUMMARY,
        words("title"),
        f"{len(found.sides)} runs, each beside {found.labels[0]}. Money in {found.currency} of "
        f"{found.sides[0].summary['price_year']}.",
        "Blue: taken from the run folders. Black: formulas.",
    )
    rows = [
        row for row in found.figures if row.year is None and row.quantity not in ("invested_by_kind", "output_today")
    ]
    row = _table(sheet, HEADER_ROW, told, "Quantity", [(_named(told, each), each) for each in rows])
    sheet.rule_headers(HEADER_ROW)
    row += GAP
    for text in (said(told, caution) for caution in found.cautions):
        sheet.text(row, 0, text, "section")
        row += 1
    for text in [] if found.one_factory else ranking(told):
        sheet.text(row, 0, text, "note")
        row += 1
    for pair in found.pairs:
        sheet.text(row, 0, headline(told, pair), "section")
        row += 1
        for text in sentences(told, pair):
            sheet.text(row, 0, text, "note")
            row += 1


def _years(paper: Paper, told: Told) -> None:
    """Yearly tables, a native chart of the runs beside each."""
    found = told.found
    sheet = paper.sheet(YEARS, "By year", f"Money in million {found.currency}, CO2 in t; milestone years unless said.")
    row = HEADER_ROW
    tables = [*TABLES, *((f"Score {scheme}", "score", "points", "line") for scheme in _schemes(told))]
    for title, quantity, kind, chart in tables:
        scheme = title.removeprefix("Score ") if quantity == "score" else ""
        rows = found.rows(quantity, scheme)
        if not rows:
            continue
        sheet.text(row, 0, title, "section")
        last = _table(sheet, row + 1, told, "Year", [(str(each.year), each) for each in rows], kind, years=True)
        drawn = _chart(paper, told, sheet, chart, title, rows[0].unit, (row + 1, last))
        sheet.chart(row, 2 * len(found.sides) + 2, drawn)
        row = max(last, row + 16) + GAP
    sheet.on_one_page()


def _schemes(told: Told) -> list[str]:
    return list(dict.fromkeys(row.item for row in told.found.rows("score")))


def _table(
    sheet: Sheet,
    head: int,
    told: Told,
    what: str,
    rows: Sequence[tuple[str, Figure]],
    kind: str = "",
    years: bool = False,
) -> int:
    """A table with a column per run and the differences from the first as formulas; the row after it."""
    base, *others = told.found.labels
    unit = [] if years else ["Unit"]
    sheet.head(head, [what, *unit, base, *others, *(f"{other} - {base}" for other in others)], (0, 1) if unit else (0,))
    first = 1 + len(unit)
    row = head
    for row, (name, found) in enumerate(rows, head + 1):
        if years and found.year is not None:
            sheet.number(row, 0, found.year, "year")
        else:
            sheet.text(row, 0, name)
        money = found.unit.split("/")[0] == told.found.currency and not found.quantity.endswith("_per")
        scale = MILLION if money and found.unit.partition("/")[2] in ("", "a") else 1.0
        if unit:
            sheet.text(row, 1, _unit(found, told.found.currency, scale))
        for place, value in enumerate(found.values):
            shown = None if value is None else value / scale
            sheet.number(row, first + place, shown, kind or _look(found, scale, shown), "result")
        _differences(sheet, row, first, told, found, scale, kind)
    return row + 1


def _differences(sheet: Sheet, row: int, first: int, told: Told, found: Figure, scale: float, kind: str) -> None:
    """Formulas of each further run less the first."""
    count = len(found.values)
    for place, value in enumerate(told.found.differences(found), 1):
        column = first + count + place - 1
        look = kind or _look(found, scale, value)
        if value is None:
            sheet.number(row, column, None, look)
        else:
            formula = f"={sheet.ref(row, first + place)}-{sheet.ref(row, first)}"
            sheet.formula(row, column, formula, value / scale, look)


def _look(found: Figure, scale: float, value: float | None) -> str:
    if found.unit in ("1", "1/a"):
        return "percent"
    return "money" if scale != 1.0 else figure(value)


def _unit(found: Figure, currency: str, scale: float) -> str:
    """Unit as the cell holds it."""
    if found.units:
        return ", ".join(dict.fromkeys(filter(None, found.units)))
    if found.unit in ("1", "1/a"):
        return "%" if found.unit == "1" else "%/a"
    return f"million {found.unit}" if scale != 1.0 else found.unit


def _named(told: Told, found: Figure) -> str:
    """A quantity of the whole plan in plain words."""
    words = told.words
    if found.item:
        per = words(f"footing.{found.item}", currency=told.found.currency)
        return words(f"line.{found.quantity}", item=per)
    name = words.either(f"line.{found.quantity}", "")
    return found.quantity.replace("_", " ").replace("co2", "CO2") if not name or "{" in name else name


def _chart(paper: Paper, told: Told, sheet: Sheet, kind: str, title: str, unit: str, rows: tuple[int, int]) -> Any:
    """Runs as lines or columns over the years; the table begins with its header."""
    head, end = rows
    chart = paper.book.add_chart({"type": kind})
    for place in range(len(told.found.sides)):
        shade = colour(place)
        look: dict[str, Any] = {"fill": {"color": shade}, "gap": 80}
        if kind == "line":
            look = {
                "line": {"color": shade, "width": 2.25},
                "marker": {"type": "circle", "size": 5, "fill": {"color": shade}, "border": {"color": shade}},
            }
        series = {
            "name": [sheet.name, head, 1 + place],
            "categories": [sheet.name, head + 1, 0, end - 1, 0],
            "values": [sheet.name, head + 1, 1 + place, end - 1, 1 + place],
        }
        chart.add_series({**series, **look})
    shown = f"million {unit}" if unit.partition("/")[0] == told.found.currency else unit
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": {"size": 9}, "label_position": "low", "text_axis": True})
    chart.set_y_axis(
        {
            "name": shown, "name_font": {"size": 9, "bold": False}, "num_font": {"size": 9}, "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.75}}, "line": {"none": True},
        }
    )  # fmt: skip
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_size(SIZE)
    return chart


def _decisions(paper: Paper, told: Told) -> None:
    """What is decided otherwise, pair by pair."""
    found = told.found
    sheet = paper.sheet(
        DECISIONS,
        "Decisions that differ",
        f"Things by name; sizes that differ by no more than {100.0 * found.tolerance:g} % of the larger one are equal.",
        "Size: the largest on line or contracted in any year; of what is bought by the year the mean over all years.",
    )
    columns = ["Run", "Beside", "What", "Decision", "Part", "Unit", "Year", "Year beside", "Size", "Size beside"]
    sheet.head(HEADER_ROW, [*columns, f"Investment [million {found.currency}]", "Beside"], range(6))
    sheet.rule_headers(HEADER_ROW)
    row = HEADER_ROW + 1
    for pair in found.pairs:
        row = _decided(sheet, row, pair)
    if row == HEADER_ROW + 1:
        sheet.text(row, 2, "none" if found.one_factory else "different factories decide on different things")


def _decided(sheet: Sheet, row: int, pair: Pair) -> int:
    for each in pair.decisions:
        sides = (each.other, each.base)
        parts = dict.fromkeys(part for side in sides if side is not None for part in side.sizes) or {("", ""): None}
        for number, part in enumerate(parts):
            for column, text in enumerate((pair.other.label, pair.base.label, each.what, each.action, *part)):
                sheet.text(row, column, text)
            for place, side in enumerate(sides):
                if side is not None:
                    size = side.sizes.get(part)
                    sheet.number(row, 6 + place, side.year, "year")
                    sheet.number(row, 8 + place, size, figure(size))
                    sheet.number(row, 10 + place, side.capex / MILLION if number == 0 else None, "money")
            row += 1
    return row


def _inputs(paper: Paper, told: Told) -> None:
    """Inputs that differ, most weighty first."""
    sheet = paper.sheet(
        INPUTS,
        "What differs between the cases",
        "What is asked for first; the rest by the money that hangs on a thing times the share by which the value "
        "differs: an estimate, no sensitivity.",
        "" if told.found.one_factory else told.words("inputs.shared"),
    )
    sheet.head(HEADER_ROW, ["Run", "Beside", "Key", "Run says", "Beside says"], range(5))
    sheet.rule_headers(HEADER_ROW)
    row = HEADER_ROW
    for pair in told.found.pairs:
        for each in pair.changes:
            row += 1
            texts = (pair.other.label, pair.base.label, each.key, each.other, each.base)
            for column, text in enumerate(texts):
                sheet.text(row, column, shortened(text, LONGEST))


def _figures(paper: Paper, told: Told) -> None:
    """Every figure as in the tidy table, one column a run."""
    found = told.found
    sheet = paper.sheet(FIGURES, "Every figure", f"As in comparison_wide.csv; money in {found.currency}, not millions.")
    sheet.head(HEADER_ROW, ["Quantity", "Item", "Year", "Unit", *found.labels], (0, 1, 3))
    sheet.rule_headers(HEADER_ROW, 2)
    for row, each in enumerate(found.figures, HEADER_ROW + 1):
        sheet.text(row, 0, each.quantity)
        sheet.text(row, 1, each.item)
        sheet.number(row, 2, each.year, "year")
        sheet.text(row, 3, _unit_of(each))
        for place, value in enumerate(each.values):
            sheet.number(row, 4 + place, value, figure(value))


def _unit_of(found: Figure) -> str:
    return ", ".join(dict.fromkeys(filter(None, found.units))) if found.units else found.unit
