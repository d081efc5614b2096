"""What to change when a design fails in the full year: worst days join the typical ones, limits get room to spare."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..models.accounts import Slack
from .assemble import Operation, Pathway
from .full_year import FullYear
from .matrix import Problem

MARGIN = 2.0


@dataclass(frozen=True)
class Repair:
    """Changes to the typical-day problem so far.

    Attributes
    ----------
    days : tuple of int
        Calendar days added because energy was missing on them.
    room : tuple of (int, float)
        Slack columns and how far below their limit the statement is kept.
    opened : frozenset of int
        Columns of outcomes that turned out otherwise than expected.
    """

    days: tuple[int, ...] = ()
    room: tuple[tuple[int, float], ...] = ()
    opened: frozenset[int] = frozenset()

    def apply(self, problem: Problem) -> Problem:
        """The problem with the room to spare that full years have shown to be needed."""
        high = problem.row_high.copy()
        for column, amount in self.room:
            # The overstep column stands in its statement's row alone.
            row = problem.matrix.indices[problem.matrix.indptr[column]]
            high[row] -= amount
        return replace(problem, row_high=high)

    def merged(self, other: Repair) -> Repair:
        """What two full years have shown, each beside the same: all their days, and the larger room of each."""
        room = dict(self.room)
        for column, amount in other.room:
            room[column] = max(room.get(column, 0.0), amount)
        days = tuple(sorted({*self.days, *other.days}))
        return Repair(days, tuple(sorted(room.items())), self.opened | other.opened)


UNREPAIRED = Repair()


def improve(repair: Repair, pathway: Pathway, operation: Operation, result: FullYear) -> Repair:
    """Learn from a design that failed.

    Parameters
    ----------
    repair : Repair
        Changes so far.
    pathway, operation : Pathway, Operation
        The compiled parts; the operation has all hours.
    result : FullYear
        The failed full-year operation.

    Returns
    -------
    Repair
        With the day of most missing energy of every carrier and year, and more room below every overstepped limit.
    """
    days = set(repair.days)
    for variable in operation.hourly.missing.values():
        columns = operation.compiled.columns(variable)
        for values in result.operation.values():
            missing = values[columns].reshape(-1, 24).sum(axis=1)
            if missing.max() > 1e-6:
                days.add(int(missing.argmax()))
    room = dict(repair.room)
    for slack, amount in result.oversteps:
        if not slack.of_service:
            column = pathway.compiled.of(slack.variable)
            # What the typical days leave below the limit anyway is no room yet.
            room[column] = max(room.get(column, 0.0), result.spare.get(column, 0.0)) + MARGIN * amount
    return replace(repair, days=tuple(sorted(days)), room=tuple(sorted(room.items())))


def surprises(pathway: Pathway, result: FullYear) -> frozenset[int]:
    """Columns of outcomes that turned out otherwise in the full year than was expected.

    Parameters
    ----------
    pathway : Pathway
        The compiled pathway.
    result : FullYear
        A design operated in the full year.

    Returns
    -------
    frozenset of int
        Of those that something was expected of.
    """
    expected = {pathway.compiled.of(each.variable): each.value for each in pathway.yearly.expected}
    return frozenset(
        column for column, value in result.outcomes.items() if abs(expected.get(column, value) - value) > 0.5
    )


def place_of(slack: Slack) -> str:
    """A statement and its year, in one word."""
    return f"{slack.where.key}@{slack.year}"


def learnt(repair: Repair, pathway: Pathway) -> dict[str, Any]:
    """A repair as plain values, by which another pathway of the same case can be chosen likewise.

    Returns
    -------
    dict
        ``extra`` calendar days, ``room`` below statements by ``key@year``, and names of ``opened`` columns.
    """
    places = {pathway.compiled.of(slack.variable): place_of(slack) for slack in pathway.yearly.slacks}
    room = {places[column]: amount for column, amount in repair.room}
    opened = sorted(pathway.columns[column] for column in repair.opened)
    return {"extra": list(repair.days), "room": room, "opened": opened}


def describe(result: FullYear) -> str:
    """What failed, in the words of the case."""
    return "; ".join(
        f"{slack.where.key} in {slack.year} by {amount:.4g} {slack.unit}" for slack, amount in result.oversteps
    )
