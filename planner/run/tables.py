"""Long tables of a run, for spreadsheets and scripts: `accounts.csv` and `roadmap.csv`.

Money is in the case's currency. Text is UTF-8 with a byte order mark, by which spreadsheet programs know it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import xarray as xr

from ..case.value import Case
from .accounts import Ledger
from .entries import entries
from .roadmap import Action

MILLION = 1e6
ENCODING = "utf-8-sig"
ACCOUNT_COLUMNS = ("scenario", "year", "account", "item", "unit", "value")
ROADMAP_COLUMNS = ("year", "action", "what", "size", "unit", "capex", "saving", "CO2", "score effect", "currency")

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


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a CSV table; an absent value is an empty cell."""
    with path.open("w", encoding=ENCODING, newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a table as written, every cell a text."""
    with path.open(encoding=ENCODING, newline="") as stream:
        return list(csv.DictReader(stream, strict=True))
