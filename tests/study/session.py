"""A study in a process of its own, to be killed: ``python -m tests.study.session FOLDER MARKS COUNT SECONDS``."""

from __future__ import annotations

import sys
from pathlib import Path

from planner.study.engine import Engine
from planner.study.job import Job


def jobs(marks: Path, count: int, seconds: float) -> list[Job]:
    return [Job(f"{n:032x}", str(marks), None, (str(n),), {"seconds": seconds}) for n in range(count)]


def main() -> None:
    root, marks = Path(sys.argv[1]), Path(sys.argv[2])
    todo = jobs(marks, int(sys.argv[3]), float(sys.argv[4]))
    with Engine(root, jobs=2, runner="tests.study.runners:slow") as engine:
        print("begun", flush=True)
        engine.run([todo[: len(todo) // 2], todo[len(todo) // 2 :]])


if __name__ == "__main__":
    main()
