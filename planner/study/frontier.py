"""The Pareto front of a case: what less CO2 or a higher score costs, point by point, each with its proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal

from ..case.value import Case
from ..errors import AuditError
from ..solve.aims import SCALE, SIGNS, UNITS
from ..solve.repair import UNREPAIRED, Repair
from .engine import Engine
from .front import Front, knee, trace
from .plan import Subject
from .proving import REPAIRS, Figures
from .search.asker import Asker, Asks, Kept
from .search.task import CHEAPEST, Choose, Goal, Operate

Against = Literal["co2", "score"]
Tell = Callable[[str], None]

# What the whole range of the other quantity is worth beside the cost, as a share of it. [1]
FAVOUR = 1e-4

# More CO2 than any factory emits in all its years. [t]
MOST_CO2 = 1e9

# By how much the far end may miss what was proven to be in reach, so that rounding leaves it a plan. [1]
ROOM = 1e-6


@dataclass(frozen=True)
class Placing:
    """A plan of the front, on typical days.

    Attributes
    ----------
    cost, bound : float
        What it costs, and what no plan at its level costs less than. [million]
    reached : float
        CO2 of all years, or sum of the totals. [t; points]
    other : float
        The same with the sign by which less is better.
    key : str
        Under which it is kept.
    tighter : float
        By how much its level is tighter than the loosest. [t; points]
    """

    cost: float
    bound: float
    reached: float
    other: float
    key: str
    tighter: float


@dataclass(frozen=True)
class Shown:
    """A point of the front with what it is in the full years.

    Attributes
    ----------
    gap : float
        How much cheaper a plan may be that reaches as much, as a share of the cost. [1]
    score : float or None
        Sum of the totals that the plan counts on in its full years. [points]
    """

    number: int
    placing: Placing
    figures: Figures
    gap: float
    score: float | None
    is_knee: bool


@dataclass(frozen=True)
class Frontier:
    """What was found.

    Attributes
    ----------
    best : float
        What no plan surpasses. [t; points]
    unexplored : float
        Share of the area between the ends in which further points may be. [1]
    """

    against: Against
    case: Case
    points: tuple[Shown, ...]
    best: float
    unexplored: float
    solves: int
    days: int
    repairs: tuple[str, ...]

    @property
    def unit(self) -> str:
        """Unit of what stands against the cost."""
        return UNITS[self.against]


@dataclass
class Tracing:
    """The problems of one front.

    Attributes
    ----------
    repair : Repair
        What full years have shown to be needed; rooms are of the problem with a level.
    goal : Goal
        That of the points, once both ends are known.
    """

    asks: Asks
    against: Against
    tell: Tell
    repair: Repair = UNREPAIRED
    solves: int = 0
    goal: Goal = CHEAPEST

    def run(self, count: int) -> tuple[Front, float]:
        """Both ends, then points between them.

        Returns
        -------
        tuple of (Front, float)
            The points, and what no plan surpasses. [t; points]
        """
        sign, unit = SIGNS[self.against], UNITS[self.against]
        self.goal = Goal(self.against, level=0.0 if sign < 0.0 else MOST_CO2)
        self.tell("the cheapest plan, and how far the other end reaches")
        search = Choose(goal=Goal(self.against), repair=Repair(days=self.repair.days))
        any_level = self.goal.level or 0.0
        kept, furthest = self._choose([self._at("the cheapest plan", any_level), ("the other end", search)])
        cheapest = self._placed(kept, any_level)
        bound = furthest.planned.member.bound / SCALE[self.against]
        reached = _reached(furthest)
        width = max(abs(reached - cheapest.reached), 1e-9)
        loose = 0.0 if sign < 0.0 else cheapest.reached * (1.0 + ROOM) + ROOM
        self.goal = Goal(self.against, level=loose, favour=FAVOUR * abs(cheapest.cost) / width)

        def solve(others: Sequence[float]) -> list[Placing]:
            self.tell(f"{self.solves} plans chosen, {len(others)} more to choose")
            levels = [sign * other for other in others]
            asked = [self._at(f"the cheapest plan with {level:,.6g} {unit}", level) for level in levels]
            return [self._placed(each, level) for each, level in zip(self._choose(asked), levels, strict=True)]

        far = reached + sign * ROOM * max(abs(reached), 1.0)
        first, last = solve([sign * loose, sign * far])
        # The favour may cost the first point its last digits; what no plan costs less than is known without it.
        first = replace(first, bound=min(max(first.bound, cheapest.bound), first.cost))
        return trace(first, last, solve, count), bound

    def _choose(self, asked: Sequence[tuple[str, Choose]]) -> list[Kept]:
        self.solves += len(asked)
        return self.asks.choose(asked)

    def _at(self, says: str, level: float) -> tuple[str, Choose]:
        """The question for the cheapest plan at a level. [t; points]"""
        return says, Choose(goal=self.goal, tighter=self._tighter(level), repair=self.repair)

    def _tighter(self, level: float) -> float:
        return max(SIGNS[self.against] * ((self.goal.level or 0.0) - level), 0.0)

    def _placed(self, kept: Kept, level: float) -> Placing:
        """The cheapest plan at a level. [t; points]"""
        sign, member, reached = SIGNS[self.against], kept.planned.member, _reached(kept)
        gift = sign * self.goal.favour
        cost = member.at(0.5) - gift * reached
        # A plan that reaches the level just so has the least of the favour that the bound counts on.
        bound = min(member.bound - gift * level, cost)
        return Placing(cost, bound, reached, sign * reached, kept.key, self._tighter(level))


def _reached(kept: Kept) -> float:
    reached = kept.planned.reached
    assert reached is not None, "something stands against the cost"
    return reached


def search_frontier(
    engine: Engine, jobs: int, subject: Subject, case: Case, against: Against, count: int, tell: Tell
) -> Frontier:
    """Find the front between least cost and least CO2 or the highest score.

    Parameters
    ----------
    engine : Engine
        A study with the runner of searches.
    jobs : int
        Workers among which plans are shared.
    subject : Subject
        What is studied.
    case : Case
        The same, read, and checked by `planner.solve.aims.check_aim`.
    against : str
        co2: gross CO2, location-based, of all years; score: sum of the totals that the case states.
    count : int
        Points, ends included.
    tell : callable
        Told what is being done.

    Returns
    -------
    Frontier
        Points from the cheapest to the best.

    Raises
    ------
    InfeasibleError
        If statements of the case contradict each other.
    AuditError
        If a plan does not hold in the full year, whatever is repaired.
    PlannerError
        As the run that failed.
    """
    tell("operating the base year")
    asks = Asker(engine, subject, jobs)
    asks.lay([case])
    tracing, repairs = Tracing(asks, against, tell), list[str]()
    while True:
        front, bound = tracing.run(count)
        points, reason = _operated(front, tracing)
        if not reason:
            days, done = subject.options["days"], tuple(repairs)
            return Frontier(against, case, tuple(points), bound, front.unexplored, tracing.solves, days, done)
        if len(repairs) == REPAIRS:
            raise AuditError(f"a plan does not hold in the full year: {reason}")
        repairs.append(reason)
        tell(f"a plan does not hold in the full year, so all are chosen anew: {reason}")


def _operated(front: Front, tracing: Tracing) -> tuple[list[Shown], str]:
    """Every point in the full year; or why one of them does not hold, with what has to change noted."""
    placed = [each for each in front.points if isinstance(each, Placing)]
    tracing.tell(f"{len(placed)} points in all hours")
    results = tracing.asks.operate([
        (f"point {number} of {len(placed)} in all hours",
         Operate(each.key, goal=tracing.goal, tighter=each.tighter, repair=tracing.repair))
        for number, each in enumerate(placed, 1)
    ])  # fmt: skip
    reason = "; ".join(dict.fromkeys(each.reason for each in results if each.reason))
    if reason:
        tracing.repair = reduce(Repair.merged, (each.repair for each in results))
        return [], reason
    found, best = list[Shown](), knee(front.points)
    for place, (placing, result) in enumerate(zip(placed, results, strict=True)):
        assert result.figures is not None
        gap = (placing.cost - placing.bound) / max(abs(placing.cost), 1e-10)
        found.append(Shown(place + 1, placing, result.figures, gap, result.score, place == best))
    return found, ""
