"""Run folders -> a folder with their comparison: tables, a workbook and a page, complete or not there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ...comparison import Comparison, compare_runs
from ...comparison.compared import TOLERANCE
from ...run.folder import check_place, write_whole
from ...run.store import load_run
from .page import render
from .tables import RECORD, TIDY, WIDE, write_tables
from .told import Told
from .workbook import write_workbook

PAGE: Final = "comparison.html"
WORKBOOK: Final = "comparison.xlsx"
FILES: Final = (PAGE, WORKBOOK, TIDY, WIDE, RECORD)


def compare(
    runs: Sequence[str | Path], *, out: str | Path, lang: str = "en", tolerance: float = TOLERANCE
) -> Comparison:
    """Compare run folders with the first of them and write the comparison, as `planner compare` does.

    Parameters
    ----------
    runs : sequence of str or Path
        Run folders, two or more.
    out : str or Path
        Folder to write; an earlier comparison there is replaced.
    lang : str
        Language of the page: ``en`` or ``zh``.
    tolerance : float
        Sizes that differ by no more than this share count as equal. [1]

    Returns
    -------
    Comparison
        Numbers by quantity, item, year and run, and the differences of each run from the first.

    Raises
    ------
    CaseError
        If there are fewer than two runs, a folder is none, or their money is of different currencies or price years.
    AuditError
        If a run is damaged, of another format, or not confirmed by its audit.
    """
    place = Path(out)
    check_place(place, is_comparison, "comparison")
    return deliver(compare_runs([load_run(Path(run)) for run in runs], tolerance), place, lang)


def deliver(found: Comparison, place: Path, lang: str) -> Comparison:
    """Write a comparison into its folder."""

    def fill(folder: Path) -> None:
        told = Told.of(found, lang)
        write_tables(told, folder)
        (folder / PAGE).write_text(render(told), encoding="utf-8")
        write_workbook(Told.of(found, "en"), folder / WORKBOOK)

    write_whole(place, fill, is_comparison, "comparison")
    return found


def is_comparison(folder: Path) -> bool:
    """Whether a folder holds a comparison."""
    return all((folder / name).is_file() for name in (RECORD, TIDY))
