"""What a factory uses or gives besides energy, and what it has to show, after measures."""

from __future__ import annotations

import numpy as np

from ..case.value import Case
from .demand import remaining
from .evidence import Operation
from .gauge import Array
from .layout import Key


def resource_accounts(operation: Operation) -> dict[Key, Array]:
    """Yearly amounts of resources by quantity and name (year): path, growth, what measures leave and what they add."""
    found: dict[Key, Array] = {}
    for thing in operation.case.of("resource"):
        terms, name = thing.parameters, thing.name
        amount = operation.at(terms.annual) * operation.growth(terms.follows)
        amount = amount * remaining(operation, name, operation.active)
        for measure in operation.case.of("measure"):
            added = float(measure.parameters.effects.get(name, 0.0))
            amount = amount + added * operation.of(operation.active, measure.name)
        found[terms.quantity, name] = np.asarray(amount)
    return found


def resource_units(case: Case) -> dict[Key, str]:
    """Unit of every account of a resource, without "/a"."""
    return {
        (thing.parameters.quantity, thing.name): thing.parameters.annual.unit.removesuffix("/a") or "1"
        for thing in case.of("resource")
    }
