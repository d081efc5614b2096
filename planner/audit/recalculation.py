"""The whole audit: from Case and Solution to the list of checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .accounts import account_checks, yearly_accounts
from .assets import assets_of
from .balances import balance_checks, flow_checks
from .bill import cost_checks, yearly_costs
from .cashflow import cash_checks
from .contracts import certificate_checks, claim_checks, contract_checks, trading_checks
from .decisions import building_checks, measure_checks, retirement_checks
from .demand import demand_checks
from .equipment import connection_checks, operating_checks
from .evidence import Evidence, Operation
from .fleet import base_capacity, capacity_checks
from .layout import Stored
from .limits import budget_checks, fuel_checks, size_checks, target_checks
from .paths import HOURS
from .result import Audit, Check
from .signs import sign_checks
from .storage import storage_checks
from .structure import content_checks, layout_checks
from .timeline import Timeline

if TYPE_CHECKING:
    import xarray as xr

    from ..case.value import Case


def audit(case: Case, solution: xr.Dataset, tolerance: float = 1e-6) -> Audit:
    """Recompute everything a Solution states from the Case, and compare.

    Parameters
    ----------
    case : Case
        The case that was solved, its scenario applied.
    solution : xarray.Dataset
        The Solution in memory or as read from its file.
    tolerance : float
        Deviation allowed, absolute in canonical units plus relative to the quantity compared. [1]

    Returns
    -------
    Audit
        Every check with its largest residual; `Audit.passed` says whether all hold.
    """
    timeline = Timeline(case.horizon)
    labels = {"year": timeline.years, "calendar": timeline.calendar, "hour": range(HOURS), "month": range(1, 13)}
    evidence = Evidence(case, timeline, Stored(solution, labels), tolerance)
    checks = layout_checks(evidence)
    if all(check.passed for check in checks):
        checks += content_checks(evidence) + sign_checks(evidence)
        checks += _plan_checks(evidence)
        for operation in (plan_operation(evidence), base_operation(evidence)):
            checks += _operation_checks(operation)
    return Audit(tuple(checks), tolerance)


def _plan_checks(evidence: Evidence) -> list[Check]:
    """Checks of what is decided for years: equipment, measures, contracts, money, targets."""
    return [
        *building_checks(evidence),
        *retirement_checks(evidence),
        *measure_checks(evidence),
        *capacity_checks(evidence),
        *contract_checks(evidence),
        *certificate_checks(evidence),
        *size_checks(evidence),
        *fuel_checks(evidence),
        *target_checks(evidence),
        *budget_checks(evidence),
        *cash_checks(evidence),
    ]


def _operation_checks(operation: Operation) -> list[Check]:
    """Checks of the hours of some years and of what they add up to."""
    accounts = yearly_accounts(operation)
    return [
        *flow_checks(operation),
        *demand_checks(operation),
        *balance_checks(operation),
        *operating_checks(operation),
        *storage_checks(operation),
        *connection_checks(operation),
        *trading_checks(operation),
        *claim_checks(operation),
        *account_checks(operation, accounts),
        *cost_checks(operation, yearly_costs(operation, accounts)),
    ]


def plan_operation(evidence: Evidence) -> Operation:
    """Operation of the milestone years, under the stored decisions."""
    rows = evidence.stored.rows
    return Operation(
        evidence=evidence,
        prefix="",
        years=evidence.years,
        capacity=rows("capacity"),
        effective=rows("effective"),
        contracted=rows("contracted"),
        certificates=rows("certificates"),
        active=rows("active"),
    )


def base_operation(evidence: Evidence) -> Operation:
    """Operation of the base year: what existed then, no measures, contracts or certificates."""
    capacities = {name: base_capacity(evidence, asset) for name, asset in assets_of(evidence.case).items()}
    return Operation(
        evidence=evidence,
        prefix="base_",
        years=(evidence.base_year,),
        capacity={name: nominal for name, (nominal, _) in capacities.items()},
        effective={name: effective for name, (_, effective) in capacities.items()},
        contracted={},
        certificates={},
        active={},
    )
