"""Charts of ranges: one at a time, and what matters by screening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..page.amounts import rounded
from ..page.blocks import Block, Chart, Section, Table, Text
from ..page.chart import category_axis, figure, label, titled
from ..page.colours import FUEL, GRID, UPKEEP
from .seen import Seen

if TYPE_CHECKING:
    from ...study.screening import Screening
    from ...study.tornado import Range

MOST_BARS = 30


def tornado_section(seen: Seen, ranges: Sequence[Range]) -> Section:
    """Change of the cost at the low and the high end of every range, the widest first."""
    import plotly.graph_objects as go

    words, money = seen.words, seen.money
    base, *rest = seen.found
    costs = {each.number: each.cost for each in seen.found}
    bars = []
    for place, one in enumerate(ranges):
        low, high = (costs[each.number] for each in rest[2 * place : 2 * place + 2])
        if base.cost is not None and low is not None and high is not None:
            bars.append((one, money.value(low - base.cost), money.value(high - base.cost)))
    bars.sort(key=lambda bar: max(abs(bar[1]), abs(bar[2]), abs(bar[2] - bar[1])), reverse=True)
    shown = bars[:MOST_BARS]
    names = [label(one.key) for one, _, _ in shown]
    traces = [
        go.Bar(y=names, x=[bar[side] for bar in shown], orientation="h", name=words(name), marker={"color": colour})
        for side, name, colour in ((1, "study.low", GRID), (2, "study.high", FUEL))
    ]
    axis = titled(words("study.tornado.axis", unit=money.unit))
    chart = figure(
        traces, 140 + 22 * len(shown), barmode="overlay", xaxis=axis, yaxis=category_axis(autorange="reversed")
    )
    says = words("study.tornado.says", count=len(shown), base=money.text(base.cost))
    columns = (words("study.point"), words("study.low"), words("study.high"), "Δ", "Δ")
    rows = [(one.key, one.low, one.high, rounded(low), rounded(high)) for one, low, high in bars]
    return Section("tornado", words("study.tornado"), [Chart(chart, says), Table(columns, rows, numbers=3)])


def screening_sections(
    seen: Seen, screening: Screening, tables: Mapping[str, Sequence[Mapping[str, Any]]] | None
) -> Iterator[Section]:
    """Which ranges matter, one chart for every output."""
    import plotly.graph_objects as go

    words = seen.words
    said = words(f"study.screening.{screening.method}", runs=len(seen.found))
    blocks: list[Block] = [Text(said)]
    if tables is None:
        blocks.append(Text(words("study.screening.lost"), "warn"))
    for output, rows in (tables or {}).items():
        names = [label(str(row["key"])) for row in rows]
        figures = [name for name in rows[0] if name != "key" and not name.endswith("_conf")]
        traces = [
            go.Bar(y=names, x=[row[name] for row in rows], orientation="h", name=name, marker={"color": colour})
            for name, colour in zip(figures, (GRID, FUEL, UPKEEP), strict=False)
        ]
        title = words(f"study.output.{output}")
        chart = figure(
            traces, 140 + 44 * len(rows), barmode="group", xaxis=titled(title),
            yaxis=category_axis(autorange="reversed"),
        )  # fmt: skip
        blocks.append(Chart(chart, title))
    yield Section("screening", words("study.screening"), blocks)
