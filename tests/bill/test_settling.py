"""What a bill settles: the cheaper basis, the discount, the mode in force, prices before their first year."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from planner.bill import Bill, Billing, Usage, class_labels, monthly_bill, price_at
from planner.fields import YearPath
from planner.site.calendar import calendar_of
from planner.site.classes import classes_of
from tests.bill.hand_worked import case_of, chapters, hourly, usage

TWO_PART = {
    "billing": "choose",
    "transformer": "8 MVA",
    "components": {
        "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
        "capacity": {"basis": "capacity", "price": "25 CNY/(kVA*month)"},
    },
}


def billed(grid: dict[str, Any], imported: np.ndarray, year: int = 2026, billing: Billing | None = None) -> Bill:
    case = case_of({"grid grid": grid}, {})
    return monthly_bill(case, case.of("grid")[0], year, Usage(imported), billing or Billing())


def test_the_choice_is_the_cheapest_of_all_sixteen() -> None:
    chapter = chapters()["choose"]
    case, readings = chapter.case(), usage(chapter.stated["grid"])
    totals = {
        quarters: monthly_bill(case, case.of("grid")[0], 2026, readings, Billing(capacity=quarters)).total()
        for quarters in product((False, True), repeat=4)
    }
    chosen = chapter.bill()
    assert chosen.capacity_billed == (False, True, False, True)
    assert chosen.total() == pytest.approx(min(totals.values()))
    assert max(totals.values()) - min(totals.values()) == pytest.approx(320_000.0)


def test_what_was_settled_elsewhere_is_billed_as_settled() -> None:
    bill = billed(TWO_PART, hourly([{"power": 7}]), billing=Billing(capacity=(False, False, False, True)))
    assert bill.total(1) == pytest.approx(280_000.0)
    assert bill.total(12) == pytest.approx(200_000.0)
    assert bill.billed == (7.0,) * 9 + (0.0,) * 3


@pytest.mark.parametrize(("power", "earned"), [(2.6, True), (2.599, False)])
def test_the_discount_is_earned_from_the_threshold_on(power: float, earned: bool) -> None:
    """2.6 MW in the 672 h of February are 1,747.2 MWh, that is 1,747.2 kWh for each of 1,000 kVA."""
    grid = {
        "transformer": "1 MVA",
        "demand_discount": {"use": "1747.2 kWh/(kVA*month)", "pays": "90 %"},
        "components": {"demand": TWO_PART["components"]["demand"]},
    }
    bill = billed(grid, hourly([{"months": [2], "power": power}]))
    assert bill.discounted[1] is earned
    assert bill.total(2) == pytest.approx(power * 1000 * 40 * (0.9 if earned else 1.0))


def test_no_discount_where_capacity_is_billed() -> None:
    grid = {**TWO_PART, "demand_discount": {"use": "1 kWh/(kVA*month)", "pays": "99 %"}}
    bill = billed(grid, hourly([{"power": 7}]))
    assert bill.capacity_billed == (True,) * 4
    assert bill.discounted == (False,) * 12


@pytest.mark.parametrize(("year", "component"), [(2025, "old"), (2026, "old"), (2027, "old"), (2028, "new")])
def test_the_price_mode_holds_until_the_next(year: int, component: str) -> None:
    grid = {
        "mode": {2026: "agency_tou", 2028: "spot_linked"},
        "components": {
            "old": {"basis": "energy", "mode": "agency_tou", "price": "0.4 CNY/kWh"},
            "new": {"basis": "energy", "mode": "spot_linked", "price": "0.4 CNY/kWh"},
        },
    }
    bill = billed(grid, hourly([{"power": 1}]), year)
    assert {line.component for line in bill.lines} == {component}


def test_before_its_first_year_a_price_is_its_first() -> None:
    path = YearPath(((2026, 3.0), (2030, 5.0)))
    assert [price_at(path, year) for year in (2020, 2026, 2028)] == [3.0, 3.0, 4.0]


@pytest.mark.parametrize("name", ["agency_tou", "retail_tou", "traded", "jiangsu_published"])
def test_price_classes_are_those_of_the_site(name: str) -> None:
    """The two are written apart; the class of traded power must mean the same hours in both."""
    terms = chapters()[name].case().of("grid")[0].parameters
    classes = classes_of(terms, calendar_of(2025))
    theirs = [(classes.month[label], classes.bands[label]) for label in classes.label.tolist()]
    assert class_labels(terms, 2025) == theirs


@pytest.mark.parametrize("name", chapters())
def test_yearly_costs_are_the_lines_in_millions(name: str) -> None:
    bill = chapters()[name].bill()
    assert sum(bill.costs().values()) * 1e6 == pytest.approx(bill.total())
    assert sum(bill.total(month) for month in range(1, 13)) == pytest.approx(bill.total())


def test_cost_per_kwh_leaves_out_what_is_fed_in() -> None:
    bill = chapters()["own_plants"].bill()
    assert bill.unit_cost(1) == pytest.approx((508155.0 + 391.0) / 744_000)
    assert bill.unit_cost(2) is None


def test_cost_per_kwh_counts_what_comes_beside_the_grid() -> None:
    bill = chapters()["beside_the_grid"].bill()
    assert bill.unit_cost(1) == pytest.approx(1160771.80 / (744_000 + 2_008_800 + 31_000))
