"""The workbook of the form: one set of sheets for every target, and what it does not claim."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ....run.store import Stored
from ...workbook.edition import Edition
from ...workbook.paper import Paper
from ..words import FORM_CATALOGUES
from .arithmetic import write_arithmetic
from .form import write_form
from .gates import write_gates
from .limits import write_limits
from .sources import write_sources
from .years import Evaluation, evaluations

TABS: Final = ("form", "arithmetic", "sources", "gates")


def write_evaluation(run: Stored, lang: str, path: Path) -> None:
    """Write the self-evaluation of a run whose case names a scheme.

    Parameters
    ----------
    run : Stored
        A run.
    lang : str
        en or zh.
    path : Path
        File to write.
    """
    case = run.case
    say = Edition(lang, case.currency, FORM_CATALOGUES)
    found = evaluations(run)
    names = [{tab: _name(say, tab, number, len(found)) for tab in TABS} for number in range(1, len(found) + 1)]
    tabs = [name for each in names for name in each.values()]
    paper = Paper(path, case.title or case.name, [*tabs, say("tab.limits")], say)
    for each, tab in zip(found, names, strict=True):
        _write(paper, run, each, tab)
    write_limits(paper, run, found)
    paper.close()


def _write(paper: Paper, run: Stored, evaluation: Evaluation, tab: dict[str, str]) -> None:
    write_form(paper, run.case, evaluation, tab["form"])
    write_arithmetic(paper, run.case, evaluation, tab["arithmetic"])
    write_sources(paper, run.case, evaluation, tab["sources"])
    write_gates(paper, run.case, evaluation, tab["gates"])


def _name(say: Edition, tab: str, number: int, count: int) -> str:
    """Name of a sheet; numbered where a case has several targets."""
    name = say(f"tab.{tab}")
    return name if count == 1 else f"{name} {number}"
