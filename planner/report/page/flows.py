"""Who gives how much energy to whom in a year, from the hourly flows of a Solution. [MWh/a]

Every carrier and every device is a node. What a device gives beyond what it is given comes from its surroundings (heat
pumps); what it does not pass on is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...run.claims import ELECTRICITY
from ...run.exchange import energy_of, exchange
from ...site import Site, build_site
from .content import Content

SMALL = 1e-4
"""Share of the largest flow below which a flow cannot be seen and is left out."""
DELIVERIES = ("direct_line", "onsite_plant")


@dataclass(frozen=True)
class Flow:
    """Energy from one node to another. The kinds are those of things, or `lost`, `surroundings`, `sold`, `spilled`."""

    source: tuple[str, str]
    target: tuple[str, str]
    amount: float


def flows(content: Content, year: int | None) -> list[Flow]:
    """Flows of a milestone year, or of the base year if none is given; what cannot be seen is left out."""
    site = build_site(content.case)
    found = [
        *_supplied(content, year),
        *_converted(content, site, year),
        *_stored(content, year),
        *_passed(content, year),
        *_used(content, year),
    ]
    largest = max((flow.amount for flow in found), default=0.0)
    return [flow for flow in found if flow.amount > SMALL * largest]


def _sum(content: Content, name: str, year: int | None) -> float:
    return float(energy_of(content.solution, name, year).sum())


def _supplied(content: Content, year: int | None) -> Iterator[Flow]:
    """Purchases, generation and sales."""
    case = content.case
    for thing in case.of("grid"):
        electricity = ("carrier", thing.parameters.carrier)
        yield Flow(("grid", thing.name), electricity, _sum(content, f"{thing.name}.import", year))
        yield Flow(electricity, ("sold", thing.name), _sum(content, f"{thing.name}.export", year))
    for thing in case.of("fuel"):
        bought = _sum(content, f"{thing.name}.bought", year)
        yield Flow(("fuel", thing.name), ("carrier", thing.parameters.carrier), bought)
    for thing in case.of("renewable"):
        made = _sum(content, f"{thing.name}.generation", year)
        yield Flow(("renewable", thing.name), ("carrier", thing.parameters.carrier), made)
    for thing in case.of(*DELIVERIES):
        delivered = _sum(content, f"{thing.name}.delivered", year)
        yield Flow((thing.kind, thing.name), ("carrier", ELECTRICITY), delivered)


def _converted(content: Content, site: Site, year: int | None) -> Iterator[Flow]:
    """Converters with their losses, or with what they draw from their surroundings."""
    for thing in site.case.of("converter"):
        node = ("converter", thing.name)
        inputs, outputs = exchange(site, thing, content.solution, year)
        for carrier, amount in inputs.items():
            yield Flow(("carrier", carrier), node, amount)
        for carrier, amount in outputs.items():
            yield Flow(node, ("carrier", carrier), amount)
        gain = sum(outputs.values()) - sum(inputs.values())
        yield Flow(("surroundings", ""), node, gain)
        yield Flow(node, ("lost", ""), -gain)
    products = {route.parameters.carrier for route in site.case.of("route")}
    for thing in site.case.of("route", "capture"):
        inputs, _ = exchange(site, thing, content.solution, year)
        for carrier, amount in inputs.items():
            if carrier not in products:
                yield Flow(("carrier", carrier), (thing.kind, thing.name), amount)


def _stored(content: Content, year: int | None) -> Iterator[Flow]:
    """Stores give back what they take, less their losses; only these leave the year."""
    for thing in content.case.of("storage"):
        charged, given = (_sum(content, f"{thing.name}.{way}", year) for way in ("charge", "discharge"))
        yield Flow(("carrier", thing.parameters.carrier), ("storage", thing.name), charged - given)


def _passed(content: Content, year: int | None) -> Iterator[Flow]:
    """Heat that serves a lower temperature, is recovered, or is let go."""
    for thing in content.case.of("carrier"):
        for lower in content.case.of("carrier"):
            cascade = _sum(content, f"{thing.name}>{lower.name}.cascade", year)
            yield Flow(("carrier", thing.name), ("carrier", lower.name), cascade)
        yield Flow(("carrier", thing.name), ("spilled", ""), _sum(content, f"{thing.name}.dumped", year))
    for thing in content.case.of("waste_heat"):
        for carrier in content.case.of("carrier"):
            recovered = _sum(content, f"{thing.name}>{carrier.name}.recovered", year)
            yield Flow(("waste_heat", thing.name), ("carrier", carrier.name), recovered)


def _used(content: Content, year: int | None) -> Iterator[Flow]:
    """End uses after measures."""
    table = "base_annual" if year is None else "annual"
    if table not in content.solution:
        return
    values = content.solution[table] if year is None else content.solution[table].sel(year=year)
    for thing in content.case.of("demand"):
        if thing.name in values["end_use"]:
            amount = float(values.sel(end_use=thing.name))
            yield Flow(("carrier", thing.parameters.carrier), ("demand", thing.name), amount)
