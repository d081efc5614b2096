"""Building blocks of the parameter declarations: a declaration, a number with a unit, a path over the years.

A model file says what the case may state about a kind of thing by annotating fields of a `Declaration` with a `Unit`;
from these declarations come the checks, the messages, the JSON schema and the reference page. Texts become floats in
canonical units (see `planner.units`); the pydantic context ``{"currency": "EUR"}`` names the case's currency, for which
``CNY`` stands in every declared unit. Defaults are canonical already and carry no unit.
"""

from __future__ import annotations

import operator
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from . import units

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_BOUNDS: dict[str, tuple[str, Callable[[Fraction, Fraction], bool]]] = {
    "ge": ("at least", operator.ge),
    "gt": ("above", operator.gt),
    "le": ("at most", operator.le),
    "lt": ("below", operator.lt),
}


class Declaration(BaseModel):
    """What the case file may say about a thing or a part of one. A list may be written as one text with `;` between."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, given: object) -> object:
        """Turn ``"a; b"`` into a list where a list is declared, as a table cell must write it."""
        if not isinstance(given, Mapping):
            return given
        lists = {name for name, info in cls.model_fields.items() if _is_list(info.annotation)}
        return {
            key: [part.strip() for part in value.split(";") if part.strip()]
            if isinstance(value, str) and key in lists
            else value
            for key, value in given.items()
        }


def _is_list(annotation: Any) -> bool:
    """Whether an annotation is a list, also one that may be left out."""
    if get_origin(annotation) in (Union, UnionType):
        return any(_is_list(part) for part in get_args(annotation))
    return get_origin(annotation) is list or (get_origin(annotation) is Annotated and _is_list(get_args(annotation)[0]))


class Value(float):
    """A number in canonical units that remembers which of the declared units it matched."""

    __slots__ = ("unit",)
    unit: str

    def __new__(cls, number: float, unit: str = "") -> Value:
        """Make a value from a canonical number and the declared unit it matched."""
        made = super().__new__(cls, number)
        made.unit = unit
        return made


@dataclass(frozen=True)
class YearPath:
    """A value over the years, in canonical units.

    Attributes
    ----------
    points : tuple of (int, float)
        Years and values, ascending. A constant has the single point of year 0.
    unit : str
        The declared unit that the text matched; empty for a default.
    step : bool
        Each value holds until the next given year; otherwise values lie on straight lines between given years.
    hold : bool
        The last value holds for ever.
    """

    points: tuple[tuple[int, float], ...]
    unit: str = ""
    step: bool = False
    hold: bool = False

    @classmethod
    def constant(cls, number: float, unit: str = "") -> YearPath:
        """Path with one value for all years."""
        return cls(((0, float(number)),), unit, hold=True)

    @property
    def is_constant(self) -> bool:
        """Whether the text gave one value for all years."""
        return self.points[0][0] == 0

    def defined(self, year: int) -> bool:
        """Whether the path has a value in a year; a step path has none before its first point."""
        return self.points[0][0] <= year and (year <= self.points[-1][0] or self.hold or self.step)

    def at(self, year: int) -> float:
        """Value in a year.

        Raises
        ------
        ValueError
            If the path is not defined in that year.
        """
        if not self.defined(year):
            first, last = self.points[0][0], self.points[-1][0]
            raise ValueError(f"no value in {year}: the path covers {first} to {last}")
        index = bisect_right(self.points, year, key=lambda point: point[0]) - 1
        before, low = self.points[index]
        if self.step or before == year or index + 1 == len(self.points):
            return low
        after, high = self.points[index + 1]
        return low + (high - low) * (year - before) / (after - before)

    def scaled(self, factor: float) -> YearPath:
        """The same path with every value multiplied."""
        return replace(self, points=tuple((year, number * factor) for year, number in self.points))


class Unit:
    """Metadata of a number with a unit: ``Annotated[float, Unit("CNY/kW", ge=0)]`` or the same with `YearPath`.

    Parameters
    ----------
    *alternatives : str
        Units of the dimensions that are allowed; the first is the one that bounds and messages use.
    ge, gt, le, lt : float, optional
        Bounds, in the first alternative; for the other dimensions only a bound of zero applies.
    step : bool
        A path holds each value until the next given year, instead of straight lines in between.
    """

    def __init__(
        self,
        *alternatives: str,
        ge: float | None = None,
        gt: float | None = None,
        le: float | None = None,
        lt: float | None = None,
        step: bool = False,
    ) -> None:
        self.alternatives = alternatives
        self.bounds = {"ge": ge, "gt": gt, "le": le, "lt": lt}
        self.step = step

    def named(self, currency: str = "CNY") -> tuple[str, ...]:
        """The alternatives, with the case's currency."""
        return tuple(text.replace("CNY", currency) for text in self.alternatives)

    def read(self, given: object, currency: str = "CNY") -> Value:
        """Canonical value of a text; a bare number is legal only where the first alternative is ``1``.

        Raises
        ------
        units.UnitError
            If the text is no number with one of the units, or lies outside the bounds.
        """
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            raise units.UnitError(f"expected {self._expected(currency)}, found {_shown(given)}")
        number, unit = units.split(given if isinstance(given, str) else repr(given))
        text = _shown(str(given).strip())
        if not unit and self.alternatives[0] != "1":
            raise units.UnitError(self._bare(text, currency))
        alternative = self._matched(text, unit or "1", currency)
        self._check_bounds(text, number, unit or "1", alternative, currency)
        return Value(units.canonical(number, unit or "1"), alternative)

    def _expected(self, currency: str) -> str:
        if self.alternatives[0] == "1":
            return "a number without unit"
        names = self.named(currency)
        return "a number with unit " + (names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1])

    def _bare(self, text: str, currency: str) -> str:
        unit = self.named(currency)[0]
        number = units.split(text)[0]
        example = f"{float(number * 100):g}" if unit.startswith("%") and abs(number) < 1 else text
        return f'"{text}" has no unit; expected {self._expected(currency)}, for example "{example} {unit}"'

    def _matched(self, text: str, unit: str, currency: str) -> str:
        """The declared alternative whose dimension the unit has."""
        try:
            found = units.scale(unit)
        except units.UnitError as problem:
            raise units.UnitError(
                f'"{text}": {problem}; expected {self._expected(currency)}{self._hint(text, unit)}'
            ) from None
        for alternative in self.alternatives:
            declared = units.scale(alternative)
            if declared.dimension == found.dimension:
                if found.currency and found.currency != currency:
                    raise units.UnitError(f'"{text}" is in {found.currency}; this case is in {currency}')
                return alternative
        raise units.UnitError(f'"{text}" does not fit; expected {self._expected(currency)}{self._hint(text, unit)}')

    def _hint(self, text: str, unit: str) -> str:
        guesses = units.nearest(unit, self.alternatives) if text.endswith(unit) else []
        quoted = [f'"{text.removesuffix(unit)}{guess}"' for guess in guesses]
        return f". Did you mean {' or '.join(quoted)}?" if quoted else ""

    def _check_bounds(self, text: str, number: Fraction, unit: str, alternative: str, currency: str) -> None:
        """Compare exactly, so that a value on its bound is never outside by rounding."""
        first = units.scale(self.alternatives[0])
        comparable = units.scale(alternative).dimension == first.dimension
        exact = number * units.scale(unit).factor
        for name, limit in self.bounds.items():
            if limit is None or (limit != 0 and not comparable):
                continue
            words, holds = _BOUNDS[name]
            if not holds(exact, Fraction(repr(limit)) * first.factor):
                shown = self.named(currency)[self.alternatives.index(alternative)]
                raise units.UnitError(f'"{text}" must be {words} {limit:g}' + ("" if shown == "1" else f" {shown}"))

    def read_path(self, given: object, currency: str = "CNY") -> YearPath:
        """Path over the years from a text (a constant) or a mapping of years to texts with an optional ``hold: last``.

        Raises
        ------
        PathError
            With every point that is wrong.
        """
        if not isinstance(given, Mapping):
            number = self.read(given, currency)
            return YearPath(((0, float(number)),), number.unit, self.step, hold=True)
        wrong: list[tuple[str, str]] = []
        points: dict[int, Value] = {}
        for key, text in given.items():
            try:
                if str(key) == "hold":
                    if text != "last":
                        wrong.append(("hold", f'"{_shown(text)}" is not known; the only way is "hold: last"'))
                elif not _YEAR.fullmatch(str(key)):
                    wrong.append((str(key), f'"{key}" is not a year; write years such as 2030, or "hold: last"'))
                else:
                    points[int(key)] = self.read(text, currency)
            except units.UnitError as problem:
                wrong.append((str(key), str(problem)))
        matched = {value.unit for value in points.values()}
        if len(matched) > 1:
            wrong.append(("", f"mixes units of different kinds: {', '.join(sorted(matched))}"))
        if not points and not wrong:
            wrong.append(("", "gives no year; write for example {2026: ..., 2035: ...}"))
        if wrong:
            raise PathError(wrong)
        ordered = tuple((year, float(points[year])) for year in sorted(points))
        return YearPath(ordered, matched.pop(), self.step, "hold" in given)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by this unit, whatever pydantic would do with the bare type."""
        is_path = source is YearPath or YearPath in get_args(source)

        def validate(given: Any, info: ValidationInfo) -> Any:
            if isinstance(given, YearPath if is_path else Value):
                return given
            currency = (info.context or {}).get("currency", "CNY")
            try:
                return self.read_path(given, currency) if is_path else self.read(given, currency)
            except PathError as problem:
                raise PydanticCustomError(
                    "path", "{message}", {"message": str(problem), "points": problem.points}
                ) from None
            except units.UnitError as problem:
                raise PydanticCustomError("quantity", "{message}", {"message": str(problem)}) from None

        return core_schema.with_info_plain_validator_function(validate, metadata={"planner_path": is_path})

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """JSON schema for editors: a text with a unit, and for a path also a mapping of years."""
        unit = self.alternatives[0]
        example = "2" if unit == "1" else f"2 {unit}"
        text = {"type": ["string", "number"] if unit == "1" else "string", "examples": [example]}
        wanted = " or ".join(self.alternatives)
        note = "number without unit" if unit == "1" else f"number with unit, {wanted}"
        if not schema.get("metadata", {}).get("planner_path"):
            return {**text, "title": note}
        years = {
            "type": "object",
            "patternProperties": {f"^{_YEAR.pattern}$": text},
            "properties": {"hold": {"const": "last"}},
            "additionalProperties": False,
        }
        return {"anyOf": [text, years], "title": f"{note}; or a path over the years"}


class PathError(ValueError):
    """Everything wrong in a path over the years: pairs of key and message."""

    def __init__(self, points: list[tuple[str, str]]) -> None:
        self.points = points
        super().__init__("; ".join(f"{key}: {message}" if key else message for key, message in points))


def _shown(given: object) -> str:
    """A found value, short enough for a message."""
    if isinstance(given, Mapping):
        return "a mapping"
    if isinstance(given, list | tuple):
        return "a list"
    text = "nothing" if given is None else str(given)
    return text if len(text) <= 60 else text[:57] + "..."
