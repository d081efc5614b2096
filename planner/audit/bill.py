"""The yearly cost, line by line: tariff, contracts, fuels, certificates, carbon, upkeep.

Signs: what is paid is positive, what is earned or avoided is negative.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..case.value import Thing
from .carbon import carbon_payment
from .evidence import Operation
from .gauge import Array
from .hours import bands, multipliers
from .layout import Key
from .paths import charge, per_energy, series
from .result import Check


def yearly_costs(operation: Operation, accounts: Mapping[Key, Array]) -> dict[Key, Array]:
    """All cost lines of the operation, by line and item (year) [million a year]."""
    costs: dict[Key, Array] = {}
    for grid in operation.case.of("grid"):
        _tariff(operation, grid, costs)
    for thing in operation.case.of("fuel"):
        terms = thing.parameters
        price = per_energy(operation.at(terms.price), terms.price.unit, terms.lhv)
        costs["fuel", thing.name] = charge(price, accounts["fuel", thing.name])
    for thing in operation.case.of("ppa"):
        _contract(operation, thing, costs)
    for thing in operation.case.of("certificate"):
        bought = operation.of(operation.certificates, thing.name)
        costs["certificates", thing.name] = charge(operation.at(thing.parameters.price), bought)
    for thing in operation.case.of("carbon"):
        costs["carbon", "carbon"] = carbon_payment(operation, thing, accounts)
    for thing in operation.case.of("measure"):
        active = operation.of(operation.active, thing.name)
        costs["measure_opex", thing.name] = charge(operation.at(thing.parameters.opex), active)
    _upkeep(operation, costs)
    return costs


def _tariff(operation: Operation, grid: Thing, costs: dict[Key, Array]) -> None:
    """Lines of one grid's bill, and what it pays for export."""
    terms = grid.parameters
    names = bands(terms.periods, operation.evidence.base_year)
    for label, component in terms.components.items():
        price = operation.at(component.price)
        item = f"{grid.name}.{label}"
        if component.basis == "energy":
            billed = operation.flow(f"{grid.name}.import") @ multipliers(component.factors, names)
        elif component.basis == "demand":
            # Prices per month are stored as prices per year: each month's peak pays a twelfth.
            mean_peak = operation.stored("peak", grid.name).sum(axis=1) / 12.0
            billed = mean_peak * float(terms.peak_factor) * (terms.billing == "demand")
        elif component.basis == "capacity":
            billed = np.full_like(price, float(terms.transformer or 0.0) * (terms.billing == "capacity"))
        else:
            billed = np.ones_like(price)
        costs[f"grid_{component.basis}", item] = charge(price, billed)
    if terms.export is not None:
        exported = operation.flow(f"{grid.name}.export").sum(axis=1)
        costs["export_revenue", grid.name] = -charge(operation.at(terms.export.price), exported)
    for thing in operation.case.of("ppa"):
        if thing.parameters.grid == grid.name:
            traded = operation.flow(f"{thing.name}.traded")
            costs["traded_replaced", thing.name] = -_replaced(operation, terms, traded, names)


def _replaced(operation: Operation, terms: Any, traded: Array, names: NDArray[np.str_]) -> Array:
    """Energy components that traded power makes fall away (year) [million]."""
    avoided = np.zeros(len(operation.years))
    for label in terms.traded_replaces:
        component = terms.components[label]
        avoided = avoided + charge(operation.at(component.price), traded @ multipliers(component.factors, names))
    return avoided


def _contract(operation: Operation, thing: Thing, costs: dict[Key, Array]) -> None:
    """Lines of a green power contract: energy, green attribute, what the unused part earns."""
    terms, name = thing.parameters, thing.name
    traded = operation.flow(f"{name}.traded").sum(axis=1)
    settled = traded
    if terms.surplus_price is not None:
        settled = operation.of(operation.contracted, name) * series(operation.case, terms.profile).sum()
        costs["ppa_surplus", name] = -charge(operation.at(terms.surplus_price), settled - traded)
    costs["ppa_energy", name] = charge(operation.at(terms.energy_price), settled)
    costs["ppa_environmental", name] = charge(operation.at(terms.environmental_value), traded)


def _upkeep(operation: Operation, costs: dict[Key, Array]) -> None:
    """Fixed and variable cost of operating each technology."""
    for thing in operation.case.things:
        terms, name = thing.parameters, thing.name
        if thing.kind not in ("converter", "renewable", "storage"):
            continue
        yearly = operation.at(terms.opex_fixed)
        if thing.kind == "storage":
            investment = sum(
                charge(operation.at(price), operation.of(operation.capacity, f"{name}.{part}"))
                for part, price in (("energy", terms.capex_energy), ("power", terms.capex_power))
            )
            costs["opex_fixed", name] = charge(yearly, np.asarray(investment))
        else:
            price = yearly
            if terms.opex_fixed.unit == "%/a":
                price = np.where(yearly == 0.0, 0.0, yearly * operation.at(terms.capex))
            costs["opex_fixed", name] = charge(price, operation.of(operation.capacity, name))
        if thing.kind != "renewable":
            flow = "discharge" if thing.kind == "storage" else "activity"
            moved = operation.flow(f"{name}.{flow}").sum(axis=1)
            costs["opex_variable", name] = charge(operation.at(terms.opex_variable), moved)


def cost_checks(operation: Operation, costs: Mapping[Key, Array]) -> list[Check]:
    """The stored cost lines are those recomputed."""
    gauge = operation.gauge(
        "bill.recomputed", "Every cost line follows from flows, peaks, capacities and prices.", "million"
    )
    stored = operation.evidence.stored.table(f"{operation.prefix}cost")
    for key in sorted(costs.keys() | stored.keys()):
        gauge.equal(".".join(key), operation.yearly, operation.stored("cost", *key), operation.of_key(costs, key))
    return [gauge.check()]
