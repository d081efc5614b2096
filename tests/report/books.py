"""Workbooks of solved runs, written once for all tests that read them."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from planner.report.documents import write_documents
from planner.report.workbook import write_workbook
from planner.run.store import Stored, load_run
from tests.run.scored import scored_run
from tests.run.tiny import tiny_run


@cache
def stored(name: str) -> Stored:
    """A copy of a run, read back, with its workbook and documents: `tiny`, or `scored` which has a target."""
    folder = Path(mkdtemp()) / name
    shutil.copytree((scored_run() if name == "scored" else tiny_run()).folder, folder)
    run = load_run(folder)
    write_workbook(run)
    write_documents(run)
    return run
