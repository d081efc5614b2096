"""Which documents a run has beside page and workbook, in one list: a document that stands here is written everywhere.

Each is written into a draft beside its place and renamed when whole. Writers are imported when they are asked for.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...run.store import Stored


@dataclass(frozen=True)
class Document:
    """One document.

    Attributes
    ----------
    name : str
        File in the run folder.
    title : str
        What it is called on the terminal.
    write : callable
        Writes it for a run, in a language, to a path.
    lacking : callable
        Why a run has none; empty if it has.
    """

    name: str
    title: str
    write: Callable[[Stored, str, Path], None]
    lacking: Callable[[Stored], str] = lambda run: ""


@dataclass(frozen=True)
class Written:
    """What became of a document: its place, or why there is none."""

    document: Document
    path: Path | None
    reason: str


def write_documents(run: Stored, lang: str = "en") -> list[Written]:
    """Write every document that a run has into its folder, each complete or not at all.

    Parameters
    ----------
    run : Stored
        A run and its folder.
    lang : str
        en or zh.

    Returns
    -------
    list of Written
        In the order of the registry.
    """
    return list(_each(run, lang))


def _each(run: Stored, lang: str) -> Iterator[Written]:
    for document in DOCUMENTS:
        reason = document.lacking(run)
        if reason:
            yield Written(document, None, reason)
            continue
        final = run.folder / document.name
        handle, name = tempfile.mkstemp(prefix=".", suffix=".partial", dir=run.folder)
        os.close(handle)
        draft = Path(name)
        try:
            document.write(run, lang, draft)
            draft.chmod(0o644)
            draft.replace(final)
        finally:
            draft.unlink(missing_ok=True)
        yield Written(document, final, "")


def _report(run: Stored, lang: str, path: Path) -> None:
    from .report import write_report

    write_report(run, lang, path)


def _evaluation(run: Stored, lang: str, path: Path) -> None:
    from .evaluation import write_evaluation

    write_evaluation(run, lang, path)


def _cards(run: Stored, lang: str, path: Path) -> None:
    from .cards import write_cards

    write_cards(run, lang, path)


def _bank(run: Stored, lang: str, path: Path) -> None:
    from ..bank import write_bank

    write_bank(run, lang, path)


def _no_loan(run: Stored) -> str:
    from ..bank import lacking

    return lacking(run)


def _no_scheme(run: Stored) -> str:
    return "" if run.case.of("green_factory") else "the case names no scheme of indicators"


DOCUMENTS: Final = (
    Document("report.docx", "Report", _report),
    Document("project_cards.docx", "Cards", _cards),
    Document("self_evaluation.xlsx", "Evaluation", _evaluation, _no_scheme),
    Document("bank.xlsx", "Bank", _bank, _no_loan),
)
