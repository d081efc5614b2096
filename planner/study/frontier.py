"""The Pareto front of a case: what less CO2 or a higher score costs, point by point, each with its proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ..case.value import Case
from ..errors import AuditError
from ..site import Site
from ..solve.aims import LEVEL, SCALE, SIGNS, UNITS, Aim, check_aim
from ..solve.aims import SEVERE as SEARCHING
from ..solve.assemble import Operation, build_pathway
from ..solve.family import Family, Member
from ..solve.highs import Settings
from ..solve.objective import discounted_cost
from ..solve.repair import Repair
from ..solve.solution import evaluate
from ..solve.split import split_pathway
from .front import Front, knee, trace
from .ground import Ground, grounds, whole_year
from .plan import Subject
from .proving import MILLION, Figures, Years, measure

Against = Literal["co2", "score"]
Tell = Callable[[str], None]

REPAIRS = 3

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
    repair : Repair
        What made it keep its level.
    """

    member: Member
    cost: float
    bound: float
    reached: float
    other: float
    repair: Repair


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
    """

    site: Site
    base: Mapping[str, float]
    against: Against
    days: int
    settings: Settings
    tell: Tell
    repair: Repair = field(default_factory=Repair)
    solves: int = 0

    def run(self, count: int) -> tuple[Family, Front, float]:
        """Both ends, then points between them.

        Returns
        -------
        tuple of (Family, Front, float)
            The problem with a level, its points, and what no plan surpasses. [t; points]
        """
        sign = SIGNS[self.against]
        anything = Aim(self.against, level=0.0 if sign < 0.0 else MOST_CO2)
        self.tell("the cheapest plan")
        cheapest = self._placed(self._family(anything), anything, anything.level or 0.0)
        self.tell("how far the other end reaches")
        furthest, bound = self._furthest()
        width = max(abs(furthest - cheapest.reached), 1e-9)
        loose = 0.0 if sign < 0.0 else cheapest.reached * (1.0 + ROOM) + ROOM
        aim = Aim(self.against, level=loose, favour=FAVOUR * abs(cheapest.cost) / width)
        family = self._family(aim)

        def solve(level: float) -> Placing:
            self.tell(f"{self.solves + 1}: the cheapest plan with {sign * level:,.6g} {UNITS[self.against]}")
            return self._placed(family, aim, sign * level)

        # The favour may cost the first point its last digits; what no plan costs less than is known without it.
        first = self._placed(family, aim, loose)
        first = replace(first, bound=min(max(first.bound, cheapest.bound), first.cost))
        last = self._placed(family, aim, furthest + sign * ROOM * max(abs(furthest), 1.0))
        return family, trace(first, last, solve, count), bound

    def _family(self, aim: Aim) -> Family:
        pathway = build_pathway(self.site, self.base, aim)
        return Family.alone(pathway, self.days, self.settings)

    def _furthest(self) -> tuple[float, float]:
        """The best that any plan reaches, and what none surpasses."""
        self.solves += 1
        aim = Aim(self.against)
        family = self._family(aim)
        family.split = split_pathway(family.pathway, SEARCHING)
        member = family.choose(0.5, repair=Repair(days=self.repair.days))
        return measure(family, aim, member), member.bound / SCALE[self.against]

    def _placed(self, family: Family, aim: Aim, level: float) -> Placing:
        """The cheapest plan at a level. [t; points]"""
        self.solves += 1
        sign, loose = SIGNS[self.against], aim.level or 0.0
        repair = self._tightened(family, max(sign * (loose - level), 0.0))
        member = family.choose(0.5, repair=repair)
        reached = measure(family, Aim(self.against), member)
        gift = sign * aim.favour
        cost = member.at(0.5) - gift * reached
        # A plan that reaches the level just so has the least of the favour that the bound counts on.
        bound = min(member.bound - gift * level, cost)
        return Placing(member, cost, bound, reached, sign * reached, repair)

    def _tightened(self, family: Family, amount: float) -> Repair:
        key = f".{LEVEL}"
        slack = next(each for each in family.pathway.yearly.slacks if each.where.key.endswith(key))
        column = family.pathway.compiled.of(slack.variable)
        room = dict(self.repair.room)
        room[column] = room.get(column, 0.0) + amount
        return replace(self.repair, room=tuple(sorted(room.items())))


def search_frontier(
    subject: Subject, against: Against, count: int, settings: Settings, days: int, tell: Tell
) -> Frontier:
    """Find the front between least cost and least CO2 or the highest score.

    Parameters
    ----------
    subject : Subject
        What is studied.
    against : str
        co2: gross CO2, location-based, of all years; score: sum of the totals that the case states.
    count : int
        Points, ends included.
    settings : Settings
        Gap of a solve, threads.
    days : int
        Typical days.
    tell : callable
        Told what is being done.

    Returns
    -------
    Frontier
        Points from the cheapest to the best.

    Raises
    ------
    CaseError
        If the case states no score and one is asked for.
    InfeasibleError
        If statements of the case contradict each other.
    AuditError
        If a plan does not hold in the full year, whatever is repaired.
    """
    tell("reading the case and operating its base year")
    case = subject.read()
    check_aim(Aim(against), case)
    (ground,) = grounds([case], settings)
    operation = whole_year(ground.site)
    tracing = Tracing(ground.site, ground.base, against, days, settings, tell)
    repairs: list[str] = []
    while True:
        family, front, bound = tracing.run(count)
        points, reason = _operated(ground, family, front, operation, tracing, tell)
        if not reason:
            return Frontier(against, case, tuple(points), bound, front.unexplored, tracing.solves, days, tuple(repairs))
        if len(repairs) == REPAIRS:
            raise AuditError(f"a plan does not hold in the full year: {reason}")
        repairs.append(reason)
        tell(f"a plan does not hold in the full year, so all are chosen anew: {reason}")


def _operated(
    ground: Ground, family: Family, front: Front, operation: Operation, tracing: Tracing, tell: Tell
) -> tuple[list[Shown], str]:
    """Every point in the full year; or why one of them does not hold."""
    years = Years(family, ground, operation, tracing.against)
    found, reasons = list[Shown](), dict[str, None]()
    best, repair = knee(front.points), tracing.repair
    for place, placing in enumerate(front.points):
        assert isinstance(placing, Placing)
        tell(f"point {place + 1} of {len(front.points)} in all hours")
        result = years.operate(placing.member, placing.repair)
        # A full year may miss the level by a little; what it reaches is told.
        kept = tuple(each for each in result.oversteps if not each[0].where.key.endswith(f".{LEVEL}"))
        result = replace(result, oversteps=kept)
        repair, reason = years.lesson(placing.member, result, repair)
        if reason:
            reasons[reason] = None
            continue
        figures = years.figures(ground.case, placing.member, result)
        paid = evaluate(discounted_cost(family.pathway.yearly)) * MILLION
        figures = replace(figures, cost=paid)
        score = None
        if tracing.against == "score":
            full = replace(placing.member, values=result.values)
            score = measure(family, Aim("score"), full)
        gap = (placing.cost - placing.bound) / max(abs(placing.cost), 1e-10)
        found.append(Shown(place + 1, placing, figures, gap, score, place == best))
    tracing.repair = repair
    return found, "; ".join(reasons)
