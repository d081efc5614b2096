"""A sweep in place of switching values, where the number enters a constraint: labelled as what it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .studies import Follower, sweep_table
from .voice import Voice, printable

if TYPE_CHECKING:
    from ..study.engine import Engine
    from ..study.grid import Span
    from ..study.outcome import Outcome
    from ..study.plan import Subject

SOME_FAILED = 6


def swept(
    voice: Voice, follower: Follower, engine: Engine, subject: Subject, span: Span, reason: str, points: int,
    step: float, jobs: int, place: Path, lang: str,
) -> int:  # fmt: skip
    """Solve at evenly spaced values and say between which neighbours the roadmap differs.

    Parameters
    ----------
    voice : Voice
        How the command speaks.
    follower : Follower
        Shows how far it is.
    engine : Engine
        The study.
    subject : Subject
        What is studied.
    span : Span
        The number and its range.
    reason : str
        Why nothing can be proven.
    points : int
        Values to solve at.
    step : float
        Step to which sizes are rounded. [1]
    jobs : int
        Worker processes.
    place : Path
        Folder of the study.
    lang : str
        Language of the page.

    Returns
    -------
    int
        Exit code.
    """
    from ..report.study import write_study_page
    from ..study.grid import Axis
    from ..study.search.tables import head, write_search
    from ..study.seen_changes import changes
    from ..study.sweep import grid_sweep, write_outcomes
    from ..study.switch_tables import SWITCH_COLUMNS, SWITCHES

    axis = Axis(span.key, tuple(span.at(place / (points - 1)) for place in range(points)))
    sweep = grid_sweep(subject, [axis], jobs, follower.reading)
    follower.begin(len(sweep.points))
    sweep.run(engine)
    follower.end()
    found, root = write_outcomes(sweep, engine), engine.store.root
    case = subject.read()
    write_study_page(case, sweep, found, None, root, lang)
    switches = changes(found, span.key, step)
    failed = [each for each in found if each.failure is not None]
    said = {
        **head("switch", case),
        "key": span.key,
        "proof": "sweep",
        "reason": reason,
        "step": step,
        "points": len(found),
        "failed": len(failed),
        "switches": [dict(zip(SWITCH_COLUMNS, row, strict=True)) for row in switches],
    }
    write_search(root, {SWITCHES: (SWITCH_COLUMNS, switches)}, said)
    code = SOME_FAILED if failed else 0
    voice.show(sweep_table(sweep, found), "", *_sentences(found, span.key, switches), f"\nFolder  {place}")
    voice.record("result", code=code, folder=str(place), summary=said)
    return code


def _sentences(found: list[Outcome], key: str, switches: Sequence[Sequence[object]]) -> list[str]:
    solved = [each for each in found if each.failure is None]
    lines = [
        f"the roadmap differs between {printable(str(row[4]))} and {printable(str(row[6]))}" for row in switches
    ] or (["the roadmap is the same at all points"] if len(solved) == len(found) else [])
    missing = f", {len(found) - len(solved)} more failed" if len(solved) < len(found) else ""
    spaces = max(len(solved) - 1, 0)
    return [*lines, f"A sweep of {len(solved)} points{missing}: nothing is proven of the {spaces} spaces between them."]
