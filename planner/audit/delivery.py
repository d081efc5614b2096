"""Direct lines and plants of others on the site: delivered as produced, used as their rules ask, sold within limits."""

from __future__ import annotations

import numpy as np

from ..case.value import Thing
from .decisions import BUILT
from .evidence import Operation
from .gauge import Array
from .offers import DELIVERED, available, things
from .paths import path_values
from .result import Check


def delivered(operation: Operation, thing: Thing) -> Array:
    """Energy delivered to the site in each year [MWh]."""
    return np.asarray(operation.flow(f"{thing.name}.delivered").sum(axis=1))


def carrier_of(operation: Operation, thing: Thing) -> str:
    """Carrier of a contract: that of its grid."""
    grid = next(grid for grid in operation.case.of("grid") if grid.name == thing.parameters.grid)
    return str(grid.parameters.carrier)


def converted(operation: Operation, carrier: str) -> dict[str, Array]:
    """Output of a carrier by each converter that gives it (year, hour) [MW]."""
    found = {}
    for thing in operation.case.of("converter"):
        share = output_share(thing, carrier)
        if share:
            found[thing.name] = share * operation.flow(f"{thing.name}.activity")
    return found


def output_share(thing: Thing, carrier: str) -> float:
    """What a converter gives of a carrier per unit of its first output [1]."""
    outputs = thing.parameters.outputs
    main = next(iter(outputs))
    if carrier not in outputs or thing.parameters.carnot is not None:
        return float(carrier == main)
    return float(outputs[carrier]) / float(outputs[main])


def site_use(operation: Operation, carrier: str) -> Array:
    """What the site uses of a carrier in each year, wherever it comes from, less what it feeds in [MWh]."""
    total = np.zeros(len(operation.years))
    for grid in operation.case.of("grid"):
        if grid.parameters.carrier == carrier:
            total += operation.flow(f"{grid.name}.import").sum(axis=1)
            total -= operation.flow(f"{grid.name}.export").sum(axis=1)
    for thing in operation.case.of("renewable"):
        if thing.parameters.carrier == carrier:
            total += operation.flow(f"{thing.name}.generation").sum(axis=1)
    for output in converted(operation, carrier).values():
        total += output.sum(axis=1)
    for thing in things(operation.case, DELIVERED):
        if carrier_of(operation, thing) == carrier:
            total += delivered(operation, thing)
    return total


def delivery_checks(operation: Operation) -> list[Check]:
    """Plants outside the factory's ownership deliver what they produce; direct lines keep their shares."""
    produced = operation.gauge(
        "contracts.delivered_as_produced", "No hour delivers more than the contracted plant produces.", "MW"
    )
    for thing in things(operation.case, DELIVERED):
        flow = operation.flow(f"{thing.name}.delivered")
        produced.at_most(thing.name, operation.hourly, flow, available(operation, thing))
    return [produced.check(), *_line_checks(operation)]


def _line_checks(operation: Operation) -> list[Check]:
    own = operation.gauge("contracts.line_self_use", "Of a direct line's output, the least share is used.", "MWh")
    sold = operation.gauge(
        "contracts.line_sold", "A direct line sells only what is left over, and no more than its share.", "MWh"
    )
    load = operation.gauge("contracts.line_load_share", "A direct line covers its least share of the use.", "MWh")
    axes = operation.yearly
    for line in operation.case.of("direct_line"):
        terms, name = line.parameters, line.name
        used, possible = delivered(operation, line), available(operation, line).sum(axis=1)
        own.at_most(name, axes, float(terms.self_use) * possible, used, scale=possible)
        surplus = operation.decided("direct_sold", name)
        share = float(terms.export) if terms.surplus_price is not None else 0.0
        sold.at_most(name, axes, surplus, np.minimum(share * possible, possible - used), scale=possible)
        if terms.load_share is not None:
            asked = path_values(terms.load_share, operation.years, operation.evidence.base_year)
            asked = np.where(operation.of(operation.contracted, name) > BUILT, np.nan_to_num(asked), 0.0)
            wanted = asked * site_use(operation, carrier_of(operation, line))
            load.at_most(name, axes, wanted, used, scale=wanted)
    return [own.check(), sold.check(), load.check()]
