"""What a worker does for a search; where a search gives way to a sweep, it solves the case as in any other study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...case import read
from ...case.value import Case
from ...shipped import find_case
from ...site import build_site
from ...solve.highs import Settings
from ..ground import Ground
from ..job import Job, content_key
from ..runner import check_unchanged
from ..runner import run as run_plan
from ..store import RUNS
from ..worker import Tell
from .answers import read_layout, read_planned
from .asker import LAYOUT, OVERRIDES, ROOT, solver_options
from .desk import Desk, lay
from .task import TASK, Choose, Lay, task_key, task_of


def run(job: Job, place: Path, memory: dict[str, Any], tell: Tell) -> None:
    """Make the run of a job.

    Parameters
    ----------
    job : Job
        A question of a search, or a plan.
    place : Path
        Where its folder goes.
    memory : dict
        What earlier runs of this process have left.
    tell : callable
        Told how far it is.

    Raises
    ------
    CaseError
        If a case is wrong, or is not what the search began with.
    InfeasibleError, StoppedError, AuditError, SolverError
        As of what is asked.
    """
    if TASK not in job.options:
        run_plan(job, place, memory, tell)
        return
    task, options = task_of(job.options[TASK]), solver_options(job)
    if isinstance(task, Lay):
        tell("operating the base year and putting the problem together")
        cases = [_read(job, change) for change in task.changes or ("",)]
        contents = [content_key(case, options, warm=job.warm) for case in cases]
        check_unchanged(job, task_key(contents, task), job.key)
        lay(cases, contents[len(cases) // 2], options["days"], _settings(options)).write(place)
        return
    desk = _desk(job, memory, tell)
    if isinstance(task, Choose):
        tell("choosing the cheapest plan")
        desk.choose(task).write(place)
        return
    tell("operating all hours")
    planned = read_planned(Path(job.options[ROOT]) / RUNS / task.plan)
    desk.operate(task, planned.member, _read(job, task.change)).write(place)


def _desk(job: Job, memory: dict[str, Any], tell: Tell) -> Desk:
    """What this process keeps of the search, or anew from how its problem was laid out."""
    key, change = job.options[LAYOUT]
    if memory.get(LAYOUT) != key:
        tell("putting the problem together")
        layout, options = read_layout(Path(job.options[ROOT]) / RUNS / key), solver_options(job)
        case = _read(job, change)
        check_unchanged(job, content_key(case, options, warm=job.warm), layout.content)
        ground = Ground(case, build_site(case), layout.accounts, layout.base_year)
        memory[LAYOUT], memory[TASK] = key, Desk(ground, options["days"], _settings(options), layout)
    desk: Desk = memory[TASK]
    return desk


def _read(job: Job, change: str) -> Case:
    overrides = (*job.options[OVERRIDES], *([change] if change else []))
    return read(find_case(job.case), scenario=job.scenario, overrides=overrides)


def _settings(options: dict[str, Any]) -> Settings:
    return Settings(options["gap"], options["time_limit"], options["threads"])
