"""`bank.xlsx` and the sheet of the cash flow, recalculated by an office program, say what the run says."""

from __future__ import annotations

import math
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
import pytest

from planner.finance.loan import debt_service
from planner.report.bank import lacking, write_bank
from planner.report.documents import DOCUMENTS
from planner.report.workbook import write_workbook
from planner.run.finance import Finance
from tests.run.financed import financed, stored

OFFICE = shutil.which("soffice")
offices = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")


@cache
def bank(name: str, lang: str = "en") -> Path:
    """The workbook under one of the terms."""
    path = Path(mkdtemp()) / "bank.xlsx"
    write_bank(stored(name), lang, path)
    return path


def recalculated(path: Path, folder: Path, changes: dict[tuple[str, str], float]) -> Any:
    """A workbook with changed inputs, its stored results dropped, as an office program computes it."""
    assert OFFICE is not None
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    book.save(folder / "bare.xlsx")
    out = [f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([OFFICE, "--headless", *out, folder / "bare.xlsx"], check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(folder / "out" / "bare.xlsx", data_only=True)


@offices
@pytest.mark.parametrize(("name", "lang"), [("company", "zh"), ("project", "en")])
def test_formulas_come_to_the_results_of_the_run(name: str, lang: str, tmp_path: Path) -> None:
    shown = openpyxl.load_workbook(bank(name, lang), data_only=True)
    again = recalculated(bank(name, lang), tmp_path, {})
    numbers = 0
    for sheet in shown:
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)):
            there = again[sheet.title][cell.coordinate].value
            assert math.isclose(cell.value, there, rel_tol=1e-9, abs_tol=1e-9), (sheet.title, cell.coordinate)
            numbers += 1
    assert numbers > 250
    verdicts = [row[4].value for row in again.worksheets[0].iter_rows() if row[4].value in ("yes", "no", "是", "否")]
    assert len(verdicts) == 7
    assert set(verdicts) <= {"yes", "是"}


@offices
def test_a_changed_rate_moves_interest_and_cover_as_the_run_would(tmp_path: Path) -> None:
    book = recalculated(bank("company"), tmp_path, {("Terms", "B6"): 0.09})
    finance = financed("company")
    loan = finance.terms.loan
    assert loan is not None
    drawn = finance.statement.lines["loan_drawn"]
    debt = debt_service(replace(loan, rate=0.09), drawn)
    sheet = book["Debt service"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=5) if row[0].value}
    for year in finance.project.years:
        assert rows[year][10].value == pytest.approx(debt.interest[year], abs=1e-9)
        assert rows[year][11].value == pytest.approx(debt.repaid[year], abs=1e-9)
    assert book["Terms"]["E19"].value == "no"  # interest no longer is that of the run


def test_funds_are_paid_for_by_loan_grants_and_owners() -> None:
    book = openpyxl.load_workbook(bank("company"), data_only=True)
    rows = {row[0].value: row[-1].value for row in book["Use of funds"].iter_rows(min_row=5) if row[0].value}
    lines = financed("company").statement.lines
    assert rows["Loan"] == pytest.approx(sum(lines["loan_drawn"].values()))
    assert rows["Grants"] == pytest.approx(sum(lines["grants"].values()))
    assert rows["Own funds"] == pytest.approx(rows["Investment"] - rows["Loan"] - rows["Grants"])


def test_savings_stand_beside_their_baseline_line_by_line() -> None:
    book = openpyxl.load_workbook(bank("company"), data_only=True)
    sheet = book["Savings"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=9)]
    energy = next(row for row in rows if row[:2] == [2026, "grid_energy.grid.energy"])
    assert energy[2:5] == pytest.approx([4.38, 3.504, 0.876])
    assert next(row for row in rows if row[:2] == [2026, "carbon.carbon"])[5] == "shadow price, not counted"


def test_without_a_loan_there_is_no_workbook_for_a_bank() -> None:
    run = stored("tax")
    assert "no loan" in lacking(run)
    assert lacking(stored("untaxed")) == ""
    assert "bank.xlsx" in {document.name for document in DOCUMENTS}


def test_names_of_a_case_are_texts_in_the_workbook() -> None:
    book = openpyxl.load_workbook(bank("company"))
    for cell in (cell for row in book["Use of funds"].iter_rows(min_col=1, max_col=1) for cell in row):
        assert cell.data_type in ("s", "n")


@offices
def test_the_sheet_of_the_cash_flow_recalculates(tmp_path: Path) -> None:
    run = stored("company")
    path = write_workbook(run)
    again = recalculated(path, tmp_path, {})["Project cash flow"]
    rows = {row[0].value: row for row in again.iter_rows() if row[0].value}
    finance: Finance = financed("company")
    for name, label in (("before_tax", "Cash flow before tax"), ("after_tax", "Cash flow after tax")):
        values = [cell.value for cell in rows[label][1:5]]
        assert values == pytest.approx(list(finance.statement.lines[name].values()))
    worth = [cell.value for cell in rows["Net present value [million CNY]"][1:4]]
    assert worth == pytest.approx([finance.figures[name].npv for name in ("before_tax", "after_tax", "equity")])
    rates = [cell.value for cell in rows["Rate of return, nominal"][1:4]]
    assert rates == pytest.approx([finance.figures[name].irr for name in ("before_tax", "after_tax", "equity")])
