"""A robust study from its first run to its findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ...solve.held import Held
from ..engine import Engine
from ..job import Job
from ..store import Failure
from .decisions import carried, decisions_of, lost
from .futures import Futures
from .jobs import choice_job, held_job, solo_job
from .task import Choice, Goal, Task, read_choice

GOALS: tuple[Goal, ...] = ("expected", "regret", "average")

# A statement that a future cannot keep may be overstepped by this share more than its own plan does. [1]
LENIENT = 0.01

# The plan of who looks at the likeliest future alone, where futures have no average.
LIKELIEST = "likeliest"


@dataclass(frozen=True)
class Outcome:
    """A plan in one future: a run, or why there is none.

    Attributes
    ----------
    asked : tuple of Held
        Decisions that it had to begin with.
    folder : Path
        Run folder, which is there if there is no failure.
    """

    plan: str
    future: str
    job: Job
    asked: tuple[Held, ...]
    folder: Path
    failure: Failure | None

    @cached_property
    def summary(self) -> Mapping[str, Any]:
        """Contents of `summary.json`; empty for a run that failed."""
        return {} if self.failure is not None else json.loads((self.folder / "summary.json").read_text("utf-8"))

    @cached_property
    def decisions(self) -> tuple[Held, ...]:
        """Every decision of the run, those not taken at zero; empty for a run that failed."""
        return () if self.failure is not None else decisions_of(self.folder)

    @property
    def cost(self) -> float | None:
        """Present value of everything that is paid. [currency]"""
        found: float | None = self.summary.get("npv_cost")
        return found

    @property
    def missed(self) -> tuple[str, ...]:
        """Statements of the case that it oversteps, and by how much."""
        return tuple(
            f"{each['key']} in {each['year']} by {each['by']:.4g} {each['unit']}"
            for each in self.summary.get("violations", ())
        )

    @property
    def lost(self) -> tuple[Held, ...]:
        """Decisions it was asked for that this future does not have."""
        return () if self.failure is not None else lost(self.asked, self.decisions)

    @property
    def is_answer(self) -> bool:
        """Whether there is no run because a future cannot take what was decided for another."""
        others = self.plan != self.future and self.plan not in ("expected", "regret")
        return others and self.failure is not None and self.failure.kind == "infeasible"

    def holds(self, own: Outcome) -> bool:
        """Whether there is a run that keeps every statement, or all but those that its future cannot keep by itself.

        Parameters
        ----------
        own : Outcome
            What the future does by itself.
        """
        if self.failure is not None or own.failure is not None:
            return False
        cannot = {(each["key"], each["year"]): each["by"] for each in own.summary["violations"]}
        return all(
            each["by"] <= (1.0 + LENIENT) * cannot.get((each["key"], each["year"]), 0.0)
            for each in self.summary["violations"]
        )


@dataclass(frozen=True)
class Found:
    """Everything that a robust study brought.

    Attributes
    ----------
    outcomes : mapping of (str, str) to Outcome
        By plan and future. Plans are named as the future they are made for, or expected, regret, and average, or
        likeliest where there is no average.
    choices : mapping of str to Choice
        By goal; those that failed are not there.
    failures : tuple of (str, Failure)
        What failed, in words, and why. That one future cannot take the plan of another is an answer and no failure.
    """

    futures: Futures
    root: Path
    outcomes: Mapping[tuple[str, str], Outcome]
    choices: Mapping[str, Choice]
    failures: tuple[tuple[str, Failure], ...]
    repeated: int

    def holds(self, plan: str, future: str) -> bool:
        """Whether a plan is as good in a future as its statements go; see `Outcome.holds`."""
        each = self.outcomes.get((plan, future))
        return each is not None and each.holds(self.outcomes[future, future])

    @property
    def plans(self) -> tuple[str, ...]:
        """Names of the plans, those of single futures first."""
        return tuple(dict.fromkeys(plan for plan, _ in self.outcomes))


@dataclass
class Study:
    """A robust study on an engine.

    Attributes
    ----------
    futures : Futures
        What may come.
    """

    futures: Futures
    engine: Engine
    outcomes: dict[tuple[str, str], Outcome] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    failures: list[tuple[str, Failure]] = field(default_factory=list)
    repeated: int = 0

    def run(self) -> Found:
        """Run everything that is not there yet.

        Returns
        -------
        Found
            With every plan in every future.
        """
        futures, names = self.futures, self.futures.names
        self.engine.store.describe(self._said())
        solos = [solo_job(futures, place) for place in range(len(names))]
        tasks = {goal: self._task(goal) for goal in GOALS}
        choices = {goal: choice_job(futures, task) for goal, task in tasks.items()}
        self._do([*([job] for job in solos), list(choices.values())])
        for place, job in enumerate(solos):
            self._note(names[place], place, job, ())
        for goal in GOALS:
            self._read(goal, choices[goal])
        self._plan((*GOALS, LIKELIEST), crossed=True)
        again = {goal: replace(tasks[goal], checked=missing) for goal in GOALS[:2] if (missing := self._missing(goal))}
        if again:
            jobs = {goal: choice_job(futures, task) for goal, task in again.items()}
            self._do([list(jobs.values())])
            for goal, job in jobs.items():
                self._read(goal, job)
            self._plan(tuple(again), crossed=False)
        failed = [
            (f"{each.plan} in {each.future}", each.failure)
            for each in self.outcomes.values()
            if each.failure is not None and not each.is_answer
        ]
        return Found(
            futures, self.engine.store.root, dict(self.outcomes), dict(self.choices), (*self.failures, *failed),
            self.repeated,
        )  # fmt: skip

    def _task(self, goal: Goal) -> Task:
        return Task(goal, self.futures.names, self.futures.chances, self.futures.until)

    def _plan(self, goals: Sequence[str], *, crossed: bool) -> None:
        """Have the plans of some goals, and those of single futures, run in every future, one chain a future."""
        names = self.futures.names
        wanted: list[list[tuple[str, int, Job, tuple[Held, ...]]]] = []
        for place, future in enumerate(names):
            solo = self.outcomes[future, future]
            chain = []
            for plan in names if crossed else ():
                other = self.outcomes[plan, plan]
                if plan != future and solo.failure is None and other.failure is None:
                    job = held_job(self.futures, place, carried(other.decisions, solo.decisions))
                    chain.append((plan, place, job, tuple(each for each in other.decisions if each.size > 0.0)))
            for goal in goals:
                held = self._begun(goal, future)
                if held is not None:
                    chain.append((goal, place, held_job(self.futures, place, held), held))
            wanted.append(chain)
        self._do([[job for _, _, job, _ in chain] for chain in wanted])
        for chain in wanted:
            for plan, place, job, asked in chain:
                self._note(plan, place, job, asked)

    def _begun(self, goal: str, future: str) -> tuple[Held, ...] | None:
        """What a plan for all futures begins with in one of them; None where there is no such plan."""
        if goal != LIKELIEST:
            choice = self.choices.get(goal)
            return choice.decisions[future] if choice is not None and choice.averages else None
        average, common = self.choices.get("average"), self.choices.get("expected")
        names, chances = self.futures.names, self.futures.chances
        solo = self.outcomes[
            (likeliest := max(zip(names, chances, strict=True), key=lambda pair: pair[1])[0]), likeliest
        ]
        if average is None or average.averages or common is None or solo.failure is not None:
            return None
        return carried(solo.decisions, common.decisions[future])

    def _missing(self, goal: str) -> tuple[str, ...]:
        """Futures in which a plan does not hold although there is one that does."""
        names = self.futures.names
        return tuple(
            name
            for name in names
            if goal in self.choices
            and self.outcomes[name, name].failure is None
            and not self.outcomes[goal, name].holds(self.outcomes[name, name])
        )

    def _do(self, chains: Iterable[Sequence[Job]]) -> None:
        """Run jobs; different plans that come to the same decisions in a future are one job."""
        self.repeated += self.engine.run(chains).repeated

    def _note(self, plan: str, place: int, job: Job, asked: tuple[Held, ...]) -> None:
        store, future = self.engine.store, self.futures.names[place]
        failure = None if store.finished(job.key) is not None else store.failure(job.key)
        self.outcomes[plan, future] = Outcome(plan, future, job, asked, store.place(job.key), failure)

    def _read(self, goal: str, job: Job) -> None:
        failure = self.engine.store.failure(job.key)
        if self.engine.store.finished(job.key) is not None:
            self.choices[goal] = read_choice(self.engine.folder(job))
        elif failure is not None:
            self.failures.append((f"choice of the plan: {goal}", failure))

    def _said(self) -> Mapping[str, Any]:
        futures = self.futures
        return {
            "case": Path(futures.subject.case).name,
            "robust": dict(zip(futures.names, futures.chances, strict=True)),
            "until": futures.until,
            "set": list(futures.subject.overrides),
            "options": dict(futures.subject.options),
        }
