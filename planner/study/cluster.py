"""Jobs on a Dask cluster, behind the same interface as the workers of this machine.

Dask finds machines, moves files and gives a job whose worker is lost to another one. What is finished lies in the store
of the study, so that a lost scheduler costs only what was being run. Every job has a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from typing import Any

from ..case.value import Where
from ..errors import CaseError, Finding, StoppedError
from .crew import Event
from .engine import RUNNER
from .job import Job
from .remote import Brought, packed, remote, software, unpacked
from .store import WORK, Store, put

OPTION = "--scheduler"

# How long to wait for the scheduler, and for its first worker. [s]
PATIENCE = 30.0

# Size of a case folder that is sent along. [bytes]
MOST = 64_000_000


class Cluster:
    """Workers behind a scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    store : Store
        Where runs go.
    limit : float, optional
        How long a job may run. [s]
    runner : str
        Module path of what is done for a job.

    Raises
    ------
    CaseError
        If there is no scheduler, no worker, or a worker with other software.
    """

    def __init__(self, address: str, store: Store, limit: float | None = None, runner: str = RUNNER) -> None:
        try:
            import distributed
        except ImportError:
            raise _refusal(address, "needs Dask: pip install planner-green-factory[cluster]") from None
        self._store, self._limit, self._runner = store, limit, runner
        self._cases: dict[str, Any] = {}
        self._jobs: dict[Any, Job] = {}
        self._since: dict[str, float] = {}
        # Published with types for some of its functions only.
        self._dask: Any = distributed
        try:
            self._client = self._dask.Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _refusal(address, f"no scheduler answers: {error}") from None
        try:
            self._check_workers(address)
        except BaseException:
            self._client.close()
            raise

    def _check_workers(self, address: str) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            found = self._client.run(software)
        except Exception as error:  # whatever a worker without the planner may answer
            raise _refusal(address, f"its workers cannot run the planner: {error}") from None
        for worker, versions in found.items():
            if versions != software():
                raise _refusal(address, f"worker {worker} has {versions}, here is {software()}")

    def submit(self, chain: Sequence[Job]) -> None:
        """Send jobs; every one may be run anywhere and at any time."""
        for job in chain:
            if job.case not in self._cases:
                self._cases[job.case] = self._sent(Path(job.case))
            case, inner = self._cases[job.case]
            future = self._client.submit(
                remote, job, case, inner, self._runner, self._limit, key=f"planner-{job.key}", pure=False
            )  # fmt: skip
            self._jobs[future] = job
            self._since[job.key] = monotonic()

    def _sent(self, path: Path) -> tuple[Any, str]:
        folder, inner = (path, "") if path.is_dir() else (path.parent, path.name)
        size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
        if size > MOST:
            raise _refusal(str(folder), f"the case folder holds {size / 1e6:.0f} MB; {MOST / 1e6:.0f} MB can be sent")
        return self._client.scatter(packed(folder), broadcast=True), inner

    def events(self) -> Iterator[Event]:
        """Jobs as they end.

        Raises
        ------
        StoppedError
            If the scheduler is lost.
        """
        while self._jobs:
            for future in self._dask.as_completed(list(self._jobs), loop=self._client.loop):
                job = self._jobs.pop(future)
                seconds = monotonic() - self._since[job.key]
                yield self._ended(job, future, seconds)
                future.release()

    def _ended(self, job: Job, future: Any, seconds: float) -> Event:
        if future.status in ("cancelled", "lost"):
            raise StoppedError("the scheduler was lost; what is finished is kept, and the same command goes on from it")
        if future.status == "error":
            error = future.exception()
            return Event("failed", job, f"{type(error).__name__}: {error}", "died", seconds)
        brought: Brought = future.result()
        if brought.files is None:
            return Event("failed", job, brought.reason, brought.kind, seconds)
        desk = Path(mkdtemp(prefix=f"{job.key[:8]}-", dir=self._store.root / WORK))
        unpacked(brought.files, desk / "run")
        put(self._store.root, desk / "run", job, seconds, 1)
        desk.rmdir()
        return Event("done", job, seconds=seconds)

    def close(self) -> None:
        """Take back what is not done and leave the cluster."""
        with suppress(Exception):  # a scheduler that is gone cannot be told
            self._client.cancel(list(self._jobs), force=True)
        self._jobs.clear()
        with suppress(Exception):
            self._client.close(timeout=5)


def _refusal(what: str, reason: str) -> CaseError:
    return CaseError([Finding(Where(OPTION, None, what), reason)])
