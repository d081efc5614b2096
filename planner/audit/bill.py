"""The yearly cost, line by line: bills, fuels, certificates, offsets, carbon, upkeep.

Signs: what is paid is positive, what is earned or avoided is negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..case.value import Thing
from .assets import investment_price
from .carbon import carbon_payment
from .evidence import Operation
from .gauge import Array
from .layout import Key
from .paths import charge, per_energy
from .readings import energy_charge, tariff_costs
from .result import Check

MOVED = {"converter": "activity", "storage": "discharge", "route": "activity", "capture": "captured"}
"""Flow that variable cost is paid on, by kind of technology."""


def yearly_costs(operation: Operation, accounts: Mapping[Key, Array]) -> dict[Key, Array]:
    """All cost lines of the operation, by line and item (year) [million a year]."""
    costs: dict[Key, Array] = {}
    for grid in operation.case.of("grid"):
        costs.update(tariff_costs(operation, grid))
    for thing in operation.case.of("fuel"):
        terms = thing.parameters
        price = per_energy(operation.at(terms.price), terms.price.unit, terms.lhv)
        costs["fuel", thing.name] = charge(price, accounts["fuel", thing.name])
    for thing in operation.case.of("onsite_plant"):
        area = float(thing.parameters.area) * operation.of(operation.contracted, thing.name)
        costs["onsite_rent", thing.name] = -charge(operation.at(thing.parameters.rent), area)
    for thing in operation.case.of("certificate"):
        bought = operation.of(operation.certificates, thing.name)
        costs["certificates", thing.name] = charge(operation.at(thing.parameters.price), bought)
    for thing in operation.case.of("offset"):
        bought = operation.decided("offset", thing.name)
        costs["offsets", thing.name] = charge(operation.at(thing.parameters.price), bought)
    for thing in operation.case.of("carbon"):
        costs["carbon", "carbon"] = carbon_payment(operation, thing, accounts)
    for thing in operation.case.of("measure"):
        active = operation.of(operation.active, thing.name)
        costs["measure_opex", thing.name] = charge(operation.at(thing.parameters.opex), active)
    for thing in operation.case.things:
        _upkeep(operation, thing, costs)
    return costs


def _upkeep(operation: Operation, thing: Thing, costs: dict[Key, Array]) -> None:
    """Fixed and variable cost of operating a technology, and what its owner takes for it."""
    terms, name = thing.parameters, thing.name
    if thing.kind in (*MOVED, "renewable"):
        costs["opex_fixed", name] = _fixed(operation, thing)
    if thing.kind == "storage":
        content = operation.of(operation.capacity, f"{name}.energy")
        costs["service_fee", name] = charge(operation.at(terms.service_fee), content)
        if terms.savings_share is not None:
            costs["service_fee", name] = costs["service_fee", name] + _shared(operation, thing)
    if thing.kind in MOVED:
        moved = operation.flow(f"{name}.{MOVED[thing.kind]}").sum(axis=1)
        costs["opex_variable", name] = charge(operation.at(terms.opex_variable), moved)
    if thing.kind == "capture":
        captured = operation.flow(f"{name}.captured").sum(axis=1)
        costs["transport_storage", name] = charge(operation.at(terms.transport_storage), captured)
    if thing.kind == "converter":
        started = operation.flow(f"{name}.started").sum(axis=1)
        costs["start_cost", name] = charge(operation.at(terms.start_cost), started)


def _shared(operation: Operation, thing: Thing) -> Array:
    """Share of what the grid would charge for what a store gives less what it takes (year) [million a year]."""
    terms = thing.parameters
    grid = next(
        each
        for each in operation.case.of("grid")
        if each.name == terms.grid or (terms.grid is None and each.parameters.carrier == terms.carrier)
    )
    given, taken = (
        np.array([energy_charge(operation, grid, index, row) for index, row in enumerate(flow)])
        for flow in (operation.flow(f"{thing.name}.discharge"), operation.flow(f"{thing.name}.charge"))
    )
    share: Array = float(terms.savings_share) * np.maximum(given - taken, 0.0)
    return share


def _fixed(operation: Operation, thing: Thing) -> Array:
    """Upkeep by capacity, or as a share of what the capacity would cost in the same year (year) [million a year]."""
    terms, name = thing.parameters, thing.name
    yearly = operation.at(terms.opex_fixed)
    if terms.opex_fixed.unit == "CNY/(kW*a)":
        return charge(yearly, operation.of(operation.capacity, name))
    parts: dict[str, Any]
    if thing.kind == "storage":
        parts = {f"{name}.energy": terms.capex_energy, f"{name}.power": terms.capex_power}
    else:
        parts = {name: investment_price(terms.capex)}
    investment = np.zeros(len(operation.years))
    for asset, price in parts.items():
        investment = investment + charge(operation.at(price), operation.of(operation.capacity, asset))
    return np.where(yearly == 0.0, 0.0, charge(yearly, investment))


def cost_checks(operation: Operation, costs: Mapping[Key, Array]) -> list[Check]:
    """The stored cost lines are those recomputed."""
    gauge = operation.gauge(
        "bill.recomputed", "Every cost line follows from flows, peaks, capacities and prices.", "million"
    )
    stored = operation.evidence.stored.table(f"{operation.prefix}cost")
    for key in sorted(costs.keys() | stored.keys()):
        gauge.equal(".".join(key), operation.yearly, operation.stored("cost", *key), operation.of_key(costs, key))
    return [gauge.check()]
