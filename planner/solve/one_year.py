"""One year of a design in all its hours: operated, billed as it turns out, and kept to what equipment can do at once.

A linear program leaves out what would need a yes or no in every hour. What it leaves out is looked for in its answer:
billing that turns out differently, two flows that never run at once but do, units partly on line. Only these are then
settled, and the year is operated again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import SolverError
from ..models.accounts import Fact
from .assemble import Operation, Pathway
from .highs import Settings, solve
from .linear import Answer
from .matrix import Index
from .parametric import ParametricProgram
from .split import YearProblem

Array = NDArray[np.float64]

# How often a year is billed anew, and how often flows at once are shut where they are found before all hours are.
ROUNDS, SHUT_ROUNDS = 6, 20

# Power below which two flows are not counted as running at once. [MW]
IDLE = 1e-6

# A commitment found by rounding is good enough within this share of the cost; otherwise it is searched for.
GOOD_ENOUGH = 1e-3
SEARCH_SECONDS = 60.0


@dataclass(frozen=True)
class Operated:
    """One year of a design.

    Attributes
    ----------
    values : ndarray
        Every column of the year's problem.
    shutting, committing : float
        Discounted cost of shutting flows that ran at once, and of bringing whole units on line. [million]
    forbidden : int
        Hours in which one of two flows had to be shut.
    outcomes : Mapping[int, float]
        Pathway columns of facts of the year's bill, as they turned out.
    """

    values: Array
    shutting: float
    committing: float
    forbidden: int
    outcomes: Mapping[int, float]


class OneYear:
    """A year of a pathway with the solver, operated for one design after another.

    Parameters
    ----------
    year : YearProblem
        The year with all its hours.
    pathway, operation : Pathway, Operation
        The compiled parts.
    threads : int
        Threads of the solver.
    program : ParametricProgram, optional
        The year with the solver, if it is there already, its columns within their own bounds.
    """

    def __init__(
        self,
        year: YearProblem,
        pathway: Pathway,
        operation: Operation,
        threads: int,
        program: ParametricProgram | None = None,
    ) -> None:
        self._year, self._threads = year, threads
        self._program = program or ParametricProgram(year.problem, year.handed_at, threads)
        missing = [self._flow(operation, variable) for variable in operation.hourly.missing.values()]
        self._missing = np.concatenate([np.array([], dtype=np.int64), *missing])
        self._missing = self._missing[self._missing >= 0]
        self._serving = True
        self._facts = [
            (fact, np.array([pathway.compiled.of(variable) for variable in fact.variables]))
            for fact in pathway.yearly.facts
            if fact.year == year.year
        ]
        self._amounts = {
            name: int(year.operation_at[operation.compiled.of(element)])
            for name, element in operation.hourly.block.amount.items()
            if operation.compiled.of(element) >= 0
        }
        self._peaks = {
            name: self._flow(operation, variable)[list(steps)]
            for name, (variable, steps) in operation.hourly.highest.items()
        }
        self._pairs = [
            tuple(self._flow(operation, operation.hourly.flows[name]) for name in pair)
            for pair in operation.hourly.exclusive
        ]
        self._whole = year.operation_at[np.flatnonzero(operation.compiled.problem.integer)]

    def _flow(self, operation: Operation, variable: Any) -> Index:
        """Columns of a flow, hour by hour; -1 where it never runs."""
        columns = operation.compiled.columns(variable)
        return np.where(columns >= 0, self._year.operation_at[columns], -1)

    def freed(self) -> ParametricProgram:
        """The year with the solver; energy may be missing at its price."""
        self._serve(False)
        return self._program

    def operate(self, design: Array) -> Operated:
        """Operate a design.

        Parameters
        ----------
        design : ndarray
            Values of the handed columns.

        Returns
        -------
        Operated
            With what turned out otherwise than the design had it.

        Raises
        ------
        SolverError
            If the solver fails.
        """
        held = design.copy()
        self._serve(True)
        answer = self._settle(held, self._solve(held))
        free = answer.objective
        answer, shut = self._forbid(held, answer)
        partly = answer.objective
        if self._whole.size:
            answer = self._settle(held, self._commit(answer))
        self._release(np.union1d(shut, self._whole))
        columns = [int(column) for _, columns in self._facts for column in columns if column in self._year.handed]
        outcomes = {column: float(held[self._year.handed == column][0]) for column in columns}
        shutting, committing = max(partly - free, 0.0), max(answer.objective - partly, 0.0)
        return Operated(answer.values, shutting, committing, shut.size, outcomes)

    def _solve(self, held: Array) -> Answer:
        self._program.hold(self._year.handed_at, held)
        answer = self._program.solve(sure=not self._serving)
        if answer is None and self._serving:
            self._serve(False)
            answer = self._program.solve()
        if answer is None:
            raise SolverError(f"the operation of {self._year.year} has no solution although every demand may be missed")
        return answer

    def _serve(self, everything: bool) -> None:
        """Serve every demand, or let energy be missing at its price.

        Missing energy is shut as long as the design can do without: over thousands of hours, what each may be off
        within the solver's tolerance adds up to something missing in one of them that no yearly amount shows.
        """
        self._serving = everything
        low, high = self._year.problem.low[self._missing], self._year.problem.high[self._missing]
        self._program.bound(self._missing, low, np.zeros(high.size) if everything else high)

    def _settle(self, held: Array, answer: Answer) -> Answer:
        """Bill the year as it turns out, and operate it under that bill until nothing changes."""
        for _ in range(ROUNDS if self._facts else 0):
            amounts = {name: float(answer.values[column]) for name, column in self._amounts.items()}
            # A maximum that nothing is paid for may end anywhere above the hours it belongs to.
            amounts |= {name: float(answer.values[hours].max()) for name, hours in self._peaks.items()}
            changes = [self._take(fact, columns, amounts, held) for fact, columns in self._facts]
            if not any(changes):
                break
            answer = self._solve(held)
        return answer

    def _take(self, fact: Fact, columns: Index, amounts: dict[str, float], held: Array) -> bool:
        """Put the outcomes of a fact among the handed values; whether any has changed."""
        changed = False
        for column, value in zip(columns, fact.settle(amounts), strict=True):
            place = np.flatnonzero(self._year.handed == column)
            if column >= 0 and place.size and abs(held[place[0]] - value) > 1e-9:
                held[place[0]], changed = value, True
        return changed

    def _forbid(self, held: Array, answer: Answer) -> tuple[Answer, Index]:
        """Shut the smaller of two flows in the hours in which both run; at last in every hour.

        A store without losses can do both in ever other hours at the same cost. Power burnt by doing both may have been
        what earned a discount, so the year is billed anew every time.
        """
        shut = np.array([], dtype=np.int64)
        for attempt in range(SHUT_ROUNDS):
            found = [self._at_once(first, second, answer.values) for first, second in self._pairs]
            new = np.concatenate([np.array([], dtype=np.int64), *found])
            if new.size == 0:
                break
            if attempt == SHUT_ROUNDS - 1:
                new = np.concatenate([self._smaller(first, second, answer.values) for first, second in self._pairs])
            shut = np.union1d(shut, new)
            self._program.bound(shut, np.zeros(shut.size), np.zeros(shut.size))
            answer = self._settle(held, self._solve(held))
        return answer, shut

    def _at_once(self, first: Index, second: Index, values: Array) -> Index:
        """Columns of the smaller of two flows wherever both run."""
        both = (first >= 0) & (second >= 0) & (np.minimum(values[first], values[second]) > IDLE)
        return self._smaller(first[both], second[both], values)

    def _smaller(self, first: Index, second: Index, values: Array) -> Index:
        """Columns of the smaller of two flows, hour by hour."""
        both = (first >= 0) & (second >= 0)
        return np.where(values[first] < values[second], first, second)[both]

    def _commit(self, answer: Answer) -> Answer:
        """Bring whole units on line: those partly on line, or as a search finds better."""
        broken = answer.values[self._whole]
        if np.abs(broken - np.round(broken)).max() <= 1e-6:
            return answer
        units = np.ceil(broken - 1e-6)
        self._program.hold(self._whole, units)
        rounded = self._program.solve()
        if rounded is not None and rounded.objective - answer.objective <= GOOD_ENOUGH * abs(answer.objective):
            return rounded
        searched = self._search(answer, rounded)
        if searched is None:
            raise SolverError(f"no way was found to bring whole units on line in {self._year.year}")
        return searched

    def _search(self, answer: Answer, rounded: Answer | None) -> Answer | None:
        year = self._year
        integer = np.zeros(year.problem.integer.size, dtype=bool)
        integer[self._whole] = True
        held = year.problem.fixed(year.handed_at, answer.values[year.handed_at])
        if self._serving:
            held = held.fixed(self._missing, np.zeros(self._missing.size))
        problem = replace(held, integer=integer)
        found = solve(problem, Settings(gap=GOOD_ENOUGH, time_limit=SEARCH_SECONDS, threads=self._threads))
        if found.values is None or (rounded is not None and rounded.objective <= found.objective):
            return rounded
        self._program.hold(self._whole, np.round(found.values[self._whole]))
        return self._program.solve()

    def _release(self, columns: Index) -> None:
        """Give columns their own bounds again, for the next design."""
        if columns.size:
            self._program.bound(columns, self._year.problem.low[columns], self._year.problem.high[columns])
