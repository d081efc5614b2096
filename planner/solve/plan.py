"""From a site to a plan that holds in every hour: choose on typical days, operate the full year, repair, or explain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from ..errors import AuditError, InfeasibleError, StoppedError
from ..models.accounts import Slack
from ..site import Site
from .aims import Aim
from .assemble import LEAST_COST, Operation, build_pathway
from .choose import Choice, Chooser
from .experience import BaseYear, Experience
from .full_year import FullYear, WholeYears, oversteps
from .highs import Outcome, Settings, Status, solve
from .next_points import NextPoints, next_points
from .objective import discounted_cost, least_cost
from .prove import Prover, average_bound
from .repair import Repair, describe, improve, learnt, surprises
from .search import Aimed, aimed, how_far, is_of_aim, own_totals
from .solution import build_solution, evaluate
from .split import DECISION, Split, split_pathway

REPAIRS = 3

# Factor on the price of overstepping when a first plan oversteps: so much that this overstep costs as much as the whole
# plan, within these bounds. A megawatt-hour missed may otherwise be cheaper than the smallest unit that serves it.
SEVERE, MOST_SEVERE = 30.0, 300.0


# Gap on typical days of a plan that is then chosen at all hours. [1]
BEGUN = 3e-3


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
        Least cost on the scale that the case asks for, as the full year has it. [million]
    npv_cost : float
        Present value of everything paid, before tax, as the full year has it. [million]
    outcome : Outcome
        The search that chose it: on typical days, or at all hours.
    typical : Outcome
        The search on typical days.
    lower : float or None
        What no plan costs less than, by average days; None where it was not asked, or the plan was chosen at all hours.
        [million]
    oversteps : tuple of Overstep
        Statements of the case that no plan can keep; empty for a feasible case.
    repairs : tuple of str
        What had to be done because a design failed in the full year.
    expected : int
        Quarters and months whose billing was expected and held while the plan was chosen, and turned out so; bound and
        gap are those of plans billed this way.
    further : tuple of NextPoints
        What more points of a score would cost.
    aimed : Aimed or None
        What was driven as far as it goes, where that is not the cost.
    unseen : float
        Part of the cost that the choice of the plan did not see and the bound knows nothing of: flows that must not run
        at once, and whole units on line where the choice let them run in parts. [million]
    learnt : mapping
        What full years have shown, as of `repair.learnt`.
    """

    solution: xr.Dataset
    cost: float
    npv_cost: float
    outcome: Outcome
    typical: Outcome
    lower: float | None
    oversteps: tuple[Overstep, ...]
    repairs: tuple[str, ...]
    expected: int
    further: tuple[NextPoints, ...]
    aimed: Aimed | None
    unseen: float
    learnt: Mapping[str, Any]
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


def operate_base_year(
    site: Site, whole_year: Operation, settings: Settings, lessons: Experience | None = None
) -> xr.Dataset:
    """The factory as it stood: nothing is decided, only operated.

    Parameters
    ----------
    site : Site
        A site whose only year is the base year.
    whole_year : Operation
        Operation of the same things in all hours.
    settings : Settings
        Threads.
    lessons : Experience, optional
        A base year that was operated before; where this one is the same, it is not operated again.

    Returns
    -------
    Dataset
        Flows, bill and accounts of the base year.

    Raises
    ------
    InfeasibleError
        If the existing equipment cannot meet the demand of the base year.
    """
    pathway = build_pathway(site, {})
    split = split_pathway(pathway)
    design = _settled(split)
    known = None if lessons is None else lessons.base
    years = WholeYears(split, pathway, whole_year, settings.threads, None if known is None else known.years)
    same = known is not None and known.is_that_of(site, years, design)
    result = known.result if known is not None and same else years.operate(design)
    if lessons is not None:
        lessons.base = BaseYear(site, years, design, result)
    if result.oversteps:
        raise InfeasibleError(
            "the equipment that stands cannot serve the base year: "
            + "; ".join(f"{slack.where}: short of {amount:.6g} {slack.unit}" for slack, amount in result.oversteps)
        )
    return build_solution(pathway, whole_year, result)


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


