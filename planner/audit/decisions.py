"""May it be decided like this: what is built, retired and adopted, when, and together with what."""

from __future__ import annotations

from typing import Any

import numpy as np

from .assets import Asset, assets_of
from .evidence import Evidence
from .fleet import serving
from .gauge import Array
from .result import Check

BUILT = 1e-6
"""Capacity above which a project counts as built [MW or MWh]."""


def allowed(evidence: Evidence, terms: Any) -> Array:
    """1 in each milestone year in which something may enter service, else 0."""
    years = np.array(evidence.years)
    first = evidence.case.horizon.first_decision + round(float(terms.lead_time))
    possible = years >= max(first, getattr(terms, "available_from", None) or first)
    only_at = getattr(terms, "only_at", None)
    return (possible & (np.isin(years, only_at) if only_at else True)).astype(float)


def building_checks(evidence: Evidence) -> list[Check]:
    """Every asset is built in a year allowed, not too small and not too large."""
    when = evidence.gauge(
        "decisions.built_when_allowed",
        "Assets enter service only in years that lead time, `only_at` and `available_from` allow.",
        "MW",
    )
    decided = evidence.gauge("decisions.build_by", "What must be built by a year is built by then.", "1")
    least = evidence.gauge("decisions.min_build", "No project is smaller than its smallest size.", "MW")
    most = evidence.gauge("decisions.max", "No more capacity stands at once than allowed.", "MW")
    steps = evidence.gauge("decisions.whole_steps", "A connection grows by whole steps, no more than allowed.", "MW")
    assets = assets_of(evidence.case)
    for name, built in evidence.stored.rows("built").items():
        asset = assets.get(name)
        axes = evidence.yearly
        if asset is None:
            when.at_most(name, axes, np.abs(built), 0.0)
            continue
        when.at_most(name, axes, built * (1.0 - allowed(evidence, asset.terms)), 0.0)
        least.at_most(name, axes, np.where(built > BUILT, asset.least, 0.0), np.maximum(built, 0.0))
        if asset.part == "connection":
            _steps(evidence, asset, built, steps)
        elif asset.most is not None:
            most.at_most(name, axes, evidence.stored.row("capacity", name), float(asset.most))
        if asset.least > 0.0:
            decided.at_most(name, {}, late(evidence, asset.terms, "build_by", built > BUILT), 0.0)
    return [when.check(), decided.check(), least.check(), most.check(), steps.check()]


def late(evidence: Evidence, terms: Any, field: str, done: Any) -> float:
    """1 if something that the case has decided already is not done by the year that it names, else 0."""
    year = getattr(terms, field)
    first = evidence.case.horizon.first_decision + round(float(getattr(terms, "lead_time", 0.0)))
    if year is None or first > year:
        return 0.0
    return float(not np.any(done & (np.array(evidence.years) <= year)))


def _steps(evidence: Evidence, asset: Asset, built: Array, gauge: Any) -> None:
    step = float(asset.terms.step)
    gauge.equal(asset.name, evidence.yearly, built, np.round(built / step) * step)
    gauge.at_most(asset.name, {}, built.sum(), asset.most)


def retirement_checks(evidence: Evidence) -> list[Check]:
    """Existing units are retired once, while they serve, and in a year allowed."""
    total = evidence.gauge("decisions.retired", "No more of a unit is retired than there is.", "MW")
    when = evidence.gauge(
        "decisions.retired_when_allowed",
        "What is retired stays retired; units are retired only while they serve and in their `only_at` years.",
        "MW",
    )
    units = {unit.name: unit for unit in evidence.case.of("existing")}
    for name, retired in evidence.stored.rows("retired").items():
        steps = np.diff(retired, prepend=0.0)
        if name not in units:
            total.at_most(name, evidence.yearly, np.abs(retired), 0.0)
            continue
        terms = units[name].parameters
        open_years = serving(evidence, units[name])
        if terms.only_at:
            open_years = open_years * np.isin(evidence.years, terms.only_at)
        total.at_most(name, evidence.yearly, retired, float(terms.capacity))
        when.at_most(name, evidence.yearly, np.where(open_years > 0.0, -steps, np.abs(steps)), 0.0, scale=retired)
    return [total.check(), when.check()]


def measure_checks(evidence: Evidence) -> list[Check]:
    """Measures are adopted whole, when allowed, once at a time and in the company they need."""
    measures = {thing.name: thing.parameters for thing in evidence.case.of("measure")}
    whole = evidence.gauge("decisions.adopted_whole", "A measure is adopted or not, nothing in between.", "1")
    when = evidence.gauge("decisions.adopted_when_allowed", "Measures enter service only in years allowed.", "1")
    decided = evidence.gauge("decisions.adopt_by", "What must be adopted by a year is adopted by then.", "1")
    active = evidence.gauge("decisions.active", "A measure is in service from adoption to the end of its life.", "1")
    once = evidence.gauge("decisions.once_at_a_time", "A measure is in service at most once at a time.", "1")
    axes, stored = evidence.yearly, evidence.stored
    for name in sorted(measures.keys() | stored.rows("adopted").keys() | stored.rows("active").keys()):
        adopted, serves = stored.row("adopted", name), stored.row("active", name)
        terms = measures.get(name)
        if terms is None:
            whole.equal(name, axes, np.abs(adopted) + np.abs(serves), 0.0)
            continue
        whole.equal(name, axes, adopted, np.clip(np.round(adopted), 0.0, 1.0))
        when.at_most(name, axes, adopted * (1.0 - allowed(evidence, terms)), 0.0)
        decided.at_most(name, {}, late(evidence, terms, "adopt_by", adopted > 0.5), 0.0)
        active.equal(name, axes, serves, evidence.timeline.surviving(adopted, float(terms.life)))
        once.at_most(name, axes, serves, 1.0)
    return [whole.check(), when.check(), decided.check(), active.check(), once.check(), *_company(evidence, measures)]


def _company(evidence: Evidence, measures: dict[str, Any]) -> list[Check]:
    requires = evidence.gauge("decisions.requires", "What a measure requires is in service with it.", "1")
    excludes = evidence.gauge("decisions.excludes", "What a measure excludes is not in service with it.", "1")
    before = evidence.gauge("decisions.before", "What must wait for a measure is not adopted before it.", "1")
    axes, stored = evidence.yearly, evidence.stored
    for name, terms in measures.items():
        active = stored.row("active", name)
        for other in terms.requires:
            requires.at_most(f"{name}, {other}", axes, active, stored.row("active", other))
        for other in terms.excludes:
            excludes.at_most(f"{name}, {other}", axes, active + stored.row("active", other), 1.0)
        for other in terms.before:
            done = np.cumsum(stored.row("adopted", name))
            before.at_most(f"{name}, {other}", axes, stored.row("adopted", other), done)
    return [requires.check(), excludes.check(), before.check()]
