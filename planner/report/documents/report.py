"""`report.docx`: the page in words and native tables, to be edited on.

Sentences and tables are those of the page; charts are left out, their numbers stand in the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from ...run.assumptions import OF_THE_CASE
from ...run.store import Stored
from ..influence import influence
from ..origins import origin_of, recorded_origins
from ..page.amounts import Amounts, plain
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

MOST: Final = 25
"""Most assumptions that are listed; all of them stand in the workbook."""
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
    _section(word, assumptions(content), after=_influential(content))
    for section in (proof(content), limits(content)):
        _section(word, section)
    word.save(path)


def _section(word: Word, section: Section, before: Sequence[Block] = (), after: Sequence[Block] = ()) -> None:
    if not section.blocks:
        return
    word.heading(section.title)
    _blocks(word, (*before, *section.blocks, *after))


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


def _influential(content: Content) -> list[Block]:
    """The values that move the result most, with their sources."""
    words, run = content.words, content.run
    found = sorted(influence(run).items(), key=lambda pair: -abs(pair[1]))[:MOST]
    if not found:
        return []
    recorded, scale = recorded_origins(run.folder), content.amounts.money(abs(found[0][1]) * MILLION)
    rows = []
    for key, effect in found:
        origin = origin_of(recorded, key)
        source = quality = ""
        if origin is not None:
            source = words("assumptions.case") if origin.source == OF_THE_CASE else origin.source
            quality = words.either(f"quality.{origin.quality}", origin.quality)
        rows.append((key, _value(run, key), scale.bare(effect * MILLION, 3), source, quality))
    columns = [words("assumptions.key"), words("assumptions.value"), words("report.effect", unit=scale.unit)]
    columns += [words("assumptions.source"), words("assumptions.quality")]
    title = words("report.influential", count=plain(len(rows)))
    return [Table(columns, rows, len(columns), title=title), Text(words("report.influence_note"), "faint")]


def _value(run: Stored, key: str) -> str:
    """A value of the case as it is written."""
    found: Any = run.case.resolved
    for part in key.split("."):
        found = found[int(part)] if part not in found and part.isdigit() and int(part) in found else found[part]
    return str(found)
