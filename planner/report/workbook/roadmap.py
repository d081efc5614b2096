"""Sheet `Roadmap`: every decision in its year, with its size, its money and its CO2."""

from __future__ import annotations

from collections.abc import Sequence

from ...case.value import Case
from ...run.roadmap import Action
from .paper import HEADER_ROW, Paper, figure

YEAR, ACTION, WHAT, SIZE, UNIT, CAPEX, SAVING, CO2 = range(8)


def write_roadmap(paper: Paper, case: Case, actions: Sequence[Action]) -> None:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    actions : sequence of Action
        Its roadmap.
    """
    say = paper.edition
    sheet = paper.sheet(say("tab.roadmap"), say("roadmap.title"), say("roadmap.note1"), say("roadmap.note2"))
    names = [say(f"roadmap.{name}") for name in ("year", "decision", "what")]
    names += [f"{say('roadmap.size')} [{say('beside')}]", say("unit"), f"{say('roadmap.capex')} [{say.money}]"]
    names += [f"{say('roadmap.saving')} [{say.money}/{say.year}]", f"CO2 [{say.unit('t/a')}]"]
    sheet.head(HEADER_ROW, names, (ACTION, WHAT, UNIT))
    sheet.rule_headers(HEADER_ROW, WHAT + 1)
    row = HEADER_ROW
    for row, action in enumerate(actions, HEADER_ROW + 1):
        sheet.number(row, YEAR, action.year, "year")
        sheet.text(row, ACTION, say(f"action.{action.action}"))
        sheet.text(row, WHAT, action.what)
        size, unit = say.energy(action.size, action.unit)
        sheet.number(row, SIZE, size, figure(size))
        sheet.text(row, UNIT, say.either(f"once.{action.action}", "") if action.unit == "1" else unit)
        sheet.number(row, CAPEX, action.capex, "money")
        sheet.number(row, SAVING, _seen(action.saving, 0.0005), "money")
        sheet.number(row, CO2, _seen(action.co2, 0.5), "whole")
    if not actions:
        sheet.text(row + 1, WHAT, say("roadmap.nothing"))
        return
    total = row + 1
    for column in (YEAR, ACTION, WHAT, SIZE, UNIT, SAVING, CO2):
        sheet.text(total, column, say("total") if column == WHAT else "", "total")
    cells = sheet.span((HEADER_ROW + 1, CAPEX), (row, CAPEX))
    sheet.formula(total, CAPEX, f"=SUM({cells})", sum(action.capex for action in actions), "money", "total")


def _seen(value: float | None, least: float) -> float | None:
    """A number that is only shown: nothing where it would be shown as -0."""
    return 0.0 if value is not None and abs(value) < least else value
