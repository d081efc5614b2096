"""The whole audit: from Case and Solution to the list of checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .accounts import account_checks, yearly_accounts
from .assets import assets_of
from .balances import balance_checks, flow_checks
from .bill import cost_checks, yearly_costs
from .billing import billing_checks
from .capturing import capture_checks
from .cashflow import cash_checks
from .certificates import certificate_checks, share_checks
from .claims import claim_checks
from .classes import Classes, classes_of
from .commitment import commitment_checks, unit_checks
from .contracts import contract_checks
from .decisions import building_checks, measure_checks, retirement_checks
from .delivery import delivery_checks
from .demand import demand_checks
from .equipment import connection_checks, operating_checks
from .evidence import Evidence, Operation
from .fleet import base_capacity, capacity_checks
from .flexible import shifted_checks
from .gauge import Array
from .layout import Key, Stored
from .limits import budget_checks, fuel_checks, size_checks, target_checks
from .offsets import offset_checks
from .paths import HOURS
from .recovery import recovery_checks
from .result import Audit, Check
from .scores import score_checks, scored_indicators
from .shares import share_target_checks
from .signs import sign_checks
from .storage import storage_checks
from .structure import content_checks, layout_checks
from .timeline import Timeline
from .trading import trading_checks
from .zero_carbon import zero_carbon_checks

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
    evidence = evidence_of(case, solution, tolerance)
    checks = layout_checks(evidence)
    if all(check.passed for check in checks):
        checks += content_checks(evidence) + sign_checks(evidence)
        checks += _plan_checks(evidence)
        for operation in (plan_operation(evidence), base_operation(evidence)):
            checks += _operation_checks(operation)
    return Audit(tuple(checks), tolerance)


def evidence_of(case: Case, solution: xr.Dataset, tolerance: float) -> Evidence:
    """Case and Solution side by side."""
    timeline = Timeline(case.horizon)
    classes = {grid.name: classes_of(grid.parameters, case.horizon.base_year) for grid in case.of("grid")}
    stored = Stored(solution, _labels(case, timeline, classes))
    return Evidence(case, timeline, stored, classes, tolerance)


def _labels(case: Case, timeline: Timeline, classes: Mapping[str, Classes]) -> dict[str, Sequence[int] | Sequence[str]]:
    """Labels of the dimensions that name no things."""
    return {
        "year": timeline.years,
        "calendar": timeline.calendar,
        "hour": range(HOURS),
        "month": range(1, 13),
        "quarter": range(1, 5),
        "indicator": scored_indicators(case),
        "band": sorted({text for tariff in classes.values() for text in tariff.texts}),
    }


def _plan_checks(evidence: Evidence) -> list[Check]:
    """Checks of what is decided for years: equipment, measures, contracts, money."""
    return [
        *building_checks(evidence),
        *retirement_checks(evidence),
        *measure_checks(evidence),
        *capacity_checks(evidence),
        *unit_checks(evidence),
        *contract_checks(evidence),
        *certificate_checks(evidence),
        *size_checks(evidence),
        *fuel_checks(evidence),
        *budget_checks(evidence),
        *cash_checks(evidence),
    ]


def _operation_checks(operation: Operation) -> list[Check]:
    """Checks of the hours of some years and of what they add up to."""
    accounts = yearly_accounts(operation)
    return [
        *flow_checks(operation),
        *demand_checks(operation),
        *shifted_checks(operation),
        *balance_checks(operation),
        *operating_checks(operation),
        *commitment_checks(operation),
        *storage_checks(operation),
        *recovery_checks(operation),
        *capture_checks(operation),
        *connection_checks(operation),
        *trading_checks(operation),
        *delivery_checks(operation),
        *claim_checks(operation),
        *billing_checks(operation),
        *account_checks(operation, accounts),
        *cost_checks(operation, yearly_costs(operation, accounts)),
        *([] if operation.prefix else _target_checks(operation, accounts)),
    ]


def _target_checks(operation: Operation, accounts: Mapping[Key, Array]) -> list[Check]:
    """Checks of what the case asks of each year as a whole, the base year excepted."""
    return [
        *share_checks(operation),
        *offset_checks(operation, accounts),
        *target_checks(operation),
        *share_target_checks(operation),
        *zero_carbon_checks(operation),
        *score_checks(operation.evidence),
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
