"""Names of a case cannot become formulas, links or broken sheets."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from planner.report.workbook import WORKBOOK, write_workbook
from planner.report.workbook.edition import Edition
from planner.report.workbook.paper import LONGEST, Paper

from .books import stored

HOSTILE = (
    "=cmd|'/C calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "{=1+1}", "=HYPERLINK(\"http://x\",\"y\")",
    "http://example.org/", "external:\\\\host\\share", "internal:Sheet1!A1", "mailto:a@b.c", "<b>&amp;", "&P of &N",
    "]]>", "\x01\x07", "x" * 40_000, "名" * 300,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.xlsx"
    paper = Paper(path, text, ["Only"], Edition("en", "CNY"))
    sheet = paper.sheet("Only", text, text)
    sheet.head(3, [text, text], (0,))
    sheet.rule_headers(3)
    sheet.text(4, 0, text)
    paper.close()
    found = openpyxl.load_workbook(path)["Only"]
    cells = [cell for row in found.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 5
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    if len(text) < LONGEST and text.isprintable():
        assert {cell.value for cell in cells} == {text}


@pytest.mark.parametrize("text", ["=cmd|'/C calc'!A1", "@SUM(1)", "&P&N"])
def test_names_of_a_case_reach_the_workbook_as_texts(tmp_path: Path, text: str) -> None:
    run = stored("tiny")
    case = replace(run.case, title=text, scenario=text)
    write_workbook(replace(run, case=case, folder=tmp_path))
    book = openpyxl.load_workbook(tmp_path / WORKBOOK)
    plain = openpyxl.load_workbook(run.folder / WORKBOOK)
    assert book["Summary"]["A1"].value == text
    for sheet in book:
        formulas = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        expected = {cell.coordinate for row in plain[sheet.title].iter_rows() for cell in row if cell.data_type == "f"}
        assert formulas == expected


def test_nothing_points_outside_the_workbook() -> None:
    with zipfile.ZipFile(stored("scored").folder / WORKBOOK) as parts:
        assert not [name for name in parts.namelist() if "external" in name.lower() or "vba" in name.lower()]
        assert not [name for name in parts.namelist() if b'TargetMode="External"' in parts.read(name)]
