"""The tariff: prices by month, bands of single components, price modes, spot prices, charges on own plants."""

import numpy as np
import pytest

from .bench import FREE_LIFE, HOUR, TWO_DAYS, books, case, demand, fuel, grid, on, solve

DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
FLAT = {"basis": "energy", "price": "100 CNY/MWh"}


def bill(component, **fields):
    """A constant megawatt under one component."""
    series = fields.pop("series", None)
    given = {
        "demands.light": demand(**fields.pop("demand", {})),
        "supply.grid": grid(components={"energy": component}, **fields),
    }
    return solve(case(given, series=series)).line("grid_energy", "grid.energy")


@books("grid_energy")
def test_prices_of_the_twelve_months_are_charged_on_each_months_energy():
    """Proves: 1 MW at 310, 320, ... 420 CNY/MWh from January to December, one day standing for all of them.

    Sensitivity: sum of 24 x days x price; the plain mean of 365 CNY/MWh would give 3.1974.
    """
    prices = [310.0 + 10.0 * month for month in range(12)]
    component = {"basis": "energy", "monthly": [f"{price} CNY/MWh" for price in prices]}
    assert bill(component) == pytest.approx(24.0 * float(DAYS @ prices) / 1e6)
    assert bill({**component, "index": {2026: 1.5}}) == pytest.approx(1.5 * 24.0 * float(DAYS @ prices) / 1e6)


@books("grid_energy")
def test_a_component_may_have_bands_of_its_own():
    """Proves: the grid's peak is 8 to 16, the component's 0 to 4 at twice the price: 100 x (20 + 2 x 4) x 365.

    Sensitivity: 1.022; in the grid's peak it would be 1.168.
    """
    component = {**FLAT, "factors": {"peak": 2.0}, "periods": [{"band": "peak", "hours": "0-4"}]}
    periods = [{"band": "peak", "hours": "8-16"}]
    assert bill(component, periods=periods) == pytest.approx(1.022)
    assert bill({**component, "periods": None}, periods=periods) == pytest.approx(1.168)


@books("grid_energy")
def test_a_year_pays_the_components_of_its_price_mode():
    """Proves: agency price 300 until 2026, retail price 200 from 2027 on, funds of 10 in every year.

    Sensitivity: 8.76 GWh at 310 and at 210 CNY/MWh.
    """
    lines = {
        "agency": {"basis": "energy", "price": "300 CNY/MWh", "mode": "agency_tou"},
        "retail": {"basis": "energy", "price": "200 CNY/MWh", "mode": "retail_fixed"},
        "funds": {"basis": "energy", "price": "10 CNY/MWh"},
    }
    supply = grid(components=lines, mode={2026: "agency_tou", 2027: "retail_fixed"})
    answer = solve(case({"demands.light": demand(), "supply.grid": supply}, years=(2026, 2027)))
    for year, price, name in ((2026, 300.0, "agency"), (2027, 200.0, "retail")):
        assert answer.line("grid_energy", f"grid.{name}", year) == pytest.approx(8760.0 * price / 1e6)
        assert answer.line("grid_energy", "grid.funds", year) == pytest.approx(0.0876)
    assert answer.cost == pytest.approx(8.76 * 0.52)
    assert ("grid_energy", "grid.retail", 2026) not in answer.pathway.yearly.costs


@books("grid_energy")
def test_a_spot_price_follows_its_series():
    """Proves: a mean of 100 CNY/MWh, 1.5 of it by day and 0.5 by night; 1 MW by day only pays 150.

    Sensitivity: 4380 MWh x 2 MW of demand by day at 150 CNY/MWh; at the mean price 0.876 in place of 1.314.
    """
    series = {"spot": on((6, 18), high=600.0, low=200.0), "day": on((6, 18))}
    component = {"basis": "energy", "price": "100 CNY/MWh", "series": "spot"}
    assert bill(component, series=series, demand={"profile": "day"}) == pytest.approx(1.314)
    assert bill(FLAT, series=series, demand={"profile": "day"}) == pytest.approx(0.876)


