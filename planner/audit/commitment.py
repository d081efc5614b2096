"""Equipment made of whole units: how many stand and run, how low they may go, when they start, how fast they change."""

from __future__ import annotations

from typing import Any

import numpy as np

from .assets import assets_of
from .evidence import Evidence, Operation
from .result import Check


def is_committed(terms: Any) -> bool:
    """Whether the number of units running is stated: where least load, part load or starts matter."""
    return float(terms.min_load) > 0.0 or terms.part_load is not None or has_start_cost(terms)


def has_start_cost(terms: Any) -> bool:
    """Whether a start costs anything in any year."""
    return any(price > 0.0 for _, price in terms.start_cost.points)


def unit_checks(evidence: Evidence) -> list[Check]:
    """Only whole units are built, kept and retired."""
    gauge = evidence.gauge("decisions.whole_units", "Only whole units are built, kept and retired.", "MW")
    for name, asset in assets_of(evidence.case).items():
        if asset.unit is not None:
            for variable in ("built", "capacity"):
                found = evidence.stored.row(variable, name)
                gauge.equal(f"{name} {variable}", evidence.yearly, found, np.round(found / asset.unit) * asset.unit)
    return [gauge.check()]


def commitment_checks(operation: Operation) -> list[Check]:
    """Units run whole, within their number and load; starts are counted; output changes no faster than allowed."""
    whole = operation.gauge("equipment.units_whole", "Units run whole.", "1")
    number = operation.gauge("equipment.units", "No more units run than stand.", "1")
    load = operation.gauge("equipment.unit_load", "Running units stay between their least and full load.", "MW")
    started = operation.gauge("equipment.started", "Every unit that begins to run counts as a start.", "1")
    ramp = operation.gauge("equipment.ramp", "Output changes no faster than allowed.", "MW")
    axes = operation.hourly
    for thing in operation.case.of("converter"):
        terms, name = thing.parameters, thing.name
        activity, units = operation.flow(f"{name}.activity"), operation.flow(f"{name}.on")
        size = operation.of(operation.capacity, name)[:, np.newaxis]
        if is_committed(terms):
            unit = float(terms.unit)
            whole.equal(name, axes, units, np.round(units))
            number.at_most(name, axes, units, np.round(size / unit))
            load.at_most(f"{name} full", axes, activity, unit * units)
            load.at_most(f"{name} least", axes, float(terms.min_load) * unit * units, activity)
        if has_start_cost(terms):
            begun = np.maximum(0.0, units - np.roll(units, 1, axis=1))
            started.at_most(name, axes, begun, operation.flow(f"{name}.started"))
        if terms.ramp is not None:
            change = np.abs(activity - np.roll(activity, 1, axis=1))
            ramp.at_most(name, axes, change, float(terms.ramp) * size)
    return [whole.check(), number.check(), load.check(), started.check(), ramp.check()]
