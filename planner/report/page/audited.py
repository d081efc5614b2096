"""What the stored audit says: how many checks hold, and which failures the run does not declare itself."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...audit import Audit, Check
from ...run.confirmation import unconfirmed
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
    plan, reference = _audit(content.audit), _audit(content.audit["reference"])
    failures = len(plan.failures) + len(reference.failures)
    failed = len(unconfirmed(plan, content.summary["violations"])) + len(reference.failures)
    return Verdict(len(plan.checks) + len(reference.checks), failures - failed, failed)


def _audit(stored: Mapping[str, Any]) -> Audit:
    """An audit as it was before it was written; a residual that was no finite number is infinite."""
    checks = (
        Check(**{**check, "residual": math.inf if check["residual"] is None else check["residual"]})
        for check in stored["checks"]
    )
    return Audit(tuple(checks), stored["tolerance"])
