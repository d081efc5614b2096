"""Offsets: no more than offered, only after enough reduction of one's own, each used once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .carbon import covered, total
from .evidence import Evidence, Operation
from .gauge import Array
from .layout import Key
from .result import Check

GROSS = ("scope1_fuel", "scope1_process", "scope2_location")
"""Accounts of the CO2 that a factory causes before any contract, certificate or offset."""


def gross(rows: Mapping[Key, Array]) -> Array:
    """CO2 released on site and, by location, for purchased energy (year, or the base year) [t]."""
    return total(rows, *GROSS)


def used(evidence: Evidence, account: str) -> Array:
    """Offsets used for a purpose in each year [t]."""
    return total(evidence.stored.table("account"), account) + np.zeros(len(evidence.years))


def offset_checks(operation: Operation, accounts: Mapping[Key, Array]) -> list[Check]:
    """Offsets are bought within their limits and used once, for compliance or for a net target."""
    evidence = operation.evidence
    offered = operation.gauge("offsets.offered", "No more offsets are bought than offered and allowed.", "t")
    first = operation.gauge("offsets.after_reduction", "Offsets are bought only after the reduction asked for.", "t")
    once = operation.gauge("offsets.used_once", "Every offset is used once: for compliance or for a net target.", "t")
    share = operation.gauge("offsets.compliance", "Offsets settle no more than their share of covered CO2.", "t")
    axes = operation.yearly
    base = float(gross(evidence.stored.table("base_account")).sum())
    released = gross(accounts) + np.zeros(len(operation.years))
    for thing in operation.case.of("offset"):
        terms, bought = thing.parameters, operation.decided("offset", thing.name)
        if terms.max is not None:
            most = evidence.at(terms.max)
            offered.at_most(thing.name, axes, bought, np.where(np.isnan(most), 0.0, most))
        if terms.max_share is not None:
            offered.at_most(thing.name, axes, bought, float(terms.max_share) * base)
        if terms.after_reduction is not None:
            limit = (1.0 - float(terms.after_reduction)) * base
            allowed = released <= limit + operation.evidence.tolerance * (1.0 + base)
            first.at_most(thing.name, axes, np.where(allowed, 0.0, bought), 0.0)
    for thing in operation.case.of("carbon"):
        part = float(thing.parameters.offset_share or 0.0)
        settled = operation.decided("offset_compliance", "carbon")
        share.at_most("carbon", axes, settled, part * np.maximum(covered(operation, thing, accounts), 0.0))
    bought = used(evidence, "offset")
    once.at_most("offsets", axes, used(evidence, "offset_compliance") + used(evidence, "offset_net"), bought)
    return [offered.check(), first.check(), once.check(), share.check()]
