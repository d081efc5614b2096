"""Questions of a search as jobs of the study engine: content-addressed, kept, and asked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from ...case.value import Case
from ...shipped import find_case
from ..engine import Engine
from ..grid import cut
from ..job import Job, content_key
from ..plan import Subject
from ..question import Question, error_of
from .answers import Layout, Operated, Planned, read_layout, read_operated, read_planned
from .task import TASK, Choose, Lay, Operate, Task, task_key, told

RUNNER: Final = "planner.study.search.runner:run"

# Beside the options of a solve: where the study is, how its problem was laid out, and what all its cases share.
ROOT, LAYOUT, OVERRIDES = "study", "layout", "set"


@dataclass(frozen=True)
class Kept:
    """A plan with the name under which it is kept."""

    key: str
    planned: Planned


class Asks(Protocol):
    """Whoever answers a search: an `Asker`, or in tests a desk."""

    def choose(self, asked: Sequence[tuple[str, Choose]]) -> list[Kept]:
        """Plans, in order; each question with what it says to people."""

    def operate(self, asked: Sequence[tuple[str, Operate]]) -> list[Operated]:
        """Plans in all hours, in order."""


class Asker:
    """Asks about one problem.

    Parameters
    ----------
    engine : Engine
        A study with the runner of this package.
    subject : Subject
        What is studied.
    jobs : int
        Workers among which questions are shared.
    changes : sequence of str
        Of the case at the lower end of a range, half-way and at its upper end; none where nothing varies.
    """

    def __init__(self, engine: Engine, subject: Subject, jobs: int, changes: Sequence[str] = ()) -> None:
        self._engine, self._subject, self._jobs = engine, subject, jobs
        self._changes = tuple(changes)
        self._laid = ""

    def lay(self, cases: Sequence[Case]) -> Layout:
        """Have the problem laid out.

        Parameters
        ----------
        cases : sequence of Case
            As read with each of the changes, or without any.

        Raises
        ------
        PlannerError
            If that failed.
        """
        subject, task = self._subject, Lay(self._changes)
        self._laid = task_key([content_key(case, subject.options, warm=subject.warm) for case in cases], task)
        (folder,) = self._folders([("base year", task)])
        return read_layout(folder)

    def choose(self, asked: Sequence[tuple[str, Choose]]) -> list[Kept]:
        """Plans.

        Parameters
        ----------
        asked : sequence of (str, Choose)
            What each question says to people, and what it asks.

        Returns
        -------
        list of Kept
            In the order asked for.

        Raises
        ------
        PlannerError
            If one failed: nothing can be proven without it.
        """
        return [Kept(folder.name, read_planned(folder)) for folder in self._folders(asked)]

    def operate(self, asked: Sequence[tuple[str, Operate]]) -> list[Operated]:
        """Plans in all hours; as `choose`."""
        return [read_operated(folder) for folder in self._folders(asked)]

    def _folders(self, asked: Sequence[tuple[str, Task]]) -> list[Path]:
        made = [self._question(says, task) for says, task in asked]
        ended = self._engine.run(cut(made, self._jobs))
        for each in made:
            if each.key in ended.failures:
                raise error_of(ended.failures[each.key], self._subject.case)
        return [self._engine.folder(each) for each in made]

    def _question(self, says: str, task: Task) -> Question:
        subject = self._subject
        key = self._laid if isinstance(task, Lay) else task_key(self._laid, task)
        middle = self._changes[len(self._changes) // 2] if self._changes else ""
        options = {
            **subject.options,
            TASK: told(task),
            ROOT: str(self._engine.store.root),
            LAYOUT: [self._laid, middle],
            OVERRIDES: list(subject.overrides),
        }
        path = str(find_case(subject.case))
        return Question(key, path, subject.scenario, subject.overrides, options, subject.warm, says)


def solver_options(job: Job) -> dict[str, Any]:
    """The options of a question that say how it is solved."""
    return {name: value for name, value in job.options.items() if name not in (TASK, ROOT, LAYOUT, OVERRIDES)}
