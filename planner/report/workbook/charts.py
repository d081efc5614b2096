"""Native charts of the workbook: cost, emissions and the path of the score, drawn from cells."""

from __future__ import annotations

from typing import Any

from .bills import BillRanges
from .cash_flow import SUM, TOTAL, YEAR, CashCells
from .emissions import EmissionCells
from .investments import PLAN, REFERENCE
from .paper import Paper
from .scores import Overview

SIZE = {"width": 560, "height": 290}
COLOURS = {
    "electricity": "#4E79A7", "fuel": "#9C755F", "green": "#59A14F", "upkeep": "#BAB0AC", "carbon": "#E15759",
    "feed_in": "#EDC948", "other": "#B07AA1",
}  # fmt: skip
SCOPE1, SCOPE2, LINE, SAVED = "#9C755F", "#4E79A7", "#1A1A1A", "#59A14F"


def cost_chart(paper: Paper, bills: BillRanges) -> Any:
    """Operating cost by group and milestone year, stacked."""
    chart = paper.book.add_chart({"type": "column", "subtype": "stacked"})
    sheet = bills.sheet.name
    for row, name in bills.groups:
        chart.add_series(
            {
                "name": [sheet, row, 0],
                "categories": [sheet, bills.head, bills.first, bills.head, bills.last],
                "values": [sheet, row, bills.first, row, bills.last],
                "fill": {"color": COLOURS.get(name, "#B07AA1")},
                "gap": 60,
            }
        )
    say = paper.edition
    return _finished(chart, say("chart.cost"), f"{say.money}/{say.year}", "#,##0")


def emission_chart(paper: Paper, emissions: EmissionCells) -> Any:
    """Scopes 1 and 2 stacked, the reference as a line."""
    chart = paper.book.add_chart({"type": "column", "subtype": "stacked"})
    sheet = emissions.sheet.name
    years = [sheet, emissions.head, emissions.first, emissions.head, emissions.last]
    for row, colour in ((emissions.scope1, SCOPE1), (emissions.scope2, SCOPE2)):
        values = [sheet, row, emissions.first, row, emissions.last]
        fill = {"color": colour}
        chart.add_series({"name": [sheet, row, 0], "categories": years, "values": values, "fill": fill, "gap": 60})
    line = paper.book.add_chart({"type": "line"})
    for row, colour, dash in ((emissions.reference, "#7F7F7F", "dash"), (emissions.net, LINE, "solid")):
        values = [sheet, row, emissions.first, row, emissions.last]
        look = {"color": colour, "width": 2, "dash_type": dash}
        line.add_series({"name": [sheet, row, 0], "categories": years, "values": values, "line": look})
    chart.combine(line)
    return _finished(chart, paper.edition("chart.co2"), paper.edition.unit("t/a"), "#,##0")


def cash_chart(paper: Paper, cash: CashCells) -> Any:
    """Cost of every calendar year, plan beside reference."""
    chart = paper.book.add_chart({"type": "column"})
    sheet = cash.sheet.name
    years = [sheet, cash.first, YEAR, cash.last, YEAR]
    say = paper.edition
    for name, column, colour in (("plan", TOTAL[PLAN], SCOPE2), ("reference", TOTAL[REFERENCE], "#BAB0AC")):
        values = [sheet, cash.first, column, cash.last, column]
        look = {"fill": {"color": colour}, "gap": 60}
        chart.add_series({"name": say(name), "categories": years, "values": values, **look})
    return _finished(chart, say("chart.cash"), f"{say.money}/{say.year}", "#,##0")


def saving_chart(paper: Paper, cash: CashCells) -> Any:
    """What the plan has saved up to each calendar year, not discounted."""
    chart = paper.book.add_chart({"type": "column"})
    sheet = cash.sheet.name
    years = [sheet, cash.first, YEAR, cash.last, YEAR]
    values = [sheet, cash.first, SUM, cash.last, SUM]
    name = paper.edition("cash.so_far")
    chart.add_series({"name": name, "categories": years, "values": values, "fill": {"color": SAVED}, "gap": 60})
    made = _finished(chart, paper.edition("chart.saving"), paper.edition.money, "#,##0")
    made.set_legend({"none": True})
    return made


def score_chart(paper: Paper, overview: Overview) -> Any:
    """Total of a score by year of the data."""
    chart = paper.book.add_chart({"type": "line"})
    sheet = overview.sheet.name
    chart.add_series(
        {
            "name": paper.edition("chart.score_name"),
            "categories": [sheet, overview.head, overview.first, overview.head, overview.last],
            "values": [sheet, overview.total, overview.first, overview.total, overview.last],
            "line": {"color": "#59A14F", "width": 2.25},
            "marker": {"type": "circle", "size": 6, "fill": {"color": "#59A14F"}, "border": {"color": "#59A14F"}},
            "data_labels": {"value": True, "position": "above", "num_format": "0.0"},
        }
    )
    made = _finished(chart, paper.edition("chart.score"), paper.edition("scores.points_unit"), "0")
    chart.set_legend({"none": True})
    return made


def _finished(chart: Any, title: str, unit: str, digits: str) -> Any:
    """Title, axes with their units, legend and size."""
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}, "overlay": False})
    chart.set_x_axis({"num_font": {"size": 9}, "label_position": "low", "text_axis": True})
    chart.set_y_axis(
        {
            "name": unit,
            "name_font": {"size": 9, "bold": False},
            "num_font": {"size": 9},
            "num_format": digits,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.75}},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_size(SIZE)
    return chart
