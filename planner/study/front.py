"""A Pareto front of two quantities that are both to be small, by cheapest plans below a level of the other one.

Between two neighbours of the front lies a box in which further plans may be. The largest boxes are halved, all of a
round at once: the cheapest plan below the level in the middle of one is a new point, or there is none and half of the
box is empty. What is left at the end is told.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Placed(Protocol):
    """A plan: what it costs, what it leaves of the other quantity, and what no plan below its level costs less than."""

    @property
    def cost(self) -> float:
        """What it costs."""

    @property
    def other(self) -> float:
        """The other quantity; less is better."""

    @property
    def bound(self) -> float:
        """What no plan with as little of the other quantity costs less than."""


# Part of a range below which two values are one. [1]
NEAR = 1e-6

# Part of the range, and of the area between the ends, below which a box is not looked into. [1]
NARROW, SMALL = 1e-3, 1e-5

# Part of the largest box from which on a box is looked into in the same round. [1]
ALIKE = 0.5

# Solves for every point that was asked for, at most: a box may be empty many times over.
PATIENCE = 4


@dataclass(frozen=True)
class Box:
    """Where further plans of the front may be: above `low` and below `high` of the other quantity."""

    low: float
    high: float
    cheap: float
    dear: float

    @property
    def middle(self) -> float:
        """Half-way between the levels."""
        return 0.5 * (self.low + self.high)


@dataclass(frozen=True)
class Front:
    """Points from the cheapest to the dearest.

    Attributes
    ----------
    boxes : tuple of Box
        Where further points may be.
    unexplored : float
        Area of these, as a share of the area between the ends. [1]
    """

    points: tuple[Placed, ...]
    boxes: tuple[Box, ...]
    unexplored: float


def trace(cheapest: Placed, best: Placed, solve: Callable[[Sequence[float]], Sequence[Placed]], count: int) -> Front:
    """Find points of a front between its ends.

    Parameters
    ----------
    cheapest, best : Placed
        The ends: the cheapest plan, and the cheapest of those with the least of the other quantity.
    solve : callable
        The cheapest plan with no more of the other quantity than a level, for each of some levels.
    count : int
        Points, ends included.

    Returns
    -------
    Front
        Points that none of the others dominates.
    """
    width, height = cheapest.other - best.other, best.cost - cheapest.cost
    if width <= NEAR * max(abs(cheapest.other), 1e-9) or height <= 0.0:
        return Front(efficient([cheapest, best]), (), 0.0)
    found, boxes = [cheapest, best], [Box(best.other, cheapest.other, cheapest.cost, best.cost)]

    def area(box: Box) -> float:
        return max((box.high - box.low) / width, 0.0) * max((box.dear - box.cheap) / height, 0.0)

    left = PATIENCE * count
    while left:
        looked = [box for box in boxes if box.high - box.low > NARROW * width and area(box) > SMALL]
        largest = max(map(area, looked), default=0.0)
        looked = sorted((box for box in looked if area(box) >= ALIKE * largest), key=area, reverse=True)
        # A box brings one point at most, so no more are found than were asked for.
        looked = looked[: min(max(count - len(efficient(found)), 0), left)]
        if not looked:
            break
        left -= len(looked)
        for box, plan in zip(looked, solve([box.middle for box in looked]), strict=True):
            boxes.remove(box)
            boxes.append(Box(box.middle, box.high, box.cheap, min(plan.cost, box.dear)))
            if plan.other > box.low + NEAR * width and plan.cost < box.dear:
                found.append(plan)
                boxes.append(Box(box.low, plan.other, plan.cost, box.dear))
    return Front(efficient(found), tuple(boxes), min(sum(map(area, boxes)), 1.0))


def efficient(found: Sequence[Placed]) -> tuple[Placed, ...]:
    """Those of some plans that no other dominates, the cheapest first."""
    kept: list[Placed] = []
    for plan in sorted(found, key=lambda each: (each.cost, each.other)):
        if not kept or plan.other < kept[-1].other - NEAR * max(abs(kept[-1].other), 1e-9):
            kept.append(plan)
    return tuple(kept)


def knee(points: Sequence[Placed]) -> int | None:
    """Place of the point farthest below the straight line between the ends, both quantities between 0 and 1.

    Returns
    -------
    int or None
        None where no point lies below the line.
    """
    if len(points) < 3:
        return None
    first, last = points[0], points[-1]
    width, height = first.other - last.other, last.cost - first.cost
    depths = [1.0 - (each.other - last.other) / width - (each.cost - first.cost) / height for each in points]
    place = max(range(len(points)), key=lambda at: depths[at])
    return place if depths[place] / math.sqrt(2.0) > NEAR else None
