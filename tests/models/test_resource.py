"""Resources: what a factory uses or has besides energy, and how measures act upon it."""

import pytest

from planner.fields import YearPath

from .bench import books, case, demand, fuel, proves, scheme, solve

# 8760 MWh of heat at 100 CNY/MWh, beside which nothing costs anything but measures.
BILL = 0.876
HEAT = {"demands.oven": demand(carrier="heat"), "supply.gas": fuel("heat", "100 CNY/MWh")}
CARS = {"cars": YearPath(((2025, 100.0), (2027, 200.0))), "output_value": YearPath.constant(1.0, "CNY/a")}
WATER = {
    "kind": "resource", "quantity": "water_withdrawal", "annual": {2025: "1000 m3/a", 2027: "1400 m3/a"},
}  # fmt: skip
SCHEME = scheme(
    {
        "water": {
            "weight": 1, "direction": "lower", "numerator": ["water_withdrawal"], "denominator": ["output_value"],
            "baseline": "9 m3/kCNY", "leading": "1 m3/kCNY",
        },
        "reused": {"weight": 1, "direction": "higher", "numerator": ["water_reused"], "baseline": "0 m3"},
        "functions": {"weight": 1, "direction": "higher", "numerator": ["platform_functions"], "baseline": "0"},
    }
)  # fmt: skip


def measure(capex="1 Mio CNY", **fields):
    return {"kind": "measure", "capex": capex, "life": "1 a", **fields}


def site(things, years=(2026,), **values):
    """A factory that must reach values: of water per million, and of counts."""
    target = {"kind": "green_factory", "scheme": "proof", "lag": 0}
    target["thresholds"] = {name: {years[0]: value} for name, value in values.items()}
    made = {**HEAT, **things, "targets.green_factory": target}
    return case(made, years=years, production=CARS, schemes={"proof": SCHEME})


@books("water_withdrawal")
def test_amount_of_a_year():
    """Proves: 1200 m3 in 2026 by the path, 1.5 times as much with the cars; 1400 m3, twice, in 2027.

    Sensitivity: each alone would be 1200 and 1400, or 1500 and 2000.
    """
    answer = solve(site({"demands.water": {**WATER, "follows": "cars"}}, years=(2026, 2027), water="9 m3/kCNY"))
    assert [answer.entry("water_withdrawal", "water", year) for year in (2026, 2027)] == pytest.approx([1800.0, 2800.0])
    plain = solve(site({"demands.water": WATER}, water="9 m3/kCNY"))
    assert plain.entry("water_withdrawal", "water") == pytest.approx(1200.0)


SAVERS = {
    "measures.taps": measure(saves={"water": "20 %"}), "measures.cooling": measure(saves={"water": "30 %"}),
    "measures.rain": measure(effects={"water": "-100 m3/a"}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("most", "measures"), [(1200.0, 0), (1100.0, 1), (840.0, 1), (740.0, 2), (672.0, 2), (572.0, 3), (571.9, None)]
)
def test_savings_multiply_and_effects_add(most, measures):
    """Proves: of 1200 m3 measures leave 0.8 and 0.7 of it, and 100 m3 less; 572 m3 with all of them.

    Sensitivity: 1 million for each; were savings added, 500 m3; were the effect saved upon too, 616 m3.
    """
    answer = solve(site({"demands.water": WATER, **SAVERS}, water=f"{most / 1000.0!r} m3/kCNY"))
    if measures is None:
        assert answer.status.value == "infeasible"
    else:
        assert answer.cost == pytest.approx(BILL + measures)


@proves("saved_link")
def test_what_is_left_takes_the_measures():
    """Proves: 572 m3 take all three measures.

    Sensitivity: 3 million; were savings free of the measures, and so added, 600 m3 for nothing and 572 m3 for 1.
    """
    given = site({"demands.water": WATER, **SAVERS}, water="0.572 m3/kCNY")
    assert solve(given).cost == pytest.approx(BILL + 3.0)
    assert solve(given, without="saved_link").cost == pytest.approx(BILL + 1.0)


@books("water_reused", "platform_functions")
def test_what_measures_add():
    """Proves: 50 m3 and 2 functions are there; a measure brings 30 m3 and 4 functions, another 30 m3 more.

    Sensitivity: 80 m3 cost 1, 110 m3 cost 2; 6 functions come with the first; growth of output adds to none of them.
    """
    things = {
        "demands.reuse": {"kind": "resource", "quantity": "water_reused", "annual": "50 m3/a"},
        "demands.platform": {"kind": "resource", "quantity": "platform_functions", "annual": "2"},
        "measures.meters": measure(effects={"reuse": "30 m3/a", "platform": "4"}),
        "measures.plant": measure("1.5 Mio CNY", effects={"reuse": "30 m3/a"}),
    }  # fmt: skip
    answer = solve(site(things, reused="80 m3"))
    assert answer.cost == pytest.approx(BILL + 1.0)
    assert answer.entry("water_reused", "reuse") == pytest.approx(80.0)
    assert answer.entry("platform_functions", "platform") == pytest.approx(6.0)
    assert solve(site(things, reused="110 m3")).cost == pytest.approx(BILL + 2.5)
    assert solve(site(things, functions="6")).cost == pytest.approx(BILL + 1.0)
    assert solve(site(things, functions="7")).status.value == "infeasible"


def test_what_measures_add_does_not_grow():
    """Proves: the amount doubles with the cars, 100 to 200 m3 in 2027; the effect stays 30 m3.

    Sensitivity: 230 m3; grown, 260 m3.
    """
    reuse = {"kind": "resource", "quantity": "water_reused", "annual": "100 m3/a", "follows": "cars"}
    things = {"demands.reuse": reuse, "measures.plant": measure(effects={"reuse": "30 m3/a"})}
    assert solve(site(things, years=(2027,), reused="230 m3")).cost == pytest.approx(BILL + 1.0)
    assert solve(site(things, years=(2027,), reused="231 m3")).status.value == "infeasible"


def test_a_quantity_is_the_sum_of_its_resources():
    """Proves: 60 m3 of rain and 50 m3 of process water.

    Sensitivity: 110 m3 are there, 111 are not.
    """
    kind = {"kind": "resource", "quantity": "water_reused"}
    things = {"demands.rain": {**kind, "annual": "60 m3/a"}, "demands.process": {**kind, "annual": "50 m3/a"}}
    assert solve(site(things, reused="110 m3")).cost == pytest.approx(BILL)
    assert solve(site(things, reused="111 m3")).status.value == "infeasible"


def test_an_effect_ends_with_the_service():
    """Proves: a measure of one year serves 2026; in 2027 it must be adopted anew.

    Sensitivity: 2 x 1 million; with a life of two years 1.
    """
    things = {"demands.platform": {"kind": "resource", "quantity": "platform_functions", "annual": "2"}}
    for life, paid in (("1 a", 2.0), ("2 a", 1.0)):
        things["measures.meters"] = measure(life=life, effects={"platform": "4"})
        assert solve(site(things, years=(2026, 2027), functions="6")).cost == pytest.approx(2 * BILL + paid)
