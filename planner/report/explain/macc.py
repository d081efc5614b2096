"""The marginal abatement curve with interactions: shares as blocks side by side, the static curve beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...explain.macc import TELLING
from ..page.amounts import NONE, Amounts, plain
from ..page.blocks import Block, Chart, Section, Table, Text
from ..page.chart import figure, label, readable, titled
from ..page.colours import CARBON, MEASURE, UPKEEP
from ..page.words import Words

if TYPE_CHECKING:
    from ...explain.macc import Bar, Macc

MILLION = 1e6
LEAST = 0.5
"""CO2 below which a cost per tonne says nothing. [t]"""


def macc_section(macc: Macc, beyond: tuple[float, float] | None, words: Words, amounts: Amounts) -> Section:
    """The curve and its table.

    Parameters
    ----------
    macc : Macc
        The shares.
    beyond : tuple of float or None
        What the run's cost and CO2 avoided have beyond those of typical days. [million; t]
    words, amounts
        Language.
    """
    blocks: list[Block] = [Text(words("explain.macc.says"))]
    if any(bar.avoided.share > LEAST for bar in macc.bars):
        blocks.append(Chart(_curve(macc, words, amounts), words("explain.macc.chart")))
    blocks.append(_table(macc, beyond, words, amounts))
    cost, avoided = macc.static_error
    money = amounts.money(max(abs(cost), abs(macc.cost)) * MILLION)
    ways = words("explain.macc.sampled", count=macc.orders) if macc.orders else words("explain.macc.all")
    error = words(
        "explain.macc.error", cost=money.text(cost * MILLION, 2), avoided=f"{plain(avoided)} t", parts=macc.coalitions,
        open=money.text(macc.open * MILLION, 2),
    )  # fmt: skip
    short = words("explain.macc.short", count=macc.short) if macc.short else ""
    blocks.append(Text(f"{error} {ways} {short}".strip(), "faint"))
    return Section("macc", words("explain.macc"), blocks)


def _curve(macc: Macc, words: Words, amounts: Amounts) -> Any:
    """Blocks as wide as the CO2 that each avoids and as high as a tonne costs; those that avoid none have none."""
    import plotly.graph_objects as go

    traces = []
    shared = [(bar, bar.cost.share, bar.avoided.share) for bar in macc.bars]
    static = [(bar, bar.cost.alone, bar.avoided.alone) for bar in macc.bars]
    for name, colour, every in (("explain.macc.share", MEASURE, shared), ("explain.macc.static", UPKEEP, static)):
        found = [each for each in every if each[2] > max(LEAST, TELLING * macc.avoided)]
        found.sort(key=lambda each: each[1] / each[2])
        place, across, width = 0.0, [], []
        for _, _, tonnes in found:
            across.append((place + tonnes / 2.0) / 1e3)
            width.append(tonnes / 1e3)
            place += tonnes
        solid = name == "explain.macc.share"
        traces.append(
            go.Bar(
                x=across, width=width, y=[cost * MILLION / tonnes for _, cost, tonnes in found], name=words(name),
                customdata=[label(_name(bar, words)) for bar, _, _ in found],
                text=[label(_name(bar, words)) for bar, _, _ in found] if solid else None,
                marker={"color": colour if solid else "rgba(0,0,0,0)", "line": {"color": CARBON, "width": 1}},
                hovertemplate="%{customdata}<br>%{width:,.2f} kt<br>%{y:,.0f}<extra></extra>",
            )
        )  # fmt: skip
    return figure(
        traces, 420, barmode="overlay", xaxis=titled(words("explain.macc.kt")),
        yaxis=titled(words("explain.macc.per", unit=amounts.coin)),
    )  # fmt: skip


def _table(macc: Macc, beyond: tuple[float, float] | None, words: Words, amounts: Amounts) -> Table:
    money = amounts.money(max((abs(bar.cost.share) for bar in macc.bars), default=0.0) * MILLION)

    def cash(amount: float) -> str:
        return money.bare(amount * MILLION, 2)

    columns = (
        words("explain.what"), words("explain.macc.alone", unit=money.unit),
        words("explain.macc.last", unit=money.unit), words("explain.macc.shared", unit=money.unit),
        words("explain.between"), *([words("explain.macc.se")] if macc.orders else []),
        words("explain.macc.alone", unit="t"),
        words("explain.macc.last", unit="t"), words("explain.macc.shared", unit="t"),
        words("explain.macc.per", unit=amounts.coin),
    )  # fmt: skip
    rows = []
    for bar in sorted(macc.bars, key=lambda each: each.cost.share):
        cost, avoided = bar.cost, bar.avoided
        price = bar.per_tonne(macc)
        per = NONE if price is None else plain(price * MILLION)
        proven = NONE if cost.low is None or cost.high is None else f"{cash(cost.low)} … {cash(cost.high)}"
        error = [cash(cost.error)] if macc.orders else []
        rows.append(
            (_name(bar, words), cash(cost.alone), cash(cost.last), cash(cost.share), proven, *error,
             plain(avoided.alone), plain(avoided.last), plain(avoided.share), per)
        )  # fmt: skip
    more, spread = beyond or (0.0, 0.0), (NONE,) * (2 if macc.orders else 1)
    if beyond is not None:
        empty = (NONE,) * 2
        rows.append((words("explain.macc.beyond"), *empty, cash(more[0]), *spread, *empty, plain(more[1]), NONE))
    alone = sum(bar.cost.alone for bar in macc.bars), sum(bar.avoided.alone for bar in macc.bars)
    rows.append(
        (words("explain.macc.total"), cash(alone[0]), NONE, cash(macc.cost + more[0]), *spread, plain(alone[1]), NONE,
         plain(macc.avoided + more[1]), NONE)
    )  # fmt: skip
    return Table(columns, rows, numbers=1, total=True)


def _name(bar: Bar, words: Words) -> str:
    """A player for people: a lever by its name, a group by that of the group."""
    if not bar.members:
        return words("explain.macc.targets")
    if len(bar.members) == 1:
        return readable(bar.members[0].partition(".")[2])
    group = bar.player.partition(" ")[0]
    return words(f"explain.group.{group}", count=len(bar.members))
