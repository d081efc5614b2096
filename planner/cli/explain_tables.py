"""An explanation on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .cells import number, plain_table, size_text
from .voice import printable

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from ..explain.explain import Contradiction, Explanation
    from ..explain.interval import Interval
    from ..explain.macc import Macc
    from ..explain.worth import Worth

GAP = "Numbers marked * lie within the gap: they are not proven to be above zero. A smaller --gap tells more."


def shown(found: Explanation) -> Iterator[Any]:
    """Tables and sentences."""
    if found.contradiction is not None:
        yield from map(printable, contradiction_lines(found.contradiction))
    if found.otherwise:
        names = ", ".join(map(printable, found.otherwise))
        yield f"The plan chosen anew differs from the run, within the gap, in: {names}."
    if found.worth is not None:
        yield from _worth(found.worth, found.case.currency)
    if found.macc is not None:
        yield from _macc(found, found.macc)


def contradiction_lines(one: Contradiction) -> Iterator[str]:
    """Why no plan keeps everything, in words."""
    if one.conflict:
        years: dict[str, list[str]] = {}
        for each in one.conflict:
            years.setdefault(each.key, []).append(str(each.year))
        stated = [f"{key} in {', '.join(found)}" for key, found in years.items()]
        if len(one.conflict) == 1:
            yield f"No plan keeps {stated[0]}, whatever else is given up."
        else:
            yield "These statements contradict each other; without any single one of them the others can be kept:"
            yield from (f"  {each}" for each in stated)
    elif one.unserved:
        yield "No plan serves every demand within the limits of what may be built and bought; no target is the reason."
    else:
        yield "The nearest plan oversteps statements by little more than the solver's tolerance."
    if one.oversteps:
        yield "The nearest plan oversteps:"
    for place, amount in one.oversteps.items():
        key, _, year = place.rpartition("@")
        yield f"  {key} in {year} by {amount:,.4g} {one.units.get(place, '')}".rstrip()


def _worth(worth: Worth, currency: str) -> Iterator[Table | str]:
    unit = f"Mio {currency}"
    if worth.chosen:
        table = plain_table(
            f"Chosen, {unit}", "", "From", "Size", "Spent", "Earns", "Between",
            "Delay costs", "until",
        )  # fmt: skip
        for one in sorted(worth.chosen, key=lambda each: -(each.without.value if each.without else float("inf"))):
            until = "" if one.until is None else "never" if one.dropped else str(one.until)
            table.add_row(
                _name(one.lever.key), str(one.year), _size(one.size, one.lever.unit), number(one.spent, 2),
                _value(one.without, one.needed_for), _between(one.without), _value(one.delayed, one.late_for), until,
            )  # fmt: skip
        yield table
        yield "Earns: what the plan would cost more without it, everything else chosen anew."
        if short := [one.least for one in worth.chosen if one.needed_for]:
            yield f"Needed: without it targets break; {_broken(min(short), currency)}"
        if any(one.dropped for one in worth.chosen):
            yield "Never: if not at first, the plan does without it."
    if worth.rejected:
        table = plain_table(
            f"Not chosen, {unit}", "",
            "Size", "Costs", "Between", "Pays at", "between", "From",
        )  # fmt: skip
        for each in sorted(worth.rejected, key=lambda one: -(one.breakeven.share.value if one.breakeven else -1.0)):
            end = each.breakeven
            pays = "never" if end is None else f"{end.share.value:.1%}"
            proven = "" if end is None else f"{end.share.low:.0%} .. {end.share.high:.0%}"
            start = "" if end is None else str(end.year)
            table.add_row(
                _name(each.lever.key), _size(each.size, each.lever.unit),
                _value(each.forced, each.against, "breaks targets"), _between(each.forced), pays, proven, start,
            )  # fmt: skip
        yield table
        yield "Pays at: the share of today's price at which it would first be chosen; never: not even at 1 % of it."
        if short := [each.least for each in worth.rejected if each.against]:
            yield f"Breaks targets: {_broken(min(short), currency)}"
        if counted := sorted({key for each in worth.rejected if each.breakeven for key in each.counted}):
            yield f"At any price all of the investment goes on counting in {', '.join(map(printable, counted))}."
    if worth.binding:
        table = plain_table(f"Binding, {currency}", "", "Year", "Per unit", "", "Room", "Saves", "Between")
        for stated in worth.binding:
            each_unit = "million" if stated.is_budget else stated.statement.unit
            saves = None if stated.saves is None else stated.saves.value * 1e6
            table.add_row(
                _name(stated.statement.key), str(stated.statement.year), number(stated.price * 1e6, 2), f"/{each_unit}",
                f"{stated.step:,.4g} {stated.statement.unit}",
                number(saves, 0) if stated.saves is None or stated.saves.proven else _starred(saves or 0.0, 0),
                "" if stated.saves is None else f"{stated.saves.low * 1e6:,.0f} .. {stated.saves.high * 1e6:,.0f}",
            )  # fmt: skip
        yield table
    if worth.loose is not None:
        yield f"{worth.loose} statements do not bind."
    if any(each is not None and not each.proven for each in _every(worth)):
        yield GAP


def _broken(least: float, currency: str) -> str:
    return (
        f"Breaks targets: keeping all of them would cost no less than {least:,.0f} Mio {currency} more, if it can be."
    )


def _every(worth: Worth) -> list[Interval | None]:
    return [
        *(each for one in worth.chosen for each in (one.without, one.delayed)),
        *(one.forced for one in worth.rejected), *(one.saves for one in worth.binding),
    ]  # fmt: skip


def _macc(found: Explanation, macc: Macc) -> Iterator[Table | str]:
    currency = found.case.currency
    table = plain_table(
        f"Abatement with interactions: Mio {currency}, kt CO2, {currency}/t", "", "Alone", "Last", "Share", "Between",
        *(["±"] if macc.orders else []), "kt alone", "kt share", "Per t",
    )  # fmt: skip
    gaps = [""] if macc.orders else []
    for bar in sorted(macc.bars, key=lambda each: each.cost.share):
        avoided, cost = bar.avoided.share, bar.cost.share
        per = bar.per_tonne(macc)
        proven = "" if bar.cost.low is None or bar.cost.high is None else f"{bar.cost.low:,.2f} .. {bar.cost.high:,.2f}"
        table.add_row(
            _name(bar.player), number(bar.cost.alone, 2), number(bar.cost.last, 2), number(cost, 2), proven,
            *([number(bar.cost.error, 2)] if macc.orders else []), number(bar.avoided.alone / 1e3, 1),
            number(avoided / 1e3, 1),
            number(None if per is None else per * 1e6, 0),
        )  # fmt: skip
    if found.beyond is not None:
        money, tonnes = number(found.beyond[0], 2), number(found.beyond[1] / 1e3, 1)
        table.add_row("beyond typical days", "", "", money, "", *gaps, "", tonnes, "")
    beyond = found.beyond or (0.0, 0.0)
    table.add_section()
    alone = sum(bar.cost.alone for bar in macc.bars), sum(bar.avoided.alone for bar in macc.bars)
    table.add_row(
        "total", number(alone[0], 2), "", number(macc.cost + beyond[0], 2), "", *gaps, number(alone[1] / 1e3, 1),
        number((macc.avoided + beyond[1]) / 1e3, 1), "",
    )  # fmt: skip
    yield table
    cost, avoided = macc.static_error
    ways = f"{macc.orders} orders sampled" if macc.orders else "all orders"
    yield (
        f"Shares of {len(macc.bars)} parts of the plan, {ways}, from {macc.coalitions} combinations. Added up as if "
        f"each stood alone, as in a static curve, cost would be off by {cost:+,.2f} Mio {currency} "
        f"and CO2 avoided by {avoided / 1e3:+,.1f} kt. "
        f"The cost of a combination is proven to {macc.open:,.2f} Mio {currency}; CO2 is that of the plans found."
    )
    if macc.orders:
        yield "Between: what the gaps leave open in the orders sampled; ±: standard error of sampling, beside that."
    if macc.short:
        yield f"{macc.short} combinations cannot keep every target: they miss them by as little as can be."


def _name(key: str) -> str:
    return printable(key.partition(".")[2] if key.startswith(("measures.", "technologies.", "supply.")) else key)


def _size(size: float, unit: str) -> Text | str:
    return size_text(size, unit) if unit and size else ""


def _value(one: Interval | None, against: tuple[str, ...], word: str = "needed") -> Text | str:
    if one is None:
        return word if against else "–"
    return number(one.value, 2) if one.proven else _starred(one.value)


def _starred(value: float, digits: int = 2) -> str:
    return f"{value + 0.0:,.{digits}f}*"


def _between(one: Interval | None) -> str:
    return "" if one is None else f"{one.low:,.2f} .. {one.high:,.2f}"
