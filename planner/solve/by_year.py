"""Choose a plan year by year: decisions above, one operation problem per year below, joined by cuts.

Every year is solved with the decisions held; the reduced costs of what it was handed say how its cost would change,
and become a row (a Benders cut) of the problem above. Points are taken between the best design so far and the one the
cuts propose, first without whole numbers, then with them. The bound of the problem above is a proven lower bound, the
cost of any design an upper one.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .above import Above, Cut
from .below import Array, Below, better
from .corner import settle
from .descent import POLISHED, Search
from .highs import Outcome, Settings, Status, Watcher, solve
from .linear import LinearProgram
from .matrix import Index
from .parametric import ParametricProgram
from .slivers import Sizes
from .split import Split, YearProblem

CONTINUOUS_ROUNDS = 120

# Gap of the search without whole numbers, if one with them follows: its rounds are cheap, and what they teach is not
# lost. [1]
CONTINUOUS_GAP = 5e-4
POLISH_ROUNDS = 60
WHOLE_ROUNDS = 200

# Distance from a whole number from which a decision counts as taken in part. [1]
PARTED = 1e-4

# Distance from a whole number at which sizes cannot follow from what is left. [1]
EXACT = 1e-9


def solve_by_year(
    split: Split,
    years: Sequence[YearProblem],
    settings: Settings,
    start: Array | None,
    cuts: list[Cut],
    watch: Watcher,
    stop: threading.Event,
    programs: Sequence[ParametricProgram] | None = None,
    *,
    bound: float | None = None,
    enough: float = np.inf,
    scale: float | None = None,
    polished: float = POLISHED,
    corners: int = POLISH_ROUNDS,
    sizes: Sizes | None = None,
    relearn: Sequence[Cut] = (),
    above: Above | None = None,
) -> tuple[Outcome, Array | None]:
    """Choose a plan.

    Parameters
    ----------
    split : Split
        The pathway taken apart.
    years : sequence of YearProblem
        Its years, in order.
    settings : Settings
        Gap, time limit.
    start : ndarray, optional
        Pathway columns of a design to begin from; its decisions must keep the rows of the problem above.
    cuts : list of Cut
        What is known already of the years' costs; what is learnt is added.
    watch : callable
        Called with the best cost and the bound.
    stop : threading.Event
        Setting it ends the search; the best design is kept.
    programs : sequence of ParametricProgram, optional
        The years with the solver, in parameters of what they are handed, if they are there already.
    bound : float, optional
        What no plan costs less than, as searches like this one have proven; the cuts they have left are good enough to
        go on with whole numbers at once.
    enough : float
        A bound at which the search may end.
    scale : float, optional
        Cost to which gaps are relative; by default that of the design, prices of oversteps included. [million]
    polished : float
        Share of the gap to which the sizes of a whole-number design are made the best.
    corners : int
        How often to look for a design as good as the best one in which no size is left over from steps in between.
    sizes : Sizes, optional
        Decisions on sizes, of which those that mean nothing are left out of the design where nothing is lost by it.
    relearn : sequence of Cut
        Cuts of a search like this one whose years cost otherwise: new ones are found at the same designs.
    above : Above, optional
        The problem of decisions, with these cuts, where it is more than the decisions and a cost of every year.

    Returns
    -------
    tuple of (Outcome, ndarray or None)
        Status, cost and bound; and the pathway columns of the best design.
    """
    above = above or Above(split, cuts)
    if programs is None:
        programs = [ParametricProgram(year.problem, year.handed_at) for year in years]
    below = Below(above, years, programs)
    proven = -np.inf if bound is None else bound
    search = Search(above, below, settings, watch, stop, enough, polished, scale, bound=proven)
    probing = not cuts and not relearn
    try:
        cuts.extend(below.relearn(relearn))
        outcome = _search(search, start, probing=probing, descending=bound is None)
        if outcome is not None:
            return outcome, None
        settle(search, corners, sizes)
        return _conclude(search)
    finally:
        below.close()


def _search(search: Search, start: Array | None, *, probing: bool, descending: bool) -> Outcome | None:
    """Search until the gap is closed or time is out; the outcome where there is no design at all."""
    above, settings = search.above, search.settings
    program = LinearProgram(above.with_cuts())
    begin = search.learn(start, program) if start is not None else None
    whole = above.whole_columns()
    if begin is not None and begin.keeps and _is_whole(begin.values[above.decisions[whole]]):
        search.best = begin
    if descending or search.best is None or whole.size == 0:
        share = max(0.5, 2.0 * search.polished)
        target = min(share * settings.gap, CONTINUOUS_GAP) if whole.size else 0.9 * settings.gap
        relaxed, keeping, bound = search.descend(
            "continuous", program, begin, target, CONTINUOUS_ROUNDS, keep=whole.size == 0
        )
        if not np.isfinite(bound) and bound > 0.0:
            return Outcome(Status.INFEASIBLE, None, np.inf, np.inf, "")
        search.bound = max(search.bound, bound)
        if whole.size == 0:
            search.best = keeping or relaxed
            return None
    if search.best is not None and not search.closed():
        _try(search, above.condense(search.best.values), whole)
        search.tell("begun", search.best, search.bound)
    if probing:
        _probe(search, program, whole)
    for _ in range(WHOLE_ROUNDS):
        if search.closed() or (search.out_of_time() and search.best is not None):
            break
        # Even a search that is stopped before its first whole-number design takes the time for one.
        stop = search.stop if search.best is not None else threading.Event()
        known = above.condense(search.best.values) if search.best is not None else None
        limited = replace(settings, gap=search.worthwhile(), time_limit=search.left())
        found = solve(above.with_cuts(), limited, None, stop, known)
        if found.status is Status.INFEASIBLE:
            return Outcome(Status.INFEASIBLE, None, np.inf, np.inf, found.log)
        search.bound = max(search.bound, found.bound)
        if found.values is None:
            break
        if not search.closed():
            _try(search, found.values, whole)
        search.tell("whole", search.best, search.bound)
    if search.best is None and begin is not None and search.bound >= search.enough:
        # Nothing had to be found that keeps every statement: where the search began is as good an example as any.
        search.best = begin if _is_whole(begin.values[above.decisions[whole]]) else None
    return None


def _is_whole(values: Array) -> bool:
    return bool(np.abs(values - np.round(values)).max(initial=0.0) <= EXACT)


def _probe(search: Search, program: LinearProgram, whole: Index) -> None:
    """Learn what the years cost on either side of every decision that is taken in part so far.

    A cut found without a plant says what its first megawatt is worth and promises the same for a large one: without
    cuts beyond the jump, whole-number designs would be proposed one after the other to learn just that.
    """
    problem = search.above.problem
    answer = program.solve()
    if answer is None:
        return
    parted = whole[np.abs(answer.values[whole] - np.round(answer.values[whole])) > PARTED]
    for column in parted:
        place = np.array([column])
        for number in (np.ceil(answer.values[place]), np.floor(answer.values[place])):
            if search.out_of_time():
                return
            program.hold(place, number)
            proposed = program.solve()
            if proposed is not None:
                search.learn(search.above.expand(proposed.values), program)
        program.bound(place, problem.low[place], problem.high[place])


def _try(search: Search, found: Array, whole: Index) -> None:
    """Make the best of the continuous sizes of a whole-number design.

    Every point is found with the whole numbers held at their rounded values: what the solver's tolerance leaves between
    them and the sizes that follow from them would be missing in the balances of the full year.
    """
    program = LinearProgram(search.above.with_cuts())
    numbers, best = np.round(found[whole]), search.best
    program.hold(whole, numbers)
    same = (
        best is not None and best.keeps and np.abs(best.values[search.above.decisions[whole]] - numbers).max() < PARTED
    )
    polished, keeping, _ = search.descend(
        "polish", program, best if same else None, search.polished * search.settings.gap, POLISH_ROUNDS, keep=True
    )
    search.best = better(search.best, keeping or polished)


def _conclude(search: Search) -> tuple[Outcome, Array | None]:
    status = Status.OPTIMAL
    if not search.closed():
        status = Status.INTERRUPTED if search.stop.is_set() else Status.LIMIT
    values = search.best.values if search.best is not None else None
    cost = search.best.cost if search.best is not None else np.inf
    return Outcome(status, values, cost, min(search.bound, cost), "\n".join(search.lines)), values
