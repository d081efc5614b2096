"""The best score, or the least CO2, for a budget; and what further points cost. Against trying every selection."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
import xarray as xr

from planner.case.value import Case
from planner.errors import CaseError
from planner.fields import YearPath
from planner.run.entries import entries
from planner.run.pipeline import evaluated
from planner.schemes import Scheme
from planner.site import build_site, full_year, in_base_year
from planner.solve.aims import Aim, check_aim
from planner.solve.assemble import build_operation
from planner.solve.highs import Settings
from planner.solve.plan import Plan, base_accounts, make_plan, operate_base_year
from planner.solve.search import own_totals
from tests.solve.small import PLANT, Things, case_of

# Measure: capital [million], functions it brings, share it saves of the process CO2.
MEASURES = {"first": (1.0, 2, 0.30), "second": (1.5, 3, 0.20), "third": (2.2, 4, 0.55)}

PLATFORM = {
    "dimension": "all", "name": "Functions", "weight": 8, "direction": "higher", "numerator": ["platform_functions"],
    "baseline": "0", "leading": "8", "source": "example", "year": 2025, "quality": "illustrative",
}  # fmt: skip
SCHEME = Scheme.model_validate(
    {
        "title": "Example", "label": "an example", "total": 8, "indicators": {"functions": PLATFORM},
        "dimensions": {"all": {"name": "All", "weight": 8}},
    }
)  # fmt: skip


def factory(score: str | None = "1") -> Case:
    """Three measures, and nothing else to decide."""
    things: Things = {
        "carriers.electricity": {"kind": "carrier"},
        "demands.lighting": {"kind": "demand", "carrier": "electricity", "annual": "100 MWh"},
        "demands.gases": {"kind": "process", "co2": "1000 t/a"},
        "demands.platform": {"kind": "resource", "quantity": "platform_functions", "annual": "0"},
        "supply.grid": PLANT["supply.grid"],
    }
    for name, (capex, functions, saved) in MEASURES.items():
        things[f"measures.{name}"] = {
            "kind": "measure", "capex": f"{capex} Mio CNY", "life": "10 a", "saves": {"gases": f"{100 * saved} %"},
            "effects": {"platform": f"{functions}"},
        }  # fmt: skip
    if score is not None:
        things["targets.green_factory"] = {"kind": "green_factory", "scheme": "example", "score": {2027: score}}
    case = case_of(things, years=(2026,), end=2027)
    value = {"output_value": YearPath.constant(1.0, "CNY/a")}
    return replace(case, production=value, schemes={"example": SCHEME})


def planned(case: Case, **asked: Any) -> Plan:
    site, base_site = build_site(case), build_site(in_base_year(case))
    base = operate_base_year(base_site, build_operation(base_site, full_year()), Settings())
    operation = build_operation(site, full_year())
    return make_plan(
        site, operation, base_accounts(base), 1, Settings(gap=1e-6), lambda _: None, threading.Event(), **asked
    )


def selections(budget: float) -> list[tuple[float, int, float]]:
    """Capital, functions and process CO2 of every selection within the budget."""
    found = []
    for chosen in product((False, True), repeat=len(MEASURES)):
        taken = [terms for terms, yes in zip(MEASURES.values(), chosen, strict=True) if yes]
        left = 1000.0
        for _, _, saved in taken:
            left *= 1.0 - saved
        found.append((sum(terms[0] for terms in taken), sum(terms[1] for terms in taken), left))
    return [each for each in found if each[0] <= budget + 1e-9]


def capital(plan: Plan) -> float:
    return sum(sum(row.values.values()) for row in entries(plan.solution, "cash") if row.label == "capex")


@pytest.mark.parametrize("budget", [0.9, 2.4, 2.6, 3.3, 4.7])
def test_the_best_score_for_a_budget_at_least_cost(budget: float) -> None:
    plan = planned(factory(), aim=Aim("score", budget))
    best = max(functions for _, functions, _ in selections(budget))
    cheapest = min(capex for capex, functions, _ in selections(budget) if functions == best)
    assert plan.aimed is not None
    assert plan.aimed.value == pytest.approx(min(best, 8), rel=2e-3)
    assert plan.aimed.bound >= plan.aimed.value - 1e-6
    assert capital(plan) == pytest.approx(cheapest)
    assert plan.oversteps == ()


@pytest.mark.parametrize("budget", [0.9, 2.3, 2.6, 3.3, 4.7])
def test_the_least_co2_for_a_budget_at_least_cost(budget: float) -> None:
    plan = planned(factory(None), aim=Aim("co2", budget))
    least = min(left for _, _, left in selections(budget))
    assert plan.aimed is not None
    purchase = 0.5 * 100.0
    assert plan.aimed.value == pytest.approx(2 * (least + purchase), rel=2e-3)
    assert plan.aimed.bound == pytest.approx(2 * (least + purchase), rel=2e-3)
    assert capital(plan) == pytest.approx(min(capex for capex, _, left in selections(budget) if left == least))


def test_further_points_cost_what_the_next_selection_does() -> None:
    plan = planned(factory("3"), points_of=2026)
    costs = {each.more: each.cost for each in plan.further}
    capex = {
        points: min(cost for cost, functions, _ in selections(9.0) if functions >= points) for points in range(3, 9)
    }
    # Capital of 2026 is paid at the end of the first year, and what is left of a life beyond the horizon comes back.
    factor = plan_factor(plan, capex[3])
    for more in range(1, 6):
        assert costs[more] == pytest.approx((capex[3 + more] - capex[3]) * factor, abs=1e-6)


def plan_factor(plan: Plan, capex: float) -> float:
    """Discounted cost per capital: all measures have one life."""
    without = planned(factory("0"))
    return (plan.cost - without.cost) / capex


def test_points_that_cannot_be_reached_have_no_price() -> None:
    plan = planned(factory("7"), points_of=2026)
    assert [(each.more, each.cost < 1e9) for each in plan.further] == [(1, True), (2, False)]


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        (lambda: check_aim(Aim("score", 1.0), factory(None)), "states no score"),
        (lambda: evaluated(factory(), 2026), "no points in an application of 2026"),
    ],
)
def test_what_the_case_has_nothing_for_is_refused(attempt: Callable[[], Any], words: str) -> None:
    with pytest.raises(CaseError, match=words):
        attempt()


def test_data_of_the_year_before_are_evaluated() -> None:
    assert evaluated(factory(), 2027) == 2026


def test_what_typical_days_reached_and_the_full_year_misses_is_not_asked_of_it() -> None:
    """The total that stands in place of the case's is one that is reached; what the case asks for itself stays."""
    totals = {"required": ("year", [70.0, 75.0]), "score": ("year", [71.0, 73.7])}
    solution = xr.Dataset(totals, {"year": [2026, 2028]})
    assert own_totals(Aim("score", 1.0), solution)["required"].to_numpy().tolist() == [70.0, 73.7]
    assert own_totals(Aim("cost"), solution)["required"].to_numpy().tolist() == [70.0, 75.0]
    assert "required" not in own_totals(Aim("score", 1.0), solution.drop_vars("required"))
