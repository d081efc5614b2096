"""`planner switch`: the values of a number at which the roadmap changes, as intervals with proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import case_argument, search_options, share, study_options
from .voice import Voice, speaking

if TYPE_CHECKING:
    from ..study.switching import Switching

NOT_CLOSED = 4


@click.command("switch")
@case_argument
@click.option("--vary", required=True, metavar="KEY=A:B", help="What is varied, from A to B: carbon.price=0:500.")
@click.option("--gap", type=share, default="0.0005", show_default=True, metavar="SHARE", help="Gap of a single solve.")
@click.option(
    "--tolerance", type=share, default="0.001", show_default=True, metavar="SHARE",
    help="Share of the cost by which a plan that was not found may be cheaper.",
)  # fmt: skip
@click.option(
    "--step", type=share, default="10%", show_default=True, metavar="SHARE",
    help="Sizes count as equal within this share of the largest size of each thing.",
)  # fmt: skip
@click.option("--solves", type=click.IntRange(2, 1000), default=60, show_default=True, help="Most values to solve at.")
@click.option(
    "--points", type=click.IntRange(3, 1000), default=11, show_default=True, help="Points of a sweep instead."
)
@search_options
@study_options
@speaking
def command(
    voice: Voice,
    case: str,
    overrides: tuple[str, ...],
    scenario: str | None,
    vary: str,
    tolerance: float,
    step: float,
    solves: int,
    points: int,
    out: Path | None,
    jobs: int,
    run_limit: float | None,
    cold: bool,
    retry_failed: bool,
    lang: str,
    **options: Any,
) -> int:
    """Find the values of a number at which the roadmap changes.

    Where the number enters the objective alone, such as a carbon price, every plan is proven to be within the tolerance
    of the cheapest over the whole range, and every switch is an interval. Where it enters a constraint, that is said
    and a sweep is made in its place, which proves nothing between its points. What is finished is never done again:
    after a stop, the same command goes on where it was.
    """
    from ..run.provenance import case_hash
    from ..study.engine import Engine
    from ..study.grid import read_spans
    from ..study.plan import Subject
    from ..study.search.asker import RUNNER
    from ..study.switching import Terms, read_range, search_switches
    from .studies import Follower, default_place, stopped
    from .switch_sweep import swept

    if step <= 0.0:
        raise click.UsageError("--step must be above zero")
    span = read_spans([vary])[0]
    subject = Subject(case, scenario, overrides, {**options, "resolution": "typical"}, warm=not cold)
    terms = Terms(tolerance, step, solves)
    with Follower(voice) as follower:
        cases = read_range(subject, span)
        asked = [case_hash(cases[1]), vary, dict(subject.options), tolerance, step, solves, points]
        place = out or default_place("switch", cases[1], asked)
        with Engine(
            place, jobs=jobs, limit=run_limit, runner=RUNNER, cold=cold, retry_failed=retry_failed, watch=follower
        ) as engine:
            engine.store.describe({"study": "switch", "vary": vary})
            try:
                found = search_switches(engine, jobs, subject, span, cases, terms, follower.say)
                if isinstance(found, str):
                    voice.complain(
                        f"{span.key}: {found}, so nothing can be proven between single values; a sweep is made"
                    )
                    return swept(voice, follower, engine, subject, span, found, points, step, jobs, place, lang)
            except KeyboardInterrupt:
                return stopped(voice, engine.store, place)
            follower.end()
            said = _written(found, engine.store.root, lang)
    return _told(voice, found, said, place)


def _written(found: Switching, root: Path, lang: str) -> dict[str, Any]:
    """Tables and page; the summary."""
    from ..report.study.switching import write_switch_page
    from ..study.switch_tables import write_switching

    said = write_switching(found, root)
    write_switch_page(found, root, lang)
    return said


def _told(voice: Voice, found: Switching, said: dict[str, Any], place: Path) -> int:
    """Say what came out."""
    from .switch_tables import plans_table, sentences

    code = 0 if found.closed else NOT_CLOSED
    voice.show(plans_table(found), "", *sentences(found), f"\nFolder  {place}")
    voice.record("result", code=code, folder=str(place), summary=said)
    return code
