"""Whether an audit confirms a run, when the run itself says which statements of the case it cannot keep.

The nearest achievable plan of a contradictory case oversteps limits, as it says; the audit finds them overstepped, as it
must. Everything else has to hold.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..audit import Audit, Check

STATEMENTS = "limits."
SLACK = 1e-6


def unconfirmed(found: Audit, oversteps: Iterable[float]) -> tuple[Check, ...]:
    """Checks that fail and that the run does not declare.

    Parameters
    ----------
    found : Audit
        Audit of the plan against the case as it was written.
    oversteps : iterable of float
        How far the run says to be beyond statements of the case. [unit of each statement]

    Returns
    -------
    tuple of Check
        Failing checks, without those of limits that are off by no more than the largest declared overstep.
    """
    declared = max(oversteps, default=0.0) * (1.0 + SLACK) + SLACK
    return tuple(
        check
        for check in found.failures
        if not (declared > 2.0 * SLACK and check.name.startswith(STATEMENTS) and check.residual <= declared)
    )
