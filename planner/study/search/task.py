"""What a search asks of a worker, as plain values: apart from the solver, so that asking loads none.

The problem is laid out once; plans are then chosen from it, each at a value of a number or at a level of what stands
against the cost; and those that matter are operated in all hours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Final

from ...solve.aims import Aim, Objective
from ...solve.repair import UNREPAIRED, Repair

TASK: Final = "task"


@dataclass(frozen=True)
class Goal:
    """What plans are for; the part of `planner.solve.aims.Aim` that searches use.

    Attributes
    ----------
    level : float or None
        Loosest level of what stands against the cost; None where that alone is driven as far as it goes. [points; t]
    favour : float
        What a point more or a tonne less is worth beside the cost. [million per point; million/t]
    """

    objective: Objective = "cost"
    level: float | None = None
    favour: float = 0.0

    @property
    def aim(self) -> Aim:
        """The same for the solver."""
        return Aim(self.objective, level=self.level, favour=self.favour)


CHEAPEST = Goal()


@dataclass(frozen=True)
class Lay:
    """Lay the problem out: operate the base year, and compare the problems at both ends of a range and half-way.

    Attributes
    ----------
    changes : tuple of str
        Of the case at the lower end, half-way and at the upper end; none for a case of which nothing varies.
    """

    kind: ClassVar = "lay"
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choose:
    """Choose the cheapest plan.

    Attributes
    ----------
    share : float
        Where the value lies between the ends of the range. [1]
    held : tuple of (int, float, float)
        Columns of decisions and the bounds within which they are held.
    tighter : float
        By how much the level is drawn tighter than that of the goal. [points; t]
    """

    kind: ClassVar = "choose"
    share: float = 0.5
    goal: Goal = CHEAPEST
    held: tuple[tuple[int, float, float], ...] = ()
    tighter: float = 0.0
    repair: Repair = UNREPAIRED


@dataclass(frozen=True)
class Operate:
    """Operate a plan in all hours.

    Attributes
    ----------
    plan : str
        Key of the run that chose it.
    change : str
        Of the case at its value; empty for none.
    """

    kind: ClassVar = "operate"
    plan: str
    change: str = ""
    goal: Goal = CHEAPEST
    tighter: float = 0.0
    repair: Repair = UNREPAIRED


Task = Lay | Choose | Operate
KINDS: Final[Mapping[str, type[Task]]] = {each.kind: each for each in (Lay, Choose, Operate)}


def told(task: Task) -> dict[str, Any]:
    """A task as JSON tells it."""
    said = {"kind": task.kind, **asdict(task)}
    if "repair" in said:
        said["repair"] = repair_told(task.repair)  # type: ignore[union-attr]
    return said


def task_of(said: Mapping[str, Any]) -> Task:
    """A task as `told`."""
    fields = {name: value for name, value in said.items() if name != "kind"}
    if "goal" in fields:
        fields["goal"] = Goal(**fields["goal"])
    if "repair" in fields:
        fields["repair"] = repair_of(fields["repair"])
    if "held" in fields:
        fields["held"] = tuple((int(column), low, high) for column, low, high in fields["held"])
    if "changes" in fields:
        fields["changes"] = tuple(fields["changes"])
    return KINDS[said["kind"]](**fields)


def repair_told(repair: Repair) -> dict[str, Any]:
    """A repair as JSON tells it."""
    return {"days": list(repair.days), "room": [list(each) for each in repair.room], "opened": sorted(repair.opened)}


def repair_of(said: Mapping[str, Any]) -> Repair:
    """A repair as `repair_told`."""
    room = tuple((int(column), float(amount)) for column, amount in said["room"])
    return Repair(tuple(said["days"]), room, frozenset(said["opened"]))


def task_key(content: Sequence[str] | str, task: Task) -> str:
    """Hash of a task and of what it depends on: contents of the cases of a layout, or the key of the layout."""
    text = json.dumps([content, told(task)], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
