"""`planner report`: the page of a run, written anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import openpyxl

from planner.cli.report import LANGUAGES
from planner.report.page import LANGUAGES as EDITIONS
from planner.report.page import PAGE
from tests.cli.command import Command
from tests.run.tiny import tiny_run


def test_the_command_writes_the_page_anew(planner: Command, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny_run().folder, tmp_path / "run"))
    (folder / PAGE).write_text("old", encoding="utf-8")
    code, out, _ = planner("report", folder)
    assert code == 0
    assert PAGE in out
    assert (folder / PAGE).read_bytes() == (tiny_run().folder / PAGE).read_bytes()
    assert not list(folder.glob(".*"))
    assert "self" not in {path.name.partition("_")[0] for path in folder.iterdir()}
    assert "the case names no scheme of indicators" in out
    code, _, _ = planner("report", folder, "--lang", "zh")
    assert code == 0
    assert "假设" in openpyxl.load_workbook(folder / "roadmap.xlsx").sheetnames
    assert "结论" in [each.text for each in docx.Document(str(folder / "report.docx")).paragraphs]
    assert 'lang="zh"' in (folder / PAGE).read_text(encoding="utf-8")


def test_the_command_refuses_what_is_no_run(planner: Command, tmp_path: Path) -> None:
    code, _, err = planner("report", tmp_path)
    assert code == 2
    assert "not a run folder" in err


def test_every_edition_can_be_asked_for() -> None:
    assert LANGUAGES == EDITIONS
