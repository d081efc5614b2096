"""What the best plans of the futures have in common: what is always done, usually, seldom, never, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ...solve.held import Held
from .decisions import DUST
from .futures import Futures
from .study import Found

Verdict = Literal["always", "usually", "seldom", "never"]

ACTIONS = {"adopted": "adopt", "built": "build", "retired": "retire", "signed": "contract"}
UNITS = {"adopted": "1", "built": "MW", "retired": "MW", "signed": "MW"}
HANDLING = ("route", "capture")


@dataclass(frozen=True)
class Step:
    """Something done in a year: so much is added. [MW; MWh; t/h; 1]"""

    year: int
    size: float
    unit: str


@dataclass(frozen=True)
class Measure:
    """Something that can be done, and in which futures' own best plans it is.

    Attributes
    ----------
    steps : mapping of str to tuple of Step
        By future, of those that have a plan and could do it.
    share : float
        How likely the futures are in which it is done, of those. [1]
    """

    action: str
    what: str
    steps: Mapping[str, tuple[Step, ...]]
    share: float

    @property
    def verdict(self) -> Verdict:
        """Always, usually (in at least half of what may come), seldom or never."""
        done = [bool(steps) for steps in self.steps.values()]
        if all(done):
            return "always"
        if not any(done):
            return "never"
        return "usually" if self.share >= 0.5 else "seldom"

    @property
    def first(self) -> dict[str, int]:
        """Year of the first step, of the futures in which it is done."""
        return {future: steps[0].year for future, steps in self.steps.items() if steps}


def measures(found: Found) -> tuple[Measure, ...]:
    """Everything that any future could do, by action and name.

    Parameters
    ----------
    found : Found
        A robust study.

    Returns
    -------
    tuple of Measure
        By the plans that the futures have by themselves.
    """
    futures = found.futures
    plans = {
        name: found.outcomes[name, name].decisions
        for name in futures.names
        if found.outcomes[name, name].failure is None
    }
    return by_name(plans, futures)


def by_name(plans: Mapping[str, Sequence[Held]], futures: Futures) -> tuple[Measure, ...]:
    """The same of any plans, one a future."""
    chances = dict(zip(futures.names, futures.chances, strict=True))
    steps = {name: _steps(decisions, futures) for name, decisions in plans.items()}
    keys = sorted({key for done in steps.values() for key in done})
    found = []
    for action, what in keys:
        by = {name: done[action, what] for name, done in steps.items() if (action, what) in done}
        share = sum(chances[name] for name, each in by.items() if each) / sum(chances[name] for name in by)
        found.append(Measure(action, what, by, share))
    return tuple(found)


def _steps(decisions: Iterable[Held], futures: Futures) -> dict[tuple[str, str], tuple[Step, ...]]:
    """Steps by action and name; what is never done has none."""
    handling = {thing.name for case in futures.cases for thing in case.things if thing.kind in HANDLING}
    found: dict[tuple[str, str], list[Step]] = {}
    for each in sorted(decisions, key=lambda one: (one.quantity, one.name, one.year)):
        steps = found.setdefault((ACTIONS[each.quantity], each.name), [])
        # What has retired is counted up to the year.
        before = sum(step.size for step in steps) if each.quantity == "retired" else 0.0
        if each.size - before >= DUST:
            steps.append(Step(each.year, each.size - before, _unit(each, handling)))
    return {key: tuple(steps) for key, steps in found.items()}


def _unit(each: Held, handling: set[str]) -> str:
    if each.quantity == "built" and each.name in handling:
        return "t/h"
    return "MWh" if each.quantity == "built" and each.name.endswith(".energy") else UNITS[each.quantity]
