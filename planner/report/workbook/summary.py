"""Sheet `Summary`: the answer, the figures of merit as formulas, and whether they are those of the planner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...case.value import Case
from .cash_flow import CashCells
from .edition import Edition
from .investments import PLAN, REFERENCE
from .paper import HEADER_ROW, Paper, Sheet
from .scores import ScoreCells

MILLION = 1e6
CENT, POINT = 0.005, 1e-6
CHART_COLUMN, CHART_STEP = 6, 300
LABEL, HERE, PLANNER, DIFFERENCE, VERDICT = range(5)


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
    say = paper.edition
    plan = say(
        "summary.plan", scenario=case.scenario, currency=say.amounts.coin, price_year=case.price_year,
        status=say(f"status.{summary['status']}"),
    )  # fmt: skip
    sheet = paper.sheet(say("tab.summary"), case.title or case.name, plan, say("summary.colours"))
    names = [say(f"summary.{name}") for name in ("figure", "here", "planner", "difference", "reconciles")]
    sheet.head(HEADER_ROW, names, (LABEL, VERDICT))
    sheet.rule_headers(HEADER_ROW)
    checks = [*_costs(say, summary, cash), *_scores(say, summary, scores)]
    row = HEADER_ROW + 1 + len(checks)
    for place, check in enumerate(checks, HEADER_ROW + 1):
        compared(sheet, place, check, say)
    verdicts = sheet.span((HEADER_ROW + 1, VERDICT), (row - 1, VERDICT))
    sheet.text(row, LABEL, say("summary.all"), "total")
    for column in (HERE, PLANNER, DIFFERENCE):
        sheet.text(row, column, "", "total")
    yes, no = say("yes"), say("no")
    everything = yes if all(check.kept for check in checks) else no
    sheet.formula(row, VERDICT, f'=IF(COUNTIF({verdicts},"{no}")=0,"{yes}","{no}")', everything, "text", "total")
    _merit(sheet, row + 2, summary, cash, say)
    sheet.on_one_page()
    for number, chart in enumerate(charts):
        sheet.chart(HEADER_ROW, CHART_COLUMN, chart, below=number * CHART_STEP)


def _costs(say: Edition, summary: Mapping[str, Any], cash: CashCells) -> Iterator[Check]:
    """Present values and the investment."""
    plan, reference = cash.npv[PLAN], cash.npv[REFERENCE]
    saving = cash.values[REFERENCE] - cash.values[PLAN]
    for name, formula, value, key in (
        ("cost", plan, cash.values[PLAN], "npv_cost"),
        ("other", reference, cash.values[REFERENCE], "reference_npv_cost"),
        ("saving", f"{reference}-{plan}", saving, "saving"),
        ("capital", cash.invested, cash.capital, "capex_total"),
    ):
        said = summary[key] / MILLION
        yield Check(f"{say(f'summary.{name}')} [{say.money}]", formula, value, said, CENT / MILLION, "money")


def _scores(say: Edition, summary: Mapping[str, Any], scores: ScoreCells) -> Iterator[Check]:
    """Totals of every target and year."""
    said = {
        (record["target"], year["year"]): year["score_exact"]
        for record in summary["scores"]
        for year in record["years"]
    }
    for total in scores.totals:
        label = say("summary.score", target=total.target, year=total.year)
        yield Check(label, total.cell, total.value, said[total.target, total.year], POINT, "points")


def compared(sheet: Sheet, row: int, check: Check, say: Edition) -> None:
    """Write one figure: as a formula, as the planner says, their difference and the verdict."""
    sheet.text(row, LABEL, check.label)
    sheet.formula(row, HERE, f"={check.formula}", check.value, check.kind)
    sheet.number(row, PLANNER, check.said, check.kind)
    here, said, apart = (sheet.ref(row, column) for column in (HERE, PLANNER, DIFFERENCE))
    factor = say.money_factor if check.kind == "money" else 1.0
    sheet.formula(row, DIFFERENCE, f"={here}-{said}", factor * (check.value - check.said), "exact")
    yes, no = say("yes"), say("no")
    verdict = yes if check.kept else no
    sheet.formula(row, VERDICT, f'=IF(ABS({apart})<={factor * check.room:.9f},"{yes}","{no}")', verdict, "text")


def _merit(sheet: Sheet, row: int, summary: Mapping[str, Any], cash: CashCells, say: Edition) -> None:
    """Figures of merit against the reference; a reason where there is none."""
    sheet.text(row, LABEL, say("summary.irr"))
    if summary["irr"] is None:
        sheet.text(row, VERDICT, _reason(say, summary["irr_reason"]))
    else:
        sheet.formula(row, HERE, f"=IRR({cash.savings},{summary['irr']:.6f})", summary["irr"], "percent")
        sheet.number(row, PLANNER, summary["irr"], "percent")
    for line, (label, name, kind) in enumerate(
        (("summary.payback", "payback", "two"), ("summary.abatement", "abatement", "cent")), row + 1
    ):
        sheet.text(line, LABEL, say(label, currency=say.amounts.coin))
        value = summary["payback_years" if name == "payback" else "abatement_cost"]
        sheet.number(line, PLANNER, value, kind)
        if value is None:
            sheet.text(line, VERDICT, _reason(say, summary[f"{name}_reason"]))


def _reason(say: Edition, reason: str) -> str:
    """Why there is no figure; what stands in brackets behind it stays as it is."""
    known, bracket, rest = reason.partition(" (")
    return say.either(f"reason.{known}", known) + bracket + rest
