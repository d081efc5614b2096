"""Contracts: begun once, of an allowed size, in force for their tenor."""

from __future__ import annotations

import numpy as np

from .decisions import BUILT, late
from .evidence import Evidence
from .offers import SIGNED, power, things
from .result import Check


def contract_checks(evidence: Evidence) -> list[Check]:
    """A contract begins at most once, in a year offered, within its sizes, and lasts for its tenor."""
    when = evidence.gauge("contracts.signed_when_offered", "Contracts begin only in the years offered.", "MW")
    decided = evidence.gauge("contracts.sign_by", "What must be signed by a year has begun by then.", "1")
    once = evidence.gauge("contracts.signed_once", "A contract begins at most once.", "1")
    size = evidence.gauge("contracts.size", "No contract is smaller or larger than offered.", "MW")
    force = evidence.gauge("contracts.contracted", "A contract is in force from its beginning for its tenor.", "MW")
    offers = {thing.name: thing.parameters for thing in things(evidence.case, SIGNED)}
    axes, stored = evidence.yearly, evidence.stored
    for name in sorted(offers.keys() | stored.rows("signed").keys() | stored.rows("contracted").keys()):
        signed, contracted = stored.row("signed", name), stored.row("contracted", name)
        terms = offers.get(name)
        if terms is None:
            force.equal(name, axes, np.abs(signed) + np.abs(contracted), 0.0)
            continue
        least, most = (power(evidence.case, terms, limit) for limit in (terms.min, terms.max))
        when.at_most(name, axes, np.where(np.isin(evidence.years, terms.start), 0.0, np.abs(signed)), 0.0)
        decided.at_most(name, {}, late(evidence, terms, "sign_by", signed > BUILT), 0.0)
        once.at_most(name, {}, float(np.count_nonzero(signed > BUILT)), 1.0)
        size.at_most(name, axes, signed, most)
        size.at_most(name, axes, np.where(signed > BUILT, least, 0.0), np.maximum(signed, 0.0))
        force.equal(name, axes, contracted, evidence.timeline.surviving(signed, float(terms.tenor)))
    return [when.check(), decided.check(), once.check(), size.check(), force.check()]
