"""Jobs that ask something about a case, and the errors that tell of those that failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..case.value import Where
from ..errors import (
    AuditError,
    CaseError,
    Finding,
    InfeasibleError,
    PlannerError,
    SolverError,
    StoppedError,
    StudyError,
)
from .job import Job
from .store import Failure

ERRORS: Mapping[str, type[PlannerError]] = {
    "infeasible": InfeasibleError, "stopped": StoppedError, "audit": AuditError, "solver": SolverError,
}  # fmt: skip


@dataclass(frozen=True)
class Question(Job):
    """A job that asks something about a case."""

    says: str = ""

    @property
    def label(self) -> str:
        """What is asked, for messages."""
        return self.says


def error_of(failure: Failure, case: str) -> PlannerError:
    """The error that a failure tells of.

    Parameters
    ----------
    failure : Failure
        Why a run failed.
    case : str
        What was asked about, for findings.
    """
    kind = ERRORS.get(failure.kind)
    if kind is not None:
        return kind(failure.reason)
    if failure.kind == "wrong_input":
        return CaseError([Finding(Where(case, None, "case"), failure.reason)])
    return StudyError(f"a run failed ({failure.kind}): {failure.reason}\n--retry-failed tries it again")
