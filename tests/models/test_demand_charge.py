"""The two-part tariff: billing chosen by the quarter, least billed demand, discount for steady use."""

from itertools import product

import numpy as np
import pytest

from planner.models.parts.demand_charge import settled
from planner.site import Steps
from planner.site.calendar import calendar_of
from planner.solve.solution import evaluate

from .bench import DAY_OF_YEAR, TWO_DAYS, books, case, demand, grid, on, proves, solve

MONTH_OF_DAY = calendar_of(2025).month.reshape(365, 24)[:, 0]
LINES = {
    "energy": {"basis": "energy", "price": "0 CNY/MWh"},
    "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
    "capacity": {"basis": "capacity", "price": "25 CNY/(kVA*month)"},
}
TWELVE_DAYS = Steps("typical", centre=np.array([31 * month for month in range(12)]), assignment=MONTH_OF_DAY - 1)
# 1 MW until June, half as much again after: near what tips the choice, on either side of it.
CLOSE = {"series": {"load": np.where(DAY_OF_YEAR < 181, 1.0, 1.5)}, "annual": "10968 MWh"}
HALVES = {"load": np.where(DAY_OF_YEAR < 181, 1.0, 3.0)}


def plant(series=HALVES, annual="17592 MWh", **fields):
    """A load under a two-part tariff: by default 1 MW until June and 3 MW after."""
    supply = grid(components=LINES, **{"transformer": "2 MVA", "limit": "5 MW", **fields})
    return case({"demands.light": demand(annual, profile="load"), "supply.grid": supply}, series=series)


def facts(answer, quantity, count):
    found = answer.pathway.yearly.details
    return [round(evaluate(found[quantity, ("grid", place), 2026])) for place in range(1, count + 1)]


@books("grid_demand", "grid_capacity")
@proves("parted_balance", "unbilled_limit")
def test_each_quarter_is_billed_the_cheaper_way():
    """Proves: 1 MW costs 40 a month by demand and 45 by 1.8 MVA; 1.5 MW would cost 60 by demand: capacity from July on.

    Sensitivity: 6 x 0.04 + 6 x 0.045 = 0.51; by demand 0.6, by capacity 0.54 all year. Without the balance, or
    without the limit on what goes unbilled, nothing is paid at all.
    """
    given = plant(**CLOSE, billing="choose", transformer="1.8 MVA")
    answer = solve(given, steps=TWO_DAYS)
    assert answer.cost == pytest.approx(0.51)
    assert facts(answer, "billing", 4) == [0, 0, 1, 1]
    assert answer.line("grid_demand", "grid.demand") == pytest.approx(0.24)
    assert answer.line("grid_capacity", "grid.capacity") == pytest.approx(0.27)
    for billing, cost in (("demand", 0.6), ("capacity", 0.54)):
        assert solve(plant(**CLOSE, billing=billing, transformer="1.8 MVA"), steps=TWO_DAYS).cost == pytest.approx(cost)
    for row in ("parted_balance", "unbilled_limit"):
        assert solve(given, steps=TWO_DAYS, without=row).cost == pytest.approx(0.0)


@proves("measured_limit", "demand_minimum_limit")
def test_a_least_demand_is_billed_whatever_was_measured():
    """Proves: 40 % of 5 MVA are 2 MW: billed until June though 1 MW is measured, 3 MW after.

    Sensitivity: 6 x 0.08 + 6 x 0.12 = 1.2; without the least demand 0.96; without the measured one 0.96 by chance of
    the same kind: twelve months at 2 MW.
    """
    given = plant(transformer="5 MVA", demand_minimum="0.4 kW/kVA")
    assert solve(given, steps=TWO_DAYS).cost == pytest.approx(1.2)
    assert solve(given, steps=TWO_DAYS, without="demand_minimum_limit").cost == pytest.approx(0.96)
    assert solve(given, steps=TWO_DAYS, without="measured_limit").cost == pytest.approx(0.96)


def test_no_least_demand_is_billed_in_a_quarter_billed_by_capacity():
    """Proves: 90 % of 2 MVA would be billed until June: 72 a month against 50 for the capacity.

    Sensitivity: 12 x 0.05.
    """
    assert solve(plant(billing="choose", demand_minimum="0.9 kW/kVA"), steps=TWO_DAYS).cost == pytest.approx(0.6)


DISCOUNT = {"use": "390 kWh/(kVA*month)", "pays": "90 %"}


