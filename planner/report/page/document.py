"""Sections -> one HTML document: its script named by hash, nothing fetched from anywhere.

Names of a case are text wherever they stand: Jinja2 escapes them, figures escape their labels, and what is written into
a script element holds no ``<``.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from .blocks import Section
from .words import Words

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

FILES: Final = files(__package__)


def document(words: Words, heading: str, subtitle: str, sections: Sequence[Section]) -> str:
    """A whole page.

    Parameters
    ----------
    words : Words
        Texts of the language, among them ``title``, which stands above the heading.
    heading, subtitle : str
        What the page is about.
    sections : sequence of Section
        In their order.

    Returns
    -------
    str
        An HTML document.
    """
    from markupsafe import Markup
    from plotly.offline import get_plotlyjs

    script = get_plotlyjs() + "\n" + _text("page.js")
    template = environment().from_string(_text("page.html"))
    text: str = template.render(
        lang=words.lang,
        words=words,
        heading=heading,
        subtitle=subtitle,
        sections=sections,
        style=Markup(_text("page.css")),
        script=Markup(script),
        script_hash=_hash(script),
    )
    return text


def environment() -> Any:
    """Templates that escape everything and do not let a missing name pass."""
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["figure"] = _figure
    return made


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
