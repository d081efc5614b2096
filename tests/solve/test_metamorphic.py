"""What must hold between the optima of two cases, whatever they are."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.site import Steps
from tests.solve.small import (
    BATTERY,
    CARBON,
    HEAT_PUMP,
    LED,
    PLANT,
    PV,
    Answered,
    Things,
    case_of,
    days,
    in_order,
    optimum,
    random_things,
    with_thing,
)  # fmt: skip

FEW = settings(
    derandomize=True, max_examples=5, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip
SEEDS = st.integers(0, 30)
SLIP = 1e-7
YEARS = (2026, 2028)
WEIGHT = {2026: 1.1**-1 + 1.1**-2, 2028: 1.1**-3 + 1.1**-4}

OPTIONS: dict[str, dict[str, Any]] = {
    "measures.tubes": {**LED, "capex": "0.4 Mio CNY"},
    "technologies.roof": {**PV, "capex": "2800 CNY/kW", "max": "1 MW", "min_build": "0.3 MW"},
    "technologies.cell": {**BATTERY, "capex_energy": "300 CNY/kWh", "capex_fixed": "0.1 Mio CNY"},
    "technologies.second_pump": {**HEAT_PUMP, "capex": "2500 CNY/kW", "lead_time": "1 a"},
    "supply.solar_ppa": {
        "kind": "ppa", "profile": "sun", "start": [2026], "tenor": "4 a", "max": "2 MW", "energy_price": "280 CNY/MWh",
    },
    "supply.green": {"kind": "certificate", "price": "5 CNY/MWh"},
}  # fmt: skip


@cache
def known(seed: int) -> tuple[Things, Answered]:
    things = random_things(seed)
    return things, optimum(case_of(things))


@FEW
@given(SEEDS, st.sampled_from(sorted(OPTIONS)))
def test_an_option_more_never_costs_more(seed: int, option: str) -> None:
    things, before = known(seed)
    after = optimum(case_of(with_thing(things, option, **OPTIONS[option])))
    assert after.cost <= before.cost * (1.0 + SLIP)


@pytest.mark.parametrize("option", ["measures.tubes", "technologies.roof", "technologies.second_pump"])
def test_a_good_option_costs_less(option: str) -> None:
    assert optimum(case_of(with_thing(PLANT, option, **OPTIONS[option]))).cost < optimum(case_of(PLANT)).cost * 0.9999


@FEW
@given(SEEDS, st.floats(0.5, 0.999), st.floats(0.5, 0.999), st.sampled_from(["limit", "budget"]))
def test_a_tighter_cap_never_costs_less(seed: int, share: float, further: float, statement: str) -> None:
    things, free = known(seed)
    total = sum(free.co2(year) * (2.0 if statement == "budget" else 0.5) for year in YEARS)
    unit = "t" if statement == "budget" else "t/a"

    def cost(most: float) -> float:
        limit: Any = f"{most!r} t" if statement == "budget" else {2026: f"{most!r} {unit}"}
        return optimum(case_of(with_thing(things, "targets.co2", kind="emission_cap", **{statement: limit}))).cost

    loose, tight = cost(total * share), cost(total * share * further)
    assert free.cost <= loose * (1.0 + SLIP)
    assert loose <= tight * (1.0 + SLIP)


@FEW
@given(SEEDS, st.floats(0.0, 200.0), st.floats(5.0, 400.0))
def test_a_higher_carbon_price_never_raises_priced_emissions(seed: int, price: float, more: float) -> None:
    things, _ = known(seed)

    def priced(level: float) -> float:
        changed = with_thing(things, "carbon.carbon", **{**CARBON, "price": f"{level!r} CNY/t"})
        found = optimum(case_of(changed))
        return sum(WEIGHT[year] * found.co2(year) for year in YEARS)

    assert priced(price + more) <= priced(price) * (1.0 + 1e-5)


@FEW
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_things_changes_nothing(seed: int, draw: random.Random) -> None:
    things, before = known(seed)
    case = case_of(things)
    order = list(range(len(case.things)))
    draw.shuffle(order)
    after = optimum(in_order(case, order))
    assert after.cost == pytest.approx(before.cost, rel=1e-12)
    assert after.values == pytest.approx(before.values, abs=1e-9)


@FEW
@given(SEEDS)
def test_the_currency_is_only_a_label(seed: int) -> None:
    things, before = known(seed)

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: renamed(part) for key, part in value.items()}
        if isinstance(value, list):
            return [renamed(part) for part in value]
        return value.replace("CNY", "EUR") if isinstance(value, str) else value

    after = optimum(case_of(renamed(things), currency="EUR"))
    assert after.cost == before.cost
    assert (after.values == before.values).all()


def test_units_change_nothing() -> None:
    things = {**PLANT, "technologies.pv": PV, "technologies.battery": BATTERY, "carbon.carbon": CARBON}
    same = with_thing(things, "technologies.pv", capex="3.5 Mio CNY/MW", max="4000 kW", opex_fixed="0.01 1/a")
    same["demands.machines"]["annual"] = "8 GWh"
    same["supply.fuel"]["emission_factor"] = "0.2 kg/kWh"
    same["technologies.battery"]["capex_energy"] = "0.7 Mio CNY/MWh"
    assert optimum(case_of(same)).cost == pytest.approx(optimum(case_of(things)).cost, rel=1e-9)


def _steady(seed: int) -> Things:
    """A random plant whose prices never change and whose assets outlive the horizon."""
    things = random_things(seed)
    things.pop("carbon.carbon", None)
    things.pop("supply.wind_ppa", None)
    for fields in things.values():
        fields.pop("only_at", None)
        if "life" in fields:
            fields["life"] = "10 a"
    things["technologies.boiler"]["life"] = "40 a"
    return things


@FEW
@given(SEEDS)
def test_splitting_a_block_never_costs_more(seed: int) -> None:
    """Every plan for one block of four years is one for two blocks of two."""
    things = _steady(seed)
    one, two = (optimum(case_of(things, years=years, end=2029)).cost for years in ((2026,), YEARS))
    assert two <= one * (1.0 + SLIP)


@FEW
@given(SEEDS)
def test_splitting_a_block_without_new_choices_changes_nothing(seed: int) -> None:
    things = _steady(seed)
    for fields in things.values():
        if fields["kind"] in {"measure", "converter", "renewable", "storage", "existing"}:
            fields["only_at"] = [2026]
    one, two = (optimum(case_of(things, years=years, end=2029)).cost for years in ((2026,), YEARS))
    assert two == pytest.approx(one, rel=1e-7)


@FEW
@given(SEEDS, st.integers(2, 3))
def test_splitting_a_year_of_equal_days_changes_nothing(seed: int, count: int) -> None:
    things = random_things(seed)
    series = {name: case_of(things).series["shift"] for name in ("shift", "sun", "wind")}
    one = optimum(case_of(things, series=series), days(1))
    many = optimum(case_of(things, series=series), days(count))
    assert many.cost == pytest.approx(one.cost, rel=1e-7)


def test_two_days_weigh_as_many_days_as_they_stand_for() -> None:
    """Taking a summer day for more of the year moves the cost towards that of a year of summer days."""

    def cost(summer: int) -> float:
        assignment = (np.arange(365) >= 365 - summer).astype(int)
        winter_first = Steps("typical", np.array([0, 364]), assignment)
        sun = np.repeat(np.where(assignment == 1, 0.3, 0.1), 24)
        things = {
            **PLANT,
            "existing.old_pv": {"kind": "existing", "technology": "pv", "capacity": "1 MW", "built": 2020},
        }
        things["technologies.pv"] = {**PV, "available_from": 2050}
        series = {**case_of(PLANT).series, "sun": sun}
        return optimum(case_of(things, years=(2026,), end=2026, series=series), winter_first).cost

    costs = [cost(summer) for summer in (10, 100, 200, 300)]
    assert costs == sorted(costs, reverse=True)
    assert (costs[1] - costs[2]) == pytest.approx(costs[2] - costs[3], rel=1e-6)


@FEW
@given(SEEDS, st.floats(1.01, 2.0))
def test_what_is_dominated_is_never_built(seed: int, dearer: float) -> None:
    things, _ = known(seed)
    pump = things.get("technologies.pump", HEAT_PUMP)
    things = with_thing(things, "technologies.pump", **pump)
    price = float(pump["capex"].split(maxsplit=1)[0])
    worse = with_thing(things, "technologies.worse", **{**pump, "capex": f"{price * dearer!r} CNY/kW"})
    found = optimum(case_of(worse))
    for year in YEARS:
        assert found.number("built", "worse", year) == pytest.approx(0.0, abs=1e-6)


@FEW
@given(SEEDS)
def test_what_is_useless_is_never_built(seed: int) -> None:
    things, before = known(seed)
    useless = with_thing(
        things, "measures.useless", kind="measure", capex="1000 CNY", life="10 a", saves={"lighting": "0 %"}
    )
    useless["technologies.dark"] = {**PV, "profile": "night", "max": "1 MW", "min_build": "0.1 MW"}
    series = {**case_of(things).series, "night": case_of(things).series["sun"] * 1e-7}
    found = optimum(case_of(useless, series=series))
    assert found.cost == pytest.approx(before.cost, rel=1e-7)
    for year in YEARS:
        assert found.number("adopted", "useless", year) == 0.0
        assert found.number("built", "dark", year) == pytest.approx(0.0, abs=1e-6)
