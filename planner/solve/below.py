"""The years below the problem of decisions: what a design truly costs, and what that says of every other design."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import SolverError
from .above import Above, Cut
from .linear import Answer
from .parametric import ParametricProgram
from .split import YearProblem

Array = NDArray[np.float64]

WORKERS = 2

# Price of overstepping, relative to the cost, below which it is only the solver's tolerance.
KEPT = 1e-9


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
