"""What a plant of two shifts pays in Jiangsu, by hand and from the pack.

The plant draws 1 MW from 6 to 22 h on Monday to Saturday and 0.2 MW otherwise. By hand, in units of 1 MWh:

    working day   16 x 1 + 8 x 0.2 = 17.6      Sunday 24 x 0.2 = 4.8      week 6 x 17.6 + 4.8 = 110.4
    year          365 / 7 x 110.4 = 5756.6 MWh at a peak of 1 MW

Weighted with the price factors (peak 1.8, valley 0.35), summer and winter (182 days: peak 14-22, valley 0-6 and 11-13):

    6-22 h        6 flat + 2 x 0.35 + 8 x 1.8 = 21.10    the rest 2 flat + 6 x 0.35 = 4.10
    week          6 x (21.10 + 0.2 x 4.10) + 0.2 x 25.20 = 136.56

spring and autumn (183 days: peak 15-22, valley 2-6 and 10-14):

    6-22 h        5 flat + 4 x 0.35 + 7 x 1.8 = 19.00    the rest 4 flat + 4 x 0.35 = 5.40
    week          6 x (19.00 + 0.2 x 5.40) + 0.2 x 24.40 = 125.36

Critical hours lift 1.8 to 2.16: 3 h on 62 days and 2 h on 62 days, drawn at (6 x 1 + 0.2) / 7 = 0.8857 MW:

    310 x 0.8857 x 0.36 = 98.85

    year          182 / 7 x 136.56 + 183 / 7 x 125.36 + 98.85 = 6926.7 MWh weighted; factor 6926.7 / 5756.6 = 1.2033
    2025          365.0 x 1.2033 + 14.2 + 98.0 + 39.8 + 26.0 + 42.5 x 12 x 1000 / 5756.6 = 705.8 CNY/MWh
    2026          350.2 x 1.2033 + 14.2 + 98.0 + 52.2 + 26.0 + 88.6 = 700.4 CNY/MWh
"""

import datetime

import pytest

from .shipped import grids, plain

BY_HAND = {2025: 705.8, 2026: 700.4}
ENERGY = ("energy", "line_loss", "transmission", "system_operation", "government_funds")


@pytest.fixture(scope="module")
def grid():
    return plain(grids()["jiangsu"])


def covered(hours):
    spans = [span.split("-") for span in hours.split(",")]
    return {hour for first, end in spans for hour in range(int(first), int(end))}


def band(periods, month, hour):
    found = "flat"
    for period in periods:
        if month in period["months"] and hour in covered(period["hours"]):
            found = period["band"]
    return found


def price(line, year):
    stated = line["price"]
    return float((stated if isinstance(stated, str) else stated[year]).split()[0])


def weighted_factor(grid):
    """Mean price factor of the energy component, weighted with the draw, over the calendar of 2025."""
    factors = grid["components"]["energy"]["factors"]
    energy = weighted = 0.0
    for day in (datetime.date(2025, 1, 1) + datetime.timedelta(days=number) for number in range(365)):
        for hour in range(24):
            draw = 1.0 if 6 <= hour < 22 and day.weekday() < 6 else 0.2
            energy += draw
            weighted += draw * factors.get(band(grid["periods"], day.month, hour), 1.0)
    return weighted / energy, energy


@pytest.mark.parametrize("year", BY_HAND)
def test_average_price_is_the_one_worked_out_by_hand(grid, year):
    factor, energy = weighted_factor(grid)
    lines = grid["components"]
    per_mwh = sum(price(lines[name], year) * (factor if name == "energy" else 1.0) for name in ENERGY)
    per_mwh += price(lines["demand"], year) * 12 * 1000 / energy
    assert factor == pytest.approx(1.2033, rel=2e-3)
    assert per_mwh == pytest.approx(BY_HAND[year], rel=2e-3)
    assert 640 <= per_mwh <= 710


def test_flat_price_of_energy_agrees_with_the_published_bands(grid):
    flat, peak, valley = 0.6400, 0.9566, 0.3828  # CNY/kWh with 13 % VAT, two-part, 1-10 kV, October 2026
    published = (peak - flat) / 0.8
    assert published == pytest.approx((flat - valley) / 0.65, rel=1e-3)
    assert price(grid["components"]["energy"], 2026) == pytest.approx(published / 1.13 * 1000, rel=1e-3)


def test_noon_is_cheap_all_year(grid):
    assert {band(grid["periods"], month, 12) for month in range(1, 13)} == {"valley"}
