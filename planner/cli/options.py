"""Arguments and options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..run.options import TYPICAL_DAYS

SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}


def duration(text: str) -> float:
    """Read a time: seconds, or a number with s, m or h. [s]"""
    text = text.strip()
    factor = SECONDS.get(text[-1:], 1.0)
    try:
        seconds = float(text[:-1] if text[-1:] in SECONDS else text) * factor
    except ValueError:
        seconds = math.nan
    if not (0.0 < seconds < math.inf):
        raise click.BadParameter(f"{text!r} is not a time; write 90, 90s, 10m or 2h")
    return seconds


def share(text: str) -> float:
    """Read a relative gap: a number from 0 to below 1, or a percentage. [1]"""
    text = text.strip()
    try:
        fraction = float(text[:-1]) / 100.0 if text.endswith("%") else float(text)
    except ValueError:
        fraction = math.nan
    if not (0.0 <= fraction < 1.0):
        raise click.BadParameter(f"{text!r} is not a share; write 0.001 or 0.1%")
    return fraction


out_option = click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="DIR", help="Folder. [default: results/...]"
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes."
)
language_option = click.option(
    "--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the page."
)
days_option = click.option(
    "--days", type=click.IntRange(1, 365), default=TYPICAL_DAYS, show_default=True, help="Typical days of a year."
)
threads_option = click.option(
    "--threads", type=click.IntRange(1, 256), default=1, show_default=True, help="Threads of the solver."
)


def case_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument CASE with the options that change what is read."""
    command = click.option("--scenario", metavar="NAME", help="Apply a named scenario of the case.")(command)
    command = click.option(
        "--set",
        "overrides",
        multiple=True,
        metavar="KEY=VALUE",
        help="Change the case: carbon.price=200, technologies.battery.capex=x0.8, supply.wind=off. Repeatable.",
    )(command)
    return click.argument("case", type=click.Path(), metavar="CASE")(command)


def solver_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how a case is solved: the fields of `planner.run.pipeline.Options`."""
    for option in (
        threads_option,
        click.option(
            "--time-limit", type=duration, metavar="TIME", help="Stop after 90s, 10m, 2h; what is found is kept."
        ),
        click.option(
            "--gap", type=share, default="0.001", metavar="SHARE", show_default=True, help="Relative gap to prove."
        ),
        days_option,
        click.option(
            "--resolution",
            type=click.Choice(["typical", "full"]),
            default="typical",
            show_default=True,
            help="Choose the plan on typical days, or at all 8,760 hours with a proven gap.",
        ),
    ):
        command = option(command)
    return command


def search_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How a search that chooses on typical days solves: fields of `planner.run.options.Options` beside the gap."""
    limit = click.option("--time-limit", type=duration, metavar="TIME", help="Most time for a single solve.")
    return days_option(limit(threads_option(command)))


def study_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a study whose runs the engine does: its folder, its workers, and what becomes of failures."""
    for option in (
        language_option,
        click.option("--retry-failed", is_flag=True, help="Try again what failed in an earlier session."),
        click.option(
            "--cold", is_flag=True, help="Hand nothing from one run to the next; slower, the same to the last digit."
        ),
        click.option(
            "--run-limit", type=duration, metavar="TIME", help="End a run that takes longer, and count it as failed."
        ),
        jobs_option,
        out_option,
    ):
        command = option(command)
    return command
