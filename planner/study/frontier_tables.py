"""What a front is written as: `frontier.csv`, `investments.csv`, `summary.json`. Money in the case's currency."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..run.tables import Row
from .frontier import Frontier
from .proving import MILLION
from .search.tables import INVESTMENTS, ROADMAP_COLUMNS, head, roadmap_rows, write_search

POINTS: Final = "frontier.csv"
POINT_COLUMNS: Final = (
    "point", "against", "unit", "cost_typical", "bound_typical", "gap", "reached_typical", "npv_cost", "co2_total",
    "score", "capex_total", "knee",
)  # fmt: skip


def point_rows(found: Frontier) -> Iterator[Row]:
    """Every point: on typical days with its bound, and in the full years."""
    for each in found.points:
        placing, figures = each.placing, each.figures
        typical = (placing.cost * MILLION, placing.bound * MILLION, each.gap, placing.reached)
        full = (figures.cost, figures.co2, each.score, figures.capital)
        yield (each.number, found.against, found.unit, *typical, *full, int(each.is_knee))


def summary(found: Frontier) -> dict[str, Any]:
    """Contents of `summary.json`."""
    return {
        **head("frontier", found.case),
        "between": ["cost", found.against],
        "unit": found.unit,
        "best": found.best,
        "unexplored": found.unexplored,
        "knee": next((each.number for each in found.points if each.is_knee), None),
        "gap": max(each.gap for each in found.points),
        "solves": found.solves,
        "days": found.days,
        "repairs": list(found.repairs),
        "points": [dict(zip(POINT_COLUMNS, row, strict=True)) for row in point_rows(found)],
    }


def write_frontier(found: Frontier, root: Path) -> dict[str, Any]:
    """Write the tables of a front into its folder.

    Parameters
    ----------
    found : Frontier
        What was found.
    root : Path
        Folder of the study.

    Returns
    -------
    dict
        The summary.
    """
    said = summary(found)
    tables = {
        POINTS: (POINT_COLUMNS, point_rows(found)),
        INVESTMENTS: (("point", *ROADMAP_COLUMNS), roadmap_rows((each.number, each.figures) for each in found.points)),
    }
    write_search(root, tables, said)
    return said
