"""What must hold between the optima of two cases with contracts, bills and units, whatever their numbers.

Series are the same on every day of a half-year and the typical days are those two, so that nothing is lost by them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.site import Steps
from planner.solve.highs import Settings, solve
from planner.solve.whole import join_years
from tests.solve.small import BATTERY, CARBON, HEAT_PUMP, PLANT, PV, Answered, Things, case_of, optimum, with_thing
from tests.solve.test_by_year import agree, by_year, worth

FEW = settings(
    derandomize=True, max_examples=3, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip
SEEDS = st.integers(0, 19)
SLIP = 1e-7

DAY = np.arange(8760) // 24
SUMMER = ((DAY >= 90) & (DAY < 273)).astype(int)
CLOCK = np.arange(8760) % 24
SERIES = {
    "shift": np.where((CLOCK >= 7) & (CLOCK < 19), 1.0, 0.3),
    "sun": np.clip(np.sin((CLOCK - 6) / 12 * np.pi), 0.0, None) * np.where(SUMMER, 0.9, 0.4),
    "wind": np.where(SUMMER, 0.2, 0.5) * (1.0 + 0.5 * np.cos(CLOCK / 24 * 2 * np.pi)),
}

LINE: dict[str, Any] = {
    "kind": "direct_line", "eligibility": "new_load", "profile": "wind", "start": [2026, 2028], "tenor": "4 a",
    "max": "2 MW", "energy_price": "260 CNY/MWh", "transmission": "10 CNY/MWh", "still_due": ["wires"],
    "line_capex": "0.3 Mio CNY",
}  # fmt: skip
ROOF: dict[str, Any] = {
    "kind": "onsite_plant", "profile": "sun", "start": [2026], "tenor": "10 a", "max": "1.5 MW",
    "energy_price": "420 CNY/MWh", "pays_for": "available", "attributes": "buyer",
}  # fmt: skip
UNITS: dict[str, Any] = {"unit": "500 kW", "max": "3 MW"}


def halves() -> Steps:
    """A typical day of winter and one of summer, each with days like no other of its half-year."""
    return Steps("typical", np.array([0, 90]), SUMMER.reshape(365, 24)[:, 0].astype(np.int64))


def supplied(seed: int) -> Things:
    """A plant with a random tariff and a random choice of contracts."""
    draw = random.Random(seed)
    uniform = draw.uniform
    things = deepcopy(PLANT)
    grid = things["supply.grid"]
    grid.update(transformer="2.5 MVA", limit="8 MW", traded_replaces=["energy"])
    grid["components"] = {
        "energy": {"basis": "energy", "price": f"{uniform(380, 480)} CNY/MWh", "factors": {"peak": 1.6, "valley": 0.4}},
        "wires": {"basis": "energy", "price": "110 CNY/MWh"},
        "demand": {"basis": "demand", "price": f"{uniform(28, 40)} CNY/(kW*month)"},
        "capacity": {"basis": "capacity", "price": f"{uniform(18, 28)} CNY/(kVA*month)"},
    }
    least = uniform(500, 1500)
    things["supply.wind_ppa"] = {
        "kind": "ppa", "profile": "wind", "start": [2026, 2028], "tenor": f"{draw.choice([2, 5])} a",
        "settlement": draw.choice(["monthly", "yearly"]), "min": f"{least} MWh/a", "max": "9000 MWh/a",
        "energy_price": {2026: f"{uniform(330, 480)} CNY/MWh", 2028: f"{uniform(300, 450)} CNY/MWh", "hold": "last"},
        "indexation": f"{uniform(-2, 4)} %/a", "band": f"{uniform(0, 30)} %", "environmental_value": "10 CNY/MWh",
    }  # fmt: skip
    things["supply.market"] = {
        "kind": "green_trade", "profile": draw.choice(["flat", "sun"]), "max": "4000 MWh/a",
        "energy_price": f"{uniform(420, 520)} CNY/MWh", "environmental_value": "15 CNY/MWh",
        "settlement": draw.choice(["monthly", "yearly"]),
    }  # fmt: skip
    things["supply.papers"] = {"kind": "certificate", "price": f"{uniform(5, 40)} CNY/MWh", "profile": "sun"}
    things["targets.green"] = {"kind": "green_share", "share": {2026: "20 %", 2028: f"{uniform(30, 60)} %"}}
    if draw.random() < 0.5:
        things["technologies.pv"] = {**PV, "min_build": "0.5 MW"}
    if draw.random() < 0.5:
        things["supply.line"] = dict(LINE)
    if draw.random() < 0.5:
        things["demands.machines"]["flexible"] = {"share": "20 %", "within": "4 h"}
    return things


def answer(things: Things, last: int = 2029) -> Answered:
    years = tuple(year for year in (2026, 2028) if year <= last)
    return optimum(case_of(things, years=years, end=last, series=SERIES), halves())


@cache
def known(seed: int) -> tuple[Things, Answered]:
    things = supplied(seed)
    found = answer(things)
    assert not found.oversteps
    return things, found


def ordered(*costs: float) -> None:
    """Costs that never fall."""
    for one, other in pairwise(costs):
        assert one <= other + SLIP * abs(other)


CONTRACTS = {"ppa", "green_trade", "certificate", "direct_line", "green_share"}
OPTIONS: dict[str, dict[str, Any]] = {
    "supply.second_line": {**LINE, "energy_price": "200 CNY/MWh", "tenor": "2 a"},
    "supply.roof": ROOF,
    "supply.constant": {
        "kind": "ppa", "shape": "baseload", "start": [2028], "tenor": "2 a", "max": "1 MW", "min": "0.2 MW",
        "energy_price": "330 CNY/MWh", "settlement": "hourly",
    },
    "supply.more": {"kind": "green_trade", "max": "1000 MWh/a", "energy_price": "350 CNY/MWh"},
    "supply.exhaust": {
        "kind": "waste_heat", "annual": "2000 MWh", "temperature": "150 degC", "down_to": "30 degC", "into": ["heat"],
    },
    "technologies.engine": {
        "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"electricity": "40 %", "heat": "45 %"},
        "capex": "3000 CNY/kW", "life": "15 a", "unit": "500 kW", "max": "1 MW", "min_load": "50 %",
        "part_load": {"50 %": "85 %"}, "start_cost": "100 CNY",
    },
}  # fmt: skip


@FEW
@given(SEEDS, st.sampled_from(sorted(OPTIONS)))
def test_an_option_more_never_costs_more(seed: int, option: str) -> None:
    things, before = known(seed)
    ordered(answer(with_thing(things, option, **OPTIONS[option])).cost, before.cost)


@pytest.mark.parametrize("option", ["supply.second_line", "supply.more", "supply.exhaust"])
def test_a_good_option_costs_less(option: str) -> None:
    things, before = known(1)
    assert answer(with_thing(things, option, **OPTIONS[option])).cost < before.cost * 0.9999


@FEW
@given(SEEDS)
def test_closer_matching_never_costs_less(seed: int) -> None:
    things, _ = known(seed)
    shares = (answer(with_thing(things, "targets.green", matching=level)) for level in ("yearly", "monthly", "hourly"))
    ordered(*(found.cost for found in shares))


def test_closer_matching_costs_more_where_it_binds() -> None:
    """Paper is cheap and never counts by the hour: each level costs truly more than the one before."""
    things = with_thing(supplied(1), "supply.papers", price="5 CNY/MWh", profile=None)
    costs = [
        answer(with_thing(things, "targets.green", matching=level, share={2026: "60 %"})).cost
        for level in ("yearly", "monthly", "hourly")
    ]
    assert costs[0] * 1.0001 < costs[1]
    assert costs[1] * 1.0001 < costs[2]


@FEW
@given(SEEDS)
def test_closer_settlement_never_costs_less(seed: int) -> None:
    things, _ = known(seed)
    things = {name: fields for name, fields in things.items() if name != "targets.green"}
    things["supply.wind_ppa"] = {**things["supply.wind_ppa"], "energy_price": "300 CNY/MWh"}
    del things["supply.wind_ppa"]["band"]
    levels = (with_thing(things, "supply.wind_ppa", settlement=level) for level in ("yearly", "monthly", "hourly"))
    ordered(*(answer(level).cost for level in levels))


def _priced(things: Things, change: Callable[[float], float], only: str = "") -> Things:
    """Change every price, or those of one thing."""

    def priced(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: priced(part) for key, part in value.items()}
        found = re.fullmatch(r"(\S+) (.*CNY.*)", value) if isinstance(value, str) else None
        return f"{change(float(found[1]))!r} {found[2]}" if found else value

    return {name: priced(fields) if only in ("", name) else deepcopy(fields) for name, fields in things.items()}


PRICED = ["supply.grid", "supply.wind_ppa", "supply.market", "supply.papers", "supply.fuel", "technologies.boiler"]


@FEW
@given(SEEDS, st.sampled_from(PRICED), st.floats(1.01, 2.0))
def test_a_higher_price_never_costs_less(seed: int, of: str, dearer: float) -> None:
    things, before = known(seed)
    ordered(before.cost, answer(_priced(things, lambda price: price * dearer, of)).cost)


@FEW
@given(SEEDS, st.floats(0.3, 4.0))
def test_all_prices_scaled_scale_the_cost(seed: int, scale: float) -> None:
    things, before = known(seed)
    after = answer(_priced(things, lambda price: price * scale))
    assert after.cost == pytest.approx(scale * before.cost, rel=1e-7)


def billed(seed: int, **fields: Any) -> float:
    """Cost of one year under a tariff with a discount, on own plants and a battery alone."""
    things = {name: fields for name, fields in supplied(seed).items() if fields["kind"] not in CONTRACTS}
    use = random.Random(seed).uniform(150, 350)
    things["technologies.battery"] = {**BATTERY, "capex_energy": "300 CNY/kWh"}
    discount = {"use": f"{use} kWh/(kVA*month)", "pays": "85 %", **fields.pop("discount", {})}
    return answer(with_thing(things, "supply.grid", **{"demand_discount": discount, **fields}), 2026).cost


@FEW
@given(SEEDS)
def test_choosing_the_billing_never_costs_more_than_either(seed: int) -> None:
    ordered(billed(seed, billing="choose"), min(billed(seed, billing=way) for way in ("demand", "capacity")))


@FEW
@given(SEEDS, st.floats(50.0, 99.0))
def test_a_better_discount_never_costs_more(seed: int, pays: float) -> None:
    steps = (billed(seed, discount={"pays": f"{paid} %"}) for paid in (pays / 2.0, pays))
    ordered(*steps, billed(seed, demand_discount=None))


def test_a_discount_is_no_duty_to_buy() -> None:
    """An own plant gives 0.9 of 1 MW; what is left falls far short of a discount that the whole load would earn."""
    grid = {**PLANT["supply.grid"], "transformer": "1.2 MVA", "limit": "4 MW"}
    things: Things = {
        "carriers.electricity": {"kind": "carrier"}, "supply.grid": grid,
        "demands.line": {"kind": "demand", "carrier": "electricity", "annual": "8760 MWh"},
        "technologies.plant": {**PV, "profile": "flat", "capex": "0 CNY/kW", "only_at": [2028]},
        "existing.own": {"kind": "existing", "technology": "plant", "capacity": "0.9 MW", "built": 2020},
    }  # fmt: skip
    discount = {"use": "260 kWh/(kVA*month)", "pays": "80 %"}
    found = answer(with_thing(things, "supply.grid", demand_discount=discount), 2026)
    assert found.account("import", 2026) == pytest.approx(876.0)
    assert found.cost == pytest.approx(answer(things, 2026).cost)


@FEW
@given(SEEDS, st.floats(0.0, 0.5), st.floats(0.01, 0.5))
def test_a_higher_least_demand_never_costs_less(seed: int, least: float, more: float) -> None:
    shares = (None, f"{least!r} kW/kVA", f"{least + more!r} kW/kVA")
    ordered(*(billed(seed, billing="choose", demand_discount=None, demand_minimum=share) for share in shares))


@FEW
@given(SEEDS, st.floats(0.0, 40.0), st.floats(0.0, 50.0))
def test_a_wider_band_never_costs_more(seed: int, band: float, wider: float) -> None:
    things, _ = known(seed)
    wide, narrow = (with_thing(things, "supply.wind_ppa", band=f"{most!r} %") for most in (band + wider, band))
    ordered(answer(wide).cost, answer(narrow).cost)


@FEW
@given(SEEDS, st.sampled_from(["1 MW", "500 kW", "250 kW"]))
def test_whole_units_and_their_limits_never_cost_less(seed: int, unit: str) -> None:
    """Free sizes, whole units, a least load, a loss at part load, a cost of each start."""
    things = {name: fields for name, fields in supplied(seed).items() if fields["kind"] not in CONTRACTS}
    ladder: list[dict[str, Any]] = [{"max": "3 MW"}]
    for more in ({"unit": unit}, {"min_load": "50 %"}, {"part_load": {"50 %": "80 %"}}, {"start_cost": "300 CNY"}):
        ladder.append({**ladder[-1], **more})
    ordered(*(answer(with_thing(things, "technologies.boiler", **rung), 2026).cost for rung in ladder))


@FEW
@given(SEEDS, st.floats(5.0, 50.0))
def test_a_slower_ramp_never_costs_less(seed: int, ramp: float) -> None:
    things, _ = known(seed)
    slow, slower = (with_thing(things, "technologies.boiler", ramp=f"{most!r} %/h") for most in (ramp, ramp / 2.0))
    ordered(known(seed)[1].cost, answer(slow).cost, answer(slower).cost)


@FEW
@given(SEEDS, st.floats(1.0, 100.0), st.integers(1, 11))
def test_more_flexible_demand_never_costs_more(seed: int, share: float, within: int) -> None:
    things, _ = known(seed)
    more, less = (
        with_thing(things, "demands.machines", flexible={"share": f"{part!r} %", "within": f"{hours} h"})
        for part, hours in ((share, 2 * within), (share / 2.0, within))
    )
    ordered(answer(more).cost, answer(less).cost)


# Year by year. The cases have what the years share: contracts, billing, certificates, routes, capture.
def everything(seed: int) -> Things:
    """A random supply with a line, storage, heat pumps, and capture of the boilers' CO2."""
    things = supplied(seed)
    things["supply.roof"] = dict(ROOF)
    things["technologies.battery"] = {**BATTERY, "capex_energy": "400 CNY/kWh"}
    things["technologies.pump"] = dict(HEAT_PUMP)
    things["technologies.scrubber"] = {
        "kind": "capture", "streams": ["fuel", "lime"], "rate": "90 %", "electricity": "0.2 MWh/t",
        "heat": {"heat": "0.8 MWh/t"}, "capex": "300 CNY/(t/a)", "life": "12 a", "transport_storage": "60 CNY/t",
    }  # fmt: skip
    things["demands.lime"] = {"kind": "process", "co2": "1500 t/a"}
    things["carbon.carbon"] = {**CARBON, "price": {2026: "300 CNY/t", 2040: "900 CNY/t"}}
    return things


