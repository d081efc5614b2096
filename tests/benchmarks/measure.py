"""Run a command as a process of its own and say how long it took and how much memory it held at most.

What imports this should itself be small: on Linux a new process is charged with the memory of the one that starts it
until it loads its own program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

# Units in which the system counts memory. [bytes]
COUNTED_IN = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Measured:
    """What became of a command.

    Attributes
    ----------
    seconds : float
        From the start of the process to its end. [s]
    memory : float
        Most memory held at one time, by it or the largest of its children. [GB]
    code : int
        Exit code.
    finished : bool
        Whether it ended by itself, before it was stopped.
    said, complained : str
        What it wrote to its two outputs.
    """

    seconds: float
    memory: float
    code: int
    finished: bool
    said: str
    complained: str

    @property
    def last(self) -> str:
        """The last line of its complaints, to say in a table why there is no number."""
        lines = self.complained.strip().splitlines() or self.said.strip().splitlines()
        return lines[-1].strip().replace("|", "/")[:120] if lines else f"exit {self.code}"

    def answer(self) -> dict[str, Any] | None:
        """What its last line says as JSON, if it does."""
        lines = self.said.strip().splitlines()
        try:
            found = json.loads(lines[-1]) if lines else None
        except ValueError:
            return None
        return found if isinstance(found, dict) else None


def measure(command: list[str], patience: float = 1800.0) -> Measured:
    """Run a command, and end it if it takes too long.

    Parameters
    ----------
    command : list of str
        Program and arguments; run in the project's folder.
    patience : float
        Time after which it is ended. [s]

    Returns
    -------
    Measured
        Time, memory and outputs.
    """
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=complained, cwd=ROOT, env=surroundings)
        ended_by_us = threading.Event()

        def end() -> None:
            ended_by_us.set()
            process.kill()

        timer = threading.Timer(patience, end)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (said, complained):
            file.seek(0)
            texts.append(file.read().decode(errors="replace"))
    memory = usage.ru_maxrss * COUNTED_IN / 1e9
    return Measured(seconds, memory, process.returncode, not ended_by_us.is_set(), texts[0], texts[1])


def planner(*arguments: str) -> list[str]:
    """The command line of the planner that stands beside these scripts."""
    return [sys.executable, "-m", "planner", *arguments]


@dataclass(frozen=True)
class Solved:
    """A `planner solve`: its process and, if it came to an end, what its summary says."""

    process: Measured
    summary: dict[str, Any] | None

    @property
    def fault(self) -> str:
        """Why there is no result."""
        if not self.process.finished:
            return f"did not finish in {self.process.seconds:.0f} s"
        return f"exit {self.process.code}: {self.process.last}"


def solve(case: str, *options: str, patience: float = 1800.0) -> Solved:
    """Measure `planner solve` into a run folder that is read and thrown away.

    Parameters
    ----------
    case : str
        Folder of the case.
    *options : str
        Options of the command.
    patience : float
        Time after which it is ended. [s]

    Returns
    -------
    Solved
        Time, memory and summary.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "run"
        process = measure(planner("solve", case, "-q", "-o", str(place), *options), patience)
        file = place / "summary.json"
        summary = json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
    return Solved(process, summary)
