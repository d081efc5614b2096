"""The reference of the case file as Markdown, written from the same declarations that check a case.

``python -m planner.case.reference > cases/REFERENCE.md`` writes it anew; a test compares the two.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .. import units
from ..fields import Declaration, Unit, YearPath
from ..quantities import BUILT_IN, COUNTED
from ..schemes import BENCHMARK, Scheme
from ..shifts import Shifts
from .draft import WORDS
from .layout import (
    SINGLE_SECTIONS,
    Header,
    HorizonTerms,
    ProductionTerms,
    SeriesTerms,
    SiteTerms,
    kinds,
    sections,
    usual_kind,
)

UNITS = (
    ("power", ("kW", "MW", "GW", "kWp", "千瓦", "兆瓦")),
    ("energy", ("kWh", "MWh", "GWh", "GJ", "万kWh", "千瓦时")),
    ("apparent power", ("kVA", "MVA", "千伏安")),
    ("mass", ("kg", "t", "kt", "kgCO2", "tCO2", "吨")),
    ("standard coal", ("kgce", "tce", "吨标准煤")),
    ("volume", ("m3", "Nm3", "万m3", "立方米")),
    ("area", ("m2", "ha", "亩")),
    ("time in years", ("a", "month", "年", "月")),
    ("time in hours", ("h", "min", "day", "小时")),
    ("temperature", ("degC", "℃")),
    ("temperature difference", ("K",)),
    ("share", ("%", "‰")),
    ("money", ("CNY", "Mio CNY", "kCNY", "元", "万元", "亿元")),
    ("price of energy", ("CNY/MWh", "CNY/kWh", "元/kWh")),
    ("price of power", ("CNY/(kW*month)", "CNY/kW/month", "元/kW·月")),
    ("investment", ("CNY/kW", "万元/MW")),
    ("emission factor", ("t/MWh", "kgCO2/kWh", "g/kWh")),
)

_HEAD = """# Reference of the case file

Written from the declarations in `models/`, `planner/case/layout.py` and `planner/schemes.py` by
`python -m planner.case.reference`; do not edit. `planner schema` prints the same as a JSON schema for editors.

## How values are written

- A number has its unit behind it: `2800 CNY/kW`, `12 %`. A bare number is legal only where the unit is `1`. `CNY` in
  this page stands for the currency of the case.
- *by year*: one value for all years, or values by year, `{2026: 80 CNY/t, 2030: 120 CNY/t, hold: last}`. Between two
  years values lie on a straight line; *by year, in steps*: each holds until the next. `hold: last` lets the last value
  go on; without it the years must reach the end of the horizon.
- *list*: `[a, b]`, or in a table cell `a; b`.
- A section of named things is a mapping from name to fields, a list of fields with `name`, or the path of a table: CSV
  or xlsx, a row for each thing, a column for each field (`capex [CNY/kW]`; nested fields as `carnot.source [degC]`). In
  a table the unit stands in the header, or in a second row whose name is `unit` or `单位`. An empty cell is a field not
  given.
- The components of a grid may be a table as well, `components: bill.csv`: a row for each line of the bill with the
  columns `name`, `basis`, `price` or `monthly.1` to `monthly.12` (the months as the bills print them), `factors.peak`
  and so on, and, as every line has a unit of its own, `unit` for the prices of the row. Such a table is the whole
  bill: no component of a pack is added to it.
- `kind` names the kind of thing. It may be left out where a section has one kind or a usual one, where the entry is
  called like a kind, and where `use` brings it.
- `use` names an entry of a pack of the case; its fields stand where the case gives none. Where a pack entry has the
  carrier `heat` or `cooling`, `output: NAME` (and `input: NAME`) puts the case's own carrier in its place. Under
  `targets`, `use: obligation` takes the green-power obligation of the case's sector and province.
- **required**: the case gives it, or the pack does; in a part such as `carnot`, wherever the part is given.
- `off` removes what a pack or the case gives. In scenarios and in `--set`, `x1.5` scales a number or every value of a
  path.
- Files that a case names lie in its folder.

## Units

Spellings of the same quantity; they combine with `*` and `/`, and everything after the first slash divides.

