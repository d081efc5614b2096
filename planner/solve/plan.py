"""From a site to a plan that holds in every hour: choose on typical days, operate the full year, repair, or explain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from ..errors import AuditError, InfeasibleError, StoppedError
from ..models.accounts import Slack
from ..site import Site, choose_days, few_days, full_year
from .assemble import Pathway, build_operation, build_pathway, discounted_cost
from .by_year import solve_by_year
from .full_year import operate, oversteps
from .highs import Outcome, Settings, Status, solve
from .matrix import Problem, coefficient_range
from .repair import Repair, describe, improve
from .solution import build_solution, evaluate
from .split import DECISION, Split, split_pathway, year_problem
from .whole import first_design, join_years, solve_whole

REPAIRS = 3

# Factor on the price of overstepping when a first plan oversteps.
SEVERE = 30.0

# Problems up to this many columns are solved in one piece; larger ones year by year.
SMALL = 15_000


@dataclass(frozen=True)
class Progress:
    """Where a run stands."""

    stage: str
    message: str = ""
    incumbent: float | None = None
    bound: float | None = None


@dataclass(frozen=True)
class Overstep:
    """A statement that cannot be kept beside the others, and by how much it is overstepped."""

    slack: Slack
    amount: float


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
    split = split_pathway(pathway)
    design = _settled(split)
    result = operate(split, pathway, operation, design, settings, threading.Event())
    if result.oversteps:
        raise InfeasibleError(
            "the equipment that stands cannot serve the base year: "
            + "; ".join(f"{slack.where}: short of {amount:.6g} {slack.unit}" for slack, amount in result.oversteps)
        )
    return build_solution(pathway, operation, result)


def _settled(split: Split) -> NDArray[np.float64]:
    """The only design there is where nothing can be decided."""
    rows = np.flatnonzero(split.row_owner == DECISION)
    whole = split.problem
    decisions = replace(
        whole,
        cost=np.zeros_like(whole.cost),
        matrix=whole.matrix.tocsr()[rows].tocsc(),
        row_low=whole.row_low[rows],
        row_high=whole.row_high[rows],
    )
    outcome = solve(decisions, Settings())
    if outcome.values is None:
        raise InfeasibleError("the equipment of the base year contradicts itself")
    return outcome.values


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
    clock.lap("build")
    repair, repairs, severity = Repair(), [], 1.0
    while True:
        split = split_pathway(pathway, severity)
        choice = _choose(site, split, pathway, repair, days, settings, report, stop, clock)
        report(Progress("full year", f"operating {len(site.years)} years of 8,760 hours"))
        result = operate(split, pathway, whole_year, choice.values, settings, threading.Event())
        clock.lap("full_year")
        if not result.oversteps:
            break
        if oversteps(pathway, choice.values):
            if severity == SEVERE:
                break
            # Only where a far higher price changes nothing do the statements truly contradict each other.
            severity = SEVERE
            report(Progress("solve", "some statements seem to contradict each other; making sure"))
            continue
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
        typical=choice.outcome,
        oversteps=tuple(Overstep(slack, amount) for slack, amount in result.oversteps),
        repairs=tuple(repairs),
        size=choice.size,
        coefficients=choice.coefficients,
        days=choice.days,
        seconds=clock.seconds,
        log=choice.outcome.log,
    )


@dataclass(frozen=True)
class Choice:
    """A design chosen on typical days."""

    outcome: Outcome
    values: NDArray[np.float64]
    days: int
    size: Mapping[str, int]
    coefficients: tuple[float, float]


def _choose(
    site: Site,
    split: Split,
    pathway: Pathway,
    repair: Repair,
    days: int,
    settings: Settings,
    report: Report,
    stop: threading.Event,
    clock: Clock,
) -> Choice:
    """Choose a design on typical days: in one problem if it is small, else year by year."""

    def watch(incumbent: float, bound: float) -> None:
        report(Progress("solve", "", incumbent, bound))

    report(Progress("solve", "choosing on typical days"))
    split = replace(split, problem=repair.apply(split.problem))
    steps = choose_days(site, days, repair.days)
    operation = build_operation(site, steps)
    joined = join_years(split, pathway, operation)
    size, coefficients = _size(joined.problem), coefficient_range(joined.problem)
    clock.lap("build")
    if size["columns"] <= SMALL:
        outcome, values = solve_whole(joined, split.problem.cost.size, settings, watch, stop)
    else:
        few = build_operation(site, few_days(site))
        years = [year_problem(split, pathway, operation, year) for year in split.years]
        clock.lap("build")
        start = first_design(split, pathway, few, settings)
        outcome, values = solve_by_year(split, years, settings, start, watch, stop)
    clock.lap("solve")
    if values is None:
        if outcome.status is Status.INFEASIBLE:
            raise InfeasibleError("no plan exists, even with every target and demand given up in part")
        raise StoppedError(f"stopped before any plan was found ({outcome.status.value})")
    return Choice(outcome, values, steps.days, size, coefficients)


def _size(problem: Problem) -> dict[str, int]:
    rows, columns = problem.matrix.shape
    return {
        "rows": int(rows),
        "columns": int(columns),
        "nonzeros": int(problem.matrix.nnz),
        "binaries": int(problem.integer.sum()),
    }
