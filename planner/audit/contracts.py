"""Contracts and certificates: begun once, of an allowed size, delivered as produced, every green MWh claimed once."""

from __future__ import annotations

import numpy as np

from ..case.value import Case
from .decisions import BUILT
from .evidence import Evidence, Operation
from .paths import series
from .result import Check


def contract_checks(evidence: Evidence) -> list[Check]:
    """A contract begins at most once, in a year offered, within its sizes, and lasts for its tenor."""
    when = evidence.gauge("contracts.signed_when_offered", "Contracts begin only in the years offered.", "MW")
    once = evidence.gauge("contracts.signed_once", "A contract begins at most once.", "1")
    size = evidence.gauge("contracts.size", "No contract is smaller or larger than offered.", "MW")
    force = evidence.gauge("contracts.contracted", "A contract is in force from its beginning for its tenor.", "MW")
    offers = {thing.name: thing.parameters for thing in evidence.case.of("ppa")}
    axes, stored = evidence.yearly, evidence.stored
    for name in sorted(offers.keys() | stored.rows("signed").keys() | stored.rows("contracted").keys()):
        signed, contracted = stored.row("signed", name), stored.row("contracted", name)
        terms = offers.get(name)
        if terms is None:
            force.equal(name, axes, np.abs(signed) + np.abs(contracted), 0.0)
            continue
        when.at_most(name, axes, np.where(np.isin(evidence.years, terms.start), 0.0, np.abs(signed)), 0.0)
        once.at_most(name, {}, float(np.count_nonzero(signed > BUILT)), 1.0)
        size.at_most(name, axes, signed, float(terms.max))
        size.at_most(name, axes, np.where(signed > BUILT, float(terms.min), 0.0), np.maximum(signed, 0.0))
        force.equal(name, axes, contracted, evidence.timeline.surviving(signed, float(terms.tenor)))
    return [when.check(), once.check(), size.check(), force.check()]


def trading_checks(operation: Operation) -> list[Check]:
    """Traded power is produced under its contract and imported in the same hour."""
    produced = operation.gauge(
        "contracts.traded_as_produced", "No hour trades more than the contracted share of the plant produces.", "MW"
    )
    imported = operation.gauge("contracts.traded_is_imported", "No hour trades more than the grid delivers.", "MW")
    ppas = operation.case.of("ppa")
    for thing in ppas:
        limit = np.outer(
            operation.of(operation.contracted, thing.name), series(operation.case, thing.parameters.profile)
        )
        produced.at_most(thing.name, operation.hourly, operation.flow(f"{thing.name}.traded"), limit)
    for grid in operation.case.of("grid"):
        traded = [operation.flow(f"{thing.name}.traded") for thing in ppas if thing.parameters.grid == grid.name]
        if traded:
            imports = operation.flow(f"{grid.name}.import")
            imported.at_most(grid.name, operation.hourly, np.sum(traded, axis=0), imports)
    return [produced.check(), imported.check()]


def certificate_checks(evidence: Evidence) -> list[Check]:
    """No more certificates than offered."""
    most = evidence.gauge("contracts.certificates", "No more certificates are bought than offered.", "MWh")
    offers = {thing.name: thing.parameters for thing in evidence.case.of("certificate")}
    for name, bought in evidence.stored.rows("certificates").items():
        if name not in offers:
            most.at_most(name, evidence.yearly, np.abs(bought), 0.0)
        elif offers[name].max is not None:
            offered = evidence.at(offers[name].max)
            most.at_most(name, evidence.yearly, bought, np.where(np.isnan(offered), 0.0, offered))
    return [most.check()]


def claim_checks(operation: Operation) -> list[Check]:
    """Traded power and certificates together never claim more than a grid delivered in the year."""
    gauge = operation.gauge(
        "contracts.one_owner",
        "Every green MWh has one claim: traded power and certificates together cover no more than the import of a "
        "year, and generation used on site none of it.",
        "MWh",
    )
    for grid in operation.case.of("grid"):
        claimed = np.zeros(len(operation.years))
        for name in claimants(operation.case, "ppa", grid.name):
            claimed = claimed + operation.flow(f"{name}.traded").sum(axis=1)
        for name in claimants(operation.case, "certificate", grid.name):
            claimed = claimed + operation.of(operation.certificates, name)
        imported = operation.flow(f"{grid.name}.import").sum(axis=1)
        gauge.at_most(grid.name, operation.yearly, claimed, imported)
    return [gauge.check()]


def claimants(case: Case, kind: str, grid: str) -> list[str]:
    """Contracts or certificates that cover the power of a grid."""
    return [thing.name for thing in case.of(kind) if thing.parameters.grid == grid]
