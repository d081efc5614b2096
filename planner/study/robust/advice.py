"""What to do now, what to wait with, and until what is known: the plan for all futures set beside their own plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .measures import Measure, by_name, measures
from .study import Found

Kind = Literal["now", "now_unlike", "wait", "later", "depends", "leave"]


@dataclass(frozen=True)
class Advice:
    """One thing to do or not to do.

    Attributes
    ----------
    kind : str
        now: done at the same time in every future; now_unlike: begun before it is known which future it is, though not
        every future would by itself; later: done in every future, each in its year; wait: done in some futures once
        they are known; depends: some futures would by themselves, the plan for all does not; leave: no future would.
    measure : Measure
        In the plan for all futures.
    alone : Measure
        In the futures' own plans.
    """

    kind: Kind
    measure: Measure
    alone: Measure


def advise(found: Found, goal: str = "expected") -> tuple[Advice, ...]:
    """Advice on everything that can be done, what is to be done first coming first.

    Parameters
    ----------
    found : Found
        A robust study.
    goal : str
        Plan for all futures that is advised.

    Returns
    -------
    tuple of Advice
        Empty where that plan does not hold in every future.
    """
    names = found.futures.names
    if not all(found.holds(goal, name) for name in names):
        return ()
    together = by_name({name: found.outcomes[goal, name].decisions for name in names}, found.futures)
    alone = {(each.action, each.what): each for each in measures(found)}
    given = [
        Advice(_kind(each, alone[each.action, each.what]), each, alone[each.action, each.what])
        for each in together
        if (each.action, each.what) in alone and not each.what.endswith(".power")
    ]
    order = {"now": 0, "now_unlike": 1, "later": 2, "wait": 3, "depends": 4, "leave": 5}
    given.sort(key=lambda one: (order[one.kind], min(one.measure.first.values(), default=9999), one.measure.what))
    return tuple(given)


def _kind(together: Measure, alone: Measure) -> Kind:
    verdict, years = together.verdict, set(together.first.values())
    if verdict == "always" and len(years) == 1:
        same = alone.verdict == "always" and set(alone.first.values()) == years
        return "now" if same else "now_unlike"
    if verdict == "always":
        return "later"
    if verdict == "never":
        return "leave" if alone.verdict == "never" else "depends"
    return "wait"
