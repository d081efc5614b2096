"""Sizes that mean nothing: steps far smaller than the thing they belong to, left over by a linear program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .assemble import Pathway
from .decided import columns_of
from .held import DUST
from .matrix import Index

Array = NDArray[np.float64]

# Share of the largest step of a thing below which another of its steps is a sliver. [1]
SLIVER = 0.02

# Decisions that are steps of a size.
STEPS = ("built", "signed")


@dataclass(frozen=True)
class Sizes:
    """Decisions on sizes.

    Attributes
    ----------
    columns : ndarray
        Pathway columns.
    things : ndarray
        Number of the thing to which each belongs.
    """

    columns: Index
    things: NDArray[np.int64]

    def slivers(self, values: Array) -> Index:
        """Pathway columns of slivers of a design."""
        steps = values[self.columns]
        largest = np.zeros(int(self.things.max(initial=-1)) + 1)
        np.maximum.at(largest, self.things, steps)
        return self.columns[(steps > DUST) & (steps < SLIVER * largest[self.things])]


def sizes_of(pathway: Pathway) -> Sizes:
    """Decisions on sizes of a pathway, continuous ones."""
    found = {
        column: name
        for column, (quantity, name) in columns_of(pathway).items()
        if quantity in STEPS and not pathway.compiled.problem.integer[column]
    }
    names = {name: number for number, name in enumerate(dict.fromkeys(found.values()))}
    things = np.array([names[name] for name in found.values()], dtype=np.int64)
    return Sizes(np.array(list(found), dtype=np.int64), things)
