"""The conventions the audit rests on, each against a value worked out by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from planner.audit.conversion import coefficient_of_performance, exchange, full_load_output
from planner.audit.gauge import Gauge
from planner.audit.hours import bands, covered, days_of, monthly_maximum, months, weekends
from planner.audit.paths import as_energy, charge, path_values, per_energy
from planner.audit.timeline import Timeline
from planner.case.value import Horizon
from planner.fields import YearPath


@pytest.fixture
def timeline():
    """Blocks of 2, 3 and 5 years."""
    return Timeline(Horizon(2025, 2026, (2026, 2028, 2031), 2035, 0.0))


@pytest.mark.parametrize(
    ("start", "life", "served"),
    [
        (2026, 1, (2026,)),  # the first block always
        (2026, 3, (2026,)),  # one of three years of the second
        (2026, 4, (2026, 2028)),  # two of three
        (2026, 7, (2026, 2028)),  # two of five years of the third
        (2026, 8, (2026, 2028, 2031)),  # three of five
        (2028, 1, (2028,)),
        (2031, 40, (2031,)),
    ],
)
def test_a_block_is_served_if_half_of_it_lies_within_the_life(timeline, start, life, served):
    assert tuple(np.array(timeline.years)[timeline.serves(start, life)]) == served


def test_exactly_half_a_block_counts():
    even = Timeline(Horizon(2025, 2026, (2026, 2028, 2032), 2035, 0.0))
    assert even.serves(2026, 4).tolist() == [True, True, False]


def test_years_served_end_with_the_last_block(timeline):
    assert timeline.served(2026, 4) == (5, 2030)
    assert timeline.served(2028, 40) == (8, 2035)


def test_spending_lies_before_service(timeline):
    assert list(timeline.spending(2028, 2)) == [2026, 2027]
    assert list(timeline.spending(2028, 0)) == [2028]


def test_weights_discount_every_year_of_a_block_by_itself():
    timeline = Timeline(Horizon(2025, 2026, (2026, 2028), 2028, 0.1))
    assert timeline.weights == pytest.approx([1 / 1.1 + 1 / 1.21, 1 / 1.331])
    assert timeline.discount == pytest.approx([1 / 1.1, 1 / 1.21, 1 / 1.331])


def test_a_leap_year_loses_29_february():
    days = days_of(2024)
    assert len(days) == 365
    assert np.datetime64("2024-02-29") not in days
    assert np.bincount(months(2024))[1:].tolist() == [
        31 * 24,
        28 * 24,
        *(24 * d for d in (31, 30, 31, 30, 31, 31, 30, 31, 30, 31)),
    ]


def test_weekends_are_saturday_and_sunday():
    first = weekends(2025).reshape(365, 24)[:7, 0]  # 1 January 2025 is a Wednesday
    assert first.tolist() == [False, False, False, True, True, False, False]


def test_hours_may_run_over_midnight():
    assert np.flatnonzero(covered("22-6, 8-9")).tolist() == [0, 1, 2, 3, 4, 5, 8, 22, 23]


def test_later_periods_override_earlier_ones():
    def period(band, hours, days="all", listed=range(1, 13)):
        return SimpleNamespace(band=band, hours=hours, days=days, months=list(listed))

    names = bands(
        [period("day", "6-22"), period("peak", "8-11", "workday"), period("sharp", "10-12", listed=[1])], 2025
    )
    wednesday, saturday, february = names[:24], names[72:96], names[31 * 24 + 5 * 24 :][:24]
    assert wednesday[[5, 7, 8, 10, 11, 22]].tolist() == ["flat", "day", "peak", "sharp", "sharp", "flat"]
    assert saturday[[8, 10]].tolist() == ["day", "sharp"]
    assert february[10] == "peak"


def test_monthly_maximum():
    power = np.zeros((1, 8760))
    power[0, [0, 31 * 24, 8759]] = 3.0, 4.0, 5.0
    assert monthly_maximum(power, 2025).tolist() == [[3.0, 4.0, *[0.0] * 9, 5.0]]


def test_base_year_takes_the_first_value_of_a_later_path():
    path = YearPath(((2026, 10.0), (2030, 30.0)))
    assert path_values(path, [2025], 2025).tolist() == [10.0]
    assert path_values(path, [2028], 2025).tolist() == [20.0]
    assert np.isnan(path_values(path, [2031], 2025)).all()


def test_nothing_costs_nothing_even_without_a_price():
    assert charge(np.array([np.nan, 2.0]), np.array([0.0, 3.0])).tolist() == [0.0, 6.0]


def test_heating_value_converts_both_ways():
    assert per_energy(np.array([4.0]), "CNY/m3", 0.01) == pytest.approx([400.0])
    assert per_energy(np.array([4.0]), "CNY/MWh", None) == pytest.approx([4.0])
    assert as_energy(np.array([500.0]), "m3/a", 0.01) == pytest.approx([5.0])
    assert as_energy(np.array([500.0]), "MWh/a", None) == pytest.approx([500.0])


def carnot(**given):
    terms = {"share": 0.5, "source": 30.0, "source_series": None, "sink": 80.0, "approach": 5.0, "highest": 8.0}
    return SimpleNamespace(**(terms | given))


def test_performance_follows_from_temperatures(case):
    """Half of (85 + 273.15) / (85 - 25)."""
    assert coefficient_of_performance(case, carnot(), "")[0] == pytest.approx(2.984583333)


@pytest.mark.parametrize("source", [90.0, 95.0, 80.0])
def test_performance_has_an_upper_limit_where_there_is_no_lift(case, source):
    assert coefficient_of_performance(case, carnot(source=source), "")[0] == 8.0


def test_sink_is_the_main_output_and_source_may_be_a_series(case):
    found = coefficient_of_performance(case, carnot(sink=None, source=None, source_series="waste_water"), "heat_90")
    assert found[0] == pytest.approx(0.5 * 368.15 / (95.0 - 20.0))
    assert found.max() > found[0]


def test_every_output_counts_on_the_first_input(case):
    """A unit of 40 % power and 45 % heat: one MW of power takes 2.5 MW of gas and gives 1.125 MW of heat."""
    unit = SimpleNamespace(
        parameters=SimpleNamespace(
            inputs={"gas": 1.0, "water": 0.2}, outputs={"power": 0.4, "heat": 0.45}, carnot=None, part_load=None
        )
    )
    flows = exchange(case, unit, np.ones((1, 8760)), np.zeros((1, 8760)))
    assert {carrier: flow[0, 0] for carrier, flow in flows.items()} == pytest.approx(
        {"power": 1.0, "heat": 1.125, "gas": -2.5, "water": -0.5}
    )


@pytest.mark.parametrize(
    ("activity", "units", "taken"),
    [
        (2.0, 1.0, 5.0),  # full load: 40 %
        (1.0, 1.0, 3.125),  # half load: 80 % of it, 32 %
        (1.5, 1.0, 4.0625),  # on the line between
        (2.0, 2.0, 6.25),  # two units at half load
    ],
)
def test_input_at_part_load_lies_on_a_straight_line(activity, units, taken):
    """A unit of 2 MW with 40 % at full load and 80 % of that at half load."""
    terms = SimpleNamespace(part_load={0.5: 0.8}, unit=2.0)
    assert full_load_output(terms, np.array(activity), np.array(units)) / 0.4 == pytest.approx(taken)


def test_gauge_keeps_the_place_that_is_worst_in_relation():
    gauge = Gauge("a.b", "They are equal.", "MW", 1e-6)
    gauge.equal("large", {"year": (2026, 2028)}, [1e6, 1e6 + 0.5], [1e6, 1e6])
    gauge.equal("small", {"year": (2026, 2028)}, [1.1, 1.0], [1.0, 1.0])
    check = gauge.check()
    assert (check.place, check.passed, check.compared) == ({"item": "small", "year": 2026}, False, 4)
    assert check.residual == pytest.approx(0.1)


def test_gauge_takes_what_is_no_number_as_wrong():
    gauge = Gauge("a.b", "They are equal.", "MW", 1e-6)
    gauge.at_most("item", {}, np.nan, 1.0)
    assert not gauge.check().passed
