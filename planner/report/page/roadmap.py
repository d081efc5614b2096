"""The roadmap: what is built, adopted, signed and retired when, as a Gantt chart and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .amounts import Scale, plain
from .answer import size
from .blocks import Block, Chart, Section, Table, Text
from .chart import category_axis, figure, label, readable, titled
from .colours import INK, colour_of
from .content import Content, Step

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

LASTING = ("adopt", "build", "contract")
ORDER = ("measure", "renewable", "storage", "converter", "route", "capture", "grid")
YEARLY = ("green_trade", "certificate", "offset")
ROW, ROOM = 20, 120
"""Pixels of a row, and of what stands around the rows: forty things fit on a printed page."""
TEXT_YEARS = 2.0


@dataclass(frozen=True)
class Bar:
    """A service: from its year to the end of its life, the next step of the same thing, or the end of the plan."""

    step: Step
    kind: str
    begin: int
    end: float


def roadmap(content: Content) -> Section:
    """Gantt chart and table of every step."""
    words = content.words
    if not content.steps:
        return Section("roadmap", words("roadmap.title"), [Text(words("answer.nothing"))])
    scale = content.amounts.money(max(step.capex for step in content.steps))
    blocks: list[Block] = [
        Chart(_gantt(content, scale), words("roadmap.says", unit=scale.unit)),
        _table(content, scale),
        Text(words("roadmap.note"), "faint"),
    ]
    return Section("roadmap", words("roadmap.title"), blocks)


def bars(content: Content) -> list[Bar]:
    """Bars of the chart, by kind, first year and name."""
    found: list[Bar] = []
    for what in dict.fromkeys(step.what for step in content.steps if step.action in LASTING):
        steps = [step for step in content.steps if step.what == what and step.action in LASTING]
        thing = content.thing(what)
        kind = thing.kind if thing else ""
        ends = [_end(content, step, kind, getattr(thing, "parameters", None)) for step in steps]
        following = [float(step.year) for step in steps[1:]] + [float(content.case.horizon.end + 1)]
        found += [Bar(step, kind, step.year, min(pair)) for step, *pair in zip(steps, ends, following, strict=True)]
    order = {kind: place for place, kind in enumerate(ORDER)}
    first = {bar.step.what: bar.begin for bar in reversed(found)}
    return sorted(found, key=lambda bar: (order.get(bar.kind, len(ORDER)), first[bar.step.what], bar.step.what))


def _end(content: Content, step: Step, kind: str, given: Any) -> float:
    """Year after the last in service."""
    horizon = content.case.horizon
    if kind in YEARLY:
        return float(next((year for year in horizon.years if year > step.year), horizon.end + 1))
    years = getattr(given, "life", None) or getattr(given, "tenor", None)
    return float(horizon.end + 1 if years is None else step.year + years)


def _gantt(content: Content, scale: Scale) -> Figure:
    """One row per thing, one bar per step; what is retired early is a cross."""
    import plotly.graph_objects as go

    found, words = bars(content), content.words
    traces = [
        go.Bar(
            name=words.either(f"kind.{kind}", readable(kind)),
            orientation="h",
            y=[label(bar.step.what) for bar in found if bar.kind == kind],
            base=[bar.begin for bar in found if bar.kind == kind],
            x=[bar.end - bar.begin for bar in found if bar.kind == kind],
            text=[_said(content, bar, scale) for bar in found if bar.kind == kind],
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            textfont={"size": 10, "color": INK},
            constraintext="none",
            hovertext=[_hover(content, bar.step, scale) for bar in found if bar.kind == kind],
            hoverinfo="text",
            marker={
                "color": [colour_of(content.case, _owner(content, bar), kind) for bar in found if bar.kind == kind],
                "line": {"color": "#555555", "width": 0.6},
            },
        )
        for kind in dict.fromkeys(bar.kind for bar in found)
    ]
    retired = [step for step in content.steps if step.action == "retire"]
    if retired:
        traces.append(
            go.Scatter(
                name=words("roadmap.retired"),
                mode="markers+text",
                x=[step.year for step in retired],
                y=[label(step.what) for step in retired],
                text=[f" {size(content, step.size, step.unit)}" for step in retired],
                textposition="middle right",
                textfont={"size": 10},
                marker={"symbol": "x", "size": 10, "color": INK},
                hovertext=[_hover(content, step, scale) for step in retired],
                hoverinfo="text",
            )
        )
    rows = list(dict.fromkeys([bar.step.what for bar in found] + [step.what for step in retired]))
    horizon = content.case.horizon
    return figure(
        traces,
        ROOM + ROW * len(rows),
        barmode="overlay",
        bargap=0.2,
        yaxis=category_axis(
            categoryorder="array", categoryarray=[label(row) for row in reversed(rows)], showgrid=True, gridcolor="#EEE"
        ),
        xaxis=titled(
            words("axis.year"),
            range=[horizon.first_decision, horizon.end + 1],
            tickvals=list(horizon.years),
            side="top",
        ),
        legend={"orientation": "h", "y": 0, "yanchor": "top", "x": 0},
        margin={"l": 70, "r": 20, "t": 60, "b": 40},
    )


def _owner(content: Content, bar: Bar) -> str:
    thing = content.thing(bar.step.what)
    return thing.name if thing else bar.step.what


def _said(content: Content, bar: Bar, scale: Scale) -> str:
    """Size and money, as far as the bar has room for them."""
    sized = size(content, bar.step.size, bar.step.unit)
    money = scale.bare(bar.step.capex) if bar.step.capex >= 0.05 * scale.factor else ""
    if bar.end - bar.begin < TEXT_YEARS:
        return ""
    if bar.end - bar.begin < 2 * TEXT_YEARS:
        return sized or money
    return " · ".join(part for part in (sized, money) if part)


def _hover(content: Content, step: Step, scale: Scale) -> str:
    words = content.words
    action = words.either(f"action.{step.action}", readable(step.action))
    parts = [f"{step.year}: {action} {label(step.what)}", size(content, step.size, step.unit)]
    parts.append(scale.text(step.capex) if step.capex else "")
    return "<br>".join(part for part in parts if part)


def _table(content: Content, capital: Scale) -> Table:
    words, steps = content.words, content.steps
    columns = [words(f"column.{name}") for name in ("year", "action", "what", "size")]
    columns += [
        f"{words('column.capex')}, {capital.unit}",
        f"{words('column.saving')}, {capital.yearly}",
        words("column.co2"),
    ]
    total = sum(step.capex for step in steps)
    rows = [*_rows(content, capital), ("", "", words("total"), "", capital.bare(total, capital.fine), "", "")]
    return Table(columns, rows, 3, total=True)


def _rows(content: Content, capital: Scale) -> Iterator[tuple[str, ...]]:
    for step in content.steps:
        yield (
            str(step.year),
            content.words.either(f"action.{step.action}", readable(step.action)),
            readable(step.what),
            size(content, step.size, step.unit),
            capital.bare(step.capex or None, capital.fine),
            capital.bare(step.saving, capital.fine),
            plain(step.co2),
        )
