"""Is every machine within its capacity in every hour, and every connection within its limits."""

from __future__ import annotations

import numpy as np

from .evidence import Operation
from .hours import monthly_maximum
from .paths import series
from .result import Check

AT_ONCE = 1e-5
"""Power up to which two flows that exclude each other count as none at once [MW]."""


def operating_checks(operation: Operation) -> list[Check]:
    """Converters, routes and renewables stay within effective capacity times availability."""
    activity = operation.gauge("equipment.activity", "No converter or route gives more than is available.", "MW")
    generation = operation.gauge(
        "equipment.generation",
        "No renewable generates more than weather and capacity allow; the rest is curtailed.",
        "MW",
    )
    for thing in [*operation.case.of("converter"), *operation.case.of("route")]:
        share = series(operation.case, thing.parameters.availability)
        limit = np.outer(operation.of(operation.effective, thing.name), share)
        activity.at_most(thing.name, operation.hourly, operation.flow(f"{thing.name}.activity"), limit)
    for thing in operation.case.of("renewable"):
        limit = np.outer(
            operation.of(operation.effective, thing.name), series(operation.case, thing.parameters.profile)
        )
        generation.at_most(thing.name, operation.hourly, operation.flow(f"{thing.name}.generation"), limit)
    return [activity.check(), generation.check()]


def connection_checks(operation: Operation) -> list[Check]:
    """Import and export stay within the connection; the stored peaks are those of the import."""
    connection = operation.gauge("equipment.connection", "No hour imports more than the connection carries.", "MW")
    export = operation.gauge("equipment.export", "No hour exports more than allowed.", "MW")
    peak = operation.gauge("equipment.peak", "The peak of a month is its highest hourly import.", "MW")
    monthly = {"year": operation.years, "month": range(1, 13)}
    grids = operation.case.of("grid")
    for thing in grids:
        terms = thing.parameters
        imported = operation.flow(f"{thing.name}.import")
        if terms.limit is not None:
            limit = float(terms.limit) + operation.of(operation.capacity, f"{thing.name}.connection")
            connection.at_most(thing.name, operation.hourly, imported, limit[:, np.newaxis])
        most = 0.0 if terms.export is None else float(terms.export.limit)
        export.at_most(thing.name, operation.hourly, operation.flow(f"{thing.name}.export"), most)
        found = operation.stored("peak", thing.name)
        peak.equal(thing.name, monthly, found, monthly_maximum(imported, operation.evidence.base_year))
    unknown = operation.evidence.stored.rows(f"{operation.prefix}peak").keys() - {thing.name for thing in grids}
    for name in sorted(unknown):
        peak.equal(name, monthly, operation.stored("peak", name), 0.0)
    return [connection.check(), export.check(), peak.check(), _both_ways(operation)]


def _both_ways(operation: Operation) -> Check:
    """Import and export in the same hour would be a trade, not the operation of a factory."""
    gauge = operation.gauge("equipment.import_or_export", "No hour both imports and exports.", "MW")
    for thing in operation.case.of("grid"):
        both = np.minimum(operation.flow(f"{thing.name}.import"), operation.flow(f"{thing.name}.export"))
        gauge.at_most(thing.name, operation.hourly, both, AT_ONCE, scale=0.0)
    return gauge.check()
