"""Whether an audit confirms a run, when the run itself says which statements of the case it cannot keep.

The nearest achievable plan of a contradictory case oversteps limits, as it says; the audit finds them overstepped, as
it must. Everything else has to hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from ..audit import Audit, Check

STATEMENTS = frozenset(
    {
        "limits.emission_cap", "limits.emission_budget", "limits.emission_peak", "limits.offsets", "limits.capital",
        "limits.fuel", "limits.green_share", "limits.self_consumption", "limits.export_share", "limits.backup",
        "contracts.least_use", "contracts.line_self_use", "contracts.line_load_share", "contracts.certificates",
        "claims.certificate_share", "offsets.offered", "offsets.compliance", "limits.score", "limits.score_floors",
        "limits.score_thresholds", "limits.gates", "limits.zero_carbon", "limits.physical_share",
    }
)  # fmt: skip
"""Checks of what a case states as a limit, which only a contradictory case oversteps."""
CONDITIONS = frozenset({"offsets.after_reduction"})
"""Checks that measure something else than the condition that was overstepped."""
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


def audit_from(stored: Mapping[str, Any]) -> Audit:
    """An audit as it was before it was written; a residual that was no finite number is infinite.

    Parameters
    ----------
    stored : mapping
        Contents of `audit.json`, or of its `reference`.
    """
    checks = (
        Check(**{**check, "residual": math.inf if check["residual"] is None else check["residual"]})
        for check in stored["checks"]
    )
    return Audit(tuple(checks), stored["tolerance"])


def _explains(violation: Mapping[str, Any], check: Check) -> bool:
    """Whether a declared overstep is what a check found: the same statement, by no more than declared."""
    item = str(check.place.get("item", ""))
    most = float(violation["by"]) * (1.0 + TOLERANCE) + TOLERANCE
    named = bool(item) and set(item.split(".")) <= set(str(violation["key"]).split("."))
    return named and (check.name in CONDITIONS or (check.name in STATEMENTS and check.residual <= most))
