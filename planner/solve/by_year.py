"""Choose a plan year by year: decisions above, one operation problem per year below, joined by cuts.

Every year is solved with the decisions held; the reduced costs of what it was handed say how its cost would change,
and become a row (a Benders cut) of the problem above. Points are taken between the best design so far and the one the
cuts propose, first without whole numbers, then with them. The bound of the problem above is a proven lower bound, the
cost of any design an upper one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from ..errors import SolverError
from .above import FLOOR, Above, Cut
from .highs import Outcome, Settings, Status, Watcher, solve
from .linear import Answer, LinearProgram
from .matrix import Index
from .parametric import ParametricProgram
from .split import Split, YearProblem

Array = NDArray[np.float64]

WORKERS = 2

# How far to step from the best design towards the proposed one, while the bound is far from it and when it is near.
FAR, NEAR = 0.15, 0.5
CONTINUOUS_ROUNDS = 120

# Gap of the search without whole numbers, if one with them follows: its rounds are cheap, and what they teach is not
# lost. [1]
CONTINUOUS_GAP = 5e-4
POLISH_ROUNDS = 60

# Share of the gap to which the sizes of a whole-number design are made the best. [1]
POLISHED = 0.1

# Price of overstepping, relative to the cost, below which it is only the solver's tolerance.
KEPT = 1e-9

# Gap below which a design that oversteps a statement is believed to be the best there is. [1]
CERTAIN = 1e-8
WHOLE_ROUNDS = 200

# Distance from a whole number from which a decision counts as taken in part. [1]
PARTED = 1e-4

# Distance from a whole number at which sizes cannot follow from what is left. [1]
EXACT = 1e-9

# Widest gap to which whole-number decisions are worth proposing. [1]
ROUGH = 0.02
LEAST_SECONDS = 5.0


@dataclass(frozen=True)
class Point:
    """A design and what it truly costs, and how much of that is the price of overstepping statements. [million]"""

    values: Array
    cost: float
    penalty: float

    @property
    def keeps(self) -> bool:
        """Whether every statement is kept."""
        return self.penalty <= KEPT * max(abs(self.cost), 1.0)


def says_something(bound: float) -> bool:
    """Whether a bound is more than what is assumed of years that have no cuts yet."""
    return bound > 0.1 * FLOOR


def better(one: Point | None, other: Point | None) -> Point | None:
    """The cheaper of two designs; one that keeps every statement comes before one that does not."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=lambda point: (not point.keeps, point.cost))


class Below:
    """The years, each kept with the solver."""

    def __init__(self, above: Above, years: Sequence[YearProblem], programs: Sequence[ParametricProgram]) -> None:
        self._above = above
        self._years = years
        self._programs = programs
        self._pool = ThreadPoolExecutor(max_workers=WORKERS)

    def evaluate(self, values: Array) -> tuple[Point, list[Answer]]:
        """True cost of a design, and what every year answers."""
        answers = list(self._pool.map(lambda position: self._solve(position, values), range(len(self._years))))
        complete = values.copy()
        for year, answer in zip(self._years, answers, strict=True):
            complete[year.own] = answer.values[year.own_at]
        cost = self._above.settle(complete, np.array([answer.objective for answer in answers]))
        return Point(complete, cost, self._above.split.oversteps_cost(complete)), answers

    def cuts(self, values: Array, answers: Sequence[Answer]) -> list[Cut]:
        """What the years' answers to a design say of every other design."""
        return [self._above.cut(at, self._years[at], answer, values) for at, answer in enumerate(answers)]

    def relearn(self, known: Sequence[Cut]) -> list[Cut]:
        """Cuts of these years at the designs at which cuts of other years were found."""
        width, count = self._above.split.problem.cost.size, self._above.decisions.size
        designs: list[list[Array]] = [[] for _ in self._years]
        for cut in known:
            designs[int(cut.columns[-1]) - count].append(cut.handed)

        def learn(position: int) -> list[Cut]:
            year, found = self._years[position], []
            for design in designs[position]:
                values = np.zeros(width)
                values[year.handed] = self._clipped(year, design)
                found.append(self._above.cut(position, year, self._solve(position, values), values))
            return found

        return [cut for cuts in self._pool.map(learn, range(len(self._years))) for cut in cuts]

    def _clipped(self, year: YearProblem, design: Array) -> Array:
        return np.clip(design, year.problem.low[year.handed_at], year.problem.high[year.handed_at])

    def _solve(self, position: int, values: Array) -> Answer:
        year = self._years[position]
        program = self._programs[position]
        program.hold(year.handed_at, self._clipped(year, values[year.handed]))
        answer = program.solve()
        if answer is None:
            raise SolverError(f"the operation of {year.year} has no solution although every demand may be missed")
        return answer

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown()