| quantity | for example |
|---|---|
"""

HEAD: tuple[tuple[str, type[Declaration]], ...] = (
    ("case", Header),
    ("site", SiteTerms),
    ("horizon", HorizonTerms),
    ("production", ProductionTerms),
    ("series", SeriesTerms),
)
_COLUMNS = "| field | value | range | default | meaning |\n|---|---|---|---|---|\n"
_BOUNDS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
_PLAIN = {str: "text", int: "whole number", bool: "`true` or `false`"}
_PLAINS = {str: "texts", int: "whole numbers"}

_SECTION_NOTES = {
    "carriers": "Energy forms. One that something names exists without an entry; an entry gives its temperature.",
    "demands": "End uses, streams of process CO2, and resources such as water: what measures act upon.",
    "existing": "Equipment that stands in the base year.",
    "technologies": "Equipment that may be built; existing units refer to it.",
    "measures": "Discrete upgrades.",
    "supply": "What is bought or found: electricity, fuels, green power, certificates, offsets, waste heat.",
    "carbon": "A price on CO2. The section is one thing.",
    "finance": "Limits on capital; inflation, tax, grants and loan of the cash flow. The section is one thing.",
    "targets": "What must be reached.",
}

_SERIES = """
A file has a column for each series, named with its unit: `outdoor [degC]`; a column without a unit is a plain number. A
first column `time` is checked: 8,760 hours of one year, ascending, without 29 February. A name is looked up in the
files of the case, then in the weather of its province (`pv`, `wind`, `outdoor`), then among the price courses of the
packs (`spot_mixed`, ...); `flat` is the series of all ones.

A file of shifts says how the factory runs; the hours are made from it with the weekdays of the base year and, where a
profile follows the weather, with the series `outdoor`: that of the case if an earlier file has it, else that of the
province. So the profiles move with `site.province`; yearly amounts stay those of the case.

"""

_SCHEMES = """
## Schemes

Sets of indicators by which a factory is scored. A target names one by its id: the file `schemes/ID.yaml` in the folder
of the case, or else in a pack; `planner library` lists those of the packs. An indicator is a ratio of quantities, with
points between a baseline and a leading value. Values have the unit of the ratio (`2 tce/万元`, `80 %`); a count has
none. Weights sum to the total, and in each dimension to its weight.

"""

_QUANTITIES = """
Quantities of a formula are those below, or whatever a `resource` of the case counts. `per` stands for `output` where
the target names a product, otherwise for `output_value`. A row whose quantities the case does not know cannot be
scored; only `waste_used_stock` is nothing by default.

| quantity | unit | meaning | from |
|---|---|---|---|
"""

_SCENARIOS = """
## scenarios

Named changes of the case, chosen by `--scenario NAME`. Each maps key paths (or nested sections) to a value, to `x1.5`,
or to `off`:

```yaml
scenarios:
  high_carbon: {carbon.price: x2}
  no_solar:
    technologies.pv: off
```

