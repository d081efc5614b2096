"""When the statements of a case contradict each other: which, by how much, and the nearest plan that can be had."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..models.accounts import Slack
from .assemble import Pathway
from .highs import Outcome, Settings, solve
from .matrix import Problem


@dataclass(frozen=True)
class Overstep:
    """A statement that cannot be kept beside the others, and by how much it must be overstepped."""

    slack: Slack
    amount: float


def least_oversteps(
    pathway: Pathway, problem: Problem, settings: Settings
) -> tuple[tuple[Overstep, ...], Problem] | Outcome:
    """Smallest oversteps that make a case possible.

    Each overstep counts relative to what its statement asks; energy that is missing altogether counts far more, so that
    targets give way before demands do.

    Parameters
    ----------
    pathway : Pathway
        The compiled pathway, whose slacks the statements have.
    problem : Problem
        The joined problem that has no solution.
    settings : Settings
        Gap, time limit, threads.

    Returns
    -------
    tuple of (tuple of Overstep, Problem), or Outcome
        The oversteps and the problem with just them allowed; or the outcome if even so nothing was found.
    """
    columns = {pathway.compiled.of(slack.variable): slack for slack in pathway.yearly.slacks}
    columns.pop(-1, None)
    high, cost = problem.high.copy(), np.zeros_like(problem.cost)
    for column, slack in columns.items():
        high[column] = np.inf
        cost[column] = (1000.0 if slack.of_service else 1.0) / slack.scale
    outcome = solve(replace(problem, cost=cost, high=high, offset=0.0), settings)
    if outcome.values is None:
        return outcome
    allowed = problem.high.copy()
    found = []
    for column, slack in columns.items():
        amount = float(outcome.values[column])
        if amount > 1e-7 * slack.scale:
            allowed[column] = amount * (1.0 + 1e-6) + 1e-9
            found.append(Overstep(slack, amount))
    return tuple(found), replace(problem, high=allowed)
