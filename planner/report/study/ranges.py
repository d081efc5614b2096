"""Charts of ranges: one at a time, and what matters by screening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..page.amounts import NONE, Scale, rounded
from ..page.blocks import Block, Chart, Section, Table, Text
from ..page.chart import FULL, category_axis, figure, titled
from ..page.colours import FUEL, GRID, UPKEEP
from .keys import said_on_chart
from .seen import Seen

if TYPE_CHECKING:
    from ...study.screening import Screening
    from ...study.tornado import Effect, Tornado

MOST_BARS = 20

# Changes smaller than this part of the base are what solves leave open. [1]
STILL = 1e-9

Pair = tuple["Effect", "Effect"]


def tornado_section(seen: Seen, tornado: Tornado) -> Section:
    """Change of every output at the low and the high end of every range, the widest first."""
    words = seen.words
    pairs: dict[str, list[Pair]] = {}
    effects = iter(tornado.effects(seen.found))
    for low, high in zip(effects, effects, strict=True):
        pairs.setdefault(low.output, []).append((low, high))
    blocks: list[Block] = [Text(words("study.tornado.says"))]
    failed = [low.key for low, high in pairs.get("cost", ()) if _swing((low, high)) is None]
    if failed:
        blocks.append(Text(words("study.tornado.failed", keys=", ".join(failed)), "warn"))
    still = []
    for output, every in pairs.items():
        moving = sorted((each for each in every if _moves(each)), key=lambda each: _swing(each) or 0.0, reverse=True)
        if moving:
            blocks.append(_bars(seen, output, moving[:MOST_BARS]))
        else:
            still.append(words(f"study.output.{output}"))
    if still:
        blocks.append(Text(words("study.tornado.still", outputs=", ".join(still))))
    ordered = sorted(pairs.get("cost", ()), key=lambda each: _swing(each) or 0.0, reverse=True)
    money = seen.scale("cost", max((_swing(each) or 0.0 for each in ordered), default=0.0))
    columns = (
        words("study.tornado.key"), words("study.low"), words("study.high"), words("study.tornado.low.change"),
        words("study.tornado.high.change"),
    )  # fmt: skip
    rows = [(low.key, low.value, high.value, *(_change(money, each) for each in (low, high))) for low, high in ordered]
    blocks.append(Table(columns, rows, numbers=3, title=words("study.tornado.table", unit=money.unit)))
    return Section("tornado", words("study.tornado"), blocks)


def _bars(seen: Seen, output: str, pairs: Sequence[Pair]) -> Chart:
    """Both ends of every range as bars that meet at the base."""
    import plotly.graph_objects as go

    words, scale = seen.words, seen.scale(output, max(_swing(pair) or 0.0 for pair in pairs))
    names = [said_on_chart(words, low.key) for low, _ in pairs]
    traces = [
        go.Bar(
            y=names, x=[scale.value(pair[side].change or 0.0) for pair in pairs], orientation="h", name=words(name),
            marker={"color": colour}, customdata=[said_on_chart(words, pair[side].value) for pair in pairs],
            hovertemplate="%{y}<br>%{x:,.3~f}<extra></extra>",
        )
        for side, name, colour in ((0, "study.low", GRID), (1, "study.high", FUEL))
    ]  # fmt: skip
    axis = titled(words(f"study.tornado.axis.{output}", unit=scale.unit), zeroline=True, **FULL)
    chart = figure(
        traces, 130 + 26 * len(pairs), barmode="overlay", bargap=0.35, xaxis=axis,
        yaxis=category_axis(autorange="reversed"), legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        margin={"l": 70, "r": 20, "t": 40, "b": 60},
    )  # fmt: skip
    stands = pairs[0][0].base
    base = seen.scale(output, stands).text(stands) if output != "score" else rounded(stands)
    return Chart(chart, words(f"study.tornado.{output}", base=base, count=len(pairs)))


def _change(scale: Scale, effect: Effect) -> str:
    return NONE if effect.change is None else rounded(scale.value(effect.change))


def _swing(pair: Pair) -> float | None:
    """How far a range moves an output at most; None where a run failed."""
    low, high = (each.change for each in pair)
    return None if low is None or high is None else max(abs(low), abs(high), abs(high - low))


def _moves(pair: Pair) -> bool:
    return (_swing(pair) or 0.0) > STILL * max(abs(pair[0].base), 1.0)


def screening_section(seen: Seen, screening: Screening) -> Section:
    """Which ranges matter, one chart for every output, the most important first."""
    words = seen.words
    tables = screening.tables(seen.found)
    blocks: list[Block] = [Text(words(f"study.screening.{screening.method}", runs=len(seen.found)))]
    if tables is None:
        blocks.append(Text(words("study.screening.lost"), "warn"))
        return Section("screening", words("study.screening"), blocks)
    if screening.method == "sobol":
        blocks.append(Text(words("study.screening.few"), "faint"))
    blocks.extend(_indices(seen, screening.method, output, rows) for output, rows in tables.items())
    still = [words(f"study.output.{output}") for output in seen.outputs if output not in tables]
    if still:
        blocks.append(Text(words("study.screening.still", outputs=", ".join(still))))
    blocks.append(_table(seen, screening.method, tables))
    return Section("screening", words("study.screening"), blocks)


def _indices(seen: Seen, method: str, output: str, rows: Sequence[Mapping[str, Any]]) -> Chart:
    """The indices of an output, by range."""
    import plotly.graph_objects as go

    words, scale = seen.words, _effects_scale(seen, output, rows)
    shown, main = (("mu_star", "sigma"), "mu_star") if method == "morris" else (("S1", "ST"), "ST")
    factor = scale.factor if method == "morris" else 1.0
    ordered = sorted(rows, key=lambda row: float(row[main]), reverse=True)
    names = [said_on_chart(words, str(row["key"])) for row in ordered]
    traces = [
        go.Bar(
            y=names, x=[row[name] / factor for row in ordered], orientation="h", name=words(f"study.index.{name}"),
            marker={"color": colour}, hovertemplate="%{y}<br>%{x:,.3~f}<extra></extra>",
            error_x={
                "type": "data", "array": [row.get(f"{name}_conf", 0.0) / factor for row in ordered], "thickness": 1,
                "width": 3, "color": "#222222", "visible": f"{name}_conf" in ordered[0],
            },
        )
        for name, colour in zip(shown, (GRID, FUEL) if method == "sobol" else (GRID, UPKEEP), strict=True)
    ]  # fmt: skip
    title = (
        words(f"study.screening.effect.{output}", unit=scale.unit)
        if method == "morris"
        else words("study.screening.share")
    )
    chart = figure(
        traces, 130 + 44 * len(rows), barmode="group", xaxis=titled(title, zeroline=True, **FULL),
        yaxis=category_axis(autorange="reversed"), legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        margin={"l": 70, "r": 20, "t": 40, "b": 60},
    )  # fmt: skip
    return Chart(chart, words(f"study.output.{output}"))


def _effects_scale(seen: Seen, output: str, rows: Sequence[Mapping[str, Any]]) -> Scale:
    """Scale of the effects of a screening by Morris; that of Sobol has none, and shares are no amounts."""
    return seen.scale(output, max(float(row.get("mu_star", 0.0)) for row in rows))


def _table(seen: Seen, method: str, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Table:
    """Every index by output and range."""
    words = seen.words
    names = ("mu_star", "sigma", "mu") if method == "morris" else ("S1", "ST")

    def rows() -> Iterator[tuple[str, ...]]:
        for output, each in tables.items():
            scale = _effects_scale(seen, output, each)
            factor = scale.factor if method == "morris" else 1.0
            unit = f", {scale.unit}" if method == "morris" and scale.unit else ""
            for row in sorted(each, key=lambda row: float(row[names[0]]), reverse=True):
                said = f"{words(f'study.output.{output}')}{unit}"
                yield (said, str(row["key"]), *(rounded(row[name] / factor) for name in names))

    columns = (words("study.result"), words("study.tornado.key"), *(words(f"study.index.{name}") for name in names))
    return Table(columns, list(rows()), numbers=2, title=words("study.screening.table"))
