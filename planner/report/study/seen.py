"""What the page of a study is written from, and along which key its charts run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...case.value import Case
from ...study.values import short
from ..page.amounts import Amounts, Scale
from ..page.words import Words
from .keys import said_on_chart, spoken, with_unit

if TYPE_CHECKING:
    from ...study.outcome import Outcome
    from ...study.sweep import Sweep


POINTS = Scale(1.0, "", 1)


@dataclass(frozen=True)
class Seen:
    """A study that has ended, and how it is spoken of."""

    case: Case
    sweep: Sweep
    found: tuple[Outcome, ...]
    words: Words
    amounts: Amounts

    @cached_property
    def solved(self) -> tuple[Outcome, ...]:
        """Points that have a run."""
        return tuple(each for each in self.found if each.failure is None)

    @property
    def money(self) -> Scale:
        """Scale of the costs."""
        return self.amounts.money(max((abs(each.cost or 0.0) for each in self.solved), default=0.0))

    @property
    def carbon(self) -> Scale:
        """Scale of the CO2."""
        return self.amounts.co2(max((abs(each.co2 or 0.0) for each in self.solved), default=0.0))

    @property
    def outputs(self) -> list[str]:
        """Outputs that every run has."""
        from ...study.outputs import OUTPUTS, output_of

        return [name for name in OUTPUTS if all(output_of(each, name) is not None for each in self.solved)]

    def scale(self, output: str, largest: float) -> Scale:
        """Scale of amounts of an output of `planner.study.outputs`, the largest of which is given."""
        if output == "score":
            return POINTS
        return self.amounts.money(largest) if output == "cost" else self.amounts.co2(largest)

    def axis(self, key: str) -> str:
        """A key with the unit of its values, for an axis on which these stand as numbers."""
        prefix, unit = self._given(key)
        unit = unit or ("" if prefix else self._bare(key))
        return said_on_chart(self.words, key, self.words("study.factor") if prefix else unit)

    def column(self, key: str) -> str:
        """A key with the unit in which its values are meant, for a column in which these stand as they were given."""
        prefix, unit = self._given(key)
        return with_unit(self.words, key, "" if prefix or unit else self._bare(key))

    def _given(self, key: str) -> tuple[str, str]:
        """Prefix and unit of the values of a key; empty where the first is no number."""
        from ...study.grid import NUMBER

        match = NUMBER.fullmatch(self.found[0].values[key])
        return ("", "") if match is None else (match.group(1), match.group(3))

    def _bare(self, key: str) -> str:
        """Unit in which the case means a number at a key."""
        from ...study.values import unit_in

        return unit_in(self.case, key)

    @cached_property
    def along(self) -> str:
        """The key along which charts run: that with the most values."""
        counts = {key: len({each.values[key] for each in self.found}) for key in self.sweep.keys}
        return max(reversed(self.sweep.keys), key=lambda key: counts[key])

    def lines(self) -> dict[str, list[Outcome]]:
        """Solved points by what they have in common beside the key of the charts, in the order of the study."""
        found: dict[str, list[Outcome]] = {}
        for each in self.solved:
            rest = [self._said(key, value) for key, value in each.values.items() if key != self.along]
            found.setdefault(", ".join(rest), []).append(each)
        return found

    def name(self, each: Outcome) -> str:
        """What tells a point from the others: its values, with their keys where not all points have the same."""
        values = each.values
        if self.is_grid:
            return ", ".join(map(short, values.values()))
        return ", ".join(self._said(key, value) for key, value in values.items()) or self.words("study.base")

    def _said(self, key: str, value: str) -> str:
        return f"{spoken(self.words, key)} {short(value)}"

    @property
    def is_grid(self) -> bool:
        """Whether every point has a value of every key."""
        return all(set(each.values) == set(self.sweep.keys) for each in self.found)


def places(values: Sequence[str]) -> list[float] | None:
    """Values as numbers on an axis, their unit or prefix left out; None where one is no number or units differ.

    Examples
    --------
    >>> places(["0 CNY/t", "20 CNY/t"]), places(["x0.5", "x1"]), places(["5%", "off"]), places(["1 kW", "1 MW"])
    ([0.0, 20.0], [0.5, 1.0], None, None)
    """
    from ...study.grid import NUMBER

    matches = [NUMBER.fullmatch(value) for value in values]
    parts = [match.groups() for match in matches if match is not None]
    if len(parts) < len(values) or len({(prefix, unit) for prefix, _, unit in parts}) > 1:
        return None
    return [float(number) for _, number, _ in parts]
