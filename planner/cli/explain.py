"""`planner explain`: why this plan and not another, or why none keeps everything."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import case_argument, duration, jobs_option, language_option, out_option, share
from .voice import Voice, printable, speaking

if TYPE_CHECKING:
    from ..case.value import Case
    from ..explain.asking import Subject
    from ..explain.explain import Explanation
    from ..explain.subject import Known

INFEASIBLE, STOPPED, SOME_FAILED = 3, 4, 6
PARTS = ("chosen", "rejected", "binding", "macc")


@click.command("explain")
@case_argument
@out_option
@click.option(
    "--only", multiple=True, metavar="NAME", help="Ask about this measure, technology or contract. Repeatable."
)
@click.option(
    "--part",
    "parts",
    type=click.Choice(PARTS),
    multiple=True,
    help="Answer this part alone: what is chosen, what is rejected, what is binding, the abatement curve (macc). "
    "Repeatable. [default: all]",
)
@click.option(
    "--players",
    type=click.IntRange(0, 64),
    default=6,
    show_default=True,
    help="Bars of the abatement curve at most, targets among them; the rest is grouped. 0 for no curve.",
)
@click.option(
    "--samples", type=click.IntRange(4, 10_000), default=40, show_default=True, help="Orders sampled above 8 players."
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the samples.")
@jobs_option
@click.option("--retry-failed", is_flag=True, help="Ask again what failed in an earlier session.")
@language_option
@click.option("--days", type=click.IntRange(1, 365), help="Typical days of a year. [default: those of the run, or 12]")
@click.option("--gap", type=share, metavar="SHARE", help="Relative gap to prove. [default: that of the run, or 0.001]")
@click.option("--time-limit", type=duration, metavar="TIME", help="Longest search of a plan: 90s, 10m, 2h.")
@click.option("--threads", type=click.IntRange(1, 256), help="Threads of the solver.")
@speaking
def command(
    voice: Voice,
    case: str,
    overrides: tuple[str, ...],
    scenario: str | None,
    out: Path | None,
    only: tuple[str, ...],
    parts: tuple[str, ...],
    players: int,
    samples: int,
    seed: int,
    jobs: int,
    retry_failed: bool,
    lang: str,
    **options: Any,
) -> int:
    """Say why this plan, and why not another.

    CASE is a case or a run folder. For everything that the plan leaves: what having it would cost, and the price at
    which it would be chosen. For everything that it chooses: what doing without it costs, and a later beginning. For
    every target and budget that binds: what it costs. And a marginal abatement curve in which measures act on each
    other. If the case contradicts itself: the smallest set of statements that do. Every answer is the same case chosen
    anew on the same typical days; what is asked once is kept below DIR.
    """
    from .studies import Follower

    with Follower(voice) as follower:
        from ..explain.asking import RUNNER, Asker
        from ..explain.explain import explain
        from ..study.engine import Engine

        subject, known = _subject(case, scenario, overrides, options)
        read = subject.read()
        keys = _keys(read, only)
        place = out or _default_place(read, subject)
        with Engine(place, jobs=jobs, runner=RUNNER, retry_failed=retry_failed, watch=follower) as engine:
            try:
                found = explain(
                    Asker(subject, read, engine, jobs),
                    only=keys, parts=frozenset(parts or PARTS), players=players, samples=samples, seed=seed,
                    known=known,
                )  # fmt: skip
            except KeyboardInterrupt:
                voice.complain("stopped: what has been answered is kept; the same command goes on from there")
                voice.record("result", code=STOPPED, folder=str(place))
                return STOPPED
            follower.end()
            _write(found, engine, lang)
    return _told(voice, found, place)


def _subject(
    case: str, scenario: str | None, overrides: tuple[str, ...], options: dict[str, Any]
) -> tuple[Subject, Known | None]:
    from ..explain.subject import of_case, of_run
    from ..run.folder import is_run

    if not is_run(Path(case)):
        return of_case(case, scenario, overrides, options), None
    if scenario is not None or overrides:
        raise click.UsageError("a run is explained as it is; --set and --scenario change a case")
    return of_run(Path(case), options)


def _keys(case: Case, only: tuple[str, ...]) -> frozenset[str]:
    """Levers named on the command line."""
    from difflib import get_close_matches

    from ..explain.levers import levers

    known = {name: lever.key for lever in levers(case) for name in (lever.name, lever.key)}
    for name in only:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f". Did you mean {near[0]}?" if near else f"; there are {', '.join(known) or 'none'}"
            raise click.UsageError(f"--only: the case has no measure, technology or contract {name!r}{hint}")
    return frozenset(known[name] for name in only)


def _default_place(case: Case, subject: Subject) -> Path:
    """`results/<case>/explain-<hash>`, the hash being that of case, options and footing."""
    from ..run.delivery import RESULTS
    from ..run.folder import file_name
    from ..study.job import content_key

    text = content_key(case, subject.options, warm=True) + repr(subject.footing)
    return RESULTS / file_name(case.name) / f"explain-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _write(found: Explanation, engine: Any, lang: str) -> None:
    from ..explain.tables import write_tables
    from ..report.explain import write_explain_page

    engine.store.describe({"explains": found.case.name, "scenario": found.case.scenario})
    write_tables(found, engine.store.root)
    write_explain_page(found, engine.store.root, lang)


def _told(voice: Voice, found: Explanation, place: Path) -> int:
    """Say what came out."""
    from .explain_tables import shown

    code = INFEASIBLE if found.contradiction is not None else SOME_FAILED if found.failures else 0
    voice.show(*shown(found))
    for says, failure in found.failures:
        voice.complain(f"failed: {says}: {failure.kind}: {failure.reason.splitlines()[0] if failure.reason else ''}")
    voice.show("\n" + printable(f"Explanation  {place / 'explain.html'}"))
    if voice.json:
        from ..explain.tables import EXPLAIN_COLUMNS, MACC_COLUMNS, explain_rows, macc_rows

        for row in explain_rows(found):
            voice.record("answer", **dict(zip(EXPLAIN_COLUMNS, row, strict=True)))
        if found.macc is not None:
            for row in macc_rows(found.macc, found.case.currency, found.beyond):
                voice.record("macc", **dict(zip(MACC_COLUMNS, row, strict=True)))
    voice.record("result", code=code, folder=str(place), failed=len(found.failures))
    return code
