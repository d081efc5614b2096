"""CO2 from today to the plan, lever by lever: bars by year, the steps of one year, and every number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...run.levers import BASES, CHANGES, LEVERS
from .amounts import NONE, Scale
from .blocks import Block, Chart, Folded, Table, Text
from .chart import FULL, category_axis, chooser, figure, readable, titled
from .colours import CARBON, CONTRACT, CONVERTER, FUEL, GRID, INK, KINDS, MEASURE, OTHER, SUN, UPKEEP, lighter
from .content import Content

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

COLOURS = {
    "activity": UPKEEP,
    "grid_factor": GRID,
    "going_on": OTHER,
    "efficiency": MEASURE,
    "electrification": CONVERTER,
    "fuels": FUEL,
    "onsite": SUN,
    "process": KINDS["process"],
    "capture": CARBON,
    "procurement": CONTRACT,
    "certificates": lighter(CONTRACT, 0.5),
    "offsets": lighter(CARBON, 0.5),
}
SEEN = 5e-5
"""Share of today's CO2 below which a lever cannot be seen in any year and is left out."""
STEP, ROOM = 26, 120
"""Pixels of one lever, and of what stands around them."""


@dataclass
class Year:
    """One year under one rule. [t/a]"""

    levels: dict[str, float] = field(default_factory=dict)
    levers: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    items: dict[tuple[str, str], float] = field(default_factory=dict)


Years = Mapping[str, Mapping[int, Year]]


def wedge(content: Content) -> Iterator[Block]:
    """Charts, tables and the rule by which CO2 is attributed."""
    words = content.words
    if not content.levers:
        yield Text(words("wedge.missing"), "faint")
        return
    years = _years(content.levers)
    shown = {basis: _shown(of) for basis, of in years.items()}
    if not (content.audit.get("levers") or {"passed": True})["passed"]:
        yield Text(words("wedge.open"), "warn")
    scale = content.amounts.co2(max(max(year.levels.values()) for of in years.values() for year in of.values()))
    yield Chart(_bars(content, years, shown, scale), words("wedge.says"))
    yield Chart(_steps(content, years, shown, scale), words("wedge.steps"))
    for basis in BASES:
        yield _table(content, basis, years[basis], shown[basis], scale)
    rules = [Text(words(f"wedge.rule_{part}"), "faint") for part in ("levers", "order", "changes")]
    yield Folded(words("wedge.rule"), rules, open=True)
    for basis in BASES:
        title = words("wedge.items", basis=words(f"basis.{basis}"))
        yield Folded(title, [_items(content, years[basis], scale)])


def _years(rows: Sequence[Mapping[str, str]]) -> Years:
    """Rows of `levers.csv` by rule and year."""
    found: dict[str, dict[int, Year]] = {basis: defaultdict(Year) for basis in BASES}
    for row in rows:
        year, value = found[row["basis"]][int(row["year"])], float(row["value"])
        if row["kind"] == "level":
            year.levels[row["lever"]] = value
        else:
            year.levers[row["lever"]] += value
            key = (row["lever"], row["item"])
            year.items[key] = year.items.get(key, 0.0) + value
    return found


def _shown(of: Mapping[int, Year]) -> list[str]:
    """Levers that do anything in any year, in their order."""
    return [
        lever
        for lever in (*CHANGES, *LEVERS)
        if any(abs(year.levers.get(lever, 0.0)) > SEEN * abs(year.levels["today"]) for year in of.values())
    ]


def _bars(content: Content, years: Years, shown: Mapping[str, Sequence[str]], scale: Scale) -> Figure:
    """What the plan emits, and upon it what each lever avoids, up to the reference."""
    import plotly.graph_objects as go

    words, base = content.words, content.case.horizon.base_year
    traces: list[Any] = []
    owners: list[str] = []
    for basis in BASES:
        of = years[basis]
        places = [words("today", year=base), *(str(year) for year in of)]
        today = next(iter(of.values())).levels["today"]
        plan = [today, *(year.levels["plan"] for year in of.values())]
        made = [_bar(words("wedge.left"), lighter(UPKEEP, 0.4), places, [scale.value(value) for value in plan])]
        for lever in shown[basis]:
            if lever in LEVERS:
                avoided = [0.0, *(-year.levers.get(lever, 0.0) for year in of.values())]
                made.append(
                    _bar(words(f"lever.{lever}"), COLOURS[lever], places, [scale.value(value) for value in avoided])
                )
        beside = [today, *(year.levels["reference"] for year in of.values())]
        made.append(
            go.Scatter(
                name=words("reference"),
                x=places,
                y=[scale.value(value) for value in beside],
                mode="lines+markers",
                line={"color": INK, "dash": "dot", "width": 2},
                marker={"symbol": "diamond-open", "size": 8},
            )
        )
        for trace in made:
            trace.visible = basis == BASES[0]
        traces += made
        owners += [basis] * len(made)
    return figure(
        traces,
        460,
        barmode="relative",
        bargap=0.35,
        updatemenus=chooser(
            [words(f"basis.{basis}") for basis in BASES], [[owner == basis for owner in owners] for basis in BASES], 0
        ),
        margin={"l": 70, "r": 20, "t": 50, "b": 50},
        xaxis=category_axis(),
        yaxis=titled(f"{words('axis.co2')}, {scale.yearly}"),
    )


