"""The project's cash flow by calendar year, and what it is worth: present value, rate of return, payback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...finance.statement import BEFORE_TAX, MEMOS
from ...run.finance import FLOWS, Finance
from .amounts import Scale, plain
from .blocks import Block, Chart, Folded, Table, Text
from .chart import category_axis, figure, line, readable, titled
from .colours import CARBON, CONTRACT, CONVERTER, INK, MEASURE, OTHER, STORE, SUN, UPKEEP
from .content import Content

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

MILLION = 1e6
COLOURS = {
    "operation_saving": MEASURE, "carbon_saving": CARBON, "operation_vat": CONTRACT, "investment": CONVERTER,
    "investment_vat": CONTRACT, "other_payments": OTHER, "grants": SUN, "residual_value": UPKEEP, "income_tax": STORE,
}  # fmt: skip
"""Parts of the cash flow after tax, each with its colour."""


def cash_flow(content: Content) -> list[Block]:
    """Chart, figures and lines of the cash flow; what was left out of it, said in words."""
    finance = Finance(content.case, content.solution, content.run.reference)
    words, lines = content.words, finance.statement.lines
    flows = [name for name in FLOWS if name in lines]
    if not any(abs(value) > 0.0 for value in lines["before_tax"].values()):
        return [Text(words("cash.nothing"))]
    largest = max(abs(value) for name in flows for value in lines[name].values())
    scale = content.amounts.money(largest * MILLION)
    blocks: list[Block] = [
        Chart(_bars(content, lines, flows[-1], scale), words("cash.says")),
        _figures(content, flows),
        Text(words("cash.note"), "faint"),
    ]
    if "shadow_carbon" in lines:
        blocks.append(Text(words("cash.shadow"), "faint"))
    if content.summary["finance"]["levelised"]:
        blocks.append(_levelised(content))
    return [*blocks, Folded(words("cash.lines"), [_lines(content, lines, scale)])]


def _bars(content: Content, lines: Mapping[str, Mapping[int, float]], last: str, scale: Scale) -> Figure:
    """Parts stacked by year, the flow that they add up to, and what has come in so far."""
    import plotly.graph_objects as go

    words = content.words
    years = [str(year) for year in lines["before_tax"]]
    whole = "after_tax" if "after_tax" in lines else "before_tax"
    parts = [*BEFORE_TAX, *(["income_tax"] if whole == "after_tax" else [])]
    traces: list[Any] = [
        go.Bar(
            name=words(f"flow.{name}"),
            x=years,
            y=[scale.value(value * MILLION) for value in lines[name].values()],
            marker={"color": COLOURS[name]},
        )
        for name in parts
        if any(abs(value) > 0.0 for value in lines[name].values())
    ]
    flows = [whole] if last in (whole, "before_tax") else [whole, last]
    for name, dash, symbol in zip(flows, ("solid", "dot"), ("circle", "diamond-open"), strict=False):
        heights = [scale.value(value * MILLION) for value in lines[name].values()]
        traces.append(line(words(f"flow.{name}"), years, heights, INK, dash, symbol, 7))
    sums, total = [], 0.0
    for value in lines[flows[-1]].values():
        total += value
        sums.append(scale.value(total * MILLION))
    traces.append(line(words("cash.so_far"), years, sums, INK, "dash", "x-thin-open", 7))
    return figure(
        traces,
        420,
        barmode="relative",
        bargap=0.35,
        xaxis=category_axis(),
        yaxis=titled(f"{words('axis.cash')}, {scale.unit}"),
    )


def _figures(content: Content, flows: list[str]) -> Table:
    """Present value, rates and paybacks, a column for each flow."""
    words, stored = content.words, content.summary["finance"]
    scale = content.amounts.money(max(abs(stored[name]["npv"]) for name in flows))
    rows = [[f"{words('flow.npv')}, {scale.unit}", *(scale.bare(stored[name]["npv"], 2) for name in flows)]]
    for key in ("irr", "real_irr", "modified_irr"):
        rows.append([words(f"flow.{key}"), *(_rate(content, stored[name], key) for name in flows)])
    for key in ("payback_years", "discounted_payback_years"):
        unit = content.amounts.year
        rows.append([f"{words(f'flow.{key}')}, {unit}", *(plain(stored[name][key], 1) for name in flows)])
    if stored["loan"] is not None and stored["loan"]["dscr_least"] is not None:
        least = plain(stored["loan"]["dscr_least"], 2)
        rows.append([words("cash.least"), *("" for _ in flows[:-1]), least])
    return Table(["", *(words(f"flow.{name}") for name in flows)], rows)


def _levelised(content: Content) -> Table:
    """Real cost of a unit of power made, power stored, energy saved."""
    words = content.words
    rows = [
        [words(f"cash.{row['kind']}", what=readable(row["what"])), plain(row["cost"], 0), row["unit"]]
        for row in content.summary["finance"]["levelised"]
    ]
    return Table([words("cash.levelised"), "", ""], rows)


def _rate(content: Content, stored: Mapping[str, Any], key: str) -> str:
    """A rate a year; where there are several, all of them, none being the answer."""
    if stored[key] is not None:
        return f"{plain(100.0 * stored[key], 1)} %"
    if key == "irr" and len(stored["rates"]) > 1:
        return content.words("cash.several", rates=", ".join(f"{plain(100.0 * rate, 1)} %" for rate in stored["rates"]))
    return plain(None)


def _lines(content: Content, lines: Mapping[str, Mapping[int, float]], scale: Scale) -> Table:
    """Every line by calendar year; what is no payment comes after what is."""
    words = content.words
    paid = [name for name in lines if name not in MEMOS]
    beside = [name for name in lines if name in MEMOS]
    years = list(lines["before_tax"])
    rows = [
        [words(f"flow.{name}"), *(_cell(lines[name].get(year), name, scale) for year in years)]
        for name in (*paid, *beside)
    ]
    return Table([scale.unit, *map(str, years)], rows)


def _cell(value: float | None, name: str, scale: Scale) -> str:
    return plain(value, 2) if name == "dscr" else scale.bare(None if value is None else value * MILLION, 3)
