"""How far a budget reaches: the first step of a plan whose aim is not the least cost."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import xarray as xr

from ..models.accounts import Slack
from ..site import Site
from .aims import ORDER, SCALE, SEVERE, UNITS, Aim, Objective, measured
from .assemble import Pathway, build_pathway
from .choose import Chooser
from .highs import Settings, Watcher
from .repair import Repair
from .solution import evaluate, load_values
from .split import split_pathway


@dataclass(frozen=True)
class Aimed:
    """What was driven as far as it goes.

    Attributes
    ----------
    value : float
        What the plan reaches in the full year: the sum of the totals, or gross CO2 of all years. [points; t]
    bound : float
        What no plan can surpass, by the typical days. [points; t]
    """

    objective: Objective
    unit: str
    value: float
    bound: float


def how_far(
    site: Site,
    base: Mapping[str, float],
    aim: Aim,
    days: int,
    settings: Settings,
    watch: Watcher,
    stop: threading.Event,
) -> tuple[Aim, float]:
    """Drive the aim as far as the budget reaches.

    Parameters
    ----------
    site : Site
        The factory with its choices.
    base : Mapping[str, float]
        Accounts of the base year. [unit of each]
    aim : Aim
        Score or CO2, with its budget.
    days : int
        Typical days.
    settings : Settings
        Gap, time limit, threads.
    watch : callable
        Called with the best value and the bound.
    stop : threading.Event
        Ends the search; what was reached is kept.

    Returns
    -------
    tuple of Aim and float
        What is to be reached at least cost, and the bound of it. [points; t]
    """
    pathway = build_pathway(site, base, aim)
    split = split_pathway(pathway, SEVERE)
    choice = Chooser(pathway, days, settings).choose(split, Repair(), watch, stop)
    load_values(pathway, choice.values)
    found = {key: evaluate(expression) for key, expression in measured(aim, pathway.yearly).items()}
    return aim.then(found), choice.outcome.bound / SCALE[aim.objective]


def aimed(aim: Aim, pathway: Pathway, bound: float) -> Aimed:
    """What a plan has reached, its variables loaded with their values."""
    value = sum(evaluate(expression) for expression in measured(aim, pathway.yearly).values())
    return Aimed(aim.objective, UNITS[aim.objective], value, bound)


def own_totals(aim: Aim, solution: xr.Dataset) -> xr.Dataset:
    """A solution whose totals to be reached are those of its full years, where typical days have driven them."""
    if aim.objective != "score" or "required" not in solution:
        return solution
    return solution.assign(required=np.minimum(solution["required"], solution["score"]))


def is_of_aim(aim: Aim, slack: Slack) -> bool:
    """Whether a statement says what the first step reached, which a full year may miss by a little."""
    key = slack.where.key
    return (aim.objective == "co2" and key == f"{ORDER}.co2") or (aim.objective == "score" and key.endswith(".score"))
