"""The workbook in a real office program, where there is one on the machine."""

from __future__ import annotations

import math
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from planner.report.workbook import WORKBOOK

from .books import stored
from .test_documents import FORM, documents

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine; the evaluator of the tests reads it")
@pytest.mark.parametrize("name", ["tiny", "scored"])
def test_libreoffice_comes_to_the_same_results(tmp_path: Path, name: str) -> None:
    compare(stored(name).folder / WORKBOOK, tmp_path)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine; the evaluator of the tests reads it")
@pytest.mark.parametrize("name", [WORKBOOK, FORM])
def test_libreoffice_understands_the_chinese_words_of_formulas(tmp_path: Path, name: str) -> None:
    compare(documents("scored", "zh") / name, tmp_path)


def compare(path: Path, tmp_path: Path) -> None:
    """Recalculate a workbook from its formulas alone and compare."""
    assert OFFICE is not None
    formulas = openpyxl.load_workbook(path)
    formulas.save(tmp_path / "bare.xlsx")  # openpyxl drops the stored results
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = ["--convert-to", "xlsx", "--outdir", str(tmp_path / "out")]
    subprocess.run(
        [OFFICE, "--headless", profile, *out, tmp_path / "bare.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shown = openpyxl.load_workbook(path, data_only=True)
    again = openpyxl.load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            here, there = (book[sheet.title][cell.coordinate].value or 0.0 for book in (shown, again))
            if isinstance(here, str):
                assert here == there, (sheet.title, cell.coordinate)
            else:
                assert math.isclose(here, there, rel_tol=1e-6, abs_tol=1e-9), (sheet.title, cell.coordinate)
