"""The solver: the one place that talks to HiGHS, and the meaning of every status it can return."""

from __future__ import annotations

import math
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
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
    problem: Problem, settings: Settings, watch: Watcher | None = None, stop: threading.Event | None = None
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
        outcome = _attempt(problem, settings, options, watch, stop)
        logs.append(outcome.log)
        believed = outcome.status not in {Status.FAILED, Status.INFEASIBLE} or (
            outcome.status is Status.INFEASIBLE and rung > 0
        )
        if believed and (outcome.values is None or _holds(problem, outcome.values)):
            return Outcome(outcome.status, outcome.values, outcome.objective, outcome.bound, "\n".join(logs))
    raise SolverError(
        "the solver failed with every setting tried; its log is kept in the crash file\n" + logs[-1][-2000:]
    )


RETRIES: tuple[dict[str, Any], ...] = (
    {},
    {"presolve": "off"},
    {"random_seed": 1, "mip_feasibility_tolerance": 1e-8},
)


def _attempt(
    problem: Problem,
    settings: Settings,
    options: dict[str, Any],
    watch: Watcher | None,
    stop: threading.Event | None,
) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        log_file = Path(folder) / "solver.log"
        solver = _load(problem, settings, {**options, "log_file": str(log_file)})
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
            bound = info.mip_dual_bound / scale
        solver.clear()
        log = log_file.read_text(errors="replace") if log_file.exists() else ""
    return Outcome(status, values, objective, bound, log)


def objective_scale(problem: Problem) -> float:
    """Power of two that brings the median cost near 1, so that the solver's tolerances mean something.

    Measured on full years: the largest cost instead of the median makes the hardest year three times slower.
    """
    costs = np.abs(problem.cost[problem.cost != 0.0])
    return 2.0 ** -round(math.log2(float(np.median(costs)))) if costs.size else 1.0


def _load(problem: Problem, settings: Settings, options: dict[str, Any]) -> highspy.Highs:
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


@dataclass(frozen=True)
class Answer:
    """Solution of a linear program.

    Attributes
    ----------
    reduced : ndarray
        Change of the objective per unit of each column's bound.
    """

    objective: float
    values: Array
    reduced: Array


# The simplex method is given up after this many iterations per row, but not before so many.
PER_ROW, AT_LEAST = 0.6, 20_000

# Programs with more rows than this are reduced before a fresh start, which takes seconds, whereas going on from the
# last basis can take minutes (measured on full years): so they go on for this many iterations only.
LARGE, PATIENCE = 50_000, 5_000


class LinearProgram:
    """A linear program that stays with the solver and is solved again after small changes, from where it stood.

    Parameters
    ----------
    problem : Problem
        Whole-number conditions are ignored.
    threads : int
        Threads of the solver.
    """

    def __init__(self, problem: Problem, threads: int = 1) -> None:
        self._problem = problem.relaxed()
        self._scale = objective_scale(problem)
        self._begun = self._is_hard = False
        self._solver = _load(self._problem, Settings(threads=threads), {"output_flag": False})

    def hold(self, columns: NDArray[np.int64], values: Array) -> None:
        """Hold columns at values."""
        self._solver.changeColsBounds(columns.size, columns.astype(np.int32), values, values)

    def bound(self, columns: NDArray[np.int64], low: Array, high: Array) -> None:
        """Give columns new bounds."""
        self._solver.changeColsBounds(columns.size, columns.astype(np.int32), low, high)

    def add_row(self, low: float, columns: NDArray[np.int64], coefficients: Array) -> None:
        """Add a row ``coefficients @ x[columns] >= low``."""
        self._solver.addRow(low, highspy.kHighsInf, columns.size, columns.astype(np.int32), coefficients)

    def restart(self) -> None:
        """Forget the last basis."""
        self._solver.clearSolver()
        self._begun = False

    def solve(self, *, sure: bool = True) -> Answer | None:
        """Solve from the last basis; from nothing where that fails or takes too long; at last by interior points.

        Parameters
        ----------
        sure : bool
            Whether to go on until there is an answer. Otherwise the simplex method is run once, and what it does not
            find within its iterations counts as no solution: to prove that there is none can take minutes.

        Returns
        -------
        Answer or None
            None if there is no solution.

        Raises
        ------
        SolverError
            If the solver fails, also from nothing.
        """
        size = self._problem.row_low.size
        patience = max(int(PER_ROW * size), AT_LEAST)
        ways = [(NO_LIMIT, "ipm")] if self._is_hard else [(patience, "choose"), (NO_LIMIT, "ipm")]
        if self._begun:
            ways = [(PATIENCE if size > LARGE else patience, "choose"), *ways]
        if not sure:
            ways = [(patience, "choose")]
        status = Status.FAILED
        for number, (limit, solver) in enumerate(ways):
            if number > 0:
                self.restart()
            self._solver.setOptionValue("simplex_iteration_limit", limit)
            self._solver.setOptionValue("solver", solver)
            afresh, self._begun = not self._begun, True
            self._solver.solve()
            status = MEANING[self._solver.getModelStatus()]
            if status is Status.OPTIMAL:
                self._is_hard = self._is_hard or solver == "ipm"
                found = self._solver.getSolution()
                return Answer(
                    self._solver.getInfo().objective_function_value / self._scale,
                    np.asarray(found.col_value, dtype=float),
                    np.asarray(found.col_dual, dtype=float) / self._scale,
                )
            if not sure or (status is Status.INFEASIBLE and (number > 0 or afresh)):
                return None
        raise SolverError(f"a linear program ended with: {status.value}")


# Iterations that no solve reaches.
NO_LIMIT = 2**31 - 1
