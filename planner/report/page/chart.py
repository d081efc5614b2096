"""What all figures share: plain style, units on the axes, and text of a case that stays text.

Plotly reads tags such as ``<b>`` in labels, so whatever a user may have written passes through `label`.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from .colours import INK

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
LINE: Final = "#D9D9D9"
LONGEST: Final = 40
FULL: Final = {"exponentformat": "none", "separatethousands": True}
"""Numbers along a horizontal axis written out; years must not be."""


def label(name: str) -> str:
    """A name of the case as a chart may show it: readable, of bounded length, no tags.

    Examples
    --------
    >>> label("pv_roof"), label("<b>hot</b>")
    ('pv roof', '&lt;b&gt;hot&lt;/b&gt;')
    """
    return html.escape(readable(name), quote=False)


def readable(name: str) -> str:
    """A name of the case for people: underscores are spaces, parts follow a dot in the middle."""
    text = name.replace("_", " ").replace(".", " · ")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def figure(traces: Sequence[Any], height: int, **layout: Any) -> Figure:
    """A figure in the style of the page. [height: px]"""
    import plotly.graph_objects as go

    made = go.Figure(data=list(traces))
    made.update_layout(
        template=None,
        height=height,
        font={"family": FONT, "size": 12, "color": INK},
        paper_bgcolor="#FFFFFF",
        plot_bgcolor="#FFFFFF",
        margin={"l": 70, "r": 20, "t": 20, "b": 50},
        legend={"orientation": "h", "y": -0.16, "yanchor": "top", "x": 0, "traceorder": "normal"},
        hoverlabel={"namelength": -1},
    )
    made.update_xaxes(showgrid=False, linecolor=LINE, ticks="outside", tickcolor=LINE, automargin=True)
    made.update_yaxes(
        gridcolor=LINE, zerolinecolor="#888888", automargin=True, exponentformat="none", separatethousands=True,
        title_standoff=10,
    )  # fmt: skip
    made.update_layout(**layout)
    return made


def category_axis(**more: Any) -> dict[str, Any]:
    """An axis of names or years that stand side by side."""
    return {"type": "category", "showgrid": False, "linecolor": LINE, "automargin": True, **more}


def titled(text: str, **more: Any) -> dict[str, Any]:
    """An axis with its quantity and unit."""
    return {"title": {"text": text}, "gridcolor": LINE, "zerolinecolor": "#888888", "automargin": True, **more}


def line(name: str, places: list[str], values: list[float], colour: str, dash: str, symbol: str, size: int = 8) -> Any:
    """Values over places that stand side by side, joined by a line."""
    import plotly.graph_objects as go

    return go.Scatter(
        name=name,
        x=places,
        y=values,
        mode="lines+markers",
        line={"color": colour, "dash": dash, "width": 2},
        marker={"symbol": symbol, "size": size},
    )


def above(places: list[str], heights: list[float], texts: list[str]) -> Any:
    """Texts above stacked bars of some heights."""
    import plotly.graph_objects as go

    return go.Scatter(
        x=places,
        y=heights,
        text=texts,
        mode="text",
        textposition="top center",
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )


def chooser(names: Sequence[str], shown: Sequence[Sequence[bool]], active: int) -> list[dict[str, Any]]:
    """A menu that shows one set of traces at a time."""
    buttons = [
        {"label": name, "method": "restyle", "args": [{"visible": list(visible)}]}
        for name, visible in zip(names, shown, strict=True)
    ]
    place = {"x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "pad": {"b": 4}}
    return [{"buttons": buttons, "active": active, "bgcolor": "#FFFFFF", "bordercolor": "#888888", **place}]
