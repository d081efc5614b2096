"""Answers the questions of a search one after the other; what one teaches serves the next."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...case.value import Case
from ...errors import SolverError
from ...solve.aims import LEVEL, SEVERE, Aim
from ...solve.assemble import Operation, Pathway, build_pathway
from ...solve.decided import Decisions, decisions_of
from ...solve.family import Family, Member, family
from ...solve.highs import Settings
from ...solve.objective import discounted_cost
from ...solve.repair import UNREPAIRED, Repair
from ...solve.solution import evaluate
from ...solve.split import split_pathway
from ..ground import Ground, grounds, whole_year
from ..proving import MILLION, Years, measure
from .answers import Layout, Operated, Planned
from .task import Choose, Goal, Operate

NOTHING = np.zeros(0)


class Desk:
    """What a process keeps of a search.

    Parameters
    ----------
    ground : Ground
        The case, half-way where a range varies.
    days : int
        Typical days.
    settings : Settings
        Gap, limits, threads.
    layout : Layout, optional
        What was found when the problem was laid out; None where nothing varies.
    """

    def __init__(self, ground: Ground, days: int, settings: Settings, layout: Layout | None = None) -> None:
        self._ground, self._days, self._settings, self._layout = ground, days, settings, layout
        self._operation: Operation | None = None
        self._posed: tuple[Goal, Family, Years | None] | None = None

    def choose(self, asked: Choose) -> Planned:
        """Choose a plan.

        Raises
        ------
        InfeasibleError, StoppedError
            As of `planner.solve.family.Family.choose`.
        """
        put, aim = self._family(asked.goal), asked.goal.aim
        held = {column: (low, high) for column, low, high in asked.held}
        member = put.choose(asked.share, held, asked.repair, level_of(put.pathway, asked.tighter))
        reached = None if aim.objective == "cost" else measure(put, Aim(aim.objective), member)
        return Planned(member, reached)

    def operate(self, asked: Operate, member: Member, case: Case) -> Operated:
        """Operate a plan in all hours.

        Parameters
        ----------
        asked : Operate
            What was asked for.
        member : Member
            The plan.
        case : Case
            The case at its value.

        Raises
        ------
        AuditError
            If the independent recalculation does not confirm the plan.
        SolverError
            If the solver fails.
        """
        put, aim = self._family(asked.goal), asked.goal.aim
        years = self._years(put, asked.goal)
        result = years.operate(member, level_of(put.pathway, asked.tighter))
        # A full year may miss a level by a little; what it reaches is told.
        kept = tuple(each for each in result.oversteps if not each[0].where.key.endswith(f".{LEVEL}"))
        result = replace(result, oversteps=kept)
        repair, reason = years.lesson(member, result, asked.repair)
        if reason:
            return Operated(None, None, reason, repair)
        figures = years.figures(case, member, result)
        score = None
        if aim.objective != "cost":
            # What is favoured, and what missing the level was charged, are no part of what is paid.
            figures = replace(figures, cost=evaluate(discounted_cost(put.pathway.yearly)) * MILLION)
        if aim.objective == "score":
            score = measure(put, Aim("score"), replace(member, values=result.values))
        return Operated(figures, score, "", asked.repair)

    def _family(self, goal: Goal) -> Family:
        """The problem with a goal; that of the goal asked for last is kept."""
        if self._posed is None or self._posed[0] != goal:
            pathway = build_pathway(self._ground.site, self._ground.base, goal.aim)
            put = Family.alone(pathway, self._days, self._settings)
            if self._layout is not None and self._layout.slope.size:
                if columns_of(pathway) != self._layout.columns:
                    raise SolverError("the columns of the problem stand in another order than where it was laid out")
                put = Family(pathway, self._layout.slope, self._layout.offset, self._days, self._settings)
            if goal.aim.is_search:
                put.split = split_pathway(pathway, SEVERE)
            self._posed = (goal, put, None)
        return self._posed[1]

    def _years(self, put: Family, goal: Goal) -> Years:
        if self._posed is None or self._posed[2] is None:
            if self._operation is None:
                self._operation = whole_year(self._ground.site)
            self._posed = (goal, put, Years(put, self._ground, self._operation, goal.objective))
        years = self._posed[2]
        assert years is not None, "they have just been made"
        return years


def level_of(pathway: Pathway, amount: float) -> Repair:
    """The level of a goal drawn tighter by an amount. [points; t]"""
    if amount <= 0.0:
        return UNREPAIRED
    slack = next(each for each in pathway.yearly.slacks if each.where.key.endswith(f".{LEVEL}"))
    return Repair(room=((pathway.compiled.of(slack.variable), amount),))


def lay(cases: Sequence[Case], content: str, days: int, settings: Settings) -> Layout:
    """Lay a problem out.

    Parameters
    ----------
    cases : sequence of Case
        At the lower end, half-way and at the upper end; or the case alone.
    content : str
        Hash of the one half-way.
    days : int
        Typical days.
    settings : Settings
        Threads.

    Returns
    -------
    Layout
        With why nothing can be proven, where the range enters more than the objective.

    Raises
    ------
    InfeasibleError
        If the equipment that stands cannot serve the base year.
    """
    found = grounds(cases, settings)
    middle = found[len(found) // 2]
    bare = Layout("", content, "", middle.base, NOTHING, 0.0, Decisions((), (), ()), middle.base_year)
    if len(found) == 1:
        return bare
    low, _, high = found
    put = family((low.site, middle.site, high.site), (low.base, middle.base, high.base), days, settings)
    if isinstance(put, str):
        return replace(bare, refusal=put)
    names, decisions = columns_of(put.pathway), decisions_of(put.pathway)
    return replace(bare, columns=names, slope=put.slope, offset=put.offset, decisions=decisions)


def columns_of(pathway: Pathway) -> str:
    """Hash of the names of a pathway's columns, in order."""
    return hashlib.sha256("\n".join(pathway.columns).encode()).hexdigest()
