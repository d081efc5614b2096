"""Every investment by itself: when it is paid, when it serves, what is left of it; and what no investment explains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..finance import residual_share
from .assets import assets_of
from .cashflow import cash_flows
from .decisions import BUILT
from .evidence import Evidence
from .gauge import Array
from .paths import charge


@dataclass(frozen=True)
class Vintage:
    """One investment, real.

    Attributes
    ----------
    paid : ndarray (calendar year)
        [million]
    begins, last : int
        First and last place of its service among the calendar years.
    left : float
        Value at the end of the last. [million]
    """

    thing: str
    paid: Array
    begins: int
    last: int
    left: float


def vintages(evidence: Evidence) -> list[Vintage]:
    """Investments of a pathway; sizes that are rounding of the solver are none."""
    return [vintage for vintage in _all(evidence) if vintage.paid.any()]


def _all(evidence: Evidence) -> Iterator[Vintage]:
    stored = evidence.stored
    for name, asset in assets_of(evidence.case).items():
        built = np.where(stored.row("built", name) > BUILT, stored.row("built", name), 0.0)
        capital = charge(evidence.at(asset.price), built)
        if asset.fixed is not None:
            begun = built > 0.0
            if name.endswith(".energy"):
                begun = begun | (stored.row("built", f"{asset.thing.name}.power") > BUILT)
            capital = capital + charge(evidence.at(asset.fixed), begun.astype(float))
        yield from _serving(evidence, asset.thing.name, capital, asset.terms)
    for thing in evidence.case.of("measure"):
        adopted = (stored.row("adopted", thing.name) > BUILT).astype(float)
        yield from _serving(
            evidence, thing.name, charge(evidence.at(thing.parameters.capex), adopted), thing.parameters
        )
    for thing in evidence.case.of("direct_line"):
        signed = (stored.row("signed", thing.name) > BUILT).astype(float)
        capital = charge(evidence.at(thing.parameters.line_capex), signed)
        for year, amount in zip(evidence.years, capital, strict=True):
            paid = np.zeros(len(evidence.timeline.calendar))
            place = year - evidence.timeline.calendar[0]
            paid[place] = amount
            yield Vintage(thing.name, paid, place, len(paid) - 1, 0.0)


def _serving(evidence: Evidence, thing: str, capital: Array, terms: Any) -> Iterator[Vintage]:
    timeline, first = evidence.timeline, evidence.timeline.calendar[0]
    life = float(terms.life)
    for year, amount in zip(evidence.years, capital, strict=True):
        if amount != 0.0:
            paid = np.zeros(len(timeline.calendar))
            spending = timeline.spending(year, float(terms.lead_time))
            for each in spending:
                paid[each - first] += amount / len(spending)
            served, last = timeline.served(year, life)
            left = amount * residual_share(evidence.case.horizon.discount_rate, life, served)
            yield Vintage(thing, paid, year - first, last - first, left)


def unexplained(evidence: Evidence, known: list[Vintage]) -> Array:
    """Payments made once that are no investment: removal, and what is too small to be one (calendar year) [million]."""
    total = np.zeros(len(evidence.timeline.calendar))
    for row in cash_flows(evidence).values():
        total = total + row
    for vintage in known:
        total = total - vintage.paid
        total[vintage.last] += vintage.left
    return total