@proves("steady_limit", "earned_limit", "statement_limit: grid.demand_discount")
def test_months_of_steady_use_pay_less():
    """Proves: 390 kWh for each of 2,000 kVA are 780 MWh: 1.5 MW in July buys 1,116 MWh, 1 MW in January 744.

    Sensitivity: 6 x 0.04 + 6 x 0.9 x 0.06 = 0.564; without the threshold, or without the yes or no, all months pay 0.9
    (0.54); without a limit on what the discount is given on, 10 % of the largest demand of 5 MW come off in July to
    December (0.48).
    """
    given = plant(**CLOSE, demand_discount=DISCOUNT)
    answer = solve(given, steps=TWO_DAYS)
    assert answer.cost == pytest.approx(0.564)
    assert facts(answer, "discounted", 12) == [0] * 6 + [1] * 6
    assert solve(given, steps=TWO_DAYS, without="statement_limit").cost == pytest.approx(0.54)
    assert solve(given, steps=TWO_DAYS, without="earned_limit").cost == pytest.approx(0.54)
    assert solve(given, steps=TWO_DAYS, without="steady_limit").cost == pytest.approx(0.48)


def test_what_the_loads_leave_little_doubt_about_is_expected():
    """1 MW and 2,000 kVA: 2,232 MWh would have to be bought for the discount, 0.2 MVA paid for it all."""
    far = plant(**CLOSE, demand_discount={**DISCOUNT, "use": "1116 kWh/(kVA*month)"})
    near = plant(**CLOSE, billing="choose", transformer="0.2 MVA")
    doubtful = plant(**CLOSE, billing="choose", transformer="1.8 MVA", demand_discount=DISCOUNT)
    for given, expected in ((far, [0.0] * 12), (near, [1.0] * 4), (doubtful, [])):
        assert [each.value for each in solve(given, steps=TWO_DAYS).pathway.yearly.expected] == expected


def test_own_generation_is_curtailed_where_the_discount_is_worth_more():
    """Proves: 1 MW of solar power by day halves the purchase; 10 % of the demand price is worth more than its energy.

    Sensitivity: 390 MWh must be bought in February, which has 672 hours: 8760 x 390 / 672 MWh at 1 CNY/MWh in the year,
    beside 0.9 x 0.48; without a discount 4380 MWh and 0.48.
    """
    standing = {"kind": "existing", "technology": "solar", "capacity": "1 MW", "built": 2020, "only_at": [2040]}
    solar = {"kind": "renewable", "profile": "day", "capex": "1000 CNY/kW", "max": "1 MW", "life": "25 a"}
    lines = {**LINES, "energy": {"basis": "energy", "price": "1 CNY/MWh"}}
    costs = []
    for terms in ({"demand_discount": DISCOUNT}, {}):
        supply = grid(components=lines, transformer="1 MVA", limit="5 MW", **terms)
        things = {
            "demands.light": demand(), "supply.grid": supply, "technologies.solar": solar, "existing.old": standing,
        }  # fmt: skip
        costs.append(solve(case(things, series={"day": on((6, 18))})).cost)
    assert costs == pytest.approx([0.9 * 0.48 + 8760.0 * 390.0 / 672.0 * 1e-6, 0.48 + 4380.0 * 1e-6])


@pytest.mark.parametrize("seed", range(6))
def test_the_choice_is_that_of_trying_every_quarter_both_ways(seed):
    """Random loads, prices and terms: the model's cost is the least of all 2^4 ways to bill the quarters."""
    random = np.random.default_rng(seed)
    load = np.repeat(random.uniform(0.2, 4.0, 365), 24)
    monthly = [f"{price:.2f} CNY/(kW*month)" for price in random.uniform(20.0, 60.0, 12)]
    lines = {**LINES, "demand": {"basis": "demand", "monthly": monthly}}
    terms = {"use": f"{random.uniform(200.0, 900.0):.0f} kWh/(kVA*month)", "pays": "90 %"}
    fields = {"demand_minimum": "0.25 kW/kVA", "demand_discount": terms, "peak_factor": 1.07, "transformer": "3 MVA"}
    things = {
        "demands.light": demand(f"{load.sum()} MWh", profile="load"),
        "supply.grid": grid(components=lines, billing="choose", limit="6 MW", **fields),
    }
    given = case(things, series={"load": load})
    answer = solve(given, steps=TWELVE_DAYS)
    peaks = [answer.amount(f"grid.peak.{month}") for month in range(1, 13)]
    bought = [answer.amount(f"grid.import.{index}") for index in range(12)]
    ways = []
    for way in product((True, False), repeat=4):
        total = 0.0
        for month in range(12):
            demanded = max(1.07 * peaks[month], 0.75) * float(monthly[month].split()[0]) / 1000.0
            steady = bought[month] >= float(terms["use"].split()[0]) * 3.0
            total += 0.075 if way[month // 3] else demanded * (0.9 if steady else 1.0)
        ways.append(total)
    assert answer.cost == pytest.approx(min(ways))
    parameters = (
        given.of("grid")[0].parameters
        if isinstance(given.of("grid"), list)
        else next(iter(given.of("grid"))).parameters
    )
    for quarter in range(4):
        places = range(3 * quarter, 3 * quarter + 3)
        outcome = settled(
            parameters,
            tuple(place + 1 for place in places),
            2026,
            [peaks[p] for p in places],
            [bought[p] for p in places],
        )
        assert round(outcome[0]) == facts(answer, "billing", 4)[quarter]
