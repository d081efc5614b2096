"""Every carrier in every hour: what comes in is what is used, passed on or released."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from ..case.value import Case
from .conversion import exchange
from .demand import hourly_use
from .evidence import Operation
from .gauge import Array
from .paths import HOURS
from .result import Check


def cascades(case: Case) -> list[tuple[str, str]]:
    """Pairs of heat carriers, the first of which may serve the second."""
    return [(thing.name, lower) for thing in case.of("carrier") for lower in thing.parameters.serves]


def flow_names(case: Case) -> set[str]:
    """Every flow that the case allows."""
    parts = {
        "converter": ("activity",),
        "renewable": ("generation",),
        "storage": ("charge", "discharge", "soc"),
        "ppa": ("traded",),
        "fuel": ("bought",),
    }
    names = {f"{thing.name}.{part}" for thing in case.things for part in parts.get(thing.kind, ())}
    for thing in case.of("grid"):
        names.add(f"{thing.name}.import")
        if thing.parameters.export is not None:
            names.add(f"{thing.name}.export")
    names |= {f"{high}>{low}.cascade" for high, low in cascades(case)}
    return names | {f"{thing.name}.dumped" for thing in case.of("carrier") if thing.parameters.dump}


def flow_checks(operation: Operation) -> list[Check]:
    """No flow is negative, and none runs where the case has no way for it."""
    positive = operation.gauge("balances.non_negative", "No flow is negative.", "MW")
    known = operation.gauge(
        "balances.known_flows",
        "Only the things of the case have flows; heat cascades only along `serves`; only carriers that allow it are "
        "dumped; only grids that allow it take exports.",
        "MW",
    )
    names = flow_names(operation.case)
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
    """Power supplied and used of each carrier (year, hour) [MW]."""
    case = operation.case
    shape = (len(operation.years), HOURS)
    supply: dict[str, Array] = defaultdict(lambda: np.zeros(shape))
    use: dict[str, Array] = defaultdict(lambda: np.zeros(shape))
    for thing in case.things:
        terms, name = thing.parameters, thing.name
        if thing.kind == "demand":
            use[terms.carrier] += hourly_use(operation, thing)
        elif thing.kind == "converter":
            activity = operation.flow(f"{name}.activity")
            for carrier, rate in exchange(case, thing).items():
                supply[carrier] += activity * np.maximum(rate, 0.0)
                use[carrier] += activity * np.maximum(-rate, 0.0)
        elif thing.kind == "renewable":
            supply[terms.carrier] += operation.flow(f"{name}.generation")
        elif thing.kind == "storage":
            supply[terms.carrier] += operation.flow(f"{name}.discharge")
            use[terms.carrier] += operation.flow(f"{name}.charge")
        elif thing.kind == "grid":
            supply[terms.carrier] += operation.flow(f"{name}.import")
            use[terms.carrier] += operation.flow(f"{name}.export")
        elif thing.kind == "fuel":
            supply[terms.carrier] += operation.flow(f"{name}.bought")
        elif thing.kind == "carrier":
            use[name] += operation.flow(f"{name}.dumped")
    for high, low in cascades(case):
        passed = operation.flow(f"{high}>{low}.cascade")
        use[high] += passed
        supply[low] += passed
    return supply, use
