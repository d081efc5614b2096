"""Third sheet: on what the benchmarks of every indicator rest."""

from __future__ import annotations

from ....case.value import Case
from ...workbook.paper import HEADER_ROW, Paper, figure
from .rows import form_rows
from .years import Evaluation

NUMBER, NAME, CLAUSE, FORMULA, BASELINE, LEADING, UNIT, QUALITY, SOURCE, REMARK = range(10)
TEXTS = frozenset({NUMBER, NAME, CLAUSE, FORMULA, UNIT, QUALITY, SOURCE, REMARK})


def write_sources(paper: Paper, case: Case, evaluation: Evaluation, tab: str) -> None:
    """Write the sheet; parameters as for the form."""
    say = paper.edition
    sheet = paper.sheet(tab, say("sources.title"), say("sources.note"))
    value = f" [{say('beside')}]"
    heads = [
        say("form.number"), say("scores.indicator"), say("form.clause"), say("sources.formula"),
        say("scores.baseline") + value, say("scores.leading") + value, say("unit"), say("scores.quality"),
        say("assumptions.source"), say("sources.remark"),
    ]  # fmt: skip
    sheet.head(HEADER_ROW, heads, TEXTS)
    sheet.rule_headers(HEADER_ROW, NAME + 1)
    sheet.give_room(NUMBER, 5.0)
    for row, each in enumerate(form_rows(case, evaluation, say.lang), HEADER_ROW + 1):
        now, indicator = each.now, each.row.indicator
        texts = {
            NUMBER: str(each.number), NAME: each.name, CLAUSE: indicator.clause, FORMULA: indicator.formula,
            UNIT: say.unit(now.unit), QUALITY: say.either(f"quality.{now.quality}", now.quality), SOURCE: now.source,
            REMARK: indicator.note,
        }  # fmt: skip
        for column, text in texts.items():
            sheet.text(row, column, text)
        for column, bound in ((BASELINE, now.baseline), (LEADING, now.leading)):
            sheet.number(row, column, bound, figure(bound), "input")
