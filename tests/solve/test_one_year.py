"""A year operated in all its hours: billed as it turns out, nothing running against itself, whole units on line."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from planner.site import full_year
from planner.solve import one_year
from planner.solve.assemble import build_operation
from planner.solve.full_year import WholeYears
from planner.solve.objective import discounted_cost
from planner.solve.one_year import OneYear
from planner.solve.solution import build_solution, evaluate
from tests.solve.small import BATTERY, PLANT, PV, Things, case_of, days, optimum, with_thing

DRAW = np.random.default_rng(1)
MONTHS = np.repeat(np.arange(12), [744, 672, 744, 720, 744, 720, 744, 744, 720, 744, 720, 744])


def in_full(things: Things, **fields: Any) -> tuple[Any, Any, float]:
    """A design of one typical day, operated in the full year: its solution, the result, the full year's cost."""
    chosen = optimum(case_of(things, **{"years": (2026,), "end": 2026, "rate": 0.0, **fields}), days(1))
    parts = chosen.parts
    operation = build_operation(parts.site, full_year())
    result = WholeYears(parts.split, parts.pathway, operation).operate(chosen.values)
    solution = build_solution(parts.pathway, operation, result)
    return solution, result, evaluate(discounted_cost(parts.pathway.yearly))


def test_quarters_and_months_are_billed_as_the_full_year_turns_out() -> None:
    """One typical day knows neither the peaks nor the purchases of the months; the bill is still the least there is."""
    load = np.repeat(DRAW.uniform(0.3, 3.0, 12), np.bincount(MONTHS)) * DRAW.uniform(0.8, 1.0, 8760)
    grid = {
        **PLANT["supply.grid"], "transformer": "2 MVA", "limit": "10 MW", "billing": "choose",
        "demand_discount": {"use": "400 kWh/(kVA*month)", "pays": "80 %"},
        "components": {
            "energy": {"basis": "energy", "price": "500 CNY/MWh"},
            "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
            "capacity": {"basis": "capacity", "price": "27 CNY/(kVA*month)"},
        },
    }  # fmt: skip
    things: Things = {
        "carriers.electricity": {"kind": "carrier"}, "supply.grid": grid,
        "demands.line": {"kind": "demand", "carrier": "electricity", "annual": f"{load.sum()} MWh", "profile": "line"},
    }  # fmt: skip
    solution, result, cost = in_full(things, series={"line": load})
    peaks = np.array([load[month == MONTHS].max() for month in range(12)])
    steady = np.array([load[month == MONTHS].sum() >= 800.0 for month in range(12)])
    by_demand = (0.04 * peaks * np.where(steady, 0.8, 1.0)).reshape(4, 3).sum(axis=1)
    ways = [
        sum(0.162 if way else paid for way, paid in zip(ways, by_demand, strict=True))
        for ways in product((0, 1), repeat=4)
    ]
    assert result.oversteps == ()
    assert 0 < steady.sum() < 12
    assert cost == pytest.approx(500e-6 * load.sum() + min(ways))
    billed = solution["billing"].sel(grid="grid", year=2026).to_numpy()
    assert billed == pytest.approx((by_demand > 0.162).astype(float))
    assert 0 < billed.sum() < 4
    discounted = solution["discounted"].sel(grid="grid", year=2026).to_numpy()
    assert discounted == pytest.approx(steady * np.repeat(1.0 - billed, 3))


def test_nothing_is_bought_and_fed_in_in_the_same_hour() -> None:
    """Feeding in pays more than buying costs at night: a pump that would run without end, shut where it runs."""
    grid = {**PLANT["supply.grid"], "export": {"price": "300 CNY/MWh", "limit": "2 MW"}}
    things = with_thing({**PLANT, "technologies.pv": PV}, "supply.grid", **grid)
    solution, result, _ = in_full(things)
    flows = solution["flow"].sel(year=2026)
    bought, sold = (flows.sel(flow_item=f"grid.{name}").to_numpy() for name in ("import", "export"))
    assert np.minimum(bought, sold).max() <= 1e-6
    assert result.forbidden > 1000
    assert result.shutting > 0.1


def test_no_store_charges_and_discharges_in_the_same_hour() -> None:
    """Buying is paid for at night: a battery would burn power, and may not."""
    lines = {
        "energy": {"basis": "energy", "price": "500 CNY/MWh", "factors": {"peak": 1.6, "valley": 0}},
        "bonus": {"basis": "energy", "price": "-100 CNY/MWh", "factors": {"peak": 0, "flat": 0}},
    }
    battery = {**BATTERY, "capex_energy": "1 CNY/kWh", "capex_power": "1 CNY/kW", "efficiency_charge": "60 %"}
    grid = {**PLANT["supply.grid"], "components": lines}
    things = with_thing({**PLANT, "technologies.battery": battery}, "supply.grid", **grid)
    solution, result, _ = in_full(things)
    flows = solution["flow"].sel(year=2026)
    charged, given = (flows.sel(flow_item=f"battery.{name}").to_numpy() for name in ("charge", "discharge"))
    assert np.minimum(charged, given).max() <= 1e-6
    assert charged.max() > 0.1
    assert result.forbidden > 0


