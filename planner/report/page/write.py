"""A run folder -> `report.html`: one file, its script named by hash, nothing fetched from anywhere.

Names of a case are text wherever they stand: Jinja2 escapes them, figures escape their labels, and what is written into
a script element holds no ``<``.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...errors import AuditError
from ...run.store import Stored
from ...run.summary import facts_of
from .amounts import Amounts
from .content import Content
from .sections import sections
from .words import CATALOGUES, Words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

PAGE: Final = "report.html"
LANGUAGES: Final = tuple(CATALOGUES)
FILES: Final = files(__package__)


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
    from markupsafe import Markup
    from plotly.offline import get_plotlyjs

    _check(run)
    words = Words(lang)
    content = Content(run, words, Amounts(lang, run.case.currency))
    script = get_plotlyjs() + "\n" + _text("page.js")
    template = _environment().from_string(_text("page.html"))
    text: str = template.render(
        lang=lang,
        words=words,
        summary=run.summary,
        sections=sections(content),
        provenance=content.provenance,
        style=Markup(_text("page.css")),
        script=Markup(script),
        script_hash=_hash(script),
    )
    return text


def _check(run: Stored) -> None:
    """Refuse a summary without the facts of its solve."""
    try:
        facts_of(run.summary)
        _ = run.summary["finance"]["levelised"]
    except KeyError as error:
        raise AuditError(f"{run.folder}: the summary lacks {error}; solve the case again") from error


def _environment() -> Any:
    """Templates that escape everything and do not let a missing name pass."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["figure"] = _figure
    return environment


def _figure(figure: Figure) -> Any:
    """A figure as JSON that may stand in a script element."""
    from markupsafe import Markup

    text = str(figure.to_json())
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _text(name: str) -> str:
    return FILES.joinpath(name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    """Hash of a script as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
