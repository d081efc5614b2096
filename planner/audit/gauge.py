"""Measures how far stored numbers are from a statement, and keeps the worst place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .result import Check

Array = NDArray[np.float64]
Axes = Mapping[str, Sequence[int] | Sequence[str]]


class Gauge:
    """Collects the comparisons of one check.

    What a comparison allows is ``tolerance x (1 + scale)``: an absolute part in the unit compared (MW, MWh, t, million
    of currency) plus a part relative to the quantity, which is the expected value unless another scale is given.

    Parameters
    ----------
    name, says, unit : str
        As in `Check`.
    tolerance : float
        Relative tolerance. [1]
    """

    def __init__(self, name: str, says: str, unit: str, tolerance: float) -> None:
        self.name, self.says, self.unit, self.tolerance = name, says, unit, tolerance
        self._compared = 0
        self._worst = 0.0
        self._residual = 0.0
        self._allowed = tolerance
        self._place: dict[str, str | int] = {}

    def equal(
        self, item: str, axes: Axes, found: ArrayLike, expected: ArrayLike, scale: ArrayLike | None = None
    ) -> None:
        """Compare numbers that must be the same."""
        wanted = np.asarray(expected, dtype=float)
        self._note(item, axes, np.abs(np.asarray(found, dtype=float) - wanted), wanted if scale is None else scale)

    def at_most(
        self, item: str, axes: Axes, found: ArrayLike, limit: ArrayLike, scale: ArrayLike | None = None
    ) -> None:
        """Compare numbers with an upper limit."""
        most = np.asarray(limit, dtype=float)
        excess = np.asarray(found, dtype=float) - most
        self._note(item, axes, np.where(excess < 0.0, 0.0, excess), most if scale is None else scale)

    def _note(self, item: str, axes: Axes, deviation: Array, scale: ArrayLike) -> None:
        shape = tuple(len(labels) for labels in axes.values())
        size = np.abs(np.asarray(scale, dtype=float))
        allowed = np.broadcast_to(self.tolerance * (1.0 + np.where(np.isfinite(size), size, 0.0)), shape)
        deviation = np.broadcast_to(deviation, shape)
        self._compared += deviation.size
        if not deviation.size:
            return
        ratio = np.where(np.isnan(deviation), np.inf, deviation / allowed)
        worst = int(np.argmax(ratio))
        if ratio.flat[worst] <= self._worst and self._place:
            return
        place = np.unravel_index(worst, shape)
        self._worst = float(ratio.flat[worst])
        self._residual, self._allowed = abs(float(deviation.flat[worst])), float(allowed.flat[worst])
        self._place = {"item": item}
        self._place.update({name: axes[name][int(index)] for name, index in zip(axes, place, strict=True)})

    def check(self) -> Check:
        """Result of all comparisons made so far."""
        return Check(
            name=self.name,
            says=self.says,
            unit=self.unit,
            compared=self._compared,
            residual=self._residual,
            allowed=self._allowed,
            place=self._place,
            passed=self._worst <= 1.0,
        )
