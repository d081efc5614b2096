"""What is paid for CO2, by the scheme of the case."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..case.value import Thing
from .evidence import Operation
from .gauge import Array
from .layout import Key
from .paths import charge, path_values


def total(accounts: Mapping[Key, Array], *names: str) -> Array:
    """Sum of whole accounts over their items (year)."""
    rows = [row for (account, _), row in sorted(accounts.items()) if account in names]
    return np.asarray(np.sum(rows, axis=0)) if rows else np.zeros(1)


def start(operation: Operation, thing: Thing) -> int:
    """First year in which CO2 is paid for."""
    starts: int | None = thing.parameters.starts
    return operation.case.horizon.first_decision if starts is None else starts


def allocation(operation: Operation, thing: Thing) -> Array:
    """Free allowances (year): benchmark times output, tightened each year since the start, none before it [t]."""
    terms = thing.parameters.allocation
    years = np.array(operation.years)
    first = start(operation, thing)
    output = path_values(operation.case.production[terms.product], operation.years, operation.evidence.base_year)
    tightened = (1.0 - float(terms.tightening)) ** np.maximum(years - first, 0)
    return np.where(years >= first, float(terms.benchmark) * output * tightened, 0.0)


def carbon_payment(operation: Operation, thing: Thing, accounts: Mapping[Key, Array]) -> Array:
    """Price times what is covered beyond free allowances and offsets (year); negative if some are left [million]."""
    paid = np.array(operation.years) >= start(operation, thing)
    free = accounts.get(("allocation", "carbon"), np.zeros(len(operation.years)))
    settled = operation.decided("offset_compliance", "carbon")
    due = np.where(paid, covered(operation, thing, accounts) - free - settled, 0.0)
    return charge(operation.at(thing.parameters.price), due)


def covered(operation: Operation, thing: Thing, accounts: Mapping[Key, Array]) -> Array:
    """CO2 that the scheme counts (year) [t]."""
    terms = thing.parameters
    direct = total(accounts, "scope1_fuel", "scope1_process")
    location = total(accounts, "scope2_location")
    if terms.scheme == "national":
        return direct + np.zeros(len(operation.years))
    if terms.scheme == "shadow":
        return direct + location
    counted = np.zeros(len(operation.years))
    if "scope1" in terms.scopes:
        counted = counted + direct
    if "scope2" in terms.scopes:
        counted = counted + location
        if terms.electricity_factor is not None:
            for grid in operation.case.of("grid"):
                own = accounts["import", grid.name] * operation.at(terms.electricity_factor)
                counted = counted + own - accounts["scope2_location", grid.name]
    return counted
