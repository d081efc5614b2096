"""What is known of a least cost that is concave in a number: lines that it lies below, and points that it lies above.

A plan found at one value can be followed at every value, so its cost is a line above the least cost. A bound proven at
one value is a point below it, and as the least cost is concave it lies above every chord between such points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Line:
    """What a plan costs along the range: at its lower end, where the share is 0, and at its upper end. [million]"""

    low: float
    high: float

    @property
    def slope(self) -> float:
        """Change of the cost over the whole range. [million]"""
        return self.high - self.low

    def at(self, share: float) -> float:
        """Cost at a share of the range. [million]"""
        return self.low + share * self.slope

    def meets(self, other: Line) -> float | None:
        """Share of the range at which two plans cost the same; None for parallel lines."""
        difference = self.slope - other.slope
        return None if difference == 0.0 else (other.low - self.low) / difference


@dataclass(frozen=True)
class Envelope:
    """Lines above a concave function, and points below it.

    Attributes
    ----------
    lines : tuple of Line
        What known plans cost.
    points : tuple of (float, float)
        Shares of the range with what no plan costs less than there. [1; million]
    """

    lines: tuple[Line, ...] = ()
    points: tuple[tuple[float, float], ...] = ()

    def extended(self, lines: Iterable[Line], points: Iterable[tuple[float, float]]) -> Envelope:
        """The envelope with more lines and points."""
        return Envelope((*self.lines, *lines), (*self.points, *points))

    def upper(self, share: float) -> float:
        """Least cost of the known plans. [million]"""
        return min((line.at(share) for line in self.lines), default=float("inf"))

    def lower(self, share: float) -> float:
        """What no plan costs less than; nothing is known beyond the outermost points. [million]"""
        hull = self.hull()
        for (left, below), (right, above) in pairwise(hull):
            if left <= share <= right:
                return below + (above - below) * (share - left) / (right - left)
        return next((value for place, value in hull if place == share), float("-inf"))

    def gap(self, share: float) -> float:
        """How much cheaper than the known plans any plan may be. [million]"""
        return max(self.upper(share) - self.lower(share), 0.0)

    def hull(self) -> list[tuple[float, float]]:
        """The points that no chord between others lies above, by share."""
        best: dict[float, float] = {}
        for share, value in self.points:
            best[share] = max(value, best.get(share, float("-inf")))
        kept: list[tuple[float, float]] = []
        for point in sorted(best.items()):
            while len(kept) > 1 and _below(kept[-1], kept[-2], point):
                kept.pop()
            kept.append(point)
        return kept

    def kinks(self, low: float = 0.0, high: float = 1.0) -> list[float]:
        """Shares between which both the cheapest known plan and the chord below stay the same, ends included."""
        inner = [share for share in (*meetings(self.lines), *(place for place, _ in self.hull())) if low < share < high]
        return [low, *sorted(set(inner)), high]

    def widest(self, low: float = 0.0, high: float = 1.0) -> tuple[float, float]:
        """Share at which the gap is widest, and the gap. [1; million]"""
        return max(((share, self.gap(share)) for share in self.kinks(low, high)), key=lambda found: found[1])


def meetings(lines: Sequence[Line]) -> list[float]:
    """Shares at which the cheapest of some lines changes, in order."""
    found: list[float] = []
    if not lines:
        return found
    # From below the range upwards the slope of the cheapest line only falls.
    share = 0.0
    current = min(lines, key=lambda line: (line.low, line.slope))
    while True:
        ahead = [
            (place, line.slope, line)
            for line in lines
            if line.slope < current.slope and (place := current.meets(line)) is not None and place >= share
        ]
        if not ahead:
            return found
        share, _, current = min(ahead, key=lambda each: each[:2])
        if share >= 1.0:
            return found
        if share > 0.0:
            found.append(share)


def _below(middle: tuple[float, float], left: tuple[float, float], right: tuple[float, float]) -> bool:
    """Whether a point lies on or below the chord of two others."""
    part = (middle[0] - left[0]) / (right[0] - left[0])
    return middle[1] <= left[1] + part * (right[1] - left[1])
