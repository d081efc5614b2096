"""A real scheduler with two workers on this machine, one of which is killed in mid-run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from planner.errors import CaseError
from planner.study.cluster import Cluster
from planner.study.engine import Engine
from planner.study.job import Job
from planner.study.store import Store

ROOT = Path(__file__).parents[2]
TROUBLED, SLOW = "tests.study.runners:troubled", "tests.study.runners:slow"

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does"),
    pytest.mark.filterwarnings("ignore::Warning"),
]


class Machines:
    """A scheduler and workers, each a process."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._file = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter")
        until = time.monotonic() + 60.0
        while not self._file.exists():
            assert time.monotonic() < until
            time.sleep(0.1)
        self.workers = [self._worker() for _ in range(2)]

    def _worker(self) -> subprocess.Popen[bytes]:
        return self._start(
            "worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self._folder)
        )

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--scheduler-file", str(self._file), *options]
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    @property
    def address(self) -> str:
        import json

        return str(json.loads(self._file.read_text())["address"])


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with ExitStack() as stack:
        yield Machines(tmp_path, stack)


def jobs(folder: Path, count: int, **options: Any) -> list[Job]:
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text("case: {}\n")
    return [Job(f"{number:032x}", str(folder), None, (str(number),), options) for number in range(count)]


def test_a_worker_that_is_killed_costs_no_run(machines: Machines, tmp_path: Path) -> None:
    todo = jobs(tmp_path / "case", 6, seconds=0.5)
    failing = Job("f" * 32, todo[0].case, None, ("9",), {"seconds": "no number"})
    ended_by: list[str] = []

    def watch(standing: Any) -> None:
        ended_by.append(standing.event.job.key)
        if len(ended_by) == 1:
            machines.workers[0].kill()

    with Engine(
        tmp_path / "study", hands=lambda store: Cluster(machines.address, store, 60.0, SLOW), watch=watch
    ) as engine:
        ended = engine.run([todo, [failing]])
        assert set(ended.records) == {job.key for job in todo}
        assert [(engine.folder(job) / "answer.txt").read_text() for job in todo] == ["0", "1", "4", "9", "16", "25"]
        assert [failure.kind for failure in ended.failures.values()] == ["crash"]
        assert "no number" in ended.failures[failing.key].reason
        assert engine.run([todo]).repeated == 6


@pytest.mark.long
def test_a_job_that_takes_its_process_down_is_one_named_failure(machines: Machines, tmp_path: Path) -> None:
    ways = ["segfault", "infeasible", None, "hang"]
    todo = [
        Job(f"{n:032x}", job.case, None, (str(n),), {"way": way})
        for n, (way, job) in enumerate(zip(ways, jobs(tmp_path / "case", 4), strict=True))
    ]
    with Engine(tmp_path / "study", hands=lambda store: Cluster(machines.address, store, 15.0, TROUBLED)) as engine:
        ended = engine.run([todo])
    assert {int(key, 16): failure.kind for key, failure in ended.failures.items()} == {
        0: "died", 1: "infeasible", 3: "timeout",
    }  # fmt: skip
    assert "SIGSEGV" in ended.failures[todo[0].key].reason
    assert list(ended.records) == [todo[2].key]


def test_a_case_folder_that_is_too_large_is_refused(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.study.cluster.MOST", 5)
    with Store(tmp_path / "study") as store:
        cluster = Cluster(machines.address, store)
        with pytest.raises(CaseError, match="MB can be sent"):
            cluster.submit(jobs(tmp_path / "case", 1))
        cluster.close()