def base_accounts(base: xr.Dataset) -> dict[str, float]:
    """Accounts of the base year, each summed over its items. [unit of each]"""
    found: dict[str, float] = {}
    for label, number in zip(base["entry"].to_numpy(), base["account"].isel(year=0).to_numpy(), strict=True):
        account = str(label).partition(".")[0]
        found[account] = found.get(account, 0.0) + float(number)
    return found


def make_plan(
    site: Site,
    whole_year: Operation,
    base: Mapping[str, float],
    days: int,
    settings: Settings,
    report: Report,
    stop: threading.Event,
    points_of: int | None = None,
    aim: Aim = LEAST_COST,
    *,
    all_hours: bool = False,
    bounded: bool = False,
    lessons: Experience | None = None,
    held: Sequence[tuple[str, str, int, float]] = (),
) -> Plan:
    """Plan a site.

    Parameters
    ----------
    site : Site
        The factory with its choices.
    whole_year : Operation
        Its operation in all hours.
    base : Mapping[str, float]
        Accounts of the base year. [unit of each]
    days : int
        Typical days.
    settings : Settings
        Gap, time limit, threads.
    report : callable
        Called with the progress.
    stop : threading.Event
        Setting it ends the choice of a plan; the best one so far is completed.
    points_of : int, optional
        Milestone year for whose data more points of a score are priced.
    aim : Aim
        What the plan is for.
    all_hours : bool
        Whether the plan is chosen at all hours, after typical days have taught where to begin.
    bounded : bool
        Whether average days are to say what no plan costs less than.
    lessons : Experience, optional
        What earlier plans have taught; what this one teaches is put in their place.
    held : sequence of Held
        Decisions that are made already.

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
    clock, began = Clock(), time.perf_counter()

    now = ""

    def watch(incumbent: float, bound: float) -> None:
        report(Progress("solve", now, incumbent, bound))

    def tell(what: str) -> None:
        nonlocal now
        now = what
        report(Progress("solve", now))

    bound = 0.0
    if aim.is_search:
        report(Progress("solve", "how far the budget reaches"))
        aim, bound = how_far(site, base, aim, days, settings, watch, stop)
        clock.lap("search")
    pathway = build_pathway(site, base, aim, held)
    clock.lap("build")
    # What is chosen anew at all hours need not be proven on typical days.
    lessons = lessons if lessons is not None else Experience()
    asked = replace(settings, gap=max(settings.gap, BEGUN)) if all_hours else settings
    by_days = Chooser(pathway, days, asked, lessons.chooser)
    typical: Choice | None = None
    chooser: Chooser | Prover = by_days
    # A room is that of a column, so it means nothing where the columns are others.
    alike = lessons.columns == pathway.columns
    repair, severe = (lessons.repair if alike else Repair(days=lessons.repair.days)), False
    repairs: list[str] = []
    split = split_pathway(pathway)
    years = WholeYears(split, pathway, whole_year, settings.threads, lessons.years)
    lessons.chooser, lessons.years = by_days, None
    while True:
        if typical is None:
            report(Progress("solve", "choosing on typical days"))
        choice = chooser.choose(split, repair, watch, stop)
        clock.lap("solve" if typical is None else "all_hours")
        missed = tuple(each for each in oversteps(split, pathway, choice.values) if not is_of_aim(aim, each[0]))
        if choice.outcome.status is not Status.OPTIMAL and missed:
            raise StoppedError("stopped before a plan that keeps every statement of the case was found")
        if missed and not severe:
            # Only where a far higher price changes nothing do the statements truly contradict each other.
            severe = True
            factor = abs(choice.outcome.objective) / max(split.oversteps_cost(choice.values), 1e-9)
            split = split_pathway(pathway, min(max(factor, SEVERE), MOST_SEVERE))
            years = WholeYears(split, pathway, whole_year, settings.threads, years)
            report(Progress("repair", "some statements seem to contradict each other; making sure"))
            continue
        report(Progress("full year", f"operating {len(site.years)} years of 8,760 hours"))
        result = years.operate(choice.values)
        result = replace(result, oversteps=tuple(each for each in result.oversteps if not is_of_aim(aim, each[0])))
        clock.lap("full_year")
        otherwise = surprises(pathway, result) & choice.expected
        if otherwise:
            repair = replace(repair, opened=repair.opened | otherwise)
            report(Progress("repair", f"{len(otherwise)} quarters or months are billed otherwise than expected"))
            continue
        # Where time is limited, a plan that holds comes first.
        if all_hours and typical is None and not (missed or (settings.time_limit and result.oversteps)):
            typical = choice
            chooser = Prover(pathway, whole_year, years, settings, result.values, tell, began)
            continue
        if not result.oversteps or missed:
            break
        if len(repairs) == REPAIRS:
            raise AuditError("the plan does not hold in the full year: " + describe(result))
        repairs.append(describe(result))
        repair = improve(repair, pathway, whole_year, result)
        report(Progress("repair", "does not hold in the full year: " + repairs[-1]))
    lessons.years, lessons.repair, lessons.columns = years, repair, pathway.columns
    solution = own_totals(aim, build_solution(pathway, whole_year, result))
    clock.lap("solution")
    lower = None
    if bounded and typical is None and not result.oversteps:
        report(Progress("bound", "what no plan costs less than, by average days"))
        lower = average_bound(pathway, split, repair, years, result.values, settings)
        clock.lap("bound")
    further: tuple[NextPoints, ...] = ()
    if points_of is not None and not result.oversteps:

        def priced(what: str) -> None:
            report(Progress("points", what))

        further = next_points(by_days, split, repair, typical or choice, points_of, priced, stop)
        clock.lap("points")
    cost, npv_cost = (evaluate(value(pathway.yearly)) for value in (least_cost, discounted_cost))
    unseen = result.shutting + (result.committing if choice.partly_on else 0.0)
    outcome = choice.outcome
    if typical is not None:
        # The bound is one of all hours, so what the search did not see of the cost belongs to the gap.
        outcome, unseen = replace(outcome, objective=cost), 0.0
    return Plan(
        solution=solution,
        cost=cost,
        npv_cost=npv_cost,
        outcome=outcome,
        typical=(typical or choice).outcome,
        lower=lower,
        oversteps=tuple(Overstep(slack, amount) for slack, amount in result.oversteps),
        repairs=tuple(repairs),
        expected=len(choice.expected),
        further=further,
        aimed=None if aim.objective == "cost" else aimed(aim, pathway, bound),
        unseen=unseen,
        learnt=learnt(repair, pathway),
        size=choice.size,
        coefficients=choice.coefficients,
        days=(typical or choice).days,
        seconds=clock.seconds,
        log=_log(choice) + _log_of_year(result),
    )


def _log_of_year(result: FullYear) -> str:
    """What the full years had to settle that the typical days leave open."""
    if not result.forbidden and result.committing == 0.0:
        return ""
    return (
        f"full years: one of two flows shut in {result.forbidden} hours, which costs {result.shutting:.6g} million; "
        f"whole units on line cost {result.committing:.6g} million\n"
    )


def _log(choice: Choice) -> str:
    """The solver's words, and the scale of what it was given."""
    low, high = choice.coefficients
    size = ", ".join(f"{number} {name}" for name, number in choice.size.items())
    held = f"; {len(choice.expected)} billing outcomes held as expected" if choice.expected else ""
    return f"{choice.days} typical days: {size}; coefficients {low:.1e} to {high:.1e}{held}\n{choice.outcome.log}\n"
