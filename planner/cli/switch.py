"""`planner switch`: the values of a number at which the roadmap changes, as intervals with proof."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import (
    case_argument,
    days_option,
    duration,
    language_option,
    out_option,
    share,
    threads_option,
)
from .voice import Voice, speaking

if TYPE_CHECKING:
    from ..study.grid import Span
    from ..study.plan import Subject
    from ..study.switching import Switching

NOT_CLOSED = 4


@click.command("switch")
@case_argument
@click.option("--vary", required=True, metavar="KEY=A:B", help="What is varied, from A to B: carbon.price=0:500.")
@out_option
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
@days_option
@click.option("--time-limit", type=duration, metavar="TIME", help="Most time for a single solve.")
@threads_option
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes of a sweep.")
@language_option
@speaking
def command(
    voice: Voice,
    case: str,
    overrides: tuple[str, ...],
    scenario: str | None,
    vary: str,
    out: Path | None,
    tolerance: float,
    step: float,
    solves: int,
    points: int,
    jobs: int,
    lang: str,
    **options: Any,
) -> int:
    """Find the values of a number at which the roadmap changes.

    Where the number enters the objective alone, such as a carbon price, every plan is proven to be within the tolerance
    of the cheapest over the whole range, and every switch is an interval. Where it enters a constraint, that is said
    and a sweep is made in its place, which proves nothing between its points.
    """
    from ..study.grid import read_spans
    from ..study.plan import Subject
    from ..study.store import Store, check_study_place
    from ..study.switch_tables import write_switching
    from ..study.switching import Terms, search_switches
    from .studies import Follower

    if step <= 0.0:
        raise click.UsageError("--step must be above zero")
    span = read_spans([vary])[0]
    subject = Subject(case, scenario, overrides, {**options, "resolution": "typical"})
    place = out or _default_place(subject, span, (tolerance, step, solves, points))
    check_study_place(place)
    terms = Terms(tolerance, step, solves)
    with Follower(voice) as follower:
        found = search_switches(subject, span, _settings(options), options["days"], terms, follower.say)
        if isinstance(found, str):
            from .switch_sweep import swept

            follower.end()
            voice.complain(f"{span.key}: {found}, so nothing can be proven between single values; a sweep is made")
            return swept(voice, subject, span, found, points, step, jobs, place, lang)
        with Store(place) as store:
            store.describe({"study": "switch", "vary": vary})
            said = write_switching(found, store.root)
            _page(found, store.root, lang)
    return _told(voice, found, said, place)


def _settings(options: dict[str, Any]) -> Any:
    from ..solve.highs import Settings

    return Settings(options["gap"], options["time_limit"], options["threads"])


def _page(found: Switching, root: Path, lang: str) -> None:
    from ..report.study.switching import write_switch_page

    write_switch_page(found, root, lang)


def _default_place(subject: Subject, span: Span, terms: tuple[float, ...]) -> Path:
    """`results/<case>/switch-<hash>`, the hash being that of the case and what is asked."""
    from ..run.delivery import RESULTS
    from ..run.folder import file_name
    from ..run.provenance import case_hash

    case = subject.read()
    asked = [case_hash(case), span.key, span.at(0.0), span.at(1.0), dict(subject.options), terms]
    return RESULTS / file_name(case.name) / f"switch-{hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:8]}"


def _told(voice: Voice, found: Switching, said: dict[str, Any], place: Path) -> int:
    """Say what came out."""
    from .switch_tables import plans_table, sentences

    code = 0 if found.closed else NOT_CLOSED
    voice.show(plans_table(found), "", *sentences(found), f"\nFolder  {place}")
    voice.record("result", code=code, folder=str(place), summary=said)
    return code
