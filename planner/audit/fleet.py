"""What stands in which year: existing units while they serve, and what was built while it lives."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..case.value import Thing
from .assets import Asset, assets_of, retirement_year
from .evidence import Evidence
from .gauge import Array
from .result import Check


def serving(evidence: Evidence, unit: Thing) -> Array:
    """1 in each milestone year in which an existing unit would serve if it is not retired early, else 0."""
    timeline = evidence.timeline
    end = retirement_year(unit, evidence.names)
    return np.asarray(timeline.until(end) & (timeline.starts >= unit.parameters.built), dtype=float)


def serving_at_base(evidence: Evidence, unit: Thing) -> bool:
    """Whether an existing unit serves in the base year."""
    return bool(unit.parameters.built <= evidence.base_year < retirement_year(unit, evidence.names))


def standing(evidence: Evidence, unit: Thing) -> Array:
    """Share of an existing unit that stands in each milestone year [1]."""
    retired = evidence.stored.row("retired", unit.name) / float(unit.parameters.capacity)
    return serving(evidence, unit) * (1.0 - retired)


def _size(unit: Thing, asset: Asset) -> float:
    """Capacity that an existing unit gives to an asset [MW or MWh]."""
    if unit.parameters.technology != asset.thing.name or asset.part == "connection":
        return 0.0
    return float(unit.parameters.energy or 0.0) if asset.part == "energy" else float(unit.parameters.capacity)


def _degradation(asset: Asset) -> float:
    return float(asset.thing.parameters.degradation) if asset.thing.kind == "renewable" else 0.0


def capacity(evidence: Evidence, asset: Asset) -> tuple[Array, Array]:
    """Capacity on line in each milestone year, nominal and after degradation [MW or MWh]."""
    timeline, kept = evidence.timeline, 1.0 - _degradation(asset)
    nominal = np.zeros(len(evidence.years))
    effective = nominal.copy()
    vintages = [
        (year, built * timeline.serves(year, float(asset.terms.life)))
        for year, built in zip(evidence.years, evidence.stored.row("built", asset.name), strict=True)
    ]
    for unit in evidence.case.of("existing"):
        vintages.append((int(unit.parameters.built), _size(unit, asset) * standing(evidence, unit)))
    for year, power in vintages:
        nominal += power
        effective += power * kept ** np.maximum(timeline.starts - year, 0.0)
    return nominal, effective


def base_capacity(evidence: Evidence, asset: Asset) -> tuple[Array, Array]:
    """Capacity on line in the base year (one value each), nominal and after degradation [MW or MWh]."""
    kept = 1.0 - _degradation(asset)
    units = [unit for unit in evidence.case.of("existing") if serving_at_base(evidence, unit)]
    nominal = sum(_size(unit, asset) for unit in units)
    effective = sum(_size(unit, asset) * kept ** (evidence.base_year - unit.parameters.built) for unit in units)
    return np.array([nominal], dtype=float), np.array([effective], dtype=float)


def capacity_checks(evidence: Evidence) -> list[Check]:
    """Capacity is what survives of the existing units plus what was built and still serves."""
    nominal = evidence.gauge(
        "equipment.capacity", "Capacity is what stands of existing units plus what was built and still serves.", "MW"
    )
    effective = evidence.gauge(
        "equipment.effective", "Effective capacity is the capacity after the degradation of each vintage.", "MW"
    )
    assets: Mapping[str, Asset] = assets_of(evidence.case)
    stored = evidence.stored
    for name in sorted(assets.keys() | stored.rows("capacity").keys() | stored.rows("effective").keys()):
        zeros = np.zeros(len(evidence.years))
        wanted = capacity(evidence, assets[name]) if name in assets else (zeros, zeros)
        nominal.equal(name, evidence.yearly, evidence.stored.row("capacity", name), wanted[0])
        effective.equal(name, evidence.yearly, evidence.stored.row("effective", name), wanted[1])
    return [nominal.check(), effective.check()]
