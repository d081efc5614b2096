"""How `planner bill` prints: months or years down, lines of the bill across; or every line of one month.

No number is cut off: lines that do not fit the width go into a further table.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .bill_words import ORDER, column, meaning
from .cells import number, plain_table
from .voice import printable

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..bill import Bill

GAP = 2
SUMS = 3
"""Columns at the end: total, energy, price of a unit."""
MONTHS = range(1, 13)
UNITS = ((1e8, 1e6, "Mio "), (1e5, 1e3, "thousand "), (0.0, 1.0, ""))
"""From which largest amount on which unit is taken."""


@dataclass(frozen=True)
class Period:
    """A month or a year of a bill: one row."""

    label: str
    amounts: Mapping[str, float]
    total: float
    energy: float
    unit_cost: float | None


def by_month(bill: Bill, currency: str, width: int) -> Iterator[RenderableType]:
    """A year: lines by month, then energy by price band and how demand was billed."""
    periods = [_period(bill, month) for month in MONTHS]
    title = f"Bill of {bill.year}, {bill.grid}"
    yield from _matrix(title, "Month", _columns([bill]), periods, _period(bill, None), currency, width)
    yield from _quantities(bill)
    yield from meaning([bill])


def by_year(bills: Sequence[Bill], currency: str, width: int) -> Iterator[RenderableType]:
    """All years of one grid connection."""
    title = f"Bills of {bills[0].year} to {bills[-1].year}, {bills[0].grid}"
    yield from _matrix(title, "Year", _columns(bills), [_period(bill, None) for bill in bills], None, currency, width)
    yield from meaning(bills)


def lines_of_month(bill: Bill, month: int, currency: str) -> Iterator[RenderableType]:
    """Every line of one month with quantity and price."""
    title = f"Bill of {calendar.month_name[month]} {bill.year}, {bill.grid}"
    table = plain_table(title, "Line", "On", "Quantity", "", f"Price, {currency}", f"Amount, {currency}")
    table.columns[1].justify = table.columns[3].justify = "left"
    table.columns[0].no_wrap = table.columns[1].no_wrap = False
    before = None
    for line in (line for line in bill.lines if line.month == month):
        name = line.component if line.line.startswith("grid_") else f"{column(line)}: {line.component}"
        shown = name if name != before else ""
        before = name
        table.add_row(
            Text(printable(shown)), Text(printable(line.basis)), number(line.quantity), Text(line.unit),
            number(line.price, 5 if line.unit == "kWh" else 2), number(line.amount, 2),
        )  # fmt: skip
    table.add_section()
    bought = (bill.energy[month - 1] + bill.delivered[month - 1]) or None
    cost = number(bill.unit_cost(month), 5)
    table.add_row(Text("total", style="bold"), Text("per kWh bought"), number(bought), Text("kWh" if bought else ""),
                  cost, number(bill.total(month), 2))  # fmt: skip
    yield table


def _columns(bills: Sequence[Bill]) -> list[str]:
    """Columns of some bills: energy first, contracts and what is fed in last."""
    rank: dict[str, int] = {}
    for line in (line for bill in bills for line in bill.lines):
        rank.setdefault(column(line), ORDER.index(line.line))
    return sorted(rank, key=lambda name: rank[name])


def _period(bill: Bill, month: int | None) -> Period:
    amounts: dict[str, float] = {}
    for line in bill.lines:
        amounts.setdefault(column(line), 0.0)
        if month in (None, line.month):
            amounts[column(line)] += line.amount
    bought = [own + beside for own, beside in zip(bill.energy, bill.delivered, strict=True)]
    energy = sum(bought) if month is None else bought[month - 1]
    label = str(bill.year) if month is None else calendar.month_abbr[month]
    return Period(label, amounts, bill.total(month), energy / 1000.0, bill.unit_cost(month))


def _matrix(
    title: str,
    head: str,
    lines: Sequence[str],
    periods: Sequence[Period],
    summary: Period | None,
    currency: str,
    width: int,
) -> Iterator[Table]:
    """Periods down, lines across, as many beside each other as fit."""
    rows = [*periods, *([summary] if summary is not None else [])]
    largest = max((abs(amount) for row in rows for amount in (*row.amounts.values(), row.total)), default=0.0)
    scale, word = next((scale, word) for least, scale, word in UNITS if largest >= least)
    digits = 2 if scale == UNITS[0][1] else 0
    cells = {
        _head(line): [number(row.amounts[line] / scale if line in row.amounts else None, digits) for row in rows]
        for line in lines
    }
    cells["total"] = [number(row.total / scale, digits) for row in rows]
    cells["MWh\nbought"] = [number(row.energy) for row in rows]
    cells[f"{currency}\nper kWh"] = [number(row.unit_cost, 4) for row in rows]
    for shown in _chunks(cells, width - 5):
        table = plain_table(f"{title}, {word}{currency}", head, *shown)
        for place, row in enumerate(rows):
            if row is summary:
                table.add_section()
            label = Text("year", style="bold") if row is summary else Text(row.label)
            table.add_row(label, *(cells[name][place] for name in shown))
        yield table


def _chunks(cells: Mapping[str, Sequence[Text]], room: int) -> Iterator[list[str]]:
    """Columns in groups that fit the width; the sums at the end stay together."""
    names = list(cells)
    group: list[str] = []
    for unit in (*([name] for name in names[:-SUMS]), names[-SUMS:]):
        if group and sum(_width(name, cells[name]) for name in (*group, *unit)) > room:
            yield group
            group = []
        group += unit
    yield group


def _width(name: str, cells: Sequence[Text]) -> int:
    """Width of a column with the gap before it."""
    return max(*(len(cell.plain) for cell in cells), *(len(part) for part in name.split("\n"))) + GAP


def _head(name: str) -> str:
    """Name of a line as a narrow head of a column."""
    return printable(name).replace("_", "\n").replace(" ", "\n")


def _quantities(bill: Bill) -> Iterator[Table]:
    """Energy bought by price band, how demand was billed, the power factor; nothing if there is nothing to tell."""
    component, energies = _by_band(bill)
    bands = list(dict.fromkeys(band for row in energies.values() for band in row))
    demand = ["billed\nkW", "\non"] if any(bill.billed) or any(bill.capacity_billed) else []
    factors = {remark.month: remark.power_factor for remark in bill.memo}
    heads = [*(f"{printable(band)}\nMWh" for band in bands), *demand, *(["power\nfactor"] if factors else [])]
    if not heads:
        return
    bands_of = f", price bands of {printable(component)}" if component is not None else ""
    table = plain_table(f"Behind the bill{bands_of}", "Month", *heads)
    for month in MONTHS:
        cells = [number(energies[month][band] / 1000.0 if band in energies[month] else None) for band in bands]
        if demand:
            by_capacity = bill.capacity_billed[(month - 1) // 3]
            cells += [number(None if by_capacity else bill.billed[month - 1] * 1000.0), Text(_basis(bill, month))]
        if factors:
            cells.append(number(factors.get(month), 2))
        table.add_row(Text(calendar.month_abbr[month]), *cells)
    yield table


def _by_band(bill: Bill) -> tuple[str | None, dict[int, dict[str, float]]]:
    """The first component that has price bands, and energy by month and band of it. [kWh]"""
    of_energy = [line for line in bill.lines if line.line == "grid_energy"]
    first = next((line.component for line in of_energy if ":" in line.basis), None)
    found: dict[int, dict[str, float]] = {month: {} for month in MONTHS}
    for line in of_energy:
        if line.component == first:
            found[line.month][line.basis.partition(": ")[2]] = line.quantity
    return first, found


def _basis(bill: Bill, month: int) -> str:
    """How the demand of a month is billed, in words."""
    if bill.capacity_billed[(month - 1) // 3]:
        return "capacity"
    bases = [line.basis for line in bill.lines if line.month == month and line.line == "grid_demand"]
    return bases[0].partition(": ")[2] if bases else ""
