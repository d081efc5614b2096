"""Paper of the documents in words: headings, paragraphs, lists and native tables that can be edited on.

Names of a case are text wherever they stand; signs that a document cannot hold are replaced. The same content gives the
same bytes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .grid import FACTS, SIZES, Cell, clean, grid, shares, style_of

CREATED: Final = datetime(2025, 1, 1)
ZIPPED: Final = (2025, 1, 1, 0, 0, 0)
WESTERN, EASTERN = "Calibri", "Microsoft YaHei"
INK, GREY, WARN = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x59, 0x59, 0x59), RGBColor(0xB0, 0x2A, 0x1E)
PAPER, MARGIN = (Cm(21.0), Cm(29.7)), Cm(2.0)
LOOKS: Final = {"plain": (INK, 10.5), "faint": (GREY, 9.0), "warn": (WARN, 10.5)}


class Word:
    """A document in the making.

    Parameters
    ----------
    title : str
        What it is about, for its properties and the foot of every page.
    """

    def __init__(self, title: str) -> None:
        self._document = Document()
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = clean(title)[:255], "", ""
        properties.created = properties.modified = CREATED
        self._set_up()
        self._foot(title)

    def heading(self, text: str, level: int = 1) -> None:
        """A heading; level 0 is the title of the document."""
        self._document.add_heading(clean(text), level)

    def paragraph(self, text: str, tone: str = "plain", together: bool = False) -> None:
        """A paragraph; `together` keeps it on the page of what follows."""
        made = self._document.add_paragraph(clean(text))
        colour, size = LOOKS[tone]
        for run in made.runs:
            run.font.color.rgb, run.font.size = colour, Pt(size)
        made.paragraph_format.keep_with_next = together

    def points(self, points: Sequence[str], ordered: bool = False) -> None:
        """A list of sentences."""
        for point in points:
            self._document.add_paragraph(clean(point), style="List Number" if ordered else "List Bullet")

    def table(
        self, columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: int = 1, total: bool = False
    ) -> None:
        """A table whose head is repeated on every page; the columns from `numbers` on stand right."""
        size = next(size for most, size in SIZES if len(columns) <= most)
        head = [Cell(text, column >= numbers, bold=True, shaded=True) for column, text in enumerate(columns)]
        cells = [[Cell(text, column >= numbers) for column, text in enumerate(row)] for row in rows]
        if total and cells:
            cells[-1] = [replace(cell, bold=True) for cell in cells[-1]]
        self._add(grid([head, *cells], shares([columns, *rows], size), size, repeat=True))
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def facts(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table of names and values side by side, the names shaded; kept with what follows. [widths: cm]"""
        cells = [
            [Cell(text, bold=not column % 2, shaded=not column % 2) for column, text in enumerate(row)] for row in rows
        ]
        self._add(grid(cells, widths, FACTS, together=True))

    def save(self, path: Path) -> None:
        """Write the file."""
        made = BytesIO()
        self._document.save(made)
        with zipfile.ZipFile(made) as drawn, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as final:
            for name in drawn.namelist():
                entry = zipfile.ZipInfo(name, ZIPPED)
                entry.compress_type = zipfile.ZIP_DEFLATED
                final.writestr(entry, drawn.read(name))

    def _add(self, table: str) -> None:
        """Put a table at the end."""
        self._document.element.body.insert_element_before(parse_xml(table), "w:sectPr")

    def _set_up(self) -> None:
        """A4, margins, and letters that have Chinese ones beside them."""
        section = self._document.sections[0]
        section.page_width, section.page_height = PAPER
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 4)), "List Bullet", "List Number"):
            style: Any = self._document.styles[name]
            style.font.name = WESTERN
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:eastAsia"), EASTERN)
            style.font.color.rgb = INK
        normal: Any = self._document.styles["Normal"]
        normal.font.size = Pt(10.5)
        for size in sorted({FACTS, *(size for _, size in SIZES)}):
            cell: Any = self._document.styles.add_style(style_of(size), WD_STYLE_TYPE.PARAGRAPH)
            cell.base_style, cell.font.size, cell.hidden = normal, Pt(size), True
            look = cell.paragraph_format
            look.space_before = look.space_after = Pt(1)
            look.line_spacing = 1.0

    def _foot(self, title: str) -> None:
        foot = self._document.sections[0].footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = foot.add_run(f"{clean(title)[:80]} · ")
        run.font.size, run.font.color.rgb = Pt(8), GREY
        number = foot.add_run("1")
        number.font.size, number.font.color.rgb = Pt(8), GREY
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        number._r.addprevious(field)
        field.append(number._r)
