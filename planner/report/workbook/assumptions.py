"""Sheet `Assumptions`: what the plan rests on, number by number; its discount rate is the one that all money uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...case.value import Case
from ...run.scores import Path, shown
from ...score import Score
from ...units import UnitError, scale, split
from .paper import HEADER_ROW, Paper, Sheet, figure

COLUMNS = ["Assumption", "Value", "Unit", "Source", "Quality"]
CASE_FILE = "case file of the run"
NOT_RECORDED = "not recorded"
YEAR = "year"
CALENDAR = range(1900, 2200)


@dataclass(frozen=True)
class Assumption:
    """One number of the case, as it was written."""

    key: str
    value: float
    unit: str
    source: str
    quality: str


@dataclass(frozen=True)
class Horizon:
    """Cells of the horizon: discount rate, base year and last year."""

    rate: str
    base_year: str
    end: str


def write_assumptions(paper: Paper, case: Case, scored: Sequence[Path]) -> Horizon:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    scored : sequence of Path
        Scores of the plan by the targets of the case.

    Returns
    -------
    Horizon
        The cells that other sheets calculate with.
    """
    sheet = paper.sheet(
        "Assumptions",
        "Assumptions",
        "What the case states, in the units in which it states it. The yellow cells are inputs of the formulas here.",
        "Source and quality are as far as the run folder records them.",
    )
    sheet.head(HEADER_ROW, COLUMNS, (0, 2, 3, 4))
    sheet.rule_headers(HEADER_ROW)
    horizon = case.horizon
    cells = []
    given: list[tuple[str, float, str, str]] = [
        ("horizon.discount_rate", horizon.discount_rate, "1/a", "percent"),
        ("horizon.base_year", horizon.base_year, YEAR, "year"),
        ("horizon.end", horizon.end, YEAR, "year"),
    ]
    for row, (key, value, unit, kind) in enumerate(given, HEADER_ROW + 1):
        sheet.text(row, 0, key)
        sheet.number(row, 1, value, kind, "input")
        for column, text in enumerate((unit, CASE_FILE, NOT_RECORDED), 2):
            sheet.text(row, column, text)
        cells.append(sheet.ref(row, 1))
    for row, each in enumerate([*_stated(case), *_scored(case, scored)], HEADER_ROW + 1 + len(given)):
        _write(sheet, row, each)
    return Horizon(*cells)


def _write(sheet: Sheet, row: int, each: Assumption) -> None:
    sheet.text(row, 0, each.key)
    sheet.number(row, 1, each.value, "year" if each.unit == YEAR else figure(each.value))
    for column, text in enumerate((each.unit, each.source, each.quality), 2):
        sheet.text(row, column, text)


def _stated(case: Case) -> Iterator[Assumption]:
    """Numbers of the case file, section by section."""
    sources = {
        (thing.section, thing.name, name): source for thing in case.things for name, source in thing.sources.items()
    }
    for keys, given in _leaves(case.resolved, ()):
        if keys[0] in ("case", "horizon"):
            continue
        found = _number(given)
        if found is None:
            continue
        source = sources.get((keys[0], keys[1], keys[2])) if len(keys) > 2 else None
        said = (CASE_FILE, NOT_RECORDED) if source is None else (source.source, source.quality)
        yield Assumption(".".join(keys), *found, *said)


def _leaves(tree: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(tree, Mapping):
        for key, inner in tree.items():
            yield from _leaves(inner, (*keys, str(key)))
    elif isinstance(tree, list | tuple):
        for number, inner in enumerate(tree, 1):
            yield from _leaves(inner, (*keys, str(number)))
    else:
        yield keys, tree


def _number(given: Any) -> tuple[float, str] | None:
    """Number and unit of a text of the case; nothing for names and words."""
    if isinstance(given, bool):
        return None
    try:
        number, unit = split(str(given))
        scale(unit or "1")
        value = float(number)
        is_year = not unit and isinstance(given, int) and value in CALENDAR
        return value, YEAR if is_year else unit or "1"
    except (UnitError, OverflowError):
        return None


def _scored(case: Case, scored: Sequence[Path]) -> Iterator[Assumption]:
    for path in scored:
        yield from _benchmarks(case, path, path.scores[-1])


def _benchmarks(case: Case, path: Path, score: Score) -> Iterator[Assumption]:
    """Weight, baseline and leading value of every indicator, as they hold for the last year of the plan."""
    for row in shown(case, path, score):
        key = f"{path.target.name if path.target else path.name}.{row.indicator}"
        for word, value, unit in (
            ("weight", row.weight, "points"), ("baseline", row.baseline, row.unit), ("leading", row.leading, row.unit),
        ):  # fmt: skip
            if value is not None:
                yield Assumption(f"{key}.{word}", value, unit or "1", row.source, row.quality)
