"""Questions as jobs of the study engine: content-addressed, kept, asked once."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..case import read
from ..case.value import Case
from ..shipped import find_case
from ..site.terms import only_before_tax
from ..solve.footing import Footing
from ..solve.found import Found
from ..study.engine import Engine
from ..study.job import content_key
from ..study.question import Question, error_of
from ..study.store import Failure

RUNNER = "planner.explain.runner:run"
ANSWER = "answer.json"

# Questions that a worker is given at once.
OF_A_CHAIN = 4


@dataclass(frozen=True)
class Subject:
    """What is explained: where the case stands, how it is changed, and how it is solved.

    Attributes
    ----------
    options : mapping
        days, gap, time_limit, threads.
    footing : Footing or None
        On which its plan was chosen, where that is known.
    """

    path: str
    scenario: str | None = None
    overrides: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    footing: Footing | None = None

    def read(self) -> Case:
        """The case; a CaseError if its plan is not chosen by the cost before tax."""
        case = read(find_case(self.path), scenario=self.scenario, overrides=self.overrides)
        return only_before_tax(case, "explain")


class Asker:
    """Asks questions about one case and reads the answers.

    Parameters
    ----------
    subject : Subject
        What is explained.
    case : Case
        The same, read.
    engine : Engine
        A study with the runner of this package.
    jobs : int
        Workers among which questions are shared.
    """

    def __init__(self, subject: Subject, case: Case, engine: Engine, jobs: int) -> None:
        self.subject, self.case, self._engine, self._jobs = subject, case, engine, jobs
        self._content = content_key(case, subject.options, warm=True)
        self._footing: Mapping[str, Any] = {}
        self.failures: list[tuple[str, Failure]] = []

    def find_footing(self) -> Footing:
        """Have the footing found on which all later questions are asked, unless a run has brought it.

        Raises
        ------
        PlannerError
            If there is none.
        """
        if self.subject.footing is not None:
            self._footing = json.loads(json.dumps(self.subject.footing.as_dict()))
            return self.subject.footing
        answer = self.ask([("plan", {"ask": "footing"})], needed=True)[0]
        assert answer is not None, "what is needed is there or an error is raised"
        self._footing = answer
        return Footing.from_dict(answer)

    def ask(
        self, questions: Sequence[tuple[str, Mapping[str, Any]]], *, needed: bool = False
    ) -> list[Mapping[str, Any] | None]:
        """Answers to questions, in their order; None to those that failed.

        Parameters
        ----------
        questions : sequence of (str, mapping)
            What each says to people, and what it asks of the runner.
        needed : bool
            Whether a failure ends everything.

        Raises
        ------
        PlannerError
            If something needed failed.
        """
        made = [self._question(says, asks) for says, asks in questions]
        # Neighbours stay together, as they teach each other most; whoever is free takes the next few.
        size = max(min(OF_A_CHAIN, math.ceil(len(made) / self._jobs)), 1)
        ended = self._engine.run([made[start : start + size] for start in range(0, len(made), size)])
        if needed and ended.failures:
            failure = next(iter(ended.failures.values()))
            raise error_of(failure, self.case.name)
        known = {failure.key for _, failure in self.failures}
        says = {each.key: each.says for each in made}
        self.failures.extend((says[key], one) for key, one in ended.failures.items() if key not in known)
        return [self._answer(each) if each.key in ended.records else None for each in made]

    def plans(self, changes: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Found | None]:
        """Plans with changes."""
        answers = self.ask([(says, {"ask": "plan", "change": change}) for says, change in changes])
        return [None if answer is None else Found(**answer) for answer in answers]

    def _question(self, says: str, asks: Mapping[str, Any]) -> Question:
        options = {**self.subject.options, "footing": self._footing, **asks}
        text = json.dumps([self._content, options], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        key = hashlib.sha256(text.encode()).hexdigest()[:32]
        subject = self.subject
        return Question(key, subject.path, subject.scenario, subject.overrides, options, True, says)

    def _answer(self, question: Question) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads((self._engine.folder(question) / ANSWER).read_text(encoding="utf-8"))
        return found


def write_answer(place: Path, answer: Mapping[str, Any]) -> None:
    """Write an answer into a folder of its own."""
    place.mkdir()
    (place / ANSWER).write_text(json.dumps(answer, ensure_ascii=False, allow_nan=False), encoding="utf-8")
