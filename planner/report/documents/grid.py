"""Native tables of a document as its markup, whole tables at once: made cell by cell they would take seconds.

Texts are escaped, and signs that a document cannot hold are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from ..lettering import width

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD, RULE = "E8EEF4", "BFBFBF"
ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST: Final = 10_000
"""Most characters of a paragraph or a cell."""
SIZES: Final = ((6, 9.0), (8, 8.0), (99, 7.0))
"""Size of the letters of a table by its columns, up to so many. [pt]"""
FACTS: Final = 9.0
"""Size of the letters of a table of names and values. [pt]"""
ROOM: Final = 17.0
"""Width of a table. [cm]"""
NARROWEST, LONGEST_WORD, WIDEST = 3.0, 32.0, 60.0
"""Least and most letters that the width of a column goes by."""
BESIDE, LETTER = 3.0, 0.021
"""Room beside the letters of a cell, in letters, and width of a letter by its size. [1, cm/pt]"""
TWIPS: Final = 1440 / 2.54
"""Units of the markup in a centimetre."""


@dataclass(frozen=True)
class Cell:
    """A text and how it stands in its cell."""

    text: str
    right: bool = False
    bold: bool = False
    shaded: bool = False


def clean(text: str) -> str:
    """A text without signs that a document cannot hold, of bounded length.

    Examples
    --------
    >>> clean("a" + chr(1) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    return ILLEGAL.sub("\ufffd", text[:LONGEST])


def style_of(size: float) -> str:
    """Name of the style of cells with letters of a size."""
    return f"Cell{size:g}"


def grid(
    lines: Sequence[Sequence[Cell]], widths: Sequence[float], size: float, repeat: bool = False, together: bool = False
) -> str:
    """Markup of a table.

    Parameters
    ----------
    lines : sequence of sequence of Cell
        Rows, all of the same length.
    widths : sequence of float
        Widths of the columns. [cm]
    size : float
        Size of the letters. [pt]
    repeat : bool
        Whether the first row is repeated on every page.
    together : bool
        Whether the table stays on the page of what follows.

    Returns
    -------
    str
        A `w:tbl` element.
    """
    rooms = [round(room * TWIPS) for room in widths]
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = (
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(rooms)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    columns = "".join(f'<w:gridCol w:w="{room}"/>' for room in rooms)
    rows = []
    for place, line in enumerate(lines):
        first = "<w:tblHeader/>" if repeat and place == 0 else ""
        cells = "".join(_cell(cell, room, size, together) for cell, room in zip(line, rooms, strict=True))
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{first}</w:trPr>{cells}</w:tr>")
    return f"{head}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _cell(cell: Cell, room: int, size: float, together: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD}"/>' if cell.shaded else ""
    look = f'<w:pStyle w:val="{style_of(size)}"/>'
    look += "<w:keepNext/>" if together else ""
    look += '<w:jc w:val="right"/>' if cell.right else ""
    bold = "<w:rPr><w:b/></w:rPr>" if cell.bold else ""
    text = escape(clean(cell.text))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/>{shade}</w:tcPr><w:p><w:pPr>{look}</w:pPr>'
        f'<w:r>{bold}<w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:tc>'
    )


def shares(lines: Sequence[Sequence[str]], size: float) -> list[float]:
    """Widths of columns that fill the page: room for their longest word, what is left by what stands in them. [cm]"""
    least, wished = [], []
    for texts in zip(*lines, strict=True):
        word = max(width(part) for text in texts for part in (text.split() or [""]))
        least.append(max(min(word, LONGEST_WORD), NARROWEST) + BESIDE)
        wished.append(max(min(max(map(width, texts)), WIDEST) + BESIDE, least[-1]))
    letters = ROOM / (LETTER * size)
    spare, missing = letters - sum(least), sum(wished) - sum(least)
    if spare > 0.0 and missing > 0.0:
        least = [low + spare * (high - low) / missing for low, high in zip(least, wished, strict=True)]
    return [ROOM * room / sum(least) for room in least]
