"""What the case states as a limit is kept: CO2 in six ways, fuel, capital; and oversteps are measured."""

import pytest

from planner.fields import YearPath

from .bench import case, demand, fuel, grid, proves, solve

# 8760 MWh of heat a year from gas at 100 CNY/MWh and 0.2 t/MWh, or from wood at 300 CNY/MWh:
# all gas 0.876 million and 1752 t, all wood 2.628 million; a tonne avoided costs 0.001 million.
HEAT = {
    "demands.oven": demand(carrier="heat"), "supply.wood": fuel("heat", "300 CNY/MWh"),
    "supply.gas": fuel("heat", "100 CNY/MWh", emission_factor="0.2 t/MWh"),
}  # fmt: skip


def capped(**target):
    return {**HEAT, "targets.co2": {"kind": "emission_cap", **target}}


@proves("statement_limit: emission_cap.limit")
def test_yearly_limit():
    """Proves: 876 t leave half the gas.

    Sensitivity: 0.438 + 1.314 = 1.752; without the limit 0.876.
    """
    given = case(capped(limit={2026: "876 t/a"}))
    assert solve(given).cost == pytest.approx(1.752)
    assert solve(given, without="statement_limit").cost == pytest.approx(0.876)


def test_a_yearly_limit_holds_from_its_year_on():
    """Proves: stated for 2027, it binds in 2027 and 2028 and not in 2026.

    Sensitivity: 0.876 + 2 x 1.752; in all years 3 x 1.752, in 2027 alone 2 x 0.876 + 1.752.
    """
    given = case(capped(limit={2027: "876 t/a"}), years=(2026, 2027, 2028))
    assert solve(given).cost == pytest.approx(0.876 + 2 * 1.752)


@proves("statement_limit: emission_cap.reduction")
def test_reduction_against_the_base_year():
    """Proves: 75 % less than the 3504 t of the base year are 876 t.

    Sensitivity: 1.752; against this year's 1752 t it would be 0.876 + 1.314.
    """
    given = case(capped(reduction={2026: "75 %"}))
    base = {"scope1_fuel": 3000.0, "scope1_process": 504.0, "scope2_market": 1e6}
    assert solve(given, base=base).cost == pytest.approx(1.752)
    assert solve(given, base=base, without="statement_limit").cost == pytest.approx(0.876)


@proves("statement_limit: emission_cap.intensity")
def test_intensity_per_output():
    """Proves: 8.76 t per car and 100 cars are 876 t; with 150 cars in 2027 they are 1314 t.

    Sensitivity: 1.752 + 0.876 + 0.438; without the limit 2 x 0.876.
    """
    cars = {"cars": YearPath(((2026, 100.0), (2027, 150.0)))}
    given = case(capped(intensity={2026: "8.76 t"}, product="cars"), years=(2026, 2027), production=cars)
    assert solve(given).cost == pytest.approx(3.066)
    assert solve(given, without="statement_limit").cost == pytest.approx(1.752)


@proves("statement_limit: emission_cap.budget")
def test_budget_over_all_years_of_the_horizon():
    """Proves: blocks of two years and one; half of 3 x 1752 t, avoided where wood is cheaper first.

    Sensitivity: wood at 200 CNY/MWh in 2028: all 1752 t of that year for 0.876, and 876 t in the two years before for
    0.876: 2.628 + 1.752 = 4.38. Counted once per block the budget would not bind so hard; without it 2.628.
    """
    things = {**capped(budget="2628 t"), "supply.wood": fuel("heat", {2026: "300 CNY/MWh", 2028: "200 CNY/MWh"})}
    given = case(things, years=(2026, 2028), end=2028)
    answer = solve(given)
    assert answer.cost == pytest.approx(4.38)
    assert answer.entry("scope1_fuel", "gas", 2026) == pytest.approx(1314.0)
    assert answer.entry("scope1_fuel", "gas", 2028) == pytest.approx(0.0, abs=1e-6)
    assert solve(given, without="statement_limit").cost == pytest.approx(2.628)


@proves("statement_limit: emission_cap.peak")
def test_no_rise_after_the_peak_year():
    """Proves: demand doubles from 2027 to 2028, CO2 stays at the 1752 t of 2027; the rise from 2026 is before the peak.

    Sensitivity: 0.438 + 0.876 + (0.876 + 2.628); without the statement 0.438 + 0.876 + 1.752.
    """
    loads = {2026: "4380 MWh", 2027: "8760 MWh", 2028: "17520 MWh"}
    given = case({**capped(peak=2027), "demands.oven": demand(loads, "heat")}, years=(2026, 2027, 2028))
    assert solve(given).cost == pytest.approx(4.818)
    assert solve(given, without="statement_limit").cost == pytest.approx(3.066)


