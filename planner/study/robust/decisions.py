"""Decisions of a finished run, by name and year, and what they are in another future."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ...run.store import SOLUTION, read_solution
from ...solve.held import DECIDED, Held, settled

DIMENSIONS = {"adopted": "measure", "built": "asset", "retired": "existing", "signed": "contract"}

# Smallest size that is something: a kilowatt. [MW; MWh]
DUST = 1e-3


def decisions_of(folder: Path) -> tuple[Held, ...]:
    """Every decision of a run folder, those not taken at zero."""
    solution = read_solution(folder / SOLUTION)
    found = []
    for quantity in DECIDED:
        if quantity in solution:
            table, along = solution[quantity], DIMENSIONS[quantity]
            for name in table[along].to_numpy().tolist():
                for year in table["year"].to_numpy().tolist():
                    size = float(table.sel({along: name, "year": year}))
                    found.append(Held(quantity, str(name), int(year), settled(quantity, size)))
    return tuple(found)


def carried(plan: Iterable[Held], there: Sequence[Held]) -> tuple[Held, ...]:
    """A plan's decisions as they can be taken in another future: what that one alone has is not taken.

    Parameters
    ----------
    plan : iterable of Held
        The plan.
    there : sequence of Held
        Decisions that the other future knows, at any size.

    Returns
    -------
    tuple of Held
        One for every decision of the other future.
    """
    sizes = {(each.quantity, each.name, each.year): each.size for each in plan}
    return tuple(each._replace(size=sizes.get((each.quantity, each.name, each.year), 0.0)) for each in there)


def lost(asked: Iterable[Held], got: Iterable[Held]) -> tuple[Held, ...]:
    """Decisions that a future could not take as they were asked for, as it does not have them."""
    sizes = {(each.quantity, each.name, each.year): each.size for each in got}
    return tuple(
        each
        for each in asked
        if each.size >= DUST
        and abs(each.size - sizes.get((each.quantity, each.name, each.year), 0.0)) > DUST * max(1.0, each.size)
    )
