"""Seeded chance: correlated normal series whose numbers never change from one release of numpy to the next."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray


def stream(*names: str) -> np.random.RandomState:
    """Random numbers that belong to a name, the same on every machine.

    numpy freezes the numbers of `RandomState` for good; those of its newer generators may change.
    """
    return np.random.RandomState(zlib.crc32("/".join(names).encode()))


def correlated(random: np.random.RandomState, length: int, lag: float) -> NDArray[np.float64]:
    """Standard normal series of first order that closes into a ring.

    Parameters
    ----------
    random : RandomState
        Where the numbers come from.
    length : int
        Number of values.
    lag : float
        Correlation of neighbours, from 0 to below 1.

    Returns
    -------
    array of `length`
        Values of mean 0 and variance 1 in expectation; the last neighbours the first.
    """
    shocks = random.standard_normal(length) * np.sqrt(1.0 - lag**2)
    values = np.empty(length)
    last = random.standard_normal()
    for _ in range(2):  # the second turn begins where the first ended
        for position in range(length):
            last = lag * last + shocks[position]
            values[position] = last
    return values
