"""What one plan decides otherwise than another: built or not, earlier or later, larger or smaller.

Things are compared by their name, so both runs have to be of one factory. The year is that in which service begins for
the first time; the size is the largest that is on line or contracted in any year, of what is bought by the year the
mean over all years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..run.roadmap import BUILT, DUST, PURCHASES, Action, decisions
from .side import MILLION, Side

LASTING = ("adopt", "build", "contract", "retire")
Part = tuple[str, str]
"""A part of a thing and the unit of its size, such as `energy` in MWh of a store."""


@dataclass(frozen=True)
class Decision:
    """What a plan decides of one thing. Capital in the case's currency, undiscounted, replacements included."""

    action: str
    what: str
    year: int
    sizes: dict[Part, float]
    capex: float


@dataclass(frozen=True)
class Difference:
    """A thing on which two plans decide otherwise; None for the one that leaves it.

    Attributes
    ----------
    years : int
        Years by which the other plan is later; below zero it is earlier.
    sized : tuple of Part
        Parts that differ in size by more than the tolerance.
    """

    action: str
    what: str
    base: Decision | None
    other: Decision | None
    years: int = 0
    sized: tuple[Part, ...] = ()

    @property
    def weight(self) -> float:
        """Capital that hangs on it. [currency]"""
        capital = [decision.capex for decision in (self.base, self.other) if decision is not None]
        if len(capital) == 1 or self.years:
            return max(capital)
        return abs(capital[0] - capital[1])


def decided(side: Side) -> dict[tuple[str, str], Decision]:
    """Decisions of a plan by action and thing; the dust of the solver is left out."""
    steps: dict[tuple[str, str], list[Action]] = {}
    for action in decisions(side.case, side.run.solution):
        if action.action in LASTING and action.size >= DUST:
            steps.setdefault((action.action, side.owner(action.what)), []).append(action)
    return {
        (action, what): Decision(
            action=action,
            what=what,
            year=min(step.year for step in found),
            sizes={} if action == "adopt" else dict(_sizes(side, found)),
            capex=sum(step.capex for step in found) * MILLION,
        )
        for (action, what), found in steps.items()
    }


def differences(base: Side, other: Side, tolerance: float) -> tuple[Difference, ...]:
    """What the other plan decides otherwise than the base, the most capital first.

    Parameters
    ----------
    base, other : Side
        Two runs of one factory.
    tolerance : float
        Sizes that differ by no more than this share of the larger one count as equal. [1]
    """
    before, after = decided(base), decided(other)
    found = [_difference(key, before.get(key), after.get(key), tolerance) for key in dict.fromkeys((*before, *after))]
    return tuple(sorted((each for each in found if each is not None), key=lambda each: -each.weight))


def _difference(
    key: tuple[str, str], base: Decision | None, other: Decision | None, tolerance: float
) -> Difference | None:
    if base is None or other is None:
        return Difference(*key, base, other)
    years = other.year - base.year
    sized = tuple(
        part
        for part in dict.fromkeys((*base.sizes, *other.sizes))
        if _apart(base.sizes.get(part, 0.0), other.sizes.get(part, 0.0), tolerance)
    )
    return Difference(*key, base, other, years, sized) if years or sized else None


def _apart(first: float, second: float, tolerance: float) -> bool:
    return abs(first - second) > max(tolerance * max(abs(first), abs(second)), DUST)


def _sizes(side: Side, steps: list[Action]) -> Iterator[tuple[Part, float]]:
    """Size of each part of a thing."""
    for what in dict.fromkeys(step.what for step in steps):
        unit = next(step.unit for step in steps if step.what == what)
        part = what.removeprefix(side.owner(what)).removeprefix(".")
        yield (part, unit), _size(side, what, [step for step in steps if step.what == what])


def _size(side: Side, what: str, steps: list[Action]) -> float:
    if side.kind(what) in PURCHASES:
        bought = dict.fromkeys(side.blocks.years, 0.0) | {step.year: step.size for step in steps}
        return side.over_horizon(bought) / len(side.blocks.calendar)
    of = "capacity" if steps[0].action == "build" else "contracts"
    if steps[0].action != "retire":
        largest = max(float(record[of].get(what, 0.0)) for record in side.summary["years"])
        if largest > BUILT:
            return largest
    return sum(step.size for step in steps)
