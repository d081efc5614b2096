"""Decisions of the pathway by name, and holding them: what is built, adopted, signed and retired in which year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..models.accounts import Expression, Yearly

# What is decided once and for years. What is bought or billed year by year follows the year it is in.
DECIDED = ("adopted", "built", "retired", "signed")

# By how much a size may differ from the one held, relative to it or in MW: below every size that means anything. [1]
LOOSE = 1e-7

# Smaller sizes are the solver's dust. [MW; MWh]
DUST = 1e-6


class Held(NamedTuple):
    """A decision that is made already: `retired` counts what has left up to the year. [MW; MWh; 1]"""

    quantity: str
    name: str
    year: int
    size: float


def settled(quantity: str, size: float) -> float:
    """A size without the dust of the solver."""
    size = float(round(size)) if quantity == "adopted" else size
    return 0.0 if abs(size) < DUST else size


def decided(yearly: Yearly) -> dict[tuple[str, str, int], Expression]:
    """Every decision of a pathway that can be taken: by quantity, name and year."""
    return {
        key: expression
        for key, expression in yearly.numbers.items()
        if key[0] in DECIDED and not isinstance(expression, (int, float))
    }


def hold(yearly: Yearly, held: Sequence[tuple[str, str, int, float]]) -> None:
    """Keep decisions at the sizes at which they were made.

    Parameters
    ----------
    yearly : Yearly
        Accounts of a whole pathway.
    held : sequence of Held
        Decisions, also as plain tuples; those that the pathway does not know are left out.
    """
    if not held:
        return
    import pyomo.environ as pyo

    yearly.model.held_link = pyo.Constraint(pyo.Any, doc="What is decided already is as it was decided.")
    there = decided(yearly)
    for quantity, name, year, size in held:
        if (quantity, name, year) in there:
            near = 0.0 if quantity == "adopted" else LOOSE * max(1.0, abs(size))
            expression = there[quantity, name, year]
            yearly.model.held_link[quantity, name, year] = (size - near, expression, size + near)
