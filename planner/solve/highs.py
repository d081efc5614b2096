"""The solver: the one place that talks to HiGHS, and the meaning of every status it can return."""

from __future__ import annotations

import math
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import highspy
import numpy as np
from highspy import HighsModelStatus
from numpy.typing import NDArray

from ..errors import SolverError
from .matrix import Problem

Array = NDArray[np.float64]


class Status(Enum):
    """What a solve ended with."""

    OPTIMAL = "optimal"
    LIMIT = "time limit"
    INTERRUPTED = "interrupted"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    FAILED = "failed"


MEANING: dict[HighsModelStatus, Status] = {
    HighsModelStatus.kOptimal: Status.OPTIMAL,
    HighsModelStatus.kModelEmpty: Status.OPTIMAL,
    HighsModelStatus.kTimeLimit: Status.LIMIT,
    HighsModelStatus.kIterationLimit: Status.LIMIT,
    HighsModelStatus.kSolutionLimit: Status.LIMIT,
    HighsModelStatus.kObjectiveBound: Status.LIMIT,
    HighsModelStatus.kObjectiveTarget: Status.LIMIT,
    HighsModelStatus.kMemoryLimit: Status.LIMIT,
    HighsModelStatus.kInterrupt: Status.INTERRUPTED,
    HighsModelStatus.kHighsInterrupt: Status.INTERRUPTED,  # type: ignore[attr-defined]
    HighsModelStatus.kInfeasible: Status.INFEASIBLE,
    HighsModelStatus.kUnboundedOrInfeasible: Status.INFEASIBLE,
    HighsModelStatus.kUnbounded: Status.UNBOUNDED,
    HighsModelStatus.kNotset: Status.FAILED,
    HighsModelStatus.kLoadError: Status.FAILED,
    HighsModelStatus.kModelError: Status.FAILED,
    HighsModelStatus.kPresolveError: Status.FAILED,
    HighsModelStatus.kSolveError: Status.FAILED,
    HighsModelStatus.kPostsolveError: Status.FAILED,
    HighsModelStatus.kUnknown: Status.FAILED,
}


@dataclass(frozen=True)
class Settings:
    """How a problem is to be solved."""

    gap: float = 1e-3
    time_limit: float | None = None
    threads: int = 1

    def within(self, seconds: float) -> Settings:
        """The same with no more than so much time."""
        return replace(self, time_limit=min(self.time_limit or np.inf, seconds))


@dataclass(frozen=True)
class Outcome:
    """What a solve brought: values if there are any, and how far they are from the best possible."""

    status: Status
    values: Array | None
    objective: float
    bound: float
    log: str

    @property
    def gap(self) -> float:
        """Distance of the objective from the bound, relative to the objective. [1]"""
        if self.values is None:
            return math.inf
        return max(self.objective - self.bound, 0.0) / max(abs(self.objective), 1e-10)


Watcher = Callable[[float, float], None]


def solve(
    problem: Problem,
    settings: Settings,
    watch: Watcher | None = None,
    stop: threading.Event | None = None,
    start: Array | None = None,
) -> Outcome:
    """Solve a linear or mixed-integer problem.

    A failed solve is tried again with other settings before it is given up; so is an infeasible one, without presolve,
    before it is believed.

    Parameters
    ----------
    problem : Problem
        What to minimise.
    settings : Settings
        Gap, time limit and threads.
    watch : callable, optional
        Called with incumbent and bound while the solver works.
    stop : threading.Event, optional
        Setting it ends the solve; the incumbent is kept.
    start : ndarray, optional
        Values of a solution that is known, to begin with.

    Returns
    -------
    Outcome
        Values, objective and bound.

    Raises
    ------
    SolverError
        If every attempt fails.
    """
    logs = []
    for rung, options in enumerate(RETRIES):
        outcome = _attempt(problem, settings, options, watch, stop, start)
        logs.append(outcome.log)
        believed = outcome.status not in {Status.FAILED, Status.INFEASIBLE} or (
            outcome.status is Status.INFEASIBLE and rung > 0
        )
        if believed and (outcome.values is None or _holds(problem, outcome.values)):
            return Outcome(outcome.status, outcome.values, outcome.objective, outcome.bound, "\n".join(logs))
    raise SolverError(
        "the solver failed with every setting tried; its log is kept in the crash file\n" + logs[-1][-2000:]
    )


# The primal simplex proves infeasible what the dual one loses its way in.
RETRIES: tuple[dict[str, Any], ...] = (
    {},
    {"presolve": "off"},
    {"simplex_strategy": 4},
    {"random_seed": 1, "mip_feasibility_tolerance": 1e-8},
)


