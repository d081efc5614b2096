"""The carriers as a graph: what can be found wrong with a factory before any solve."""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx

from ..case.value import Case, Thing
from ..errors import Finding

OUTSIDE = "outside"
USE = "use"


def links_of(thing: Thing) -> Iterator[tuple[str, str]]:
    """Carrier-to-carrier links that one thing makes; the outside world and final use are nodes of their own."""
    given = thing.parameters
    if thing.kind in {"fuel", "grid", "renewable"}:
        yield OUTSIDE, given.carrier
    elif thing.kind == "demand":
        yield given.carrier, USE
    elif thing.kind == "storage":
        yield given.carrier, given.carrier
    elif thing.kind == "carrier":
        yield from ((thing.name, lower) for lower in given.serves)
    elif thing.kind == "converter":
        yield from ((source, target) for source in given.inputs for target in given.outputs)


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
        for source, target in links_of(thing):
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
    findings = []
    for thing in case.things:
        if thing.kind == "demand" and thing.parameters.carrier not in supplied:
            carrier = thing.parameters.carrier
            findings.append(Finding(thing.where, f"nothing supplies `{carrier}`, which this end use needs"))
        if thing.kind == "converter":
            findings.extend(_converter_findings(thing, supplied, useful))
        if thing.kind in {"fuel", "grid", "renewable", "storage"} and thing.parameters.carrier not in useful:
            message = f"`{thing.parameters.carrier}` leads to no end use, so this can never be of use"
            findings.append(Finding(thing.where, message, "warning"))
        if thing.kind == "carrier":
            findings.extend(_uphill(thing, case))
    findings.extend(_prerequisite_cycles(case))
    return findings


def _converter_findings(thing: Thing, supplied: set[str], useful: set[str]) -> Iterator[Finding]:
    for carrier in thing.parameters.inputs:
        if carrier not in supplied:
            yield Finding(thing.where, f"nothing supplies its input `{carrier}`, so it can never run", "warning")
    if not any(carrier in useful for carrier in thing.parameters.outputs):
        yield Finding(thing.where, "none of its outputs leads to an end use, so it can never be of use", "warning")


def _uphill(thing: Thing, case: Case) -> Iterator[Finding]:
    levels = {other.name: other.parameters.temperature for other in case.of("carrier")}
    own = thing.parameters.temperature
    for lower in thing.parameters.serves:
        level = levels.get(lower)
        if own is not None and level is not None and level > own:
            yield Finding(thing.where, f"{own:g} degC cannot serve `{lower}` at {level:g} degC")


def _prerequisite_cycles(case: Case) -> Iterator[Finding]:
    needs = nx.DiGraph()
    places = {thing.name: thing.where for thing in case.of("measure")}
    for thing in case.of("measure"):
        needs.add_edges_from((thing.name, other) for other in thing.parameters.requires)
        needs.add_edges_from((other, thing.name) for other in thing.parameters.before)
    for cycle in nx.simple_cycles(needs):
        ring = " -> ".join([*cycle, cycle[0]])
        yield Finding(places[cycle[0]], f"prerequisites form a circle: {ring}")
