"""Indicator scores by year: a radar of the points reached, a table by year, and the arithmetic on demand."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..naming import indicator_of, label_of, title_of
from .amounts import plain, rounded
from .blocks import Block, Chart, Folded, Section, Table, Text
from .chart import FONT, figure, label, readable
from .colours import CONVERTER, FUEL, GRID, MEASURE, STORE, SUN, UPKEEP, faint
from .content import Content, number

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

YEAR_COLOURS = (UPKEEP, SUN, CONVERTER, STORE, MEASURE, FUEL, GRID)
"""Today is grey; the last year has the strongest colour."""
WIDEST = 26

Row = Mapping[str, str]
Record = Mapping[str, Any]


def scores(content: Content) -> Section:
    """Every scheme that a target of the case names."""
    words = content.words
    blocks: list[Block] = []
    for record in content.summary["scores"]:
        rows = [row for row in content.scores if row["target"] == record["target"]]
        blocks.append(Text(_called(content, record)))
        if _reached(record, record["years"][0]):
            blocks.append(Chart(_radar(content, record), words("score.says")))
        blocks.append(_totals(content, record))
        blocks += [
            Folded(
                words("score.arithmetic", year=year["year"]), [_arithmetic(content, record, rows, year["year"])], last
            )
            for year, last in ((year, year is record["years"][-1]) for year in record["years"])
        ]
        blocks.append(Text(words("score.note"), "faint"))
    return Section("scores", words("score.title"), blocks)


def _reached(record: Record, year: Record) -> dict[str, float]:
    """Share of the points of each indicator that is reached in a year. [%]"""
    return {
        name: 100.0 * (year["points"].get(name) or 0.0) / indicator["weight"]
        for name, indicator in record["indicators"].items()
        if indicator["weight"]
    }


def _called(content: Content, record: Record) -> str:
    """A scheme and what must be said beside its totals, in the language of the page."""
    scheme, lang = content.case.schemes.get(record["scheme"]), content.words.lang
    if scheme is None:
        return f"{record['title']}. {record['label']}"
    return f"{title_of(scheme, lang)}{content.words('sentence')}{label_of(scheme, lang)}"


def _name(content: Content, record: Record, indicator: str) -> str:
    """An indicator in the language of the page."""
    scheme = content.case.schemes.get(record["scheme"])
    if scheme is not None and indicator in scheme.indicators:
        return indicator_of(scheme, indicator, content.words.lang)
    known = record["indicators"].get(indicator)
    return str(known["name"]) if known else readable(indicator)


def _radar(content: Content, record: Record) -> Figure:
    """One ring per year; today, the first and the last year are shown, others by a click on the legend."""
    import plotly.graph_objects as go

    years = record["years"]
    shown = {0, len(years) // 2, len(years) - 1}
    colours = _spread(len(years))
    traces = []
    for place, year in enumerate(years):
        reached = _reached(record, year)
        names = [_broken(_name(content, record, name)) for name in reached]
        values = list(reached.values())
        traces.append(
            go.Scatterpolar(
                name=str(year["year"]),
                theta=[*names, names[0]],
                r=[*values, values[0]],
                mode="lines+markers",
                line={"color": colours[place], "width": 2.5, "dash": "dot" if place == 0 else "solid"},
                marker={"size": 5},
                fill="toself" if place == len(years) - 1 else "none",
                fillcolor=faint(colours[place], 0.12),
                visible=True if place in shown else "legendonly",
            )
        )
    return figure(
        traces,
        560,
        polar={
            "radialaxis": {"range": [0, 105], "ticksuffix": " %", "gridcolor": "#DDD", "angle": 90, "tickangle": 90},
            "angularaxis": {"direction": "clockwise", "rotation": 90, "gridcolor": "#DDD", "type": "category"},
        },
        font={"family": FONT, "size": 11},
        margin={"l": 160, "r": 160, "t": 50, "b": 50},
        legend={"orientation": "h", "y": -0.08, "yanchor": "top", "x": 0.5, "xanchor": "center"},
    )


def _broken(name: str) -> str:
    """A long name on several lines."""
    return "<br>".join(label(part) for part in textwrap.wrap(name, WIDEST))


def _spread(count: int) -> list[str]:
    """Colours of years: the first grey, the last blue."""
    between = [YEAR_COLOURS[1 + place % (len(YEAR_COLOURS) - 2)] for place in range(max(count - 2, 0))]
    return [YEAR_COLOURS[0], *between, YEAR_COLOURS[-1]][:count] if count > 1 else [YEAR_COLOURS[-1]]


def _totals(content: Content, record: Record) -> Table:
    """Points by indicator and year, and their totals; what may be claimed stands beside the exact sum."""
    words, years = content.words, record["years"]
    rows: list[Sequence[str]] = [
        (
            _name(content, record, name),
            plain(indicator["weight"], 1),
            *(plain(year["points"].get(name), 2) for year in years),
        )
        for name, indicator in record["indicators"].items()
    ]
    required = ("" if year["required"] is None else plain(year["required"], 1) for year in years)
    if any(year["required"] is not None for year in years):
        rows.append((words("score.required"), "", *required))
    rows.append((words("total"), plain(record["total"], 0), *(plain(year["score_exact"], 2) for year in years)))
    columns = [words("score.indicator"), words("score.weight"), *(str(year["year"]) for year in years)]
    return Table(columns, rows, title=words("score.table"), total=True)


def _arithmetic(content: Content, record: Record, rows: Sequence[Row], year: int) -> Table:
    """How the points of one year come about."""
    words = content.words
    names = ("indicator", "unit", "value", "numerator", "denominator", "baseline", "leading", "weight", "points")
    columns = [*(words(f"score.{name}") for name in names), words("score.quality")]
    found = []
    for row in (row for row in rows if int(row["year"]) == year):
        below, above = (
            _amount(content, number(row[part]), row[f"{part} unit"]) for part in ("numerator", "denominator")
        )
        found.append(
            (
                _name(content, record, row["indicator"]),
                row["unit"],
                rounded(number(row["value"])),
                below,
                above,
                rounded(number(row["baseline"])),
                rounded(number(row["leading"])),
                plain(number(row["weight"]), 1),
                plain(number(row["points"]), 2),
                words.either(f"quality.{row['quality']}", row["quality"]),
            )
        )
    return Table(columns, found, 2)


def _amount(content: Content, value: float | None, unit: str) -> str:
    """Numerator or denominator with its unit; money in the reader's magnitude."""
    if value is not None and unit == content.amounts.currency:
        return content.amounts.money(value).text(value)
    return f"{rounded(value)} {unit}".strip()
