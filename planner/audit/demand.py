"""What is used: yearly amounts with output and measures, spread over the hours by the profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from ..case.value import Thing
from .evidence import Operation
from .gauge import Array
from .paths import series
from .result import Check


def remaining(operation: Operation, name: str, active: Mapping[str, Array]) -> Array:
    """Factor that measures leave of an end use or process stream: the product of what each in service leaves [1]."""
    factor = np.ones(len(operation.years))
    for thing in operation.case.of("measure"):
        if name in thing.parameters.saves:
            factor = factor * (1.0 - float(thing.parameters.saves[name]) * operation.of(active, thing.name))
    return factor


def hourly_load(operation: Operation, thing: Thing) -> Array:
    """Power of an end use (year, hour) before any of it is moved, from the stored yearly amount [MW]."""
    shape = series(operation.case, thing.parameters.profile)
    return np.outer(operation.stored("annual", thing.name), shape / shape.sum())


def demand_checks(operation: Operation) -> list[Check]:
    """Yearly amounts follow path, output and measures."""
    uses = [(thing, thing.parameters.annual) for thing in operation.case.of("demand")]
    streams = [(thing, thing.parameters.co2) for thing in operation.case.of("process")]
    return [
        *_amounts(operation, uses, "remaining", "annual", "MWh/a"),
        *_amounts(operation, streams, "process_remaining", "process_co2", "t/a"),
    ]


def _amounts(
    operation: Operation, things: Iterable[tuple[Thing, Any]], factor: str, amount: str, unit: str
) -> list[Check]:
    left = operation.gauge(
        f"demand.{factor}", "What is left is the product of what each measure in service leaves.", "1"
    )
    yearly = operation.gauge(
        f"demand.{amount}", "The yearly amount is its path times the growth of output times what measures leave.", unit
    )
    paths = {thing.name: (thing.parameters.follows, path) for thing, path in things}
    stored = operation.evidence.stored
    planned = not operation.prefix
    known = stored.rows(operation.prefix + amount).keys() | (stored.rows(factor).keys() if planned else set())
    for name in sorted(paths.keys() | known):
        product = expected = np.zeros(len(operation.years))
        if name in paths:
            follows, path = paths[name]
            product = remaining(operation, name, operation.active)
            expected = operation.at(path) * operation.growth(follows) * product
        yearly.equal(name, operation.yearly, operation.stored(amount, name), expected)
        if planned:
            left.equal(name, operation.yearly, operation.stored(factor, name), product)
    return [left.check(), yearly.check()] if planned else [yearly.check()]
