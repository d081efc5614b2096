"""Last sheet: what the form does not claim, with the points that rest on weak ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ....run.store import Stored
from ...naming import indicator_of, label_of
from ...page.amounts import plain
from ...workbook.edition import Edition
from ...workbook.paper import HEADER_ROW, Paper
from .years import Evaluation

NUMBER, TEXT = range(2)
WEAK = ("user", "estimate", "illustrative")
WIDTH = 120.0


def write_limits(paper: Paper, run: Stored, found: Sequence[Evaluation]) -> None:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    run : Stored
        The run.
    found : sequence of Evaluation
        What the workbook holds.
    """
    say = paper.edition
    sheet = paper.sheet(say("tab.limits"), say("limits.title"))
    sheet.head(HEADER_ROW, [say("form.number"), say("limits.what")], (NUMBER, TEXT))
    sheet.rule_headers(HEADER_ROW)
    sheet.give_room(NUMBER, 5.0)
    sheet.give_room(TEXT, WIDTH)
    for row, text in enumerate(_texts(say, run, found), HEADER_ROW + 1):
        sheet.text(row, NUMBER, str(row - HEADER_ROW))
        sheet.text(row, TEXT, text)


def _texts(say: Edition, run: Stored, found: Sequence[Evaluation]) -> Iterator[str]:
    yield say("limits.recognition")
    for each in found:
        yield label_of(each.path.scheme, say.lang)
        made = each.evaluated
        for quality in WEAK:
            points = float(made.by_quality.get(quality, 0))
            if points > 0.0:
                name = say(f"quality.{quality}")
                yield say("limits.weak", points=plain(points, 2), total=plain(float(made.total), 2), quality=name)
        missing = [
            indicator_of(each.path.scheme, row.indicator, say.lang)
            for row in made.readings
            if row.status == "not scorable"
        ]
        if missing:
            weight = plain(float(made.missing_weight), 2)
            yield say("limits.missing", points=weight, names="; ".join(missing))
    yield say("limits.planned")
    yield say("limits.evidence")
    if run.summary["violations"]:
        yield say("limits.violations")