def _attempt(
    problem: Problem,
    settings: Settings,
    options: dict[str, Any],
    watch: Watcher | None,
    stop: threading.Event | None,
    start: Array | None,
) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        log_file = Path(folder) / "solver.log"
        solver = load(problem, settings, {**options, "log_file": str(log_file)})
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = start.tolist()
            solver.setSolution(known)
        scale = objective_scale(problem)
        _run(solver, scale, watch, stop)
        status = MEANING[solver.getModelStatus()]
        info = solver.getInfo()
        values = None
        if problem.cost.size == 0 and status is Status.OPTIMAL:
            values = np.zeros(0)
        elif info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            values = np.asarray(solver.getSolution().col_value, dtype=float)
        is_mip = bool(problem.integer.any())
        objective = float(problem.cost @ values) + problem.offset if values is not None else math.inf
        bound = objective if status is Status.OPTIMAL else -math.inf
        if is_mip:
            bound = _trusted(info.mip_dual_bound / scale, objective, settings.gap)
        solver.clear()
        log = log_file.read_text(errors="replace") if log_file.exists() else ""
    return Outcome(status, values, objective, bound, log)


def _trusted(bound: float, objective: float, gap: float) -> float:
    """What a bound is worth that may have met the objective only because what was left fell within the gap.

    A search that ends at the root, its last nodes cut off within the gap, reports the objective as its bound: seen on
    a problem whose optimum was lower by a quarter of the gap.
    """
    return min(bound, objective - gap * abs(objective)) if math.isfinite(objective) else bound


def objective_scale(problem: Problem) -> float:
    """Power of two that brings the median cost near 1, so that the solver's tolerances mean something.

    Measured on full years: the largest cost instead of the median makes the hardest year three times slower.
    """
    costs = np.abs(problem.cost[problem.cost != 0.0])
    return 2.0 ** -round(math.log2(float(np.median(costs)))) if costs.size else 1.0


def load(problem: Problem, settings: Settings, options: dict[str, Any]) -> highspy.Highs:
    """Hand a problem over to a new solver, its objective scaled.

    Parameters
    ----------
    problem : Problem
        What to minimise.
    settings : Settings
        Gap, time limit and threads.
    options : dict
        Options of HiGHS that go before the usual ones.

    Returns
    -------
    Highs
        Ready to be run.

    Raises
    ------
    SolverError
        If an option or the problem is refused.
    """
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    chosen = {
        "output_flag": True,
        "log_to_console": False,
        "threads": settings.threads,
        "random_seed": 0,
        "mip_rel_gap": settings.gap,
        "mip_abs_gap": 1e-9,
        **options,
    }
    if settings.time_limit is not None:
        chosen["time_limit"] = settings.time_limit
    for name, value in chosen.items():
        if solver.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise SolverError(f"the solver refuses the option {name} = {value}")
    scale = objective_scale(problem)
    lp = highspy.HighsLp()
    lp.num_col_ = problem.cost.size
    lp.num_row_ = problem.row_low.size
    lp.col_cost_ = problem.cost * scale
    lp.offset_ = problem.offset * scale
    lp.col_lower_, lp.col_upper_ = problem.low, problem.high
    lp.row_lower_, lp.row_upper_ = problem.row_low, problem.row_high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_ = problem.matrix.indptr
    lp.a_matrix_.index_ = problem.matrix.indices
    lp.a_matrix_.value_ = problem.matrix.data
    if problem.integer.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(flag)] for flag in problem.integer]
    if solver.passModel(lp) == highspy.HighsStatus.kError:
        raise SolverError("the solver refuses the model")
    return solver


def _run(solver: highspy.Highs, scale: float, watch: Watcher | None, stop: threading.Event | None) -> None:
    """Run beside this thread, so that an interruption reaches us and the incumbent survives it.

    Only mixed-integer solves are asked to stop: a continuous one lasts seconds, and asking at every one of its
    iterations would cost more than it is worth.
    """
    halt = stop if stop is not None else threading.Event()

    def report(event: Any) -> None:
        if watch is not None:
            watch(event.data_out.mip_primal_bound / scale, event.data_out.mip_dual_bound / scale)

    def interrupt(event: Any) -> None:
        if halt.is_set():
            event.interrupt()

    solver.cbMipLogging += report
    solver.cbMipImprovingSolution += report
    solver.cbMipInterrupt += interrupt
    worker = threading.Thread(target=solver.solve, daemon=True)
    worker.start()
    while worker.is_alive():
        try:
            worker.join(0.05)
        except KeyboardInterrupt:
            halt.set()
    if halt.is_set() and stop is None:
        raise KeyboardInterrupt


def _holds(problem: Problem, values: Array) -> bool:
    """Whether values keep every row, bound and whole-number condition, whatever the solver says of itself."""
    tolerance = 1e-5
    activity = problem.matrix @ values
    size = np.maximum(1.0, np.abs(activity))
    rows = np.maximum(problem.row_low - activity, activity - problem.row_high) <= tolerance * size
    span = np.maximum(1.0, np.abs(values))
    columns = np.maximum(problem.low - values, values - problem.high) <= tolerance * span
    whole = np.abs(values - np.round(values))[problem.integer] <= tolerance
    return bool(rows.all() and columns.all() and whole.all())
