"""One-at-a-time ranges: what a pack gives with a low and a high value, each put into the case alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from ..case.value import Case, Source, Thing, Where
from ..errors import CaseError, Finding
from ..packs import Pack, open_pack
from ..packs.reader import Row
from ..run.tables import write_table
from ..text.node import Origin
from .outcome import Outcome
from .outputs import OUTPUTS, output_of, output_unit

OPTION = "--tornado"
TORNADO: Final = "tornado.csv"
COLUMNS: Final = ("key", "end", "value", "output", "unit", "base", "result", "change")


@dataclass(frozen=True)
class Range:
    """A field of the case with the ends of its range, each a change of the case."""

    key: str
    central: str
    low: str
    high: str

    @property
    def changes(self) -> tuple[str, str]:
        """The case with the low value, and with the high one."""
        return f"{self.key}={self.low}", f"{self.key}={self.high}"


@dataclass(frozen=True)
class Effect:
    """What one end of a range does to an output. [currency; t; points]

    Attributes
    ----------
    end : str
        low or high.
    result : float or None
        None where that run failed.
    """

    key: str
    end: str
    value: str
    output: str
    base: float
    result: float | None

    @property
    def change(self) -> float | None:
        """Difference from the case as it stands."""
        return None if self.result is None else self.result - self.base


@dataclass(frozen=True)
class Tornado:
    """Ranges whose ends are put into the case one at a time."""

    ranges: tuple[Range, ...]

    def points(self) -> list[tuple[str, ...]]:
        """The case as it stands, then both ends of every range, as changes of the case."""
        return [(), *((change,) for each in self.ranges for change in each.changes)]

    def effects(self, found: Sequence[Outcome]) -> list[Effect]:
        """What every end does, range by range; none of an output that the case as it stands does not have.

        Parameters
        ----------
        found : sequence of Outcome
            What every point brought, in the order of `points`.
        """
        base, *ends = found
        effects = []
        for output in OUTPUTS:
            stands = output_of(base, output)
            if stands is None:
                continue
            for place, each in enumerate(self.ranges):
                low, high = (output_of(one, output) for one in ends[2 * place : 2 * place + 2])
                effects.append(Effect(each.key, "low", each.low, output, stands, low))
                effects.append(Effect(each.key, "high", each.high, output, stands, high))
        return effects

    def write(self, root: Path, found: Sequence[Outcome], currency: str) -> None:
        """Write `tornado.csv`."""
        rows = (
            (each.key, each.end, each.value, each.output, output_unit(each.output, currency), each.base, each.result,
             each.change)
            for each in self.effects(found)
        )  # fmt: skip
        write_table(root / TORNADO, COLUMNS, rows)


def ranges(case: Case, patterns: Sequence[str], folder: Any = None) -> list[Range]:
    """Ranges of the fields of a case that its packs gave.

    Parameters
    ----------
    case : Case
        A case as read.
    patterns : sequence of str
        Which keys, with ``*`` for any letters.
    folder : path-like, optional
        Folder of the case, which may hold packs of its own.

    Returns
    -------
    list of Range
        In the order of the case. A path over the years moves as a whole.

    Raises
    ------
    CaseError
        If no field with a range fits a pattern.
    """
    packs = {name: open_pack(name, Origin(name), folder) for name in case.packs}
    found = [each for thing in case.things for each in _of_thing(case, thing, packs)]
    wrong = []
    for pattern in patterns:
        if not any(fnmatchcase(each.key, pattern) for each in found):
            known = ", ".join(each.key for each in found[:5]) or "none"
            message = f"no field that a pack gives with a low and a high value fits; there are {known} ..."
            wrong.append(Finding(Where(OPTION, None, pattern), message))
    if wrong:
        raise CaseError(wrong)
    return [each for each in found if any(fnmatchcase(each.key, pattern) for pattern in patterns)]


def _of_thing(case: Case, thing: Thing, packs: Mapping[str, Pack]) -> Iterator[Range]:
    """Ranges of one thing, by the field its parts belong to."""
    single = thing.name == thing.section
    parts: dict[str, list[tuple[str, Row]]] = {}
    for field, source in thing.sources.items():
        row = _row(source, packs)
        if row is not None:
            name, _, year = field.rpartition(".") if field.rpartition(".")[2].isdigit() else (field, "", "")
            parts.setdefault(name, []).append((year, row))
    for name, rows in parts.items():
        if not any(row.low and row.high for _, row in rows):
            continue
        key = f"{thing.section}.{name}" if single else f"{thing.section}.{thing.name}.{name}"
        stated = _stated(case.resolved, thing, name)
        if isinstance(stated, Mapping) and {str(year) for year in stated} - {"hold"} != {year for year, _ in rows}:
            # Part of the path is the case's own: its range is not the pack's.
            continue
        yield Range(key, *(_written(stated, rows, end) for end in ("value", "low", "high")))


def _row(source: Source, packs: Mapping[str, Pack]) -> Row | None:
    """The row of a pack that a value came from."""
    pack = packs.get(source.pack)
    if pack is None:
        return None
    return next((row for row in pack.rows() if f"{row.id}.{row.field}" == source.row), None)


def _stated(resolved: Mapping[str, Any], thing: Thing, name: str) -> Any:
    """What the resolved case says at a field."""
    place: Any = resolved[thing.section]
    if thing.name != thing.section:
        place = place[thing.name]
    for part in name.split("."):
        place = place.get(part) if isinstance(place, Mapping) else None
    return place


def _written(stated: Any, rows: Sequence[tuple[str, Row]], end: str) -> str:
    """A value or a path over the years with each number at one end of its range."""
    texts = {year: _text(row, getattr(row, end) or row.value) for year, row in rows}
    if not isinstance(stated, Mapping):
        return next(iter(texts.values()))
    hold = {"hold": str(stated["hold"])} if "hold" in stated else {}
    return "{" + ", ".join(f"{year}: {text}" for year, text in {**texts, **hold}.items()) + "}"


def _text(row: Row, number: str) -> str:
    return number if row.unit in ("", "-", "1") else f"{number} {row.unit}"
