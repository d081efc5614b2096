"""Which inputs of two cases differ, as their run folders hold them, most weighty first.

What is asked for (province, horizon, targets, carbon) comes first. Everything else is ordered by the money that hangs
on it in either run, multiplied by the share by which the input differs: an estimate of influence, not a sensitivity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from .side import Side, operating

ASKED: Final = ("site.province", "horizon", "targets", "carbon", "finance")
OWN: Final = (".benchmarks.", ".history.", ".product", ".gates.")
"""Parts of what is asked for that belong to one factory."""
UNTOLD: Final = ("case", "scenarios", "series")
YEAR = re.compile(r"[12]\d{3}")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


@dataclass(frozen=True)
class Change:
    """An input that differs; an empty text where a case does not have it."""

    key: str
    base: str
    other: str
    weight: float


def changes(base: Side, other: Side, shared_only: bool = False) -> tuple[Change, ...]:
    """Inputs that differ between two cases.

    Parameters
    ----------
    base, other : Side
        The runs.
    shared_only : bool
        Only what is asked for; of two different factories everything else differs anyway.

    Returns
    -------
    tuple of Change
        Most weighty first.
    """
    first, second = (dict(_flat(side.case.resolved, "")) for side in (base, other))
    weigher = _Weigher(base, other)
    found = [
        Change(key, first.get(key, ""), second.get(key, ""), 0.0)
        for key in dict.fromkeys((*first, *second))
        if first.get(key) != second.get(key) and not _begins(key, UNTOLD)
    ]
    if shared_only:
        found = [each for each in found if _begins(each.key, ASKED) and not any(own in each.key for own in OWN)]
    else:
        found += [*_series(base, other), *_schemes(base, other)]
    weighed = [Change(each.key, each.base, each.other, weigher.weight(each)) for each in found]
    order = {each.key: place for place, each in enumerate(weighed)}
    return tuple(sorted(weighed, key=lambda each: (_place(each.key), -each.weight, order[each.key])))


def _place(key: str) -> int:
    return next((place for place, name in enumerate(ASKED) if _begins(key, (name,))), len(ASKED))


def _begins(key: str, names: tuple[str, ...]) -> bool:
    return any(key == name or key.startswith(f"{name}.") for name in names)


def _flat(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """Leaves of a case by key path; a path over years and a list are one value."""
    if isinstance(value, Mapping) and not any(YEAR.fullmatch(str(year)) for year in value):
        for name, inner in value.items():
            yield from _flat(inner, f"{key}.{name}" if key else str(name))
    else:
        yield key, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_text, value)) + "]"
    return "" if value is None else str(value)


def _series(base: Side, other: Side) -> Iterator[Change]:
    """Hourly series that differ, by their mean."""

    def told(side: Side, name: str) -> str:
        if name not in side.case.series:
            return ""
        unit = side.case.series_units.get(name, "1")
        mean = f"{float(np.mean(side.case.series[name])):.4g}"
        return f"mean {mean}" if unit == "1" else f"mean {mean} {unit}"

    for name in dict.fromkeys((*base.case.series, *other.case.series)):
        given = [side.case.series.get(name) for side in (base, other)]
        if given[0] is None or given[1] is None or not np.array_equal(given[0], given[1]):
            yield Change(f"series.{name}", told(base, name), told(other, name), 0.0)


def _schemes(base: Side, other: Side) -> Iterator[Change]:
    """Leaves of schemes that differ."""
    first, second = (dict(_flat(side.case.resolved_schemes, "schemes")) for side in (base, other))
    for key in dict.fromkeys((*first, *second)):
        if first.get(key) != second.get(key):
            yield Change(key, first.get(key, ""), second.get(key, ""), 0.0)


class _Weigher:
    """Money that hangs on things of two runs. [currency]"""

    def __init__(self, base: Side, other: Side) -> None:
        self._sides = base, other

    def weight(self, change: Change) -> float:
        """Money that hangs on an input times the share by which it differs."""
        return max(self._money(change.key)) * _apart(change.base, change.other)

    def _money(self, key: str) -> list[float]:
        section, _, rest = key.partition(".")
        name = rest.partition(".")[0]
        if section == "production":
            return self._all
        if section == "series":
            return [sum(money.get(thing, 0.0) for thing in self._using[name]) for money in self._by_thing]
        if section == "demands":
            return [whole * share.get(name, 0.0) for whole, share in zip(self._all, self._shares, strict=True)]
        part = rest.split(".")[2:3] if ".components." in key else []
        return [money.get(".".join((name, *part)), 0.0) for money in self._by_thing]

    @cached_property
    def _all(self) -> list[float]:
        """Operating cost over the horizon."""
        return [
            side.over_horizon({year: abs(operating(side.records[year])) for year in side.blocks.years})
            for side in self._sides
        ]

    @cached_property
    def _by_thing(self) -> list[dict[str, float]]:
        """Operating cost over the horizon and capital, by thing; of a bill also by component, `<grid>.<component>`."""
        found = []
        for side in self._sides:
            money: dict[str, float] = {name: sum(years.values()) for name, years in side.invested.items()}
            for year in side.blocks.years:
                span = len(side.blocks.block(year))
                for line, value in side.records[year]["cost"].items():
                    item = line.partition(".")[2]
                    for name in {item, side.owner(item)}:
                        money[name] = money.get(name, 0.0) + span * abs(value)
            found.append(money)
        return found

    @cached_property
    def _shares(self) -> list[dict[str, float]]:
        """Share of each demand in all demand for energy. [1]"""
        found = []
        for side in self._sides:
            year = side.case.horizon.base_year
            energy = {thing.name: float(thing.parameters.annual.at(year)) for thing in side.case.of("demand")}
            whole = sum(energy.values()) or 1.0
            found.append({name: value / whole for name, value in energy.items()})
        return found

    @cached_property
    def _using(self) -> _Users:
        return _Users(self._sides)


class _Users(dict[str, set[str]]):
    """Things that name a series, found when first asked for."""

    def __init__(self, sides: tuple[Side, Side]) -> None:
        super().__init__()
        self._sides = sides

    def __missing__(self, series: str) -> set[str]:
        found = {
            key.split(".")[1]
            for side in self._sides
            for key, text in _flat(side.case.resolved, "")
            if text == series and key.count(".") > 1
        }
        self[series] = found
        return found


def _apart(base: str, other: str) -> float:
    """Share by which two values differ, by the mean of their numbers; 1 where they are not numbers."""
    first, second = (_mean(text) for text in (base, other))
    if first is None or second is None:
        return 1.0
    largest = max(abs(first), abs(second))
    return abs(first - second) / largest if largest and first != second else 1.0 if base != other else 0.0


def _mean(text: str) -> float | None:
    """Mean of the numbers of a value; years before a colon are none."""
    numbers = [float(found) for found in NUMBER.findall(re.sub(r"[12]\d{3}\s*:", "", text))]
    return sum(numbers) / len(numbers) if numbers else None
