"""What the next points of a score would cost: the plan chosen again with more asked for, on the same typical days."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from ..models.accounts import Slack
from .choose import Choice, Chooser
from .full_year import oversteps
from .highs import Status
from .repair import Repair
from .split import Split

# How many further points are priced.
FURTHER = 5

# How long a plan is looked for that has them. [s]
PATIENCE = 120.0

Found = Literal["priced", "out_of_reach", "not_found"]


@dataclass(frozen=True)
class NextPoints:
    """A statement on points, asked for more than the case does.

    Attributes
    ----------
    statement : str
        Key of the statement in the case.
    year : int
        Milestone year whose data are evaluated.
    more : int
        Points more than the case asks for.
    found : str
        Whether a plan with as many points was found, there is none, or none was found in the time that is given.
    cost : float
        Discounted cost of them; infinite if there is no price. [million]
    uncertainty : float
        By how much the cost may be off, as both plans are proven within a gap only. [million]
    """

    statement: str
    year: int
    more: int
    found: Found
    cost: float
    uncertainty: float


def next_points(
    chooser: Chooser,
    split: Split,
    repair: Repair,
    chosen: Choice,
    year: int,
    report: Callable[[str], None],
    stop: threading.Event,
) -> tuple[NextPoints, ...]:
    """Price one to five more points of every total stated for a year, and one more of every floor.

    Parameters
    ----------
    chooser : Chooser
        As it chose the plan: what it knows of the years stays true where more is asked for.
    split, repair : Split, Repair
        As they were when the plan was chosen.
    chosen : Choice
        The plan.
    year : int
        Milestone year whose data are evaluated.
    report : callable
        Told what is being priced.
    stop : threading.Event
        Ends the search.

    Returns
    -------
    tuple of NextPoints
        Totals first. On typical days; nothing of it is operated in the full year.
    """
    stated = [slack for slack in chooser.pathway.yearly.slacks if slack.year == year and slack.unit == "points"]
    totals = [slack for slack in stated if slack.where.key.endswith(".score")]
    floors = [slack for slack in stated if ".floors." in slack.where.key]
    asked = [(slack, more) for slack in totals for more in range(1, FURTHER + 1)] + [(slack, 1) for slack in floors]
    found: list[NextPoints] = []
    for slack, more in asked:
        if stop.is_set():
            break
        fewer_have_no_price = found and found[-1].statement == slack.where.key and found[-1].found != "priced"
        if fewer_have_no_price:
            continue
        report(f"{slack.where.key} in {year}: {more} more")
        found.append(_priced(chooser, split, repair, chosen, slack, more, stop))
    return tuple(found)


def _priced(
    chooser: Chooser, split: Split, repair: Repair, chosen: Choice, slack: Slack, more: int, stop: threading.Event
) -> NextPoints:
    column = chooser.pathway.compiled.of(slack.variable)
    room = dict(repair.room)
    room[column] = room.get(column, 0.0) + more
    asked = replace(repair, room=tuple(sorted(room.items())))
    choice = chooser.choose(split, asked, lambda cost, bound: None, stop, PATIENCE)
    if oversteps(split, chooser.pathway, choice.values):
        decided = choice.outcome.status is Status.OPTIMAL
        return NextPoints(slack.where.key, slack.year, more, "out_of_reach" if decided else "not_found", math.inf, 0.0)
    cost = choice.outcome.objective - chosen.outcome.objective
    off = sum(each.outcome.objective - each.outcome.bound for each in (choice, chosen))
    return NextPoints(slack.where.key, slack.year, more, "priced", cost, max(off, 0.0))
