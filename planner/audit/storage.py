"""Is every store's content what was put in and taken out, and within its size."""

from __future__ import annotations

import numpy as np

from .equipment import AT_ONCE
from .evidence import Operation
from .result import Check


def storage_checks(operation: Operation) -> list[Check]:
    """Content from hour to hour, content and power within their sizes, one direction at a time."""
    content = operation.gauge(
        "storage.content",
        "The content is that of the hour before less standing loss, plus what was charged, less what was taken; "
        "the year closes on itself.",
        "MWh",
    )
    energy = operation.gauge("storage.energy", "No store holds more than its size.", "MWh")
    power = operation.gauge("storage.power", "No store charges or discharges beyond its power.", "MW")
    kept = operation.gauge("storage.reserve", "No store is drawn below its reserve.", "MWh")
    both = operation.gauge("storage.one_way", "No store charges and discharges in the same hour.", "MW")
    for thing in operation.case.of("storage"):
        terms, name, axes = thing.parameters, thing.name, operation.hourly
        charge, discharge = operation.flow(f"{name}.charge"), operation.flow(f"{name}.discharge")
        soc = operation.flow(f"{name}.soc")
        inwards, outwards = float(terms.efficiency_charge), float(terms.efficiency_discharge)
        before = np.roll(soc, 1, axis=1) * (1.0 - float(terms.standing_loss))
        size = operation.of(operation.capacity, f"{name}.energy")[:, np.newaxis]
        rate = operation.of(operation.capacity, f"{name}.power")[:, np.newaxis]
        content.equal(name, axes, soc, before + inwards * charge - discharge / outwards, scale=size)
        energy.at_most(name, axes, soc, size)
        power.at_most(f"{name}.charge", axes, charge, rate)
        power.at_most(f"{name}.discharge", axes, discharge, rate)
        kept.at_most(name, axes, float(terms.reserve) * size - soc, 0.0, scale=size)
        both.at_most(name, axes, np.minimum(charge, discharge), AT_ONCE, scale=0.0)
    return [content.check(), energy.check(), power.check(), kept.check(), both.check()]