def test_a_discount_earned_by_burning_power_is_lost_with_it() -> None:
    """A battery that charges and discharges at once would burn what is missing to the discount; it may not, and pays.

    Full turns of its small store burn less than is missing, so the design is billed without the discount and nothing is
    overstepped.
    """
    load = np.full(8760, 2.0)
    grid = {
        **PLANT["supply.grid"], "transformer": "4 MVA", "limit": "10 MW", "billing": "demand",
        "demand_discount": {"use": "375 kWh/(kVA*month)", "pays": "20 %"},
        "components": {
            "energy": {"basis": "energy", "price": "500 CNY/MWh"},
            "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
        },
    }  # fmt: skip
    battery = {
        **BATTERY, "capex_energy": "1 CNY/kWh", "capex_power": "1 CNY/kW", "efficiency_charge": "60 %",
        "efficiency_discharge": "60 %", "max_energy": "0.05 MWh", "max_power": "1 MW",
    }  # fmt: skip
    things: Things = {
        "carriers.electricity": {"kind": "carrier"}, "supply.grid": grid, "technologies.battery": battery,
        "demands.line": {"kind": "demand", "carrier": "electricity", "annual": f"{load.sum()} MWh", "profile": "line"},
    }  # fmt: skip
    solution, result, _ = in_full(things, series={"line": load})
    assert result.forbidden > 0
    assert result.oversteps == ()
    assert solution["discounted"].sel(grid="grid", year=2026).to_numpy() == pytest.approx(np.zeros(12))


def test_whole_units_run_in_every_hour_of_the_full_year() -> None:
    """Boilers of 0.4 MW with a least load: the linear program would run parts of one; the full year runs whole ones."""
    units = {"unit": "400 kW", "min_load": "50 %", "max": "4 MW", "start_cost": "200 CNY"}
    boiler = {**PLANT["technologies.boiler"], **units}
    standing = {"kind": "existing", "technology": "boiler", "capacity": "1.2 MW", "built": 2020}
    things = with_thing(PLANT, "technologies.boiler", **boiler)
    things = with_thing(things, "existing.old_boiler", **standing)
    solution, result, _ = in_full(things)
    flows = solution["flow"].sel(year=2026)
    on, heat = (flows.sel(flow_item=f"boiler.{name}").to_numpy() for name in ("on", "activity"))
    assert result.oversteps == ()
    assert np.abs(on - np.round(on)).max() <= 1e-6
    assert (heat <= 0.4 * on + 1e-6).all()
    assert (heat >= 0.2 * on - 1e-6).all()
    assert result.committing > 0.0
    assert result.shutting == 0.0


def test_a_year_operated_again_starts_from_its_own_limits() -> None:
    """What was shut for one design is open for the next: the same design twice is the same year twice."""
    grid = {**PLANT["supply.grid"], "export": {"price": "300 CNY/MWh", "limit": "2 MW"}}
    chosen = optimum(case_of(with_thing(PLANT, "supply.grid", **grid), years=(2026,), end=2026), days(1))
    parts = chosen.parts
    years = WholeYears(parts.split, parts.pathway, build_operation(parts.site, full_year()))
    first, second = years.operate(chosen.values), years.operate(chosen.values)
    assert first.shutting == pytest.approx(second.shutting)
    assert first.forbidden == second.forbidden
    assert parts.split.problem.cost @ first.values == pytest.approx(parts.split.problem.cost @ second.values)


def test_the_highest_purchase_of_a_month_is_that_of_its_hours() -> None:
    """Nothing is paid for the maximum, so the model may leave it anywhere above; the solution has the hours' own."""
    grid = {**PLANT["supply.grid"], "components": {"energy": {"basis": "energy", "price": "500 CNY/MWh"}}}
    solution, _, _ = in_full(with_thing(PLANT, "supply.grid", **grid))
    bought = solution["flow"].sel(flow_item="grid.import", year=2026).to_numpy()
    highest = [bought[month == MONTHS].max() for month in range(12)]
    assert solution["peak"].sel(grid="grid", year=2026).to_numpy() == pytest.approx(highest)


@pytest.mark.parametrize("short", [0.0, 3e-4])
def test_energy_is_missing_only_where_nothing_serves_it_and_is_then_reported(
    short: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The typical day does not know the hour in which the connection is too small.

    As long as everything is served nothing may be missing at all: what thousands of hours may each be off within the
    solver's tolerance would add up to something missing in one of them, and no yearly amount would show it.
    """
    asked: list[bool] = []
    serve = OneYear._serve

    def watched(self: OneYear, everything: bool) -> None:
        asked.append(everything)
        serve(self, everything)

    monkeypatch.setattr(OneYear, "_serve", watched)
    load = np.full(8760, 2.0)
    load[4000] += short
    things: Things = {
        "carriers.electricity": {"kind": "carrier"}, "supply.grid": {**PLANT["supply.grid"], "limit": "2 MW"},
        "demands.line": {"kind": "demand", "carrier": "electricity", "annual": f"{load.sum()} MWh", "profile": "line"},
    }  # fmt: skip
    _, result, _ = in_full(things, series={"line": load})
    found = [(slack.carrier, amount) for slack, amount in result.oversteps]
    assert found == ([("electricity", pytest.approx(short, rel=1e-3))] if short else [])
    assert asked == ([True, False] if short else [True])


def test_flows_that_are_still_at_once_after_all_rounds_are_shut_in_every_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeding in pays more than buying costs at night: with a single round all hours are shut the way they run."""
    monkeypatch.setattr(one_year, "SHUT_ROUNDS", 1)
    grid = {**PLANT["supply.grid"], "export": {"price": "300 CNY/MWh", "limit": "2 MW"}}
    solution, result, _ = in_full(with_thing({**PLANT, "technologies.pv": PV}, "supply.grid", **grid))
    flows = solution["flow"].sel(year=2026)
    bought, sold = (flows.sel(flow_item=f"grid.{name}").to_numpy() for name in ("import", "export"))
    assert np.minimum(bought, sold).max() <= 1e-6
    assert result.forbidden == 8760
