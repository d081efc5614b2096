"""The roadmap of a plan: what is decided once and for all, sizes rounded to steps; and the plans that share it.

Whole-number decisions count exactly, sizes to the nearest multiple of their step. How equipment is run, how a quarter
is billed and what is bought year by year follows from these and is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyomo.core.expr.visitor import identify_variables

from .assemble import Pathway
from .held import DUST, decided

Array = NDArray[np.float64]

Roadmap = tuple[int, ...]


@dataclass(frozen=True)
class Rounding:
    """How the decisions of a pathway are rounded.

    Attributes
    ----------
    columns : ndarray
        Pathway columns that a roadmap consists of.
    steps : ndarray
        Step of each; 1 for whole numbers. [unit of each]
    whole : ndarray
        Which of them take whole numbers.
    """

    columns: NDArray[np.int64]
    steps: Array
    whole: NDArray[np.bool_]

    def roadmap(self, values: Array) -> Roadmap:
        """The roadmap of a plan: how many steps of everything."""
        return tuple(int(number) for number in np.floor(values[self.columns] / self.steps + 0.5))

    def held(self, roadmap: Roadmap) -> Mapping[int, tuple[float, float]]:
        """Bounds within which plans have this roadmap, by column."""
        return {
            int(column): (number, number) if whole else ((number - 0.5) * step, (number + 0.5) * step)
            for column, number, step, whole in zip(self.columns, roadmap, self.steps, self.whole, strict=True)
        }


def columns_of(pathway: Pathway) -> dict[int, tuple[str, str]]:
    """Pathway columns that a roadmap consists of, in order: what each decides, and of which thing."""
    found: dict[int, tuple[str, str]] = {}
    for (quantity, name, _), expression in decided(pathway.yearly).items():
        for variable in identify_variables(expression, include_fixed=False):
            if (column := pathway.compiled.of(variable)) >= 0:
                found.setdefault(column, (quantity, name))
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class Decisions:
    """Pathway columns that a roadmap consists of.

    Attributes
    ----------
    columns : tuple of int
        In rising order.
    names : tuple of str
        Quantity and thing that each belongs to, whatever the year.
    whole : tuple of bool
        Which of them take whole numbers.
    """

    columns: tuple[int, ...]
    names: tuple[str, ...]
    whole: tuple[bool, ...]


def decisions_of(pathway: Pathway) -> Decisions:
    """What a roadmap of a compiled pathway consists of."""
    found, integer = columns_of(pathway), pathway.compiled.problem.integer
    names = tuple(f"{quantity} {name}" for quantity, name in found.values())
    return Decisions(tuple(found), names, tuple(bool(integer[each]) for each in found))


def rounding(decisions: Decisions, plans: Iterable[Array], share: float) -> Rounding:
    """Steps of all sizes: a share of the largest that any of some plans has of a thing in a year.

    Parameters
    ----------
    decisions : Decisions
        What a roadmap consists of.
    plans : iterable of ndarray
        Columns of plans.
    share : float
        Step as a share of the largest size. [1]

    Returns
    -------
    Rounding
        Of every decision.
    """
    columns, largest = np.array(decisions.columns, dtype=np.int64), dict[str, float]()
    for values in plans:
        for column, name in zip(decisions.columns, decisions.names, strict=True):
            largest[name] = max(largest.get(name, 0.0), float(values[column]))
    steps = [
        1.0 if exact else max(share * largest.get(name, 0.0), DUST)
        for exact, name in zip(decisions.whole, decisions.names, strict=True)
    ]
    return Rounding(columns, np.array(steps), np.array(decisions.whole, dtype=bool))
