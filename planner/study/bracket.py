"""Follow a concave least cost over a range with as few solves as its gap allows.

The next values to solve are where the cheapest known plans change hands, or wherever else the gap is widest: one
between every two values that are solved, as what is found there says nothing of the other parts of the range. All of a
round can be solved at once. With exact solves of a function of K kinks this takes 2K+1 of them: one for every piece,
and one to confirm every kink.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .envelope import Envelope, Line


class Found(Protocol):
    """A plan found at a share of the range, what it costs at both ends, and the bound proven there. [1; million]"""

    @property
    def share(self) -> float:
        """Where it was found."""

    @property
    def low(self) -> float:
        """Cost at the lower end."""

    @property
    def high(self) -> float:
        """Cost at the upper end."""

    @property
    def bound(self) -> float:
        """What no plan costs less than where it was found."""


# Values nearer to each other than this share of the range are one.
NEAR = 1e-7


@dataclass(frozen=True)
class Bracketed:
    """What was found over a range.

    Attributes
    ----------
    envelope : Envelope
        Lines and points of every solve.
    gap : float
        How much cheaper than the known plans any plan may be, at the worst value. [million]
    closed : bool
        Whether that is within the tolerance.
    """

    envelope: Envelope
    gap: float
    closed: bool


def bracket(
    solve: Callable[[Sequence[float]], Sequence[Found]],
    tolerance: Callable[[float], float],
    most: int,
) -> Bracketed:
    """Solve at chosen values until the gap is within its tolerance everywhere.

    Parameters
    ----------
    solve : callable
        Finds a plan at each of some shares of the range.
    tolerance : callable
        Gap that is good enough where plans cost so much. [million]
    most : int
        Solves at most.

    Returns
    -------
    Bracketed
        With the gap that is left.
    """
    envelope, solved, wanted = Envelope(), list[float](), [0.0, 1.0]
    while wanted:
        found = solve(wanted)
        lines, points = [Line(each.low, each.high) for each in found], [(each.share, each.bound) for each in found]
        envelope = envelope.extended(lines, points)
        solved = sorted([*solved, *wanted])
        wanted = _wide(envelope, solved, tolerance)[: max(most - len(solved), 0)]
    _, gap = envelope.widest()
    closed = all(envelope.gap(place) <= tolerance(envelope.upper(place)) for place in envelope.kinks())
    return Bracketed(envelope, gap, closed)


def _wide(envelope: Envelope, solved: Sequence[float], tolerance: Callable[[float], float]) -> list[float]:
    """Where the gap is too wide, once between every two values that are solved; the widest first."""
    widest: dict[int, tuple[float, float]] = {}
    for share in envelope.kinks():
        gap = envelope.gap(share)
        if gap > tolerance(envelope.upper(share)) and all(abs(share - other) > NEAR for other in solved):
            place = bisect(solved, share)
            widest[place] = max(widest.get(place, (0.0, share)), (gap, share))
    return [share for _, share in sorted(widest.values(), reverse=True)]
