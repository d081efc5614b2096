"""Long tables of a run, for spreadsheets and scripts: `accounts.csv`, `roadmap.csv` and `claims.csv`.

Money is in the case's currency. Text is UTF-8 with a byte order mark, by which spreadsheet programs know it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from io import StringIO
from pathlib import Path

import xarray as xr

from ..case.value import Case
from .accounts import Ledger
from .claims import ClaimLedger
from .entries import entries
from .folder import write_file
from .roadmap import Action

MILLION = 1e6
ENCODING = "utf-8-sig"
ACCOUNT_COLUMNS = ("scenario", "year", "account", "item", "unit", "value")
ROADMAP_COLUMNS = ("year", "action", "what", "size", "unit", "capex", "saving", "CO2", "score effect", "currency")
CLAIM_COLUMNS = (
    "scenario", "year", "source", "instrument", "owner", "available", "used", "sold", "curtailed", "claimed",
    "matched_monthly", "matched_hourly",
)  # fmt: skip

# What spreadsheet programs take for a formula, and what begins alike and is a number with or without a unit.
FORMULA = re.compile(r"[=+\-@\t\n]")
AMOUNT = re.compile(r"[+-]?\d[\d.]*(?:[eE][+-]?\d+)?[\w%/ ]*")

Cell = str | int | float | None
Row = tuple[Cell, ...]


def account_rows(case: Case, solution: xr.Dataset) -> Iterator[Row]:
    """Rows of `accounts.csv`: physical accounts, the bill by line, cash by calendar year; the base year first.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution.

    Yields
    ------
    tuple
        scenario, year, account, item, unit, value.
    """
    ledger = Ledger(case, solution)
    currency = case.currency
    rows = [
        (year, row.label, row.item, row.unit, value) for row in ledger.accounts for year, value in row.values.items()
    ]
    for money, unit in ((ledger.bills, f"{currency}/a"), (entries(solution, "cash"), currency)):
        rows.extend(
            (year, row.label, row.item, unit, value * MILLION) for row in money for year, value in row.values.items()
        )
    rows.sort(key=lambda row: row[0])
    for row in rows:
        yield (case.scenario, *row)


def roadmap_rows(case: Case, actions: Sequence[Action]) -> Iterator[Row]:
    """Rows of `roadmap.csv`, in the order of the roadmap."""
    for action in actions:
        money = [None if value is None else value * MILLION for value in (action.capex, action.saving)]
        yield (
            action.year, action.action, action.what, action.size, action.unit, *money, action.co2, None, case.currency
        )  # fmt: skip


def claim_rows(case: Case, solution: xr.Dataset) -> Iterator[Row]:
    """Rows of `claims.csv`: green sources, then what no claim covers, then the electricity use of the year. [MWh]

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution.

    Yields
    ------
    tuple
        scenario, year, source, instrument, owner, and amounts. Claims of the sources and the power without a claim add
        up to the total.
    """
    ledger = ClaimLedger(case, solution)
    for year in (case.horizon.base_year, *case.horizon.years):
        for claim in (claim for claim in ledger.claims if claim.year == year):
            yield (case.scenario, *astuple(claim))
        balance = ledger.balance(year)
        nothing = (None,) * 3
        yield (case.scenario, year, "no claim", "none", "", None, balance.unclaimed, *nothing, None, None)
        yield (
            case.scenario,
            year,
            "electricity use",
            "total",
            "",
            None,
            balance.use,
            None,
            None,
            balance.green,
            *nothing[1:],
        )


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a CSV table, whole or not at all; an absent value is an empty cell.

    A text that a spreadsheet program would take for a formula begins with an apostrophe, by which it stays a text.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(map(_harmless, columns))
    writer.writerows(["" if cell is None else _harmless(cell) for cell in row] for row in rows)
    write_file(path, stream.getvalue().encode(ENCODING))


def _harmless(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    # A carriage return would begin a new row: the writer does not quote it.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if FORMULA.match(text) and not AMOUNT.fullmatch(text) else text


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a table as written, every cell a text."""
    with path.open(encoding=ENCODING, newline="") as stream:
        return list(csv.DictReader(stream, strict=True))
