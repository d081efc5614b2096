"""Names that things give of one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import networkx as nx

from ...errors import Finding
from ..draft import Draft, references
from ..messages import suggestion
from .registry import check

_WORDS = {
    "production": "product",
    "grid": "grid connection",
    "series": "series",
    "demands": "end use or process stream",
}
_WORDS |= {"technologies": "technology", "measures": "measure"}


@check
def references_exist(draft: Draft) -> Iterator[Finding]:
    """Whatever a thing names is an entry of the case; carriers need none, but what a carrier serves does."""
    others = [thing for thing in draft.things if thing.kind != "carrier"]
    used = {ref.name for thing in others for ref in references(thing.parameters) if ref.section == "carriers"}
    for thing in draft.things:
        for reference in references(thing.parameters):
            known = draft.names(reference.section)
            if reference.section == "carriers":
                if thing.kind != "carrier":
                    continue
                known = known | used
            if reference.name not in known and reference.section not in draft.unread:
                word = _WORDS.get(reference.section, reference.section.rstrip("s"))
                hint = suggestion(reference.name, known) or _listing(known)
                yield draft.finding(thing, reference.path, f'there is no {word} "{reference.name}"{hint}')


def _listing(known: set[str]) -> str:
    return f"; there are {', '.join(sorted(known))}" if 0 < len(known) <= 12 else ""


@check
def names_differ(draft: Draft) -> Iterator[Finding]:
    """Things whose cost is reported side by side have different names."""
    owner: dict[str, str] = {}
    for section in ("technologies", "measures", "supply"):
        for name in sorted(draft.names(section)):
            if name in owner:
                message = f'the name "{name}" is taken by {owner[name]}.{name}; their costs could not be told apart'
                yield draft.at((section, name), message)
            owner.setdefault(name, section)


@check
def nothing_names_itself(draft: Draft) -> Iterator[Finding]:
    """A list of other things of the same section names each once, and not the thing itself."""
    for thing in draft.of("measure", "carrier"):
        for field in ("requires", "excludes", "before", "serves"):
            names = getattr(thing.parameters, field, [])
            if thing.name in names:
                yield draft.finding(thing, (field,), "names itself")
            repeated = [name for name, times in Counter(names).items() if times > 1]
            if repeated:
                yield draft.finding(thing, (field,), f'names "{repeated[0]}" more than once')


@check
def no_prerequisite_cycles(draft: Draft) -> Iterator[Finding]:
    """No measure waits for itself by way of others."""
    graph = nx.DiGraph()
    for thing in draft.of("measure"):
        for field in ("requires", "before"):
            graph.add_edges_from(
                (thing.name, other) for other in getattr(thing.parameters, field) if other != thing.name
            )
    for group in sorted(sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1):
        cycle = [edge[0] for edge in nx.find_cycle(graph, group[0])]
        first = min(cycle)
        turned = cycle[cycle.index(first) :] + cycle[: cycle.index(first)]
        yield draft.at(("measures", first), f"waits for itself: {' -> '.join((*turned, first))}")


@check
def requirements_can_hold(draft: Draft) -> Iterator[Finding]:
    """No measure requires what it excludes."""
    excluded = {(thing.name, other) for thing in draft.of("measure") for other in thing.parameters.excludes}
    for thing in draft.of("measure"):
        for field in ("requires", "before"):
            for number, other in enumerate(getattr(thing.parameters, field)):
                clash = {(thing.name, other), (other, thing.name)} & excluded
                if clash and field == "requires":
                    yield draft.finding(
                        thing, (field, str(number)), f'requires "{other}", yet the two exclude each other'
                    )


@check
def carriers_cascade_down(draft: Draft) -> Iterator[Finding]:
    """A heat carrier serves lower temperatures only, and never in a circle."""
    carriers = {thing.name: thing.parameters for thing in draft.of("carrier")}
    graph = nx.DiGraph((name, other) for name, given in carriers.items() for other in given.serves if other != name)
    for thing in draft.of("carrier"):
        for number, other in enumerate(thing.parameters.serves):
            low = carriers[other].temperature if other in carriers else None
            high = thing.parameters.temperature
            if low is not None and high is not None and low > high:
                message = f'at {high:g} degC it cannot serve "{other}" at {low:g} degC'
                yield draft.finding(thing, ("serves", str(number)), message)
    for group in sorted(sorted(group) for group in nx.strongly_connected_components(graph) if len(group) > 1):
        yield draft.at(
            ("carriers", group[0], "serves"), f"the carriers {', '.join(group)} serve one another in a circle"
        )
