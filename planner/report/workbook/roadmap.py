"""Sheet `Roadmap`: every decision in its year, with its size, its money and its CO2."""

from __future__ import annotations

from collections.abc import Sequence

from ...case.value import Case
from ...run.roadmap import Action
from .paper import HEADER_ROW, Paper, figure

YEAR, ACTION, WHAT, SIZE, UNIT, CAPEX, SAVING, CO2 = range(8)
ONCE = {"adopt": "measure", "billing": "change"}
"""Unit of what is decided as a whole."""
WORDS = {"build": "build", "adopt": "adopt", "retire": "retire", "contract": "contract", "billing": "change billing"}


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
    sheet = paper.sheet(
        "Roadmap",
        "Roadmap",
        "Saving and CO2 hold for the first milestone year of service, at what energy costs and emits in the reference "
        "pathway of that year;",
        "they are empty where that says nothing, for example for storage. CO2 avoided is negative.",
    )
    money = f"million {case.currency}"
    names = ["Year", "Decision", "What", "Size [unit beside]", "Unit", f"Investment [{money}]", f"Saving [{money}/a]"]
    sheet.head(HEADER_ROW, [*names, "CO2 [t/a]"], (ACTION, WHAT, UNIT))
    sheet.rule_headers(HEADER_ROW, WHAT + 1)
    row = HEADER_ROW
    for row, action in enumerate(actions, HEADER_ROW + 1):
        sheet.number(row, YEAR, action.year, "year")
        sheet.text(row, ACTION, WORDS[action.action])
        sheet.text(row, WHAT, action.what)
        sheet.number(row, SIZE, action.size, figure(action.size))
        sheet.text(row, UNIT, ONCE.get(action.action, "") if action.unit == "1" else action.unit)
        sheet.number(row, CAPEX, action.capex, "money")
        sheet.number(row, SAVING, _seen(action.saving, 0.0005), "money")
        sheet.number(row, CO2, _seen(action.co2, 0.5), "whole")
    if not actions:
        sheet.text(row + 1, WHAT, "nothing is built, bought or retired")
        return
    total = row + 1
    for column in (YEAR, ACTION, WHAT, SIZE, UNIT, SAVING, CO2):
        sheet.text(total, column, "Total" if column == WHAT else "", "total")
    cells = sheet.span((HEADER_ROW + 1, CAPEX), (row, CAPEX))
    sheet.formula(total, CAPEX, f"=SUM({cells})", sum(action.capex for action in actions), "money", "total")


def _seen(value: float | None, least: float) -> float | None:
    """A number that is only shown: nothing where it would be shown as -0."""
    return 0.0 if value is not None and abs(value) < least else value
