"""Case -> Run: the base year, the plan, the reference pathway and the audit, in order and with their times."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import xarray as xr

from ..audit import Audit, audit, audit_cash_flow
from ..case.value import Case, Where
from ..errors import CaseError, Finding, InfeasibleError
from ..site import as_it_goes_on, build_site, full_year, in_base_year
from ..site.variants import CONTRACTS
from ..solve import plan as planning
from ..solve.aims import Aim, check_aim
from ..solve.assemble import build_operation
from ..solve.highs import Settings, Status
from ..solve.solution import with_base_year
from .doubts import doubts, full_year_deviation
from .finance import Finance, finance_block
from .memory import Memory, operates_alike
from .options import Options
from .remarks import remarks

if TYPE_CHECKING:
    from ..solve.next_points import NextPoints
    from ..solve.plan import Plan
    from ..solve.search import Aimed

RunStatus = Literal["optimal", "time_limit", "interrupted", "gap_open", "infeasible_achievable"]


@dataclass(frozen=True)
class Progress:
    """Where a run stands. Money in million currency, time in seconds."""

    stage: str
    message: str
    seconds: float
    incumbent: float | None = None
    bound: float | None = None
    gap: float | None = None


@dataclass(frozen=True)
class Violation:
    """A statement of the case that no plan can keep, and by how much the achievable plan oversteps it."""

    where: Where
    year: int
    by: float
    unit: str


@dataclass(frozen=True)
class Run:
    """Everything a solve brought. Money in million currency."""

    case: Case
    solution: xr.Dataset
    reference: xr.Dataset
    status: RunStatus
    objective: float
    bound: float
    gap: float
    typical: Mapping[str, Any]
    seconds: Mapping[str, float]
    size: Mapping[str, int]
    log: str
    findings: tuple[Finding, ...]
    violations: tuple[Violation, ...]
    audit: Audit
    reference_audit: Audit
    cash_audit: Audit
    further: tuple[NextPoints, ...] = ()
    aimed: Aimed | None = None


def solve_case(case: Case, options: Options, progress: Callable[[Progress], None], memory: Memory | None = None) -> Run:
    """Plan a case and its reference, and audit both.

    Parameters
    ----------
    case : Case
        A checked case.
    options : Options
        Resolution, typical days, gap, limits.
    progress : callable
        Called at every stage and whenever the solver has news.
    memory : Memory, optional
        What earlier runs of this process have left. Then the plan is as good within the gap, but may differ from the
        one found from nothing, days that an earlier run has shown to matter stand for themselves from the start, and
        no bound of all hours is sought.

    Returns
    -------
    Run
        Solutions, status, bound, times. A case that contradicts itself comes back with the nearest achievable plan and
        the statements that it oversteps.

    Raises
    ------
    CaseError
        If the carrier graph cannot work.
    InfeasibleError
        If not even an achievable plan exists.
    StoppedError
        If it was stopped before any plan was found.
    """
    began = time.perf_counter()
    stop = threading.Event()
    settings = Settings(options.gap, options.time_limit, options.threads)

    def report(news: planning.Progress) -> None:
        gap = None
        if news.incumbent is not None and news.bound is not None and abs(news.incumbent) < 1e15:
            gap = max(news.incumbent - news.bound, 0.0) / max(abs(news.incumbent), 1e-10)
            gap = gap if gap <= 1.0 else None
        incumbent = news.incumbent if gap is not None else None
        progress(Progress(news.stage, news.message, time.perf_counter() - began, incumbent, news.bound, gap))

    aim = Aim(options.objective, options.budget)
    check_aim(aim, case)
    points_of = None if options.next_points is None else evaluated(case, options.next_points)
    site = build_site(case)
    report(planning.Progress("base year", f"operating {case.horizon.base_year} as it was"))
    reference_case = as_it_goes_on(case)
    reference_site = build_site(reference_case)
    found = memory if memory is not None else Memory()
    unchanged = found.case is not None and operates_alike(found.case, case)
    standing = (found.standing if unchanged else None) or build_operation(reference_site, full_year())
    base_site = build_site(in_base_year(case))
    same = not any(thing.kind in CONTRACTS for thing in reference_case.things)
    base = planning.operate_base_year(
        base_site, standing if same else build_operation(base_site, full_year()), settings, found.reference
    )
    accounts = planning.base_accounts(base)
    seconds = {"base_year": time.perf_counter() - began}
    since = time.perf_counter()
    report(planning.Progress("build", "assembling the plan"))
    whole_year = (found.whole_year if unchanged else None) or build_operation(site, full_year())
    found.case, found.whole_year, found.standing = case, whole_year, standing
    seconds["build"] = time.perf_counter() - since
    with _heeding(stop, report):
        plan = planning.make_plan(
            site, whole_year, accounts, options.days, settings, report, stop, points_of, aim,
            all_hours=options.resolution == "full", bounded=memory is None and options.objective == "cost",
            lessons=found.plan, held=options.held,
        )  # fmt: skip
    if any(overstep.slack.of_service for overstep in plan.oversteps):
        raise InfeasibleError(_serves_too_little(plan))
    since = time.perf_counter()
    report(planning.Progress("reference", "the factory as it would go on by itself"))
    without_limit = replace(settings, time_limit=None)
    reference = planning.make_plan(
        reference_site, standing, accounts, options.days, without_limit, lambda _: None, threading.Event(),
        lessons=found.reference,
    )  # fmt: skip
    seconds["reference"] = time.perf_counter() - since
    if reference.oversteps:
        raise InfeasibleError(_cannot_go_on(reference))
    since = time.perf_counter()
    report(planning.Progress("audit", "recalculating everything independently"))
    status = _status(plan, settings)
    solution = _sign(with_base_year(plan.solution, base), case, plan, status, options)
    alone = replace(options, objective="cost", budget=None)
    beside = _sign(with_base_year(reference.solution, base), reference_case, reference, "optimal", alone)
    checks, reference_checks = audit(case, solution), audit(reference_case, beside)
    finance = Finance(case, solution, beside)
    lines, figures = finance.statement.lines, finance_block(finance)
    cash_checks = audit_cash_flow(case, solution, reference_case, beside, lines, figures)
    seconds["audit"] = time.perf_counter() - since
    violations = tuple(
        Violation(overstep.slack.where, overstep.slack.year, overstep.amount, overstep.slack.unit)
        for overstep in plan.oversteps
    )
    return Run(
        case=case,
        solution=solution,
        reference=beside,
        status=status,
        objective=plan.cost,
        bound=plan.outcome.bound,
        gap=plan.outcome.gap,
        typical=_typical(plan),
        seconds={**seconds, **plan.seconds, "build": seconds["build"] + plan.seconds["build"]},
        size=plan.size,
        log=plan.log,
        findings=(*doubts(case, plan), *remarks(case, solution)),
        violations=violations,
        audit=checks,
        reference_audit=reference_checks,
        cash_audit=cash_checks,
        further=plan.further,
        aimed=plan.aimed,
    )


def evaluated(case: Case, application: int) -> int:
    """Milestone year whose data an application is evaluated by.

    Raises
    ------
    CaseError
        If the case states no points for that application.
    """
    for thing in case.of("green_factory"):
        given, data = thing.parameters, application - thing.parameters.lag
        paths = [path for path in (given.score, *given.floors.values()) if path is not None]
        standing = [year for year in case.horizon.years if year <= data]
        if standing and any(path.defined(application) for path in paths):
            return standing[-1]
    message = f"the case asks for no points in an application of {application}, so there are none to be priced"
    raise CaseError([Finding(case.where("targets"), message)])


def _serves_too_little(plan: Plan) -> str:
    """Why there is not even an achievable plan: one that leaves demand unserved is none."""
    return (
        "no plan serves every demand within the budget, the build limits and what else cannot be given up. The nearest "
        f"one misses: {_missed(plan)}"
    )


def _cannot_go_on(reference: Plan) -> str:
    """Why there is no reference pathway to compare a plan with."""
    return (
        "the factory as it would go on by itself, replacing only what stands today, does not serve or keep: "
        f"{_missed(reference)}. Let what stands be replaced and extended: technologies of `existing` need room up to "
        "their `max`"
    )


def _missed(plan: Plan) -> str:
    """Every statement that a plan does not keep, and by how much."""
    return "; ".join(
        f"{each.slack.where} in {each.slack.year} by {each.amount:.4g} {each.slack.unit}" for each in plan.oversteps
    )


@contextmanager
def _heeding(stop: threading.Event, report: Callable[[planning.Progress], None]) -> Iterator[None]:
    """Let the first Ctrl-C end the search with the best plan so far, and the second one end everything."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def heed(_number: int, _frame: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)
        report(planning.Progress("solve", "finishing with the best plan so far; Ctrl-C again to give up"))

    signal.signal(signal.SIGINT, heed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _status(plan: Plan, settings: Settings) -> RunStatus:
    if plan.oversteps:
        return "infeasible_achievable"
    if plan.outcome.status is Status.LIMIT:
        return "time_limit"
    if plan.outcome.status is Status.INTERRUPTED:
        return "interrupted"
    gap = plan.outcome.gap + plan.unseen / max(abs(plan.cost), 1e-10)
    return "optimal" if gap <= settings.gap * (1.0 + 1e-6) + 1e-9 else "gap_open"


def _sign(solution: xr.Dataset, case: Case, plan: Plan, status: RunStatus, options: Options) -> xr.Dataset:
    """Write on a solution what it is."""
    return solution.assign_attrs(
        case=case.name,
        scenario=case.scenario,
        currency=case.currency,
        price_year=case.price_year,
        status=status,
        resolution=options.resolution,
        objective=options.objective,
        npv_cost=plan.npv_cost,
        minimised_cost=plan.cost,
        search_objective=plan.outcome.objective,
        search_bound=plan.outcome.bound,
        gap=plan.outcome.gap,
    )


def _typical(plan: Plan) -> dict[str, Any]:
    """What the typical days said, and how far the full year is from it."""
    return {
        "days": plan.days,
        "objective": plan.typical.objective,
        "bound": plan.typical.bound,
        "gap": plan.typical.gap,
        "full_year_deviation": full_year_deviation(plan),
        "repairs": list(plan.repairs),
        "held_as_expected": plan.expected,
        "unseen": plan.unseen,
        "average_bound": plan.lower,
        "learnt": plan.learnt,
    }
