"""The carriers as a graph: what can be found wrong with a factory before any solve."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx

from ..case.value import Case, Thing
from ..errors import Finding

OUTSIDE = "outside"
USE = "use"

Links = Iterator[tuple[str, str]]


def _brought_in(given: Any) -> Links:
    yield OUTSIDE, given.carrier


def _used(given: Any) -> Links:
    yield given.carrier, USE


def _stored(given: Any) -> Links:
    yield given.carrier, given.carrier


def _converted(given: Any) -> Links:
    return ((source, target) for source in given.inputs for target in given.outputs)


def _made(given: Any) -> Links:
    return ((source, given.carrier) for source in given.inputs or (OUTSIDE,))


def _recovered(given: Any) -> Links:
    return ((OUTSIDE, carrier) for carrier in given.into)


def _captured(given: Any) -> Links:
    return ((carrier, USE) for carrier in taken(given))


LINKS: dict[str, Callable[[Any], Links]] = {
    "fuel": _brought_in,
    "grid": _brought_in,
    "renewable": _brought_in,
    "demand": _used,
    "product": _used,
    "storage": _stored,
    "converter": _converted,
    "route": _made,
    "waste_heat": _recovered,
    "capture": _captured,
}


def taken(capture: Any) -> list[str]:
    """Carriers that a capture takes."""
    return [*([capture.carrier] if capture.electricity > 0.0 else []), *capture.heat]


def links_of(thing: Thing, case: Case) -> Links:
    """Carrier-to-carrier links that one thing makes; the outside world and final use are nodes of their own."""
    given = thing.parameters
    if thing.kind == "carrier":
        return ((thing.name, lower) for lower in given.serves)
    if thing.kind in {"direct_line", "onsite_plant"}:
        # Power that arrives beside a grid, in the carrier of that grid.
        return ((OUTSIDE, grid.parameters.carrier) for grid in case.of("grid") if grid.name == given.grid)
    return LINKS[thing.kind](given) if thing.kind in LINKS else iter(())


def carrier_graph(case: Case) -> nx.MultiDiGraph:
    """Graph of carriers; each edge is a thing of the case.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    MultiDiGraph
        Nodes are carriers, ``outside`` and ``use``; edges carry ``thing`` and ``kind``.
    """
    graph = nx.MultiDiGraph()
    graph.add_nodes_from([OUTSIDE, USE])
    for thing in case.things:
        for source, target in links_of(thing, case):
            graph.add_edge(source, target, thing=thing.name, kind=thing.kind)
    return graph


def graph_findings(case: Case) -> list[Finding]:
    """What the structure alone tells: unsupplied carriers, dead ends, heat that would run uphill, cycles.

    Parameters
    ----------
    case : Case
        A checked case.

    Returns
    -------
    list of Finding
        Errors (used but not supplied, serving a hotter carrier, cycles of prerequisites) and warnings (supplied but
        never used).
    """
    graph = carrier_graph(case)
    supplied = nx.descendants(graph, OUTSIDE)
    useful = nx.ancestors(graph, USE)
    findings: list[Finding] = []
    for thing in case.things:
        findings.extend(_unsupplied(thing, supplied))
        findings.extend(_dead_ends(thing, useful))
        if thing.kind == "carrier":
            findings.extend(_uphill(thing, case))
        if thing.kind == "waste_heat":
            findings.extend(_too_cold(thing, case))
    findings.extend(_prerequisite_cycles(case))
    return findings


def _unsupplied(thing: Thing, supplied: set[str]) -> Iterator[Finding]:
    """What a thing takes and nothing brings: an error for what must be served, else a thing that can never run."""
    given = thing.parameters
    if thing.kind == "demand" and given.carrier not in supplied:
        yield Finding(thing.where, f"nothing supplies `{given.carrier}`, which this end use needs")
    if thing.kind == "product" and given.carrier not in supplied:
        yield Finding(thing.where, f"nothing makes `{given.carrier}`: no route, or none whose inputs are supplied")
    if thing.kind in {"converter", "route", "capture"}:
        for carrier in taken(given) if thing.kind == "capture" else given.inputs:
            if carrier not in supplied:
                yield Finding(thing.where, f"nothing supplies its input `{carrier}`, so it can never run", "warning")


def _dead_ends(thing: Thing, useful: set[str]) -> Iterator[Finding]:
    """What a thing gives and nothing uses."""
    given = thing.parameters
    if thing.kind in {"fuel", "grid", "renewable", "storage", "route"} and given.carrier not in useful:
        yield Finding(thing.where, f"`{given.carrier}` leads to no end use, so this can never be of use", "warning")
    several = {"converter": "outputs", "waste_heat": "into"}
    if thing.kind in several and not any(carrier in useful for carrier in getattr(given, several[thing.kind])):
        what = "outputs" if thing.kind == "converter" else "carriers"
        yield Finding(thing.where, f"none of its {what} leads to an end use, so it can never be of use", "warning")


def _uphill(thing: Thing, case: Case) -> Iterator[Finding]:
    levels = {other.name: other.parameters.temperature for other in case.of("carrier")}
    own = thing.parameters.temperature
    for lower in thing.parameters.serves:
        level = levels.get(lower)
        if own is not None and level is not None and level > own:
            yield Finding(thing.where, f"{own:g} degC cannot serve `{lower}` at {level:g} degC")


def _too_cold(thing: Thing, case: Case) -> Iterator[Finding]:
    """Waste heat that cannot cool down, or that no carrier's temperature lets it give anything to."""
    given = thing.parameters
    if given.down_to >= given.temperature:
        yield Finding(thing.where, f"heat of {given.temperature:g} degC cannot cool down to {given.down_to:g} degC")
    levels = {other.name: other.parameters.temperature for other in case.of("carrier")}
    for carrier in given.into:
        level = levels.get(carrier)
        if level is None:
            yield Finding(thing.where, f"`{carrier}` receives waste heat and needs a temperature")
        elif level + given.approach >= given.temperature:
            message = (
                f"{given.temperature:g} degC, {given.approach:g} K apart, cannot serve `{carrier}` at {level:g} degC"
            )
            yield Finding(thing.where, message)


def _prerequisite_cycles(case: Case) -> Iterator[Finding]:
    needs = nx.DiGraph()
    places = {thing.name: thing.where for thing in case.of("measure")}
    for thing in case.of("measure"):
        needs.add_edges_from((thing.name, other) for other in thing.parameters.requires)
        needs.add_edges_from((other, thing.name) for other in thing.parameters.before)
    for cycle in nx.simple_cycles(needs):
        ring = " -> ".join([*cycle, cycle[0]])
        yield Finding(places[cycle[0]], f"prerequisites form a circle: {ring}")
