"""How a command speaks: for people on a terminal, or one JSON object per line on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from ..errors import Finding

PIPE_WIDTH = 100


@dataclass
class Voice:
    """What was asked for with `-q`, `-v` and `--json`."""

    quiet: bool = False
    verbose: bool = False
    json: bool = False

    def show(self, *renderables: RenderableType) -> None:
        """Print for people, on standard output, unless silenced."""
        if not (self.quiet or self.json):
            console = console_for(sys.stdout)
            for renderable in renderables:
                console.print(renderable)

    def record(self, kind: str, /, **fields: Any) -> None:
        """Print one JSON line, if asked for JSON."""
        if self.json:
            line = json.dumps({"type": kind, **fields}, allow_nan=False)
            click.echo(line)

    def findings(self, findings: Iterable[Finding]) -> None:
        """Print remarks on the user's text, one a line, on standard error."""
        for finding in findings:
            where = finding.where
            self.record(
                "finding",
                severity=finding.severity,
                file=where.file,
                line=where.line,
                key=where.key,
                message=finding.message,
            )
            if finding.severity == "warning" and self.quiet:
                continue
            label = "warning: " if finding.severity == "warning" else ""
            place = where.file if where.line is None else f"{where.file}:{where.line}"
            self.complain(f"{place}: {where.key}: {label}{finding.message}")

    def complain(self, text: str) -> None:
        """Print one line on standard error."""
        click.echo(printable(text), err=True)


def console_for(stream: Any) -> Console:
    """Rich console on a stream, that takes text as it stands; a pipe gets a fixed width instead of a terminal's."""
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = PIPE_WIDTH
    return console


def printable(text: str) -> str:
    r"""Text on one line, with control characters spelled out so that none reaches the terminal.

    Examples
    --------
    >>> printable("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def speaking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--json`, `-q`, `-v` and the `Voice` they set."""

    def setter(context: click.Context, option: click.Parameter, value: bool) -> None:
        setattr(context.ensure_object(Voice), str(option.name), value)

    for names, text in (
        (("-v", "--verbose"), "Say more; show the traceback if the planner itself fails."),
        (("-q", "--quiet"), "Print nothing but errors."),
        (("--json",), "One JSON object per line on standard output, progress included."),
    ):
        command = click.option(*names, is_flag=True, expose_value=False, callback=setter, help=text)(command)
    return click.pass_obj(command)
