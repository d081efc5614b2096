"""The cards as an editable document: an overview, then half a page or so for every project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ....run.assumptions import OF_THE_CASE
from ....run.store import Stored as Run
from ...page.amounts import NONE, Amounts, plain, rounded
from ...page.answer import size
from ...page.chart import readable
from ...page.content import Content
from ...page.words import Words
from ..word import Word
from ..words import TEXT_CATALOGUES
from .collect import Card, cards

WIDTHS: Final = (3.4, 5.1, 3.4, 5.1)
RULES: Final = {
    "measure": "measure", "renewable": "generation", "direct_line": "generation", "onsite_plant": "generation",
    "converter": "conversion", "route": "conversion", "capture": "conversion",
}  # fmt: skip
"""Rule by which the effects of a kind are found; for others there is none."""


def write_cards(run: Run, lang: str, path: Path) -> None:
    """Write the project cards of a run.

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
    found = cards(content)
    title = run.case.title or run.case.name
    word = Word(f"{title} · {words('cards.title')}")
    word.heading(words("cards.title"), 0)
    word.paragraph(words("cards.about", factory=title, scenario=run.case.scenario, price_year=run.case.price_year))
    if run.summary["violations"]:
        word.paragraph(words("cards.violations"), "warn")
    if not found:
        word.paragraph(words("cards.nothing"))
    else:
        word.points([words(f"cards.rule{number}") for number in range(1, 6)])
        _overview(word, content, found)
        for number, card in enumerate(found, 1):
            _card(word, content, number, card)
    word.save(path)


def _overview(word: Word, content: Content, found: Sequence[Card]) -> None:
    """One line for every card, and the capital of all."""
    words, scale = content.words, content.amounts.money(max(card.capex for card in found))
    columns = [words(f"cards.{name}") for name in ("number", "project", "service")]
    columns += [f"{words('column.capex')}, {scale.unit}", f"{words('column.saving')}, {scale.yearly}"]
    columns += [words("cards.tce"), words("cards.co2"), words("cards.payback")]
    rows = [
        (
            str(number), readable(card.name), str(card.year), scale.bare(card.capex, 2), scale.bare(card.saving, 2),
            rounded(card.tce), rounded(card.co2), plain(card.payback, 1),
        )
        for number, card in enumerate(found, 1)
    ]  # fmt: skip
    rows.append(("", words("total"), "", scale.bare(sum(card.capex for card in found), 2), "", "", "", ""))
    word.table(columns, rows, 2, total=True)


def _card(word: Word, content: Content, number: int, card: Card) -> None:
    words = content.words
    kind = words.either(f"kind.{card.kind}", readable(card.kind))
    word.heading(f"{number}. {readable(card.name)}, {card.year} ({kind})", 2)
    sizes = " / ".join(size(content, value, unit) for value, unit in card.sizes) or words("cards.whole")
    begin = words("cards.begin", year=card.year - card.lead, lead=card.lead) if card.lead else words("cards.at_once")
    word.facts(
        [
            (words("column.action"), words.either(f"action.{card.action}", card.action), words("column.size"), sizes),
            (words("cards.start"), begin, words("cards.commissioned"), words("cards.from", year=card.year)),
            (words("column.capex"), _money(content, card.capex), words("cards.life"), _years(content, card.life)),
            (words("cards.saving"), _yearly(content, card.saving), words("cards.payback"), _payback(content, card)),
            (words("cards.tce"), _effect(content, card.tce), words("cards.co2"), _effect(content, card.co2)),
            (words("cards.permits"), words("cards.to_fill"), words("cards.owner"), words("cards.to_fill")),
        ],
        WIDTHS,
    )  # fmt: skip
    rule = RULES.get(card.kind) if card.saving is not None or card.co2 is not None else None
    key = f"cards.found.{rule}" if rule else f"cards.found.no_{card.kind}"
    word.paragraph(words.either(key, words("cards.found.none")), "faint", together=bool(card.stated))
    if card.stated:
        columns = [words(f"assumptions.{name}") for name in ("key", "value", "source", "quality")]
        rows = [
            (
                words(f"field.{each.field}"), each.value,
                words("assumptions.case") if each.source == OF_THE_CASE else each.source,
                words.either(f"quality.{each.quality}", each.quality),
            )
            for each in card.stated
        ]  # fmt: skip
        word.table(columns, rows, len(columns))


def _money(content: Content, amount: float) -> str:
    return content.amounts.money(amount).text(amount, 2)


def _yearly(content: Content, amount: float | None) -> str:
    if amount is None:
        return content.words("cards.none")
    scale = content.amounts.money(amount)
    return f"{scale.bare(amount, 2)} {scale.yearly}"


def _years(content: Content, years: float | None) -> str:
    return NONE if years is None else f"{plain(years)} {content.amounts.year}"


def _payback(content: Content, card: Card) -> str:
    """Simple payback, or why there is none."""
    if card.payback is not None:
        return f"{plain(card.payback, 1)} {content.amounts.year}"
    return content.words("cards.none" if card.saving is None else "cards.no_payback")


def _effect(content: Content, value: float | None) -> str:
    return content.words("cards.none") if value is None else rounded(value)
