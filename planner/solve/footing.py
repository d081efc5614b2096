"""What two plans must share to be compared: typical days, what full years have taught, and the base year."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ..case.value import Case
from ..site import as_it_goes_on, build_site, full_year, in_base_year
from ..site.variants import CONTRACTS
from .assemble import Pathway, build_operation
from .highs import Settings
from .plan import Report, base_accounts, make_plan, operate_base_year
from .repair import Repair, place_of


@dataclass(frozen=True)
class Footing:
    """The footing of a comparison; plain values.

    Attributes
    ----------
    days : int
        Typical days asked for.
    extra : tuple of int
        Calendar days that full years have shown to matter.
    room : mapping of str to float
        Room kept below statements, by ``key@year``. [unit of each]
    opened : tuple of str
        Columns of billing outcomes that are not held as expected.
    base : mapping of str to float
        Accounts of the base year. [unit of each]
    """

    days: int
    extra: tuple[int, ...] = ()
    room: Mapping[str, float] = field(default_factory=dict)
    opened: tuple[str, ...] = ()
    base: Mapping[str, float] = field(default_factory=dict)

    def repair(self, pathway: Pathway, relaxed: Mapping[str, float]) -> Repair:
        """The same for a pathway, with some statements given more room."""
        places = {place_of(slack): pathway.compiled.of(slack.variable) for slack in pathway.yearly.slacks}
        names = {name: column for column, name in enumerate(pathway.columns)}
        room = {place: self.room.get(place, 0.0) - relaxed.get(place, 0.0) for place in {*self.room, *relaxed}}
        columns = {places[place]: amount for place, amount in room.items() if places.get(place, -1) >= 0}
        opened = frozenset(names[name] for name in self.opened if name in names)
        return Repair(self.extra, tuple(sorted(columns.items())), opened)

    def as_dict(self) -> dict[str, Any]:
        """JSON values only."""
        return asdict(self)

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Footing:
        """The footing that `as_dict` has written."""
        return cls(**{**said, "extra": tuple(said["extra"]), "opened": tuple(said["opened"])})


def find_footing(case: Case, days: int, settings: Settings, report: Report) -> Footing:
    """The footing on which a case is planned: it is planned to see what full years teach.

    Parameters
    ----------
    case : Case
        A checked case.
    days : int
        Typical days.
    settings : Settings
        Gap, time limit, threads.
    report : callable
        Told how far it is.

    Returns
    -------
    Footing
        Days, room, base year.

    Raises
    ------
    PlannerError
        As of `operate_base_year` and `make_plan`.
    """
    reference = as_it_goes_on(case)
    base_site = build_site(in_base_year(case))
    traded = any(thing.kind in CONTRACTS for thing in reference.things)
    hours = build_operation(base_site if traded else build_site(reference), full_year())
    base = base_accounts(operate_base_year(base_site, hours, settings))
    site = build_site(case)
    hours = build_operation(site, full_year())
    plan = make_plan(site, hours, base, days, settings, report, threading.Event())
    return footing_of(days, plan.learnt, base)


def footing_of(days: int, learnt: Mapping[str, Any], base: Mapping[str, float]) -> Footing:
    """The footing on which a plan was chosen.

    Parameters
    ----------
    days : int
        Typical days asked for.
    learnt : mapping
        What full years have shown, as of `repair.learnt`.
    base : mapping of str to float
        Accounts of the base year. [unit of each]
    """
    return Footing(days, tuple(learnt["extra"]), learnt["room"], tuple(learnt["opened"]), base)
