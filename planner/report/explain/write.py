"""An explanation -> `explain.html`: one file, in the style of the page of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...run.folder import write_file
from ..page.amounts import Amounts
from ..page.blocks import Block, Points, Section, Table, Text
from ..page.chart import readable
from ..page.document import document
from ..page.words import Words
from .macc import macc_section
from .words import TEXTS
from .worth import worth_sections

if TYPE_CHECKING:
    from ...explain.explain import Contradiction, Explanation

PAGE: Final = "explain.html"


def write_explain_page(found: Explanation, folder: Path, lang: str = "en") -> None:
    """Write the page of an explanation into a folder.

    Parameters
    ----------
    found : Explanation
        What was found.
    folder : Path
        Where it goes.
    lang : str
        Language.
    """
    case, words = found.case, Words(lang, TEXTS)
    subtitle = words("explain.subtitle", scenario=case.scenario, currency=case.currency, year=case.price_year)
    text = document(words, case.title or case.name, subtitle, list(_sections(found, words)))
    write_file(folder / PAGE, text.encode())


def _sections(found: Explanation, words: Words) -> Iterator[Section]:
    amounts = Amounts(words.lang, found.case.currency)
    if found.contradiction is not None:
        yield _contradiction(found.contradiction, words)
    if found.otherwise:
        names = ", ".join(readable(name) for name in found.otherwise)
        yield Section("otherwise", words("explain.otherwise"), [Text(words("explain.otherwise.says", what=names))])
    if found.worth is not None:
        yield from worth_sections(found.worth, words, amounts)
    if found.macc is not None:
        yield macc_section(found.macc, found.beyond, words, amounts)
    if found.failures:
        columns = (words("explain.question"), words("explain.kind"), words("explain.reason"))
        rows = [(says, failure.kind, failure.reason) for says, failure in found.failures]
        yield Section("failures", words("explain.failures"), [Table(columns, rows, numbers=3)])


def _contradiction(one: Contradiction, words: Words) -> Section:
    """Why no plan keeps everything, in words."""
    blocks: list[Block] = []
    if one.conflict:
        alone = len(one.conflict) == 1
        blocks.append(Text(words("explain.conflict.one" if alone else "explain.conflict.some"), "warn"))
        blocks.append(Points([words("explain.in", what=readable(each.key), year=each.year) for each in one.conflict]))
    else:
        blocks.append(Text(words("explain.unserved" if one.unserved else "explain.tolerance"), "warn"))
    if one.oversteps:
        columns = (words("explain.statement"), words("explain.year"), words("explain.by"), words("explain.unit"))
        rows = []
        for place, amount in one.oversteps.items():
            key, _, year = place.rpartition("@")
            rows.append((readable(key), year, f"{amount:,.4g}", one.units.get(place, "")))
        blocks.append(Table(columns, rows, numbers=1, title=words("explain.nearest")))
    return Section("conflict", words("explain.conflict"), blocks)
