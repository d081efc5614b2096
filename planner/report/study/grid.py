"""Charts over a grid: cost, CO2 and score along the key with the most values, and what is invested where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..page.blocks import Chart, Section
from ..page.chart import FULL, category_axis, figure, label, readable, titled
from ..page.colours import LINES, MEASURE
from .keys import on_chart, said_on_chart
from .seen import Seen, places

if TYPE_CHECKING:
    from ...study.outcome import Outcome

MOST_COLUMNS = 200
Value = Callable[["Outcome"], float | None]


def grid_sections(seen: Seen) -> Iterator[Section]:
    """Sections of a grid; a quantity that no point has is left out."""
    money, carbon = seen.money, seen.carbon

    def cost(each: Outcome) -> float | None:
        return None if each.cost is None else money.value(each.cost)

    def reference(each: Outcome) -> float | None:
        return money.value(each.summary["reference_npv_cost"])

    def co2(each: Outcome) -> float | None:
        return None if each.co2 is None else carbon.value(each.co2)

    yield _along(seen, "cost", cost, money.unit, reference)
    yield _along(seen, "co2", co2, carbon.unit)
    if any(each.score is not None for each in seen.solved):
        yield _along(seen, "score", lambda each: each.score, "")
    if any(each.investments for each in seen.solved):
        yield _investments(seen)


def _along(seen: Seen, name: str, value: Value, unit: str, beside: Value | None = None) -> Section:
    """One quantity along the key with the most values, a line for every combination of the others."""
    import plotly.graph_objects as go

    words, traces = seen.words, []
    numeric = places([each.values[seen.along] for each in seen.found]) is not None
    for place, (rest, line) in enumerate(seen.lines().items()):
        colour = LINES[place % len(LINES)]
        texts = [each.values[seen.along] for each in line]
        across: Any = places(texts) if numeric else [on_chart(text) for text in texts]
        named = on_chart(rest or words(f"study.{name}"))
        style = {"mode": "lines+markers", "legendgroup": named, "customdata": [seen.name(each) for each in line]}
        seen_as = "%{customdata}<br>%{y:,.2f}<extra></extra>"
        traces.append(
            go.Scatter(
                x=across, y=[value(each) for each in line], name=named, line={"color": colour},
                hovertemplate=seen_as, **style,
            )
        )  # fmt: skip
        if beside is not None:
            thin = {"color": colour, "width": 1, "dash": "dot"}
            named = " · ".join(part for part in (on_chart(rest), words("study.reference")) if part)
            traces.append(
                go.Scatter(
                    x=across, y=[beside(each) for each in line], name=named, line=thin, hovertemplate=seen_as,
                    **{**style, "mode": "lines"},
                )
            )  # fmt: skip
    says = words(f"study.{name}.says")
    across_axis = (
        titled(seen.axis(seen.along), **FULL)
        if numeric
        else category_axis(title={"text": said_on_chart(words, seen.along)})
    )
    above = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    chart = figure(traces, 420, legend=above, xaxis=across_axis, yaxis=titled(words(f"study.{name}.axis", unit=unit)))
    return Section(name, words(f"study.{name}"), [Chart(chart, says)])


def _investments(seen: Seen) -> Section:
    """Every point's investments: how much, and when first."""
    import plotly.graph_objects as go

    shown = seen.solved[:MOST_COLUMNS]
    sizes: dict[str, dict[int, float]] = {}
    years: dict[str, dict[int, int]] = {}
    units: dict[str, str] = {}
    for each in shown:
        for one in each.investments:
            if one.action == "retire":
                continue
            sizes.setdefault(one.what, {})
            sizes[one.what][each.number] = sizes[one.what].get(each.number, 0.0) + one.size
            years.setdefault(one.what, {}).setdefault(each.number, one.year)
            units[one.what] = "" if one.unit == "1" else one.unit
    rows = sorted(sizes)
    most = {what: max(sizes[what].values()) for what in rows}
    shares = [[sizes[what].get(each.number, 0.0) / most[what] for each in shown] for what in rows]
    texts = [[str(years[what].get(each.number, "")) for each in shown] for what in rows]
    said = [[f"{sizes[what].get(each.number, 0.0):,.3g} {units[what]}".strip() for each in shown] for what in rows]
    few = len(shown) <= 24
    map_ = go.Heatmap(
        z=shares, x=[on_chart(f"{each.number}: {seen.name(each)}") for each in shown], y=[label(what) for what in rows],
        text=texts if few else None, texttemplate="%{text}" if few else None, customdata=said, zmin=0.0, zmax=1.0,
        colorscale=[[0.0, "#FFFFFF"], [1.0, MEASURE]], xgap=1, ygap=1, showscale=False,
        hovertemplate="%{y}<br>%{x}<br>%{customdata}<extra></extra>",
    )  # fmt: skip
    longest = max(len(readable(what)) for what in rows)
    chart = figure(
        [map_], 150 + 20 * len(rows), xaxis=category_axis(tickangle=-45), yaxis=category_axis(autorange="reversed"),
        margin={"l": 20 + 7 * longest, "r": 20, "t": 50, "b": 90},
    )  # fmt: skip
    return Section("investments", seen.words("study.investments"), [Chart(chart, seen.words("study.investments.says"))])
