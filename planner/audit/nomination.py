"""Nominations: what is called for under a contract in each month; it is paid, and comes in the course of the plant."""

from __future__ import annotations

import numpy as np

from ..case.value import Thing
from .evidence import Operation
from .gauge import Array, Axes
from .offers import TRADED, available, course, things
from .result import Check


def excess(thing: Thing) -> float:
    """Share by which deliveries may exceed what is contracted; a volume may have a band [1]."""
    return float(getattr(thing.parameters, "band", None) or 0.0)


def called(operation: Operation, thing: Thing) -> Array:
    """What is delivered of the nominated volumes: each month's in the course of the plant (year, hour) [MW]."""
    classes = operation.evidence.classes[thing.parameters.grid]
    hourly = course(operation.case, thing.parameters)
    output = classes.by_month(classes.sums(hourly[np.newaxis]))
    nominated = operation.nominated(thing)
    power = np.divide(nominated, output, out=np.zeros_like(nominated), where=output > 0.0)
    month = np.array([month for month, _ in classes.keys])[classes.label]
    return np.asarray(power[:, month - 1] * hourly)


def nomination_checks(operation: Operation) -> list[Check]:
    """No month calls for more than the contract gives; a contract that is paid in full calls for all of it."""
    gauge = operation.gauge(
        "contracts.nominated",
        "No month nominates more than is produced under the contract; one that is paid in full nominates all of it.",
        "MWh",
    )
    axes: Axes = {"year": operation.years, "month": range(1, 13)}
    traders = {thing.name: thing for thing in things(operation.case, TRADED)}
    for name, thing in traders.items():
        classes, nominated = operation.evidence.classes[thing.parameters.grid], operation.nominated(thing)
        output = classes.by_month(classes.sums(available(operation, thing)))
        if thing.kind == "ppa" and thing.parameters.band is None:
            gauge.equal(name, axes, nominated, output)
        else:
            gauge.at_most(name, axes, nominated, (1.0 + excess(thing)) * output)
    for name, row in operation.evidence.stored.rows("nominated").items():
        if name not in traders:
            gauge.equal(name, axes, np.abs(row), 0.0)
    return [gauge.check()]
