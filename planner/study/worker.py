"""A worker process: it receives jobs, makes each in a draft, puts it in its place and says how it went.

What the process runs is named by a module path, so that nothing but names and values crosses the border.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import signal
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from ..errors import AuditError, CaseError, InfeasibleError, PlannerError, SolverError, StoppedError
from .job import Job
from .store import WORK, put

Tell = Callable[[str], None]

Runner = Callable[[Job, Path, dict[str, Any], Tell], None]
"""Makes the run of a job in a folder that is not there yet. What it leaves in the dictionary it finds there again."""

KINDS: tuple[tuple[type[PlannerError], str], ...] = (
    (CaseError, "wrong_input"),
    (InfeasibleError, "infeasible"),
    (StoppedError, "stopped"),
    (AuditError, "audit"),
    (SolverError, "solver"),
)
LOG = "worker.log"


def find_runner(name: str) -> Runner:
    """The runner at ``package.module:function``."""
    module, _, function = name.partition(":")
    found: Runner = getattr(import_module(module), function)
    return found


def kind_of(error: BaseException) -> str:
    """What kind of failure an error is."""
    return next((kind for type_, kind in KINDS if isinstance(error, type_)), "crash")


def reason_of(error: BaseException) -> str:
    """An error in words; where it was not foreseen, with the place it came from."""
    if isinstance(error, PlannerError):
        return str(error)
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" ({Path(frame.filename).name}:{frame.lineno})" for frame in last)
    return f"{type(error).__name__}: {error}{place}"


def work(root: Path, runner: str, log: Path, connection: Connection) -> None:
    """Do jobs until the connection closes.

    Parameters
    ----------
    root : Path
        Folder of the study.
    runner : str
        Module path of the runner.
    log : Path
        File that takes what the process prints.
    connection : Connection
        Receives ``(job, attempts)``; is sent ``("told", text)``, ``("done", None)`` and ``("failed", kind, reason)``.
    """
    _stand_alone(log)
    run: Runner | None = None
    memory: dict[str, Any] = {}
    while True:
        try:
            job, attempts = connection.recv()
        except (EOFError, OSError):
            return
        try:
            run = run or find_runner(runner)
            make(root, run, job, attempts, memory, lambda text: connection.send(("told", text)))
        except Exception as error:
            # What an interrupted run left behind is no place to begin from.
            memory.clear()
            connection.send(("failed", kind_of(error), reason_of(error)))
        else:
            connection.send(("done", None, None))


def make(root: Path, run: Runner, job: Job, attempts: int, memory: dict[str, Any], tell: Tell) -> None:
    """Make one run and put it in its place."""
    began = time.monotonic()
    desk = Path(tempfile.mkdtemp(prefix=f"{job.key[:8]}-", dir=root / WORK))
    try:
        run(job, desk / "run", memory, tell)
        put(root, desk / "run", job, time.monotonic() - began, attempts)
    finally:
        shutil.rmtree(desk, ignore_errors=True)


def _stand_alone(log: Path) -> None:
    """Print to a file, leave Ctrl-C to the parent, and end when the parent ends."""
    stream = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    for number in (1, 2):
        os.dup2(stream, number)
    os.close(stream)
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):
        os.setpgid(0, 0)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End at once when the parent is gone: nothing that is not finished is worth anything."""
    wait([sentinel])
    os._exit(1)
