"""What measures leave of an end use: the exact product of what each of them leaves.

Savings of 20 % and 30 % leave 0.8 x 0.7. Each factor is 1 - share x active with `active` yes/no, so every product in
the chain is one of a yes/no and a bounded number, which four linear rows state exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.environ as pyo

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Expression, Yearly


def remaining(yearly: Yearly, thing: Thing) -> dict[int, Expression]:
    """Factor left on an end use or a process stream, in every year. [1]"""
    block = yearly.own(thing)
    block.saved = pyo.Var(pyo.Any, dense=False, domain=pyo.NonNegativeReals)
    block.saved_link = pyo.ConstraintList(doc="Saved share: the factor before, if the measure is active, else nothing.")
    factors = {}
    for year in yearly.site.years:
        factors[year] = _chain(yearly, thing, year)
        yearly.note("remaining", thing.name, year, factors[year])
    return factors


def _chain(yearly: Yearly, thing: Thing, year: int) -> Expression:
    block = yearly.own(thing)
    factor: Expression = 1.0
    low = high = 1.0
    for measure, share in sorted(yearly.savings[thing.name]):
        active = yearly.active.get((measure, year))
        if active is None or share == 0.0:
            continue
        saved = block.saved[measure, year]
        saved.setub(high)
        block.saved_link.add(saved <= high * active)
        block.saved_link.add(saved >= low * active)
        block.saved_link.add(saved <= factor - low * (1.0 - active))
        block.saved_link.add(saved >= factor - high * (1.0 - active))
        factor = factor - share * saved
        low, high = min(low, low * (1.0 - share)), max(high, high * (1.0 - share))
    return factor
