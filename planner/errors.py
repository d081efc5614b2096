"""What can go wrong, as the user meets it; each error knows its exit code (see the command line reference)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .case.value import Where


@dataclass(frozen=True)
class Finding:
    """One remark about the user's text."""

    where: Where
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class PlannerError(Exception):
    """Any failure the planner explains itself."""

    exit_code = 1


class CaseError(PlannerError):
    """The case or the command line is wrong; all findings together."""

    exit_code = 2

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class InfeasibleError(PlannerError):
    """The statements of the case contradict one another."""

    exit_code = 3


class StoppedError(PlannerError):
    """Stopped at a limit before any plan was found."""

    exit_code = 4


class AuditError(PlannerError):
    """The independent recalculation does not confirm the result."""

    exit_code = 5


class SolverError(PlannerError):
    """The solver ended in a way that leaves nothing to trust."""

    exit_code = 1


class StudyError(PlannerError):
    """A run that a study cannot do without failed."""

    exit_code = 6
