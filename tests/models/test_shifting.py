"""Demand that moves within the day: how much, how far, and that every calendar day closes on itself."""

import pytest

from planner.site import full_year

from .bench import TWO_DAYS, case, demand, grid, on, proves, solve


def site(cheap, factor=0.1, annual="8760 MWh", profile=None, **flexible):
    """1 MW at 1000 CNY/MWh, at a share of it in the hours from one to another; a quarter of the load may move."""
    bill = {"energy": {"basis": "energy", "price": "1000 CNY/MWh", "factors": {"cheap": factor}}}
    fields = {} if profile is None else {"profile": "use"}
    things = {
        "demands.light": demand(annual, flexible={"share": "25 %", "within": "24 h", **flexible}, **fields),
        "supply.grid": grid(components=bill, periods=[{"band": "cheap", "hours": f"{cheap[0]}-{cheap[1]}"}]),
    }  # fmt: skip
    return case(things, series={} if profile is None else {"use": profile})


@proves("relief_limit", "ahead_balance")
def test_an_hour_is_relieved_of_its_flexible_part_and_the_work_is_done_in_another():
    """Proves: 0.25 of 1 MW move from 12 dear hours into 12 cheap ones: 9 MWh at 1000 and 15 at 100 CNY/MWh a day.

    Sensitivity: 365 x 10500 CNY = 3.8325. Any relief up to a day's 6 MWh: 6 and 18 MWh, 2.847. Relief without the work:
    9 and 9 MWh, 3.6135.
    """
    given = site((0, 12))
    answer = solve(given)
    assert answer.cost == pytest.approx(3.8325)
    bought = answer.flow("grid.import")
    assert bought[12:] == pytest.approx([0.75] * 12)
    assert bought.sum() == pytest.approx(24.0)
    assert solve(given, without="relief_limit").cost == pytest.approx(2.847)
    assert solve(given, without="ahead_balance").cost == pytest.approx(3.6135)


@proves("ahead_limit")
def test_no_more_is_done_ahead_than_the_next_hours_can_use():
    """Proves: within four hours no more than 4 x 0.25 MWh are ahead when the dear hours begin.

    Sensitivity: 11 MWh at 1000 and 13 at 100 CNY/MWh a day, 365 x 12300 = 4.4895; without the limit 3.8325.
    """
    given = site((0, 12), within="4 h")
    assert solve(given).cost == pytest.approx(4.4895)
    assert solve(given, without="ahead_limit").cost == pytest.approx(3.8325)


@pytest.mark.parametrize(("cheap", "cost"), [((11, 12), 0.0), ((10, 11), 0.0), ((9, 10), 0.365), ((13, 14), 0.365)])
def test_work_is_done_no_earlier_than_it_may_be(cheap, cost):
    """Proves: 1 MWh used at 12 may be done at 10 or 11, where power is free, not at 9.

    Sensitivity: 365 MWh at 1000 CNY/MWh, or nothing.
    """
    given = site(cheap, 0.0, "365 MWh", on((12, 13)), share="100 %", within="2 h")
    assert solve(given).cost == pytest.approx(cost)


def test_an_hour_may_be_relieved_first_and_the_stock_made_good_later():
    """Proves: a stock of 1 MWh at midnight relieves the four dear hours and is filled again by the next midnight.

    Sensitivity: 3 MWh at 1000 and 21 at 100 CNY/MWh a day, 365 x 5100 = 1.8615; nothing moved 365 x 6000.
    """
    assert solve(site((4, 24), within="4 h")).cost == pytest.approx(1.8615)


def test_the_flexible_part_follows_the_load():
    """Proves: the dear hours use 0.5 MW, the cheap ones 1.5 MW; a quarter of 6 MWh moves.

    Sensitivity: 4.5 MWh at 1000 and 19.5 at 100 CNY/MWh, 365 x 6450; a quarter of the mean would move 3 MWh.
    """
    assert solve(site((0, 12), profile=on((0, 12), high=1.5, low=0.5))).cost == pytest.approx(365 * 6450e-6)


@pytest.mark.parametrize("steps", [TWO_DAYS, full_year()], ids=["typical days", "full year"])
def test_nothing_moves_from_day_to_day(steps):
    """Proves: power is free from July on, and none of it helps the days before, in typical days or in all hours.

    Sensitivity: 181 x 24 MWh are bought at 1000 CNY/MWh, whatever may move; past midnight the last day of June would
    be done on the first of July.
    """
    bill = {"energy": {"basis": "energy", "price": "1000 CNY/MWh", "factors": {"free": 0.0}}}
    things = {
        "demands.light": demand(flexible={"share": "100 %", "within": "24 h"}),
        "supply.grid": grid(components=bill, periods=[{"band": "free", "months": [7, 8, 9, 10, 11, 12]}]),
    }  # fmt: skip
    assert solve(case(things), steps=steps).cost == pytest.approx(4.344)
