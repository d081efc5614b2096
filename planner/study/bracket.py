"""Follow a concave least cost over a range with as few solves as its gap allows.

The next value to solve is always where the cheapest known plans change hands, or wherever else the gap is widest. With
exact solves of a function of K kinks this takes 2K+1 of them: one for every piece, and one to confirm every kink.
"""

from __future__ import annotations

from collections.abc import Callable
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
    solve: Callable[[float], Found],
    tolerance: Callable[[float], float],
    most: int,
    tell: Callable[[Envelope], None] = lambda envelope: None,
) -> Bracketed:
    """Solve at chosen values until the gap is within its tolerance everywhere.

    Parameters
    ----------
    solve : callable
        Finds a plan at a share of the range.
    tolerance : callable
        Gap that is good enough where plans cost so much. [million]
    most : int
        Solves at most.
    tell : callable
        Told what is known after every solve.

    Returns
    -------
    Bracketed
        With the gap that is left.
    """
    envelope, solved = Envelope(), list[float]()
    for share in (0.0, 1.0):
        envelope = _learn(envelope, solve(share))
        solved.append(share)
        tell(envelope)
    while len(solved) < most:
        wide = [
            (envelope.gap(share), share)
            for share in envelope.kinks()
            if envelope.gap(share) > tolerance(envelope.upper(share))
            and all(abs(share - other) > NEAR for other in solved)
        ]
        if not wide:
            break
        _, share = max(wide)
        envelope = _learn(envelope, solve(share))
        solved.append(share)
        tell(envelope)
    share, gap = envelope.widest()
    closed = all(envelope.gap(place) <= tolerance(envelope.upper(place)) for place in envelope.kinks())
    return Bracketed(envelope, gap, closed)


def _learn(envelope: Envelope, found: Found) -> Envelope:
    return envelope.extended([Line(found.low, found.high)], [(found.share, found.bound)])
