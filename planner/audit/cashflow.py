"""Capital over the calendar years, what it is worth at the end, and the discounted cost of the whole plan."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..finance import residual_share
from .assets import assets_of
from .decisions import BUILT
from .evidence import Evidence
from .fleet import serving_at_base, standing
from .gauge import Array
from .layout import Key
from .paths import charge
from .result import Check


def cash_flows(evidence: Evidence) -> dict[Key, Array]:
    """All one-off payments, by line and item (calendar year) [million]."""
    flows: dict[Key, Array] = {}
    for name, asset in assets_of(evidence.case).items():
        built = evidence.stored.row("built", name)
        capital = charge(evidence.at(asset.price), built)
        if asset.fixed is not None:
            capital = capital + charge(evidence.at(asset.fixed), _projects(evidence, name))
        _invest(evidence, flows, name, capital, asset.terms)
    for thing in evidence.case.of("measure"):
        adopted = evidence.stored.row("adopted", thing.name)
        _invest(evidence, flows, thing.name, charge(evidence.at(thing.parameters.capex), adopted), thing.parameters)
    for thing in evidence.case.of("direct_line"):
        begun = (evidence.stored.row("signed", thing.name) > BUILT).astype(float)
        row = flows["capex", thing.name] = np.zeros(len(evidence.timeline.calendar))
        row[_milestones(evidence)] = charge(evidence.at(thing.parameters.line_capex), begun)
    _removal(evidence, flows)
    return flows


def _milestones(evidence: Evidence) -> NDArray[np.int64]:
    """Places of the milestone years among the calendar years."""
    return np.array(evidence.years) - evidence.timeline.calendar[0]


def _projects(evidence: Evidence, name: str) -> Array:
    """1 in each milestone year in which a project of the technology enters service, else 0."""
    built = evidence.stored.row("built", name) > BUILT
    if name.endswith(".energy"):
        built = built | (evidence.stored.row("built", f"{name.removesuffix('.energy')}.power") > BUILT)
    return built.astype(float)


def _invest(evidence: Evidence, flows: dict[Key, Array], item: str, capital: Array, terms: Any) -> None:
    """Spread each year's capital over the lead time and credit what is left at the end of service."""
    timeline, rate = evidence.timeline, evidence.case.horizon.discount_rate
    life, lead = float(terms.life), float(terms.lead_time)
    spent = flows["capex", item] = np.zeros(len(timeline.calendar))
    left = flows["residual_value", item] = np.zeros(len(timeline.calendar))
    for year, amount in zip(evidence.years, capital, strict=True):
        if amount == 0.0:
            continue
        years = timeline.spending(year, lead)
        for calendar_year in years:
            if calendar_year in timeline.calendar:
                spent[timeline.calendar.index(calendar_year)] += amount / len(years)
        served, last = timeline.served(year, life)
        left[timeline.calendar.index(last)] -= amount * residual_share(rate, round(life), served)


def _removal(evidence: Evidence, flows: dict[Key, Array]) -> None:
    """Cost of removing existing units, early or at the end of life, in the milestone year in which they leave."""
    for unit in evidence.case.of("existing"):
        share = np.concatenate([[float(serving_at_base(evidence, unit))], standing(evidence, unit)])
        leaving = np.maximum(0.0, -np.diff(share)) * float(unit.parameters.capacity)
        price = evidence.at(evidence.names[unit.parameters.technology].parameters.retire_cost)
        row = flows["retirement", unit.name] = np.zeros(len(evidence.timeline.calendar))
        row[_milestones(evidence)] = charge(price, leaving)


def cash_checks(evidence: Evidence) -> list[Check]:
    """The stored cash flows are those recomputed, and with the yearly costs they give the discounted cost."""
    flow = evidence.gauge(
        "cashflow.recomputed", "Every payment follows from what is built, adopted and retired.", "million"
    )
    npv = evidence.gauge(
        "cashflow.npv_cost", "The discounted cost is that of all cost lines and payments of all years.", "million"
    )
    stored, timeline = evidence.stored, evidence.timeline
    expected = cash_flows(evidence)
    zeros = np.zeros(len(timeline.calendar))
    axes = {"calendar": timeline.calendar}
    for key in sorted(expected.keys() | stored.table("cash").keys()):
        flow.equal(".".join(key), axes, stored.row("cash", *key), expected.get(key, zeros))
    total = _sum(stored.table("cost")) @ timeline.weights if stored.table("cost") else 0.0
    total += _sum(stored.table("cash")) @ timeline.discount if stored.table("cash") else 0.0
    found = stored.solution.attrs.get("npv_cost")
    npv.equal("npv_cost", {}, float(found) if isinstance(found, Real) else np.nan, float(total))
    return [flow.check(), npv.check()]


def _sum(rows: Mapping[Key, Array]) -> Array:
    return np.asarray(np.sum(list(rows.values()), axis=0))
