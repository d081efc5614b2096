"""A study that is killed at any moment loses no finished run, repeats none, and leaves no process behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.study.store import Store

from .light import light

ROOT = Path(__file__).parents[2]
COUNT, SECONDS = 12, 0.1

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")


class Session:
    """A study in processes of its own."""

    def __init__(self, *arguments: object) -> None:
        command = [sys.executable, "-m", *map(str, arguments)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def ended_within(self, seconds: float) -> bool:
        """Whether it ends by itself in that time."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """Kill it and whatever belongs to its process group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.close()

    def close(self) -> None:
        assert self.process.stdout is not None
        self.process.stdout.close()


def begin(root: Path, marks: Path) -> Session:
    session = Session("tests.study.session", root, marks, COUNT, SECONDS)
    assert session.line() == "begun\n"
    return session


def finished(root: Path) -> dict[str, tuple[str, str]]:
    """Finished runs: what they hold and in which process they were made."""
    runs = root / "runs"
    return {
        folder.name: ((folder / "answer.txt").read_text(), (folder / "process.txt").read_text())
        for folder in runs.iterdir()
        if (folder / "record.json").exists()
    }


def wait_until_gone(processes: set[str]) -> None:
    until = time.monotonic() + 20.0
    while any(Path("/proc", process).exists() for process in processes):
        assert time.monotonic() < until, "workers outlive the study"
        time.sleep(0.02)


def kill_again_and_again(folder: Path, kills: int, seed: int) -> None:
    """Kill a study at random moments, then let it end."""
    root, marks, chance = folder / "study", folder / "marks", random.Random(seed)
    marks.mkdir(parents=True)
    known: dict[str, tuple[str, str]] = {}
    begun: dict[str, int] = {}
    for _ in range(kills):
        session = begin(root, marks)
        time.sleep(chance.uniform(0.0, 1.2 * COUNT * SECONDS / 2 / kills + 0.3))
        session.kill()
        now = finished(root)
        assert known.items() <= now.items()
        known = now
        begun = {name: times for name, times in runs_of(marks).items() if name in known}
    session = begin(root, marks)
    assert session.ended_within(60.0) and session.process.returncode == 0
    session.close()
    done = finished(root)
    assert known.items() <= done.items()
    assert {name: answer for name, (answer, _) in done.items()} == {f"{n:032x}": str(n * n) for n in range(COUNT)}
    wait_until_gone({process for _, process in done.values()})
    with Store(root) as store:
        assert store.damaged == []
        assert not list((root / "work").iterdir())
    # What was finished when the study was killed has not been begun again.
    assert {name: runs_of(marks)[name] for name in begun} == begun


def runs_of(marks: Path) -> dict[str, int]:
    """How often each run was begun."""
    return {file.name: file.stat().st_size for file in marks.iterdir()}


def test_a_killed_study_loses_no_finished_run_and_repeats_none(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 3, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_killed_at_any_moment(tmp_path: Path, seed: int) -> None:
    kill_again_and_again(tmp_path, 1 + seed % 4, seed)


PRICE = "supply.grid.components.energy.price"
STUDIES = {
    "sweep": (8, ("--vary", f"{PRICE}=200:900:100"), ("runs.csv", "years.csv", "investments.csv")),
    "switch": (14, ("--vary", f"{PRICE}=200:900"), ("switch.csv", "plans.csv", "investments.csv", "envelope.csv")),
    "frontier": (14, ("--scenario", "cheap", "--points", "3"), ("frontier.csv", "investments.csv", "summary.json")),
}
"""Studies of the light works with the number of their runs, about, and their tables."""


def command(study: str, case: Path, root: Path) -> Session:
    """A cold study by the command itself."""
    more = ("-o", root, "--cold", "--jobs", "2", "--days", "1", "-q")
    return Session("planner", study, case, *STUDIES[study][1], *more)


def made(root: Path) -> dict[str, tuple[int, int]]:
    """When each finished run was made, and its place on the disk: both change if it is made again."""
    found = {}
    for record in (root / "runs").glob("*/record.json"):
        said = record.stat()
        found[record.parent.name] = (said.st_mtime_ns, said.st_ino)
    return found


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("study", STUDIES)
def test_a_study_killed_twenty_times_writes_the_tables_of_one_left_alone(tmp_path: Path, study: str) -> None:
    """Moments are drawn from the time that three runs take, and from less once the study ends within that."""
    runs, _, tables = STUDIES[study]
    case, alone, root = light(tmp_path / "case"), tmp_path / "alone", tmp_path / "killed"
    began = time.monotonic()
    session = command(study, case, alone)
    assert session.ended_within(600.0) and session.process.returncode == 0
    session.close()
    latest = 3.0 / runs * (time.monotonic() - began)
    chance, kills, known = random.Random(20), 0, dict[str, tuple[int, int]]()
    while kills < 20:
        session = command(study, case, root)
        if session.ended_within(chance.uniform(0.0, latest)):
            assert session.process.returncode == 0
            session.close()
            latest *= 0.5
        else:
            session.kill()
            kills += 1
        now = made(root)
        assert known.items() <= now.items()
        known = now
    session = command(study, case, root)
    assert session.ended_within(600.0) and session.process.returncode == 0
    session.close()
    done = made(root)
    assert known.items() <= done.items() and done.keys() == made(alone).keys()
    for name in tables:
        assert (root / name).read_bytes() == (alone / name).read_bytes(), name
    with Store(root) as store:
        assert store.damaged == []
        assert not list((root / "work").iterdir())
