"""What is paid for CO2: what each scheme covers, from when, and the allowances it gives."""

import pytest

from planner.fields import YearPath

from .bench import books, case, demand, fuel, grid, solve

# Gas 8760 MWh x 0.2 = 1752 t and 0.876 million; lime 248 t; power 8760 MWh x 0.5 = 4380 t and 8.76 million;
# steam 8760 MWh x 0.1 = 876 t of scope 2 and 0 million. Sum: scope 1 2000 t, scope 2 5256 t.
FACTORY = {
    "demands.oven": demand(carrier="heat"), "demands.light": demand(), "demands.dryer": demand(carrier="steam"),
    "demands.lime": {"kind": "process", "co2": "248 t/a"}, "supply.grid": grid(),
    "supply.gas": fuel("heat", "100 CNY/MWh", emission_factor="0.2 t/MWh"),
    "supply.steam": fuel("steam", "0 CNY/MWh", emission_factor="0.1 t/MWh", scope="scope2"),
}  # fmt: skip
BILL = 9.636


def paid(years=(2026,), production=None, **scheme):
    things = {**FACTORY, "carbon.price": {"kind": "carbon", "price": "100 CNY/t", **scheme}}
    return solve(case(things, years=years, production=production))


@books("carbon", "scope1_fuel", "scope1_process", "scope2_location")
@pytest.mark.parametrize(
    ("scheme", "tonnes"),
    [
        ({"scheme": "national"}, 2000.0),
        ({"scheme": "shadow"}, 7256.0),
        ({"scheme": "pilot"}, 7256.0),
        ({"scheme": "pilot", "scopes": ["scope1"]}, 2000.0),
        ({"scheme": "pilot", "scopes": ["scope2"]}, 5256.0),
        ({"scheme": "pilot", "scopes": ["scope2"], "electricity_factor": "0.4 t/MWh"}, 0.4 * 8760 + 876.0),
        ({"scheme": "pilot", "scopes": ["scope1"], "electricity_factor": "0.4 t/MWh"}, 2000.0),
    ],
)
def test_what_a_scheme_covers(scheme, tonnes):
    """Proves: national counts scope 1, shadow both, a pilot what it names, power at its own factor.

    Sensitivity: at 1e-4 million a tonne, each account counted or not moves the cost by 0.02 to 0.5.
    """
    answer = paid(**scheme)
    assert answer.cost == pytest.approx(BILL + tonnes * 1e-4)
    assert answer.line("carbon", "price") == pytest.approx(tonnes * 1e-4)


@books("scope2_market")
def test_heat_bought_counts_in_every_scope_2():
    """Proves: the supplier's CO2 is scope 2, location- and market-based alike.

    Sensitivity: 876 t; power is beside it at its own factors.
    """
    answer = paid(scheme="shadow")
    for account in ("scope2_location", "scope2_market", "scope2_market_certificates"):
        assert answer.entry(account, "steam") == pytest.approx(876.0)


def test_a_scheme_is_paid_from_its_first_year():
    """Proves: starting in 2027, 2026 is free.

    Sensitivity: 0.2 million a year.
    """
    assert paid((2026, 2027), scheme="national", starts=2027).cost == pytest.approx(2 * BILL + 0.2)
    assert paid((2026, 2027), scheme="national").cost == pytest.approx(2 * BILL + 0.4)


def test_the_price_follows_its_path():
    """Proves: 100 CNY/t in 2026 and 200 in 2028 are 150 in 2027.

    Sensitivity: 0.2 + 0.3 + 0.4 million.
    """
    path = {2026: "100 CNY/t", 2028: "200 CNY/t"}
    assert paid((2026, 2027, 2028), scheme="national", price=path).cost == pytest.approx(3 * BILL + 0.9)


@books("allocation")
def test_free_allowances_are_deducted_and_tightened_each_year():
    """Proves: 15 t a car: 100 cars in 2026, 1500 t; 120 cars in 2028 after two years of 10 %: 1800 x 0.81 = 1458 t.

    Sensitivity: blocks of two years and one: 2 x 500 + 542 t; tightened once per block 1800 x 0.9 = 1620 t.
    """
    cars = {"cars": YearPath(((2025, 100.0), (2026, 100.0), (2028, 120.0)))}
    allocation = {"product": "cars", "benchmark": "15 t", "tightening": "10 %/a"}
    answer = paid((2026, 2028), cars, scheme="national", allocation=allocation)
    assert answer.entry("allocation", "price", 2026) == pytest.approx(1500.0)
    assert answer.entry("allocation", "price", 2028) == pytest.approx(1458.0)
    assert answer.line("carbon", "price", 2026) == pytest.approx(0.05)
    assert answer.line("carbon", "price", 2028) == pytest.approx(0.0542)


def test_allowances_that_are_not_needed_are_sold():
    """Proves: 25 t a car are 2500 t for 2000 t.

    Sensitivity: earns 0.05; if the surplus were lost, 0.
    """
    cars = {"cars": YearPath.constant(100.0)}
    answer = paid((2026,), cars, scheme="national", allocation={"product": "cars", "benchmark": "25 t"})
    assert answer.cost == pytest.approx(BILL - 0.05)


def test_tightening_counts_from_the_first_year_of_the_scheme():
    """Proves: starting in 2027, the benchmark of 2027 is whole.

    Sensitivity: 1500 t in 2027; counted from the plan's first year it would be 1350 t.
    """
    cars = {"cars": YearPath.constant(100.0)}
    allocation = {"product": "cars", "benchmark": "15 t", "tightening": "10 %/a"}
    answer = paid((2026, 2027), cars, scheme="national", allocation=allocation, starts=2027)
    assert answer.entry("allocation", "price", 2027) == pytest.approx(1500.0)


def test_growth_follows_the_output_since_the_base_year():
    """Proves: 120 cars against 100 in the base year: demand and process CO2 grow by 20 %.

    Sensitivity: 1.2 x (8.76 + 0.02); growth since the first decision year would be none.
    """
    things = {
        "demands.light": demand(follows="cars"), "supply.grid": grid(),
        "demands.lime": {"kind": "process", "co2": "200 t/a", "follows": "cars"},
        "carbon.price": {"kind": "carbon", "price": "100 CNY/t", "scheme": "national"},
    }  # fmt: skip
    cars = {"cars": YearPath(((2025, 100.0), (2026, 120.0)))}
    assert solve(case(things, production=cars)).cost == pytest.approx(1.2 * 8.78)
