"""Runners for tests of the engine: quick, slow, and such that go wrong in every way a worker can."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from planner.errors import InfeasibleError
from planner.study.job import Job
from planner.study.worker import Tell


def quick(job: Job, place: Path, memory: dict[str, Any], tell: Tell) -> None:
    """Write the job's number, and leave a mark for every time that it is run."""
    mark(job)
    memory["seen"] = [*memory.get("seen", []), job.overrides[0]]
    tell(f"squaring {job.overrides[0]}")
    place.mkdir()
    (place / "answer.txt").write_text(str(int(job.overrides[0]) ** 2))
    (place / "seen.txt").write_text(" ".join(memory["seen"]))
    (place / "process.txt").write_text(str(os.getpid()))


def slow(job: Job, place: Path, memory: dict[str, Any], tell: Tell) -> None:
    time.sleep(float(job.options["seconds"]))
    quick(job, place, memory, tell)


def troubled(job: Job, place: Path, memory: dict[str, Any], tell: Tell) -> None:
    """Go wrong in the way the job's options ask for."""
    way = job.options.get("way")
    if way is not None:
        mark(job)
    if way == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if way == "killed once" and attempts(job) == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    if way == "hang":
        time.sleep(600)
    if way == "infeasible":
        raise InfeasibleError("nothing serves the demand")
    if way == "bug":
        raise ZeroDivisionError("one by nothing")
    if way == "half":
        place.mkdir()
        (place / "answer.txt").write_text("half")
        raise OSError("the disk is full")
    quick(job, place, memory, tell)


def mark(job: Job) -> None:
    with (Path(job.case) / job.key).open("a") as file:
        file.write("x")


def attempts(job: Job) -> int:
    return (Path(job.case) / job.key).stat().st_size
