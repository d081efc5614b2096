"""The index of a study: one row for every run that ended, for tools that read SQLite.

It is made anew from the folders whenever a study is opened, so nothing is lost with it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .store import Failure, Record

TABLE = """
CREATE TABLE run (
    key TEXT PRIMARY KEY, state TEXT NOT NULL, scenario TEXT, overrides TEXT NOT NULL, kind TEXT, reason TEXT,
    seconds REAL NOT NULL, attempts INTEGER NOT NULL, folder TEXT
)
"""


class Index:
    """The table of one study.

    Parameters
    ----------
    path : Path
        The database file; an earlier one is replaced.
    records, failures
        What it holds at the beginning.
    """

    def __init__(self, path: Path, records: Iterable[Record], failures: Iterable[Failure]) -> None:
        draft = path.with_name(f".{path.name}.partial")
        for stale in (draft, *(path.with_name(path.name + ending) for ending in ("-journal", "-wal", "-shm"))):
            stale.unlink(missing_ok=True)
        fresh = sqlite3.connect(draft)
        fresh.execute(TABLE)
        for record in records:
            _put(fresh, record)
        for failure in failures:
            _put(fresh, failure)
        fresh.commit()
        fresh.close()
        draft.replace(path)
        self._table = sqlite3.connect(path)

    def put(self, ended: Record | Failure) -> None:
        """Add or replace the row of a run."""
        _put(self._table, ended)
        self._table.commit()

    def close(self) -> None:
        """Close the file."""
        self._table.close()


def _put(table: sqlite3.Connection, ended: Record | Failure) -> None:
    kind, reason = getattr(ended, "kind", None), getattr(ended, "reason", None)
    overrides = json.dumps(ended.overrides, ensure_ascii=False)
    state, folder = ("done", f"runs/{ended.key}") if kind is None else ("failed", None)
    row = (ended.key, state, ended.scenario, overrides, kind, reason, ended.seconds, ended.attempts, folder)
    table.execute("INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
