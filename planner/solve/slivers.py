"""Sizes that mean nothing: steps far smaller than others of their thing, or than anything, left by a linear program."""

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

# Size below which a step is one whatever else there is of its thing. [MW; MWh]
NOTHING = 1e-3

# Decisions that are steps of a size.
STEPS = ("built", "retired", "signed")


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
        return self.columns[(steps > DUST) & (steps < np.maximum(SLIVER * largest[self.things], NOTHING))]


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
