"""Fourth sheet: requirements without points, what the case says of them, and room for the evidence."""

from __future__ import annotations

from ....case.value import Case
from ....schemes import answer
from ...naming import gate_of
from ...workbook.edition import Edition
from ...workbook.paper import HEADER_ROW, Paper
from .years import Evaluation

NUMBER, NAME, SOURCE, QUALITY, STATE, FILE, DATE, OWNER = range(8)
TEXTS = frozenset(range(8))
TALL = 30.0
ROOM = {FILE: 24.0, DATE: 11.0, OWNER: 14.0}


def write_gates(paper: Paper, case: Case, evaluation: Evaluation, tab: str) -> None:
    """Write the sheet; parameters as for the form."""
    say, scheme = paper.edition, evaluation.path.scheme
    sheet = paper.sheet(tab, say("gates.title"), say("gates.note", year=evaluation.years[-1].year))
    heads = [say("form.number"), say("gates.gate"), say("assumptions.source"), say("assumptions.quality")]
    heads += [say("gates.state"), say("form.file"), say("form.date"), say("form.owner")]
    sheet.head(HEADER_ROW, heads, TEXTS)
    sheet.rule_headers(HEADER_ROW, NAME + 1)
    for row, (name, gate) in enumerate(scheme.gates.items(), HEADER_ROW + 1):
        texts = {
            NUMBER: str(row - HEADER_ROW), NAME: gate_of(scheme, name, say.lang), SOURCE: gate.source,
            QUALITY: say.either(f"quality.{gate.quality}", gate.quality), STATE: _state(say, evaluation, name),
        }  # fmt: skip
        for column, text in texts.items():
            sheet.text(row, column, text)
        for column in ROOM:
            sheet.number(row, column, None, "date" if column == DATE else "text", "input")
        sheet.tall(row, TALL)
    if not scheme.gates:
        sheet.text(HEADER_ROW + 1, NAME, say("gates.none"))
    sheet.give_room(NUMBER, 5.0)
    for column, width in ROOM.items():
        sheet.widen(column, width)


def _state(say: Edition, evaluation: Evaluation, name: str) -> str:
    """What the case says of a requirement in the evaluated year."""
    target = evaluation.path.target
    stated = {} if target is None else target.parameters.gates
    verdict = evaluation.evaluated.gates[name]
    if name not in stated:
        return say("gates.unknown")
    if answer(stated[name]) is None:
        return say(f"gates.measure_{verdict}", measure=stated[name])
    return say(f"gates.{verdict}")
