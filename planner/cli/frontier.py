"""`planner frontier`: what less CO2 or a higher score costs, point by point."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import case_argument, search_options, share, study_options
from .voice import Voice, speaking

if TYPE_CHECKING:
    from ..study.frontier import Against, Frontier

GAP_OPEN = 4


@click.command("frontier")
@case_argument
@click.option(
    "--between", type=click.Choice(["cost,co2", "cost,score"]), default="cost,co2", show_default=True,
    help="What stands against the cost: CO2 of all years, or the score of the years that the case names.",
)  # fmt: skip
@click.option("--points", type=click.IntRange(2, 200), default=12, show_default=True, help="Points, ends included.")
@click.option("--gap", type=share, default="0.001", show_default=True, metavar="SHARE", help="Gap of a single solve.")
@search_options
@study_options
@speaking
def command(
    voice: Voice,
    case: str,
    overrides: tuple[str, ...],
    scenario: str | None,
    between: str,
    points: int,
    out: Path | None,
    jobs: int,
    run_limit: float | None,
    cold: bool,
    retry_failed: bool,
    lang: str,
    **options: Any,
) -> int:
    """Find plans that trade cost against CO2 or score.

    Both ends are found first: the cheapest plan, and the cheapest of the best. Points between them are the cheapest
    plans at a level, put where most is unknown. A score is that of the years for which the case names one; how much
    the case asks for does not count. What is finished is never done again: after a stop, the same command goes on where
    it was.
    """
    from ..report.study.frontier import write_frontier_page
    from ..run.provenance import case_hash
    from ..solve.aims import Aim, check_aim
    from ..study.engine import Engine
    from ..study.frontier import search_frontier
    from ..study.frontier_tables import write_frontier
    from ..study.plan import Subject
    from ..study.search.asker import RUNNER
    from .studies import Follower, default_place, stopped

    subject = Subject(case, scenario, overrides, {**options, "resolution": "typical"}, warm=not cold)
    against: Against = "score" if between.endswith("score") else "co2"
    with Follower(voice) as follower:
        read = subject.read()
        check_aim(Aim(against), read)
        place = out or default_place("frontier", read, [case_hash(read), between, points, dict(subject.options)])
        with Engine(
            place, jobs=jobs, limit=run_limit, runner=RUNNER, cold=cold, retry_failed=retry_failed, watch=follower
        ) as engine:
            engine.store.describe({"study": "frontier", "between": between, "points": points})
            try:
                found = search_frontier(engine, jobs, subject, read, against, points, follower.say)
            except KeyboardInterrupt:
                return stopped(voice, engine.store, place)
            follower.end()
            said = write_frontier(found, engine.store.root)
            write_frontier_page(found, engine.store.root, lang)
    return _told(voice, found, said, place, options["gap"])


def _told(voice: Voice, found: Frontier, said: dict[str, Any], place: Path, gap: float) -> int:
    """Say what came out."""
    # A plan that just keeps its level may be beside it by what the favour of better plans is worth.
    from ..study.frontier import FAVOUR
    from .frontier_tables import points_table, sentences

    code = 0 if said["gap"] <= gap + FAVOUR else GAP_OPEN
    voice.show(points_table(found), "", *sentences(found), f"\nFolder  {place}")
    voice.record("result", code=code, folder=str(place), summary=said)
    return code
