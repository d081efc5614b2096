"""What each of some players adds to what they reach together: alone, last, and on average over all orders (Shapley).

Shares of an exact enumeration, and those of sampled orders, add up to the whole exactly: in every order the players'
steps lead from nothing to all of them.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Coalition = frozenset[str]
Value = Callable[[Coalition], float]
Step = Callable[[Coalition, Coalition], float]

# As many players are enumerated completely; more are sampled.
MOST_ENUMERATED = 8


@dataclass(frozen=True)
class Share:
    """What one player adds.

    Attributes
    ----------
    alone, last : float
        Added to nothing; added to all others.
    share : float
        Average over all orders.
    error : float
        Standard error of that average; zero where all orders were looked at.
    low, high : float or None
        Between what the share lies for all that is proven of the values, of the orders looked at; None where nothing
        is proven of them.
    """

    alone: float
    last: float
    share: float
    error: float
    low: float | None = None
    high: float | None = None


def orders(players: Sequence[str], count: int, seed: int) -> list[tuple[str, ...]]:
    """Random orders, each beside its reverse, which evens out who comes first.

    Parameters
    ----------
    players : sequence of str
        Who is ordered.
    count : int
        Orders at least; an even number is returned.
    seed : int
        Of the random numbers.
    """
    draw = random.Random(seed)
    found: list[tuple[str, ...]] = []
    while len(found) < count:
        order = list(players)
        draw.shuffle(order)
        found.extend([tuple(order), tuple(reversed(order))])
    return found


def needed(players: Sequence[str], sampled: Sequence[tuple[str, ...]] | None) -> list[Coalition]:
    """Coalitions whose values are needed, each once: all of them, or those of sampled orders."""
    if sampled is None:
        return [frozenset(each) for size in range(len(players) + 1) for each in combinations(players, size)]
    ends = [frozenset(), frozenset(players)]
    singles = [frozenset([player]) for player in players]
    others = [frozenset(players) - {player} for player in players]
    steps = [frozenset(order[:place]) for order in sampled for place in range(len(order) + 1)]
    return list(dict.fromkeys([*ends, *singles, *others, *steps]))


def shares(
    players: Sequence[str], value: Value, sampled: Sequence[tuple[str, ...]] | None, least: Value | None = None
) -> Mapping[str, Share]:
    """Shares of the difference between all players and none.

    Parameters
    ----------
    players : sequence of str
        Who shares.
    value : callable
        Value of a coalition.
    sampled : sequence of tuple of str or None
        Orders as of `orders`; None to look at all.
    least : callable, optional
        What the value of a coalition is at least, where no more than that and `value` is known of it.

    Returns
    -------
    mapping of str to Share
        By player.

    Examples
    --------
    >>> found = shares(["a", "b"], lambda who: {0: 0.0, 1: 3.0, 2: 4.0}[len(who)], None)
    >>> found["a"]
    Share(alone=3.0, last=1.0, share=2.0, error=0.0, low=None, high=None)
    """
    everyone, nobody = frozenset(players), value(frozenset())

    def average(player: str, step: Step) -> tuple[float, float]:
        return _exact(players, player, step) if sampled is None else _sampled(sampled, player, step)

    found = {}
    for player in players:
        share, error = average(player, lambda before, after: value(after) - value(before))
        low = high = None
        if least is not None:
            low, _ = average(player, lambda before, after: least(after) - value(before))
            high, _ = average(player, lambda before, after: value(after) - least(before))
        alone = value(frozenset([player])) - nobody
        last = value(everyone) - value(everyone - {player})
        found[player] = Share(alone, last, share, error, low, high)
    return found


def _exact(players: Sequence[str], player: str, step: Step) -> tuple[float, float]:
    others, count = [each for each in players if each != player], len(players)
    steps = []
    for size in range(count):
        weight = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
        for each in combinations(others, size):
            before = frozenset(each)
            steps.append(weight * step(before, before | {player}))
    return math.fsum(steps), 0.0


def _sampled(sampled: Sequence[tuple[str, ...]], player: str, step: Step) -> tuple[float, float]:
    steps = []
    for order in sampled:
        before = frozenset(order[: order.index(player)])
        steps.append(step(before, before | {player}))
    pairs = [(one + other) / 2.0 for one, other in zip(steps[::2], steps[1::2], strict=True)]
    mean = math.fsum(pairs) / len(pairs)
    if len(pairs) < 2:
        return mean, math.inf
    spread = math.fsum((each - mean) ** 2 for each in pairs) / (len(pairs) - 1)
    return mean, math.sqrt(spread / len(pairs))
