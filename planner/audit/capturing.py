"""CO2 captured: a share of what is treated, and no more treated than its source releases."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from ..case.value import Thing
from .evidence import Operation
from .gauge import Array
from .paths import HOURS, per_energy, series
from .result import Check


def released(operation: Operation, source: Thing) -> Array:
    """CO2 that a process stream, route or fuel releases (year, hour) [t/h].

    Routes and fuels count with the lowest factor of all milestone years.
    """
    terms, name = source.parameters, source.name
    if source.kind == "process":
        shape = series(operation.case, terms.profile)
        return np.outer(operation.stored("process_co2", name), shape / shape.sum())
    if source.kind == "route":
        return float(operation.evidence.at(terms.co2).min()) * operation.flow(f"{name}.activity")
    factor = per_energy(operation.evidence.at(terms.emission_factor), terms.emission_factor.unit, terms.lhv)
    return float(factor.min()) * operation.flow(f"{name}.bought")


def capture_checks(operation: Operation) -> list[Check]:
    """Captured CO2 is its share of what is treated, within the capacity; sources are not treated twice."""
    captured = operation.gauge("equipment.captured", "What is captured is its share of what is treated.", "t/h")
    size = operation.gauge("equipment.capture", "No capture takes more than its capacity.", "t/h")
    treated = operation.gauge("equipment.treated", "No more CO2 is treated than its source releases.", "t/h")
    sources = {thing.name: thing for kind in ("process", "route", "fuel") for thing in operation.case.of(kind)}
    total: dict[str, Array] = defaultdict(lambda: np.zeros((len(operation.years), HOURS)))
    for thing in operation.case.of("capture"):
        flow = operation.flow(f"{thing.name}.captured")
        parts = {name: operation.flow(f"{name}>{thing.name}.treated") for name in thing.parameters.streams}
        for name, part in parts.items():
            total[name] = total[name] + part
        share = float(thing.parameters.rate)
        captured.equal(thing.name, operation.hourly, flow, share * np.sum(list(parts.values()), axis=0))
        limit = operation.of(operation.capacity, thing.name)
        size.at_most(thing.name, operation.hourly, flow, limit[:, np.newaxis])
    for name, amount in total.items():
        treated.at_most(name, operation.hourly, amount, released(operation, sources[name]))
    return [captured.check(), size.check(), treated.check()]
