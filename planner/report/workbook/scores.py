"""Sheet `Scores`: points of every indicator from value, benchmarks and weight, and the total of every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...case.value import Case
from ...run.scores import Path, Shown, shown
from ...schemes import Scheme, table
from ...score import Score
from ..naming import indicator_of, title_of
from .edition import Edition
from .paper import HEADER_ROW, Paper, Sheet, figure

(
    YEAR, NAME, VALUE, UNIT, BETTER, SCALE, STATUS, BASELINE, LEADING, WEIGHT, POINTS, NUMERATOR, NUMERATOR_UNIT,
    DENOMINATOR, DENOMINATOR_UNIT, QUALITY,
) = range(16)  # fmt: skip
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
    say = paper.edition
    sources = say("scores.note2", sheet=say("tab.assumptions"))
    sheet = paper.sheet(say("tab.scores"), say("scores.title"), say("scores.note1"), sources)
    sheet.rule_headers(HEADER_ROW, NAME + 1)
    if not scored:
        sheet.text(HEADER_ROW, 0, say("scores.none"), "note")
        return ScoreCells((), ())
    sheet.head(HEADER_ROW, _columns(say), TEXT_COLUMNS)
    totals: list[Total] = []
    places: list[tuple[Path, list[tuple[int, int]]]] = []
    row = HEADER_ROW + 1
    for path in scored:
        target = "" if path.target is None else path.target.name
        sheet.text(row, 0, f"{title_of(path.scheme, say.lang)} ({target or path.name})", "section")
        row += 1
        blocks: list[tuple[int, int]] = []
        for score in path.scores:
            last = _year(sheet, row, case, path, score, say)
            blocks.append((row, last))
            totals.append(Total(target or path.name, score.year, sheet.ref(last + 1, POINTS), float(score.total)))
            row = last + 3
        places.append((path, blocks))
    overviews = []
    for path, blocks in places:
        overviews.append(_overview(sheet, row, path, blocks, say))
        row = overviews[-1].total + 3
    return ScoreCells(tuple(totals), tuple(overviews))


def _columns(say: Edition) -> list[str]:
    """Heads of the table, with their units."""
    units = {
        "year": say("year"), "indicator": "", "value": say("beside"), "unit": "", "better": "", "scale": "",
        "status": "", "baseline": say("scores.of_value"), "leading": say("scores.of_value"),
        "weight": say("scores.points_unit"), "points": say("scores.points_unit"), "numerator": say("beside"),
        "unit ": "", "denominator": say("beside"), "unit  ": "", "quality": "",
    }  # fmt: skip
    names = [say("unit") if name.startswith("unit") else say(f"scores.{name}") for name in units]
    return [f"{name} [{unit}]" if unit else name for name, unit in zip(names, units.values(), strict=True)]


def _year(sheet: Sheet, first: int, case: Case, path: Path, score: Score, say: Edition) -> int:
    """Write the indicators of one year and their total; the last row of an indicator."""
    given = None if path.target is None else path.target.parameters
    whole = {row.name for row in table(path.scheme, given, case) if row.indicator.qualitative}
    row = first
    for row, reading in enumerate(shown(case, path, score), first):
        _indicator(sheet, row, score.year, reading, path.scheme, say, whole=reading.indicator in whole)
    sheet.number(row + 1, YEAR, score.year, "year", "total")
    sheet.text(row + 1, NAME, say("total"), "total")
    for column in range(VALUE, POINTS):
        sheet.text(row + 1, column, "", "total")
    cells = sheet.span((first, POINTS), (row, POINTS))
    sheet.formula(row + 1, POINTS, f"=SUM({cells})", float(score.total), "points", "total")
    return row


def _indicator(sheet: Sheet, row: int, year: int, reading: Shown, scheme: Scheme, say: Edition, *, whole: bool) -> None:
    sheet.number(row, YEAR, year, "year")
    texts = {
        NAME: indicator_of(scheme, reading.indicator, say.lang), UNIT: say.unit(reading.unit),
        BETTER: say("scores.lower" if reading.lower_is_better else "scores.higher"),
        SCALE: say("scores.whole" if whole else "scores.linear"), STATUS: say(f"scores.{reading.status}"),
        NUMERATOR_UNIT: say.unit(reading.numerator_unit), DENOMINATOR_UNIT: say.unit(reading.denominator_unit),
        QUALITY: say(f"quality.{reading.quality}"),
    }  # fmt: skip
    for column, text in texts.items():
        sheet.text(row, column, text)
    sheet.number(row, VALUE, reading.value, figure(reading.value), "result")
    for column, value in ((BASELINE, reading.baseline), (LEADING, reading.leading)):
        sheet.number(row, column, value, figure(value), "input")
    sheet.number(row, WEIGHT, reading.weight, "points", "input")
    for column, value in ((NUMERATOR, reading.numerator), (DENOMINATOR, reading.denominator)):
        sheet.number(row, column, value, figure(value), "result")
    cells = [sheet.ref(row, column) for column in (VALUE, BASELINE, LEADING, WEIGHT, BETTER, SCALE, STATUS)]
    sheet.formula(row, POINTS, points_formula(say, *cells), reading.points, "points")


def points_formula(
    say: Edition, value: str, baseline: str, leading: str, weight: str, better: str, scale: str, status: str
) -> str:
    """Formula of the points: those of `planner.score.exact.Scale`, from cells."""
    reached = f'IF({better}="{say("scores.lower")}",{value}<={leading},{value}>={leading})'
    near = f"ABS({value}-{leading})<=0.000001*MAX(1,ABS({leading}))"
    earned = f"MAX(0,MIN({weight},{weight}*({value}-{baseline})/({leading}-{baseline})))"
    stepped = f'OR({scale}="{say("scores.whole")}",{baseline}={leading})'
    scored = f'AND({status}="{say("scores.scored")}",{value}<>"")'
    return f"=IF({scored},IF({reached},{weight},IF({stepped},IF({near},{weight},0),{earned})),0)"


def _overview(sheet: Sheet, row: int, path: Path, blocks: Sequence[tuple[int, int]], say: Edition) -> Overview:
    """Write the points of all years side by side."""
    sheet.text(row, 0, say("scores.overview", scheme=title_of(path.scheme, say.lang)), "section")
    head = row + 1
    first = VALUE
    sheet.head(head, ["", say("scores.indicator")], range(NAME + 1))
    for column, score in enumerate(path.scores, first):
        sheet.number(head, column, score.year, "year", "head_right")
    names = [indicator_of(path.scheme, reading.indicator, say.lang) for reading in path.scores[0].readings]
    for offset, name in enumerate(names):
        sheet.text(head + 1 + offset, NAME, name)
        for column, (score, (start, _)) in enumerate(zip(path.scores, blocks, strict=True), first):
            points = float(score.readings[offset].points)
            sheet.formula(head + 1 + offset, column, f"={sheet.ref(start + offset, POINTS)}", points, "points")
    total = head + 1 + len(names)
    sheet.text(total, 0, "", "total")
    sheet.text(total, NAME, say("total"), "total")
    for column, (score, (_, last)) in enumerate(zip(path.scores, blocks, strict=True), first):
        sheet.formula(total, column, f"={sheet.ref(last + 1, POINTS)}", float(score.total), "points", "total")
    return Overview(sheet, head, total, first, first + len(path.scores) - 1)
