"""`planner frontier`: what less CO2 or a higher score costs, point by point."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import case_argument, days_option, duration, language_option, out_option, share, threads_option
from .voice import Voice, speaking

if TYPE_CHECKING:
    from ..study.frontier import Against, Frontier
    from ..study.plan import Subject

GAP_OPEN = 4


@click.command("frontier")
@case_argument
@click.option(
    "--between", type=click.Choice(["cost,co2", "cost,score"]), default="cost,co2", show_default=True,
    help="What stands against the cost: CO2 of all years, or the score of the years that the case names.",
)  # fmt: skip
@click.option("--points", type=click.IntRange(2, 200), default=12, show_default=True, help="Points, ends included.")
@out_option
@click.option("--gap", type=share, default="0.001", show_default=True, metavar="SHARE", help="Gap of a single solve.")
@days_option
@click.option("--time-limit", type=duration, metavar="TIME", help="Most time for a single solve.")
@threads_option
@language_option
@speaking
def command(
    voice: Voice,
    case: str,
    overrides: tuple[str, ...],
    scenario: str | None,
    between: str,
    points: int,
    out: Path | None,
    lang: str,
    **options: Any,
) -> int:
    """Find plans that trade cost against CO2 or score.

    Both ends are found first: the cheapest plan, and the cheapest of the best. Points between them are the cheapest
    plans at a level, put where most is unknown. A score is that of the years for which the case names one; how much
    the case asks for does not count.
    """
    from ..report.study.frontier import write_frontier_page
    from ..solve.highs import Settings
    from ..study.frontier import search_frontier
    from ..study.frontier_tables import write_frontier
    from ..study.plan import Subject
    from ..study.store import Store, check_study_place
    from .studies import Follower

    subject = Subject(case, scenario, overrides, {**options, "resolution": "typical"})
    place = out or _default_place(subject, between, points)
    check_study_place(place)
    settings = Settings(options["gap"], options["time_limit"], options["threads"])
    with Follower(voice) as follower:
        against: Against = "score" if between.endswith("score") else "co2"
        found = search_frontier(subject, against, points, settings, options["days"], follower.say)
        with Store(place) as store:
            store.describe({"study": "frontier", "between": between, "points": points})
            said = write_frontier(found, store.root)
            write_frontier_page(found, store.root, lang)
    return _told(voice, found, said, place, options["gap"])


def _default_place(subject: Subject, between: str, points: int) -> Path:
    """`results/<case>/frontier-<hash>`, the hash being that of the case and what is asked."""
    from ..run.delivery import RESULTS
    from ..run.folder import file_name
    from ..run.provenance import case_hash

    case = subject.read()
    asked = json.dumps([case_hash(case), between, points, dict(subject.options)])
    return RESULTS / file_name(case.name) / f"frontier-{hashlib.sha256(asked.encode()).hexdigest()[:8]}"


def _told(voice: Voice, found: Frontier, said: dict[str, Any], place: Path, gap: float) -> int:
    """Say what came out."""
    # A plan that just keeps its level may be beside it by what the favour of better plans is worth.
    from ..study.frontier import FAVOUR
    from .frontier_tables import points_table, sentences

    code = 0 if said["gap"] <= gap + FAVOUR else GAP_OPEN
    voice.show(points_table(found), "", *sentences(found), f"\nFolder  {place}")
    voice.record("result", code=code, folder=str(place), summary=said)
    return code