@pytest.mark.parametrize(("seed", "matching"), [(1, "yearly"), (2, "monthly"), (4, "hourly")])
def test_year_by_year_finds_the_same_optimum(seed: int, matching: str) -> None:
    whole = answer(with_thing(everything(seed), "targets.green", matching=matching))
    assert not whole.oversteps
    agree(whole, *by_year(whole.parts))


@pytest.mark.parametrize("seed", [1, 2])
def test_year_by_year_bounds_what_whole_units_cost(seed: int) -> None:
    """The years leave out that units run whole: their optimum is a true bound, their plan one with a true cost."""
    things = supplied(seed)
    units = {**UNITS, "min_load": "60 %", "part_load": {"60 %": "85 %"}, "start_cost": "400 CNY"}
    things = with_thing(things, "technologies.boiler", **units)
    whole = answer(things)
    assert whole.parts.operation.compiled.problem.integer.any()
    outcome, values = by_year(whole.parts, Settings(gap=1e-5))
    assert values is not None
    assert outcome.bound <= whole.cost * (1.0 + SLIP)
    assert worth(whole.parts, values) >= whole.cost * (1.0 - SLIP)
    joined = join_years(whole.parts.split, whole.parts.pathway, whole.parts.operation).problem
    loose = joined.integer.copy()
    loose[whole.parts.split.problem.cost.size :] = False
    relaxed = solve(replace(joined, integer=loose), Settings(gap=1e-9)).objective
    assert outcome.bound <= relaxed * (1.0 + SLIP)
    assert outcome.objective == pytest.approx(relaxed, rel=2e-5)
    assert relaxed < whole.cost * (1.0 - 1e-6), "whole units cost nothing: the case says nothing"
