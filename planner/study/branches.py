"""Which of several roadmaps is cheapest where, and between which values one takes over from another.

Each roadmap has a least cost of its own, concave like that of all plans together. Solved with its decisions held, it is
enclosed as the whole is: below its lines, above its chords. Between two values at which it is certain which of two
roadmaps is cheaper, and from one to the other, lies their switch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .bracket import NEAR, Found
from .envelope import Envelope, Line

Evaluate = Callable[[Sequence[tuple[Hashable, float]]], Sequence[Found]]
"""Solves some roadmaps, each at a share of the range; in any order, or at once."""

# How often the order of roadmaps is looked at again, as solving them changes it.
ROUNDS = 8


@dataclass(frozen=True)
class Stretch:
    """Part of the range in which a roadmap is the cheapest of those known. [1]"""

    key: Hashable
    low: float
    high: float

    @property
    def middle(self) -> float:
        """Half-way."""
        return 0.5 * (self.low + self.high)


@dataclass(frozen=True)
class Switch:
    """Where one roadmap takes over from another.

    Attributes
    ----------
    before, after : hashable
        The two.
    low, high : float
        Below the first the one and above the second the other is certainly the cheaper of the two. [1]
    best : float
        Where their known plans cost the same. [1]
    gap : float
        How much cheaper than both any plan of any roadmap may be between the two values. [million]
    """

    before: Hashable
    after: Hashable
    low: float
    high: float
    best: float
    gap: float


@dataclass
class Branches:
    """Envelopes of several roadmaps beside that of all plans.

    Attributes
    ----------
    whole : Envelope
        What is known of the least cost of all.
    known : dict
        Envelope of every roadmap.
    """

    whole: Envelope
    known: dict[Hashable, Envelope]
    evaluate: Evaluate

    def lower(self, key: Hashable, share: float) -> float:
        """What no plan of a roadmap costs less than. [million]"""
        return max(self.known[key].lower(share), self.whole.lower(share))

    def stretches(self) -> list[Stretch]:
        """Roadmaps that are cheapest of those known somewhere, in order."""
        owner: dict[Line, Hashable] = {}
        for key, envelope in self.known.items():
            for line in envelope.lines:
                owner.setdefault(line, key)
        every = Envelope(tuple(owner))
        found: list[Stretch] = []
        for low, high in pairwise(every.kinks()):
            middle = 0.5 * (low + high)
            key = owner[min(owner, key=lambda line: (line.at(middle), line.slope))]
            if found and found[-1].key == key:
                found[-1] = Stretch(key, found[-1].low, high)
            else:
                found.append(Stretch(key, low, high))
        return found

    def settle(self, near: float) -> list[Stretch]:
        """Solve roadmaps where they meet, until it no longer changes which is cheapest where.

        Parameters
        ----------
        near : float
            Distance on both sides of a meeting at which roadmaps are solved, too. [1]

        Returns
        -------
        list of Stretch
            In order.
        """
        before: list[Stretch] = []
        for _ in range(ROUNDS):
            stretches = self.stretches()
            if _alike(before, stretches, near / 4.0):
                break
            self._learn(self._wanted(stretches, near))
            before = stretches
        return self.stretches()

    def switches(self, stretches: Sequence[Stretch]) -> list[Switch]:
        """Every switch as an interval."""
        found = []
        for before, after in pairwise(stretches):
            undecided = self._undecided(before, after)
            low, high = min((before.high, *undecided)), max((before.high, *undecided))
            _, gap = self._all().widest(low, high)
            found.append(Switch(before.key, after.key, low, high, before.high, gap))
        return found

    def gap(self, stretch: Stretch) -> float:
        """How much cheaper than the known plans any plan may be in a stretch. [million]"""
        return self._all().widest(stretch.low, stretch.high)[1]

    def advantage(self, stretches: Sequence[Stretch], place: int) -> float:
        """What the other roadmaps would cost more than one of them where it is cheapest, at most. [million]"""
        mine = stretches[place]
        others = [line for key, each in self.known.items() if key != mine.key for line in each.lines]
        if not others:
            return float("inf")
        without, own = Envelope(tuple(others)), self.known[mine.key]
        places = {*without.kinks(mine.low, mine.high), *own.kinks(mine.low, mine.high)}
        return max(without.upper(share) - own.upper(share) for share in places)

    def _all(self) -> Envelope:
        return self.whole.extended([line for each in self.known.values() for line in each.lines], [])

    def _wanted(self, stretches: Sequence[Stretch], near: float) -> list[tuple[Hashable, float]]:
        """Where which roadmap is to be solved: at the ends of its own stretch, and across the neighbours'."""
        wanted: dict[tuple[Hashable, float], None] = {}
        for place, stretch in enumerate(stretches):
            around = stretches[max(place - 1, 0) : place + 2]
            known = [share for share, _ in self.known[stretch.key].points]
            shares = set[float]()
            # A little beyond the ends, which move by less than that while they settle.
            if all(share > around[0].low for share in known):
                shares.add(max(around[0].low - near, 0.0))
            if all(share < around[-1].high for share in known):
                shares.add(min(around[-1].high + near, 1.0))
            for end in (each for each in (stretch.low, stretch.high) if 0.0 < each < 1.0):
                close = (min(max(end + side * near, 0.0), 1.0) for side in (-1.0, 0.0, 1.0))
                shares |= {each for each in close if all(abs(each - share) > near / 4.0 for share in known)}
            wanted |= {(stretch.key, share): None for share in sorted(shares)}
        return list(wanted)

    def _learn(self, wanted: Sequence[tuple[Hashable, float]]) -> None:
        """Solve roadmaps where they have not been solved yet."""
        taken = {key: [place for place, _ in envelope.points] for key, envelope in self.known.items()}
        fresh = []
        for key, share in wanted:
            if all(abs(share - place) > NEAR for place in taken[key]):
                taken[key].append(share)
                fresh.append((key, share))
        for (key, share), found in zip(fresh, self.evaluate(fresh) if fresh else (), strict=True):
            self.known[key] = self.known[key].extended([Line(found.low, found.high)], [(share, found.bound)])

    def _undecided(self, before: Stretch, after: Stretch) -> list[float]:
        """Ends of the parts of two neighbouring stretches in which it is not certain which roadmap is the cheaper."""
        one, other = self.known[before.key], self.known[after.key]
        places = sorted({
            share
            for each in (one, other, self.whole)
            for share in (*each.kinks(before.low, after.high), *_crossings(each, self.whole, before.low, after.high))
        } | {before.high})  # fmt: skip
        found: list[float] = []
        for left, right in pairwise(places):
            for kept, rival in ((one, after.key), (other, before.key)):
                mine = right <= before.high if kept is one else left >= before.high
                if not mine:
                    continue
                ahead = [self.lower(rival, share) - kept.upper(share) for share in (left, right)]
                if max(ahead) <= 0.0:
                    found += [left, right]
                elif min(ahead) < 0.0:
                    # Straight between the two, so it is certain on one side of where it is nothing.
                    zero = left + (right - left) * ahead[0] / (ahead[0] - ahead[1])
                    found += [zero, right if ahead[1] < 0.0 else left]
        return found


def _crossings(one: Envelope, other: Envelope, low: float, high: float) -> list[float]:
    """Where the chords of two envelopes meet."""
    places = sorted({*one.kinks(low, high), *other.kinks(low, high)})
    found = []
    for left, right in pairwise(places):
        before, after = (one.lower(share) - other.lower(share) for share in (left, right))
        if before * after < 0.0 and abs(before) < float("inf") and abs(after) < float("inf"):
            found.append(left + (right - left) * before / (before - after))
    return found


def _alike(one: Sequence[Stretch], other: Sequence[Stretch], near: float) -> bool:
    same = [each.key for each in one] == [each.key for each in other]
    return same and all(abs(each.high - another.high) <= near for each, another in zip(one, other, strict=True))


def shares_of(stretches: Sequence[Stretch]) -> Mapping[Hashable, float]:
    """Where each roadmap is looked at: in the middle of its longest stretch. [1]"""
    longest: dict[Hashable, Stretch] = {}
    for each in stretches:
        if each.key not in longest or each.high - each.low > longest[each.key].high - longest[each.key].low:
            longest[each.key] = each
    return {key: each.middle for key, each in longest.items()}