def _bar(name: str, colour: str, places: Sequence[str], values: Sequence[float]) -> Any:
    import plotly.graph_objects as go

    return go.Bar(
        name=name, x=places, y=values, marker={"color": colour, "line": {"color": "#FFFFFF", "width": 0.5}},
        hovertemplate="%{y:,.2f}",
    )  # fmt: skip


def _steps(content: Content, years: Years, shown: Mapping[str, Sequence[str]], scale: Scale) -> Figure:
    """One year from today to the plan, a bar for each step; one trace for every year and rule."""
    words = content.words
    places = [(basis, year) for basis in BASES for year in years[basis]]
    active = len(years[BASES[0]]) - 1
    traces = [
        _waterfall(content, years[basis][year], shown[basis], scale, number == active)
        for number, (basis, year) in enumerate(places)
    ]
    names = [f"{year} · {words(f'basis.{basis}')}" for basis, year in places]
    return figure(
        traces,
        ROOM + STEP * (max(map(len, shown.values())) + 3),
        updatemenus=chooser(names, [[place == other for other in places] for place in places], active),
        showlegend=False,
        margin={"l": 70, "r": 50, "t": 50, "b": 60},
        yaxis=category_axis(autorange="reversed"),
        xaxis=titled(f"{words('axis.co2')}, {scale.yearly}", rangemode="tozero", **FULL),
    )


def _waterfall(content: Content, year: Year, shown: Sequence[str], scale: Scale, visible: bool) -> Any:
    import plotly.graph_objects as go

    words = content.words
    rows: list[tuple[str, str, float, float]] = [(words("wedge.today"), CARBON, 0.0, year.levels["today"])]
    height = year.levels["today"]
    for lever in [name for name in shown if name in CHANGES]:
        rows.append((words(f"lever.{lever}"), COLOURS[lever], height, year.levers.get(lever, 0.0)))
        height += year.levers.get(lever, 0.0)
    height = year.levels["reference"]
    rows.append((words("reference"), CARBON, 0.0, height))
    for lever in [name for name in shown if name in LEVERS]:
        rows.append((words(f"lever.{lever}"), COLOURS[lever], height, year.levers.get(lever, 0.0)))
        height += year.levers.get(lever, 0.0)
    rows.append((words("wedge.plan"), CARBON, 0.0, year.levels["plan"]))
    digits = scale.digits
    return go.Bar(
        orientation="h",
        y=[name for name, *_ in rows],
        base=[scale.value(base) for *_, base, _ in rows],
        x=[scale.value(change) for *_, change in rows],
        text=[
            scale.bare(change, digits) if colour == CARBON and not base else _signed(scale, change, digits)
            for _, colour, base, change in rows
        ],
        textposition="outside",
        cliponaxis=False,
        marker={"color": [colour for _, colour, *_ in rows]},
        hovertemplate="%{y}: %{text}<extra></extra>",
        visible=visible,
    )


def _signed(scale: Scale, change: float, digits: int) -> str:
    """A change with its sign; a dash where it is too small for the digits."""
    value = scale.value(change)
    if abs(value) < 0.5 * 10.0**-digits:
        return NONE
    return f"+{scale.bare(change, digits)}" if value > 0.0 else scale.bare(change, digits)


def _table(content: Content, basis: str, of: Mapping[int, Year], shown: Sequence[str], scale: Scale) -> Table:
    """Levels and levers of every year under one rule."""
    words = content.words
    digits = scale.digits + (scale.factor > 1.0)

    def row(name: str, values: Sequence[float]) -> list[str]:
        return [name, *(scale.bare(value, digits) for value in values)]

    def lever(name: str) -> list[str]:
        return [words(f"lever.{name}"), *(_signed(scale, year.levers.get(name, 0.0), digits) for year in of.values())]

    rows = [row(words("wedge.today"), [year.levels["today"] for year in of.values()])]
    rows += [lever(name) for name in shown if name in CHANGES]
    rows.append(row(words("reference"), [year.levels["reference"] for year in of.values()]))
    rows += [lever(name) for name in shown if name in LEVERS]
    rows.append(row(words("wedge.plan"), [year.levels["plan"] for year in of.values()]))
    title = words("wedge.table", basis=words(f"basis.{basis}"))
    return Table([f"{scale.yearly}", *(str(year) for year in of)], rows, title=title, total=True)


def _items(content: Content, of: Mapping[int, Year], scale: Scale) -> Table:
    """What every thing contributes to its lever."""
    words, digits = content.words, scale.digits + 2 * (scale.factor > 1.0)
    least = SEEN * max(abs(year.levels["today"]) for year in of.values()) * 0.1
    keys = {key for year in of.values() for key, value in year.items.items() if key[1] and abs(value) > least}
    order = {lever: place for place, lever in enumerate(LEVERS)}
    final = list(of.values())[-1]
    ranked = sorted(keys, key=lambda key: (order[key[0]], final.items.get(key, 0.0), key[1]))
    rows = [
        [
            words(f"lever.{lever}"),
            readable(item),
            *(_signed(scale, year.items[lever, item], digits) if (lever, item) in year.items else NONE
              for year in of.values()),
        ]
        for lever, item in ranked
    ]  # fmt: skip
    columns = [words("wedge.lever"), f"{words('column.what')}, {scale.yearly}", *(str(year) for year in of)]
    return Table(columns, rows, 2)
