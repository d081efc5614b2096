"""An explanation as tidy tables: one row a number. Money in the case's currency, CO2 in t."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..run.tables import Cell, write_table
from .explain import Contradiction, Explanation
from .interval import Interval
from .macc import Macc
from .worth import Binding, Chosen, Rejected

EXPLAIN, MACC = "explain.csv", "macc.csv"
EXPLAIN_COLUMNS = ("what", "group", "state", "quantity", "year", "value", "low", "high", "unit", "remark")
MACC_COLUMNS = ("player", "members", "quantity", "alone", "last", "share", "low", "high", "standard_error", "unit")
MILLION = 1e6
Row = tuple[Cell, ...]


def write_tables(found: Explanation, folder: Path) -> None:
    """Write `explain.csv`, and `macc.csv` where there is a curve.

    Parameters
    ----------
    found : Explanation
        What was found.
    folder : Path
        Where the tables go.
    """
    write_table(folder / EXPLAIN, EXPLAIN_COLUMNS, explain_rows(found))
    if found.macc is not None:
        write_table(folder / MACC, MACC_COLUMNS, macc_rows(found.macc, found.case.currency, found.beyond))


def explain_rows(found: Explanation) -> Iterator[Row]:
    """Rows of `explain.csv`."""
    currency = found.case.currency
    if found.contradiction is not None:
        yield from _contradiction(found.contradiction)
    if found.worth is None:
        return
    for chosen in found.worth.chosen:
        yield from _chosen(chosen, currency)
    for rejected in found.worth.rejected:
        yield from _rejected(rejected, currency)
    for binding in found.worth.binding:
        yield from _binding(binding, currency)
    for says, failure in found.failures:
        yield (says, "", "failed", failure.kind, None, None, None, None, "", failure.reason)


def _chosen(one: Chosen, currency: str) -> Iterator[Row]:
    head = (one.lever.key, one.lever.group, "chosen")
    if one.lever.unit:
        yield (*head, "size", one.year, one.size, None, None, one.lever.unit, "")
    yield (*head, "spent", one.year, one.spent * MILLION, None, None, currency, "")
    remark = _against(one.needed_for, one.without)
    yield (*head, "cost_without", one.year, *_money(one.without, one.least), currency, remark)
    if one.until is not None:
        remark = "; ".join(filter(None, (_against(one.late_for, one.delayed), "then left out" if one.dropped else "")))
        yield (*head, "cost_of_delay", one.until, *_money(one.delayed), currency, remark)


def _rejected(one: Rejected, currency: str) -> Iterator[Row]:
    head = (one.lever.key, one.lever.group, "rejected")
    if one.size and one.lever.unit:
        yield (*head, "size", None, one.size, None, None, one.lever.unit, "")
    remark = _against(one.against, one.forced)
    yield (*head, "cost_forced_in", None, *_money(one.forced, one.least), currency, remark)
    end = one.breakeven
    if end is None:
        yield (*head, "breakeven_share", None, None, None, None, "1", "not chosen at any share of its price tried")
        return
    share, remark = end.share, ", ".join(one.counted)
    remark = f"whatever the price, all of the investment counts in {remark}" if remark else ""
    yield (*head, "breakeven_share", end.year, share.value, share.low, share.high, "1", remark)
    today = end.spent * MILLION
    yield (*head, "breakeven_spent", end.year, share.value * today, share.low * today, share.high * today, currency, "")


def _binding(one: Binding, currency: str) -> Iterator[Row]:
    stated = one.statement
    head = (stated.key, "budget" if one.is_budget else "target", "binding")
    unit = f"{currency}/{'million' if one.is_budget else stated.unit}"
    yield (*head, "price", stated.year, one.price * MILLION, None, None, unit, "whole numbers held")
    remark = f"{one.step:g} {stated.unit} more room, chosen anew"
    yield (*head, "saving", stated.year, *_money(one.saves), currency, remark)


def _contradiction(one: Contradiction) -> Iterator[Row]:
    for each in one.conflict:
        yield (each.key, "target", "contradicts", "", each.year, None, None, None, each.unit, "")
    for place, amount in one.oversteps.items():
        key, _, year = place.rpartition("@")
        unit = one.units.get(place, "")
        yield (key, "target", "overstepped", "amount", int(year), amount, None, None, unit, "nearest plan")


def macc_rows(macc: Macc, currency: str, beyond: tuple[float, float] | None) -> Iterator[Row]:
    """Rows of `macc.csv`: every player, what all hours of the year add where a run tells, and the total.

    Parameters
    ----------
    macc : Macc
        The shares.
    currency : str
        Of the case.
    beyond : tuple of float or None
        Cost and CO2 avoided of the run beyond what typical days say. [million; t]
    """
    for bar in macc.bars:
        members = " ".join(bar.members)
        for name, one, factor, unit in (("cost", bar.cost, MILLION, currency), ("co2_avoided", bar.avoided, 1.0, "t")):
            low, high = (None if end is None else end * factor for end in (one.low, one.high))
            numbers = (one.alone * factor, one.last * factor, one.share * factor, low, high, one.error * factor)
            yield (bar.player, members, name, *numbers, unit)
    more = beyond or (0.0, 0.0)
    if beyond is not None:
        yield ("all hours", "", "cost", None, None, more[0] * MILLION, None, None, None, currency)
        yield ("all hours", "", "co2_avoided", None, None, more[1], None, None, None, "t")
    alone = [sum(bar.cost.alone for bar in macc.bars) * MILLION, sum(bar.avoided.alone for bar in macc.bars)]
    yield ("total", "", "cost", alone[0], None, (macc.cost + more[0]) * MILLION, None, None, None, currency)
    yield ("total", "", "co2_avoided", alone[1], None, macc.avoided + more[1], None, None, None, "t")


def _money(one: Interval | None, least: float = 0.0) -> tuple[Cell, Cell, Cell]:
    """Value and interval; where nothing was found, what is proven to be the least."""
    if one is None:
        return None, least * MILLION if least else None, None
    return one.value * MILLION, one.low * MILLION, one.high * MILLION


def _against(places: tuple[str, ...], one: Interval | None) -> str:
    if places:
        return "cannot be kept then, or for no less than low: " + ", ".join(
            place.replace("@", " in ") for place in places
        )
    if one is None:
        return "not found"
    return "" if one.proven else "within the gap: not proven"
