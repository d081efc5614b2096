"""A design chosen on a few days, operated in all 8,760 hours."""

from __future__ import annotations

import numpy as np
import pytest

from planner.site import Steps, full_year
from planner.solve.assemble import build_operation
from planner.solve.full_year import FullYear, WholeYears
from tests.solve.small import (
    BATTERY,
    CARBON,
    HEAT_PUMP,
    PLANT,
    PV,
    SERIES,
    SUMMER,
    Answered,
    Things,
    case_of,
    days,
    optimum,
    with_thing,
)  # fmt: skip

THINGS: Things = {
    **PLANT, "technologies.pv": PV, "technologies.pump": HEAT_PUMP, "technologies.battery": BATTERY,
    "carbon.carbon": CARBON,
}  # fmt: skip
DRAW = np.random.default_rng(0)
UNEVEN = {
    **SERIES,
    "sun": SERIES["sun"] * np.repeat(DRAW.uniform(0.3, 1.0, 365), 24),
    "shift": SERIES["shift"] * np.repeat(DRAW.uniform(0.5, 1.0, 365), 24),
}


def operated(chosen: Answered) -> FullYear:
    parts = chosen.parts
    return WholeYears(parts.split, parts.pathway, build_operation(parts.site, full_year())).operate(chosen.values)


def cost_of(chosen: Answered, found: FullYear) -> float:
    problem = chosen.parts.split.problem
    return float(problem.cost @ found.values) + problem.offset


SEASONS = Steps("typical", np.array([0, 180]), SUMMER.reshape(365, 24)[:, 0].astype(int))
ALIKE = {name: SERIES[name].reshape(365, 24)[np.full(365, 180)].reshape(-1) for name in SERIES}


@pytest.mark.parametrize("without", ["battery", "seasons"])
def test_days_that_are_the_year_cost_what_the_year_costs(without: str) -> None:
    """Every summer day is the same and every winter day, so two days say all there is to say."""
    if without == "battery":
        things = {name: fields for name, fields in THINGS.items() if name != "technologies.battery"}
        chosen = optimum(case_of(things), SEASONS)
    else:
        chosen = optimum(case_of(THINGS, series=ALIKE), days(1))
    found = operated(chosen)
    assert found.oversteps == ()
    assert cost_of(chosen, found) == pytest.approx(chosen.cost, rel=1e-6)
    assert found.values[chosen.parts.split.decisions] == pytest.approx(chosen.values[chosen.parts.split.decisions])


def test_a_store_may_only_gain_where_days_follow_one_another() -> None:
    chosen = optimum(case_of(THINGS), SEASONS)
    found = operated(chosen)
    assert found.oversteps == ()
    assert chosen.cost * 0.98 < cost_of(chosen, found) <= chosen.cost * (1.0 + 1e-7)


@pytest.mark.long
@pytest.mark.parametrize("share", [0.97])
def test_a_budget_of_all_years_costs_no_demand_in_the_full_year(share: float) -> None:
    """Each year has hours that its typical days do not know; the budget gives way before a demand does."""
    free = optimum(case_of(THINGS, series=UNEVEN), days(2))
    total = sum(2.0 * free.co2(year) for year in (2026, 2028))
    target = with_thing(THINGS, "targets.co2", kind="emission_cap", budget=f"{share * total} t")
    chosen = optimum(case_of(target, series=UNEVEN), days(2))
    short = {(slack.where.key, slack.year): by for slack, by in operated(chosen).oversteps if slack.of_service}
    # The same decisions without the budget: what is short then is short for want of capacity.
    year = build_operation(free.parts.site, full_year())
    without = WholeYears(free.parts.split, free.parts.pathway, year).operate(_decided_as(chosen, free))
    lacking = {(slack.where.key, slack.year): by for slack, by in without.oversteps if slack.of_service}
    assert short == pytest.approx(lacking, rel=1e-3, abs=1e-3)


def test_a_budget_with_room_to_spare_changes_nothing() -> None:
    """What typical days leave of a budget is there for every year that needs it in the full year."""
    things = with_thing(THINGS, "carbon.carbon", price="20 CNY/t")
    del things["technologies.battery"]
    things["demands.machines"]["annual"] = {2026: "8000 MWh", 2028: "4000 MWh"}
    free = optimum(case_of(things, series=UNEVEN), days(2))
    total = sum(2.0 * free.co2(year) for year in (2026, 2028))
    target = with_thing(things, "targets.co2", kind="emission_cap", budget=f"{1.5 * total} t")
    chosen = optimum(case_of(target, series=UNEVEN), days(2))
    assert chosen.cost == pytest.approx(free.cost, rel=1e-9)
    with_budget, without = operated(chosen), operated(free)
    assert cost_of(chosen, with_budget) == pytest.approx(cost_of(free, without), rel=1e-6)
    assert [slack.where.key for slack, _ in with_budget.oversteps] == [
        slack.where.key for slack, _ in without.oversteps
    ]


def test_a_budget_is_overstepped_only_by_all_years_together() -> None:
    """One year above its allowance is no overstep while another stays as far below its own."""
    things = {name: fields for name, fields in THINGS.items() if name != "technologies.battery"}
    chosen = optimum(case_of(with_thing(things, "targets.co2", kind="emission_cap", budget="15000 t")), SEASONS)
    used = [2.0 * chosen.co2(year) for year in (2026, 2028)]
    assert sum(used) < 14_000.0
    allowances = chosen.parts.pathway.compiled.problem.cost.size
    chosen.values[allowances : allowances + 2] = used[0] - 100.0, used[1] + 100.0
    assert [slack.where.key for slack, _ in operated(chosen).oversteps] == []


def _decided_as(chosen: Answered, other: Answered) -> np.ndarray:
    """Columns of another pathway with the decisions of a design, matched by name."""
    named = {
        variable.name: float(value)
        for variable, value in zip(chosen.parts.pathway.compiled.variables, chosen.values.tolist(), strict=False)
    }
    values = other.values.copy()
    for column, variable in enumerate(other.parts.pathway.compiled.variables):
        values[column] = named.get(variable.name, values[column])
    return values
