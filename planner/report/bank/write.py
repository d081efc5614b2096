"""`bank.xlsx` as a whole: terms and reconciliation, use of funds, savings, debt service, cash flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ...run.finance import Finance
from ...run.store import Stored
from ..workbook.edition import CATALOGUES as WORKBOOK
from ..workbook.edition import Edition
from ..workbook.flow import write_flow
from ..workbook.paper import HEADER_ROW, Paper, Sheet
from ..workbook.summary import CENT, MILLION, Check, compared
from .funds import write_funds
from .savings import write_savings
from .service import ServiceCells, write_service
from .words_en import ENGLISH
from .words_zh import CHINESE

BANK: Final = "bank.xlsx"
CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {**WORKBOOK["en"], **ENGLISH},
    "zh": {**WORKBOOK["zh"], **CHINESE},
}
LABEL, VALUE = 0, 1
RATIO = 5e-7


def lacking(run: Stored) -> str:
    """Why a run has no workbook for a bank; empty if it has."""
    finance = run.case.of("finance")
    loan = finance[0].parameters.loan if finance else None
    return "" if loan is not None else "the case states no loan (finance.loan)"


def write_bank(run: Stored, lang: str, path: Path) -> None:
    """Write the workbook of a run.

    Parameters
    ----------
    run : Stored
        A run whose case states a loan.
    lang : str
        en, or zh with money in 万元.
    path : Path
        File to write.
    """
    finance = Finance(run.case, run.solution, run.reference)
    say = Edition(lang, run.case.currency, CATALOGUES)
    tabs = [say(f"bank.tab.{name}") for name in ("terms", "funds", "savings", "service")]
    paper = Paper(path, run.case.title or run.case.name, [*tabs, say("tab.flow")], say)
    sheet = paper.sheet(tabs[0], run.case.title or run.case.name, say("bank.terms.note1"), say("bank.terms.note2"))
    terms, row = _terms(sheet, say, finance)
    funds = write_funds(paper, finance, terms)
    service = write_service(paper, finance, terms, funds, write_savings(paper, finance))
    invested = Check(
        f"{say('bank.check.own')} [{say.money}]",
        funds.invested,
        funds.value,
        _invested(finance),
        CENT / MILLION,
        "money",
    )
    names = [say(f"summary.{name}") for name in ("figure", "here", "planner", "difference", "reconciles")]
    sheet.head(row, names, (LABEL, 4))
    for place, check in enumerate([invested, *_checks(say, service, run.summary, finance)], row + 1):
        compared(sheet, place, check, say)
    sheet.on_one_page()
    write_flow(paper, finance)
    paper.close()


def _terms(sheet: Sheet, say: Edition, finance: Finance) -> tuple[dict[str, str], int]:
    """Write the terms; their cells, and the next free row."""
    loan, tax, terms = finance.terms.loan, finance.terms.tax, finance.terms
    assert loan is not None, "a case without a loan has no workbook for a bank"
    until = finance.case.horizon.end if loan.until is None else loan.until
    given: list[tuple[str, float, str]] = [
        ("share", loan.share, "percent"),
        ("rate", loan.rate, "percent"),
        ("tenor", loan.tenor, "year"),
        ("grace", loan.grace, "year"),
        ("level", float(loan.level), "year"),
        ("until", until, "year"),
        ("inflation", terms.inflation, "percent"),
        ("price_year", finance.case.price_year, "year"),
        ("tax", 0.0 if tax is None else tax.rate, "percent"),
        ("vat", terms.operation_vat, "percent"),
    ]
    sheet.head(HEADER_ROW, [say("bank.terms.term"), say("bank.terms.value")], (LABEL,))
    cells = {}
    for row, (name, value, kind) in enumerate(given, HEADER_ROW + 1):
        sheet.text(row, LABEL, say(f"bank.terms.{name}"))
        sheet.number(row, VALUE, value, kind, "input")
        cells[name] = sheet.ref(row, VALUE)
    return cells, HEADER_ROW + len(given) + 2


def _invested(finance: Finance) -> float:
    """Nominal investment of the plan without deductible tax, as the cash flow has it. [million]"""
    from ...finance.nominal import Nominal

    nominal = Nominal(finance.project, finance.terms)
    plan = [each for each in finance.project.investments if each.sign > 0.0]
    return sum(nominal.net(each, year) for each in plan for year in finance.project.years)


def _checks(say: Edition, service: ServiceCells, summary: Mapping[str, Any], finance: Finance) -> Iterator[Check]:
    """Totals of the debt beside those of the run."""
    loan = summary["finance"]["loan"]
    said = {
        "drawn": loan["drawn"] / MILLION,
        "interest": loan["interest"] / MILLION,
        "settled": loan["settled_at_end"] / MILLION,
        "repaid": (loan["drawn"] - loan["settled_at_end"]) / MILLION,
        "cash": sum(finance.statement.lines["cash_for_debt"].values()),
        "least": loan["dscr_least"],
    }
    for name in ("drawn", "interest", "repaid", "settled", "cash", "least"):
        if name in service.totals:
            formula, value = service.totals[name]
            label = say(f"bank.check.{name}") + ("" if name == "least" else f" [{say.money}]")
            room, kind = (RATIO, "two") if name == "least" else (CENT / MILLION, "money")
            yield Check(label, formula, value, said[name], room, kind)
