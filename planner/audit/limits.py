"""Limits the case sets: areas, storage power, fuels, CO2 targets, capital budgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..case.value import Thing
from .claims import claims, matched
from .evidence import Evidence, Operation
from .gauge import Array
from .layout import Key
from .offers import TRADED
from .offsets import used
from .paths import as_energy, path_values
from .result import Check

BASES: Mapping[str, tuple[str, ...]] = {
    "location": ("scope1_fuel", "scope1_process", "scope2_location"),
    "market": ("scope1_fuel", "scope1_process", "scope2_market"),
    "market_certificates": ("scope1_fuel", "scope1_process", "scope2_market_certificates"),
    "scope1": ("scope1_fuel", "scope1_process"),
}
"""Accounts that each basis of a CO2 target adds up."""


def size_checks(evidence: Evidence) -> list[Check]:
    """Equipment fits on roof and land; the power of a store fits its content."""
    area = evidence.gauge("limits.area", "Equipment occupies no more roof or land than there is.", "m2")
    rate = evidence.gauge("limits.c_rate", "The power of a store is no more than its content allows.", "MW")
    for place in ("roof", "land"):
        occupied = [
            float(thing.parameters.area) * evidence.stored.row(variable, thing.name)
            for kind, variable in (("renewable", "capacity"), ("onsite_plant", "contracted"))
            for thing in evidence.case.of(kind)
            if thing.parameters.area_from == place
        ]
        if occupied:
            there = evidence.case.areas.get(place)
            area.at_most(place, evidence.yearly, np.sum(occupied, axis=0), there.available if there else 0.0)
    for thing in evidence.case.of("storage"):
        if thing.parameters.c_rate is not None:
            content = evidence.stored.row("capacity", f"{thing.name}.energy")
            power = evidence.stored.row("capacity", f"{thing.name}.power")
            rate.at_most(thing.name, evidence.yearly, power, float(thing.parameters.c_rate) * content)
    return [area.check(), rate.check()]


def fuel_checks(evidence: Evidence) -> list[Check]:
    """No more of a fuel is bought than offered."""
    gauge = evidence.gauge("limits.fuel", "No more of a fuel is bought in a year than offered.", "MWh")
    for thing in evidence.case.of("fuel"):
        terms = thing.parameters
        if terms.limit is not None:
            offered = as_energy(evidence.at(terms.limit), terms.limit.unit, terms.lhv)
            offered = np.where(np.isnan(offered), 0.0, offered)
            gauge.at_most(thing.name, evidence.yearly, evidence.stored.row("account", "fuel", thing.name), offered)
    return [gauge.check()]


def emissions(rows: Mapping[Key, Array], basis: str) -> Array:
    """CO2 that a target of some basis counts (year) [t]."""
    counted = [row for (account, _), row in sorted(rows.items()) if account in BASES[basis]]
    return np.asarray(np.sum(counted, axis=0)) if counted else np.zeros(1)


def target_checks(operation: Operation) -> list[Check]:
    """CO2 stays within every target of the case."""
    evidence = operation.evidence
    yearly = evidence.gauge("limits.emission_cap", "CO2 of a year is within limit, reduction and intensity.", "t")
    budget = evidence.gauge("limits.emission_budget", "CO2 of all years together is within its budget.", "t")
    peak = evidence.gauge("limits.emission_peak", "CO2 does not rise after the peak year.", "t")
    offsets = evidence.gauge("limits.offsets", "A net target is met with no more offsets than it allows.", "t")
    for target in evidence.case.of("emission_cap"):
        terms = target.parameters
        released = counted(operation, terms)
        stated = np.full(len(evidence.years), terms.budget is not None)
        if terms.peak is not None:
            stated |= np.array(evidence.years) >= terms.peak
        for label, most in _caps(evidence, target):
            unlimited = np.isnan(most)
            stated |= ~unlimited
            limit = np.where(unlimited, np.inf, most)
            yearly.at_most(f"{target.name}.{label}", evidence.yearly, released, limit)
        if terms.budget is not None:
            budget.at_most(target.name, {}, released @ evidence.timeline.lengths, float(terms.budget))
        if terms.peak is not None:
            past = np.array(evidence.years[:-1]) >= terms.peak
            rise = np.where(past, np.diff(released), 0.0)
            peak.at_most(target.name, {"year": evidence.years[1:]}, rise, 0.0, scale=released[:-1])
        if terms.net and terms.offsets_max is not None:
            base = float(emissions(evidence.stored.table("base_account"), terms.basis))
            deducted = np.where(stated, used(evidence, "offset_net"), 0.0)
            offsets.at_most(target.name, evidence.yearly, deducted, float(terms.offsets_max) * base)
    return [yearly.check(), budget.check(), peak.check(), offsets.check()]


def counted(operation: Operation, terms: Any) -> Array:
    """CO2 that a target counts: its basis, with green power only as matched, less offsets if it is net (year) [t]."""
    evidence = operation.evidence
    released = emissions(evidence.stored.table("account"), terms.basis) + np.zeros(len(evidence.years))
    if terms.basis.startswith("market") and terms.matching != "yearly":
        kinds = (*TRADED, "certificate") if terms.basis == "market_certificates" else TRADED
        for grid in evidence.case.of("grid"):
            claimed = claims(operation, grid.name, kinds)
            timely = matched(operation, grid.name, terms.matching)
            lost = sum((row - timely.get(name, 0.0) for name, row in claimed.items()), np.zeros(len(evidence.years)))
            released = released + lost * operation.at(grid.parameters.residual_factor)
    return released - used(evidence, "offset_net") if terms.net else released


def _caps(evidence: Evidence, target: Thing) -> list[tuple[str, Array]]:
    """Yearly limits of a target by the way they are stated (year); not a number where none holds [t]."""
    terms, caps = target.parameters, []
    if terms.limit is not None:
        caps.append(("limit", evidence.at(terms.limit)))
    if terms.reduction is not None:
        base = float(emissions(evidence.stored.table("base_account"), terms.basis))
        caps.append(("reduction", (1.0 - evidence.at(terms.reduction)) * base))
    if terms.intensity is not None:
        output = path_values(evidence.case.production[terms.product], evidence.years, evidence.base_year)
        caps.append(("intensity", evidence.at(terms.intensity) * output))
    return caps


def budget_checks(evidence: Evidence) -> list[Check]:
    """Capital spent in a calendar year or phase stays within its budget."""
    gauge = evidence.gauge("limits.capital", "Capital spent is within the budget of each year or phase.", "million")
    spent = np.zeros(len(evidence.timeline.calendar))
    for (line, _), row in evidence.stored.table("cash").items():
        if line == "capex":
            spent = spent + row
    years = np.array(evidence.timeline.calendar)
    for thing in evidence.case.of("finance"):
        for phase, most in thing.parameters.budget.items():
            first, _, last = phase.partition("..")
            inside = (years >= int(first)) & (years <= int(last or first))
            gauge.at_most(phase, {}, float(spent[inside].sum()), float(most))
    return [gauge.check()]
