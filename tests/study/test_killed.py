"""A study that is killed at any moment loses no finished run, repeats none, and leaves no process behind."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.study.store import Store

ROOT = Path(__file__).parents[2]
COUNT, SECONDS = 12, 0.1


def begin(root: Path, marks: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.study.session", str(root), str(marks), str(COUNT), str(SECONDS)]
    session = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert session.stdout is not None
    assert session.stdout.readline() == "begun\n"
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
        session.wait()
        if session.stdout is not None:
            session.stdout.close()
        now = finished(root)
        assert known.items() <= now.items()
        known = now
        begun = {name: times for name, times in runs_of(marks).items() if name in known}
    session = begin(root, marks)
    assert session.wait(60) == 0
    if session.stdout is not None:
        session.stdout.close()
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


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_a_killed_study_loses_no_finished_run_and_repeats_none(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path, 3, 1)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
@pytest.mark.parametrize("seed", range(20))
def test_killed_at_any_moment(tmp_path: Path, seed: int) -> None:
    kill_again_and_again(tmp_path, 1 + seed % 4, seed)
