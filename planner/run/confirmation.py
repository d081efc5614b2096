"""Whether an audit confirms a run, when the run itself says which statements of the case it cannot keep.

The nearest achievable plan of a contradictory case oversteps limits, as it says; the audit finds them overstepped, as
it must. Everything else has to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..audit import Audit, Check

STATEMENTS = ("limits.emission_cap", "limits.emission_budget", "limits.emission_peak", "limits.capital")
TOLERANCE = 1e-6


def unconfirmed(found: Audit, violations: Iterable[Mapping[str, Any]]) -> tuple[Check, ...]:
    """Checks that fail and that the run does not declare.

    Parameters
    ----------
    found : Audit
        Audit of the plan against the case as it was written.
    violations : iterable of mappings
        Statements that the run says to overstep: `key`, and `by` how much. [unit of the statement]

    Returns
    -------
    tuple of Check
        Failing checks, without targets and budgets that are overstepped by no more than was declared.
    """
    declared = list(violations)
    return tuple(check for check in found.failures if not any(_explains(violation, check) for violation in declared))


def _explains(violation: Mapping[str, Any], check: Check) -> bool:
    """Whether a declared overstep is what a check found: the same statement, by no more than declared."""
    item = str(check.place.get("item", ""))
    most = float(violation["by"]) * (1.0 + TOLERANCE) + TOLERANCE
    return check.name in STATEMENTS and bool(item) and item in violation["key"] and check.residual <= most
