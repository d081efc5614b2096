"""The state of a search by year, and its continuous rounds: between the best design and the one the cuts propose."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import numpy as np

from .above import FLOOR, Above
from .below import Array, Below, Point, better
from .highs import Settings, Watcher
from .linear import LinearProgram

# How far to step from the best design towards the proposed one, while the bound is far from it and when it is near.
FAR, NEAR = 0.15, 0.5

# Share of the gap to which the sizes of a whole-number design are made the best.
POLISHED = 0.1

# Gap below which a design that oversteps a statement is believed to be the best there is. [1]
CERTAIN = 1e-8

# Widest gap to which whole-number decisions are worth proposing. [1]
ROUGH = 0.02
LEAST_SECONDS = 5.0


def says_something(bound: float) -> bool:
    """Whether a bound is more than what is assumed of years that have no cuts yet."""
    return bound > 0.1 * FLOOR


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
