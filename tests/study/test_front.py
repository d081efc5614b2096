"""Pareto fronts against trying every plan."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import pytest
import xarray as xr

from planner.fields import YearPath
from planner.schemes import Scheme
from planner.site import build_site
from planner.study.front import efficient, knee, trace
from planner.study.frontier import Placing, Tracing
from planner.study.ground import Ground
from planner.study.search.answers import Operated
from planner.study.search.asker import Kept
from planner.study.search.desk import Desk
from planner.study.search.task import Choose, Operate
from tests.solve.small import case_of
from tests.study.plant import EXACT, MEASURES, selections, things


@dataclass(frozen=True)
class Plan:
    """What a plan costs, and what it leaves."""

    cost: float
    other: float

    @property
    def bound(self) -> float:
        return self.cost


def plans(seed: int, count: int = 60) -> list[Plan]:
    draw = random.Random(seed)
    return [Plan(draw.uniform(1, 9), draw.uniform(1, 9)) for _ in range(count)]


def true_front(every: list[Plan]) -> list[Plan]:
    """Plans that no other dominates, by comparing all pairs."""
    kept = [
        plan
        for plan in every
        if not any(other.cost <= plan.cost and other.other <= plan.other and other != plan for other in every)
    ]
    return sorted(kept, key=lambda plan: plan.cost)


@pytest.mark.parametrize("seed", range(15))
def test_the_whole_front_is_found_where_enough_points_are_asked_for(seed: int) -> None:
    every = plans(seed)
    expected = true_front(every)

    def below(level: float) -> Plan:
        return min((plan for plan in every if plan.other <= level + 1e-12), key=lambda plan: (plan.cost, plan.other))

    def cheapest(levels: Sequence[float]) -> list[Plan]:
        return [below(level) for level in levels]

    found = trace(expected[0], expected[-1], cheapest, 100)
    assert list(found.points) == expected
    assert found.unexplored < 1e-2
    few = trace(expected[0], expected[-1], cheapest, 4)
    assert set(few.points) <= set(expected)
    assert {few.points[0], few.points[-1]} == {expected[0], expected[-1]}
    # Every plan that was not found lies in a box that is told.
    for plan in set(expected) - set(few.points):
        assert any(box.low < plan.other <= box.high and plan.cost <= box.dear + 1e-12 for box in few.boxes)


def test_dominated_plans_are_left_out() -> None:
    every = plans(3)
    assert list(efficient(every)) == true_front(every)


def test_the_knee_is_farthest_from_the_straight_line() -> None:
    assert knee([Plan(0, 10), Plan(1, 4), Plan(2, 3), Plan(10, 0)]) == 1
    assert knee([Plan(0, 10), Plan(5, 5), Plan(10, 0)]) is None
    assert knee([Plan(0, 10), Plan(10, 0)]) is None


def test_a_front_of_one_plan_has_one_point() -> None:
    found = trace(Plan(1, 1), Plan(1, 1), lambda levels: [Plan(1, 1)] * len(levels), 5)
    assert len(found.points) == 1 and found.unexplored == 0.0


class Asked:
    """A desk in this process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choose(self, asked: Sequence[tuple[str, Choose]]) -> list[Kept]:
        return [Kept(says, self._desk.choose(each)) for says, each in asked]

    def operate(self, asked: Sequence[tuple[str, Operate]]) -> list[Operated]:
        raise NotImplementedError


PLATFORM = {
    "dimension": "all", "name": "Functions", "weight": 10, "direction": "higher", "numerator": ["platform_functions"],
    "baseline": "0", "leading": "10", "source": "example", "year": 2025, "quality": "illustrative",
}  # fmt: skip
SCHEME = Scheme.model_validate(
    {
        "title": "Example", "label": "an example", "total": 10, "indicators": {"functions": PLATFORM},
        "dimensions": {"all": {"name": "All", "weight": 10}},
    }
)  # fmt: skip


def by_hand() -> list[tuple[float, float, float]]:
    """Cost beyond that of doing nothing [million], CO2 of both years [t] and functions of every selection."""
    share = 0.1 / (1.0 - 1.1**-10)
    worth = 1.1**-1 - share * sum(1.1**-later for later in range(1, 9)) * 1.1**-2
    found = []
    for chosen in selections():
        emitted = 4000.0
        for name in chosen:
            emitted *= 1.0 - MEASURES[name][1]
        capital = sum(MEASURES[name][0] for name in chosen)
        functions = sum(MEASURES[name][2] for name in chosen)
        found.append((capital * worth, 2.0 * (emitted + 50.0), float(functions)))
    return found


@cache
def traced(against: str) -> tuple[tuple[Placing, ...], float]:
    every = things(0.0)
    if against == "score":
        every["demands.platform"] = {"kind": "resource", "quantity": "platform_functions", "annual": "0"}
        for name, (_, _, functions) in MEASURES.items():
            if functions:
                every[f"measures.{name}"]["effects"] = {"platform": f"{functions}"}
        every["targets.green_factory"] = {"kind": "green_factory", "scheme": "example", "score": {2027: "6"}}
    case = case_of(every, years=(2026,), end=2027)
    case = replace(case, production={"output_value": YearPath.constant(1.0, "CNY/a")}, schemes={"example": SCHEME})
    ground = Ground(case, build_site(case), {}, xr.Dataset())
    tracing = Tracing(Asked(Desk(ground, 1, EXACT)), against, lambda text: None)  # type: ignore[arg-type]
    front, bound = tracing.run(40)
    assert front.unexplored < 1e-2
    return front.points, bound  # type: ignore[return-value]


def check(found: tuple[Placing, ...], expected: list[tuple[float, float]]) -> None:
    """Points are the front by hand, cost counted from the cheapest; each bound holds and is near."""
    assert len(found) == len(expected) > 3
    for placing, (cost, reached) in zip(found, expected, strict=True):
        assert placing.cost - found[0].cost == pytest.approx(cost, abs=1e-5)
        assert placing.reached == pytest.approx(reached, rel=1e-5, abs=1e-5)
        assert placing.bound <= placing.cost + 1e-9
        assert placing.cost - placing.bound <= 1e-3 * abs(found[-1].cost)


def test_cost_against_co2_is_the_front_by_hand() -> None:
    found, bound = traced("co2")
    front = true_front([Plan(cost, emitted) for cost, emitted, _ in by_hand()])
    check(found, [(plan.cost, plan.other) for plan in front])
    assert bound == pytest.approx(front[-1].other, rel=1e-6)


def test_cost_against_score_is_the_front_by_hand_whatever_the_case_asks_for() -> None:
    found, bound = traced("score")
    front = true_front([Plan(cost, -functions) for cost, _, functions in by_hand()])
    check(found, [(plan.cost, -plan.other) for plan in front])
    assert bound == pytest.approx(9.0, rel=1e-6)
