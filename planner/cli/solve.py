"""`planner solve`: from a case to a run folder and a table on the terminal."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import case_argument, solver_options
from .voice import Voice, speaking

if TYPE_CHECKING:
    from ..case.value import Case
    from ..errors import Finding
    from ..run.delivery import Delivery

EXIT_CODES = {"optimal": 0, "time_limit": 4, "interrupted": 4, "gap_open": 4, "infeasible_achievable": 3}


@click.command("solve")
@case_argument
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="DIR", help="Run folder. [default: results/...]")
@click.option(
    "--objective",
    type=click.Choice(["cost", "score", "co2"]),
    default="cost",
    show_default=True,
    help="Least cost, or the best score or the least CO2 for a budget, and of such plans the cheapest.",
)
@click.option("--budget", metavar="MONEY", help='Most capital spent over all years, as "300 Mio CNY".')
@click.option(
    "--next-points", type=int, metavar="YEAR", help="Price further points of the score of the application in YEAR."
)
@solver_options
@speaking
def command(
    voice: Voice,
    case: str,
    overrides: tuple[str, ...],
    scenario: str | None,
    out: Path | None,
    budget: str | None,
    **options: Any,
) -> int:
    """Find the least-cost roadmap of a case.

    CASE is a folder with a case.yaml, the file itself, or a shipped case such as cases/auto_plant. The run folder that
    is written holds the roadmap, the accounts, the hourly solution and the case as solved.
    """
    from .progress import Reporter, Step

    began = time.monotonic()
    with Reporter(voice) as reporter:
        reporter(Step("read", case))
        from ..case import lint, read
        from ..run.delivery import deliver
        from ..run.options import Options
        from ..shipped import find_case

        understood = read(find_case(case), scenario=scenario, overrides=overrides)
        voice.findings(lint(understood))
        spent = time.monotonic() - began
        chosen = Options(**options, budget=_money(budget, understood.currency))
        delivery = deliver(understood, chosen, out, reporter, spent)
    voice.findings(delivery.run.findings)
    if voice.quiet or voice.json:
        voice.findings(_oversteps(delivery))
    _tell(voice, understood, delivery)
    code = EXIT_CODES[delivery.run.status]
    voice.record("result", code=code, folder=str(delivery.place), summary=delivery.summary)
    return code


def _money(text: str | None, currency: str) -> float | None:
    """An amount of money in millions of the case's currency."""
    if text is None:
        return None
    from ..fields import Unit
    from ..units import UnitError

    try:
        return float(Unit("CNY", ge=0).read(text, currency))
    except UnitError as problem:
        raise click.BadParameter(str(problem), param_hint="--budget") from None


def _oversteps(delivery: Delivery) -> list[Finding]:
    """Statements that the nearest achievable plan cannot keep; the printed report shows them as a table."""
    from ..errors import Finding

    return [
        Finding(overstep.where, f"cannot be kept in {overstep.year}: overstepped by {overstep.by:,.6g} {overstep.unit}")
        for overstep in delivery.run.violations
    ]


def _tell(voice: Voice, case: Case, delivery: Delivery) -> None:
    """Print the results for people."""
    if voice.quiet or voice.json:
        return
    import sys

    from ..run.roadmap import roadmap
    from .results import report
    from .voice import console_for

    actions = roadmap(case, delivery.run.solution, delivery.run.reference)
    voice.show(*report(case, delivery.summary, actions, delivery.place, console_for(sys.stdout).width))
