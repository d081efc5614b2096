"""Process routes: competing ways to make a product, their inputs, their CO2, their capacity in tonnes."""

import numpy as np
import pytest

from planner.fields import YearPath

from .bench import FREE_LIFE, books, case, demand, fuel, grid, on, proves, solve

STEEL = {"steel": YearPath.constant(8760.0, "t/a"), "rolled": YearPath.constant(4380.0, "t/a")}
PLANT = {
    "supply.grid": grid(),
    "demands.steel": {"kind": "product", "carrier": "steel", "production": "steel"},
}  # fmt: skip


def route(**fields):
    """A furnace that takes 1 MWh of power per tonne and costs nothing, unless told otherwise."""
    made = {"kind": "route", "carrier": "steel", "inputs": {"electricity": "1 MWh/t"}, "capex": "0 CNY/(t/a)"}
    return {**made, **FREE_LIFE, **fields}


def works(things, **options):
    return case({**PLANT, **things}, production=STEEL, **options)


@books("capex")
@proves("route_limit")
def test_no_more_is_made_than_the_usable_capacity_allows():
    """Proves: 1 t/h from a furnace usable at half its capacity needs 2 t/h, which are 17520 t/a.

    Sensitivity: 17520 t/a at 1000 CNY are 17.52 million, 8760 MWh of power 8.76; without the limit only the power.
    """
    furnace = route(capex="1000 CNY/(t/a)", availability="half")
    given = works({"technologies.furnace": furnace}, series={"half": np.full(8760, 0.5)})
    answer = solve(given)
    assert answer.cost == pytest.approx(17.52 + 8.76)
    assert answer.cash("capex", "furnace") == pytest.approx(17.52)
    assert answer.number("capacity", "furnace") == pytest.approx(2.0)
    assert answer.flow("furnace.activity") == pytest.approx([1.0] * 24)
    assert solve(given, without="route_limit").cost == pytest.approx(8.76)


def test_capacity_may_be_priced_by_the_hour_or_by_the_year():
    """Proves: 8.76 million per t/h is 1000 CNY per t/a; upkeep of 10 % a year is a share of it.

    Sensitivity: 8.76 + 0.876 + 8.76; a price per t/a taken as one per t/h would leave 0.001.
    """
    for capex in ("1000 CNY/(t/a)", "8.76 Mio CNY/(t/h)"):
        answer = solve(works({"technologies.furnace": route(capex=capex, opex_fixed="10 %/a")}))
        assert answer.cost == pytest.approx(8.76 + 0.876 + 8.76)
        assert answer.line("opex_fixed", "furnace") == pytest.approx(0.876)


@books("opex_variable")
def test_each_tonne_costs_its_materials():
    """Proves: 8760 t at 200 CNY/t: 1.752 on top of the power.

    Sensitivity: a furnace without inputs is the product bought at its price: 1.752 alone.
    """
    answer = solve(works({"technologies.furnace": route(opex_variable="200 CNY/t")}))
    assert answer.cost == pytest.approx(8.76 + 1.752)
    assert answer.line("opex_variable", "furnace") == pytest.approx(1.752)
    assert solve(works({"technologies.merchant": route(opex_variable="200 CNY/t", inputs={})})).cost == pytest.approx(
        1.752
    )


@books("scope1_process")
def test_routes_compete_under_a_cap_on_their_process_co2():
    """Proves: coke gives 2 t of CO2 a tonne and power none; a cap of 4380 t leaves a quarter of the output to coke.

    Sensitivity: 2190 t by coke at 2 MWh/t and 100 CNY/MWh: 0.438; 6570 t by power: 6.57; without the cap 1.752.
    """
    coke = route(inputs={"coke": "2 MWh/t"}, co2="2 t/t")
    things = {"supply.coke": fuel("coke", "100 CNY/MWh"), "technologies.blast": coke, "technologies.arc": route()}
    cap = {"targets.cap": {"kind": "emission_cap", "basis": "scope1", "limit": {2026: "4380 t/a"}}}
    answer = solve(works({**things, **cap}))
    assert answer.cost == pytest.approx(0.438 + 6.57)
    assert answer.entry("scope1_process", "blast") == pytest.approx(4380.0)
    assert answer.flow("arc.activity").mean() == pytest.approx(0.75)
    assert solve(works(things)).cost == pytest.approx(1.752)


