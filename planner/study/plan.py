"""From what is asked to jobs: every point is read and checked before anything runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..case import read
from ..case.overrides import COMMAND_LINE
from ..case.value import Case
from ..errors import CaseError, Finding
from ..shipped import find_case
from ..site.blocks import Blocks
from .grid import OPTION, Axis
from .job import Job, job_of


@dataclass(frozen=True)
class Subject:
    """What is studied, and how each run is solved.

    Attributes
    ----------
    case : str
        Folder or file of the case.
    scenario, overrides
        What all runs have in common.
    options : mapping
        Fields of `planner.run.pipeline.Options`.
    warm : bool
        Whether runs may begin from what earlier ones have taught.
    """

    case: str
    scenario: str | None = None
    overrides: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    warm: bool = True

    def read(self, changes: Sequence[str] = ()) -> Case:
        """The case with some changes more.

        Raises
        ------
        CaseError
            With everything that is wrong.
        """
        return read(find_case(self.case), scenario=self.scenario, overrides=(*self.overrides, *changes))


@dataclass(frozen=True)
class Point:
    """One run of a study.

    Attributes
    ----------
    changes : tuple of str
        What tells it from the others, each ``path=value``.
    years : mapping of int to int
        How many calendar years each milestone year stands for. [a]
    """

    changes: tuple[str, ...]
    job: Job
    years: Mapping[int, int]


def plan_points(
    subject: Subject, wanted: Iterable[Sequence[str]], tell: Callable[[int], None] = lambda count: None
) -> list[Point]:
    """Points of a study, each read once.

    Parameters
    ----------
    subject : Subject
        What is studied.
    wanted : iterable of sequence of str
        Changes of every point.
    tell : callable
        Told how many have been read.

    Returns
    -------
    list of Point
        In the order asked for.

    Raises
    ------
    CaseError
        With everything that is wrong with any of them.
    """
    found: list[Point] = []
    wrong: dict[Finding, None] = {}
    case_path = str(find_case(subject.case))
    for changes in wanted:
        try:
            case = subject.read(changes)
        except CaseError as error:
            wrong |= dict.fromkeys(_as_varied(error.findings, changes))
            continue
        overrides = (*subject.overrides, *changes)
        job = job_of(case, case_path, subject.scenario, overrides, subject.options, warm=subject.warm)
        blocks = Blocks(case.horizon)
        found.append(Point(tuple(changes), job, {year: len(blocks.block(year)) for year in blocks.years}))
        tell(len(found))
    if wrong:
        raise CaseError(list(wrong))
    return found


def check_axes(subject: Subject, axes: Sequence[Axis]) -> None:
    """Read the case with each value alone: what is wrong with a key is found before all combinations are read.

    Raises
    ------
    CaseError
        With everything that is wrong with any value.
    """
    subject.read()
    plan_points(subject, [(f"{axis.key}={value}",) for axis in axes for value in axis.values])


def _as_varied(findings: Sequence[Finding], changes: Sequence[str]) -> list[Finding]:
    """Findings that name the option from which a change came."""
    keys = [change.partition("=")[0].strip() for change in changes]
    return [
        replace(finding, where=replace(finding.where, file=OPTION))
        if finding.where.file == COMMAND_LINE and finding.where.key.startswith(tuple(keys))
        else finding
        for finding in findings
    ]
