"""The jobs of a robust study: every future by itself, choices over all of them, and plans held in each future."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from ...case.value import Case
from ...shipped import find_case
from ...solve.held import Held
from ..job import Job, content_key, job_of
from .futures import Futures
from .task import Task

CHOICE: Final = "choice"
RUNNER: Final = "planner.study.robust.runner:run"


def solo_job(futures: Futures, place: int) -> Job:
    """A future planned as if it were certain."""
    return _plan_job(futures, place, futures.subject.options)


def held_job(futures: Futures, place: int, held: Sequence[Held]) -> Job:
    """A plan of a future that begins with decisions."""
    options = {**futures.subject.options, "held": [list(each) for each in sorted(held)]}
    return _plan_job(futures, place, options)


def choice_job(futures: Futures, task: Task) -> Job:
    """A choice over all futures."""
    subject, options = futures.subject, dict(futures.subject.options)
    said = {"task": asdict(task), "scenarios": [futures.scenario(name) for name in futures.names]}
    key = choice_key(futures.cases, task, options)
    return Job(key, str(find_case(subject.case)), None, subject.overrides, {**options, CHOICE: said})


def choice_key(cases: Sequence[Case], task: Task, options: Mapping[str, Any]) -> str:
    """Hash of what a choice depends on."""
    keys = [content_key(case, options, warm=False) for case in cases]
    text = json.dumps([keys, asdict(task)], sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _plan_job(futures: Futures, place: int, options: Mapping[str, Any]) -> Job:
    subject, name = futures.subject, futures.names[place]
    return job_of(
        futures.cases[place], str(find_case(subject.case)), futures.scenario(name), subject.overrides, options,
        warm=subject.warm,
    )  # fmt: skip