@pytest.mark.parametrize(
    ("basis", "most"), [("scope1", 876.0), ("location", 5256.0), ("market", 6132.0), ("market_certificates", 6132.0)]
)
def test_basis_of_a_limit(basis, most):
    """Proves: 8760 MWh of power add nothing, 4380 t or 5256 t to the 876 t of half the gas.

    Sensitivity: 8.76 + 1.752 in each; a tonne more or less changes 0.001.
    """
    things = {**capped(basis=basis, limit={2026: f"{most} t/a"}), "demands.light": demand(), "supply.grid": grid()}
    assert solve(case(things)).cost == pytest.approx(10.512)


@proves("statement_limit: fuel.limit")
@pytest.mark.parametrize(
    "fields",
    [{"limit": "4380 MWh/a"}, {"limit": "438000 m3/a", "lhv": "10 kWh/m3"}, {"limit": "438 t/a", "lhv": "10 MWh/t"}],
)
def test_most_of_a_fuel_that_can_be_bought(fields):
    """Proves: 4380 MWh, 438000 m3 at 10 kWh/m3, or 438 t at 10 MWh/t are the same half of the gas.

    Sensitivity: 1.752; without the limit 0.876.
    """
    given = case({**HEAT, "supply.gas": fuel("heat", "100 CNY/MWh", **fields)})
    assert solve(given).cost == pytest.approx(1.752)
    assert solve(given, without="statement_limit").cost == pytest.approx(0.876)


def test_statements_of_things_with_the_same_name_are_both_kept():
    """Proves: a fuel and a target may both be called `gas` and both state a `limit`.

    Sensitivity: half the gas, 1.752; with the fuel's limit lost behind the target's, 0.876.
    """
    things = {**HEAT, "targets.gas": {"kind": "emission_cap", "limit": {2026: "9999 t/a"}}}
    things["supply.gas"] = {**HEAT["supply.gas"], "limit": "4380 MWh/a"}
    assert solve(case(things)).cost == pytest.approx(1.752)


def saver(capex, share="50 %", **fields):
    return {"kind": "measure", "capex": capex, "life": "2 a", "saves": {"oven": share}, **fields}


@proves("statement_limit: finance.budget")
def test_capital_of_a_year_and_of_a_phase():
    """Proves: two measures of 0.1 million each (50 %, then 20 %, of 0.876 a year) under a budget.

    Sensitivity: 0.1 in 2026 alone allows the better one: 0.1 + 2 x 0.438, and the other in 2027 for half of its value
    (0.05 left of it): + 0.05 - 0.0876. A phase 2026..2027 with 0.1 forbids that. Without the budget both begin in 2026:
    0.2 + 2 x 0.3504.
    """
    things = {**HEAT, "measures.a": saver("100000 CNY"), "measures.b": saver("100000 CNY", "20 %")}
    years = (2026, 2027)
    yearly = case({**things, "finance.finance": {"kind": "finance", "budget": {"2026": "100000 CNY"}}}, years=years)
    assert solve(yearly).cost == pytest.approx(0.976 + 0.05 - 0.0876)
    budget = {"kind": "finance", "budget": {"2026..2027": "100000 CNY"}}
    phase = case({**things, "finance.finance": budget}, years=years)
    assert solve(phase).cost == pytest.approx(0.976)
    for given in (yearly, phase):
        assert solve(given, without="statement_limit").cost == pytest.approx(0.2 + 2 * 0.3504)


def test_budget_counts_capital_when_it_is_spent():
    """Proves: 0.1 million for service from 2028 with a lead time of two years is 0.05 in 2026 and 0.05 in 2027.

    Sensitivity: a budget of 0.05 in 2026 allows it (0.876 - 0.438 + 0.05 of it used), 0.049 does not.
    """
    things = {**HEAT, "measures.a": saver("100000 CNY", lead_time="2 a")}
    for most, cost in (("50000 CNY", 0.488), ("49000 CNY", 0.876)):
        budget = {"kind": "finance", "budget": {"2026": most}}
        assert solve(case({**things, "finance.finance": budget}, years=(2028,))).cost == pytest.approx(cost)


def test_an_overstepped_statement_is_measured():
    """Proves: where wood is missing, a cap of 876 t is overstepped by 876 t at 0.01 million each.

    Sensitivity: 0.876 + 8.76; closed, the case is infeasible.
    """
    things = capped(limit={2026: "876 t/a"})
    del things["supply.wood"]
    answer = solve(case(things), oversteps=True)
    assert answer.overstepped == {("targets.co2.limit", 2026): pytest.approx(876.0)}
    assert answer.cost == pytest.approx(0.876 + 8.76)
    assert solve(case(things)).status.value == "infeasible"
