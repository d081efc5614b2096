"""Numbers in the reader's magnitude: million CNY, GWh and kt in English, 万元, 万kWh and t in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NONE: Final = "–"
ENGLISH: Final = {
    "energy": ((1e3, "GWh", 1), (1.0, "MWh", 1)),
    "co2": ((1e3, "kt", 1), (1.0, "t", 0)),
}
CHINESE: Final = {
    "energy": ((10.0, "万kWh", 0), (10.0, "万kWh", 2)),
    "co2": ((1.0, "t", 0), (1.0, "t", 1)),
}


@dataclass(frozen=True)
class Scale:
    """How amounts of one kind are shown: divided by `factor`, with `unit`."""

    factor: float
    unit: str
    digits: int
    year: str = "a"

    @property
    def yearly(self) -> str:
        """Unit of an amount per year."""
        return f"{self.unit}/{self.year}"

    @property
    def fine(self) -> int:
        """Digits in a table of single amounts: two of a million, one of less."""
        return 2 if self.factor >= 1e6 else 1

    def value(self, amount: float) -> float:
        """The number that stands before the unit."""
        return amount / self.factor

    def bare(self, amount: float | None, digits: int | None = None) -> str:
        """The number as text; a dash where there is none."""
        return plain(None if amount is None else self.value(amount), self.digits if digits is None else digits)

    def text(self, amount: float | None, digits: int | None = None) -> str:
        """Number and unit."""
        return NONE if amount is None else f"{self.bare(amount, digits)} {self.unit}"


@dataclass(frozen=True)
class Amounts:
    """Scales of one language and currency. Amounts come in the units of a run folder: currency, MWh, t."""

    lang: str
    currency: str

    @property
    def year(self) -> str:
        """A year below a stroke."""
        return "年" if self.lang == "zh" else "a"

    @property
    def coin(self) -> str:
        """The currency, unscaled."""
        return "元" if (self.lang, self.currency) == ("zh", "CNY") else self.currency

    def money(self, largest: float) -> Scale:
        """Scale of money whose largest amount is given."""
        if self.lang == "zh":
            unit = f"万{self.coin}"
            return Scale(1e4, unit, 0 if abs(largest) >= 1e7 else 1, self.year)
        if abs(largest) >= 1e6:
            return Scale(1e6, f"million {self.currency}", 1 if abs(largest) >= 1e7 else 2)
        return Scale(1e3, f"thousand {self.currency}", 1)

    def energy(self, largest: float) -> Scale:
        """Scale of energy whose largest amount is given. [MWh]"""
        return self._of("energy", largest, 1e3)

    def co2(self, largest: float) -> Scale:
        """Scale of CO2 whose largest amount is given. [t]"""
        return self._of("co2", largest, 1e3)

    def _of(self, kind: str, largest: float, limit: float) -> Scale:
        large, small = (CHINESE if self.lang == "zh" else ENGLISH)[kind]
        return Scale(*(large if abs(largest) >= limit else small), self.year)


def plain(value: float | None, digits: int = 0) -> str:
    """A number with thousands separators and a true minus; a dash where there is none, no negative zero.

    Examples
    --------
    >>> plain(-1234.56, 1), plain(-0.01), plain(None)
    ('−1,234.6', '0', '–')
    """
    if value is None:
        return NONE
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace("-", "−")


def rounded(value: float | None) -> str:
    """A number with about three significant digits, for values of any size.

    Examples
    --------
    >>> rounded(0.14844841), rounded(12.187), rounded(29689.68), rounded(0.0)
    ('0.148', '12.2', '29,690', '0')
    """
    if value is None:
        return NONE
    if value == 0.0:
        return "0"
    if abs(value) < 0.01:
        return f"{value:.3g}".replace("-", "−")
    size = abs(value)
    return plain(value, 3 if size < 1 else 2 if size < 10 else 1 if size < 1000 else 0)
