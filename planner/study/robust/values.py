"""What it costs not to know: regrets, expected costs, the value of knowing and of planning for all futures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from .study import LIKELIEST, Found


@dataclass(frozen=True)
class Values:
    """Costs of every plan in every future, set side by side. Money in the case's currency.

    What a future costs at least is the cheapest run in it that keeps every statement, whichever plan it is of: runs
    are proven within a gap only, and so no regret is below zero.
    """

    found: Found

    @cached_property
    def costs(self) -> Mapping[tuple[str, str], float]:
        """By plan and future, of runs that keep every statement, or all but those that the future cannot keep."""
        return {
            (plan, future): each.cost
            for (plan, future), each in self.found.outcomes.items()
            if each.cost is not None and self.found.holds(plan, future)
        }

    @cached_property
    def best(self) -> Mapping[str, float]:
        """Least cost of every future that has any."""
        found: dict[str, float] = {}
        for (_, future), cost in self.costs.items():
            found[future] = min(cost, found.get(future, cost))
        return found

    def regret(self, plan: str, future: str) -> float | None:
        """What a plan costs in a future above the least; None where it does not hold there."""
        cost = self.costs.get((plan, future))
        return None if cost is None else cost - self.best[future]

    def greatest(self, plan: str) -> float | None:
        """Greatest regret of a plan; None where it does not hold in every future."""
        regrets = [self.regret(plan, future) for future in self.found.futures.names]
        return None if any(each is None for each in regrets) else max(each or 0.0 for each in regrets)

    def expected(self, plan: str) -> float | None:
        """Expected cost of a plan; None where it does not hold in every future."""
        return self._mean({name: self.costs.get((plan, name)) for name in self.found.futures.names})

    @property
    def foreseen(self) -> float | None:
        """Expected cost of knowing at the start which future it will be (wait and see)."""
        return self._mean({name: self.best.get(name) for name in self.found.futures.names})

    @cached_property
    def here_and_now(self) -> float | None:
        """Least expected cost of what can be decided without knowing (recourse problem).

        Plans of single futures are held throughout, so they are among what can be decided, too.
        """
        costs = [cost for plan in self.found.plans if (cost := self.expected(plan)) is not None]
        return min(costs) if "expected" in self.found.plans and costs else None

    @property
    def knowing(self) -> float | None:
        """Expected value of perfect information."""
        return _less(self.here_and_now, self.foreseen)

    @property
    def simple_plan(self) -> str | None:
        """The plan of who looks at one future: that of averages, or the likeliest where there are none."""
        return next((plan for plan in ("average", LIKELIEST) if plan in self.found.plans), None)

    @property
    def planning(self) -> float | None:
        """Value of the stochastic solution: what planning for all futures saves against planning for one."""
        simple = None if self.simple_plan is None else self.expected(self.simple_plan)
        return _less(simple, self.here_and_now)

    @property
    def price_of_safety(self) -> float | None:
        """What the plan of least greatest regret costs more than the plan of least expected cost, expected."""
        return _less(self.expected("regret"), self.here_and_now)

    @property
    def uncertain(self) -> float:
        """How far the proofs leave an expected cost open: the gaps of the futures, as likely as they are."""
        futures = self.found.futures
        left = 0.0
        for name, chance in zip(futures.names, futures.chances, strict=True):
            said = self.found.outcomes[name, name].summary
            left += chance * float(said.get("gap") or 0.0) * abs(float(said.get("npv_cost") or 0.0))
        return left

    def _mean(self, costs: Mapping[str, float | None]) -> float | None:
        futures = self.found.futures
        total = 0.0
        for name, chance in zip(futures.names, futures.chances, strict=True):
            cost = costs[name]
            if cost is None:
                return None
            total += chance * cost
        return total


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
