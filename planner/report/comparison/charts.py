"""Figures of a comparison: all runs in one picture, the same colour for the same run everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ...comparison.decisions import decided
from ...comparison.figures import Figure, Values
from ...comparison.proof import bound
from ..page.chart import category_axis, figure, label, readable, titled
from ..page.colours import CARBON, CONVERTER, FUEL, GRID, INK, KINDS, MEASURE, OTHER, STORE, SUN, lighter
from .told import Told

if TYPE_CHECKING:
    from plotly.graph_objects import Figure as Chart

RUNS: Final = (GRID, FUEL, MEASURE, STORE, SUN, CONVERTER, CARBON)
SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up", "triangle-down", "star", "hexagon")
LASTING: Final = ("adopt", "build", "contract")
ROW, ROOM = 22, 120
"""Pixels of a row of the chart of years, and of what stands around the rows."""


def colour(place: int) -> str:
    """Colour of a run by its place; beyond the palette the colours come again, lighter."""
    return lighter(RUNS[place % len(RUNS)], min(0.45 * (place // len(RUNS)), 0.8))


def cost(told: Told) -> Chart:
    """Discounted cost of plan and reference by run, with what no plan costs less than."""
    import plotly.graph_objects as go

    found, words = told.found, told.words
    plan, reference = found.values("npv_cost"), found.values("reference_npv_cost")
    scale = told.amounts.money(max(abs(value) for value in (*plan, *reference) if value is not None))
    names = [label(name) for name in found.labels]
    bounds = [bound(side) for side in found.sides]
    below = [
        0.0 if least is None or value is None else max(value - least, 0.0) / scale.factor
        for value, least in zip(plan, bounds, strict=True)
    ]
    bars = go.Bar(
        name=words("line.npv_cost"),
        x=names,
        y=_scaled(plan, scale.factor),
        text=[scale.bare(value) for value in plan],
        marker={"color": [colour(place) for place in range(len(names))]},
        error_y={"type": "data", "symmetric": False, "array": [0.0] * len(names), "arrayminus": below, "color": INK},
        showlegend=False,
    )
    beside = go.Scatter(
        name=words("line.reference_npv_cost"),
        x=names,
        y=_scaled(reference, scale.factor),
        mode="markers",
        marker={"symbol": "diamond-open", "size": 12, "color": INK, "line": {"width": 2}},
    )
    axis = titled(f"{words('axis.cost')}, {scale.unit}", rangemode="tozero")
    return figure([bars, beside], 380, bargap=0.5, xaxis=category_axis(), yaxis=axis)


def by_year(told: Told, quantity: str, beside: str, kind: str) -> Chart:
    """Lines of a yearly quantity, one a run, going on as before dotted; of different factories against their base year.

    Parameters
    ----------
    told : Told
        The comparison.
    quantity, beside : str
        Figures of plan and reference.
    kind : str
        `money` or `co2`.
    """
    found, words = told.found, told.words
    rows, others = found.rows(quantity), found.rows(beside)
    largest = max(abs(value) for row in (*rows, *others) for value in row.values if value is not None)
    scale = told.amounts.money(largest) if kind == "money" else told.amounts.co2(largest)
    traces = []
    for place, side in enumerate(found.sides):
        base_year = side.case.horizon.base_year
        today = found.values(quantity, "", base_year)[place]
        divisor = (today or 1.0) / 100.0 if not found.one_factory else scale.factor
        plan = _points(rows, place)
        goes_on = {base_year: today, **_points(others, place)}
        for name, points, dash, symbol in (
            (label(side.label), plan, "solid", "circle"),
            (words("going_on", run=label(side.label)), goes_on, "dot", "diamond-open"),
        ):
            values = [None if value is None else value / divisor for value in points.values()]
            traces.append(_line(name, list(points), values, colour(place), dash, symbol, side.label))
    unit = words("axis.index") if not found.one_factory else scale.yearly
    name = words("axis.operating") if kind == "money" else words("axis.co2")
    return _years(told, traces, f"{name}, {unit}")


def scores(told: Told, scheme: str) -> Chart:
    """Points by year of the data, one line a run."""
    rows = told.found.rows("score", scheme)
    traces = []
    for place, side in enumerate(told.found.sides):
        points = _points(rows, place)
        if points:
            traces.append(
                _line(label(side.label), list(points), list(points.values()), colour(place), "solid", "circle", "")
            )
    return _years(told, traces, told.words("axis.score"))


def per(told: Told, quantity: str, footing: str, name: str, unit: str) -> Chart:
    """A yearly quantity on one footing, one line a run."""
    rows = told.found.rows(quantity, footing)
    traces = []
    for place, side in enumerate(told.found.sides):
        points = _points(rows, place)
        if points:
            traces.append(
                _line(label(side.label), list(points), list(points.values()), colour(place), "solid", "circle", "")
            )
    return _years(told, traces, f"{name}, {unit}")


def invested(told: Told) -> Chart | None:
    """Capital by calendar year, bars of the runs beside each other; None if nobody invests."""
    import plotly.graph_objects as go

    rows = told.found.rows("invested")
    if not rows:
        return None
    scale = told.amounts.money(max(value or 0.0 for row in rows for value in row.values))
    traces = [
        go.Bar(
            name=label(side.label),
            x=[str(row.year) for row in rows],
            y=_scaled([row.values[place] for row in rows], scale.factor),
            marker={"color": colour(place)},
        )
        for place, side in enumerate(told.found.sides)
    ]
    axis = titled(f"{told.words('axis.invested')}, {scale.unit}")
    return figure(traces, 360, barmode="group", bargap=0.3, xaxis=category_axis(), yaxis=axis)


def kinds(told: Told) -> Chart | None:
    """Capital by what it is for, stacked by run; of different factories in shares. None if nobody invests."""
    import plotly.graph_objects as go

    found, words = told.found, told.words
    rows = found.rows("invested_by_kind")
    if not rows:
        return None
    sums = [sum(row.values[place] or 0.0 for row in rows) for place in range(len(found.sides))]
    scale = told.amounts.money(max(sums))
    divisors = [scale.factor if found.one_factory else (whole or 1.0) / 100.0 for whole in sums]
    traces = [
        go.Bar(
            name=words.either(f"kind.{row.item}", readable(row.item)),
            x=[label(name) for name in found.labels],
            y=[(value or 0.0) / divisor for value, divisor in zip(row.values, divisors, strict=True)],
            marker={"color": KINDS.get(row.item, OTHER)},
        )
        for row in rows
    ]
    unit = f"{words('axis.invested')}, {scale.unit}" if found.one_factory else words("axis.share")
    return figure(traces, 380, barmode="stack", bargap=0.5, xaxis=category_axis(), yaxis=titled(unit))


def when(told: Told) -> Chart | None:
    """Year in which each thing begins, one mark a run; what differs stands above. None if nothing is decided."""
    import plotly.graph_objects as go

    found, words = told.found, told.words
    by_run = [{key: each for key, each in decided(side).items() if key[0] in LASTING} for side in found.sides]
    differing = dict.fromkeys((each.action, each.what) for pair in found.pairs for each in pair.decisions)
    every = dict.fromkeys(key for decisions in by_run for key in decisions)
    keys = [key for key in dict.fromkeys((*differing, *every)) if key in every]
    if not keys:
        return None
    rows = {key: label(key[1]) for key in keys}
    apart = 0.5 / max(len(found.sides), 1)
    traces = []
    for place, (side, decisions) in enumerate(zip(found.sides, by_run, strict=True)):
        chosen = [key for key in keys if key in decisions]
        traces.append(
            go.Scatter(
                name=label(side.label),
                mode="markers",
                x=[decisions[key].year for key in chosen],
                y=[len(keys) - 1 - keys.index(key) + apart * ((len(by_run) - 1) / 2.0 - place) for key in chosen],
                hovertext=[
                    f"{label(side.label)}: {decisions[key].year} "
                    f"{words.either(f'action.{key[0]}', key[0])} {rows[key]}{told.sizes(decisions[key])}"
                    for key in chosen
                ],
                hoverinfo="text",
                marker={
                    "color": colour(place), "symbol": SYMBOLS[place % len(SYMBOLS)], "size": 9,
                    "line": {"color": "#FFFFFF", "width": 0.5},
                },
            )
        )  # fmt: skip
    years = sorted({year for side in found.sides for year in side.blocks.years})
    return figure(
        traces,
        ROOM + ROW * len(keys),
        yaxis={
            "tickvals": [len(keys) - 1 - place for place in range(len(keys))], "ticktext": [rows[key] for key in keys],
            "range": [-0.7, len(keys) - 0.3], "gridcolor": "#EEEEEE", "automargin": True, "zeroline": False,
        },
        xaxis=titled(words("axis.year"), tickvals=years, range=[years[0] - 1, years[-1] + 1], side="top"),
        legend={"orientation": "h", "y": 0, "yanchor": "top", "x": 0},
        margin={"l": 70, "r": 20, "t": 60, "b": 40},
    )  # fmt: skip


def _points(rows: Sequence[Figure], place: int) -> dict[int, float | None]:
    """Values of a run by year, where it has any."""
    return {row.year: row.values[place] for row in rows if row.year is not None and row.values[place] is not None}


def _scaled(values: Values | Sequence[float | None], factor: float) -> list[float | None]:
    return [None if value is None else value / factor for value in values]


def _line(
    name: str, years: list[int], values: Sequence[float | None], shade: str, dash: str, symbol: str, group: str
) -> Any:
    import plotly.graph_objects as go

    return go.Scatter(
        name=name,
        x=years,
        y=list(values),
        mode="lines+markers",
        line={"color": shade, "dash": dash, "width": 2.5 if dash == "solid" else 1.5},
        marker={"symbol": symbol, "size": 7},
        legendgroup=label(group) or None,
        showlegend=dash == "solid",
    )


def _years(told: Told, traces: list[Any], axis: str) -> Chart:
    """A figure over the years, all of them on the axis."""
    years = sorted({year for side in told.found.sides for year in side.records})
    return figure(
        traces,
        400,
        xaxis=titled(told.words("axis.year"), tickvals=years, showgrid=False),
        yaxis=titled(axis, rangemode="tozero"),
        legend={"orientation": "h", "y": -0.22, "yanchor": "top", "x": 0},
    )
