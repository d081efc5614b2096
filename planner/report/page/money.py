"""Investment by calendar year and operating cost by milestone year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...run.entries import entries
from .blocks import Block, Chart, Folded, Section, Table, Text
from .cash_flow import cash_flow
from .chart import above, category_axis, figure, line, readable, titled
from .colours import INK, KINDS, OTHER
from .content import Content
from .groups import GROUP_COLOURS, grouped

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

MILLION = 1e6


def money(content: Content) -> Section:
    """What is spent once, and what every year costs beside the reference."""
    words = content.words
    blocks: list[Block] = []
    spent = _spent(content)
    if spent:
        blocks += [Chart(_investment(content, spent), words("money.invested"))]
    blocks += [
        Chart(_operating(content), words("money.operating")),
        _table(content),
        Text(words("money.note"), "faint"),
        Folded(words("money.lines"), [_lines(content)]),
        *cash_flow(content),
    ]
    return Section("money", words("money.title"), blocks)


def _spent(content: Content) -> dict[str, dict[int, float]]:
    """Capital by kind of thing and calendar year; kinds and years without any are left out. [currency]"""
    sums: dict[str, dict[int, float]] = {}
    for row in entries(content.solution, "cash"):
        if row.label != "capex":
            continue
        thing = content.thing(row.item)
        by_year = sums.setdefault(thing.kind if thing else "", {})
        for year, value in row.values.items():
            if value > 0.0:
                by_year[year] = by_year.get(year, 0.0) + value * MILLION
    return {kind: by_year for kind, by_year in sums.items() if by_year}


def _investment(content: Content, spent: Mapping[str, Mapping[int, float]]) -> Figure:
    import plotly.graph_objects as go

    words = content.words
    years = sorted({year for by_year in spent.values() for year in by_year})
    totals = {year: sum(by_year.get(year, 0.0) for by_year in spent.values()) for year in years}
    scale = content.amounts.money(max(totals.values()))
    traces: list[Any] = [
        go.Bar(
            name=words.either(f"kind.{kind}", readable(kind)),
            x=[str(year) for year in years],
            y=[scale.value(by_year.get(year, 0.0)) for year in years],
            marker={"color": KINDS.get(kind, OTHER)},
        )
        for kind, by_year in spent.items()
    ]
    traces.append(
        above(
            list(map(str, years)),
            [scale.value(totals[year]) for year in years],
            [scale.bare(totals[year]) for year in years],
        )
    )
    return figure(
        traces,
        360,
        barmode="stack",
        bargap=0.35,
        xaxis=category_axis(),
        yaxis=titled(f"{words('axis.invested')}, {scale.unit}"),
    )


def _operating(content: Content) -> Figure:
    """Stacked costs of a year by group; the reference's total as a line above them."""
    import plotly.graph_objects as go

    words, records = content.words, content.records
    by_group = [grouped(record["cost"].items()) for record in records]
    scale = content.amounts.money(max(sum(abs(value) for value in groups.values()) for groups in by_group))
    places = [_place(content, record["year"]) for record in records]
    traces: list[Any] = [
        go.Bar(
            name=words(group),
            x=places,
            y=[scale.value(groups[group]) for groups in by_group],
            marker={"color": colour, "line": {"color": "#FFFFFF", "width": 0.5}},
        )
        for group, colour in GROUP_COLOURS.items()
        if any(abs(groups[group]) > 0.0 for groups in by_group)
    ]
    net = [sum(record["cost"].values()) for record in records]
    beside = [net[0], *(sum(record["cost"].values()) for record in content.summary["reference_years"])]
    traces += [
        line(words("money.net"), places, [scale.value(value) for value in net], INK, "solid", "circle"),
        line(words("reference"), places, [scale.value(value) for value in beside], INK, "dot", "diamond-open"),
    ]
    return figure(
        traces,
        420,
        barmode="relative",
        bargap=0.4,
        xaxis=category_axis(),
        yaxis=titled(f"{words('axis.operating')}, {scale.yearly}"),
    )


def _place(content: Content, year: int) -> str:
    """A year as a place on an axis; the base year is today."""
    return content.words("today", year=year) if year == content.case.horizon.base_year else str(year)


def _table(content: Content) -> Table:
    """Operating cost by group and year, its sum, and the reference."""
    words, records = content.words, content.records
    by_group = [grouped(record["cost"].items()) for record in records]
    net = [sum(record["cost"].values()) for record in records]
    scale = content.amounts.money(max(map(abs, net)))
    rows = [
        [words(group), *(scale.bare(groups[group] or None, 2) for groups in by_group)]
        for group in GROUP_COLOURS
        if any(groups[group] for groups in by_group)
    ]
    beside = [sum(record["cost"].values()) for record in content.summary["reference_years"]]
    rows.append([words("reference"), scale.bare(net[0], 2), *(scale.bare(value, 2) for value in beside)])
    rows.append([words("money.net"), *(scale.bare(value, 2) for value in net)])
    return Table([f"{scale.yearly}", *(_place(content, record["year"]) for record in records)], rows, total=True)


def _lines(content: Content) -> Table:
    """Every line of the bill."""
    records = content.records
    names = sorted({line for record in records for line in record["cost"]})
    scale = content.amounts.money(max(sum(record["cost"].values()) for record in records))
    rows = [[readable(line), *(scale.bare(record["cost"].get(line), 3) for record in records)] for line in names]
    return Table([f"{scale.yearly}", *(_place(content, record["year"]) for record in records)], rows)
