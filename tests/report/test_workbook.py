"""`roadmap.xlsx` recalculated by somebody else says what the run says."""

from __future__ import annotations

import math
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xarray as xr

from planner.finance import npv, residual_share
from planner.report.workbook import WORKBOOK, write_workbook
from planner.run.merit import yearly_cost
from planner.run.store import Stored
from planner.site.blocks import Blocks
from tests.run.tiny import tiny_run

from .books import stored
from .evaluator import Workbook

CENT = 0.005 / 1e6
RUNS = ("tiny", "scored")
SHEETS = [
    "Summary", "Roadmap", "Investments", "Cash flow", "Project cash flow", "Bills", "Emissions", "Scores",
    "Assumptions",
]  # fmt: skip
RATE = ("Assumptions", 5, 2)


def figures(book: Workbook) -> dict[str, float]:
    """Figures of the summary by their label, recalculated."""
    found = {}
    for row in range(5, 60):
        label = book.value("Summary", row, 1)
        if label is not None and book.value("Summary", row, 2) is not None:
            found[str(label).partition(" [")[0]] = book.value("Summary", row, 2)
    return found


@pytest.mark.parametrize("name", RUNS)
def test_costs_recalculate_to_the_cent(name: str) -> None:
    run = stored(name)
    found = figures(Workbook(run.folder / WORKBOOK))
    for label, key in (
        ("Discounted cost of the plan", "npv_cost"),
        ("Discounted cost of the reference", "reference_npv_cost"),
        ("Saving, net present value", "saving"),
        ("Investment of the plan", "capex_total"),
    ):
        assert found[label] == pytest.approx(run.summary[key] / 1e6, rel=0.0, abs=CENT), label


def test_score_totals_recalculate_in_every_year() -> None:
    run = stored("scored")
    found = figures(Workbook(run.folder / WORKBOOK))
    years = run.summary["scores"][0]["years"]
    assert [year["year"] for year in years] == [2025, 2026, 2028]
    for year in years:
        label = f"Score green_factory, data of {year['year']}"
        assert found[label] == pytest.approx(year["score_exact"], rel=0.0, abs=1e-6)


@pytest.mark.parametrize("name", RUNS)
def test_every_formula_comes_to_the_result_stored_with_it(name: str) -> None:
    path = stored(name).folder / WORKBOOK
    book, shown = Workbook(path), openpyxl.load_workbook(path, data_only=True)
    places = list(book.formulas())
    assert len(places) > 100
    for sheet, row, column in places:
        worked, cached = book.value(sheet, row, column), shown[sheet].cell(row, column).value
        if isinstance(worked, str):
            assert (cached or "") == worked, (sheet, row, column)
        else:
            assert math.isclose(worked, cached, rel_tol=1e-9, abs_tol=1e-9), (sheet, row, column, worked, cached)


@pytest.mark.parametrize("rate", [0.0, 0.03, 0.25])
def test_another_discount_rate_gives_the_npv_of_that_rate(rate: float) -> None:
    """Worked out here from the stored payments: residual values are taken off and valued anew."""
    run = stored("tiny")
    book = Workbook(run.folder / WORKBOOK)
    book.change(*RATE, rate)
    for label, solution in (("plan", run.solution), ("reference", run.reference)):
        expected = _npv_at(run, solution, rate)
        assert figures(book)[f"Discounted cost of the {label}"] == pytest.approx(expected, rel=1e-12), label
    assert book.value("Summary", 5, 5) == "no"


def _npv_at(run: Stored, solution: xr.Dataset, rate: float) -> float:
    case, blocks = run.case, Blocks(run.case.horizon)
    flows = yearly_cost(case, solution)
    terms = {thing.name: thing.parameters for thing in case.things if thing.section in ("technologies", "measures")}
    for variable, dimension in (("built", "asset"), ("adopted", "measure")):
        if variable not in solution:
            continue
        values = solution[variable]
        for name in values[dimension].to_numpy().tolist():
            for year in values["year"].to_numpy().tolist():
                given = terms.get(name)
                if given is None:
                    continue
                capital = float(values.sel({dimension: name, "year": year})) * given.capex.at(year)
                served = blocks.served_years(year, given.life)
                shares = [residual_share(each, given.life, served) for each in (case.horizon.discount_rate, rate)]
                flows[year + served - 1] += capital * (shares[0] - shares[1])
    return npv(rate, flows, case.horizon.base_year)


