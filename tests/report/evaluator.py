"""A second opinion on the workbook: reads its cells, forgets the stored results and works the formulas out anew.

It knows the functions that the workbook uses and raises at any other, so that no formula goes unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
from openpyxl.utils import range_boundaries
from scipy.optimize import newton

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?)|(?P<text>"[^"]*")|(?P<cell>'[^']+'!\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)
    |(?P<name>[A-Z]+)(?=\()|(?P<sign><=|>=|<>|[-+*/^(),=<>]))""",
    re.VERBOSE,
)
COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda a, b: _text(a) == _text(b) if _texts(a, b) else _number(a) == _number(b),
    "<>": lambda a, b: _text(a) != _text(b) if _texts(a, b) else _number(a) != _number(b),
    "<=": lambda a, b: _number(a) <= _number(b),
    ">=": lambda a, b: _number(a) >= _number(b),
    "<": lambda a, b: _number(a) < _number(b),
    ">": lambda a, b: _number(a) > _number(b),
}


def _texts(a: Any, b: Any) -> bool:
    return any(isinstance(one, str) for each in (a, b) for one in np.atleast_1d(np.asarray(each, dtype=object)).ravel())


def _text(value: Any) -> Any:
    """A value beside a text: an empty cell is an empty text."""
    if isinstance(value, np.ndarray):
        return np.array(["" if each is None else each for each in value.ravel()], dtype=object).reshape(value.shape)
    return "" if value is None else value


class Workbook:
    """The cells of a workbook, any of which may be changed before its formulas are worked out."""

    def __init__(self, path: Path) -> None:
        self._sheets = openpyxl.load_workbook(path)
        self._found: dict[tuple[str, int, int], Any] = {}

    def change(self, sheet: str, row: int, column: int, value: float) -> None:
        """Type a number into a cell."""
        self._sheets[sheet].cell(row, column).value = value
        self._found.clear()

    def formulas(self) -> Iterator[tuple[str, int, int]]:
        """Places of all formulas."""
        for sheet in self._sheets:
            for row in sheet.iter_rows():
                yield from ((sheet.title, cell.row, cell.column) for cell in row if cell.data_type == "f")

    def value(self, sheet: str, row: int, column: int) -> Any:
        """What a cell holds or comes to."""
        place = sheet, row, column
        if place not in self._found:
            given = self._sheets[sheet].cell(row, column)
            formula = given.data_type == "f"
            self._found[place] = _Formula(self, given.value[1:]).worked_out() if formula else given.value
        return self._found[place]

    def at(self, reference: str) -> Any:
        """What a reference such as `'Bills'!$A$1:$B$2` stands for: one value, or an array."""
        sheet, _, cells = reference.partition("!")
        left, top, right, bottom = range_boundaries(cells.replace("$", ""))
        name = sheet.strip("'")
        if ":" not in cells:
            return self.value(name, top, left)
        rows = [[self.value(name, row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)]
        numbers = all(isinstance(each, int | float) for row in rows for each in row)
        return np.array(rows, dtype=float if numbers else object)


class _Formula:
    """One formula, read from left to right."""

    def __init__(self, book: Workbook, text: str) -> None:
        self._book, self._tokens, position = book, [], 0
        while position < len(text):
            found = TOKEN.match(text, position)
            assert found is not None, text[position:]
            assert found.lastgroup is not None
            self._tokens.append((found.lastgroup, found.group(found.lastgroup)))
            position = found.end()
        self._next = 0

    def worked_out(self) -> Any:
        value = self._compared()
        assert self._next == len(self._tokens)
        return value

    def _take(self, *signs: str) -> str | None:
        if self._next < len(self._tokens) and self._tokens[self._next] in [("sign", sign) for sign in signs]:
            self._next += 1
            return self._tokens[self._next - 1][1]
        return None

    def _compared(self) -> Any:
        value = self._sum()
        while sign := self._take(*COMPARE):
            value = COMPARE[sign](value, self._sum())
        return value

    def _sum(self) -> Any:
        value = self._product()
        while sign := self._take("+", "-"):
            other = self._product()
            value = _number(value) + _number(other) if sign == "+" else _number(value) - _number(other)
        return value

    def _product(self) -> Any:
        value = self._power()
        while sign := self._take("*", "/"):
            other = self._power()
            value = _number(value) * _number(other) if sign == "*" else _divided(_number(value), _number(other))
        return value

    def _power(self) -> Any:
        value = self._signed()
        while self._take("^"):
            value = _number(value) ** _number(self._signed())
        return value

    def _signed(self) -> Any:
        return -_number(self._signed()) if self._take("-") else self._operand()

    def _operand(self) -> Any:
        if self._take("("):
            value = self._compared()
            assert self._take(")")
            return value
        kind, text = self._tokens[self._next]
        self._next += 1
        if kind == "number":
            return float(text)
        if kind == "text":
            return text.strip('"')
        if kind == "cell":
            return self._book.at(text)
        assert kind == "name"
        assert self._take("(")
        arguments = [self._compared()]
        while self._take(","):
            arguments.append(self._compared())
        assert self._take(")")
        return FUNCTIONS[text](*arguments)


def _number(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return np.array([_number(each) for each in value.ravel()], dtype=float).reshape(value.shape)
    return 0.0 if value is None else float(value) if not isinstance(value, str) else np.nan


def _divided(over: Any, under: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.divide(over, under)


def _lookup(value: float, ascending: Any, results: Any = None) -> Any:
    place = int(np.searchsorted(ascending.ravel(), value, side="right")) - 1
    return (ascending if results is None else results).ravel()[place]


def _irr(flows: Any, guess: float) -> float:
    years = np.arange(flows.size)
    return float(newton(lambda rate: (flows.ravel() * (1.0 + rate) ** -years).sum(), guess))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda cells: float(_number(cells).sum()) if isinstance(cells, np.ndarray) else _number(cells),
    "SUMPRODUCT": lambda cells: float(np.sum(_number(cells))),
    "SUMIF": lambda names, name, cells: float(cells[names == name].sum()),
    "COUNTIF": lambda cells, wanted: int((_text(cells) == wanted).sum()),
    "IF": lambda condition, yes, no: yes if condition else no,
    "AND": lambda *conditions: all(conditions),
    "OR": lambda *conditions: any(conditions),
    "ABS": lambda value: abs(_number(value)),
    "MAX": lambda *values: max(map(_number, values)),
    "MIN": lambda *values: min(map(_number, values)),
    "INDEX": lambda cells, number: cells.ravel()[int(number) - 1],
    "LOOKUP": _lookup,
    "IRR": _irr,
}
"""Functions of the workbook. `IF` works out both branches; what is divided by zero in the idle one does no harm."""
