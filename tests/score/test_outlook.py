"""Drift and retention of a plan with one indicator, year by year by hand."""

from decimal import Decimal

import pytest

from planner.score import outlook
from tests.score.plant import plan, plant, row, scheme_of, target_of

# Value 0.8 in the base year and to 2027, 0.6 from 2028 on; 5 and 10 of 10 points by today's benchmarks.
ONE = row(numerator=["platform_functions"], baseline="1", leading="0.6")
SOLUTION = {"platform_functions__functions": (0.8, 0.8, 0.6)}


def ahead(one=ONE, drift=None, **target):
    case = plant(scheme_of({"one": one}), drift={} if drift is None else drift, **target)
    return outlook(case, plan(**SOLUTION), target_of(case))


def test_every_calendar_year_has_the_numbers_of_its_milestone():
    found = ahead()
    assert [(of.year, of.application, of.total) for of in found.years] == [
        (2025, 2026, 5), (2026, 2027, 5), (2027, 2028, 5), (2028, 2029, 10), (2029, 2030, 10), (2030, 2031, 10),
        (2031, 2032, 10),
    ]  # fmt: skip
    assert all(of.drifted == of.total and of.wanted is None and of.bottom is None for of in found.years)
    assert (found.first_short, found.first_struck_off) == (None, None)


def test_benchmarks_tighten_from_the_base_year_on():
    """The two benchmarks are 1 and 0.6 of the one, times 0.9 a year."""
    found = ahead(drift={"thresholds": "10 %/a"})
    assert found.years[0].drifted == 5
    assert found.years[1].drifted == 10 * (Decimal("0.9") - Decimal("0.8")) / Decimal("0.36")
    assert found.years[2].drifted == 10 * (Decimal("0.81") - Decimal("0.8")) / Decimal("0.324")
    assert found.years[3].drifted == 10 * (Decimal("0.729") - Decimal("0.6")) / Decimal("0.2916")
    assert found.years[6].drifted == 0  # 0.9 to the sixth is below 0.6


def test_first_year_that_falls_short_is_an_application_year():
    # By hand: 2.78, 0.31, 4.42, 2.14, 0, 0 points in 2026 to 2031.
    drift = {"thresholds": "10 %/a"}
    assert ahead(drift=drift, score={2029: 4}).first_short == 2030
    assert ahead(drift=drift, score={2029: 5}).first_short == 2029
    assert ahead(drift=drift, score={2028: 0.3, 2029: 0.2}).first_short == 2031
    assert ahead(drift=drift, score={2032: 0}).first_short is None
    assert ahead(score={2029: 10}).first_short is None


def test_the_base_year_is_not_held_against_a_plan():
    assert ahead(score=6).first_short == 2027
    assert ahead(score={2026: 6, 2029: 6}).years[0].short


def test_score_asked_for_rises_with_the_peers():
    # 8.5 and half a point a year: 8.5 + 0.5 x 3 = 10 in the data of 2028, 10.5 in those of 2029.
    found = ahead(drift={"peers": 0.5}, score={2029: 8.5})
    assert [of.wanted for of in found.years] == [None, None, None, 10, Decimal("10.5"), 11, Decimal("11.5")]
    assert found.first_short == 2030


def test_or_is_compared_with_their_average():
    found = ahead(drift={"peers": 1, "peer_average": 6}, score={2029: 9.5})
    assert [of.wanted for of in found.years] == [6, 7, 8, Decimal("9.5"), 10, 11, 12]
    assert found.first_short == 2027
    assert ahead(drift={"peers": 1, "peer_average": 2}, score={2029: 9.5}).first_short is None


@pytest.mark.parametrize(
    ("bottom", "peers", "struck"),
    [
        (5.5, 0, 2028),  # 5 points in the data of 2025, 2026 and 2027: applications 2026 to 2028
        (5, 0, None),
        (4.5, 0.5, None),  # 4.5, 5, 5.5, 6: only 2027 below
        (8, 1, 2028),
        (4.5, 1.5, 2032),  # 4.5, 6, 7.5, 9, 10.5, 12, 13.5 against 5, 5, 5, 10, 10, 10, 10
    ],
)
def test_lowest_for_the_third_year_running(bottom, peers, struck):
    assert ahead(drift={"bottom": bottom, "peers": peers}).first_struck_off == struck


def test_evidence_does_not_drift_and_shares_end_at_one():
    proof = row(numerator=["platform_functions"], baseline="1", leading="0.6", qualitative=True)
    assert [of.drifted for of in ahead(proof, drift={"thresholds": "10 %/a"}).years] == [0, 0, 0, 10, 10, 10, 10]
    share = row(numerator=["water_reused"], denominator=["water_withdrawal", "water_reused"], direction="higher",
                unit="%", baseline="70 %", leading="80 %")  # fmt: skip
    case = plant(scheme_of({"one": share}), drift={"thresholds": "20 %/a"})
    found = outlook(case, plan(water_withdrawal__taps=(0.0, 0.0, 0.0)), target_of(case))
    assert [of.drifted for of in found.years] == [10] * 7


def test_investment_goes_by_calendar_year():
    share = row(numerator=["green_investment"], denominator=["output_value_3y"], direction="higher", unit="%",
                baseline="0 %", leading="2 %")  # fmt: skip
    told = {"investment": {"2025": "1 Mio CNY"}, "output_value": {"2023": "100 Mio CNY", "2024": "100 Mio CNY"}}
    found = ahead(share, history=told)
    spent = {2025: 1, 2026: 3, 2027: 3, 2028: 6, 2029: 4, 2030: 4, 2031: 0}
    value = {2025: 300, 2026: 310, 2027: 330, 2028: 360, 2029: 390, 2030: 420, 2031: 440}
    by_hand = [min(10 * Decimal(spent[year]) / value[year] / Decimal("0.02"), Decimal(10)) for year in spent]
    assert all(abs(of.total - points) < Decimal("1e-50") for of, points in zip(found.years, by_hand, strict=True))