def test_process_co2_follows_its_path():
    """Proves: 2 t/t in 2026 and 1 t/t in 2027 at 100 CNY/t: 1.752 and 0.876.

    Sensitivity: with the power of two years 17.52 + 2.628; with the first value for both, 3.504.
    """
    things = {
        "technologies.arc": route(co2={2026: "2 t/t", 2027: "1 t/t"}),
        "carbon.tax": {"kind": "carbon", "scheme": "national", "price": "100 CNY/t"},
    }
    assert solve(works(things, years=(2026, 2027))).cost == pytest.approx(17.52 + 2.628)


def test_one_product_is_made_of_another():
    """Proves: 0.5 t/h rolled steel take 1.1 t of crude steel each, beside the 1 t/h that leaves as it is.

    Sensitivity: 1.55 t/h of crude steel: 8760 x 1.55 MWh at 1000 CNY and 4380 x 0.2 MWh for rolling.
    """
    things = {
        "technologies.furnace": route(),
        "technologies.mill": route(carrier="rolled", inputs={"steel": "1.1 t/t", "electricity": "200 kWh/t"}),
        "demands.rolled": {"kind": "product", "carrier": "rolled", "production": "rolled"},
    }
    answer = solve(works(things))
    assert answer.cost == pytest.approx(8.76 * 1.55 + 4.38 * 0.2)
    assert answer.flow("furnace.activity") == pytest.approx([1.55] * 24)


def test_output_has_the_shape_of_its_profile():
    """Proves: made in 12 hours of the day, 1 t/h on average needs a furnace of 2 t/h.

    Sensitivity: 17520 t/a at 100 CNY are 1.752; spread evenly 0.876.
    """
    shifts = {**PLANT["demands.steel"], "profile": "day"}
    things = {"technologies.furnace": route(capex="100 CNY/(t/a)"), "demands.steel": shifts}
    answer = solve(works(things, series={"day": on((6, 18))}))
    assert answer.cost == pytest.approx(8.76 + 1.752)
    assert answer.flow("furnace.activity") == pytest.approx([0.0] * 6 + [2.0] * 12 + [0.0] * 6)


def test_output_follows_production():
    """Proves: 8760 t in 2026 and 17520 t in 2028; no measure and no growth factor in between.

    Sensitivity: 8.76 and 17.52, with 1.5 t/h in 2027.
    """
    path = YearPath(((2026, 8760.0), (2028, 17520.0)), "t/a")
    given = case({**PLANT, "technologies.furnace": route()}, years=(2026, 2027, 2028), production={"steel": path})
    answer = solve(given)
    assert answer.cost == pytest.approx(8.76 * (1.0 + 1.5 + 2.0))
    assert answer.flow("furnace.activity", 2027) == pytest.approx([1.5] * 24)


@proves("service_limit")
def test_all_of_the_product_is_made():
    """Proves: with a furnace of 0.4 t/h at most, 0.6 t/h are missing: infeasible, and said in tonnes when diagnosed.

    Sensitivity: 5256 t missing; without the limit nothing is made at all.
    """
    assert solve(works({"technologies.furnace": route()})).cost == pytest.approx(8.76)
    assert solve(works({"technologies.furnace": route()}), without="service_limit").cost == pytest.approx(0.0)
    small = works({"technologies.furnace": route(max="0.4 t/h")})
    assert solve(small).status.value == "infeasible"
    assert solve(small, oversteps=True).overstepped == {("demand of steel", 2026): pytest.approx(5256.0)}


@books("retirement")
def test_an_old_furnace_stands_in_tonnes_and_costs_to_remove():
    """Proves: 0.25 t/h stand, free, to 2026; removed at 2 million per t/h; the rest is built at 1 million per t/h.

    Sensitivity: 0.75 in 2026, 1.0 in 2027 after the removal at 0.5; power 8.76 a year.
    """
    furnace = route(capex="1 Mio CNY/(t/h)", retire_cost="2 Mio CNY/(t/h)")
    old = {"kind": "existing", "technology": "furnace", "capacity": "0.25 t/h", "built": 2000, "retires": 2027}
    answer = solve(works({"technologies.furnace": furnace, "existing.old": old}, years=(2026, 2027)))
    assert answer.cost == pytest.approx(0.75 + 1.0 + 0.5 + 2 * 8.76)
    assert answer.cash("retirement", "old", 2027) == pytest.approx(0.5)


def test_furnaces_share_their_carriers_with_end_uses():
    """Proves: light and furnace meet in one balance of power.

    Sensitivity: 2 MW in every hour.
    """
    assert solve(works({"technologies.furnace": route(), "demands.light": demand()})).cost == pytest.approx(17.52)
