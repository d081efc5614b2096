"""From a site to a plan that holds in every hour: choose on typical days, operate the full year, repair, or explain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import xarray as xr

from ..errors import AuditError, InfeasibleError, StoppedError
from ..site import Site, choose_days, full_year
from .assemble import Pathway, build_operation, build_pathway, discounted_cost
from .diagnose import Overstep, least_oversteps
from .full_year import operate
from .highs import Outcome, Settings, Status
from .matrix import Problem, coefficient_range
from .repair import Repair, describe, improve
from .solution import build_solution, evaluate
from .whole import Design, join_years, solve_whole

REPAIRS = 3


@dataclass(frozen=True)
class Progress:
    """Where a run stands."""

    stage: str
    message: str = ""
    incumbent: float | None = None
    bound: float | None = None


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Plan:
    """A plan of one site and what is known about it.

    Attributes
    ----------
    solution : Dataset
        Decisions and full-year operation.
    cost : float
        Present value of everything paid, as the full year has it. [million]
    typical : Outcome
        The solve on typical days that chose it.
    oversteps : tuple of Overstep
        Statements of the case that no plan can keep; empty for a feasible case.
    repairs : tuple of str
        What had to be done because a design failed in the full year.
    """

    solution: xr.Dataset
    cost: float
    typical: Outcome
    oversteps: tuple[Overstep, ...]
    repairs: tuple[str, ...]
    size: Mapping[str, int]
    coefficients: tuple[float, float]
    days: int
    seconds: Mapping[str, float]
    log: str


@dataclass
class Clock:
    """Seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=time.perf_counter)

    def lap(self, stage: str) -> None:
        """Book the time since the last lap on a stage."""
        now = time.perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now


def operate_base_year(site: Site, settings: Settings) -> xr.Dataset:
    """The factory as it stood: nothing is decided, only operated.

    Parameters
    ----------
    site : Site
        A site whose only year is the base year.
    settings : Settings
        Threads.

    Returns
    -------
    Dataset
        Flows, bill and accounts of the base year.

    Raises
    ------
    InfeasibleError
        If the existing equipment cannot meet the demand of the base year.
    """
    pathway, operation = build_pathway(site, {}), build_operation(site, full_year())
    values = np.zeros(pathway.compiled.problem.cost.size)
    result = operate(pathway, operation, values, settings, threading.Event())
    if result.oversteps:
        raise InfeasibleError(
            "the equipment that stands cannot serve the base year: "
            + "; ".join(f"{slack.where}: short of {amount:.6g} {slack.unit}" for slack, amount in result.oversteps)
        )
    return build_solution(pathway, operation, result)


def base_emissions(base: xr.Dataset) -> dict[str, float]:
    """CO2 of the base year by account. [t/a]"""
    found: dict[str, float] = {}
    for label, number in zip(base["entry"].to_numpy(), base["account"].isel(year=0).to_numpy(), strict=True):
        account = str(label).partition(".")[0]
        if account.startswith("scope"):
            found[account] = found.get(account, 0.0) + float(number)
    return found


def make_plan(
    site: Site,
    base: Mapping[str, float],
    days: int,
    settings: Settings,
    report: Report,
    stop: threading.Event,
) -> Plan:
    """Plan a site.

    Parameters
    ----------
    site : Site
        The factory with its choices.
    base : Mapping[str, float]
        CO2 of the base year by account. [t/a]
    days : int
        Typical days.
    settings : Settings
        Gap, time limit, threads.
    report : callable
        Called with the progress.
    stop : threading.Event
        Setting it ends the choice of a plan; the best one so far is completed.

    Returns
    -------
    Plan
        A plan that holds in the full year.

    Raises
    ------
    StoppedError
        If it was stopped before any plan was found.
    InfeasibleError
        If no plan exists even when targets are overstepped.
    AuditError
        If a design still fails in the full year after the repairs.
    """
    clock = Clock()
    pathway = build_pathway(site, base)
    whole_year = build_operation(site, full_year())
    repair, repairs, logs = Repair(), [], []
    while True:
        steps = choose_days(site, days, repair.days)
        joined = join_years(pathway, build_operation(site, steps))
        clock.lap("build")
        design, oversteps = _choose(pathway, repair.apply(joined.problem), settings, report, stop)
        logs.append(design.outcome.log)
        clock.lap("solve")
        report(Progress("full year", f"operating {len(site.years)} years of 8,760 hours"))
        result = operate(pathway, whole_year, design.values, settings, threading.Event())
        clock.lap("full_year")
        if oversteps or not result.oversteps:
            break
        if len(repairs) == REPAIRS:
            raise AuditError("the plan does not hold in the full year: " + describe(result))
        repairs.append(describe(result))
        repair = improve(repair, pathway, whole_year, result)
        report(Progress("repair", "does not hold in the full year: " + repairs[-1]))
    solution = build_solution(pathway, whole_year, result)
    clock.lap("solution")
    return Plan(
        solution=solution,
        cost=evaluate(discounted_cost(pathway.yearly)),
        typical=design.outcome,
        oversteps=tuple(Overstep(slack, amount) for slack, amount in result.oversteps) if oversteps else (),
        repairs=tuple(repairs),
        size=_size(joined.problem),
        coefficients=coefficient_range(joined.problem),
        days=steps.days,
        seconds=clock.seconds,
        log="\n".join(logs),
    )


def _choose(
    pathway: Pathway, problem: Problem, settings: Settings, report: Report, stop: threading.Event
) -> tuple[Design, tuple[Overstep, ...]]:
    """A plan on typical days; where the case contradicts itself, the nearest one that can be had."""

    def watch(incumbent: float, bound: float) -> None:
        report(Progress("solve", "", incumbent, bound))

    report(Progress("solve", "choosing on typical days"))
    width = pathway.compiled.problem.cost.size
    found = solve_whole(problem, width, settings, watch, stop)
    if isinstance(found, Design):
        return found, ()
    if found.status is not Status.INFEASIBLE:
        raise StoppedError(f"stopped before any plan was found ({found.status.value})")
    report(Progress("solve", "the targets contradict each other; looking for the nearest plan"))
    nearest = least_oversteps(pathway, problem, settings)
    if isinstance(nearest, Outcome):
        raise InfeasibleError("no plan exists, even with every target and demand given up in part")
    oversteps, allowed = nearest
    found = solve_whole(allowed, width, settings, watch, stop)
    if isinstance(found, Outcome):
        raise StoppedError(f"stopped before an achievable plan was found ({found.status.value})")
    return found, oversteps


def _size(problem: Problem) -> dict[str, int]:
    rows, columns = problem.matrix.shape
    return {
        "rows": int(rows),
        "columns": int(columns),
        "nonzeros": int(problem.matrix.nnz),
        "binaries": int(problem.integer.sum()),
    }
