"""Edition of a workbook: its language, and the magnitudes in which it shows money and electricity.

Numbers of a run come in millions of the currency and in MWh; the Chinese edition shows 万元 and 万kWh.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from ..flow_words import CATALOGUES as FLOW
from ..page.amounts import Amounts
from ..page.words import Words
from .words_en import ENGLISH
from .words_zh import CHINESE

CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {**ENGLISH, **FLOW["en"]},
    "zh": {**CHINESE, **FLOW["zh"]},
}
MONEY: Final = {"en": 1.0, "zh": 100.0}
"""Units of money in a million."""
ENERGY: Final = {"en": 1.0, "zh": 0.1}
"""Units of electricity in a MWh."""
CHINESE_UNITS: Final = {"10k CNY": "万元", "CNY": "元", "/a": "/年", "unit": "单位产品"}


@dataclass(frozen=True)
class Edition:
    """Language and magnitudes of one workbook; one that says more than `roadmap.xlsx` brings its own catalogues."""

    lang: str
    currency: str
    catalogues: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: CATALOGUES, compare=False, repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """A text of the workbook."""
        return self.words(key, **values)

    @cached_property
    def words(self) -> Words:
        """Texts of the workbook."""
        return Words(self.lang, self.catalogues)

    def either(self, key: str, otherwise: str) -> str:
        """The text of a key if there is one."""
        return self.words.either(key, otherwise)

    @property
    def amounts(self) -> Amounts:
        """Names of currency and year."""
        return Amounts(self.lang, self.currency)

    @property
    def money(self) -> str:
        """Unit of money."""
        return f"万{self.amounts.coin}" if self.lang == "zh" else f"million {self.currency}"

    @property
    def money_factor(self) -> float:
        """Units of money in a million."""
        return MONEY[self.lang]

    @property
    def year(self) -> str:
        """A year below a stroke."""
        return self.amounts.year

    def energy(self, amount: float, unit: str) -> tuple[float, str]:
        """An amount and its unit as this edition shows it: electricity in 万kWh in Chinese, a year as 年.

        Examples
        --------
        >>> Edition("zh", "CNY").energy(5000.0, "MWh/a"), Edition("zh", "CNY").energy(3.0, "MW")
        ((500.0, '万kWh/年'), (3.0, 'MW'))
        """
        if unit in ("MWh/a", "kWh/a") and self.lang == "zh":
            return amount * ENERGY["zh"] * (1e-3 if unit == "kWh/a" else 1.0), "万kWh/年"
        return amount, self.unit(unit)

    def unit(self, unit: str) -> str:
        """A unit as it is written in this language.

        Examples
        --------
        >>> Edition("zh", "CNY").unit("tce/10k CNY"), Edition("en", "CNY").unit("t/a")
        ('tce/万元', 't/a')
        """
        if self.lang == "zh":
            for english, chinese in CHINESE_UNITS.items():
                unit = re.sub(rf"{english}(?![A-Za-z])", chinese, unit)
        return unit
