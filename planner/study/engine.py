"""What is missing in a store is run, here or on a cluster; what is there is never run again.

    with Engine(folder, jobs=2) as engine:
        ended = engine.run([[job, job, ...], ...])     # chains of neighbours
        engine.folder(job)                             # a finished run

`Engine.run` may be called again and again with jobs that depend on what the earlier ones brought: its workers stay, and
with them what they have learnt.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from .crew import Crew, Event
from .job import Job
from .store import Failure, Record, Store

RUNNER = "planner.study.runner:run"


class Hands(Protocol):
    """Whoever does jobs: `Crew` on this machine, `Cluster` on others."""

    def submit(self, chain: Sequence[Job]) -> None:
        """Have jobs done in this order."""

    def events(self) -> Iterator[Event]:
        """What happens, until nothing is left to do."""

    def close(self) -> None:
        """Let go of everything that is not done."""


@dataclass(frozen=True)
class Standing:
    """How far a study is. Time in seconds.

    Attributes
    ----------
    left : float or None
        Time left, judged by the last runs: the first of a chain takes longer. None before the first has ended.
    event : Event
        What happened last.
    """

    total: int
    done: int
    failed: int
    left: float | None
    event: Event


@dataclass(frozen=True)
class Ended:
    """How the jobs of a call ended, by key."""

    records: Mapping[str, Record]
    failures: Mapping[str, Failure]
    repeated: int
    """Jobs that were in the store already."""


class Engine:
    """A study: its store and those who do its jobs.

    Parameters
    ----------
    root : Path
        Folder of the study.
    jobs : int
        Worker processes.
    limit : float, optional
        How long a run may take. [s]
    runner : str
        Module path of what a worker does.
    cold : bool
        Every run in a process of its own: nothing is handed from one to the next.
    retry_failed : bool
        Whether runs that failed in an earlier session are tried again.
    hands : callable, optional
        Makes who does the jobs, given the store; by default a `Crew`.
    watch : callable
        Told whenever something happens.

    Raises
    ------
    CaseError
        If the folder cannot hold a study, or another process holds it.
    """

    def __init__(
        self,
        root: Path,
        *,
        jobs: int = 1,
        limit: float | None = None,
        runner: str = RUNNER,
        cold: bool = False,
        retry_failed: bool = False,
        hands: Callable[[Store], Hands] | None = None,
        watch: Callable[[Standing], None] = lambda standing: None,
    ) -> None:
        self.store = Store(root)
        self._size, self._retry, self._watch = jobs, retry_failed, watch
        self._tried: set[str] = set()
        try:
            self._hands: Hands = (
                Crew(self.store.root, runner, jobs, limit, fresh=cold) if hands is None else hands(self.store)
            )
        except BaseException:
            self.store.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._hands.close()
        self.store.close()

    def folder(self, job: Job) -> Path:
        """Run folder of a finished job."""
        return self.store.place(job.key)

    def run(self, chains: Iterable[Sequence[Job]]) -> Ended:
        """Have every job done that is not done yet.

        Parameters
        ----------
        chains : iterable of sequence of Job
            Jobs of one chain are done in order by one worker, the chains at the same time. A job that stands
            there several times is done once.

        Returns
        -------
        Ended
            Records of runs that are there now, and failures of those that are not.
        """
        wanted: dict[str, Job] = {}
        missing: list[list[Job]] = []
        for chain in chains:
            fresh = {job.key: job for job in chain if job.key not in wanted}
            wanted |= fresh
            missing.append([job for job in fresh.values() if not self._is_settled(job)])
        todo = sum(len(chain) for chain in missing)
        for chain in missing:
            self._hands.submit(chain)
        self._follow(len(wanted), len(wanted) - todo)
        store = self.store
        records = {key: record for key in wanted if (record := store.finished(key)) is not None}
        failures = {key: failure for key in wanted if (failure := store.failure(key)) is not None}
        return Ended(records, failures, len(wanted) - todo)

    def _is_settled(self, job: Job) -> bool:
        if self.store.finished(job.key) is not None:
            return True
        again = self._retry and job.key not in self._tried
        return self.store.failure(job.key) is not None and not again

    def _follow(self, total: int, settled: int) -> None:
        done, failed, spent = settled, 0, list[float]()
        for event in self._hands.events():
            if event.what in ("done", "failed"):
                self._tried.add(event.job.key)
                spent.append(event.seconds)
                if self._keep(event):
                    done += 1
                else:
                    failed += 1
            recent = spent[-2 * self._size :]
            left = statistics.fmean(recent) * (total - done - failed) / self._size if recent else None
            self._watch(Standing(total, done, failed, left, event))

    def _keep(self, event: Event) -> bool:
        """Note how a job ended; whether its run is there."""
        if self.store.accept(event.job.key) is not None:
            return True
        job = event.job
        kind, reason = (event.kind, event.text) if event.what == "failed" else ("crash", "the run left no folder")
        self.store.fail(Failure(job.key, job.overrides, job.scenario, kind, reason, event.seconds, event.attempts))
        return False
