"""What the stored audit says: how many checks hold, and which failures the run does not declare itself."""

from __future__ import annotations

from dataclasses import dataclass

from ...run.confirmation import audit_from, unconfirmed
from .content import Content


@dataclass(frozen=True)
class Verdict:
    """Checks of plan and reference together.

    Attributes
    ----------
    declared : int
        Checks that fail because the plan oversteps statements of the case, as it says itself.
    failed : int
        Checks that fail otherwise.
    """

    checks: int
    declared: int
    failed: int


def verdict(content: Content) -> Verdict:
    """The stored audit in three numbers."""
    plan, reference = audit_from(content.audit), audit_from(content.audit["reference"])
    failures = len(plan.failures) + len(reference.failures)
    failed = len(unconfirmed(plan, content.summary["violations"])) + len(reference.failures)
    return Verdict(len(plan.checks) + len(reference.checks), failures - failed, failed)
