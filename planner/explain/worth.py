"""What each lever of a plan is worth, what each that it leaves would cost, and what its statements cost.

All money is discounted and in million; every difference is an interval, as both plans are proven within a gap only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..solve.found import Found, Statement
from .asking import Asker
from .breakeven import BreakEven, Search
from .interval import Cost, Interval, extra
from .levers import Lever, counting

PARTS = frozenset(["chosen", "rejected", "binding", "macc"])
"""Parts of an explanation."""

# A statement binds if no more than this share of its scale is left below it. [1]
BINDS = 1e-6

# Share of its scale by which a statement is relaxed to see what it costs. [1]
STEP = 0.01
STEPS = {"points": 1.0, "million": 1.0, "level": 1.0}
"""Units whose statements are relaxed by one."""


@dataclass(frozen=True)
class Chosen:
    """A lever that the plan pulls.

    Attributes
    ----------
    year : int
        First milestone year in which it serves.
    size, spent : float
        How large in all, and what its price makes of the cost: capital less what is left at the end, or what is paid.
    without : Interval or None
        What doing without it costs more, everything else chosen anew: so much it earns. None where the plan then
        oversteps statements, which `needed_for` names.
    least : float
        What keeping everything without it costs more at least, as proven, where `without` is None. [million]
    delayed : Interval or None
        What it costs more if it begins with the next milestone year `until` at the earliest; None if there is none.
    dropped : bool
        Whether the plan that may have it later only does without it.
    """

    lever: Lever
    year: int
    size: float
    spent: float
    without: Interval | None
    needed_for: tuple[str, ...]
    least: float
    delayed: Interval | None
    until: int | None
    late_for: tuple[str, ...]
    dropped: bool


@dataclass(frozen=True)
class Rejected:
    """A lever that the plan leaves.

    Attributes
    ----------
    forced : Interval or None
        What having it would cost more: a yes/no lever at its best, another at the size at which it first pays.
    size : float
        That size.
    breakeven : BreakEven or None
        Where it would first be chosen; None if not even at the lowest share of its price that was tried.
    against : tuple of str
        Statements that cannot be kept with it.
    least : float
        What keeping everything with it costs more at least, as proven, where `forced` is None. [million]
    counted : tuple of str
        Statements that go on counting its whole investment, whatever it is then priced at.
    """

    lever: Lever
    forced: Interval | None
    size: float
    breakeven: BreakEven | None
    against: tuple[str, ...]
    least: float
    counted: tuple[str, ...]


@dataclass(frozen=True)
class Binding:
    """A statement that the plan just keeps.

    Attributes
    ----------
    price : float
        What one unit more of room saves, whole numbers held: exact for small amounts. [million per unit]
    step : float
        By how much it was relaxed. [unit]
    saves : Interval or None
        What that saves with everything chosen anew.
    """

    statement: Statement
    price: float
    step: float
    saves: Interval | None

    @property
    def is_budget(self) -> bool:
        """Whether it limits capital."""
        return self.statement.unit == "million"


@dataclass(frozen=True)
class Worth:
    """All of it, for one plan; `loose` counts the statements that do not bind, if that was asked."""

    plan: Found
    cost: Cost
    chosen: tuple[Chosen, ...]
    rejected: tuple[Rejected, ...]
    binding: tuple[Binding, ...]
    loose: int | None


def find_worth(
    asker: Asker, every: Sequence[Lever], base: Mapping[str, Any], only: frozenset[str], parts: frozenset[str] = PARTS
) -> Worth:
    """Ask what everything is worth.

    Parameters
    ----------
    asker : Asker
        Asks the questions.
    every : sequence of Lever
        Levers of the case.
    base : mapping
        The runner's answer about the plan as it is.
    only : frozenset of str
        Keys of the levers that are asked about; all if empty.
    parts : frozenset of str
        What is asked about: chosen, rejected, binding.

    Returns
    -------
    Worth
        What did not fail; failures are the asker's.
    """
    plan = Found(**base["plan"])
    asked = [lever for lever in every if not only or lever.key in only]
    chosen = [lever for lever in asked if lever.key in plan.decided and "chosen" in parts]
    rejected = [lever for lever in asked if lever.key not in plan.decided and base["years"].get(lever.key)]
    rejected = rejected if "rejected" in parts else []
    statements = [Statement(**each) for each in base["statements"]]
    tight = [each for each in statements if plan.room[each.place] <= BINDS * each.scale]
    binding = tight if "binding" in parts else []
    steps = {each.place: STEPS.get(each.unit, STEP * each.scale) for each in binding}
    changes: list[tuple[str, Mapping[str, Any]]] = []
    for lever in chosen:
        years, first = base["years"][lever.key], plan.first[lever.key]
        changes.append((f"without {lever.name}", {"barred": {lever.key: years}}))
        changes.append((f"{lever.name} later", {"barred": {lever.key: [year for year in years if year <= first]}}))
    yes_or_no = [lever for lever in rejected if base["decided"][lever.key]]
    changes.extend((f"with {lever.name}", {"forced": {lever.key: 0.0}}) for lever in yes_or_no)
    changes.extend(
        (f"more room for {each.key} in {each.year}", {"relaxed": {each.place: steps[each.place]}}) for each in binding
    )
    found = asker.plans(changes)
    # A plan found under a narrower choice is one of the wider choice, too.
    narrower = found[: 2 * len(chosen) + len(yes_or_no)]
    cheapest = min([plan.cost, *(each.cost for each in narrower if each is not None and each.keeps)])
    cost = Cost(cheapest, min(plan.bound, cheapest))
    pairs = zip(found[: 2 * len(chosen) : 2], found[1 : 2 * len(chosen) : 2], strict=True)
    worths = tuple(
        _chosen(lever, plan, cost, without, delayed, base["years"][lever.key])
        for lever, (without, delayed) in zip(chosen, pairs, strict=True)
    )
    forced = dict(zip([lever.key for lever in yes_or_no], found[2 * len(chosen) : len(narrower)], strict=True))
    # What may be signed at no size is not had by signing it.
    forced = {key: each for key, each in forced.items() if each is None or not each.keeps or key in each.decided}
    ends = find_breakevens(asker, rejected, cost, forced)
    relaxed = found[len(narrower) :]
    return Worth(
        plan=plan,
        cost=cost,
        chosen=worths,
        rejected=tuple(
            _rejected(lever, cost, forced, ends[lever.key], counting(asker.case, lever)) for lever in rejected
        ),
        binding=tuple(
            Binding(each, base["prices"].get(each.place, 0.0), steps[each.place], _saved(cost, wider))
            for each, wider in zip(binding, relaxed, strict=True)
        ),
        loose=len(statements) - len(tight) if "binding" in parts else None,
    )


def find_breakevens(
    asker: Asker, rejected: Sequence[Lever], cost: Cost, forced: Mapping[str, Found | None]
) -> dict[str, BreakEven | None]:
    """At which share of its price every lever pays, all searched side by side, from plans that were forced to it."""
    searches = [Search(lever.key, cost, forced.get(lever.key)) for lever in rejected]
    while going := [search for search in searches if search.share is not None]:
        found = asker.plans(
            [
                (f"{search.key} at {search.share:.4g} of its price", {"prices": {search.key: search.share}})
                for search in going
            ]
        )
        for search, plan in zip(going, found, strict=True):
            search.learn(plan)
    return {search.key: search.result for search in searches}


def _chosen(
    lever: Lever, plan: Found, cost: Cost, without: Found | None, delayed: Found | None, years: Sequence[int]
) -> Chosen:
    first = plan.first[lever.key]
    until = next((year for year in years if year > first), None)
    if without is not None and delayed is not None and without.keeps and delayed.keeps:
        # Doing without it is one way of not having it at first.
        delayed = without if without.cost < delayed.cost else delayed
        without = replace(without, bound=max(without.bound, min(delayed.bound, without.cost)))
    return Chosen(
        lever=lever,
        year=first,
        size=plan.size[lever.key],
        spent=plan.spent[lever.key],
        without=_dearer(without, cost),
        needed_for=() if without is None else tuple(without.oversteps),
        least=_at_least(without, cost),
        delayed=None if until is None else _dearer(delayed, cost),
        until=until,
        late_for=() if delayed is None or until is None else tuple(delayed.oversteps),
        dropped=delayed is not None and lever.key not in delayed.decided,
    )


def _rejected(
    lever: Lever, cost: Cost, forced: Mapping[str, Found | None], end: BreakEven | None, counted: tuple[str, ...]
) -> Rejected:
    if lever.key not in forced:
        return Rejected(
            lever, None if end is None else end.extra, 0.0 if end is None else end.size, end, (), 0.0, counted
        )
    found = forced[lever.key]
    size = 0.0 if found is None else found.size.get(lever.key, 0.0)
    against = () if found is None else tuple(found.oversteps)
    return Rejected(lever, _dearer(found, cost), size, end, against, _at_least(found, cost), counted)


def _dearer(found: Found | None, cost: Cost) -> Interval | None:
    """What a narrower choice costs more; None where it keeps not everything."""
    if found is None or not found.keeps:
        return None
    return extra(Cost(found.cost, max(found.bound, cost.bound)), cost)


def _at_least(found: Found | None, cost: Cost) -> float:
    """What keeping everything costs more at least, found a plan or not. [million]"""
    return 0.0 if found is None else max(found.bound - cost.found, 0.0)


def _saved(cost: Cost, wider: Found | None) -> Interval | None:
    if wider is None or not wider.keeps:
        return None
    found = min(wider.cost, cost.found)
    return extra(cost, Cost(found, min(wider.bound, found)))
