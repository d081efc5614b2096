"""`planner robust`: plans for several futures at once; what is always done, what to wait with, what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import solver_options, study_options
from .voice import Voice, speaking

if TYPE_CHECKING:
    from ..study.robust.futures import Futures
    from ..study.robust.study import Found

SOME_FAILED = 6
STOPPED = 4


def _numbers(text: str) -> list[float]:
    try:
        return [float(part[:-1]) / 100.0 if part.strip().endswith("%") else float(part) for part in text.split(",")]
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a list of numbers; write 0.5,0.3,0.2 or 50%,30%,20%") from None


@click.command("robust")
@click.argument("case", type=click.Path(), metavar="CASE")
@click.option(
    "--scenarios",
    required=True,
    metavar="NAME,NAME,...",
    help="Scenarios of the case; `base` is the case as it stands.",
)
@click.option("--weights", type=_numbers, metavar="W,W,...", help="How likely each is. [default: all the same]")
@click.option(
    "--until",
    type=int,
    metavar="YEAR",
    help="Decisions taken up to this year are common; later ones know the future. [default: all are common]",
)
@click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="KEY=VALUE",
    help="Change the case in every scenario: finance.budget=x0.8. Repeatable.",
)
@study_options
@solver_options
@speaking
def command(
    voice: Voice,
    case: str,
    scenarios: str,
    weights: list[float] | None,
    until: int | None,
    overrides: tuple[str, ...],
    out: Path | None,
    jobs: int,
    run_limit: float | None,
    cold: bool,
    retry_failed: bool,
    lang: str,
    **options: Any,
) -> int:
    """Plan for several scenarios at once.

    Says what is always, usually and never done, what every plan costs in every scenario, which decisions to take before
    it is known which scenario comes (least expected cost, least greatest regret), and what knowing would be worth.
    Every plan in every scenario is an ordinary run folder below DIR/runs.
    """
    from ..study.engine import Engine
    from ..study.plan import Subject
    from ..study.robust.futures import read_futures
    from ..study.robust.jobs import RUNNER
    from ..study.robust.study import Study
    from .studies import Follower

    subject = Subject(case, None, overrides, options, warm=not cold)
    with Follower(voice) as follower:
        futures = read_futures(subject, [name.strip() for name in scenarios.split(",")], weights, until)
        place = out or _default_place(futures)
        with Engine(
            place, jobs=jobs, limit=run_limit, runner=RUNNER, cold=cold, retry_failed=retry_failed, watch=follower
        ) as engine:
            try:
                found = Study(futures, engine).run()
            except KeyboardInterrupt:
                voice.complain("stopped; the same command goes on from there")
                voice.record("result", code=STOPPED, folder=str(place))
                return STOPPED
        follower.end()
    return _told(voice, found, lang)


def _default_place(futures: Futures) -> Path:
    """`results/<case>/robust-<hash>`, the hash being that of the scenarios, weights and options."""
    from ..run.delivery import RESULTS
    from ..run.folder import file_name
    from ..study.robust.jobs import choice_job
    from ..study.robust.task import Task

    task = Task("expected", futures.names, futures.chances, futures.until)
    return RESULTS / file_name(futures.cases[0].name) / f"robust-{choice_job(futures, task).key[:8]}"


def _told(voice: Voice, found: Found, lang: str) -> int:
    """Write tables and page, and say what came out."""
    from ..report.robust import sentences, write_robust_page
    from ..report.robust.tables import regret_table, verdict_table
    from ..study.robust.tables import write_tables
    from ..study.robust.values import Values
    from .cells import plain_table
    from .voice import printable

    write_tables(found)
    write_robust_page(found, found.root, lang)
    said = sentences(found, "en")
    titles = (said.words("robust.verdicts"), said.words("robust.regrets.unit", unit=said.scale.unit))
    for title, (heads, rows) in zip(titles, (verdict_table(said), regret_table(said)), strict=True):
        table = plain_table(title, *map(printable, heads))
        for row in rows:
            table.add_row(*map(printable, row))
        voice.show(table)
    lines = ["", *said.advice(), "", *said.values()]
    voice.show(*(printable(line) for line in lines))
    if not voice.quiet:
        for note in said.notes():
            voice.complain(printable(f"note: {note}"))
    for what, failure in found.failures:
        voice.record("failure", what=what, kind=failure.kind, reason=failure.reason)
        voice.complain(printable(f"failed: {what}: {failure.kind}"))
    code = SOME_FAILED if found.failures else 0
    voice.show(
        f"\n{len(found.outcomes)} plans, {found.repeated} jobs there before.  Folder  {printable(str(found.root))}"
    )
    values = Values(found)
    voice.record(
        "result", code=code, folder=str(found.root), failed=len(found.failures), advice=said.advice(),
        expected_cost=values.here_and_now, expected_cost_foreseen=values.foreseen,
        value_of_perfect_information=values.knowing, value_of_stochastic_solution=values.planning,
        greatest_regret=values.greatest("regret") if "regret" in found.plans else None,
        price_of_least_regret=values.price_of_safety,
    )  # fmt: skip
    return code