`--set carbon.price=200` changes a single key on the command line, after the scenario; a bare number takes the unit that
the case uses.
"""


@dataclass(frozen=True)
class Row:
    """One field as the reference shows it."""

    path: str
    value: str
    span: str
    default: str
    meaning: str

    def __str__(self) -> str:
        return f"| `{self.path}` | {self.value} | {self.span} | {self.default} | {self.meaning} |\n"


def reference() -> str:
    """The whole reference page.

    Returns
    -------
    str
        Markdown.
    """
    text = [_HEAD, *(f"| {name} | {', '.join(f'`{unit}`' for unit in spelled)} |\n" for name, spelled in UNITS)]
    text += ["\nYears and hours are different dimensions: a price per year never passes for a price per hour.\n"]
    for name, declaration in HEAD:
        text += [f"\n## {name}\n\n{_first_line(declaration)}\n\n", _table(declaration)]
    text += [_SERIES, _table(Shifts)]
    for section, known in sections().items():
        text.append(f"\n## {section}\n\n{_SECTION_NOTES.get(section, '')}\n")
        for kind in known:
            heading = f"\n### {kind}\n\n" if section not in SINGLE_SECTIONS else "\n"
            text += [
                heading,
                _first_line(kinds()[kind]),
                "\n\n",
                _kind_note(section, kind, known),
                _table(kinds()[kind]),
            ]
    return "".join([*text, _SCHEMES, _table(Scheme), _QUANTITIES, *_quantities(), _SCENARIOS])


def rows(declaration: type[BaseModel], prefix: str = "") -> Iterator[Row]:
    """Fields of a declaration in their order, those of its parts behind the part.

    Parameters
    ----------
    declaration : type
        A `Declaration`.
    prefix : str
        Path of the declaration, with a dot at its end.

    Yields
    ------
    Row
        One field.
    """
    for name, field in declaration.model_fields.items():
        shape = _Shape.of(field)
        path = f"{prefix}{name}{shape.suffix}"
        unit = shape.unit
        yield Row(
            path,
            _value(name, shape),
            "" if unit is None else _span(unit),
            _default(field, unit),
            (field.description or "").replace("|", "\\|"),
        )
        if shape.part is not None:
            yield from rows(shape.part, f"{path}.")


@dataclass(frozen=True)
class _Shape:
    """What an annotation says: the innermost type, its unit, whether it is a list or keyed, or may step by year."""

    inner: Any
    unit: Unit | None
    suffix: str = ""
    steps: bool = False

    @classmethod
    def of(cls, field: FieldInfo) -> _Shape:
        return cls._of(field.annotation, tuple(field.metadata))

    @classmethod
    def _of(cls, annotation: Any, metadata: tuple[Any, ...]) -> _Shape:
        if hasattr(annotation, "__metadata__"):
            return cls._of(get_args(annotation)[0], (*metadata, *annotation.__metadata__))
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin in (Union, UnionType):
            first, *others = (part for part in arguments if part is not NoneType)
            shape = cls._of(first, metadata)
            return cls(shape.inner, shape.unit, steps=True) if others and get_origin(first) is dict else shape
        if origin is list:
            inner = cls._of(arguments[0], ())
            return cls(inner.inner, inner.unit, "[]")
        if origin is dict:
            inner = cls._of(arguments[1], ())
            return cls(inner.inner, inner.unit, ".NAME" if arguments[0] is str else ".VALUE")
        return cls(annotation, next((item for item in metadata if isinstance(item, Unit)), None))

    @property
    def part(self) -> type[BaseModel] | None:
        """Declaration of a part, if it is one."""
        return self.inner if inspect.isclass(self.inner) and issubclass(self.inner, BaseModel) else None


def _value(name: str, shape: _Shape) -> str:
    """What may be written: units, a choice, a name, or a plain type."""
    if shape.part is not None:
        return {"[]": "list of parts", ".NAME": "parts by name"}.get(shape.suffix, "part")
    several = "list of " if shape.suffix == "[]" else ""
    if shape.unit is not None:
        named = " or ".join(f"`{alternative}`" for alternative in shape.unit.alternatives)
        if shape.unit.alternatives == BENCHMARK.alternatives:
            named = "unit of the indicator"
        if shape.inner is YearPath:
            named += ", by year, in steps" if shape.unit.step else ", by year"
        return several + named
    if get_origin(shape.inner) is Literal:
        words = ", ".join(f"`{word}`" for word in get_args(shape.inner))
        return several + words + ("; by year, in steps" if shape.steps else "")
    if shape.inner is str and name in WORDS and not (name == "series" and several):
        section = WORDS[name]
        found = {"series": "a series", "grid": "a grid"}.get(section)
        return (f"name of {found}" if found else f"name in `{section}`").replace("name", "names" if several else "name")
    return several + (_PLAINS if several else _PLAIN)[shape.inner]


def _span(unit: Unit) -> str:
    """Bounds, in the first of the units."""
    return ", ".join(f"{_BOUNDS[name]} {limit:g}" for name, limit in unit.bounds.items() if limit is not None)


def _default(field: FieldInfo, unit: Unit | None) -> str:
    """Default as a case would write it."""
    if field.is_required():
        return "**required**"
    given = field.default
    if given is None or given in ({}, []) or isinstance(given, BaseModel):
        return ""
    if isinstance(given, YearPath):
        given = given.points[0][1]
    if unit is not None and isinstance(given, int | float):
        first = unit.alternatives[0]
        number = f"{float(given / float(units.scale(first).factor)):.10g}"
        return f"`{number}`" if first == "1" else f"`{number} {first}`"
    if isinstance(given, bool):
        return f"`{str(given).lower()}`"
    if isinstance(given, list):
        full = given == list(range(given[0], given[0] + len(given))) if isinstance(given[0], int) else False
        return f"`{given[0]}` to `{given[-1]}`" if full else ", ".join(f"`{item}`" for item in given)
    return f"`{given}`" if given != "" else ""


def _table(declaration: type[Declaration]) -> str:
    return _COLUMNS + "".join(str(row) for row in rows(declaration))


def _quantities() -> Iterator[str]:
    """What formulas are made of."""
    for known, origin in ((BUILT_IN, "plan and case"), (COUNTED, "`resource`")):
        for name, (unit, meaning) in known.items():
            yield f"| `{name}` | `{unit}` | {meaning} | {origin} |\n"


def _first_line(declaration: type[Declaration]) -> str:
    return (inspect.getdoc(declaration) or "").partition("\n")[0]


def _kind_note(section: str, kind: str, known: tuple[str, ...]) -> str:
    """Whether the kind must be named."""
    if len(known) == 1:
        return ""
    if usual_kind(section, "") == kind:
        return f"The usual kind: `kind: {kind}` may be left out.\n\n"
    if usual_kind(section, kind) == kind:
        return f"`kind: {kind}` may be left out where the entry is called `{kind}`.\n\n"
    return f"`kind: {kind}`\n\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode())
