"""`report.docx`: the page in words and native tables, to be edited on.

Sentences and tables are those of the page; charts are left out, their numbers stand in the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from ...run.store import Stored
from ..page.amounts import Amounts
from ..page.answer import answer
from ..page.assumptions import assumptions
from ..page.blocks import Block, Chart, Folded, Points, Section, Table, Text
from ..page.chart import readable
from ..page.content import Content
from ..page.emissions import emissions
from ..page.money import money
from ..page.proof import limits, proof
from ..page.roadmap import roadmap
from ..page.scores import scores
from ..page.words import Words
from .word import Word
from .words import TEXT_CATALOGUES

MILLION: Final = 1e6


def write_report(run: Stored, lang: str, path: Path) -> None:
    """Write the report of a run in words.

    Parameters
    ----------
    run : Stored
        A run.
    lang : str
        en or zh.
    path : Path
        File to write.
    """
    words = Words(lang, TEXT_CATALOGUES)
    content = Content(run, words, Amounts(lang, run.case.currency))
    title = run.case.title or run.case.name
    word = Word(f"{title} · {words('title')}")
    word.heading(title, 0)
    written, fingerprint = content.provenance["written"][:10], run.summary["fingerprint"]
    about = words("subtitle", scenario=run.summary["scenario"], written=written, fingerprint=fingerprint)
    word.paragraph(f"{words('title')} · {about}", "faint")
    _section(word, answer(content))
    _section(word, roadmap(content))
    _section(word, money(content), before=_capital(content))
    for section in (emissions(content), scores(content)):
        _section(word, section)
    for section in (assumptions(content), proof(content), limits(content)):
        _section(word, section)
    word.save(path)


def _section(word: Word, section: Section, before: Sequence[Block] = ()) -> None:
    if not section.blocks:
        return
    word.heading(section.title)
    _blocks(word, (*before, *section.blocks))


def _blocks(word: Word, blocks: Iterable[Block]) -> None:
    for block in blocks:
        match block:
            case Text():
                word.paragraph(block.text, block.tone)
            case Points():
                word.points(block.points, block.ordered)
            case Table():
                if block.title:
                    word.paragraph(block.title, together=True)
                word.table(block.columns, block.rows, block.numbers, block.total)
            case Folded():
                if block.open:
                    word.heading(block.title, 2)
                    _blocks(word, block.blocks)
            case Chart():
                pass  # its numbers stand in the tables


def _capital(content: Content) -> list[Block]:
    """Capital by kind of project and year of service."""
    words, sums = content.words, dict[str, dict[int, float]]()
    for step in content.steps:
        if step.capex > 0.0:
            thing = content.thing(step.what)
            by_year = sums.setdefault(thing.kind if thing else "", {})
            by_year[step.year] = by_year.get(step.year, 0.0) + step.capex
    if not sums:
        return []
    years = sorted({year for by_year in sums.values() for year in by_year})
    totals = {year: sum(by_year.get(year, 0.0) for by_year in sums.values()) for year in years}
    scale = content.amounts.money(max(totals.values()))
    rows = [
        (
            words.either(f"kind.{kind}", readable(kind)),
            *(scale.bare(by_year.get(year), 2) for year in years),
            scale.bare(sum(by_year.values()), 2),
        )
        for kind, by_year in sums.items()
    ]
    rows.append((words("total"), *(scale.bare(totals[year], 2) for year in years), scale.bare(sum(totals.values()), 2)))
    columns = [scale.unit, *map(str, years), words("total")]
    return [Table(columns, rows, title=words("report.capital"), total=True)]
