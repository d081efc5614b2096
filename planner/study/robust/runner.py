"""Makes the runs of a robust study: choices over all futures, and plans of one future."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...case import read
from ...run.options import Options
from ...shipped import find_case
from ..job import Job
from ..runner import check_unchanged
from ..runner import run as run_plan
from ..worker import Tell
from .choice import choose
from .jobs import CHOICE, choice_key
from .task import Task


def run(job: Job, place: Path, memory: dict[str, Any], tell: Tell) -> None:
    """Make the run of a job.

    Parameters
    ----------
    job : Job
        A choice or a plan.
    place : Path
        Where its folder goes.
    memory : dict
        What earlier runs of this process have left.
    tell : callable
        Told how far it is.

    Raises
    ------
    CaseError
        If a case is wrong, or is not what the job was made from.
    InfeasibleError, StoppedError, AuditError, SolverError
        As of `planner.run.delivery.deliver`.
    """
    if CHOICE not in job.options:
        run_plan(job, place, memory, tell)
        return
    options = {key: value for key, value in job.options.items() if key != CHOICE}
    said, path = job.options[CHOICE], find_case(job.case)
    task = Task.of(said["task"])
    cases = [read(path, scenario=scenario, overrides=job.overrides) for scenario in said["scenarios"]]
    check_unchanged(job, choice_key(cases, task, options), job.key)
    choose(cases, task, Options(**options), tell, memory.setdefault(CHOICE, {})).write(place)
