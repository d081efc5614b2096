"""What the bill of a grid connection is made from: meters, own plants and contracts of each year.

The lines themselves come from `planner.bill`, which knows tariffs and nothing of the optimisation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from ..bill import Billing, ContractUse, Usage, monthly_bill
from ..case.value import Thing
from .delivery import output_share
from .evidence import Operation
from .gauge import Array
from .layout import Key
from .offers import DELIVERED, SIGNED, TRADED, start, things


def meters(operation: Operation, grid: Thing, index: int) -> Usage:
    """Readings of one grid connection in one of the operation's years, without contracts."""
    return Usage(
        imported=operation.flow(f"{grid.name}.import")[index],
        exported=operation.flow(f"{grid.name}.export")[index],
    )


def usage(operation: Operation, grid: Thing, index: int) -> Usage:
    """All readings of one grid connection in one of the operation's years."""
    plants = dict(_plants(operation, grid.parameters.carrier))
    contracts = {
        thing.name: _contract(operation, thing, index)
        for thing in things(operation.case, (*TRADED, *DELIVERED), grid.name)
    }
    return replace(
        meters(operation, grid, index),
        generation={name: output[index] for name, (output, _) in plants.items()},
        capacity={name: float(size[index]) for name, (_, size) in plants.items()},
        contracts=contracts,
    )


def _plants(operation: Operation, carrier: str) -> Iterator[tuple[str, tuple[Array, Array]]]:
    """Output (year, hour) and capacity (year) of a carrier, by own plant [MW]."""
    for thing in operation.case.of("renewable"):
        if thing.parameters.carrier == carrier:
            size = operation.of(operation.capacity, thing.name)
            yield thing.name, (operation.flow(f"{thing.name}.generation"), size)
    for thing in operation.case.of("converter"):
        share = output_share(thing, carrier)
        if share:
            size = share * operation.of(operation.capacity, thing.name)
            yield thing.name, (share * operation.flow(f"{thing.name}.activity"), size)


def _contract(operation: Operation, thing: Thing, index: int) -> ContractUse:
    """One contract in one year."""
    size = float(operation.of(operation.contracted, thing.name)[index])
    begun = start(operation, thing, index) if thing.kind in SIGNED else None
    if thing.kind in TRADED:
        keys = operation.evidence.classes[thing.parameters.grid].keys
        traded = dict(zip(keys, operation.traded(thing)[index].tolist(), strict=True))
        nominated = dict(enumerate(operation.nominated(thing)[index].tolist(), start=1))
        return ContractUse(size, begun, traded, nominated)
    sold = float(operation.decided("direct_sold", thing.name)[index])
    return ContractUse(size, begun, delivered=operation.flow(f"{thing.name}.delivered")[index], sold=sold)


def billing(operation: Operation, grid: Thing, index: int) -> Billing:
    """Stored facts of how a grid's demand is billed in one year."""
    capacity = None
    if grid.parameters.billing == "choose":
        capacity = (operation.stored("billing", grid.name)[index] > 0.5).tolist()
    return Billing(capacity, (operation.stored("discounted", grid.name)[index] > 0.5).tolist())


def energy_charge(operation: Operation, grid: Thing, index: int, hourly: Array) -> float:
    """What a grid would charge for the energy of a course, if it were drawn in one year. [million]"""
    drawn = Usage(imported=hourly, exported=np.zeros_like(hourly))
    costs = monthly_bill(operation.case, grid, operation.years[index], drawn).costs()
    return sum(amount for (line, _), amount in costs.items() if line == "grid_energy")


def tariff_costs(operation: Operation, grid: Thing) -> dict[Key, Array]:
    """Cost lines of a grid's bill, its contracts included, by line and item (year) [million a year]."""
    costs: dict[Key, Array] = {}
    for index, year in enumerate(operation.years):
        bill = monthly_bill(operation.case, grid, year, usage(operation, grid, index), billing(operation, grid, index))
        for key, amount in bill.costs().items():
            costs.setdefault(key, np.zeros(len(operation.years)))[index] = amount
    return costs
