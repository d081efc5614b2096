"""Green share of the power used, and the rules of an industrial microgrid."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..case.value import Thing
from .claims import claims, matched
from .delivery import carrier_of, delivered, output_share, site_use
from .evidence import Operation
from .gauge import Array
from .offers import DELIVERED, TRADED, available, is_claimed, things
from .paths import path_values, series
from .result import Check


def share_target_checks(operation: Operation) -> list[Check]:
    """Every green share and microgrid target of the case is met."""
    green = operation.gauge("limits.green_share", "The green share of the power used is what the target asks.", "MWh")
    axes = operation.yearly
    for target in operation.case.of("green_share"):
        wanted = _asked(operation, target.parameters.share) * site_use(operation, target.parameters.carrier)
        green.at_most(target.name, axes, wanted, green_power(operation, target.parameters), scale=wanted)
    return [green.check(), *_microgrid_checks(operation)]


def _asked(operation: Operation, path: Any) -> Array:
    """Value of a step path in each year; zero where none holds yet."""
    if path is None:
        return np.zeros(len(operation.years))
    return np.nan_to_num(path_values(path, operation.years, operation.evidence.base_year))


def own_renewables(operation: Operation, carrier: str) -> tuple[Array, Array, Array]:
    """Generation of own renewables, what they could have given, and export of their carrier (year) [MWh]."""
    case, size = operation.case, len(operation.years)
    generated, possible, exported = np.zeros(size), np.zeros(size), np.zeros(size)
    for thing in case.of("renewable"):
        if thing.parameters.carrier == carrier:
            generated += operation.flow(f"{thing.name}.generation").sum(axis=1)
            weather = series(case, thing.parameters.profile).sum()
            possible += operation.of(operation.effective, thing.name) * weather
    for grid in case.of("grid"):
        if grid.parameters.carrier == carrier:
            exported += operation.flow(f"{grid.name}.export").sum(axis=1)
    return generated, possible, exported


def green_power(operation: Operation, target: Any) -> Array:
    """Green power that counts towards a share (year) [MWh]."""
    total, carrier = np.zeros(len(operation.years)), target.carrier
    delivering = [thing for thing in things(operation.case, DELIVERED) if carrier_of(operation, thing) == carrier]
    if "self_use" in target.counts:
        generated, _, exported = own_renewables(operation, carrier)
        total += np.maximum(0.0, generated - exported)
    for thing in delivering:
        if is_claimed(thing) and ("direct" if thing.kind == "direct_line" else "self_use") in target.counts:
            total += delivered(operation, thing)
    for grid in operation.case.of("grid"):
        if grid.parameters.carrier == carrier:
            counted = matched(operation, grid.name, target.matching)
            traded, certificates = (claims(operation, grid.name, kinds) for kinds in (TRADED, ("certificate",)))
            wanted = traded.keys() if "traded" in target.counts else set()
            wanted = set(wanted) | (certificates.keys() if "certificate" in target.counts else set())
            total += sum((counted[name] for name in sorted(wanted & counted.keys())), np.zeros_like(total))
    return total


def _microgrid_checks(operation: Operation) -> list[Check]:
    own = operation.gauge(
        "limits.self_consumption", "Of what the site's own plants could give, the least share is used on site.", "MWh"
    )
    fed = operation.gauge("limits.export_share", "Of what own renewables could give, no more is fed in.", "MWh")
    axes = operation.yearly
    for target in operation.case.of("microgrid"):
        terms = target.parameters
        used, own_output, exported = own_renewables(operation, terms.carrier)
        used, possible = used - exported, own_output
        for plant in operation.case.of("onsite_plant"):
            if carrier_of(operation, plant) == terms.carrier:
                used = used + delivered(operation, plant)
                possible = possible + available(operation, plant).sum(axis=1)
        own.at_most(target.name, axes, _asked(operation, terms.self_consumption) * possible, used, scale=possible)
        if terms.export_share is not None:
            path = path_values(terms.export_share, operation.years, operation.evidence.base_year)
            share = np.where(np.isnan(path), np.inf, path)
            most = np.multiply(share, own_output, out=np.full_like(own_output, np.inf), where=np.isfinite(share))
            fed.at_most(target.name, axes, exported, most)
    return [own.check(), fed.check(), _backup(operation)]


def _backup(operation: Operation) -> Check:
    """Stores and converters can carry the backup load, and the stores' reserve lasts for its hours."""
    gauge = operation.gauge(
        "limits.backup", "Stores and converters carry the backup load for its hours, the stores from reserve.", "MWh"
    )
    for target in operation.case.of("microgrid"):
        terms, name = target.parameters.backup, target.name
        if terms is None:
            continue
        carrier, load = target.parameters.carrier, float(terms.load)
        stores = [thing for thing in operation.case.of("storage") if thing.parameters.carrier == carrier]
        firm = sum((_firm(operation, thing, carrier) for thing in operation.case.of("converter")), np.zeros(1))
        power = sum((operation.of(operation.capacity, f"{store.name}.power") for store in stores), firm)
        kept = sum((_reserve(operation, store) for store in stores), np.zeros(1))
        gauge.at_most(f"{name}.load", operation.yearly, load - power, 0.0, scale=load)
        gauge.at_most(f"{name}.hours", operation.yearly, float(terms.hours) * (load - firm), kept, scale=load)
    return gauge.check()


def _firm(operation: Operation, thing: Thing, carrier: str) -> Array:
    """Capacity of a converter for a carrier (year) [MW]; none if it needs what a public grid supplies."""
    public = {grid.parameters.carrier for grid in operation.case.of("grid")}
    share = 0.0 if public & thing.parameters.inputs.keys() else output_share(thing, carrier)
    return share * operation.of(operation.capacity, thing.name)


def _reserve(operation: Operation, store: Thing) -> Array:
    """Energy that a store keeps back, as it reaches the site (year) [MWh]."""
    terms = store.parameters
    content = operation.of(operation.capacity, f"{store.name}.energy")
    return np.asarray(float(terms.reserve) * content * float(terms.efficiency_discharge))
