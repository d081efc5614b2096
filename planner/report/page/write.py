"""A run folder -> `report.html`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ...errors import AuditError
from ...run.store import Stored
from ...run.summary import facts_of
from .amounts import Amounts
from .content import Content
from .document import document
from .sections import sections
from .words import CATALOGUES, Words

PAGE: Final = "report.html"
LANGUAGES: Final = tuple(CATALOGUES)


def write_page(run: Stored, folder: Path, lang: str = "en") -> None:
    """Write the page of a run into a folder.

    Parameters
    ----------
    run : Stored
        A run folder, read back.
    folder : Path
        Where the page goes.
    lang : str
        One of `LANGUAGES`.
    """
    (folder / PAGE).write_text(render(run, lang), encoding="utf-8")


def render(run: Stored, lang: str = "en") -> str:
    """The page of a run.

    Parameters
    ----------
    run : Stored
        A run folder, read back.
    lang : str
        One of `LANGUAGES`.

    Returns
    -------
    str
        A whole HTML document.

    Raises
    ------
    AuditError
        If the summary lacks what a page needs, as that of an older version may.
    """
    _check(run)
    words, summary = Words(lang), run.summary
    content = Content(run, words, Amounts(lang, run.case.currency))
    written = content.provenance["written"][:10]
    subtitle = words("subtitle", scenario=summary["scenario"], written=written, fingerprint=summary["fingerprint"])
    return document(words, summary["title"] or summary["case"], subtitle, sections(content))


def _check(run: Stored) -> None:
    """Refuse a summary without the facts of its solve."""
    try:
        facts_of(run.summary)
    except KeyError as error:
        raise AuditError(f"{run.folder}: the summary lacks {error}; solve the case again") from error
