"""Heat recovered from waste heat: no carrier takes more than a stream still holds at the carrier's temperature."""

from __future__ import annotations

import numpy as np

from ..case.value import Thing
from .evidence import Operation
from .gauge import Array
from .paths import series
from .result import Check


def temperature(operation: Operation, carrier: str) -> float:
    """Temperature of a heat carrier [degC]."""
    return next(float(thing.parameters.temperature) for thing in operation.case.of("carrier") if thing.name == carrier)


def given_up(operation: Operation, thing: Thing) -> Array:
    """Heat that a stream gives up on its way down (year, hour) [MW]."""
    terms = thing.parameters
    shape = series(operation.case, terms.profile)
    return np.outer(operation.at(terms.annual) * operation.growth(terms.follows), shape / shape.sum())


def recovery_checks(operation: Operation) -> list[Check]:
    """For every carrier: what it and hotter ones recover is in the stream above its temperature."""
    gauge = operation.gauge(
        "equipment.recovered", "No more waste heat is recovered than the stream holds at the temperature.", "MW"
    )
    for thing in operation.case.of("waste_heat"):
        terms, stream = thing.parameters, given_up(operation, thing)
        whole = float(terms.temperature) - float(terms.down_to)
        levels = {carrier: temperature(operation, carrier) for carrier in terms.into}
        for carrier, level in levels.items():
            above = float(terms.temperature) - (level + float(terms.approach))
            share = min(1.0, max(0.0, above / whole))
            hotter = [other for other in levels if levels[other] >= level]
            taken = np.sum([operation.flow(f"{thing.name}>{other}.recovered") for other in hotter], axis=0)
            gauge.at_most(f"{thing.name} {carrier}", operation.hourly, taken, share * stream)
    return [gauge.check()]
