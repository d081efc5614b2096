"""Progress of a run: a live line on a terminal, plain lines in a pipe, records in JSON."""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from .voice import Voice, console_for, printable

if TYPE_CHECKING:
    from rich.live import Live
    from rich.text import Text

    from ..run.pipeline import Progress

PLAIN_EVERY = 5.0
SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


@dataclass(frozen=True)
class Step:
    """The beginning of a stage, told before the pipeline and its `Progress` are loaded."""

    stage: str
    message: str
    incumbent: float | None = None
    bound: float | None = None
    gap: float | None = None


class Reporter:
    """Receives `Progress` values and shows them in the way the voice asks for, with the time since the command began.

    On a terminal the running stage is one live line and finished stages stay above it; in a pipe a line is printed
    when a stage begins, and every few seconds while it lasts.
    """

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._silent = voice.quiet or voice.json
        self._live: Live | None = None
        self._now: Progress | Step | None = None
        self._started = self._began = time.monotonic()
        self._printed = 0.0

    def __enter__(self) -> Self:
        if self._silent:
            return self
        console = console_for(sys.stderr)
        if console.is_terminal:
            from rich.live import Live

            self._live = Live(get_renderable=self._line, console=console, refresh_per_second=8, transient=True)
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._now is not None and kind is None:
            self._finish_stage()
        if self._live is not None:
            self._live.stop()

    def __call__(self, progress: Progress | Step) -> None:
        """Take note of how far the run is."""
        self._voice.record(
            "progress",
            stage=progress.stage,
            message=progress.message,
            seconds=round(time.monotonic() - self._started, 3),
            incumbent=finite(progress.incumbent),
            bound=finite(progress.bound),
            gap=finite(progress.gap),
        )
        if self._silent:
            return
        previous, now = self._now, time.monotonic()
        begins = previous is None or previous.stage != progress.stage
        if begins:
            if previous is not None:
                self._finish_stage()
            self._began = now
        self._now = progress
        if self._live is None and (begins or now - self._printed >= PLAIN_EVERY):
            self._printed = now
            line = f"{now - self._started:7.1f} s  {progress.stage:<10} {describe(progress)}"
            print(line.rstrip(), file=sys.stderr)

    def _finish_stage(self) -> None:
        """Leave a line about the stage that ends."""
        if self._live is not None and self._now is not None:
            from rich.text import Text

            line = Text.assemble(("✓ ", "green"), f"{self._now.stage:<10} {self._elapsed():>7}")
            line.append(f"  {describe(self._now)}", style="dim")
            line.truncate(self._live.console.width - 1, overflow="ellipsis")
            self._live.console.print(line)

    def _elapsed(self) -> str:
        return f"{time.monotonic() - self._began:.1f} s"

    def _line(self) -> Text:
        """The running stage in one line."""
        from rich.text import Text

        if self._now is None:
            return Text("")
        turn = SPINNER[int(time.monotonic() * 8) % len(SPINNER)]
        line = Text.assemble((f"{turn} ", "cyan"), (f"{self._now.stage:<10}", "bold"), f" {self._elapsed():>7}")
        line.append(f"  {describe(self._now)}")
        if self._live is not None:
            line.truncate(self._live.console.width - 1, overflow="ellipsis")
        return line


def describe(progress: Progress | Step) -> str:
    """What a progress value says besides its stage: message, incumbent, bound and gap.

    The incumbent and the bound are in millions of the case's currency.
    """
    parts = [printable(progress.message)] if progress.message else []
    gap = finite(progress.gap)
    incumbent = finite(progress.incumbent)
    bound = None if gap is not None and gap > 1.0 else finite(progress.bound)
    for name, value in (("incumbent", incumbent), ("bound", bound)):
        if value is not None:
            parts.append(f"{name} {value:,.2f}")
    if gap is not None:
        parts.append(f"gap {100.0 * gap:.2f} %" if gap <= 1.0 else "gap above 100 %")
    return "   ".join(parts)


def finite(number: float | None) -> float | None:
    """The number, or None if there is none yet, for which solvers say infinity."""
    return number if number is not None and math.isfinite(number) else None
