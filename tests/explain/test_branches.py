"""Questions branch off one search by year: what it has learnt is true of every one of them, and saves most of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.solve import by_year, choose
from planner.solve.change import EVERY_TARGET, Change
from planner.solve.footing import Footing
from planner.solve.highs import Settings
from planner.solve.split import YearProblem, year_problem
from planner.solve.trial import Trial
from tests.explain.factory import trial, workshop
from tests.explain.test_trial import THINGS, YEARS

GAP = 1e-6
PLACE = "targets.cap.limit@2028"
# Without LED the cap is out of reach; what follows must not be led astray by that.
CHANGES = {
    "nothing": Change(),
    "without": Change(barred={"measures.led": (2026, 2028)}),
    "later": Change(barred={"measures.led": (2026,)}),
    "forced": Change(forced={"measures.dear": 0.0}),
    "cheaper": Change(prices={"technologies.plant": 0.1}),
    "contract": Change(prices={"supply.wind": 0.25}),
    "relaxed": Change(relaxed={PLACE: 400.0}),
    "dropped": Change(dropped=(EVERY_TARGET,)),
    "nothing again": Change(),
    "part": Change(held={"measures.led": {}}, barred={"technologies.plant": (2026, 2028)}, part=True),
    "part without targets": Change(held={"measures.led": {}}, dropped=(EVERY_TARGET,), part=True),
    "empty part": Change(barred={key: (2026, 2028) for key in THINGS if not key.startswith("targets")}, part=True),
}


@pytest.fixture
def _year_by_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choose, "SMALL", 0)


def case() -> Any:
    return workshop(THINGS, **YEARS)


@pytest.mark.usefixtures("_year_by_year")
def test_every_branch_encloses_what_one_problem_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    branching = Trial(case(), Footing(1, base={"scope2_location": 4380.0}), Settings(gap=GAP))
    found = {name: branching.choose(change) for name, change in CHANGES.items()}
    monkeypatch.undo()
    whole = trial(case())
    for name, change in CHANGES.items():
        true, one = whole.choose(change), found[name]
        slip = 1e-6 * abs(true.cost)
        assert set(one.oversteps) == set(true.oversteps), name
        if true.keeps:
            assert one.bound - slip <= true.cost <= one.cost + slip, name
            assert one.cost <= true.cost * (1.0 + GAP) + slip, name
        elif change.part or change.dropped:
            assert one.bound - one.charged - slip <= true.cost, name
            assert one.cost == pytest.approx(true.cost, rel=1e-5) and one.unserved == 0.0, name
        else:
            assert one.bound > 2.0 * true.cost, name


@pytest.mark.usefixtures("_year_by_year")
def test_what_the_first_search_learnt_saves_most_of_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    evaluate = by_year.Below.evaluate

    def counted(self: by_year.Below, values: Any) -> Any:
        nonlocal looked
        looked += 1
        return evaluate(self, values)

    monkeypatch.setattr(by_year.Below, "evaluate", counted)
    tried = Trial(case(), Footing(1, base={"scope2_location": 4380.0}), Settings(gap=GAP))
    tried.choose(Change())
    first, looked = looked, 0
    tried.choose(Change(barred={"measures.dear": (2026, 2028)}))
    assert 0 < looked < first / 2


def _year(**changes: Any) -> YearProblem:
    tried = trial(case())
    found = year_problem(
        tried._plain, tried._pathway, choose.build_operation(tried._site, choose.few_days(tried._site)), 2028
    )
    return replace(found, problem=replace(found.problem, **changes))


def test_cuts_are_handed_on_where_a_year_is_the_same_or_dearer_and_nowhere_else() -> None:
    year = _year()
    problem, handed = year.problem, year.handed_at
    assert year.is_same(_year()) and year.is_dearer(_year())
    barred = problem.high.copy()
    barred[handed] = 0.0
    assert _year(high=barred).is_same(year)
    dearer = _year(cost=problem.cost + (problem.low >= 0.0))
    assert not dearer.is_same(year) and dearer.is_dearer(year) and not year.is_dearer(dearer)
    narrower = _year(row_high=problem.row_high - (problem.row_low < problem.row_high))
    assert narrower.is_dearer(year) and not year.is_dearer(narrower) and not narrower.is_same(year)
    below_zero = problem.low.copy()
    below_zero[np.setdiff1d(np.arange(problem.cost.size), handed)[0]] = -1.0
    assert not _year(cost=problem.cost + 1.0, low=below_zero).is_dearer(year)
    assert not _year(matrix=problem.matrix * 2.0).is_dearer(year)
