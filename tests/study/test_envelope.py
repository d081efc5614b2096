"""Concave least costs against brute force: plans whose operation is fixed are lines, and all of them can be tried."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest

from planner.study.bracket import bracket
from planner.study.branches import Branches
from planner.study.envelope import Envelope, Line, meetings


@dataclass(frozen=True)
class Plan:
    """One of a list of plans, chosen at a share of the range."""

    share: float
    low: float
    high: float
    bound: float


def lines(seed: int, count: int = 40) -> list[Line]:
    """Plans that cost the more to build the less they emit."""
    draw = random.Random(seed)
    emitted = [draw.uniform(0.0, 10.0) for _ in range(count)]
    built = [draw.uniform(0.8, 1.2) * (12.0 - amount) ** 2 / 12.0 for amount in emitted]
    return [Line(cost, cost + amount) for cost, amount in zip(built, emitted, strict=True)]


def cheapest(plans: list[Line], share: float, slack: float = 0.0) -> Plan:
    best = min(plans, key=lambda line: line.at(share))
    return Plan(share, best.low, best.high, best.at(share) - slack)


def at_each(plans: list[Line], shares: Sequence[float], slack: float = 0.0) -> list[Plan]:
    return [cheapest(plans, share, slack) for share in shares]


def kinks(plans: list[Line]) -> list[float]:
    """Every share at which the cheapest of all plans changes, by trying all pairs."""
    found = []
    for place, one in enumerate(plans):
        for other in plans[place + 1 :]:
            share = one.meets(other)
            if share is not None and 0.0 < share < 1.0:
                least = min(line.at(share) for line in plans)
                if one.at(share) <= least + 1e-12:
                    found.append(share)
    return sorted(found)


@pytest.mark.parametrize("seed", range(20))
def test_exact_solves_find_every_kink_with_two_for_each_and_one_more(seed: int) -> None:
    plans, solved = lines(seed), []

    def solve(shares: Sequence[float]) -> list[Plan]:
        solved.extend(shares)
        return at_each(plans, shares)

    found = bracket(solve, lambda cost: 1e-12, 200)
    expected = kinks(plans)
    assert expected
    assert meetings(found.envelope.lines) == pytest.approx(expected, abs=1e-9)
    assert len(solved) == 2 * len(expected) + 1
    assert found.closed


@pytest.mark.parametrize("seed", range(10))
def test_the_least_cost_lies_between_lines_and_chords_everywhere(seed: int) -> None:
    plans, draw = lines(seed), random.Random(seed)
    slack = draw.uniform(0.0, 0.02)
    found = bracket(lambda shares: at_each(plans, shares, slack), lambda cost: 0.05, 200)
    assert found.closed
    for number in range(301):
        share = number / 300
        least = min(line.at(share) for line in plans)
        assert found.envelope.lower(share) <= least + 1e-12
        assert least - 1e-12 <= found.envelope.upper(share) <= found.envelope.lower(share) + 0.05 + 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_the_envelope_is_concave_and_slopes_never_rise(seed: int) -> None:
    plans = lines(seed)
    found = bracket(lambda shares: at_each(plans, shares), lambda cost: 1e-3, 200).envelope
    for values in ([found.upper(n / 200) for n in range(201)], [found.lower(n / 200) for n in range(201)]):
        slopes = [after - before for before, after in pairwise(values)]
        assert all(after <= before + 1e-12 for before, after in pairwise(slopes))


def test_a_solve_that_is_not_exact_leaves_a_gap_that_is_told() -> None:
    plans = lines(3)
    found = bracket(lambda shares: at_each(plans, shares, 0.2), lambda cost: 0.1, 50)
    assert not found.closed
    assert found.gap >= 0.2


def test_a_number_of_solves_that_is_too_small_leaves_a_gap_that_is_told() -> None:
    found = bracket(lambda shares: at_each(lines(3), shares), lambda cost: 1e-9, 3)
    assert not found.closed
    assert found.gap > 1e-9


@dataclass(frozen=True)
class Roadmap:
    """Plans that share their decisions and differ in operation: the least cost of one is concave, too."""

    plans: tuple[Line, ...]

    def least(self, share: float) -> float:
        return min(line.at(share) for line in self.plans)


def roadmaps(seed: int) -> dict[str, Roadmap]:
    draw = random.Random(seed)
    found = {}
    for place, line in enumerate(lines(seed, 8)):
        varied = [Line(line.low + 0.3 * part**2, line.high + 0.3 * part**2 - 0.6 * part) for part in
                  (draw.uniform(-1.0, 1.0) for _ in range(6))]  # fmt: skip
        found[f"roadmap {place}"] = Roadmap((line, *varied))
    return found


def true_switches(known: dict[str, Roadmap], count: int = 20_000) -> list[tuple[str, str, float]]:
    """Switches by trying a very fine grid."""
    owners = [(n / count, min(known, key=lambda key: known[key].least(n / count))) for n in range(count + 1)]
    return [(one, other, 0.5 * (at + later)) for (at, one), (later, other) in pairwise(owners) if one != other]


@pytest.mark.parametrize("slack", [0.0, 1e-4])
@pytest.mark.parametrize("seed", range(4))
def test_every_interval_contains_the_true_switch(seed: int, slack: float) -> None:
    every = roadmaps(seed)
    owner = {line: key for key, each in every.items() for line in each.plans}
    found = bracket(lambda shares: at_each(list(owner), shares, slack), lambda cost: 2e-4, 400)
    known: dict[object, Envelope] = {}
    for line in found.envelope.lines:
        known[owner[line]] = known.get(owner[line], Envelope()).extended([line], [])
    branches = Branches(
        found.envelope,
        known,
        lambda wanted: [cheapest(list(every[str(key)].plans), share, slack) for key, share in wanted],
    )
    stretches = branches.settle(1e-3)
    switches = branches.switches(stretches)
    expected = true_switches({key: every[key] for key in map(str, known)})
    assert expected
    assert [(each.before, each.after) for each in switches] == [(one, other) for one, other, _ in expected]
    for each, (_, _, place) in zip(switches, expected, strict=True):
        assert each.low - 5e-5 <= place <= each.high + 5e-5
        assert each.high - each.low < 0.02
        assert 0.0 <= each.gap < 1e-3
    advantages = [branches.advantage(stretches, place) for place in range(len(stretches))]
    assert all(0.0 < advantage < float("inf") for advantage in advantages)
