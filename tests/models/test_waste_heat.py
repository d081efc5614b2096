"""Waste heat: each heat carrier receives only what the stream holds above its temperature."""

import pytest

from planner.fields import YearPath

from .bench import TWO_DAYS, case, demand, fuel, on, proves, solve

# 1 MW on the way from 150 to 50 degC: 10 kW for each degree.
FLUE = {
    "kind": "waste_heat", "annual": "8760 MWh", "temperature": "150 degC", "down_to": "50 degC", "approach": "10 K",
    "into": ["warm"],
}  # fmt: skip


def level(temperature):
    return {"kind": "carrier", "temperature": f"{temperature} degC"}


WASH = {
    "carriers.warm": level(60), "demands.wash": demand(carrier="warm"), "supply.boiler": fuel("warm", "100 CNY/MWh"),
}  # fmt: skip
OVEN = {
    "carriers.hot": level(110), "demands.oven": demand(carrier="hot"), "supply.burner": fuel("hot", "300 CNY/MWh"),
}  # fmt: skip


@proves("recovered_limit")
def test_heat_is_recovered_down_to_the_temperature_of_its_carrier():
    """Proves: above 60 + 10 degC the stream holds 0.8 of its 1 MW; 0.2 MW are bought.

    Sensitivity: 0.2 x 0.876; without the approach 0.1 x 0.876; without the limit nothing is bought.
    """
    given = case({**WASH, "supply.flue": FLUE})
    answer = solve(given)
    assert answer.cost == pytest.approx(0.1752)
    assert answer.flow("flue>warm.recovered") == pytest.approx([0.8] * 24)
    assert solve(given, without="recovered_limit").cost == pytest.approx(0.0)
    assert solve(case({**WASH, "supply.flue": {**FLUE, "approach": "0 K"}})).cost == pytest.approx(0.0876)


def test_hot_and_warm_carriers_share_the_stream_by_temperature():
    """Proves: 0.3 MW lie above 110 + 10 degC; together hot and warm receive 0.8 MW.

    Sensitivity: dear hot heat: 0.7 x 2.628 + 0.5 x 0.876. Where warm heat is the dear one it takes all 0.8 MW:
    0.876 + 0.2 x 2.628. Each limit alone would give 0.7 x 2.628 + 0.2 x 0.876.
    """
    flue = {**FLUE, "into": ["warm", "hot"]}
    given = case({**WASH, **OVEN, "supply.flue": flue})
    answer = solve(given)
    assert answer.cost == pytest.approx(0.7 * 2.628 + 0.5 * 0.876)
    assert answer.flow("flue>hot.recovered") == pytest.approx([0.3] * 24)
    assert solve(given, without="recovered_limit", rows=lambda index: index[0] < 110.0).cost < answer.cost
    prices = {"supply.boiler": fuel("warm", "300 CNY/MWh"), "supply.burner": fuel("hot", "100 CNY/MWh")}
    assert solve(case({**WASH, **OVEN, **prices, "supply.flue": flue})).cost == pytest.approx(0.876 + 0.2 * 2.628)


def test_carriers_of_one_temperature_share_one_limit():
    """Proves: two carriers at 60 degC receive 0.8 MW together.

    Sensitivity: 1.2 MW are bought; 0.4 if each had a limit of its own.
    """
    other = {
        "carriers.other": level(60), "demands.dry": demand(carrier="other"), "supply.gas": fuel("other", "100 CNY/MWh"),
    }  # fmt: skip
    answer = solve(case({**WASH, **other, "supply.flue": {**FLUE, "into": ["warm", "other"]}}))
    assert answer.cost == pytest.approx(1.2 * 0.876)


def test_no_more_is_recovered_than_the_stream_gives():
    """Proves: a carrier of 20 degC lies below the end of the stream: all of the 1 MW, not 1.2.

    Sensitivity: 0.5 MW of 1.5 MW are bought.
    """
    cool = {**WASH, "carriers.warm": level(20), "demands.wash": demand("13140 MWh", "warm"), "supply.flue": FLUE}
    assert solve(case(cool)).cost == pytest.approx(0.5 * 0.876)


def test_what_is_not_needed_is_lost_at_no_cost():
    """Proves: 0.5 MW of demand leave 0.3 of the 0.8 MW unused.

    Sensitivity: nothing is bought; were all of it to be used, there would be no plan.
    """
    answer = solve(case({**WASH, "demands.wash": demand("4380 MWh", "warm"), "supply.flue": FLUE}))
    assert answer.cost == pytest.approx(0.0)


@pytest.mark.parametrize("steps", [None, TWO_DAYS])
def test_waste_heat_comes_when_its_process_runs(steps):
    """Proves: 2 MW in 12 hours of the day give 1.6 MW, of which 1 MW is used; the night is bought.

    Sensitivity: 0.438; spread evenly 0.1752.
    """
    given = case({**WASH, "supply.flue": {**FLUE, "profile": "day"}}, series={"day": on((6, 18))})
    answer = solve(given) if steps is None else solve(given, steps=steps)
    assert answer.cost == pytest.approx(0.438)


def test_waste_heat_grows_with_output_and_follows_its_path():
    """Proves: half of the stream in 2026 at 120 cars for 100, a quarter in 2027 at 150.

    Sensitivity: 0.8 x (0.6 + 0.375) MW are saved of 2 x 0.876.
    """
    flue = {**FLUE, "annual": {2026: "4380 MWh/a", 2027: "2190 MWh/a"}, "follows": "cars"}
    cars = {"cars": YearPath(((2025, 100.0), (2026, 120.0), (2027, 150.0)))}
    given = case({**WASH, "supply.flue": flue}, years=(2026, 2027), production=cars)
    assert solve(given).cost == pytest.approx(0.876 * (2.0 - 0.8 * 0.975))
