"""What a worker does for a job of the planner: read the case, solve it, and write a run folder that can be audited.

The folder holds everything but the documents for people, which `planner report` writes from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..case import read
from ..case.value import Where
from ..errors import CaseError, Finding, StoppedError
from ..run.delivery import confirmed
from ..run.memory import Memory
from ..run.options import Options
from ..run.pipeline import Progress, solve_case
from ..run.store import save
from ..shipped import find_case
from .job import Job, content_key
from .worker import Tell


def run(job: Job, place: Path, memory: dict[str, Any], tell: Tell) -> None:
    """Make the run of a job.

    Parameters
    ----------
    job : Job
        What to solve.
    place : Path
        Where the run folder goes.
    memory : dict
        What earlier runs of this process have left.
    tell : callable
        Told how far the run is.

    Raises
    ------
    CaseError
        If the case is wrong, or is not what the job was made from.
    InfeasibleError, StoppedError, AuditError, SolverError
        As of `planner.run.delivery.deliver`.
    """
    case = read(find_case(job.case), scenario=job.scenario, overrides=job.overrides)
    check_unchanged(job, content_key(case, job.options, warm=job.warm), job.key)

    def report(progress: Progress) -> None:
        tell(progress.stage)

    options = Options(**job.options)
    solved = confirmed(solve_case(case, options, report, memory.setdefault("solved", Memory()) if job.warm else None))
    if solved.status == "interrupted":
        raise StoppedError("it was interrupted")
    save(solved, options, place, {})


def check_unchanged(job: Job, found: str, made: str) -> None:
    """Refuse a job whose case is no longer what it was made from.

    Raises
    ------
    CaseError
        If the hash of what is there now is another.
    """
    if found != made:
        message = "the case or the software has changed since the study began; begin it anew"
        raise CaseError([Finding(Where(job.case, None, "case"), message)])