@dataclass
class Search:
    """State of the search: the best design, the proven bound, and where to look next."""

    above: Above
    below: Below
    settings: Settings
    watch: Watcher
    stop: threading.Event
    enough: float = np.inf
    polished: float = POLISHED
    scale: float | None = None
    best: Point | None = None
    bound: float = -np.inf
    began: float = field(default_factory=time.perf_counter)
    lines: list[str] = field(default_factory=lambda: ["by year: kind of round, best cost, bound, gap, seconds"])

    def tell(self, kind: str, point: Point | None, bound: float) -> None:
        """Keep a line of the search for the log, and report."""
        cost = point.cost if point is not None else np.inf
        seconds = time.perf_counter() - self.began
        self.lines.append(f"{kind:<11} {cost:14.6f} {bound:14.6f} {self.gap(point, bound):9.2e} {seconds:8.1f}")
        # Without whole numbers a design is no plan yet.
        if says_something(bound):
            self.watch(np.inf if kind == "continuous" and self.above.whole_columns().size else cost, bound)

    def gap(self, point: Point | None, bound: float) -> float:
        """Distance of a cost from a bound, relative to the cost, or to what is given as its scale."""
        if point is None or not np.isfinite(bound):
            return np.inf
        return max(point.cost - bound, 0.0) / max(self.scale or abs(point.cost), 1e-10)

    def closed(self) -> bool:
        """Whether the best design is as near to the bound as was asked, or the bound as high."""
        return self.gap(self.best, self.bound) <= self.settings.gap or self.bound >= self.enough

    def worthwhile(self) -> float:
        """Gap to which the problem above is solved: the wider, the more is left to learn of the years anyway. [1]"""
        asked = max(self.settings.gap, min(0.1 * self.gap(self.best, self.bound), ROUGH)) * 0.25
        if self.scale is None or self.best is None:
            return asked
        return asked * min(self.scale / max(abs(self.best.cost), 1e-10), 1.0)

    def out_of_time(self) -> bool:
        """Whether a limit or the user ends the search."""
        limit = self.settings.time_limit
        return self.stop.is_set() or (limit is not None and time.perf_counter() - self.began > limit)

    def left(self) -> float | None:
        """Seconds left, if there is a limit."""
        if self.settings.time_limit is None:
            return None
        return max(self.settings.time_limit - (time.perf_counter() - self.began), LEAST_SECONDS)

    def learn(self, values: Array, program: LinearProgram | None) -> Point:
        """Evaluate a design, keep its cuts."""
        point, answers = self.below.evaluate(values)
        cuts = self.below.cuts(values, answers)
        self.above.cuts.extend(cuts)
        if program is not None:
            for cut in cuts:
                program.add_row(cut.low, cut.columns, cut.coefficients)
        return point

    def descend(
        self, kind: str, program: LinearProgram, start: Point | None, target: float, rounds: int, *, keep: bool
    ) -> tuple[Point | None, Point | None, float]:
        """Continuous rounds: points between the cheapest design and the one the cuts propose, until they agree.

        Where a design is wanted that keeps every statement, one that does not is good enough only if next to nothing is
        left between it and the bound: a small overstep costs less than any usual gap.

        Returns the cheapest design, the cheapest that keeps every statement, and the bound.
        """
        cheapest, keeping, bound = start, start if start is not None and start.keeps else None, -np.inf
        step = FAR
        for _ in range(rounds):
            answer = program.solve()
            if answer is None:
                return cheapest, keeping, np.inf
            bound = max(bound, answer.objective)
            if kind == "polish" and self.best is not None and self.best.keeps and bound > self.best.cost:
                break
            near = CERTAIN if keep and keeping is None else target
            wanted = keeping if keep and keeping is not None else cheapest
            if wanted is not None and (self.gap(wanted, bound) <= near or self.out_of_time()):
                break
            proposed = self.above.expand(answer.values)
            if self.gap(cheapest, bound) <= target:
                # A design that keeps every statement is all that is left to find: corners do, points between seldom.
                step = 1.0
            if cheapest is not None:
                decisions = self.above.decisions
                proposed[decisions] = step * proposed[decisions] + (1.0 - step) * cheapest.values[decisions]
            point = self.learn(proposed, program)
            if cheapest is None or point.cost < cheapest.cost:
                cheapest = point
            if point.keeps:
                keeping = better(keeping, point)
            step = FAR if self.gap(cheapest, bound) > 0.1 else NEAR
            if kind == "continuous":
                self.tell(kind, keeping, bound)
        return cheapest, keeping, bound


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
        return _search(search, start, probing=probing, descending=bound is None, corners=corners)
    finally:
        below.close()


