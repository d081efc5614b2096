"""Average days: what is known only within bounds, and contents that are carried from one mean day into the next."""

import numpy as np
import pytest

from .bench import DAY_OF_YEAR, FIRST_HALF, FREE_LIFE, TWO_MEANS, case, demand, grid, on, proves, solve

FIRST, REST = FIRST_HALF, 365 - FIRST_HALF
SWITCHING = np.where(DAY_OF_YEAR % 2 == 0, 1.0, 0.0)


def pumped(price: str, **limits: str):
    """1 MW of heat from a pump that does 4 for 1 on one day and 2 for 1 on the next; whatever it takes is for sale."""
    things = {
        "demands.wash": demand("8760 MWh", "warm"), "supply.grid": grid(price, **limits),
        "technologies.pump": {
            "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"warm": "300 %"},
            "carnot": {"share": "100 %", "source_series": "outdoor", "sink": "76.85 degC", "approach": "0 K"},
            "capex": "0 CNY/kW", **FREE_LIFE,
        },
    }  # fmt: skip
    return case(things, series={"outdoor": 350.0 * (0.5 + 0.25 * SWITCHING) - 273.15})


@proves("intake_least_limit")
def test_a_pump_takes_what_it_takes_in_the_best_hour_at_least():
    """Proves: 8760 MWh of heat need a quarter of it at 1e-3 million: 2.19.

    Sensitivity: without the row the heat is free.
    """
    given = pumped("1000 CNY/MWh")
    assert solve(given, steps=TWO_MEANS).cost == pytest.approx(2.19)
    assert solve(given, steps=TWO_MEANS, without="intake_least_limit").cost == pytest.approx(0.0)


@proves("intake_most_limit")
def test_a_pump_takes_what_it_takes_in_the_worst_hour_at_most():
    """Proves: where taking power is paid with 1e-4 million, half of 8760 MWh can be taken: -0.438.

    Sensitivity: without the row as much as 3 MW of connection let through: -2.628.
    """
    given = pumped("-100 CNY/MWh", limit="3 MW")
    assert solve(given, steps=TWO_MEANS).cost == pytest.approx(-0.438)
    assert solve(given, steps=TWO_MEANS, without="intake_most_limit").cost == pytest.approx(-2.628)


@proves("amount_range_limit")
@pytest.mark.parametrize(
    ("price", "cost", "side", "free"), [("1000", 8.76 * 0.5, "least", 0.0), ("-1000", -8.76 * 1.5, "most", np.nan)]
)
def test_what_is_paid_by_the_hour_lies_between_its_cheapest_and_its_dearest_day(price, cost, side, free):
    """Proves: 8760 MWh at 1e-3 million, half of it on one day and half as much again on the next: at best the half.

    A course of prices counts relative to its mean over the year, whose first and last days are both dear.

    Sensitivity: without its lower side nothing is paid for; without its upper side what is earned has no end.
    """
    market = {"market": {"basis": "energy", "price": f"{price} CNY/MWh", "series": "spot"}}
    given = case({"demands.light": demand(), "supply.grid": grid(components=market)}, series={"spot": 0.5 + SWITCHING})
    assert solve(given, steps=TWO_MEANS).cost == pytest.approx(cost / (0.5 + 183 / 365))
    loose = solve(given, steps=TWO_MEANS, without="amount_range_limit", rows=lambda index: index[1] == side)
    assert loose.cost == pytest.approx(free, nan_ok=True)


def carried(**store: str):
    """Sun from January to June alone; from July on 1 MWh is used at noon of every day."""
    summer = np.where(DAY_OF_YEAR < FIRST, 1.0, 0.0)
    things = {
        "demands.light": demand(f"{REST} MWh", profile="noon"), "supply.grid": grid(),
        "technologies.pv": {"kind": "renewable", "profile": "sun", "capex": "0 CNY/kW", **FREE_LIFE},
        "technologies.battery": {"kind": "storage", "capex_energy": "0.5 CNY/kWh", **FREE_LIFE, **store},
    }  # fmt: skip
    return case(things, series={"sun": summer, "noon": on((12, 13)) * (1.0 - summer)})


@proves("midnight_limit", "morning_balance", "evening_balance")
def test_what_one_midnight_carries_fits_the_store():
    """Proves: one midnight of the year carries all 184 MWh, at 0.0005 million per MWh of content; buying costs 0.184.

    Sensitivity: 0.092; with mornings out of nothing, or midnights that nothing has filled, the 1 MWh of one day is
    enough, 0.0005; with a midnight without limit so is what 181 evenings bring together for 184 days.
    """
    given = carried()
    answer = solve(given, steps=TWO_MEANS)
    assert answer.cost == pytest.approx(0.0005 * REST)
    assert answer.number("capacity", "battery.energy") == pytest.approx(REST)
    for gone, content in (("midnight_limit", REST / FIRST), ("morning_balance", 1.0), ("evening_balance", 1.0)):
        assert solve(given, steps=TWO_MEANS, without=gone).cost == pytest.approx(0.0005 * content)


@proves("midnight_reserve_limit")
def test_the_reserve_stays_at_every_midnight():
    """Proves: with a quarter of it kept, 184 MWh carried over one midnight need a store of a third more.

    Sensitivity: 0.0005 million x 184 / 0.75; without the row the midnight back to January leaves nothing: 0.0005 x 184.
    """
    given = carried(reserve="25 %")
    assert solve(given, steps=TWO_MEANS).cost == pytest.approx(0.0005 * REST / 0.75)
    assert solve(given, steps=TWO_MEANS, without="midnight_reserve_limit").cost == pytest.approx(0.0005 * REST)
