"""`planner sweep`: a grid of runs, resumable and parallel, with its tables and its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import case_argument, solver_options, study_options
from .voice import Voice, speaking

if TYPE_CHECKING:
    from ..study.engine import Ended, Engine
    from ..study.outcome import Outcome
    from ..study.plan import Subject
    from ..study.screening import Screening
    from ..study.sweep import Sweep
    from ..study.tornado import Tornado

SOME_FAILED = 6


@click.command("sweep")
@case_argument
@click.option(
    "--vary",
    multiple=True,
    metavar="KEY=VALUES",
    help="What is varied: carbon.price=0:400:20, horizon.discount_rate=5%,8%,10%. Repeatable: all are combined.",
)
@click.option(
    "--tornado",
    multiple=True,
    metavar="PATTERN",
    help="Vary one at a time the fields that a pack gives with a low and a high value: '*', 'technologies.*.capex*'.",
)
@click.option(
    "--screen",
    type=click.Choice(["morris", "sobol"]),
    help="Say which of the ranges --vary KEY=A:B matter, by samples over all of them.",
)
@click.option("--samples", type=click.IntRange(2, 4096), default=8, show_default=True, help="Samples of --screen.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Seed of the samples.")
@study_options
@click.option("--scheduler", metavar="tcp://HOST:PORT", help="Run on a Dask cluster (extra `cluster`).")
@solver_options
@speaking
def command(
    voice: Voice,
    case: str,
    overrides: tuple[str, ...],
    scenario: str | None,
    vary: tuple[str, ...],
    tornado: tuple[str, ...],
    screen: str | None,
    samples: int,
    seed: int,
    out: Path | None,
    jobs: int,
    scheduler: str | None,
    run_limit: float | None,
    cold: bool,
    retry_failed: bool,
    lang: str,
    **options: Any,
) -> int:
    """Solve a case many times over a grid of values.

    Every point is an ordinary run folder below DIR/runs. What is finished is never run again: after a stop, the same
    command goes on where it was. Runs that failed are kept with their reason.
    """
    from .studies import Follower, default_place, stopped

    _check_asked(vary, tornado, screen)
    from ..study.plan import Subject

    subject = Subject(case, scenario, overrides, options, warm=not cold and scheduler is None)
    with Follower(voice) as follower:
        sweep, extras = _planned(subject, vary, tornado, screen, samples, seed, jobs, follower.reading)
        place = out or default_place("sweep", sweep.subject.read(), [point.job.key for point in sweep.points])
        follower.begin(len(sweep.points))
        from ..study.engine import Engine

        hands = _hands(scheduler, run_limit)
        with Engine(
            place, jobs=jobs, limit=run_limit, cold=cold, retry_failed=retry_failed, hands=hands, watch=follower
        ) as engine:
            try:
                ended = sweep.run(engine)
            except KeyboardInterrupt:
                return stopped(voice, engine.store, place, len(sweep.points))
            follower.end()
            found = _written(sweep, engine, extras, lang)
    return _told(voice, sweep, found, ended, place)


def _check_asked(vary: tuple[str, ...], tornado: tuple[str, ...], screen: str | None) -> None:
    if not vary and not tornado:
        raise click.UsageError("say what is varied: --vary KEY=A:B:STEP, or --tornado PATTERN")
    if vary and tornado:
        raise click.UsageError("--tornado varies one field at a time; leave out --vary")
    if screen and not vary:
        raise click.UsageError("--screen needs ranges: --vary KEY=A:B")


def _planned(
    subject: Subject,
    vary: tuple[str, ...],
    tornado: tuple[str, ...],
    screen: str | None,
    samples: int,
    seed: int,
    jobs: int,
    tell: Any,
) -> tuple[Sweep, Tornado | Screening | None]:
    """The sweep, and what else is to be made of it."""
    from ..study.grid import read_axes, read_spans
    from ..study.sweep import grid_sweep, list_sweep

    if tornado:
        from ..study.tornado import Tornado, ranges

        found = Tornado(tuple(ranges(subject.read(), tornado)))
        return list_sweep(subject, found.points(), jobs, tell), found
    if screen:
        from ..study.screening import Screening

        screening = Screening(screen, tuple(read_spans(vary)), samples, seed)
        return list_sweep(subject, screening.points(), jobs, tell), screening
    return grid_sweep(subject, read_axes(vary), jobs, tell), None


def _hands(scheduler: str | None, limit: float | None) -> Any:
    """Who does the runs, if that is a cluster."""
    if scheduler is None:
        return None
    from ..study.cluster import Cluster

    return lambda store: Cluster(scheduler, store, limit)


def _written(sweep: Sweep, engine: Engine, extras: Tornado | Screening | None, lang: str) -> list[Outcome]:
    """Tables and page."""
    from ..report.study import write_study_page
    from ..study.sweep import write_outcomes

    found = write_outcomes(sweep, engine)
    case, root = sweep.subject.read(), engine.store.root
    if extras is not None:
        extras.write(root, found, case.currency)
    write_study_page(case, sweep, found, extras, root, lang)
    return found


def _told(voice: Voice, sweep: Sweep, found: list[Outcome], ended: Ended, place: Path) -> int:
    """Say what came out."""
    from .studies import sweep_table

    failures = [each for each in found if each.failure is not None]
    code = SOME_FAILED if failures else 0
    voice.show(sweep_table(sweep, found))
    for each in failures:
        reason = each.failure.reason.splitlines()[0] if each.failure is not None else ""
        kind = each.failure.kind if each.failure is not None else ""
        voice.complain(f"failed: {', '.join(each.point.changes) or 'base'}: {kind}: {reason}")
    voice.show(f"\n{len(found)} points, {ended.repeated} of them there before.  Folder  {place}")
    voice.record(
        "result", code=code, folder=str(place), points=len(found), failed=len(failures), repeated=ended.repeated
    )
    return code
