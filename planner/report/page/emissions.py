"""CO2 from today to the last milestone year: scope 1 and 2, location and market based, beside the reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .amounts import plain
from .blocks import Block, Chart, Section, Table, Text
from .chart import category_axis, figure, titled
from .colours import FUEL, GRID, INK, KINDS, STORE
from .content import Content
from .wedge import wedge

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Record = Mapping[str, Any]


def emissions(content: Content) -> Section:
    """Chart and table of the path."""
    words = content.words
    blocks: list[Block] = [
        Chart(_path(content), words("co2.says")),
        *wedge(content),
        _table(content),
        Text(words("co2.note"), "faint"),
    ]
    return Section("co2", words("co2.title"), blocks)


def _location(record: Record) -> float:
    return float(record["scope1"] + record["scope2_location"])


def _market(record: Record) -> float:
    return float(record["scope1"] + record["scope2_market_certificates"])


def _path(content: Content) -> Figure:
    """Stacked scopes by the location-based rule, and lines for what else is asked."""
    import plotly.graph_objects as go

    words, records = content.words, content.records
    beside = [records[0], *content.summary["reference_years"]]
    scale = content.amounts.co2(max(_location(record) for record in [*records, *beside]))
    places = [_place(content, record) for record in records]
    stacks: list[tuple[str, str, Sequence[float]]] = [
        (words("co2.fuel"), FUEL, [record["scope1"] - record["scope1_process"] for record in records]),
        (words("co2.process"), KINDS["process"], [record["scope1_process"] for record in records]),
        (words("co2.location"), GRID, [record["scope2_location"] for record in records]),
    ]
    lines: list[tuple[str, str, str, Sequence[float]]] = [
        (words("co2.total_market"), INK, "solid", [_market(record) for record in records]),
        (words("co2.reference_location"), INK, "dot", [_location(record) for record in beside]),
    ]
    if any(record["offsets"] for record in records):
        lines.append((words("co2.net"), STORE, "dash", [record["net"] for record in records]))
    traces: list[Any] = [
        go.Bar(name=name, x=places, y=[scale.value(value) for value in values], marker={"color": colour})
        for name, colour, values in stacks
        if any(values)
    ]
    traces += [
        go.Scatter(
            name=name,
            x=places,
            y=[scale.value(value) for value in values],
            mode="lines+markers",
            line={"color": colour, "dash": dash, "width": 2.5},
            marker={"size": 8},
        )
        for name, colour, dash, values in lines
    ]
    return figure(
        traces,
        420,
        barmode="stack",
        bargap=0.4,
        xaxis=category_axis(),
        yaxis=titled(f"{words('axis.co2')}, {scale.yearly}", rangemode="tozero"),
    )


def _place(content: Content, record: Record) -> str:
    year = record["year"]
    return content.words("today", year=year) if year == content.case.horizon.base_year else str(year)


def _table(content: Content) -> Table:
    """Every account of CO2 by year, and how far it is below today."""
    words, records = content.words, content.records
    beside = [records[0], *content.summary["reference_years"]]
    scale = content.amounts.co2(_location(records[0]))

    def row(name: str, values: Sequence[float]) -> list[str]:
        return [words(name), *(scale.bare(value, scale.digits + (scale.factor > 1.0)) for value in values)]

    def change(name: str, values: Sequence[float]) -> list[str]:
        percents = (100.0 * (value - values[0]) / values[0] if values[0] else None for value in values)
        return [words(name), *(plain(percent, 1) for percent in percents)]

    rows = [row("co2.fuel", [record["scope1"] - record["scope1_process"] for record in records])]
    if any(record["scope1_process"] for record in records):
        rows.append(row("co2.process", [record["scope1_process"] for record in records]))
    if any(record["captured"] for record in records):
        rows.append(row("co2.captured", [record["captured"] for record in records]))
    rows += [
        row("co2.location", [record["scope2_location"] for record in records]),
        row("co2.market", [record["scope2_market"] for record in records]),
        row("co2.certificates", [record["scope2_market_certificates"] for record in records]),
        row("co2.total_location", [_location(record) for record in records]),
        change("co2.change_location", [_location(record) for record in records]),
        row("co2.total_market", [_market(record) for record in records]),
        change("co2.change_market", [_market(record) for record in records]),
        row("co2.reference_location", [_location(record) for record in beside]),
        row("co2.reference_market", [_market(record) for record in beside]),
    ]
    if any(record["offsets"] for record in records):
        rows.append(row("co2.offsets", [record["offsets"] for record in records]))
        rows.append(row("co2.net", [record["net"] for record in records]))
    return Table([f"{scale.yearly}", *(_place(content, record) for record in records)], rows, title=words("co2.table"))
