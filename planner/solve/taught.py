"""What a search by year has learnt, and how much of it holds for another search of the same pathway.

What a year costs at least whatever is decided (its cuts) stays true while the year stays the same, however decisions
are priced, limited or forced; and still where the year only became dearer or narrower. Otherwise its costs are looked
at anew at designs that are known to matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from .above import Above, Cut
from .full_year import repriced
from .highs import Settings, solve
from .parametric import ParametricProgram
from .split import Split, YearProblem

Array = NDArray[np.float64]

# Designs of every year that are looked at anew when numbers have changed.
RELEARNT = 25

# Cuts of every year that a branch hands back: those that say most about its own design.
GRAFTED = 2

# Gap to which a first design is sought among what is known. [1]
ROUGHLY = 1e-3


@dataclass
class Learnt:
    """What a search has learnt.

    Attributes
    ----------
    days : tuple of int or None
        Calendar days that have joined the typical ones; what is learnt on other days means nothing.
    split, years, programs
        The problem, taken apart, and its years with the solver.
    cuts : list of Cut
        What the years cost at least.
    start : ndarray or None
        The best design. Columns of the split pathway.
    designs : list of ndarray
        Designs that branches have found.
    """

    days: tuple[int, ...] | None = None
    split: Split | None = None
    years: list[YearProblem] = field(default_factory=list)
    programs: list[ParametricProgram] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    start: Array | None = None
    designs: list[Array] = field(default_factory=list)

    def graft(self, branch: Learnt) -> None:
        """Take over the design of a branch, and the cuts that say most about it of years that are the same here."""
        if branch.start is None or branch.split is None or branch.days != self.days:
            return
        self.designs.append(branch.start)
        above, mine = Above(branch.split, branch.cuts), {id(cut) for cut in self.cuts}
        for position, (year, theirs) in enumerate(zip(self.years, branch.years, strict=True)):
            if theirs.is_same(year):
                found = above.tightest(branch.start, position, GRAFTED)
                self.cuts.extend(cut for cut in found if id(cut) not in mine)


@dataclass(frozen=True)
class Taught:
    """What a search begins with.

    Attributes
    ----------
    cuts : list of Cut
        True as they are.
    known : list of Cut
        Of years that cost otherwise: to be found anew at the same designs.
    programs : list of ParametricProgram or None
        Years with the solver, to go on with; None where one must be made.
    start : ndarray or None
        A design to begin from.
    """

    cuts: list[Cut]
    known: list[Cut]
    programs: list[ParametricProgram | None]
    start: Array | None


def of_neighbour(before: Learnt, split: Split, years: Sequence[YearProblem]) -> Taught:
    """What an earlier search of a pathway with other numbers teaches; its programs are taken away from it.

    Cuts of years that are the same in everything are taken as they are.
    """
    if before.start is None or before.split is None or not _comparable(before.split, split):
        return Taught([], [], [None] * len(years), None)
    above, cuts, known = Above(before.split, before.cuts), list[Cut](), list[Cut]()
    for position, (earlier, year) in enumerate(zip(before.years, years, strict=True)):
        found = above.tightest(before.start, position, RELEARNT)
        same_place = np.array_equal(earlier.handed, year.handed)
        if same_place and year.problem.same_as(earlier.problem):
            cuts.extend(found)
        elif same_place:
            known.extend(found)
    start = before.start if split.keeps(before.start) else None
    return Taught(cuts, known, repriced(before.years, before.programs, years), start)


def of_trunk(trunk: Learnt, split: Split, years: Sequence[YearProblem], settings: Settings) -> Taught:
    """What a search of the same pathway teaches one that branches off; programs of the same years are shared.

    The branch begins from the design that promises most of those that its decisions allow; if there is none, from the
    one that is best by the cuts.
    """
    if trunk.start is None or trunk.split is None or not _comparable(trunk.split, split):
        return Taught([], [], [None] * len(years), None)
    above, cuts, known = Above(trunk.split, trunk.cuts), list[Cut](), list[Cut]()
    programs: list[ParametricProgram | None] = []
    for position, (earlier, year) in enumerate(zip(trunk.years, years, strict=True)):
        same = year.is_same(earlier)
        programs.append(trunk.programs[position] if same else None)
        if same or year.is_dearer(earlier):
            cuts.extend(above.of_year(position))
        else:
            known.extend(above.tightest(trunk.start, position, RELEARNT))
    mine = Above(split, cuts)
    allowed = [each for each in (trunk.start, *trunk.designs) if split.keeps(each)]
    if allowed:
        return Taught(cuts, known, programs, min(allowed, key=mine.promise))
    found = solve(mine.with_cuts(), replace(settings, gap=max(settings.gap, ROUGHLY)))
    return Taught(cuts, known, programs, None if found.values is None else mine.expand(found.values))


def _comparable(one: Split, other: Split) -> bool:
    return one.problem.cost.size == other.problem.cost.size and one.years == other.years
