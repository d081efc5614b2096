"""Traded power: settled as nominated and produced, never more than the grid delivered, as much as was promised."""

from __future__ import annotations

import numpy as np

from ..case.value import Thing
from .classes import Classes
from .evidence import Operation
from .gauge import Array, Axes, Gauge
from .nomination import called, excess, nomination_checks
from .offers import TRADED, available, things
from .result import Check


def trading_checks(operation: Operation) -> list[Check]:
    """Traded power is produced as nominated and bought from the grid, as closely in time as it is settled."""
    produced = operation.gauge(
        "contracts.traded_as_produced", "No hour trades more than the nominated share of the plant produces.", "MW"
    )
    imported = operation.gauge("contracts.traded_is_imported", "No hour trades more than the grid delivers.", "MW")
    traders = things(operation.case, TRADED)
    for thing in traders:
        if thing.parameters.settlement == "hourly":
            flow = operation.flow(f"{thing.name}.traded")
            produced.at_most(thing.name, operation.hourly, flow, called(operation, thing))
    for grid in operation.case.of("grid"):
        hourly = [thing for thing in things(operation.case, TRADED, grid.name) if _settles(thing, "hourly")]
        if hourly:
            traded = np.sum([operation.flow(f"{thing.name}.traded") for thing in hourly], axis=0)
            imported.at_most(grid.name, operation.hourly, traded, operation.flow(f"{grid.name}.import"))
    checks = [produced.check(), imported.check()]
    return checks if operation.prefix else [*checks, *nomination_checks(operation), *_settlement(operation, traders)]


def _settles(thing: Thing, level: str) -> bool:
    return bool(thing.parameters.settlement == level)


def _settlement(operation: Operation, traders: list[Thing]) -> list[Check]:
    """Checks of the energy settled by month and band."""
    evidence = operation.evidence
    settled = operation.gauge(
        "contracts.settled",
        "The energy settled by month and band is that of the hours; only contracts that trade have any.",
        "MWh",
    )
    volume = operation.gauge(
        "contracts.settled_as_produced",
        "No month and band (yearly settlement: no band of a year) settles more than is produced of what is nominated.",
        "MWh",
    )
    least = operation.gauge("contracts.least_use", "Of a volume with a band, at least its lower end is used.", "MWh")
    most = operation.gauge(
        "contracts.settled_is_imported", "All contracts together settle no more than the grid delivers.", "MWh"
    )
    for thing in traders:
        classes, traded = evidence.classes[thing.parameters.grid], operation.traded(thing)
        band = excess(thing)
        if _settles(thing, "hourly"):
            axes: Axes = {"year": operation.years, "class": classes.names}
            settled.equal(thing.name, axes, traded, classes.sums(operation.flow(f"{thing.name}.traded")))
        else:
            _within(operation, thing, volume, classes, classes.sums(called(operation, thing)))
        if band > 0.0:
            promised = (1.0 - band) * available(operation, thing).sum(axis=1)
            least.at_most(thing.name, operation.yearly, promised, traded.sum(axis=1), scale=promised)
    for grid in operation.case.of("grid"):
        classes = evidence.classes[grid.name]
        rows = [operation.traded(thing) for thing in things(operation.case, TRADED, grid.name)]
        if rows:
            cells: Axes = {"year": operation.years, "class": classes.names}
            delivered = classes.sums(operation.flow(f"{grid.name}.import"))
            most.at_most(grid.name, cells, np.sum(rows, axis=0), delivered)
    _strays(operation, traders, settled)
    return [settled.check(), volume.check(), least.check(), most.check()]


def _within(operation: Operation, thing: Thing, gauge: Gauge, classes: Classes, possible: Array) -> None:
    """Compare what is settled with what may be: by month and band, or by band of the whole year."""
    traded, names = operation.traded(thing), classes.names
    if _settles(thing, "yearly"):
        traded, possible, names = classes.by_bands(traded), classes.by_bands(possible), classes.texts
    gauge.at_most(thing.name, {"year": operation.years, "class": names}, traded, possible)


def _strays(operation: Operation, traders: list[Thing], gauge: Gauge) -> None:
    """Nothing is settled by what does not trade, nor in months and bands that the grid does not have."""
    evidence = operation.evidence
    texts = list(evidence.stored.labels["band"])
    axes = {variable: evidence.stored.labels[variable] for variable in ("year", "month", "band")}
    grids = {thing.name: thing.parameters.grid for thing in traders}
    for name, table in evidence.stored.rows("traded").items():
        known = np.zeros(table.shape[1:], dtype=bool)
        for month, band in evidence.classes[grids[name]].keys if name in grids else ():
            known[month - 1, texts.index(band)] = True
        gauge.equal(name, axes, np.where(known, 0.0, np.abs(table)), 0.0)
