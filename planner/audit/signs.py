"""Nothing that cannot be negative is negative."""

from __future__ import annotations

from .evidence import Evidence
from .layout import LAYOUT
from .result import Check

_FREE = {"flow", "base_flow", "cost", "cash", "account", "base_cost", "base_account"}


def sign_checks(evidence: Evidence) -> list[Check]:
    """Sizes, amounts and peaks are not negative; hourly flows are checked with their balances."""
    gauge = evidence.gauge("signs.non_negative", "No size, amount or peak is negative.", "as stored")
    for variable, dims in LAYOUT.items():
        if variable in _FREE:
            continue
        axes = {dim: evidence.stored.labels[dim] for dim in dims[1:]}
        for (name, *_), row in evidence.stored.table(variable).items():
            gauge.at_most(f"{variable} {name}", axes, -row, 0.0)
    return [gauge.check()]
