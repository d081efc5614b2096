"""Sheet `Summary`: the answer, the figures of merit as formulas, and whether they are those of the planner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...case.value import Case
from .cash_flow import CashCells
from .investments import PLAN, REFERENCE
from .paper import HEADER_ROW, Paper, Sheet
from .scores import ScoreCells, Total

MILLION = 1e6
CENT, POINT = 0.005, 1e-6
CHART_COLUMN, CHART_STEP = 6, 300
LABEL, HERE, PLANNER, DIFFERENCE, VERDICT = range(5)
STATUS = {
    "optimal": "optimal within the asked gap",
    "time_limit": "stopped at the time limit; the best plan so far",
    "interrupted": "interrupted; the best plan so far",
    "gap_open": "the gap could not be closed; the best plan found",
    "infeasible_achievable": "the case cannot be met; this is the nearest achievable plan",
}


def write_summary(
    paper: Paper, case: Case, summary: Mapping[str, Any], cash: CashCells, scores: ScoreCells, charts: Sequence[Any]
) -> None:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    summary : mapping
        Contents of `summary.json`.
    cash : CashCells
        Present values.
    scores : ScoreCells
        Totals of the scores.
    charts : sequence of chart
        What is drawn below the figures.
    """
    sheet = paper.sheet(
        "Summary",
        case.title or case.name,
        f"Scenario {case.scenario}, money in {case.currency} of {case.price_year}. The plan is "
        f"{STATUS[summary['status']]}.",
        "Yellow: stated by the case. Blue: found by the optimisation. Black: formulas, here beside the planner's own "
        "figures; after a change of an input the difference is its effect.",
    )
    money = f"million {case.currency}"
    names = ["Figure", "This workbook", "Planner", "Difference", "Same to the cent"]
    sheet.head(HEADER_ROW, names, (LABEL, VERDICT))
    sheet.rule_headers(HEADER_ROW)
    row = HEADER_ROW + 1
    costs = {
        PLAN: ("Discounted cost of the plan", "npv_cost"),
        REFERENCE: ("Discounted cost of the reference", "reference_npv_cost"),
    }
    for name, (label, key) in costs.items():
        _checked(
            sheet, row, f"{label} [{money}]", cash.npv[name], cash.values[name], summary[key] / MILLION, CENT / MILLION
        )
        row += 1
    saving = cash.values[REFERENCE] - cash.values[PLAN]
    formula = f"{cash.npv[REFERENCE]}-{cash.npv[PLAN]}"
    _checked(
        sheet, row, f"Saving, net present value [{money}]", formula, saving, summary["saving"] / MILLION, CENT / MILLION
    )
    row += 1
    sheet.text(row, LABEL, "Internal rate of return [1/a]")
    if summary["irr"] is None:
        sheet.text(row, HERE, summary["irr_reason"] or "none")
    else:
        guess = f"{summary['irr']:.6f}"
        sheet.formula(row, HERE, f"=IRR({cash.savings},{guess})", summary["irr"], "percent")
        sheet.number(row, PLANNER, summary["irr"], "percent")
    row += 1
    label = f"Investment of the plan [{money}]"
    _checked(sheet, row, label, cash.invested, cash.capital, summary["capex_total"] / MILLION, CENT / MILLION)
    row += 1
    for label, key, kind in (
        ("Payback [a]", "payback_years", "two"),
        (f"Cost of CO2 avoided [{case.currency}/t]", "abatement_cost", "cent"),
    ):
        sheet.text(row, LABEL, label)
        sheet.number(row, PLANNER, summary[key], kind)
        row += 1
    for total in scores.totals:
        _score(sheet, row, total)
        row += 1
    sheet.on_one_page()
    for number, chart in enumerate(charts):
        sheet.chart(HEADER_ROW, CHART_COLUMN, chart, number * CHART_STEP)


def _score(sheet: Sheet, row: int, total: Total) -> None:
    _checked(
        sheet, row, f"Score {total.target}, data of {total.year} [points]", total.cell, total.value, total.value, POINT
    )


def _checked(sheet: Sheet, row: int, label: str, formula: str, value: float, planner: float, room: float) -> None:
    """One figure: as a formula, as the planner says, their difference and the verdict."""
    points = room == POINT
    kind = "points" if points else "money"
    sheet.text(row, LABEL, label)
    sheet.formula(row, HERE, f"={formula}", value, kind)
    sheet.number(row, PLANNER, planner, kind)
    here, other, apart = (sheet.ref(row, column) for column in (HERE, PLANNER, DIFFERENCE))
    sheet.formula(row, DIFFERENCE, f"={here}-{other}", value - planner, "exact")
    verdict = "yes" if abs(value - planner) <= room else "no"
    sheet.formula(row, VERDICT, f'=IF(ABS({apart})<={room!r},"yes","no")', verdict, "text")
