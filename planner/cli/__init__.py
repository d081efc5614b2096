"""The command line.

Modules that are loaded at the start import click alone at their top, so that `planner --help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from . import (
    audit,
    bill,
    check,
    compare,
    errors,
    explain,
    frontier,
    init,
    library,
    matching,
    report,
    robust,
    schema,
    score,
    solve,
    sweep,
    switch,
)


class InOrder(click.Group):
    """A group that lists its commands in the order in which they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of registration."""
        return list(self.commands)


EXIT_CODES = """
\b
Exit codes:
  0    done; for solve: optimal within the asked gap, audit passed
  1    a fault of the planner; a crash file says what to send
  2    the case or the command line is wrong
  3    infeasible; an achievable plan is written if there is one
  4    stopped at a limit; a plan found so far is written
  5    the audit does not confirm the solution
  6    a study ended with some runs failed; its table says which and why
  130  interrupted before there was anything to keep
"""


@click.group(
    cls=InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.version_option(package_name="planner-green-factory", prog_name="planner")
def commands() -> None:
    """Plan the decarbonisation of a factory: what to build, buy and retire, and when."""


for module in (
    init, check, bill, score, solve, matching, explain, compare,
    sweep, switch, frontier, robust, audit, report, library, schema,
):  # fmt: skip
    commands.add_command(module.command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(errors.run(commands, arguments))
