"""Yearly accounts: energy by origin and claim, standard coal, CO2 by scope and rule.

Signs: energy imported, exported, generated and bought, and CO2 released are positive. Electricity counts in standard
coal where it is used: import, plus on-site generation less export (negative where more is exported than renewables
generate), both at the equivalent value.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..case.value import Thing
from .carbon import allocation
from .claims import claims, matched
from .delivery import delivered
from .evidence import Operation
from .gauge import Array
from .layout import Key
from .offers import DELIVERED, TRADED, is_claimed, things
from .paths import charge, per_energy, series
from .resources import resource_accounts
from .result import Check

EQUIVALENT = 0.1229
"""Standard coal of electricity where no grid states it: 3.6 GJ of 29.3 GJ/tce [tce/MWh]."""


def yearly_accounts(operation: Operation) -> dict[Key, Array]:
    """All accounts of the operation, by account and item (year) [unit of each]."""
    accounts: dict[Key, Array] = {}
    _electricity(operation, accounts)
    _contracts(operation, accounts)
    _decisions(operation, accounts)
    _fuels(operation, accounts)
    _purchased_power(operation, accounts)
    _process_co2(operation, accounts)
    accounts |= resource_accounts(operation)
    for thing in operation.case.of("carbon"):
        if thing.parameters.allocation is not None:
            accounts["allocation", "carbon"] = allocation(operation, thing)
    return accounts


def _yearly(operation: Operation, flow: str) -> Array:
    """Energy of a flow in each year [MWh]."""
    return np.asarray(operation.flow(flow).sum(axis=1))


def _electricity(operation: Operation, accounts: dict[Key, Array]) -> None:
    """Energy through the grids, from renewables and under claims; standard coal of electricity."""
    for thing in operation.case.of("grid"):
        accounts["import", thing.name] = _yearly(operation, f"{thing.name}.import")
        accounts["export", thing.name] = _yearly(operation, f"{thing.name}.export")
    for thing in operation.case.of("renewable"):
        available = (
            operation.of(operation.effective, thing.name) * series(operation.case, thing.parameters.profile).sum()
        )
        accounts["generation", thing.name] = _yearly(operation, f"{thing.name}.generation")
        accounts["curtailed", thing.name] = available - accounts["generation", thing.name]
        if thing.parameters.area_from is not None:
            occupied = float(thing.parameters.area) * operation.of(operation.capacity, thing.name)
            accounts[f"{thing.parameters.area_from}_area", thing.name] = occupied
    for thing in operation.case.of("grid"):
        accounts["tce", thing.name] = float(thing.parameters.tce) * accounts["import", thing.name]
    selling = [thing for thing in operation.case.of("grid") if thing.parameters.export is not None]
    for carrier in sorted({thing.parameters.carrier for thing in [*operation.case.of("renewable"), *selling]}):
        grids = _on(operation.case.of("grid"), carrier)
        generated = _total(operation, accounts, "generation", _on(operation.case.of("renewable"), carrier))
        exported = _total(operation, accounts, "export", grids)
        accounts["self_use", carrier] = np.maximum(0.0, generated - exported)
        factor = float(grids[0].parameters.tce) if grids else EQUIVALENT
        accounts["tce", carrier] = factor * (generated - exported)


def _contracts(operation: Operation, accounts: dict[Key, Array]) -> None:
    """Power under contracts: traded, delivered, claimed and matched; standard coal and CO2 of what is delivered."""
    for thing in things(operation.case, TRADED):
        accounts["traded", thing.name] = operation.traded(thing).sum(axis=1)
    for thing in things(operation.case, DELIVERED):
        name, amount = thing.name, delivered(operation, thing)
        grid = next(grid.parameters for grid in operation.case.of("grid") if grid.name == thing.parameters.grid)
        accounts["direct" if thing.kind == "direct_line" else "third_party", name] = amount
        accounts["tce", name] = float(grid.tce) * amount
        if is_claimed(thing) and thing.kind == "onsite_plant":
            accounts["self_use", name] = amount
        if not is_claimed(thing):
            accounts["unclaimed", name] = amount
            for rule in ("scope2_market", "scope2_market_certificates"):
                accounts[rule, name] = operation.at(grid.residual_factor) * amount
        if getattr(thing.parameters, "area_from", None) is not None:
            size = operation.of(operation.contracted, name)
            accounts[f"{thing.parameters.area_from}_area", name] = float(thing.parameters.area) * size
    for thing in operation.case.of("certificate"):
        accounts["certificate", thing.name] = operation.of(operation.certificates, thing.name)
    for level in sorted(operation.evidence.matchings if not operation.prefix else ()):
        for grid in operation.case.of("grid"):
            for name, amount in matched(operation, grid.name, level).items():
                accounts[f"matched_{level}", name] = amount


def _decisions(operation: Operation, accounts: dict[Key, Array]) -> None:
    """Accounts that are decisions of their own, whose limits other checks know."""
    decided = [
        ("certificate", ("certificate_claimed",)),
        ("offset", ("offset", "offset_net")),
        ("direct_line", ("direct_sold",)),
        ("carbon", ("offset_compliance",)),
    ]
    for kind, names in decided:
        for thing in operation.case.of(kind):
            for account in names:
                accounts[account, thing.name] = operation.decided(account, thing.name)


def _process_co2(operation: Operation, accounts: dict[Key, Array]) -> None:
    """CO2 of process streams and routes, and what is captured of it."""
    for thing in operation.case.of("process"):
        accounts["scope1_process", thing.name] = operation.stored("process_co2", thing.name)
    for thing in operation.case.of("route"):
        made = _yearly(operation, f"{thing.name}.activity")
        accounts["scope1_process", thing.name] = charge(operation.at(thing.parameters.co2), made)
    for thing in operation.case.of("capture"):
        captured = _yearly(operation, f"{thing.name}.captured")
        accounts["captured", thing.name] = captured
        accounts["scope1_process", thing.name] = -captured


def _on(listed: tuple[Thing, ...], carrier: str) -> list[Thing]:
    return [thing for thing in listed if thing.parameters.carrier == carrier]


def _total(operation: Operation, accounts: Mapping[Key, Array], account: str, listed: list[Thing]) -> Array:
    total = np.zeros(len(operation.years))
    for thing in listed:
        total = total + accounts[account, thing.name]
    return total


def _fuels(operation: Operation, accounts: dict[Key, Array]) -> None:
    """Purchased fuels and heat: energy, standard coal, CO2 where it counts."""
    for thing in operation.case.of("fuel"):
        terms, name = thing.parameters, thing.name
        bought = _yearly(operation, f"{name}.bought")
        factor = per_energy(operation.at(terms.emission_factor), terms.emission_factor.unit, terms.lhv)
        coal = per_energy(np.full_like(bought, float(terms.tce)), getattr(terms.tce, "unit", ""), terms.lhv)
        released = charge(factor, bought)
        accounts["fuel", name] = bought
        accounts["tce", name] = coal * bought
        if terms.scope == "scope1":
            accounts["scope1_fuel", name] = released
            continue
        for rule in ("scope2_location", "scope2_market", "scope2_market_certificates"):
            accounts[rule, name] = released


def _purchased_power(operation: Operation, accounts: dict[Key, Array]) -> None:
    """CO2 of the power imported under the three rules side by side."""
    for thing in operation.case.of("grid"):
        name = thing.name
        imported = accounts["import", name]
        documented, covered = (
            sum(claims(operation, name, kinds).values(), np.zeros_like(imported))
            for kinds in (TRADED, ("certificate",))
        )
        residual = operation.at(thing.parameters.residual_factor)
        accounts["scope2_location", name] = imported * operation.at(thing.parameters.emission_factor)
        accounts["scope2_market", name] = (imported - documented) * residual
        accounts["scope2_market_certificates", name] = (imported - documented - covered) * residual


def account_checks(operation: Operation, accounts: Mapping[Key, Array]) -> list[Check]:
    """The stored accounts are those recomputed from the flows; none goes below zero that cannot."""
    same = operation.gauge(
        "accounts.recomputed", "Every yearly account follows from hourly flows and measures.", "unit of the account"
    )
    signs = operation.gauge("accounts.scope2_not_negative", "No claim makes the CO2 of purchased power negative.", "t")
    stored = operation.evidence.stored.table(f"{operation.prefix}account")
    for key in sorted(accounts.keys() | stored.keys()):
        found = operation.stored("account", *key)
        same.equal(".".join(key), operation.yearly, found, operation.of_key(accounts, key))
        if key[0].startswith("scope2"):
            signs.at_most(
                ".".join(key), operation.yearly, -found, 0.0, scale=accounts.get(("scope2_location", key[1]), 0.0)
            )
    return [same.check(), signs.check()]
