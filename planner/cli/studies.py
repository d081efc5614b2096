"""What commands that run studies share: where they write, how far they are, how they are stopped, and what came out."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from .progress import PLAIN_EVERY
from .voice import Voice, console_for, printable

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table
    from rich.text import Text

    from ..case.value import Case
    from ..study.engine import Standing
    from ..study.outcome import Outcome
    from ..study.store import Store
    from ..study.sweep import Sweep

MOST_ROWS = 60
STOPPED = 4


def default_place(study: str, case: Case, asked: Any) -> Path:
    """`results/<case>/<study>-<hash>`, the hash being that of what is asked."""
    from ..run.delivery import RESULTS
    from ..run.folder import file_name

    text = json.dumps(asked)
    return RESULTS / file_name(case.name) / f"{study}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def stopped(voice: Voice, store: Store, place: Path, total: int | None = None) -> int:
    """Ctrl-C: what is finished is kept.

    Parameters
    ----------
    voice : Voice
        How the command speaks.
    store : Store
        The study.
    place : Path
        Its folder.
    total : int, optional
        How many runs there will be, where that is known.

    Returns
    -------
    int
        Exit code.

    Raises
    ------
    KeyboardInterrupt
        If nothing is finished.
    """
    done = store.done
    if done == 0:
        raise KeyboardInterrupt
    of = "" if total is None else f" of {total}"
    voice.complain(f"stopped: {done}{of} runs are done; the same command goes on from there")
    voice.record("result", code=STOPPED, folder=str(place), done=done, points=total)
    return STOPPED


class Follower:
    """Shows how far a study is: a live line on a terminal, a line now and then in a pipe, records in JSON."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._silent = voice.quiet or voice.json
        self._live: Live | None = None
        self._line = ""
        self._whole = False
        self._began = time.monotonic()
        self._printed = 0.0

    def __enter__(self) -> Self:
        if not self._silent:
            console = console_for(sys.stderr)
            if console.is_terminal:
                from rich.live import Live

                self._live = Live(get_renderable=self._shown, console=console, refresh_per_second=4, transient=True)
                self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def reading(self, count: int) -> None:
        """Points are being read."""
        self._say(f"reading the case: {count} points")

    def begin(self, count: int) -> None:
        """The runs begin, and all of them are known."""
        self._whole = True
        self._say(f"{count} points", now=True)

    def say(self, text: str) -> None:
        """A study that is no list of points tells what it does."""
        self._voice.record("progress", stage="study", message=text)
        self._say(printable(text))

    def end(self) -> None:
        """Nothing more is shown."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def __call__(self, standing: Standing) -> None:
        """Take note of how far the study is."""
        event = standing.event
        ended = event.what in ("done", "failed")
        if ended:
            self._voice.record(
                "progress",
                stage="run",
                state=event.what,
                changes=list(event.job.overrides),
                seconds=round(event.seconds, 3),
                done=standing.done,
                failed=standing.failed,
                total=standing.total,
                left=None if standing.left is None else round(standing.left, 1),
            )
        self._say(describe(standing, timed=self._whole), now=ended)

    def _say(self, text: str, *, now: bool = False) -> None:
        self._line = text
        since = time.monotonic()
        if not self._silent and self._live is None and (now or since - self._printed >= PLAIN_EVERY):
            self._printed = since
            print(f"{since - self._began:7.1f} s  {text}", file=sys.stderr)

    def _shown(self) -> Text:
        from rich.text import Text

        return Text(f"{time.monotonic() - self._began:7.1f} s  {self._line}", no_wrap=True, overflow="ellipsis")


def describe(standing: Standing, *, timed: bool) -> str:
    """How far a study is, in one line; with the time left where all that will be run is known."""
    failed = f", {standing.failed} failed" if standing.failed else ""
    left = f", about {clock(standing.left)} left" if timed and standing.left else ""
    event = standing.event
    doing = {"began": "begins", "told": event.text, "done": "done", "failed": f"failed: {event.text}"}[event.what]
    line = doing.splitlines()[0] if doing else ""
    return printable(f"{standing.done} of {standing.total} done{failed}{left}   {event.job.label}: {line}")


def clock(seconds: float) -> str:
    """A time for people.

    Examples
    --------
    >>> clock(42.0), clock(754.0), clock(9000.0)
    ('42 s', '12:34 min', '2:30 h')
    """
    whole = round(seconds)
    if whole < 100:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d} min"
    return f"{whole // 3600}:{whole % 3600 // 60:02d} h"


def sweep_table(sweep: Sweep, found: list[Outcome]) -> Table:
    """The points with what they cost and emit."""
    from ..study.values import short
    from .cells import plain_table

    shared = [key for key in sweep.keys if all(key in each.values for each in found)]
    heads = shared or ["Change"]
    table = plain_table("", *heads, "Cost, million", "CO2, kt", "Score", "Capital, million", "Status")
    for each in found[:MOST_ROWS]:
        changed = [short(each.values[key]) for key in shared] or [", ".join(each.point.changes) or "base"]
        table.add_row(*map(printable, changed), *_figures(each))
    if len(found) > MOST_ROWS:
        table.caption = f"and {len(found) - MOST_ROWS} more in runs.csv"
    return table


def _figures(each: Outcome) -> list[str]:
    if each.failure is not None:
        return ["", "", "", "", f"failed: {each.failure.kind}"]
    score = "–" if each.score is None else f"{each.score:.1f}"
    cost, co2 = (each.cost or 0.0) / 1e6, (each.co2 or 0.0) / 1e3
    return [f"{cost:,.2f}", f"{co2:,.1f}", score, f"{each.summary['capex_total'] / 1e6:,.2f}", each.summary["status"]]
