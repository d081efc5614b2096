"""Jobs done in this process, one after the other: for studies whose answers matter and not who gives them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from planner.study.crew import Event
from planner.study.engine import Engine
from planner.study.job import Job
from planner.study.worker import find_runner, kind_of, make, reason_of


class Here:
    """Behind the same interface as the workers of a study.

    Parameters
    ----------
    most : int, optional
        Jobs after which it is interrupted, as by Ctrl-C.
    fresh : bool
        Whether nothing is handed from one job to the next.
    """

    def __init__(
        self, root: Path, runner: str, size: int = 1, limit: float | None = None, *, most: int | None = None,
        fresh: bool = False,
    ) -> None:  # fmt: skip
        self._root, self._run, self._most, self._fresh = root, find_runner(runner), most, fresh
        self._waiting: deque[Job] = deque()
        self._memory: dict[str, Any] = {}
        self.done: list[Job] = []

    def submit(self, chain: Sequence[Job]) -> None:
        self._waiting.extend(chain)

    def events(self) -> Iterator[Event]:
        while self._waiting:
            job, began = self._waiting.popleft(), time.monotonic()
            yield Event("began", job)
            if len(self.done) == self._most:
                raise KeyboardInterrupt
            self.done.append(job)
            if self._fresh:
                self._memory.clear()
            try:
                make(self._root, self._run, job, 1, self._memory, lambda text: None)
            except Exception as error:
                self._memory.clear()
                yield Event("failed", job, reason_of(error), kind_of(error), time.monotonic() - began)
            else:
                yield Event("done", job, seconds=time.monotonic() - began)

    def close(self) -> None:
        self._waiting.clear()


def engine_here(root: Path, runner: str, **more: Any) -> tuple[Engine, Here]:
    """A study whose jobs are done here, and who does them."""
    made: list[Here] = []

    def hands(store: Any) -> Here:
        made.append(Here(store.root, runner, **more))
        return made[-1]

    engine = Engine(root, hands=hands)
    return engine, made[-1]
