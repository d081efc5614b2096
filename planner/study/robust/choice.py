"""A choice over all futures at once: which decisions to take before it is known which of them it will be."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ...case.value import Case
from ...run.options import Options
from ...run.provenance import case_hash
from ...site import build_site, full_year, in_base_year
from ...solve.assemble import build_operation, build_pathway
from ...solve.averaged import averaged
from ...solve.common import common_decisions, held_of
from ...solve.held import Held
from ...solve.highs import Settings
from ...solve.joint import Designs, Future, Together, holding
from ...solve.plan import base_accounts, operate_base_year
from ...solve.weighing import expected, least_regret
from .task import Choice, Task


def choose(
    cases: Sequence[Case], task: Task, options: Options, tell: Callable[[str], None], memory: dict[str, Any]
) -> Choice:
    """Choose what is decided in common.

    Parameters
    ----------
    cases : sequence of Case
        The futures, in the order of the task's names.
    task : Task
        What is to be chosen.
    options : Options
        Typical days, gap, time limit, threads.
    tell : callable
        Told how far the choice is.
    memory : dict
        Base years that earlier choices of this process have operated; those of this one are added.

    Returns
    -------
    Choice
        The common decisions, with their proof on typical days.

    Raises
    ------
    InfeasibleError
        If the decisions contradict each other.
    StoppedError
        If the time was over before any plan was found.
    """
    settings = Settings(options.gap, options.time_limit, options.threads)
    futures = []
    for name, case in zip(task.names, cases, strict=True):
        key = case_hash(case)
        if key not in memory:
            tell(f"base year of {name}")
            memory[key] = _base(case, settings)
        futures.append(Future(name, build_pathway(build_site(case), memory[key])))
    common = common_decisions([future.pathway for future in futures], task.until)
    stop = threading.Event()

    def alone(future: Future) -> Designs:
        tell(f"the best plan of {future.name}")
        return Together([future], (), options.days, settings).choose(expected([1.0]), _silent, stop)

    if task.goal == "average":
        mean = averaged(futures, task.chances, options.days)
        if mean is None:
            return Choice(task.goal, "optimal", 0.0, 0.0, averages=False)
        designs = alone(mean)
        decisions = {future.name: held_of(common, place, designs.values[0]) for place, future in enumerate(futures)}
        return _told(task, designs, decisions)
    weighing, best = expected(task.chances), {}
    if task.goal == "regret":
        best = {future.name: alone(future).costs[0] for future in futures}
        weighing = least_regret(task.chances, list(best.values()))
    tell("all futures at once")
    whole_years = {
        place: build_operation(future.pathway.yearly.site, full_year())
        for place, future in enumerate(futures)
        if future.name in task.checked
    }
    together = Together(futures, common, options.days, settings)
    designs, repairs = holding(together, weighing, whole_years, _silent, stop)
    decisions = {
        future.name: held_of(common, place, values)
        for place, (future, values) in enumerate(zip(futures, designs.values, strict=True))
    }
    costs = dict(zip(task.names, designs.costs, strict=True))
    return _told(task, designs, decisions, costs, best, repairs)


def _told(
    task: Task,
    designs: Designs,
    decisions: Mapping[str, tuple[Held, ...]],
    costs: Mapping[str, float] | None = None,
    best: Mapping[str, float] | None = None,
    repairs: tuple[str, ...] = (),
) -> Choice:
    outcome = designs.outcome
    bound = float(outcome.bound) if np.isfinite(outcome.bound) else None
    return Choice(
        task.goal, outcome.status.value, outcome.objective, bound, costs or {}, best or {}, decisions,
        designs.oversteps, repairs,
    )  # fmt: skip


def _base(case: Case, settings: Settings) -> dict[str, float]:
    """Accounts of the base year. [unit of each]"""
    site = build_site(in_base_year(case))
    return base_accounts(operate_base_year(site, build_operation(site, full_year()), settings))


def _silent(_value: float, _bound: float) -> None:
    """A choice tells its stages, not its numbers."""