def _search(
    search: Search, start: Array | None, *, probing: bool, descending: bool, corners: int
) -> tuple[Outcome, Array | None]:
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
            return Outcome(Status.INFEASIBLE, None, np.inf, np.inf, ""), None
        search.bound = max(search.bound, bound)
        if whole.size == 0:
            search.best = keeping or relaxed
            _settle(search, whole, corners)
            return _conclude(search)
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
            return Outcome(Status.INFEASIBLE, None, np.inf, np.inf, found.log), None
        search.bound = max(search.bound, found.bound)
        if found.values is None:
            break
        if not search.closed():
            _try(search, found.values, whole)
        search.tell("whole", search.best, search.bound)
    if search.best is None and begin is not None and search.bound >= search.enough:
        # Nothing had to be found that keeps every statement: where the search began is as good an example as any.
        search.best = begin if _is_whole(begin.values[above.decisions[whole]]) else None
    _settle(search, whole, corners)
    return _conclude(search)


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


def _settle(search: Search, whole: Index, rounds: int) -> None:
    """Replace the best design by a corner of what the cuts allow: no size is left over from steps in between."""
    best, above = search.best, search.above
    if best is None or not best.keeps:
        return
    program = LinearProgram(above.with_cuts())
    program.hold(whole, best.values[above.decisions[whole]])
    for _ in range(rounds):
        answer = None if search.out_of_time() else program.solve()
        if answer is None:
            return
        corner = search.learn(above.expand(answer.values), program)
        near = corner.cost <= best.cost + 0.1 * search.settings.gap * abs(best.cost)
        proven = search.gap(corner, search.bound) <= max(search.settings.gap, search.gap(best, search.bound))
        if corner.keeps and near and proven:
            search.best = corner
            search.tell("corner", corner, search.bound)
            return


def _conclude(search: Search) -> tuple[Outcome, Array | None]:
    status = Status.OPTIMAL
    if not search.closed():
        status = Status.INTERRUPTED if search.stop.is_set() else Status.LIMIT
    values = search.best.values if search.best is not None else None
    cost = search.best.cost if search.best is not None else np.inf
    return Outcome(status, values, cost, min(search.bound, cost), "\n".join(search.lines)), values
