"""A zero-carbon factory: what is left of its CO2, what settles it, and how much power is physically green."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..case.value import Thing
from .carbon import total
from .delivery import carrier_of, delivered, site_use
from .evidence import Operation
from .gauge import Array, Gauge
from .layout import Key
from .limits import BASES
from .offers import DELIVERED, is_claimed, things
from .offsets import used
from .result import Check
from .shares import own_renewables

PROCESS = "scope1_process"


def zero_carbon_checks(operation: Operation) -> list[Check]:
    """From its year on, every zero-carbon target is kept."""
    left = operation.gauge(
        "limits.zero_carbon",
        "No more CO2 is left than a zero-carbon target allows; offsets settle it where they must, and no more.",
        "t",
    )
    power = operation.gauge(
        "limits.physical_share", "The least share of the power used is made on site or comes over a direct line.", "MWh"
    )
    for target in operation.case.of("zero_carbon"):
        since = np.array(operation.years) >= target.parameters.by
        _left(operation, target, since, left)
        if target.parameters.physical_share is not None:
            wanted = float(target.parameters.physical_share) * _use(operation)
            short = np.where(since, wanted - physical(operation), 0.0)
            power.at_most(f"{target.name}.physical_share", operation.yearly, short, 0.0, scale=wanted)
    return [left.check(), power.check()]


def _left(operation: Operation, target: Thing, since: Any, gauge: Gauge) -> None:
    """What is left of the CO2, process CO2 apart if the target says so, and the offsets that settle it."""
    terms, stored = target.parameters, operation.evidence.stored
    now, before = stored.table("account"), stored.table("base_account")
    released, base = _gross(now, terms.basis), _gross(before, terms.basis)
    parts: list[tuple[str, Array, float]] = []
    if terms.residual_process is None:
        parts.append(("residual", released, float(terms.residual) * float(base.sum())))
    else:
        process, base_process = total(now, PROCESS), float(total(before, PROCESS).sum())
        rest = float(base.sum()) - base_process
        parts.append(("residual", released - process, float(terms.residual) * rest))
        parts.append(("residual_process", process + 0.0 * released, float(terms.residual_process) * base_process))
    scale = float(base.sum())
    for label, amount, most in parts:
        _limit(operation, gauge, f"{target.name}.{label}", np.where(since, amount - most, 0.0), scale)
    if terms.offsets == "residual_only":
        offsets = used(operation.evidence, "offset_net")
        allowed = sum(most for _, _, most in parts)
        most = allowed if terms.offsets_max is None else float(terms.offsets_max) * scale
        _limit(operation, gauge, f"{target.name}.offsets", np.where(since, released - offsets, 0.0), scale)
        _limit(operation, gauge, f"{target.name}.offsets_max", np.where(since, offsets - most, 0.0), scale)


def _limit(operation: Operation, gauge: Gauge, item: str, excess: Array, scale: float) -> None:
    gauge.at_most(item, operation.yearly, excess, 0.0, scale=scale)


def _gross(rows: Mapping[Key, Array], basis: str) -> Array:
    """CO2 before offsets by a basis (year, or the base year) [t]."""
    return total(rows, *BASES[basis])


def _carriers(operation: Operation) -> list[str]:
    """Carriers of the public grids."""
    return sorted({str(grid.parameters.carrier) for grid in operation.case.of("grid")})


def _use(operation: Operation) -> Array:
    """Electricity that the site uses (year) [MWh]."""
    return np.asarray(sum((site_use(operation, carrier) for carrier in _carriers(operation)), np.zeros(1)))


def physical(operation: Operation) -> Array:
    """Renewable power used that does not come over a public grid and is the factory's to claim (year) [MWh]."""
    found = np.zeros(len(operation.years))
    for carrier in _carriers(operation):
        generated, _, exported = own_renewables(operation, carrier)
        found += np.maximum(0.0, generated - exported)
        for thing in things(operation.case, DELIVERED):
            if carrier_of(operation, thing) == carrier and is_claimed(thing):
                found += delivered(operation, thing)
    return found
