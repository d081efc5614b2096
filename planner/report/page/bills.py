"""Electricity bills before and after: today's and every milestone year's, by component."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .blocks import Block, Chart, Section, Table, Text
from .chart import above, category_axis, figure, label, readable, titled
from .colours import CONVERTER, GRID, MEASURE, OTHER, SOLD, UPKEEP, colour_of, lighter
from .content import Content

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

COLOURS = {
    "energy": GRID,
    "retail_tou": lighter(GRID, 0.25),
    "retail_fixed": lighter(GRID, 0.25),
    "spot_linked": lighter(GRID, 0.25),
    "demand": lighter(GRID, 0.5),
    "capacity": lighter(GRID, 0.5),
    "transmission": CONVERTER,
    "line_loss": lighter(CONVERTER, 0.5),
    "system_operation": MEASURE,
    "government_funds": UPKEEP,
    "export": SOLD,
}
"""In the order of the stack, contracts above them."""


def bills(content: Content) -> Section:
    """Chart and table by component."""
    words = content.words
    sums = _sums(content)
    blocks: list[Block] = []
    if sums:
        blocks = [Chart(_figure(content, sums), words("bill.says")), _table(content, sums)]
        blocks.append(Text(words("bill.note"), "faint"))
    return Section("bills", words("bill.title"), blocks)


def _sums(content: Content) -> dict[str, dict[int, float]]:
    """Amounts by component and year, the components of green power by their contract. [currency/a]"""
    sums: dict[str, dict[int, float]] = {}
    for row in content.bills:
        component = row["component"] if row["line"].startswith("grid_") else row["component"].partition(".")[0]
        by_year = sums.setdefault(component, {})
        by_year[int(row["year"])] = by_year.get(int(row["year"]), 0.0) + float(row["amount"] or 0.0)
    order = list(COLOURS)
    known = sorted((name for name in sums if name in COLOURS), key=order.index)
    return {name: sums[name] for name in [*known, *sorted(set(sums) - set(known))]}


def _colour(content: Content, component: str) -> str:
    """Colour of a component of the grid's bill, or of a contract that is settled on it."""
    thing = content.thing(component)
    return COLOURS.get(component) or (OTHER if thing is None else colour_of(content.case, thing.name, thing.kind))


def _years(content: Content) -> list[int]:
    return [record["year"] for record in content.records]


def _places(content: Content) -> list[str]:
    base = content.case.horizon.base_year
    return [content.words("today", year=year) if year == base else str(year) for year in _years(content)]


def _figure(content: Content, sums: dict[str, dict[int, float]]) -> Figure:
    import plotly.graph_objects as go

    words, years = content.words, _years(content)
    totals = [sum(by_year.get(year, 0.0) for by_year in sums.values()) for year in years]
    scale = content.amounts.money(max(map(abs, totals)))
    traces = [
        go.Bar(
            name=words.either(f"component.{component}", label(component)),
            x=_places(content),
            y=[scale.value(by_year.get(year, 0.0)) for year in years],
            marker={
                "color": _colour(content, component),
                "line": {"color": "#FFFFFF", "width": 0.5},
            },
        )
        for component, by_year in sums.items()
    ]
    heights = [scale.value(sum(max(by_year.get(year, 0.0), 0.0) for by_year in sums.values())) for year in years]
    traces.append(above(_places(content), heights, [scale.bare(total) for total in totals]))
    return figure(
        traces,
        440,
        barmode="relative",
        bargap=0.4,
        xaxis=category_axis(),
        yaxis=titled(f"{words('axis.bill')}, {scale.yearly}"),
    )


def _table(content: Content, sums: dict[str, dict[int, float]]) -> Table:
    years = _years(content)
    totals = [sum(by_year.get(year, 0.0) for by_year in sums.values()) for year in years]
    scale = content.amounts.money(max(map(abs, totals)))
    rows = [
        [
            content.words.either(f"component.{component}", readable(component)),
            *(scale.bare(by_year.get(year), scale.fine) for year in years),
        ]
        for component, by_year in sums.items()
    ]
    rows.append([content.words("total"), *(scale.bare(total, scale.fine) for total in totals)])
    return Table([f"{scale.yearly}", *_places(content)], rows, total=True)
