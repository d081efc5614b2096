"""What is known of the difference of two costs that are each proven within a gap only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """A number that was found, and between what the true one lies.

    Attributes
    ----------
    value : float
        As found.
    low, high : float
        As proven.
    """

    value: float
    low: float
    high: float

    @property
    def proven(self) -> bool:
        """Whether it is certain that the true number is above zero."""
        return self.low > 0.0


@dataclass(frozen=True)
class Cost:
    """Cost of the best plan found, and what no plan costs less than."""

    found: float
    bound: float


def extra(with_it: Cost, without: Cost) -> Interval:
    """By how much something that narrows the choice makes a plan dearer: never by less than nothing.

    Parameters
    ----------
    with_it : Cost
        Where the choice is narrower.
    without : Cost
        Where it is not.

    Examples
    --------
    >>> extra(Cost(12.0, 11.5), Cost(10.0, 9.8))
    Interval(value=2.0, low=1.5, high=2.1999999999999993)
    >>> extra(Cost(10.1, 10.0), Cost(10.0, 9.8)).proven
    False
    """
    low = max(with_it.bound - without.found, 0.0)
    return Interval(max(with_it.found - without.found, 0.0), low, max(with_it.found - without.bound, low))