def test_another_value_of_an_indicator_gives_other_points() -> None:
    run = stored("scored")
    book = Workbook(run.folder / WORKBOOK)
    row = next(row for row in range(5, 20) if book.value("Scores", row, 2) == "CO2 per pump")
    before = figures(book)["Score green_factory, data of 2025"]
    points = book.value("Scores", row, 11)
    book.change("Scores", row, 3, 0.15)
    assert book.value("Scores", row, 11) == pytest.approx(40.0 * 10.0 / 9.0)
    assert figures(book)["Score green_factory, data of 2025"] == pytest.approx(before - points + 400.0 / 9.0)
    book.change("Scores", row, 3, 1.0)
    assert book.value("Scores", row, 11) == 0.0


def test_the_years_between_milestones_are_carried_on() -> None:
    book = Workbook(stored("tiny").folder / WORKBOOK)
    assert [book.value("Cash flow", row, 2) for row in range(5, 9)] == [2026, 2026, 2028, 2028]
    assert [book.value("Bills", 5, column) for column in (5, 6)] == [2, 2]


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    run = stored("scored")
    first = (run.folder / WORKBOOK).read_bytes()
    write_workbook(run)
    assert (run.folder / WORKBOOK).read_bytes() == first


def test_the_workbook_of_a_solve_is_that_of_its_stored_run() -> None:
    assert (tiny_run().folder / WORKBOOK).read_bytes() == (stored("tiny").folder / WORKBOOK).read_bytes()


def test_a_failed_writing_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    run = stored("tiny")
    folder = tmp_path / "run"
    shutil.copytree(run.folder, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(KeyError):
        write_workbook(replace(run, folder=folder, summary={**run.summary, "status": "unheard of"}))
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("name", RUNS)
def test_every_sheet_is_set_up_for_print_and_reading(name: str) -> None:
    book = openpyxl.load_workbook(stored(name).folder / WORKBOOK)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape", sheet.title
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.print_title_rows == "$4:$4", sheet.title
        assert sheet.oddFooter.right.text == "Page &P of &N"
        assert sheet.freeze_panes is not None


@pytest.mark.parametrize("name", RUNS)
def test_numbers_stand_under_headers_with_units(name: str) -> None:
    """A column of numbers says its unit in its header, in a column beside it, or holds milestone years' figures."""
    book = openpyxl.load_workbook(stored(name).folder / WORKBOOK)
    for title in ("Roadmap", "Investments", "Cash flow"):
        for cell in book[title][4]:
            texts = ("Year", "Decision", "What", "Unit", "Pathway", "Item")
            assert "[" in str(cell.value) or cell.value in texts, (title, cell.value)


def test_charts_are_native() -> None:
    book = openpyxl.load_workbook(stored("scored").folder / WORKBOOK)
    assert {sheet.title: len(sheet._charts) for sheet in book if sheet._charts} == {"Summary": 3, "Cash flow": 2}


def test_a_plan_that_invests_nothing_is_written_too(tmp_path: Path) -> None:
    run = stored("tiny")
    summary = {**run.summary, "npv_cost": run.summary["reference_npv_cost"], "saving": 0.0, "capex_total": 0.0}
    summary |= {"irr": None, "irr_reason": "the plan is the reference pathway"}
    write_workbook(replace(run, folder=tmp_path, solution=run.reference, summary=summary))
    book = Workbook(tmp_path / WORKBOOK)
    assert not book.value("Investments", 5, 2)
    assert [book.value("Summary", row, 5) for row in range(5, 10)] == ["yes"] * 5
