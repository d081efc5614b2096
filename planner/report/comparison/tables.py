"""Files of a comparison for spreadsheets and scripts: a tidy table, a wide table, and everything as JSON.

Names and units come from cases, and a title may begin with a sign that a spreadsheet takes for a formula: such a text
gets an apostrophe before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ...comparison import Comparison
from ...run.folder import as_json
from ...run.tables import Cell, Row, write_table
from .sentences import headline, ranking, sentences
from .told import Told

TIDY, WIDE, RECORD = "comparison.csv", "comparison_wide.csv", "comparison.json"
TIDY_COLUMNS: Final = ("run", "case", "scenario", "province", "quantity", "item", "year", "unit", "value")
SHOWN: Final = ("status", "resolution", "npv_cost", "bound", "gap", "fingerprint")
"""What of a summary stands in the record."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_tables(told: Told, folder: Path) -> None:
    """Write the tables and the record into a folder."""
    found = told.found
    write_table(folder / TIDY, TIDY_COLUMNS, tidy_rows(found))
    write_table(folder / WIDE, _wide_columns(found), _wide_rows(found))
    (folder / RECORD).write_text(as_json(record(told)), encoding="utf-8")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("plan")
    ("'=1+1", 'plan')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def tidy_rows(found: Comparison) -> Iterator[Row]:
    """One row per run and figure; what a run does not have is left out."""
    for place, side in enumerate(found.sides):
        case = side.case
        names = tuple(harmless(name) for name in (side.label, case.name, case.scenario, case.province or ""))
        for row in found.figures:
            value = row.values[place]
            if value is not None:
                unit = row.units[place] if row.units else row.unit
                yield (*names, row.quantity, harmless(row.item), row.year, harmless(unit), value)


def _wide_columns(found: Comparison) -> list[str]:
    base, *others = found.labels
    differences = [f"{other} - {base}" for other in others]
    return ["quantity", "item", "year", "unit", *map(harmless, (*found.labels, *differences))]


def _wide_rows(found: Comparison) -> Iterator[Row]:
    for row in found.figures:
        values: tuple[Cell, ...] = (*row.values, *found.differences(row))
        yield (row.quantity, harmless(row.item), row.year, harmless(row.unit), *values)


def record(told: Told) -> dict[str, Any]:
    """Everything that a program may want to know of a comparison, money in the case's currency."""
    found = told.found
    return {
        "one_factory": found.one_factory,
        "currency": found.currency,
        "price_year": found.sides[0].summary["price_year"],
        "tolerance": found.tolerance,
        "runs": [
            {
                "run": side.label,
                "case": side.case.name,
                "title": side.case.title,
                "scenario": side.case.scenario,
                "province": side.case.province,
                "folder": side.run.folder.resolve().name,
                **{key: side.summary[key] for key in SHOWN},
            }
            for side in found.sides
        ],
        "cautions": [{"what": each.what, "runs": dict(each.values)} for each in found.cautions],
        "ranking": [] if found.one_factory else ranking(told),
        "pairs": [
            {
                "run": pair.other.label,
                "beside": pair.base.label,
                "cost": None if pair.cost is None else asdict(pair.cost),
                "headline": headline(told, pair),
                "sentences": sentences(told, pair),
                "decisions": [
                    {
                        "action": each.action, "what": each.what, "years_later": each.years,
                        "base": _decision(each.base), "other": _decision(each.other),
                        "sizes_differ": [part or each.what for part, _ in each.sized],
                    }
                    for each in pair.decisions
                ],
                "inputs": [{"key": each.key, "base": each.base, "other": each.other} for each in pair.changes],
            }
            for pair in found.pairs
        ],
    }  # fmt: skip


def _decision(decision: Any) -> dict[str, Any] | None:
    if decision is None:
        return None
    sizes = [{"part": part, "unit": unit, "size": size} for (part, unit), size in decision.sizes.items()]
    return {"year": decision.year, "capex": decision.capex, "sizes": sizes}
