"""Every way a command may end, mapped to its exit code in this one place."""

from __future__ import annotations

import errno
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Self

import click

from ..errors import CaseError, PlannerError
from .voice import Voice

INTERRUPTED = 130
OUR_BUG = 1
WRONG_INPUT = 2
UNWRITABLE = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.ENAMETOOLONG)
REASONS = {3: "infeasible", 4: "stopped", 5: "audit_failed", 6: "runs_failed"}


def run(command: click.Command, arguments: Sequence[str] | None) -> int:
    """Run a command and say in words what ended it.

    Parameters
    ----------
    command : click.Command
        The command or group of commands.
    arguments : Sequence[str] or None
        Command line without the program's name; by default that of the process.

    Returns
    -------
    int
        Exit code of the process.
    """
    voice = Voice()
    _replace_unprintable()
    with Interrupts() as interrupts:
        try:
            code = command.main(args=arguments, prog_name="planner", standalone_mode=False, obj=voice)
            sys.stdout.flush()
        except (click.Abort, KeyboardInterrupt):
            return _interrupted(voice)
        except (BrokenPipeError, SystemExit) as ended:
            # In this mode click exits by itself when the reader of a pipe has left, and after shell completion.
            return 0 if isinstance(ended, SystemExit) and not ended.code else _reader_left()
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except PlannerError as error:
            return _explained(voice, error)
        except Exception as error:
            return _interrupted(voice) if interrupts.seen else _unexplained(voice, error, arguments)
    return code if isinstance(code, int) else 0


class Interrupts:
    """Remembers Ctrl-C: a package that is being imported may turn it into an error of its own."""

    def __init__(self) -> None:
        self.seen = False
        self._previous: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if self._previous is not None:
            signal.signal(signal.SIGINT, self._previous)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.seen = True
        raise KeyboardInterrupt


def _interrupted(voice: Voice) -> int:
    return _end(voice, INTERRUPTED, "interrupted", "interrupted; nothing was written")


def _explained(voice: Voice, error: PlannerError) -> int:
    """An end that the planner foresees: findings on the user's text, or a reason."""
    if not isinstance(error, CaseError):
        return _end(voice, error.exit_code, REASONS.get(error.exit_code, "failed"), str(error))
    voice.findings(error.findings)
    count = sum(1 for finding in error.findings if finding.severity == "error")
    return _end(voice, error.exit_code, "wrong_input", f"{count} problem{'s' if count != 1 else ''} found")


def _unexplained(voice: Voice, error: Exception, arguments: Sequence[str] | None) -> int:
    """A disk that is full or closed to us, or else our bug."""
    if isinstance(error, OSError) and error.errno in UNWRITABLE:
        return _end(voice, WRONG_INPUT, "wrong_input", f"{error.filename or 'output'}: {error.strerror}")
    return _crash(voice, error, arguments)


def _end(voice: Voice, code: int, reason: str, message: str) -> int:
    voice.record("error", code=code, reason=reason, message=message)
    for line in message.splitlines():
        voice.complain(line)
    return code


def _reader_left() -> int:
    """Whoever read our output closed it: what it wanted is done, and the last flush must not complain."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return 0


def _replace_unprintable() -> None:
    """Let a terminal of a narrow encoding print what it cannot show as escapes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _crash(voice: Voice, error: Exception, arguments: Sequence[str] | None) -> int:
    """Our bug: keep what is needed to find it in a file, and say what to send."""
    import traceback

    text = "".join(traceback.format_exception(error))
    if voice.verbose:
        click.echo(text, err=True)
    summary = f"{type(error).__name__}: {error}"
    path = _crash_file(text, sys.argv[1:] if arguments is None else arguments)
    if path is None:
        advice = "run again with -v and send what it prints, together with the case folder"
    else:
        advice = f"please send {path} together with the case folder"
    return _end(voice, OUR_BUG, "crash", f"the planner failed: {summary}\n{advice}")


def _crash_file(text: str, arguments: Sequence[str]) -> Path | None:
    """Write the traceback, the command and the versions beside the work; None where nothing can be written."""
    import platform
    import tempfile
    from datetime import datetime
    from importlib.metadata import version

    content = "\n".join(
        [
            f"planner {version('planner-green-factory')}, Python {platform.python_version()}, {platform.platform()}",
            f"command: planner {' '.join(arguments)}",
            "",
            text,
        ]
    )
    private: dict[str, Any] = {str(Path.cwd()): ".", str(Path.home()): "~"}
    for place, short in private.items():
        if len(place) > 1:
            content = content.replace(place, short)
    name = f"planner-crash-{datetime.now():%Y%m%d-%H%M%S}.txt"
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            path = folder / name
            path.write_text(content, encoding="utf-8")
        except OSError:
            continue
        return Path(name) if folder == Path.cwd() else path
    return None
