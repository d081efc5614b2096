"""Second sheet: how value and points of every indicator come about, year by year."""

from __future__ import annotations

from ....case.value import Case
from ....run.scores import Shown
from ...page.amounts import rounded
from ...workbook.edition import Edition
from ...workbook.paper import HEADER_ROW, Paper, Sheet, figure
from .rows import FormRow, form_rows, reason
from .years import Evaluation

(
    NUMBER, NAME, YEAR, NUMERATOR, NUMERATOR_UNIT, DENOMINATOR, DENOMINATOR_UNIT, VALUE, UNIT, POINTS, STEPS,
) = range(11)  # fmt: skip
TEXTS = frozenset({NUMBER, NAME, NUMERATOR_UNIT, DENOMINATOR_UNIT, UNIT, STEPS})


def write_arithmetic(paper: Paper, case: Case, evaluation: Evaluation, tab: str) -> None:
    """Write the sheet; parameters as for the form."""
    say = paper.edition
    sheet = paper.sheet(tab, say("arithmetic.title"), say("arithmetic.note1"), say("arithmetic.note2"))
    names = {
        "form.number": "", "scores.indicator": "", "scores.year": say("year"), "scores.numerator": say("beside"),
        "unit": "", "scores.denominator": say("beside"), "unit ": "", "scores.value": say("beside"), "unit  ": "",
        "scores.points": say("scores.points_unit"), "arithmetic.steps": "",
    }  # fmt: skip
    heads = [f"{say(name.strip())} [{unit}]" if unit else say(name.strip()) for name, unit in names.items()]
    sheet.head(HEADER_ROW, heads, TEXTS)
    sheet.rule_headers(HEADER_ROW, NAME + 1)
    sheet.give_room(NUMBER, 5.0)
    sheet.give_room(STEPS, 62.0)
    row = HEADER_ROW + 1
    for each in form_rows(case, evaluation, say.lang):
        for year, reading in zip(evaluation.years, each.readings, strict=True):
            sheet.text(row, NUMBER, str(each.number))
            sheet.text(row, NAME, each.name)
            sheet.number(row, YEAR, year.year, "year")
            if reading is None:
                sheet.text(row, STEPS, say("arithmetic.unknown"))
            else:
                _reading(sheet, row, each, reading, say)
            row += 1


def _reading(sheet: Sheet, row: int, each: FormRow, reading: Shown, say: Edition) -> None:
    amounts = (
        (NUMERATOR, reading.numerator, reading.numerator_unit),
        (DENOMINATOR, reading.denominator, reading.denominator_unit),
        (VALUE, reading.value, reading.unit),
    )
    for column, value, unit in amounts:
        sheet.number(row, column, value, figure(value), "result")
        sheet.text(row, column + 1, say.unit(unit) if value is not None else "")
    sheet.number(row, POINTS, reading.points, "points")
    sheet.text(row, STEPS, steps(say, each, reading))


def steps(say: Edition, each: FormRow, reading: Shown) -> str:
    """How the points of a reading are worked out, or why there are none."""
    why = reason(say, each, reading)
    if why:
        return why
    value, baseline, leading = reading.value, reading.baseline, reading.leading
    if value is None or baseline is None or leading is None:
        return ""
    if each.row.indicator.qualitative or baseline == leading:
        return say("arithmetic.whole", leading=rounded(leading), points=rounded(reading.points))
    weight = rounded(reading.weight)
    earned = reading.weight * (value - baseline) / (leading - baseline)
    terms = [rounded(number) for number in (value, baseline, leading, baseline)]
    line = "{} × ({} − {}) / ({} − {}) = {}".format(weight, *terms, rounded(earned))
    if earned < 0.0:
        return f"{line} → 0: {say('arithmetic.below')}"
    if earned > reading.weight:
        return f"{line} → {weight}: {say('arithmetic.above')}"
    return line