def test_a_store_moves_purchases_to_the_cheap_hours_of_the_spot_market():
    """Proves: with a free lossless store everything is bought in the one hour at a tenth of the mean.

    Sensitivity: 8760 MWh at 10 CNY/MWh = 0.0876; without the store 0.876.
    """
    series = {"spot": np.where(HOUR == 3, 0.1, 24.0 * (1.0 - 0.1 / 24.0) / 23.0)}
    component = {"basis": "energy", "price": "100 CNY/MWh", "series": "spot"}
    things = {"demands.light": demand(), "supply.grid": grid(components={"energy": component})}
    store = {"kind": "storage", "capex_energy": "0 CNY/kWh", **FREE_LIFE}
    assert solve(case(things, series=series)).cost == pytest.approx(0.876)
    assert solve(case({**things, "technologies.battery": store}, series=series)).cost == pytest.approx(0.0876)


@books("grid_generation", "grid_own_capacity")
def test_own_plants_pay_funds_on_what_they_generate_and_backup_on_what_stands():
    """Proves: a 1 MW engine running 12 hours a day and 2 MW of solar power running the other half at 0.5.

    Sensitivity: funds of 20 CNY/MWh on 4380 + 4380 MWh, backup of 10 CNY/(kW month) on the engine alone: 0.12.
    """
    lines = {
        "energy": {"basis": "energy", "price": "9000 CNY/MWh"},
        "funds": {"basis": "generation", "price": "20 CNY/MWh"},
        "backup": {"basis": "own_capacity", "price": "10 CNY/(kW*month)", "of": ["engine"]},
    }
    engine = {
        "kind": "converter",
        "inputs": {"gas": "100 %"},
        "outputs": {"electricity": "50 %"},
        "capex": "0 CNY/kW",
        **FREE_LIFE,
    }
    plant = {"kind": "renewable", "profile": "sun", "capex": "0 CNY/kW", "max": "2 MW", **FREE_LIFE}
    things = {
        "demands.light": demand(), "supply.grid": grid(components=lines), "supply.gas": fuel("gas", "100 CNY/MWh"),
        "technologies.engine": engine, "technologies.solar": plant,
    }  # fmt: skip
    answer = solve(case(things, series={"sun": on((6, 18), high=0.5)}))
    assert answer.number("capacity", "engine") == pytest.approx(1.0)
    assert answer.line("grid_generation", "grid.funds") == pytest.approx(0.1752)
    assert answer.line("grid_own_capacity", "grid.backup") == pytest.approx(0.12)


def test_two_metering_accounts_are_billed_alone():
    """Proves: 1 MW by day on one account, 1 MW by night on the other: two maxima of 1 MW, 2 x 0.48.

    Sensitivity: on one account the maximum is 1 MW in all: 0.48.
    """
    lines = {
        "energy": {"basis": "energy", "price": "0 CNY/MWh"},
        "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
    }
    series = {"day": on((6, 18)), "night": on((0, 6), (18, 24))}
    first, second = grid(components=lines, carrier="first"), grid(components=lines, carrier="second")
    apart = {
        "demands.a": demand("4380 MWh", "first", profile="day"),
        "demands.b": demand("4380 MWh", "second", profile="night"), "supply.one": first, "supply.two": second,
    }  # fmt: skip
    together = {
        "demands.a": demand("4380 MWh", "first", profile="day"),
        "demands.b": demand("4380 MWh", "first", profile="night"), "supply.one": first,
    }  # fmt: skip
    assert solve(case(apart, series=series)).cost == pytest.approx(0.96)
    assert solve(case(together, series=series)).cost == pytest.approx(0.48)


def test_one_day_for_two_halves_of_the_year_is_billed_by_the_true_months():
    """Proves: the first day stands for 181 days, six months of which are 31, 28, 31, 30, 31 and 30 days long.

    Sensitivity: 24 MWh a day in each, whatever the month of the day that was taken.
    """
    answer = solve(case({"demands.light": demand(), "supply.grid": grid()}), steps=TWO_DAYS)
    amounts = [answer.amount(f"grid.import.{index}") for index in range(12)]
    assert amounts == pytest.approx((24.0 * DAYS).tolist())
