"""Units as people write them: an allow-list that turns text into a dimension and an exact factor.

Receives text such as ``"2800 CNY/kW"`` and hands on the number in canonical units: MW, MWh, MVA, t, tce, m2, m3, degC,
K, a (year), h, and millions of a currency. Why a table instead of a unit library: a user's text must never hang or
evaluate, and factories speak of 万kWh, tce and 元/kVA·月.

Year and hour are different dimensions on purpose, so that a price per year never passes for a price per hour; power is
a base dimension and energy is power times hour. A month is 1/12 a: canonical prices per month are prices per year.
Everything after the first slash divides: ``CNY/kW/a``, ``CNY/(kW*a)`` and ``元/kVA·月`` all mean what they seem to. A
slash within brackets counts within them: ``CNY/(t/a)`` is a price per yearly tonne.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

DIMENSIONS = ("money", "power", "hour", "apparent", "mass", "coal", "length", "temperature", "difference", "year")
Dimension = tuple[int, ...]

CURRENCIES = (
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "IDR", "INR", "JPY",
    "KRW", "MXN", "MYR", "NOK", "PLN", "SEK", "SGD", "THB", "TRY", "TWD", "USD", "VND", "ZAR",
)  # fmt: skip

_MULTIPLES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_MONEY_MULTIPLES = {
    "": 1, "k": 10**3, "thousand": 10**3, "M": 10**6, "Mio": 10**6, "mio": 10**6, "mn": 10**6, "million": 10**6,
    "bn": 10**9, "billion": 10**9,
}  # fmt: skip
_SPELLINGS = str.maketrans(
    {
        "²": "2", "³": "3", "₂": "2", "^": "", "％": "%", "（": "(", "）": ")", "／": "/",
        "·": "*", "•": "*", "⋅": "*", "・": "*", "×": "*",
        "㎡": "m2", "℃": "degC", "°": "deg", "\u00a0": " ", "\u3000": " ",
    }
)  # fmt: skip
_LONGEST = 60

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,2})?(?![0-9.,]|[eE][+-]?[0-9])"
)


class UnitError(ValueError):
    """A text that is not a number with a known unit."""


@dataclass(frozen=True)
class Scale:
    """What a unit text means: its dimension, the factor to canonical units, and the currency it names, if any."""

    dimension: Dimension
    factor: Fraction
    currency: str | None = None


# Dimension as products of base dimensions; then every name with its factor to the canonical unit.
_TABLE = {
    "": "1=1 %=1e-2 ‰=1e-3 辆=1 台=1 件=1 套=1 千=1e3 万=1e4 百万=1e6 千万=1e7 亿=1e8",
    "power": "W=1e-6 kW=1e-3 MW=1 GW=1e3 TW=1e6 Wp=1e-6 kWp=1e-3 MWp=1 GWp=1e3 瓦=1e-6 千瓦=1e-3 兆瓦=1",
    "power hour": "Wh=1e-6 kWh=1e-3 MWh=1 GWh=1e3 TWh=1e6 千瓦时=1e-3 兆瓦时=1 度=1e-3 "
    "J=5/18000000000 kJ=5/18000000 MJ=5/18000 GJ=5/18 TJ=2500/9 PJ=2500000/9 "
    "kcal=1163/1000000000 Mcal=1163/1000000 Gcal=1163/1000 MMBtu=0.29307107017222",
    "apparent": "VA=1e-6 kVA=1e-3 MVA=1 千伏安=1e-3 兆伏安=1",
    "mass": "mg=1e-9 g=1e-6 kg=1e-3 t=1 kt=1e3 Mt=1e6 克=1e-6 千克=1e-3 公斤=1e-3 吨=1",
    "coal": "gce=1e-6 kgce=1e-3 tce=1 ktce=1e3 Mtce=1e6 克标准煤=1e-6 千克标准煤=1e-3 吨标准煤=1 吨标煤=1",
    "length length": "m2=1 km2=1e6 ha=1e4 平方米=1 公顷=1e4 亩=2000/3",
    "length length length": "m3=1 Nm3=1 L=1e-3 立方米=1 标准立方米=1 标方=1",
    "temperature": "degC=1",
    "difference": "K=1",
    "hour": "h=1 hour=1 hours=1 小时=1 时=1 min=1/60 s=1/3600 d=24 day=24 days=24",
    "year": "a=1 yr=1 year=1 years=1 年=1 month=1/12 months=1/12 月=1/12",
}
_MASS_OF_CO2 = ("CO2", "CO2e", "CO2eq")


def _atoms() -> dict[str, Scale]:
    """Every unit name that is not money, with its meaning."""
    atoms = {}
    for words, names in _TABLE.items():
        dimension = tuple(words.split().count(base) for base in DIMENSIONS)
        for name, _, factor in (entry.partition("=") for entry in names.split()):
            for spelled in (name, *(name + suffix for suffix in _MASS_OF_CO2 if words == "mass")):
                atoms[spelled] = Scale(dimension, Fraction(factor))
    return atoms


_ATOMS = _atoms()
_MONEY: Dimension = tuple(int(base == "money") for base in DIMENSIONS)


def _money(name: str) -> Scale | None:
    """Meaning of a money unit such as ``MioCNY``, ``kEUR`` or ``万元``; None if it is not money."""
    if name.endswith("元"):
        multiple, currency = _MULTIPLES.get(name[:-1], 1 if name == "元" else 0), "CNY"
    else:
        currency = "CNY" if name.endswith("RMB") else name[-3:]
        prefix = name[:-3]
        multiple = _MONEY_MULTIPLES.get(prefix, _MULTIPLES.get(prefix, 0)) if currency in CURRENCIES else 0
    return Scale(_MONEY, Fraction(multiple, 10**6), currency) if multiple else None


def _atom(name: str) -> Scale:
    found = _ATOMS.get(name) or _money(name)
    if found is not None:
        return found
    for prefix, multiple in _MULTIPLES.items():
        rest = _ATOMS.get(name.removeprefix(prefix)) if name.startswith(prefix) else None
        if rest is not None:
            return Scale(rest.dimension, rest.factor * multiple)
    raise UnitError(f'unknown unit "{name}"')


def _normal(text: str) -> str:
    """One spelling of the signs, no spaces but those that separate words."""
    text = text.translate(_SPELLINGS).strip()
    text = re.sub(r"\s*([*/()])\s*", r"\1", text)
    text = re.sub(r"\s+(?=CO2)", "", text)
    return re.sub(r"\b(k|thousand|M|Mio|mio|mn|million|bn|billion)\s+(?=[A-Z]{3}\b)", r"\1", text)


def _terms(text: str) -> Iterator[tuple[str, int]]:
    """Names in a unit text with the sign of their exponent."""
    # The sign outside each open bracket, and the sign with which it began.
    around: list[tuple[int, int]] = []
    start = sign = 1
    awaited = False
    for part in re.split(r"([*/()])", _normal(text)):
        if part == "/":
            sign, awaited = -start, True
        elif part == "(":
            around.append((sign, start))
            start = sign
        elif part == ")":
            if not around or awaited:
                raise UnitError(f'"{text}" has unbalanced brackets')
            sign, start = around.pop()
        elif part not in ("", "*"):
            awaited = False
            yield part, sign
    if around:
        raise UnitError(f'"{text}" has unbalanced brackets')
    if awaited:
        raise UnitError(f'"{text}" ends with a slash')


@lru_cache(maxsize=4096)
def scale(text: str) -> Scale:
    """Meaning of a unit text.

    Parameters
    ----------
    text : str
        Unit, for example ``CNY/(kW*month)``, ``万kWh/a``, ``/a`` or ``1``.

    Returns
    -------
    Scale
        Dimension, factor to canonical units, currency.

    Raises
    ------
    UnitError
        If a name is not in the table, or two currencies meet.

    Examples
    --------
    >>> float(scale("CNY/kWh").factor)
    0.001
    """
    if len(text) > _LONGEST:
        raise UnitError(f"a unit longer than {_LONGEST} characters")
    exponents, factor, currency = [0] * len(DIMENSIONS), Fraction(1), None
    terms = list(_terms(text))
    if not terms:
        raise UnitError("no unit")
    for name, sign in terms:
        atom = _atom(name)
        exponents = [total + sign * one for total, one in zip(exponents, atom.dimension, strict=True)]
        factor = factor * atom.factor if sign > 0 else factor / atom.factor
        if atom.currency and currency and atom.currency != currency:
            raise UnitError(f'"{text}" mixes {currency} and {atom.currency}')
        currency = currency or atom.currency
    return Scale(tuple(exponents), factor, currency)


def split(text: str) -> tuple[Fraction, str]:
    """Number and unit of a text such as ``"2800 CNY/kW"``; the unit is empty if none is given.

    Raises
    ------
    UnitError
        If the text does not begin with a plain finite number.
    """
    text = text.strip()
    match = _NUMBER.match(text)
    if match is None:
        if "," in text[:40] and _NUMBER.match(text.replace(",", "")):
            raise UnitError(f'"{text[:40]}": write the number without commas')
        raise UnitError(f'"{text[:40]}" does not begin with a number')
    return Fraction(match.group()), text[match.end() :].strip()


def canonical(number: Fraction, unit: str) -> float:
    """Value in canonical units, rounded once.

    Examples
    --------
    >>> canonical(Fraction(2800), "CNY/kW")
    2.8
    """
    return float(number * scale(unit).factor)


def canonical_name(dimension: Dimension, currency: str = "CNY") -> str:
    """Text of the canonical unit of a dimension; money counts in millions.

    Examples
    --------
    >>> canonical_name(scale("CNY/kWh").dimension)
    'MCNY/MWh'
    """
    names = dict(zip(DIMENSIONS, (f"M{currency}", "MW", "h", "MVA", "t", "tce", "m", "degC", "K", "a"), strict=True))
    left = dict(zip(DIMENSIONS, dimension, strict=True))
    above: list[str] = []
    below: list[str] = []
    while left["power"] * left["hour"] > 0:
        sign = 1 if left["power"] > 0 else -1
        (above if sign > 0 else below).append("MWh")
        left["power"] -= sign
        left["hour"] -= sign
    for base, exponent in left.items():
        part = above if exponent > 0 else below
        if base == "length" and exponent:
            part.append(f"m{abs(exponent)}" if abs(exponent) > 1 else "m")
        else:
            part.extend([names[base]] * abs(exponent))
    numerator = "*".join(above) or ("1" if not below else "")
    if not below:
        return numerator
    return f"{numerator}/({'*'.join(below)})" if len(below) > 1 else f"{numerator}/{below[0]}"


def nearest(unit: str, wanted: Sequence[str]) -> list[str]:
    """Units close to the text that fit one of the wanted units: what the writer probably meant, two at most.

    Examples
    --------
    >>> nearest("CNY/MW", ["CNY/MWh"])
    ['CNY/MWh']
    """
    dimensions = {scale(text).dimension for text in wanted}
    try:
        terms = list(_terms(unit))
    except UnitError:
        return []
    spelled = _normal(unit)
    swapped = (_swapped(spelled, name, other) for name, _ in terms for other in _neighbours(name))
    monthly = any("month" in text for text in wanted)
    longer = (spelled + end for end in (("/month", "/a") if monthly else ("/a",)))
    shorter = [spelled.rpartition("/")[0]]
    found = [
        next((text for text in candidates if text and _fits(text, dimensions)), None)
        for candidates in (swapped, longer, shorter)
    ]
    return [text for text in found if text is not None][:2]


def _swapped(text: str, name: str, other: str) -> str:
    """The unit text with one name in the place of another."""
    return "".join(other if part == name else part for part in re.split(r"([*/()])", text))


def _neighbours(name: str) -> list[str]:
    """Names that a slip of the keyboard or of thought turns into this one."""
    if len(name) > 20:
        return []
    same = [atom for atom in _ATOMS if atom.lower() == name.lower() and atom != name]
    hour = [f"{name}h", name.removesuffix("h")]
    return same + hour + difflib.get_close_matches(name, [*_ATOMS, *CURRENCIES], n=3, cutoff=0.6)


def _fits(text: str, dimensions: set[Dimension]) -> bool:
    try:
        return scale(text).dimension in dimensions
    except UnitError:
        return False
