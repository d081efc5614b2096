"""Between which neighbouring points of a sweep the roadmap differs: what was seen, and no proof."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from ..run.tables import Cell
from .outcome import Investment, Outcome

PROOF = "none: a sweep"


def changes(found: Sequence[Outcome], key: str, step: float) -> list[tuple[Cell, ...]]:
    """Rows of `switch.csv` for every two neighbours whose roadmaps differ; values as they were written.

    Parameters
    ----------
    found : sequence of Outcome
        Points along one key, in order.
    key : str
        What is varied.
    step : float
        Step to which sizes are rounded, as a share of the largest of each thing at any point. [1]

    Returns
    -------
    list of tuple
        Key, unit, roadmaps before and after by their fingerprints, values, and that there is no proof.
    """
    solved = [each for each in found if each.failure is None]
    largest: dict[tuple[str, str], float] = {}
    for each in solved:
        for one in each.investments:
            largest[one.action, one.what] = max(largest.get((one.action, one.what), 0.0), one.size)

    def rounded(one: Investment) -> int:
        return 1 if one.unit == "1" else math.floor(one.size / (step * largest[one.action, one.what]) + 0.5)

    def roadmap(each: Outcome) -> set[tuple[int, str, str, int]]:
        return {(one.year, one.action, one.what, rounded(one)) for one in each.investments if rounded(one)}

    rows: list[tuple[Cell, ...]] = []
    for before, after in pairwise(solved):
        if roadmap(before) != roadmap(after):
            names = (str(before.summary["fingerprint"]), str(after.summary["fingerprint"]))
            rows.append((key, None, *names, before.values[key], None, after.values[key], None, PROOF))
    return rows
