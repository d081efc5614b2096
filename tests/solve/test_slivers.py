"""Steps of a size that mean nothing are left out of a plan, and only those that nothing is lost by."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from planner.solve import slivers
from planner.solve.by_year import solve_by_year
from planner.solve.highs import Outcome, Settings
from planner.solve.slivers import Sizes, sizes_of
from planner.solve.split import year_problem
from tests.solve.small import Parts, assemble, case_of, days, random_things
from tests.solve.test_by_year import rough

ASKED = Settings(gap=0.03)


def planned(parts: Parts, sizes: Sizes | None, asked: Settings = ASKED) -> tuple[Outcome, np.ndarray]:
    years = [year_problem(parts.split, parts.pathway, parts.operation, year) for year in parts.split.years]
    outcome, values = solve_by_year(
        parts.split, years, asked, rough(parts), [], lambda cost, bound: None, threading.Event(), sizes=sizes
    )
    assert values is not None
    return outcome, values


def test_a_sliver_is_far_smaller_than_others_of_its_thing_or_than_anything() -> None:
    sizes = Sizes(np.array([4, 5, 6, 9, 3]), np.array([0, 0, 1, 1, 2]))
    values = np.zeros(10)
    values[[4, 5, 6, 9, 3]] = 10.0, 0.1, 0.1, 0.0, 2e-5
    assert sizes.slivers(values).tolist() == [5, 3]


@pytest.mark.parametrize("seed", [3, 11])
def test_slivers_are_left_out_at_next_to_no_cost(seed: int) -> None:
    parts = assemble(case_of(random_things(seed)), days(2))
    sizes = sizes_of(parts.pathway)
    plain, values = planned(parts, None)
    tidy, tidied = planned(parts, sizes)
    assert sizes.slivers(values).size > 0
    assert sizes.slivers(tidied).size == 0
    assert plain.objective <= tidy.objective + 1e-9 <= plain.objective * (1.0 + 0.1 * ASKED.gap)
    assert tidy.bound <= tidy.objective


def test_a_small_step_that_is_worth_its_money_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A heat pump grows a little once the price of CO2 is up; to a narrow gap that counts."""
    monkeypatch.setattr(slivers, "SLIVER", 0.6)
    parts = assemble(case_of(random_things(20)), days(2))
    sizes = sizes_of(parts.pathway)
    exact = Settings(gap=1e-6)
    tidy, values = planned(parts, sizes, exact)
    assert sizes.slivers(values).size == 1
    assert tidy.objective == pytest.approx(planned(parts, None, exact)[0].objective)
