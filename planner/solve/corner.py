"""The design that is delivered: a corner of what the cuts allow, without sizes that mean nothing."""

from __future__ import annotations

import numpy as np

from .below import Point
from .descent import Search
from .linear import LinearProgram
from .slivers import Sizes

# Share of the gap that a tidier design may cost. [1]
NEAR = 0.1

# Share of the gap within which a design costs what the cuts say. [1]
AGREED = 0.01

# How often to look for a design without slivers.
TIDYING = 10


def settle(search: Search, rounds: int, sizes: Sizes | None = None) -> None:
    """Replace the best design by a corner of what the cuts allow: no size is left over from steps in between.

    Parameters
    ----------
    search : Search
        Ended, with its best design; that is replaced where another one is as good.
    rounds : int
        How often to look for one.
    sizes : Sizes, optional
        Decisions on sizes: slivers among them are given up, too, if the design stays as good without them.
    """
    best, above = search.best, search.above
    # What is overstepped by next to nothing may be kept by a corner; what truly contradicts itself is not.
    if best is None or best.penalty > NEAR * search.settings.gap * abs(best.cost):
        return
    whole = above.whole_columns()
    program = LinearProgram(above.with_cuts())
    program.hold(whole, best.values[above.decisions[whole]])
    corner = _replace(search, program, "corner", best, rounds)
    if corner is None or sizes is None:
        return
    slivers = np.flatnonzero(np.isin(above.decisions, sizes.slivers(corner.values)))
    if slivers.size:
        program.hold(slivers, np.zeros(slivers.size))
        _replace(search, program, "tidied", best, TIDYING)


def _replace(search: Search, program: LinearProgram, kind: str, best: Point, rounds: int) -> Point | None:
    """The first design that the cuts propose and that is as good as the best one was; it takes its place."""
    for _ in range(rounds):
        answer = None if search.out_of_time() else program.solve()
        if answer is None:
            return None
        design = search.learn(search.above.expand(answer.values), program)
        if _as_good(search, design, best):
            search.best = design
            search.tell(kind, design, search.bound)
            return design
        if design.cost - answer.objective <= AGREED * search.settings.gap * abs(best.cost):
            # The cuts know what it costs, and would propose it again.
            return None
    return None


def _as_good(search: Search, design: Point, best: Point) -> bool:
    """Whether a design keeps every statement, at next to the same cost, and within the gap."""
    near = design.cost <= best.cost + NEAR * search.settings.gap * abs(best.cost)
    proven = search.gap(design, search.bound) <= max(search.settings.gap, search.gap(best, search.bound))
    return design.keeps and near and proven
