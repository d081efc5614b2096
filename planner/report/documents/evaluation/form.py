"""First sheet: the form itself, a row an indicator, with what the factory has to add."""

from __future__ import annotations

from typing import Final

from ....case.value import Case
from ...naming import label_of, title_of
from ...workbook.edition import Edition
from ...workbook.paper import HEADER_ROW, Paper, Sheet, figure
from ...workbook.scores import points_formula
from .rows import FormRow, form_rows
from .years import YEARS, Evaluation

NUMBER, CLAUSE, DIMENSION, NAME, BETTER, UNIT, FIRST = range(7)
BASELINE, LEADING, FULL, POINTS, FILE, DATE, OWNER, SCALE, STATUS = range(FIRST + YEARS, FIRST + YEARS + 9)
TEXTS: Final = frozenset({NUMBER, CLAUSE, DIMENSION, NAME, UNIT, BETTER, SCALE, STATUS, FILE, DATE, OWNER})
VALUE: Final = FIRST + YEARS - 1
"""Column of the evaluated year."""
ROOM: Final = {FILE: 24.0, DATE: 11.0, OWNER: 12.0}
"""Widths of the columns that are filled in by hand. [characters]"""
NARROW: Final = {NUMBER: 5.0, CLAUSE: 15.0, DIMENSION: 16.0, NAME: 24.0}
TALL: Final = 27.0
"""Height of a row in which something is written by hand. [pt]"""


def write_form(paper: Paper, case: Case, evaluation: Evaluation, tab: str) -> None:
    """Write the sheet; points are formulas of the cells beside them.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    evaluation : Evaluation
        One application.
    tab : str
        Name of the sheet.
    """
    say, scheme = paper.edition, evaluation.path.scheme
    head = say(
        "form.about", factory=case.title or case.name, scheme=title_of(scheme, say.lang),
        application=evaluation.application, year=evaluation.years[-1].year,
    )  # fmt: skip
    sheet = paper.sheet(tab, say("form.title"), head, label_of(scheme, say.lang))
    sheet.head(HEADER_ROW, _columns(say, evaluation), TEXTS)
    sheet.rule_headers(HEADER_ROW, NAME + 1)
    row = HEADER_ROW
    for row, each in enumerate(form_rows(case, evaluation, say.lang), HEADER_ROW + 1):
        _row(sheet, row, each, say)
    _total(sheet, row + 1, (HEADER_ROW + 1, row), evaluation, say)
    for column, width in ROOM.items():
        sheet.widen(column, width)
    for column, width in NARROW.items():
        sheet.give_room(column, width)
    sheet.print_upto(row + 8, OWNER)
    for offset, note in enumerate((*_years(say, evaluation, case.horizon.base_year), say("form.yellow"))):
        sheet.text(row + 4 + offset, 0, note, "note")


def _columns(say: Edition, evaluation: Evaluation) -> list[str]:
    points = say("scores.points_unit")
    return [
        say("form.number"), say("form.clause"), say("form.dimension"), say("scores.indicator"), say("scores.better"),
        say("unit"), *(say("form.value", year=year.year) for year in evaluation.years), say("scores.baseline"),
        say("scores.leading"), f"{say('form.full')} [{points}]", f"{say('scores.points')} [{points}]",
        say("form.file"), say("form.date"), say("form.owner"), say("scores.scale"), say("scores.status"),
    ]  # fmt: skip


def _row(sheet: Sheet, row: int, each: FormRow, say: Edition) -> None:
    now, unit = each.now, say.unit(each.now.unit)
    texts = {
        NUMBER: str(each.number), CLAUSE: each.row.indicator.clause or each.row.indicator.formula,
        DIMENSION: each.dimension, NAME: each.name, UNIT: unit,
        BETTER: say("scores.lower" if now.lower_is_better else "scores.higher"),
        SCALE: say("scores.whole" if each.row.indicator.qualitative else "scores.linear"),
        STATUS: say(f"scores.{now.status}"),
    }  # fmt: skip
    for column, text in texts.items():
        sheet.text(row, column, text)
    for column, reading in enumerate(each.readings, FIRST):
        value = None if reading is None else reading.value
        sheet.number(row, column, value, figure(value), "input")
    for column, value in ((BASELINE, now.baseline), (LEADING, now.leading)):
        sheet.number(row, column, value, figure(value), "input")
    sheet.number(row, FULL, now.weight, "points", "input")
    cells = [sheet.ref(row, column) for column in (VALUE, BASELINE, LEADING, FULL, BETTER, SCALE, STATUS)]
    sheet.formula(row, POINTS, points_formula(say, *cells), now.points, "points")
    for column in ROOM:
        sheet.number(row, column, None, "date" if column == DATE else "text", "input")
    sheet.tall(row, TALL)


def _total(sheet: Sheet, row: int, rows: tuple[int, int], evaluation: Evaluation, say: Edition) -> None:
    """Sum of the points, and what the case asks for."""
    for column in range(STATUS + 1):
        sheet.text(row, column, say("total") if column == NAME else "", "total")
    made = evaluation.evaluated
    for column, value in ((FULL, float(sum(each.weight for each in made.readings))), (POINTS, float(made.total))):
        cells = sheet.span((rows[0], column), (rows[1], column))
        sheet.formula(row, column, f"=SUM({cells})", value, "points", "total")
    if evaluation.asked is not None:
        sheet.text(row + 1, NAME, say("form.asked"))
        sheet.number(row + 1, POINTS, evaluation.asked, "points")


def _years(say: Edition, evaluation: Evaluation, base_year: int) -> list[str]:
    """What each of the years rests on: the base year, the plan, or nothing."""
    notes = []
    for year in evaluation.years:
        kind = "unknown" if year.stands is None else "base" if year.stands == base_year else "planned"
        if kind == "planned" and year.stands != year.year:
            kind = "between"
        notes.append(say(f"form.{kind}", year=year.year, stands=year.stands))
    return notes
