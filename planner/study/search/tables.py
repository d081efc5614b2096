"""What searches write alike: the roadmaps of plans that stand side by side, and the head of a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ...case.value import Case
from ...run.folder import write_json
from ...run.roadmap import DUST
from ...run.tables import Cell, Row, write_table
from ..proving import MILLION, Figures

INVESTMENTS: Final = "investments.csv"
SUMMARY: Final = "summary.json"
ROADMAP_COLUMNS: Final = ("year", "action", "what", "size", "unit", "capex")

Tables = Mapping[str, tuple[tuple[str, ...], Iterable[Row]]]


def roadmap_rows(plans: Iterable[tuple[Cell, Figures]]) -> Iterator[Row]:
    """Roadmap of every plan, its name first. Money in the case's currency."""
    for name, figures in plans:
        for action in figures.actions:
            if action.size >= DUST:
                yield (name, action.year, action.action, action.what, action.size, action.unit, action.capex * MILLION)


def head(study: str, case: Case) -> dict[str, Any]:
    """What a summary begins with."""
    return {
        "study": study,
        "case": case.name,
        "scenario": case.scenario,
        "currency": case.currency,
        "price_year": case.price_year,
    }


def write_search(root: Path, tables: Tables, said: Mapping[str, Any]) -> None:
    """Write the tables and the summary of a search into its folder.

    Parameters
    ----------
    root : Path
        Folder of the study.
    tables : mapping of str to (columns, rows)
        By file name.
    said : mapping
        The summary.
    """
    for name, (columns, rows) in tables.items():
        write_table(root / name, columns, rows)
    write_json(root / SUMMARY, said)
