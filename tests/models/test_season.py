"""Stores through the year: content carried from one typical day to the next."""

import numpy as np
import pytest

from .bench import DAY_OF_YEAR, FREE_LIFE, TWO_DAYS, case, demand, grid, on, proves, solve

STORE = {"kind": "storage", "seasonal": True, "capex_energy": "100 CNY/kWh", **FREE_LIFE}
BILL = {"energy": {"basis": "energy", "price": "1000 CNY/MWh", "factors": {"free": 0.0}}}


def seasons(**store):
    """1 MW used in the 181 days to June; power is free in the 184 days after."""
    things = {
        "demands.light": demand(f"{181 * 24} MWh", profile="winter"),
        "supply.grid": grid(components=BILL, periods=[{"band": "free", "months": [7, 8, 9, 10, 11, 12]}]),
        "technologies.pit": {**STORE, "capex_energy": "0.1 CNY/kWh", **store},
    }  # fmt: skip
    return case(things, series={"winter": np.where(DAY_OF_YEAR < 181, 1.0, 0.0)})


@proves("day_balance", "full_limit")
def test_a_seasonal_store_carries_summer_into_winter():
    """Proves: 181 x 24 = 4344 MWh wait at the turn of the year, at 1e-4 million/MWh: 0.4344 beats buying 4.344.

    Sensitivity: if days were not joined, every day could start full with 24 MWh: 0.0024; without the store's size, 0.
    """
    given = seasons()
    answer = solve(given, steps=TWO_DAYS)
    assert answer.cost == pytest.approx(0.4344)
    assert answer.number("capacity", "pit.energy") == pytest.approx(4344.0)
    assert solve(given, steps=TWO_DAYS, without="day_balance").cost == pytest.approx(0.0024)
    assert solve(given, steps=TWO_DAYS, without="full_limit").cost == pytest.approx(0.0)


def test_a_store_of_the_day_cannot_carry_seasons():
    """Proves: only `seasonal` joins the days.

    Sensitivity: 0.4344 seasonal; else everything is bought, 4.344.
    """
    assert solve(seasons(seasonal=False), steps=TWO_DAYS).cost == pytest.approx(4.344)


def test_a_day_loses_its_share_of_what_waits():
    """Proves: what waits a day keeps (1 - loss)^24 = 0.99 of itself, and both extremes are taken on the safe side.

    Sensitivity: 1 MWh used at 0, refilled at 23. The low of -1 is held against the start after a whole day's loss, so
    the start is 1 / 0.99; the day must put back 0.01 / 0.99, held against the start before any loss: 1.01 / 0.99 MWh.
    Without the loss 1 MWh.
    """
    loss = 1.0 - 0.99 ** (1 / 24)
    given = morning((0, 1), (23, 24), standing_loss=f"{loss!r} 1/h")
    assert solve(given).cost == pytest.approx(0.1 * 1.01 / 0.99)
    assert solve(morning((0, 1), (23, 24))).cost == pytest.approx(0.1)


def morning(use: tuple[int, int], cheap: tuple[int, int], **store):
    """1 MW in one hour of every day, free power in another; all days are alike."""
    things = {
        "demands.light": demand("365 MWh", profile="shift"),
        "supply.grid": grid(components=BILL, periods=[{"band": "free", "hours": f"{cheap[0]}-{cheap[1]}"}]),
        "technologies.pit": {**STORE, **store},
    }  # fmt: skip
    return case(things, series={"shift": on(use)})


@proves("empty_limit", "low_limit")
def test_content_never_falls_below_empty_within_a_day():
    """Proves: used at 0, refilled at 1: every day must start with 1 MWh, at 0.1 million.

    Sensitivity: 0.1; if the day's lowest course did not count, an empty store would do, 0.
    """
    given = morning((0, 1), (1, 2))
    assert solve(given).cost == pytest.approx(0.1)
    assert solve(given, without="empty_limit").cost == pytest.approx(0.0)
    assert solve(given, without="low_limit").cost == pytest.approx(0.0)


def test_a_seasonal_store_keeps_its_reserve():
    """Proves: used at 0, refilled at 1: with half of it kept, every day starts with the 2 MWh of a full store.

    Sensitivity: 0.2; without the reserve 0.1.
    """
    given = morning((0, 1), (1, 2), reserve="50 %")
    answer = solve(given)
    assert answer.cost == pytest.approx(0.2)
    assert answer.number("capacity", "pit.energy") == pytest.approx(2.0)


@proves("full_limit", "high_limit")
def test_content_never_exceeds_the_store_within_a_day():
    """Proves: filled at 0, used at 1: the store must hold 1 MWh, at 0.1 million.

    Sensitivity: 0.1; if the day's highest course did not count, no store would be needed, 0.
    """
    given = morning((1, 2), (0, 1))
    assert solve(given).cost == pytest.approx(0.1)
    assert solve(given, without="full_limit").cost == pytest.approx(0.0)
    assert solve(given, without="high_limit").cost == pytest.approx(0.0)


@proves("content_balance")
def test_the_course_of_a_day_is_what_it_charges_and_discharges():
    """Proves: counted from its start, a day's content is charged minus discharged.

    Sensitivity: 0.1; without the balance power comes from nowhere, 0.
    """
    given = morning((1, 2), (0, 1))
    assert solve(given).flow("pit.soc")[:3] == pytest.approx([1.0, 0.0, 0.0])
    assert solve(given, without="content_balance").cost == pytest.approx(0.0)
