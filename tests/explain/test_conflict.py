"""The conflict found contradicts itself, and does so no longer without any one of its statements."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from planner.explain.conflict import smallest_conflict
from planner.explain.explain import explain
from planner.solve.found import Statement
from tests.explain.factory import Straight, measure, trial, workshop


def statement(key: str, year: int) -> Statement:
    return Statement(f"{key}@{year}", key, year, "t", 1.0, False)


@pytest.mark.parametrize("seed", range(8))
def test_it_is_minimal_whatever_contradicts(seed: int) -> None:
    draw = random.Random(seed)
    every = [statement(f"targets.t{number}", year) for number in range(3) for year in (2030, 2035, 2040)]
    cores = [set(draw.sample([each.place for each in every], draw.randint(1, 4))) for _ in range(3)]

    def keeps(places: frozenset[str]) -> bool:
        return not any(core <= places for core in cores)

    found = smallest_conflict(every, keeps)
    assert found is not None
    places = frozenset(each.place for each in found)
    assert not keeps(places)
    assert all(keeps(places - {place}) for place in places)


def test_what_can_be_kept_has_no_conflict() -> None:
    assert smallest_conflict([statement("targets.a", 2030)], lambda places: True) is None


# Half of the light can be saved for 3 million: 2190 t are left of 4380.
THINGS = {
    "measures.led": measure("50 %", "3"),
    "targets.lax": {"kind": "emission_cap", "limit": {2026: "4000 t/a"}},
    "targets.strict": {"kind": "emission_cap", "limit": {2026: "2500 t/a"}},
    "finance.finance": {"kind": "finance", "budget": {"2026": "2 Mio CNY"}},
}


def test_a_cap_and_a_budget_that_pays_for_too_little() -> None:
    """Both caps need the measure, and the budget forbids it: one cap and the budget are a smallest conflict."""
    asker = Straight(workshop(THINGS))
    found = explain(asker, only=frozenset(), players=0, samples=4, seed=0)  # type: ignore[arg-type]
    assert found.worth is None and found.contradiction is not None
    conflict = [each.key for each in found.contradiction.conflict]
    assert conflict == ["targets.strict.limit", "finance.finance.budget.2026"]
    assert found.contradiction.oversteps and found.contradiction.unserved == 0.0
    tried = trial(asker.case)
    every = [each.place for each in tried.statements]
    for size in range(len(every) + 1):
        for some in combinations(every, size):
            contradicts = "finance.finance.budget.2026@2026" in some and any("limit" in each for each in some)
            assert tried.can_keep(frozenset(some)) is not contradicts
