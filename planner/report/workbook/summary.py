"""Sheet `Summary`: the answer, the figures of merit as formulas, and whether they are those of the planner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...case.value import Case
from .cash_flow import CashCells
from .investments import PLAN, REFERENCE
from .paper import HEADER_ROW, Paper, Sheet
from .scores import ScoreCells

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


@dataclass(frozen=True)
class Check:
    """A figure as a formula, its value, and what the planner says of it within some room."""

    label: str
    formula: str
    value: float
    said: float
    room: float
    kind: str

    @property
    def kept(self) -> bool:
        """Whether the two agree."""
        return abs(self.value - self.said) <= self.room


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
    names = ["Figure", "This workbook", "Planner", "Difference", "Reconciles"]
    sheet.head(HEADER_ROW, names, (LABEL, VERDICT))
    sheet.rule_headers(HEADER_ROW)
    checks = [*_costs(case, summary, cash), *_scores(summary, scores)]
    row = HEADER_ROW + 1 + len(checks)
    for place, check in enumerate(checks, HEADER_ROW + 1):
        _compared(sheet, place, check)
    verdicts = sheet.span((HEADER_ROW + 1, VERDICT), (row - 1, VERDICT))
    sheet.text(row, LABEL, "All figures reconcile", "total")
    for column in (HERE, PLANNER, DIFFERENCE):
        sheet.text(row, column, "", "total")
    everything = "yes" if all(check.kept for check in checks) else "no"
    sheet.formula(row, VERDICT, f'=IF(COUNTIF({verdicts},"no")=0,"yes","no")', everything, "text", "total")
    _merit(sheet, row + 2, case, summary, cash)
    sheet.on_one_page()
    for number, chart in enumerate(charts):
        sheet.chart(HEADER_ROW, CHART_COLUMN, chart, below=number * CHART_STEP)


def _costs(case: Case, summary: Mapping[str, Any], cash: CashCells) -> Iterator[Check]:
    """Present values and the investment."""
    plan, reference = cash.npv[PLAN], cash.npv[REFERENCE]
    saving = cash.values[REFERENCE] - cash.values[PLAN]
    for label, formula, value, key in (
        ("Discounted cost of the plan", plan, cash.values[PLAN], "npv_cost"),
        ("Discounted cost of the reference", reference, cash.values[REFERENCE], "reference_npv_cost"),
        ("Saving, net present value", f"{reference}-{plan}", saving, "saving"),
        ("Investment of the plan", cash.invested, cash.capital, "capex_total"),
    ):
        said = summary[key] / MILLION
        yield Check(f"{label} [million {case.currency}]", formula, value, said, CENT / MILLION, "money")


def _scores(summary: Mapping[str, Any], scores: ScoreCells) -> Iterator[Check]:
    """Totals of every target and year."""
    said = {
        (record["target"], year["year"]): year["score_exact"]
        for record in summary["scores"]
        for year in record["years"]
    }
    for total in scores.totals:
        label = f"Score {total.target}, data of {total.year} [points]"
        yield Check(label, total.cell, total.value, said[total.target, total.year], POINT, "points")


def _compared(sheet: Sheet, row: int, check: Check) -> None:
    """One figure: as a formula, as the planner says, their difference and the verdict."""
    sheet.text(row, LABEL, check.label)
    sheet.formula(row, HERE, f"={check.formula}", check.value, check.kind)
    sheet.number(row, PLANNER, check.said, check.kind)
    here, said, apart = (sheet.ref(row, column) for column in (HERE, PLANNER, DIFFERENCE))
    sheet.formula(row, DIFFERENCE, f"={here}-{said}", check.value - check.said, "exact")
    verdict = "yes" if check.kept else "no"
    sheet.formula(row, VERDICT, f'=IF(ABS({apart})<={check.room:.9f},"yes","no")', verdict, "text")


def _merit(sheet: Sheet, row: int, case: Case, summary: Mapping[str, Any], cash: CashCells) -> None:
    """Figures of merit against the reference; a reason where there is none."""
    sheet.text(row, LABEL, "Internal rate of return [1/a]")
    if summary["irr"] is None:
        sheet.text(row, VERDICT, summary["irr_reason"])
    else:
        sheet.formula(row, HERE, f"=IRR({cash.savings},{summary['irr']:.6f})", summary["irr"], "percent")
        sheet.number(row, PLANNER, summary["irr"], "percent")
    for line, (label, name, kind) in enumerate(
        (("Payback [a]", "payback", "two"), (f"Cost of CO2 avoided [{case.currency}/t]", "abatement", "cent")), row + 1
    ):
        sheet.text(line, LABEL, label)
        value = summary["payback_years" if name == "payback" else "abatement_cost"]
        sheet.number(line, PLANNER, value, kind)
        if value is None:
            sheet.text(line, VERDICT, summary[f"{name}_reason"])
