"""The share of today's price at which something that a plan leaves would first be chosen.

The cost of the best plan is concave in a price that enters the cost alone. A plan that has the thing costs
``rest + share * spent``; it is as dear as the plan without where ``share = (without - rest) / spent``. There the case
is tried again: if a better plan with it is found, its share is higher; if none is, the share is the break-even (the
method of Dinkelbach for a ratio). A plan that was forced to have it is one to begin with. What is proven follows from
the gaps of both plans, and the search ends where a better share would lie deep within what they leave open.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..solve.found import Found
from .interval import Cost, Interval

# Share at which what does not pay counts as never paying. [1]
LOWEST = 0.01

# Steps of a share that are no longer worth a try: in themselves, and as a part of the proven interval. [1]
NEAR, OPEN = 1e-4, 0.25
MOST_TRIES = 12

# Spending that counts as none. [million]
NOTHING = 1e-9


@dataclass(frozen=True)
class BreakEven:
    """At which share of its price something pays.

    Attributes
    ----------
    share : Interval
        Of today's price; its `high` holds for plans that spend as much on it or more. [1]
    spent : float
        What it then costs at today's price. [million]
    size : float
        How large it then is; of a measure, how often it is adopted. [MW; MWh]
    year : int
        First milestone year in which it then serves.
    extra : Interval
        What having it so, or larger, costs more at today's price. [million]
    """

    share: Interval
    spent: float
    size: float
    year: int
    extra: Interval


@dataclass
class Search:
    """The search for one break-even; ask `share`, try it, and `learn`, until `share` is None.

    Parameters
    ----------
    key : str
        The lever.
    without : Cost
        The plan as it is.
    forced : Found, optional
        A plan that was forced to have it, at today's price.
    """

    key: str
    without: Cost
    forced: Found | None = None
    share: float | None = LOWEST
    _best: tuple[float, float, Found] | None = None
    _last: tuple[float, Found] | None = None
    _tries: int = 0

    def __post_init__(self) -> None:
        found = self.forced
        spent = 0.0 if found is None or not found.keeps else found.spent.get(self.key, 0.0)
        if found is None or spent <= NOTHING:
            return
        rest = found.cost - spent
        pays = min((self.without.found - rest) / spent, 1.0)
        if pays > LOWEST:
            self._best, self.share = (pays, rest, found), pays

    def learn(self, found: Found | None) -> None:
        """Take note of the best plan at the share that was asked for; None if it could not be found."""
        if self.share is None:
            return
        if found is None or not found.keeps:
            self.share = None
            return
        share, self._tries, self.share = self.share, self._tries + 1, None
        self._last = (share, found)
        spent = found.spent.get(self.key, 0.0)
        if spent <= NOTHING or found.cost >= self.without.found:
            return
        rest = found.cost - share * spent
        pays = min((self.without.found - rest) / spent, 1.0)
        if self._best is None or pays > self._best[0]:
            self._best = (pays, rest, found)
        result = self.result
        near = NEAR if result is None else max(NEAR, OPEN * (result.share.high - result.share.low))
        self.share = None if pays - share <= near or self._tries >= MOST_TRIES else pays

    @property
    def result(self) -> BreakEven | None:
        """The break-even; None if it does not pay at the lowest share tried."""
        if self._best is None or self._last is None:
            return None
        pays, rest, found = self._best
        tried, last = self._last
        spent = found.spent[self.key]
        low = min(max((self.without.bound - rest) / spent, 0.0), pays)
        high = max(min(tried + (self.without.found - last.bound) / spent, 1.0), pays)
        least = max(last.bound + (1.0 - tried) * spent - self.without.found, 0.0)
        value = max(rest + spent - self.without.found, 0.0)
        extra = Interval(value, min(least, value), max(rest + spent - self.without.bound, value))
        return BreakEven(Interval(pays, low, high), spent, found.size[self.key], found.first[self.key], extra)
