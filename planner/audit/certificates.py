"""Certificates: no more than offered, claimed while they are valid."""

from __future__ import annotations

import numpy as np

from .evidence import Evidence, Operation
from .gauge import Array
from .result import Check


def certificate_checks(evidence: Evidence) -> list[Check]:
    """No more certificates than offered, and each claimed once, before it expires."""
    most = evidence.gauge("contracts.certificates", "No more certificates are bought than offered.", "MWh")
    valid = evidence.gauge(
        "claims.certificates_valid", "Every certificate claimed was bought before and is still valid.", "MWh"
    )
    offers = {thing.name: thing.parameters for thing in evidence.case.of("certificate")}
    axes = evidence.yearly
    for name, bought in evidence.stored.rows("certificates").items():
        if name not in offers:
            most.at_most(name, axes, np.abs(bought), 0.0)
        elif offers[name].max is not None:
            offered = evidence.at(offers[name].max)
            most.at_most(name, axes, bought, np.where(np.isnan(offered), 0.0, offered))
    for name, terms in offers.items():
        claimed = evidence.stored.row("account", "certificate_claimed", name)
        missing = uncovered(evidence, evidence.stored.row("certificates", name), claimed, float(terms.validity))
        valid.at_most(name, axes, missing, 0.0, scale=claimed)
    return [most.check(), valid.check()]


def uncovered(evidence: Evidence, bought: Array, claimed: Array, validity: float) -> Array:
    """Claims that no valid certificate covers, if the oldest are used first.

    Certificates are kept only from one milestone year to another that each stand for a single calendar year.

    Parameters
    ----------
    evidence : Evidence
        For the years.
    bought, claimed : ndarray (year)
        Certificates bought and claimed. [MWh/a]
    validity : float
        Years for which a certificate is valid, that of its purchase included. [a]

    Returns
    -------
    ndarray (year)
        Claims without certificate. [MWh/a]
    """
    single = evidence.timeline.lengths == 1.0
    left, missing = np.maximum(bought, 0.0), np.array(claimed)
    for now, year in enumerate(evidence.years):
        for then, vintage in enumerate(evidence.years[: now + 1]):
            kept = single[now] and single[then] and year - vintage < round(validity)
            if then == now or kept:
                used = min(left[then], missing[now])
                left[then] -= used
                missing[now] -= used
    return missing


def share_checks(operation: Operation) -> list[Check]:
    """Certificates cover no more than their share of what a grid delivers."""
    gauge = operation.gauge("claims.certificate_share", "Certificates cover no more than their share of import.", "MWh")
    for thing in operation.case.of("certificate"):
        if thing.parameters.max_share is not None:
            most = float(thing.parameters.max_share) * operation.flow(f"{thing.parameters.grid}.import").sum(axis=1)
            claimed = operation.decided("certificate_claimed", thing.name)
            gauge.at_most(thing.name, operation.yearly, claimed, most)
    return [gauge.check()]
