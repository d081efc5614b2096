"""Worker processes that do chains of jobs: one may crash, hang or be killed, and only its job is lost.

Why own supervision: a pool of the standard library is broken for good by one worker that dies, and solvers may die.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Self

from .job import Job
from .store import WORK
from .worker import work

# A worker that dies has its job tried once more, alone and afresh: it may have died of its neighbours.
TRIES = 2

# How long a worker that was asked to end may take. [s]
GRACE = 5.0


@dataclass(frozen=True)
class Event:
    """What happened to a job.

    Attributes
    ----------
    what : str
        began, told, done or failed.
    text : str
        What was told, or why it failed.
    kind : str
        Kind of a failure, as of `Failure`.
    seconds : float
        How long it has run. [s]
    """

    what: str
    job: Job
    text: str = ""
    kind: str = ""
    seconds: float = 0.0
    attempts: int = 1


@dataclass
class _Worker:
    """A process and what it is at."""

    process: Any
    connection: Connection
    log: Path
    chain: deque[Job] = field(default_factory=deque)
    attempts: int = 1
    began: float = 0.0

    @property
    def job(self) -> Job:
        return self.chain[0]


class Crew:
    """Workers of one study. Chains may be submitted while events are read.

    Parameters
    ----------
    root : Path
        Folder of the study, held by a `Store` of this process.
    runner : str
        Module path of what a worker does, such as ``planner.study.runner:run``.
    size : int
        Workers at most.
    limit : float, optional
        How long a job may run. [s]
    fresh : bool
        Whether every job has a process of its own. Otherwise a worker goes on from chain to chain.
    """

    def __init__(self, root: Path, runner: str, size: int, limit: float | None = None, *, fresh: bool = False) -> None:
        self._root, self._runner, self._size, self._limit, self._fresh = root, runner, size, limit, fresh
        ways = multiprocessing.get_all_start_methods()
        # Not `fork`: the solver has threads of its own, and locks that a forked child would never see opened.
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        if "forkserver" in ways:
            # What every worker needs is imported once, where no solver runs.
            self._context.set_forkserver_preload(["planner.study.worker", runner.partition(":")[0]])
        self._waiting: deque[tuple[deque[Job], int]] = deque()
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._started = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, chain: Sequence[Job]) -> None:
        """Have jobs done in this order by one worker, which remembers the earlier ones while it does the later."""
        if self._fresh:
            self._waiting.extend((deque([job]), 1) for job in chain)
        elif chain:
            self._waiting.append((deque(chain), 1))

    def events(self) -> Iterator[Event]:
        """What happens, until nothing is left to do."""
        while self._waiting or self._busy:
            yield from self._assign()
            yield from self._listen()

    def close(self) -> None:
        """End all workers; what they were at is lost."""
        for worker in self._busy:
            worker.process.kill()
        for worker in (*self._busy, *self._idle):
            self._end(worker)
        self._busy, self._idle = [], []
        self._waiting.clear()

    def _assign(self) -> Iterator[Event]:
        while self._waiting and len(self._busy) < self._size:
            chain, attempts = self._waiting.popleft()
            worker = self._idle.pop() if self._idle and attempts == 1 else self._start()
            worker.chain, worker.attempts = chain, attempts
            self._busy.append(worker)
            yield self._begin(worker)

    def _start(self) -> _Worker:
        self._started += 1
        ours, theirs = self._context.Pipe()
        log = self._root / WORK / f"worker-{self._started}.log"
        process = self._context.Process(target=work, args=(self._root, self._runner, log, theirs), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, log)

    def _begin(self, worker: _Worker) -> Event:
        worker.began = time.monotonic()
        # If it has died, listening to it says so.
        with suppress(OSError):
            worker.connection.send((worker.job, worker.attempts))
        return Event("began", worker.job, attempts=worker.attempts)

    def _listen(self) -> Iterator[Event]:
        """Take what the workers say; end those that have run too long."""
        patience = None
        if self._limit is not None and self._busy:
            patience = max(min(worker.began for worker in self._busy) + self._limit - time.monotonic(), 0.0)
        ready = wait([worker.connection for worker in self._busy], patience)
        for worker in list(self._busy):
            if worker.connection in ready:
                yield from self._hear(worker)
            elif self._limit is not None and time.monotonic() - worker.began >= self._limit:
                worker.process.kill()
                reason = f"stopped after the {self._limit:g} s that a run may take"
                yield from self._lost(worker, "timeout", reason)

    def _hear(self, worker: _Worker) -> Iterator[Event]:
        seconds = time.monotonic() - worker.began
        try:
            what, *said = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._died(worker)
            return
        if what == "told":
            yield Event("told", worker.job, said[0], seconds=seconds, attempts=worker.attempts)
            return
        job, attempts = worker.chain.popleft(), worker.attempts
        worker.attempts = 1
        if worker.chain:
            following = [self._begin(worker)]
        else:
            following = []
            self._busy.remove(worker)
            if self._fresh or attempts > 1:
                self._end(worker)
            else:
                self._idle.append(worker)
        yield Event(what, job, said[1] or "", said[0] or "", seconds, attempts)
        yield from following

    def _died(self, worker: _Worker) -> Iterator[Event]:
        worker.process.join(GRACE)
        code = worker.process.exitcode
        reason = f"its process {how_it_ended(code)}{_last_words(worker.log)}"
        if worker.attempts < TRIES:
            job, rest = worker.job, list(worker.chain)[1:]
            self._forget(worker)
            if rest:
                self._waiting.appendleft((deque(rest), 1))
            self._waiting.appendleft((deque([job]), worker.attempts + 1))
            yield Event("told", job, f"{reason}; trying once more", attempts=worker.attempts)
            return
        yield from self._lost(worker, "died", reason)

    def _lost(self, worker: _Worker, kind: str, reason: str) -> Iterator[Event]:
        """A job has failed with its process; the rest of the chain goes to another."""
        job, rest = worker.job, list(worker.chain)[1:]
        self._forget(worker)
        if rest:
            self._waiting.appendleft((deque(rest), 1))
        yield Event("failed", job, reason, kind, time.monotonic() - worker.began, worker.attempts)

    def _forget(self, worker: _Worker) -> None:
        self._busy.remove(worker)
        self._end(worker)

    def _end(self, worker: _Worker) -> None:
        worker.connection.close()
        worker.process.join(GRACE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.process.close()


def how_it_ended(code: int | None) -> str:
    """How a process ended, in words that follow "its process"."""
    if code is not None and code < 0:
        try:
            return f"was ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"was ended by signal {-code}"
    return f"ended with code {code}"


def _last_words(log: Path) -> str:
    """The first line of what a process printed when it died."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    except OSError:
        return ""
    fatal = next((line for line in lines if line.startswith("Fatal")), lines[-1] if lines else "")
    return f" ({fatal.strip()[:200]})" if fatal else ""
