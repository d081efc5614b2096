"""What is chosen, what is not, and what binds: charts with their proven intervals, and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..page.amounts import NONE, Amounts, Scale, plain, rounded
from ..page.blocks import Chart, Section, Table, Text
from ..page.chart import category_axis, figure, label, readable, titled
from ..page.colours import FUEL, GRID, MEASURE
from ..page.words import Words

if TYPE_CHECKING:
    from ...explain.interval import Interval
    from ...explain.worth import Binding, Chosen, Rejected, Worth

MILLION = 1e6


def worth_sections(worth: Worth, words: Words, amounts: Amounts) -> Iterator[Section]:
    """Sections of what everything is worth; one that would be empty is left out."""
    found = [*(one.without for one in worth.chosen), *(one.forced for one in worth.rejected)]
    largest = max((each.value * MILLION for each in found if each is not None), default=0.0)
    money = amounts.money(largest)
    if worth.chosen:
        yield _chosen(worth.chosen, words, money)
    if worth.rejected:
        yield _rejected(worth.rejected, words, money)
    if worth.binding:
        yield _binding(worth, words, amounts)


def _chosen(every: tuple[Chosen, ...], words: Words, money: Scale) -> Section:
    columns = (
        words("explain.what"), words("explain.from"), words("explain.size"), words("explain.spent", unit=money.unit),
        words("explain.earns", unit=money.unit), words("explain.between"), words("explain.delay", unit=money.unit),
        words("explain.until"),
    )  # fmt: skip
    ranked = sorted(every, key=lambda one: -(one.without.value if one.without else float("inf")))
    rows = [
        (
            readable(one.lever.name), str(one.year), _size(one.size, one.lever.unit), money.bare(one.spent * MILLION),
            _value(one.without, one.needed_for, words, money), _between(one.without, money),
            _value(one.delayed, one.late_for, words, money) if one.until is not None else NONE,
            _until(one, words),
        )
        for one in ranked
    ]  # fmt: skip
    bars = [(one.lever.name, one.without) for one in ranked if one.without is not None]
    return Section(
        "chosen", words("explain.chosen"),
        [*_bars(bars, words("explain.chosen.says"), words("explain.earns", unit=money.unit), money, MEASURE),
         Table(columns, rows, numbers=1), Text(words("explain.gap"), "faint"),
         *_broken([one.least for one in every if one.needed_for], words, money)],
    )  # fmt: skip


def _rejected(every: tuple[Rejected, ...], words: Words, money: Scale) -> Section:
    columns = (
        words("explain.what"), words("explain.size"), words("explain.costs", unit=money.unit),
        words("explain.between"), words("explain.pays"), words("explain.proven"), words("explain.from"),
    )  # fmt: skip
    ranked = sorted(every, key=lambda one: -(one.breakeven.share.value if one.breakeven else -1.0))
    rows = []
    for one in ranked:
        end = one.breakeven
        pays, proven, start = words("explain.never"), NONE, NONE
        if end is not None:
            pays, start = _percent(end.share.value), str(end.year)
            proven = f"{_percent(end.share.low)} … {_percent(end.share.high)}"
        forced = _value(one.forced, one.against, words, money)
        size = _size(one.size, one.lever.unit)
        rows.append((readable(one.lever.name), size, forced, _between(one.forced, money), pays, proven, start))
    bars = [(one.lever.name, one.forced) for one in ranked if one.forced is not None]
    return Section(
        "rejected", words("explain.rejected"),
        [*_bars(bars, words("explain.rejected.says"), words("explain.costs", unit=money.unit), money, FUEL),
         Table(columns, rows, numbers=1), Text(words("explain.pays.says"), "faint"), *_counted(every, words),
         *_broken([one.least for one in every if one.against], words, money)],
    )  # fmt: skip


def _until(one: Chosen, words: Words) -> str:
    if one.until is None:
        return NONE
    return words("explain.dropped", year=one.until) if one.dropped else str(one.until)


def _counted(every: tuple[Rejected, ...], words: Words) -> list[Text]:
    """Where investments go on counting in full although they are priced lower."""
    keys = sorted({key for one in every if one.breakeven is not None for key in one.counted})
    if not keys:
        return []
    return [Text(words("explain.counted", what=", ".join(map(readable, keys))), "faint")]


def _broken(least: list[float], words: Words, money: Scale) -> list[Text]:
    """What it means that targets break."""
    if not least:
        return []
    return [Text(words("explain.broken", least=f"{money.bare(min(least) * MILLION)} {money.unit}"), "faint")]


def _binding(worth: Worth, words: Words, amounts: Amounts) -> Section:
    columns = (
        words("explain.statement"), words("explain.year"), words("explain.price", unit=amounts.coin),
        words("explain.step"), words("explain.saves", unit=amounts.coin), words("explain.between"),
    )  # fmt: skip
    rows = [_bound(one, words) for one in worth.binding]
    says = words("explain.binding.says", count=worth.loose or 0)
    return Section("binding", words("explain.binding"), [Table(columns, rows, numbers=1), Text(says, "faint")])


def _bound(one: Binding, words: Words) -> tuple[str, ...]:
    stated, saves = one.statement, one.saves
    unit = words("explain.million") if one.is_budget else stated.unit
    saved, between = NONE, NONE
    if saves is not None:
        saved = plain(saves.value * MILLION) + ("" if saves.proven else " *")
        between = f"{plain(saves.low * MILLION)} … {plain(saves.high * MILLION)}"
    price = f"{rounded(one.price * MILLION)} /{unit}"
    return readable(stated.key), str(stated.year), price, f"{rounded(one.step)} {unit}", saved, between


def _bars(bars: list[tuple[str, Interval]], says: str, axis: str, money: Scale, colour: str) -> list[Chart]:
    """Values with the interval in which each is proven to lie."""
    import plotly.graph_objects as go

    if not bars:
        return []
    found = [[money.value(number * MILLION) for number in (one.value, one.low, one.high)] for _, one in bars]
    spread = {
        "type": "data", "symmetric": False, "array": [high - value for value, _, high in found],
        "arrayminus": [value - low for value, low, _ in found], "color": GRID, "thickness": 1,
    }  # fmt: skip
    trace = go.Bar(
        y=[label(name) for name, _ in bars], x=[value for value, _, _ in found], orientation="h", error_x=spread,
        marker={"color": colour}, hovertemplate="%{y}: %{x:,.2f}<extra></extra>",
    )  # fmt: skip
    names = category_axis(autorange="reversed")
    return [Chart(figure([trace], 100 + 24 * len(bars), xaxis=titled(axis), yaxis=names, showlegend=False), says)]


def _value(one: Interval | None, against: tuple[str, ...], words: Words, money: Scale) -> str:
    if one is None:
        if not against:
            return NONE
        keys = dict.fromkeys(readable(_statement(place.partition("@")[0])) for place in against)
        return words("explain.against", what=", ".join(keys))
    return money.bare(one.value * MILLION, 2) + ("" if one.proven else " *")


def _statement(key: str) -> str:
    """The name of a target, or that it is the budget."""
    section, name, *rest = key.split(".")
    return name if section == "targets" or not rest else rest[0]


def _between(one: Interval | None, money: Scale) -> str:
    return NONE if one is None else f"{money.bare(one.low * MILLION, 2)} … {money.bare(one.high * MILLION, 2)}"


def _size(size: float, unit: str) -> str:
    return f"{rounded(size)} {unit}" if unit and size else NONE


def _percent(share: float) -> str:
    return f"{plain(100.0 * share, 1)} %"
