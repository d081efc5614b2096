"""Independent recalculation of a plan: everything a Solution states, computed anew from the Case and compared.

Receives a Case and a Solution; hands on an Audit, the list of all checks with their largest residuals. *Why* a second
calculation: it shares no equation with the optimisation (it imports neither the models nor the solver), so a slip in
one of the two shows as a difference.
"""

from __future__ import annotations

from .cash_statement import audit_cash_flow
from .recalculation import audit
from .result import Audit, Check

__all__ = ["Audit", "Check", "audit", "audit_cash_flow"]
