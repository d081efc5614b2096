"""What a tonne of CO2 avoided costs, step by step: the curve, the table and the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from ...run.levers import BASES, REST, TOTAL
from .amounts import Scale, plain
from .blocks import Block, Chart, Section, Table, Text
from .chart import FULL, figure, label, readable, titled
from .colours import INK
from .content import Content, number
from .wedge import COLOURS

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Row = Mapping[str, str]
FARTHEST = 3.0
"""Cost of a tonne that the axis still shows, in means of all tonnes."""


def abatement(content: Content) -> Section:
    """Steps whose cost and CO2 can both be told, the cheapest tonne first."""
    words, rows = content.words, content.abatement
    steps = [row for row in rows if row["what"] not in (REST, TOTAL)]
    blocks: list[Block] = []
    counted = [row for row in steps if row["basis"] == BASES[0]]
    if counted:
        blocks.append(Chart(_curve(content, counted), words("abatement.says")))
    if steps:
        blocks += [_table(content, rows), Text(words("abatement.rule"), "faint")]
    return Section("abatement", words("abatement.title"), blocks)


def _curve(content: Content, rows: Sequence[Row]) -> Figure:
    """A bar for each step: as wide as the CO2 it avoids, as high as a tonne of it costs."""
    import plotly.graph_objects as go

    words = content.words
    avoided = [float(row["avoided"]) for row in rows]
    scale = content.amounts.co2(sum(avoided))
    ends = list(accumulate(avoided))
    low, high = _range(rows)
    seen: set[str] = set()
    traces = []
    for row, amount, end in zip(rows, avoided, ends, strict=True):
        cost = float(row["cost per tonne"])
        traces.append(
            go.Bar(
                name=words(f"lever.{row['lever']}"),
                legendgroup=row["lever"],
                showlegend=row["lever"] not in seen,
                x=[scale.value(end - 0.5 * amount)],
                width=[scale.value(amount)],
                y=[cost],
                hovertext=f"{label(row['what'])}: {plain(cost)} {content.amounts.coin}/t, {scale.text(amount)}",
                hoverinfo="text",
                text=[plain(cost)] if not low <= cost <= high else None,
                textposition="inside",
                insidetextanchor="start",
                textangle=0,
                textfont={"size": 10, "color": INK},
                constraintext="none",
                cliponaxis=True,
                marker={"color": COLOURS[row["lever"]], "line": {"color": "#FFFFFF", "width": 1}},
            )
        )
        seen.add(row["lever"])
    return figure(
        traces,
        420,
        barmode="overlay",
        xaxis=titled(f"{words('abatement.axis')}, {scale.unit}", showgrid=False, **FULL),
        yaxis=titled(f"{words('abatement.cost')}, {content.amounts.coin}/t", range=[low, high]),
        hovermode="closest",
        legend={"orientation": "h", "y": -0.22, "yanchor": "top", "x": 0, "traceorder": "normal"},
    )


def _range(rows: Sequence[Row]) -> tuple[float, float]:
    """Range of the axis of cost: one step far beyond the mean of all tonnes must not flatten the others."""
    pairs = [(float(row["cost per tonne"]), float(row["avoided"])) for row in rows]
    mean = sum(abs(cost) * amount for cost, amount in pairs) / sum(amount for _, amount in pairs)
    low = max(min(0.0, *(cost for cost, _ in pairs)), -FARTHEST * mean)
    high = min(max(0.0, *(cost for cost, _ in pairs)), FARTHEST * mean)
    room = 0.08 * (high - low)
    return low - room, high + room


def _table(content: Content, rows: Sequence[Row]) -> Table:
    words = content.words
    money = content.amounts.money(max(abs(float(row["cost"])) for row in rows))
    co2 = content.amounts.co2(max(abs(float(row["avoided"])) for row in rows))
    columns = [
        words("column.what"),
        words("wedge.lever"),
        *(words(f"abatement.{name}") for name in ("capital", "running", "energy", "net")),
        f"{words('abatement.avoided')}, {co2.unit}",
        f"{content.amounts.coin}/t",
    ]
    title = words("abatement.table", unit=money.unit)
    return Table(columns, [_cells(content, row, money, co2) for row in rows], 2, title=title, total=True)


def _cells(content: Content, row: Row, money: Scale, co2: Scale) -> tuple[str, ...]:
    words = content.words
    name = words(f"abatement.{row['what']}") if row["what"] in (REST, TOTAL) else readable(row["what"])
    claim = "*" if row["basis"] == BASES[1] else ""
    return (
        name,
        words(f"lever.{row['lever']}") + claim if row["lever"] else "",
        *(
            money.bare(number(row[part]) or None, money.fine)
            for part in ("capital", "running", "energy", "cost")
        ),
        co2.bare(number(row["avoided"])),
        plain(number(row["cost per tonne"])),
    )  # fmt: skip
