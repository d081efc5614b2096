"""Sheet `Assumptions`: what the plan rests on, number by number; its discount rate is the one that all money uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...case.value import Case
from ...run.assumptions import OF_THE_CASE
from ...run.scores import Path, shown
from ...score import Score
from ...units import UnitError, scale, split
from ..origins import Origin, origin_of
from .edition import Edition
from .paper import HEADER_ROW, Paper, Sheet, figure

KEY, VALUE, UNIT, INFLUENCE, SOURCE, QUALITY = range(6)
YEAR = "year"
CALENDAR = range(1900, 2200)


@dataclass(frozen=True)
class Assumption:
    """One number of the case, as it was written; the unit of a benchmark is that of its scheme and translated."""

    key: str
    value: float
    unit: str
    origin: Origin | None
    translated: bool = False


@dataclass(frozen=True)
class Horizon:
    """Cells of the horizon: discount rate, base year and last year."""

    rate: str
    base_year: str
    end: str


def write_assumptions(
    paper: Paper, case: Case, scored: Sequence[Path], recorded: Mapping[str, Origin], influence: Mapping[str, float]
) -> Horizon:
    """Write the sheet.

    Parameters
    ----------
    paper : Paper
        The workbook.
    case : Case
        The case solved.
    scored : sequence of Path
        Scores of the plan by the targets of the case.
    recorded : mapping of str to Origin
        Source and quality by key, as the run folder records them.
    influence : mapping of str to float
        Change of the discounted cost if a value were 10 % higher, by key. [million currency]

    Returns
    -------
    Horizon
        The cells that other sheets calculate with.
    """
    say = paper.edition
    sheet = paper.sheet(
        say("tab.assumptions"), say("assumptions.title"), say("assumptions.note1"), say("assumptions.note2")
    )
    names = [say(f"assumptions.{name}") for name in ("key", "value")] + [say("unit")]
    names += [f"{say('assumptions.influence')} [{say.money}]"]
    sheet.head(HEADER_ROW, [*names, say("assumptions.source"), say("assumptions.quality")], (0, 2, 4, 5))
    sheet.rule_headers(HEADER_ROW)
    horizon = case.horizon
    cells = []
    given: list[tuple[str, float, str, str]] = [
        ("horizon.discount_rate", horizon.discount_rate, say.unit("1/a"), "percent"),
        ("horizon.base_year", horizon.base_year, say("year"), "year"),
        ("horizon.end", horizon.end, say("year"), "year"),
    ]
    for row, (key, value, unit, kind) in enumerate(given, HEADER_ROW + 1):
        sheet.text(row, KEY, key)
        sheet.number(row, VALUE, value, kind, "input")
        _beside(sheet, row, unit, influence.get(key), origin_of(recorded, key), say)
        cells.append(sheet.ref(row, VALUE))
    stated = [(each, influence.get(each.key)) for each in (*_stated(case, recorded), *_scored(case, scored, say))]
    stated.sort(key=lambda pair: -abs(pair[1] or 0.0))
    for row, (each, effect) in enumerate(stated, HEADER_ROW + 1 + len(given)):
        sheet.text(row, KEY, each.key)
        sheet.number(row, VALUE, each.value, "year" if each.unit == YEAR else figure(each.value))
        unit = say("year") if each.unit == YEAR else say.unit(each.unit) if each.translated else each.unit
        _beside(sheet, row, unit, effect, each.origin, say)
    return Horizon(*cells)


def _beside(sheet: Sheet, row: int, unit: str, effect: float | None, origin: Origin | None, say: Edition) -> None:
    """What stands beside a value."""
    sheet.text(row, UNIT, unit)
    sheet.number(row, INFLUENCE, effect, "money", "result")
    if origin is None:
        source, quality = say("case_file"), say("not_recorded")
    else:
        source = say("case_file") if origin.source == OF_THE_CASE else origin.source
        quality = say.either(f"quality.{origin.quality}", origin.quality)
    sheet.text(row, SOURCE, source)
    sheet.text(row, QUALITY, quality)


def _stated(case: Case, recorded: Mapping[str, Origin]) -> Iterator[Assumption]:
    """Numbers of the case file, section by section."""
    for keys, given in _leaves(case.resolved, ()):
        if keys[0] in ("case", "horizon"):
            continue
        found = _number(given)
        if found is not None:
            key = ".".join(keys)
            yield Assumption(key, *found, origin_of(recorded, key))


def _leaves(tree: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(tree, Mapping):
        for key, inner in tree.items():
            yield from _leaves(inner, (*keys, str(key)))
    elif isinstance(tree, list | tuple):
        for number, inner in enumerate(tree, 1):
            yield from _leaves(inner, (*keys, str(number)))
    else:
        yield keys, tree


def _number(given: Any) -> tuple[float, str] | None:
    """Number and unit of a text of the case; nothing for names and words."""
    if isinstance(given, bool):
        return None
    try:
        number, unit = split(str(given))
        scale(unit or "1")
        value = float(number)
        is_year = not unit and isinstance(given, int) and value in CALENDAR
        return value, YEAR if is_year else unit or "1"
    except (UnitError, OverflowError):
        return None


def _scored(case: Case, scored: Sequence[Path], say: Edition) -> Iterator[Assumption]:
    for path in scored:
        yield from _benchmarks(case, path, path.scores[-1], say)


def _benchmarks(case: Case, path: Path, score: Score, say: Edition) -> Iterator[Assumption]:
    """Weight, baseline and leading value of every indicator, as they hold for the last year of the plan."""
    points = say("scores.points_unit")
    for row in shown(case, path, score):
        key = f"{path.target.name if path.target else path.name}.{row.indicator}"
        for word, value, unit in (
            ("weight", row.weight, points), ("baseline", row.baseline, row.unit), ("leading", row.leading, row.unit),
        ):  # fmt: skip
            if value is not None:
                name = say(f"assumptions.{word}")
                yield Assumption(f"{key}.{name}", value, unit or "1", Origin(row.source, row.quality), True)
