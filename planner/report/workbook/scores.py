"""Sheet `Scores`: points of every indicator from value, benchmarks and weight, and the total of every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...case.value import Case
from ...run.scores import Path, Shown, shown
from ...schemes import table
from ...score import Score
from .paper import HEADER_ROW, Paper, Sheet, figure

(
    YEAR, NAME, VALUE, UNIT, BETTER, SCALE, STATUS, BASELINE, LEADING, WEIGHT, POINTS, NUMERATOR, NUMERATOR_UNIT,
    DENOMINATOR, DENOMINATOR_UNIT, QUALITY,
) = range(16)  # fmt: skip
LINEAR, WHOLE = "linear", "all or none"
TEXT_COLUMNS = frozenset({NAME, UNIT, BETTER, SCALE, STATUS, NUMERATOR_UNIT, DENOMINATOR_UNIT, QUALITY})


@dataclass(frozen=True)
class Total:
    """Cell of the total of one year, beside what the planner itself counted."""

    target: str
    year: int
    cell: str
    value: float


@dataclass(frozen=True)
class Overview:
    """Where the totals of one target stand side by side: the row of years, that of totals, first and last column."""

    sheet: Sheet
    head: int
    total: int
    first: int
    last: int


@dataclass(frozen=True)
class ScoreCells:
    """Totals of all targets and years, and for each target its overview."""

    totals: tuple[Total, ...]
    overviews: tuple[Overview, ...]


def write_scores(paper: Paper, case: Case, scored: Sequence[Path]) -> ScoreCells:
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
    ScoreCells
        Where the totals stand.
    """
    sheet = paper.sheet(
        "Scores",
        "Scores",
        "Points = weight x (value - baseline) / (leading - baseline), not below 0 and not above the weight. What "
        "cannot be scored has none.",
        "No score here is an official recognition. Where the benchmarks come from stands on sheet Assumptions.",
    )
    sheet.rule_headers(HEADER_ROW, NAME + 1)
    if not scored:
        sheet.text(HEADER_ROW, 0, "The case names no scheme that it is scored by.", "note")
        return ScoreCells((), ())
    sheet.head(
        HEADER_ROW,
        [
            "Data of [year]", "Indicator", "Value [unit beside]", "Unit", "Better", "Scale", "Status",
            "Baseline [unit of value]", "Leading [unit of value]", "Weight [points]", "Points [points]",
            "Numerator [unit beside]", "Unit", "Denominator [unit beside]", "Unit", "Quality of benchmarks",
        ],
        TEXT_COLUMNS,
    )  # fmt: skip
    totals: list[Total] = []
    places: list[tuple[Path, list[tuple[int, int]]]] = []
    row = HEADER_ROW + 1
    for path in scored:
        target = "" if path.target is None else path.target.name
        sheet.text(row, 0, f"{path.scheme.title} ({target or path.name})", "section")
        row += 1
        blocks: list[tuple[int, int]] = []
        for score in path.scores:
            last = _year(sheet, row, case, path, score)
            blocks.append((row, last))
            totals.append(Total(target or path.name, score.year, sheet.ref(last + 1, POINTS), float(score.total)))
            row = last + 3
        places.append((path, blocks))
    overviews = []
    for path, blocks in places:
        overviews.append(_overview(sheet, row, path, blocks))
        row = overviews[-1].total + 3
    return ScoreCells(tuple(totals), tuple(overviews))


def _year(sheet: Sheet, first: int, case: Case, path: Path, score: Score) -> int:
    """Write the indicators of one year and their total; the last row of an indicator."""
    given = None if path.target is None else path.target.parameters
    whole = {row.name for row in table(path.scheme, given, case) if row.indicator.qualitative}
    row = first
    for row, reading in enumerate(shown(case, path, score), first):
        _indicator(sheet, row, score.year, reading, whole=reading.indicator in whole)
    sheet.number(row + 1, YEAR, score.year, "year", "total")
    sheet.text(row + 1, NAME, "Total", "total")
    for column in range(VALUE, POINTS):
        sheet.text(row + 1, column, "", "total")
    cells = sheet.span((first, POINTS), (row, POINTS))
    sheet.formula(row + 1, POINTS, f"=SUM({cells})", float(score.total), "points", "total")
    return row


def _indicator(sheet: Sheet, row: int, year: int, reading: Shown, *, whole: bool) -> None:
    sheet.number(row, YEAR, year, "year")
    texts = {
        NAME: reading.name, UNIT: reading.unit, BETTER: "lower" if reading.lower_is_better else "higher",
        SCALE: WHOLE if whole else LINEAR, STATUS: reading.status, NUMERATOR_UNIT: reading.numerator_unit,
        DENOMINATOR_UNIT: reading.denominator_unit, QUALITY: reading.quality,
    }  # fmt: skip
    for column, text in texts.items():
        sheet.text(row, column, text)
    sheet.number(row, VALUE, reading.value, figure(reading.value), "result")
    for column, value in ((BASELINE, reading.baseline), (LEADING, reading.leading)):
        sheet.number(row, column, value, figure(value), "input")
    sheet.number(row, WEIGHT, reading.weight, "points", "input")
    for column, value in ((NUMERATOR, reading.numerator), (DENOMINATOR, reading.denominator)):
        sheet.number(row, column, value, figure(value), "result")
    sheet.formula(row, POINTS, _points(sheet, row), reading.points, "points")


def _points(sheet: Sheet, row: int) -> str:
    """Formula of the points: those of `planner.score.exact.Scale`, from the cells of the same row."""
    value, baseline, leading, weight, better, scale, status = (
        sheet.ref(row, column) for column in (VALUE, BASELINE, LEADING, WEIGHT, BETTER, SCALE, STATUS)
    )
    reached = f'IF({better}="lower",{value}<={leading},{value}>={leading})'
    near = f"ABS({value}-{leading})<=0.000001*MAX(1,ABS({leading}))"
    earned = f"MAX(0,MIN({weight},{weight}*({value}-{baseline})/({leading}-{baseline})))"
    stepped = f'OR({scale}="{WHOLE}",{baseline}={leading})'
    scored = f'AND({status}="scored",{value}<>"")'
    return f"=IF({scored},IF({reached},{weight},IF({stepped},IF({near},{weight},0),{earned})),0)"


def _overview(sheet: Sheet, row: int, path: Path, blocks: Sequence[tuple[int, int]]) -> Overview:
    """Write the points of all years side by side."""
    sheet.text(row, 0, f"Points by indicator and year: {path.scheme.title}", "section")
    head = row + 1
    first = VALUE
    sheet.head(head, ["", "Indicator"], range(NAME + 1))
    for column, score in enumerate(path.scores, first):
        sheet.number(head, column, score.year, "year", "head_right")
    names = [path.scheme.indicators[reading.indicator].name for reading in path.scores[0].readings]
    for offset, name in enumerate(names):
        sheet.text(head + 1 + offset, NAME, name)
        for column, (score, (start, _)) in enumerate(zip(path.scores, blocks, strict=True), first):
            points = float(score.readings[offset].points)
            sheet.formula(head + 1 + offset, column, f"={sheet.ref(start + offset, POINTS)}", points, "points")
    total = head + 1 + len(names)
    sheet.text(total, 0, "", "total")
    sheet.text(total, NAME, "Total", "total")
    for column, (score, (_, last)) in enumerate(zip(path.scores, blocks, strict=True), first):
        sheet.formula(total, column, f"={sheet.ref(last + 1, POINTS)}", float(score.total), "points", "total")
    return Overview(sheet, head, total, first, first + len(path.scores) - 1)
