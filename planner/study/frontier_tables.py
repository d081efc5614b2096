"""What a front is written as: `frontier.csv`, `investments.csv`, `summary.json`. Money in the case's currency."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..run.folder import write_json
from ..run.roadmap import DUST
from ..run.tables import Row, write_table
from .frontier import Frontier
from .proving import MILLION
from .switch_tables import INVESTMENTS, SUMMARY

POINTS: Final = "frontier.csv"
POINT_COLUMNS: Final = (
    "point", "against", "unit", "cost_typical", "bound_typical", "gap", "reached_typical", "npv_cost", "co2_total",
    "score", "capex_total", "knee",
)  # fmt: skip
INVESTMENT_COLUMNS: Final = ("point", "year", "action", "what", "size", "unit", "capex")


def point_rows(found: Frontier) -> Iterator[Row]:
    """Every point: on typical days with its bound, and in the full years."""
    for each in found.points:
        placing, figures = each.placing, each.figures
        typical = (placing.cost * MILLION, placing.bound * MILLION, each.gap, placing.reached)
        full = (figures.cost, figures.co2, each.score, figures.capital)
        yield (each.number, found.against, found.unit, *typical, *full, int(each.is_knee))


def investment_rows(found: Frontier) -> Iterator[Row]:
    """Roadmap of every point."""
    for each in found.points:
        for action in each.figures.actions:
            if action.size >= DUST:
                size = (action.size, action.unit, action.capex * MILLION)
                yield (each.number, action.year, action.action, action.what, *size)


def summary(found: Frontier) -> dict[str, Any]:
    """Contents of `summary.json`."""
    return {
        "study": "frontier",
        "case": found.case.name,
        "scenario": found.case.scenario,
        "currency": found.case.currency,
        "price_year": found.case.price_year,
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
    write_table(root / POINTS, POINT_COLUMNS, point_rows(found))
    write_table(root / INVESTMENTS, INVESTMENT_COLUMNS, investment_rows(found))
    said = summary(found)
    write_json(root / SUMMARY, said)
    return said
