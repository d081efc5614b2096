"""Energy of one year as a Sankey diagram, the year to be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .amounts import Scale
from .blocks import Block, Chart, Section, Text
from .chart import chooser, figure, label
from .colours import CONVERTER, OTHER, SOLD, UPKEEP, colour_of, faint
from .content import Content
from .flows import Flow, flows

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

FIXED = {"lost": UPKEEP, "spilled": UPKEEP, "surroundings": CONVERTER, "sold": SOLD}
NODE = 22
LEAST = 480

Node = tuple[str, str]


def sankey(content: Content) -> Section:
    """Energy from purchase and generation to end uses, losses and sales."""
    words = content.words
    years: list[int | None] = [None, *content.case.horizon.years]
    found = {year: flows(content, year) for year in years}
    found = {year: of_year for year, of_year in found.items() if of_year}
    blocks: list[Block] = []
    if found:
        scale = content.amounts.energy(max(flow.amount for of_year in found.values() for flow in of_year))
        says = words("energy.says", unit=scale.yearly)
        blocks = [Chart(_figure(content, found, scale), says), Text(words("energy.note"), "faint")]
    return Section("energy", words("energy.title"), blocks)


def _figure(content: Content, found: dict[int | None, list[Flow]], scale: Scale) -> Figure:
    """One trace per year, of which the middle one is shown first."""
    years = list(found)
    active = len(years) // 2
    traces = [_trace(content, found[year], scale, place == active) for place, year in enumerate(years)]
    nodes = max(len({node for flow in of_year for node in (flow.source, flow.target)}) for of_year in found.values())
    names = [
        content.words("today", year=content.case.horizon.base_year) if year is None else str(year) for year in years
    ]
    shown = [[place == other for other in range(len(years))] for place in range(len(years))]
    return figure(
        traces,
        max(LEAST, NODE * nodes),
        updatemenus=chooser(names, shown, active),
        margin={"l": 10, "r": 10, "t": 50, "b": 20},
    )


def _trace(content: Content, of_year: Sequence[Flow], scale: Scale, visible: bool) -> Any:
    import plotly.graph_objects as go

    nodes = list(dict.fromkeys(node for flow in of_year for node in (flow.source, flow.target)))
    place = {node: number for number, node in enumerate(nodes)}
    colours = [_colour(content, node) for node in nodes]
    through = [
        max(
            sum(flow.amount for flow in of_year if flow.source == node),
            sum(flow.amount for flow in of_year if flow.target == node),
        )
        for node in nodes
    ]
    return go.Sankey(
        arrangement="snap",
        visible=visible,
        valueformat=",.1f",
        valuesuffix=f" {scale.unit}",
        textfont={"size": 11},
        node={
            "label": [
                f"{_label(content, node)} {scale.bare(amount)}" for node, amount in zip(nodes, through, strict=True)
            ],
            "color": colours,
            "pad": 12,
            "thickness": 14,
            "line": {"width": 0},
            "hovertemplate": "%{label}<extra></extra>",
        },
        link={
            "source": [place[flow.source] for flow in of_year],
            "target": [place[flow.target] for flow in of_year],
            "value": [scale.value(flow.amount) for flow in of_year],
            "color": [faint(_link_colour(content, flow), 0.4) for flow in of_year],
        },
    )


def _label(content: Content, node: Node) -> str:
    kind, name = node
    if kind == "sold":
        return content.words("energy.sold")
    if kind in FIXED:
        return content.words(f"energy.{kind}")
    return content.words("energy.of_store", name=label(name)) if kind == "storage" else label(name)


def _colour(content: Content, node: Node) -> str:
    kind, name = node
    return FIXED.get(kind) or colour_of(content.case, name, kind)


def _link_colour(content: Content, flow: Flow) -> str:
    """A flow has the colour of where it comes from, or of where it goes if that is only a carrier."""
    own = _colour(content, flow.source)
    return _colour(content, flow.target) if own == OTHER else own
