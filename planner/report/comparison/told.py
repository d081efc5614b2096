"""How amounts of a comparison are written: with a sign where they are differences, in the reader's magnitude."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ...comparison import Comparison
from ...comparison.decisions import Decision, Part
from ..page.amounts import NONE, Amounts, Scale, plain
from ..page.chart import readable
from ..page.words import Words, beside_the_page
from .words_en import ENGLISH
from .words_zh import CHINESE

NOTHING: Final = 0.5
"""Money below which there is no difference to speak of. [currency]"""
CATALOGUES: Final = beside_the_page(ENGLISH, CHINESE)


@dataclass(frozen=True)
class Told:
    """A comparison, and how it is spoken of."""

    found: Comparison
    words: Words
    amounts: Amounts

    @classmethod
    def of(cls, found: Comparison, lang: str) -> Told:
        """A comparison in a language."""
        return cls(found, Words(lang, CATALOGUES), Amounts(lang, found.currency))

    def money(self, value: float) -> str:
        """Money with its unit."""
        return self.amounts.money(value).text(value)

    def more_money(self, value: float) -> str:
        """A difference in money; nothing is nothing in any magnitude."""
        return f"0 {self.amounts.coin}" if abs(value) < NOTHING else signed(self.amounts.money(value), value)

    def co2(self, value: float) -> str:
        """CO2 with its unit. [t]"""
        return self.amounts.co2(value).text(value)

    def more_co2(self, value: float) -> str:
        """A difference in CO2, in tonnes as long as a person can read them. [t]"""
        return f"{plus(value, plain(value))} t" if abs(value) < 1e5 else signed(self.amounts.co2(value), value)

    def years(self, count: int) -> str:
        """A number of years."""
        return self.words("years.one" if count == 1 else "years.more", count=count)

    def size(self, part: Part, value: float) -> str:
        """Size of a part with its unit."""
        unit = part[1]
        if unit == "MWh/a":
            scale = self.amounts.energy(value)
            return f"{scale.bare(value)} {scale.yearly}"
        return f"{plain(value, 0 if value >= 100 else 1 if value >= 10 else 2)} {unit}"

    def sizes(self, decision: Decision) -> str:
        """Sizes of all parts of a thing, in brackets; nothing for a measure."""
        if not decision.sizes:
            return ""
        parts = " / ".join(self.size(part, value) for part, value in decision.sizes.items())
        return self.words("decision.sizes", sizes=parts)

    def name(self, what: str) -> str:
        """A name of the case for people."""
        return readable(what)


def signed(scale: Scale, value: float) -> str:
    """A difference with its sign and unit."""
    return plus(value, scale.text(value))


def plus(value: float, text: str) -> str:
    """A number that is told with a plus where it is above zero and not shown as nothing.

    Examples
    --------
    >>> plus(3.0, "3.0"), plus(0.0, "0"), plus(-1.0, "−1.0"), plus(0.001, "0.00")
    ('+3.0', '0', '−1.0', '0.00')
    """
    shown = any(sign in "123456789" for sign in text.partition(" ")[0])
    return f"+{text}" if value > 0.0 and shown else text


def percent(value: float | None, digits: int = 1) -> str:
    """A share as a percentage without its sign of unit."""
    return NONE if value is None else plain(100.0 * value, digits)
