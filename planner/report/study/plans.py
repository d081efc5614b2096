"""What pages of searches show alike: plans side by side, and what is proven of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...run.roadmap import DUST
from ..page.amounts import NONE, Amounts, Scale, rounded
from ..page.blocks import Block, Points, Section, Table, Text
from ..page.words import Words

if TYPE_CHECKING:
    from ...study.proving import Figures


class Side:
    """Plans of one search beside each other.

    Parameters
    ----------
    words : Words
        Texts of a language.
    amounts : Amounts
        How money and CO2 are written.
    plans : mapping of str to Figures
        By name.
    """

    def __init__(self, words: Words, amounts: Amounts, plans: Mapping[str, Figures]) -> None:
        self._words, self._plans = words, plans
        figures = plans.values()
        self.money: Scale = amounts.money(max((abs(each.cost) for each in figures), default=0.0))
        self.co2: Scale = amounts.co2(max((abs(each.co2) for each in figures), default=0.0))

    @property
    def cost_title(self) -> str:
        """Present value with its unit."""
        return self._words("search.cost", unit=self.money.unit)

    @property
    def co2_title(self) -> str:
        """CO2 of all years with its unit."""
        return self._words("search.co2", unit=self.co2.unit)

    @property
    def capital_title(self) -> str:
        """Investment with its unit."""
        return self._words("search.capital", unit=self.money.unit)

    def roadmaps(self, says: str) -> Section:
        """What is decided in every plan: year and size."""
        words = self._words
        cells: dict[tuple[str, str, str], dict[str, list[str]]] = {}
        for name, figures in self._plans.items():
            for action in figures.actions:
                if action.size >= DUST:
                    unit = "" if action.unit == "1" else action.unit
                    size = "" if action.unit == "1" else f": {rounded(action.size)}"
                    row = cells.setdefault((action.action, action.what, unit), {})
                    row.setdefault(name, []).append(f"{action.year}{size}")
        columns = (words("search.what"), words("search.action"), words("search.unit"), *self._plans)
        rows: list[Sequence[str]] = [
            (
                what, words.either(f"action.{action}", action), unit,
                *("; ".join(row.get(name, [NONE])) for name in self._plans),
            )
            for (action, what, unit), row in sorted(cells.items(), key=lambda each: (each[0][0], each[0][1]))
        ]  # fmt: skip
        return Section("roadmaps", words("search.roadmaps"), [Text(says), Table(columns, rows, numbers=3)])

    def proof(self, points: Sequence[str], repairs: Sequence[str], warning: str = "") -> Section:
        """What is proven, and what is not."""
        words = self._words
        told = [*points, *(words("search.repair", reason=reason) for reason in repairs)]
        blocks: list[Block] = [Text(warning, "warn")] if warning else []
        return Section("proof", words("search.proof"), [*blocks, Points(told)])


def percent(value: float) -> str:
    """A share that is the most there may be: two significant digits, and no less than a ten-thousandth of a percent.

    Examples
    --------
    >>> percent(0.0012345), percent(1e-9), percent(0.0)
    ('0.12 %', '0.0001 %', '0 %')
    """
    return "0.0001 %" if 0.0 < 100.0 * value < 1e-4 else f"{100.0 * value:.2g} %"
