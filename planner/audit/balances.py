"""Every carrier in every hour: what comes in is what is used, passed on or released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import numpy as np

from ..case.value import Case, Thing
from .commitment import has_start_cost, is_committed
from .conversion import exchange
from .delivery import carrier_of
from .demand import hourly_load
from .evidence import Operation
from .flexible import PARTS as SHIFTED
from .flexible import shift
from .gauge import Array
from .offers import DELIVERED, TRADED, is_claimed
from .paths import HOURS, path_values, series
from .result import Check


def cascades(case: Case) -> list[tuple[str, str]]:
    """Pairs of heat carriers, the first of which may serve the second."""
    return [(thing.name, lower) for thing in case.of("carrier") for lower in thing.parameters.serves]


def flow_names(case: Case, matchings: Collection[str]) -> set[str]:
    """Every flow that the case allows.

    Parameters
    ----------
    case : Case
        The case.
    matchings : collection of str
        Levels at which targets want green power matched.
    """
    names = {f"{thing.name}.{part}" for thing in case.things for part in _parts(thing, matchings)}
    names |= {f"{high}>{low}.cascade" for high, low in cascades(case)}
    names |= {
        f"{thing.name}>{carrier}.recovered" for thing in case.of("waste_heat") for carrier in thing.parameters.into
    }
    return names | {
        f"{source}>{thing.name}.treated" for thing in case.of("capture") for source in thing.parameters.streams
    }


PARTS: Mapping[str, tuple[str, ...]] = {
    "renewable": ("generation",),
    "storage": ("charge", "discharge", "soc"),
    "fuel": ("bought",),
    "direct_line": ("delivered",),
    "onsite_plant": ("delivered",),
    "route": ("activity",),
    "capture": ("captured",),
}
"""Flows of things by kind, where they do not depend on what the thing states."""


def _parts(thing: Thing, matchings: Collection[str]) -> Iterator[str]:
    """Flows of one thing."""
    terms = thing.parameters
    yield from PARTS.get(thing.kind, ())
    if thing.kind == "converter":
        yield "activity"
        yield from ("on",) if is_committed(terms) else ()
        yield from ("started",) if has_start_cost(terms) else ()
    elif thing.kind == "grid":
        yield "import"
        yield from ("export",) if terms.export is not None else ()
    elif thing.kind == "demand" and terms.flexible is not None:
        yield from SHIFTED
    elif thing.kind == "carrier" and terms.dump:
        yield "dumped"
    elif thing.kind in TRADED and terms.settlement == "hourly":
        yield "traded"
    elif thing.kind in TRADED and "hourly" in matchings and is_claimed(thing):
        yield "matched"


def flow_checks(operation: Operation) -> list[Check]:
    """No flow is negative, and none runs where the case has no way for it."""
    positive = operation.gauge("balances.non_negative", "No flow is negative.", "MW")
    known = operation.gauge(
        "balances.known_flows",
        "Only the things of the case have flows; heat cascades only along `serves`; only carriers that allow it are "
        "dumped; only grids that allow it take exports.",
        "MW",
    )
    names = flow_names(operation.case, operation.evidence.matchings)
    for name, flow in operation.flows.items():
        positive.at_most(name, operation.hourly, -flow, 0.0)
        if name not in names:
            known.equal(name, operation.hourly, flow, 0.0)
    return [positive.check(), known.check()]


def balance_checks(operation: Operation) -> list[Check]:
    """Supply and use of every carrier are equal in every hour."""
    gauge = operation.gauge("balances.carrier", "In every hour, supply and use of every carrier are equal.", "MW")
    supply, use = supply_and_use(operation)
    for carrier in sorted(supply.keys() | use.keys()):
        given, taken = supply[carrier], use[carrier]
        throughput = np.maximum(np.abs(given).max(axis=1), np.abs(taken).max(axis=1))
        gauge.equal(carrier, operation.hourly, given, taken, scale=throughput[:, np.newaxis])
    return [gauge.check()]


def supply_and_use(operation: Operation) -> tuple[dict[str, Array], dict[str, Array]]:
    """What is supplied and used of each carrier (year, hour) [MW; t/h of products]."""
    shape = (len(operation.years), HOURS)
    supply: dict[str, Array] = defaultdict(lambda: np.zeros(shape))
    use: dict[str, Array] = defaultdict(lambda: np.zeros(shape))
    for thing in operation.case.things:
        for carrier, flow in exchanges(operation, thing):
            supply[carrier] += np.maximum(flow, 0.0)
            use[carrier] += np.maximum(-flow, 0.0)
    return supply, use


def exchanges(operation: Operation, thing: Thing) -> Iterator[tuple[str, Array]]:
    """What one thing gives (positive) or takes (negative) of each carrier (year, hour) [MW; t/h of products]."""
    terms, name = thing.parameters, thing.name

    def flow(part: str) -> Array:
        return operation.flow(f"{name}.{part}")

    if thing.kind == "demand":
        yield terms.carrier, -hourly_load(operation, thing) - shift(operation, thing)
    elif thing.kind == "product":
        yield terms.carrier, -hourly_output(operation, thing)
    elif thing.kind == "converter":
        yield from exchange(operation.case, thing, flow("activity"), flow("on")).items()
    elif thing.kind == "renewable":
        yield terms.carrier, flow("generation")
    elif thing.kind == "storage":
        yield terms.carrier, flow("discharge")
        yield terms.carrier, -flow("charge")
    elif thing.kind == "grid":
        yield terms.carrier, flow("import")
        yield terms.carrier, -flow("export")
    elif thing.kind in DELIVERED:
        yield carrier_of(operation, thing), flow("delivered")
    elif thing.kind == "fuel":
        yield terms.carrier, flow("bought")
    elif thing.kind == "route":
        yield terms.carrier, flow("activity")
        yield from ((carrier, -float(amount) * flow("activity")) for carrier, amount in terms.inputs.items())
    elif thing.kind == "capture":
        taken = [(terms.carrier, terms.electricity), *terms.heat.items()]
        yield from ((carrier, -float(amount) * flow("captured")) for carrier, amount in taken)
    elif thing.kind == "waste_heat":
        yield from ((carrier, operation.flow(f"{name}>{carrier}.recovered")) for carrier in terms.into)
    elif thing.kind == "carrier":
        yield name, -flow("dumped")
        for lower in terms.serves:
            passed = operation.flow(f"{name}>{lower}.cascade")
            yield name, -passed
            yield lower, passed


def hourly_output(operation: Operation, thing: Thing) -> Array:
    """Product to be made (year, hour) [t/h]."""
    path = operation.case.production[thing.parameters.production]
    shape = series(operation.case, thing.parameters.profile)
    return np.outer(path_values(path, operation.years, operation.evidence.base_year), shape / shape.sum())
