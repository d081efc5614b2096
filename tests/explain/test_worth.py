"""What levers are worth, against arithmetic by hand and cases solved again from the beginning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.explain.breakeven import Search
from planner.explain.interval import Cost, Interval, extra
from planner.explain.levers import counting, levers, possible
from planner.explain.worth import Worth, find_worth
from tests.explain.factory import Straight, cost, measure, workshop
from tests.solve.small import Things, with_thing

# The bill is 8.76. LED saves half of it for 1; sensors save a fifth for 2, which of what LED leaves is 0.876.
THINGS: Things = {
    "measures.led": measure("50 %", "1"),
    "measures.sensors": measure("20 %", "2"),
    "technologies.plant": {
        "kind": "renewable", "profile": "flat", "capex": "12000 CNY/kW", "life": "1 a", "max": "0.4 MW",
    },
    "targets.cap": {"kind": "emission_cap", "limit": {2026: "2000 t/a"}},
}  # fmt: skip
# 4380 t are 2190 after LED; 190 t more come from 380 MWh of the plant: 12 - 8.76 million for each 8760 MWh.
PER_TONNE = (12.0 - 8.76) / 4380.0
PLANT = 190.0 / 4380.0


@pytest.fixture(scope="module")
def worth() -> Worth:
    asker = Straight(workshop(THINGS))
    return find_worth(asker, levers(asker.case), asker.base(), frozenset())  # type: ignore[arg-type]


def test_the_plan_is_the_one_by_hand(worth: Worth) -> None:
    assert worth.cost.found == pytest.approx(1.0 + 4.38 + 190.0 * PER_TONNE, rel=1e-7)
    assert [one.lever.name for one in worth.chosen] == ["led", "plant"]
    assert [one.lever.name for one in worth.rejected] == ["sensors"]


def test_what_is_chosen_earns_what_doing_without_costs(worth: Worth) -> None:
    """Without LED: sensors leave 3504 t, and the plant may save 1752 t of them; without the plant: sensors."""
    led, plant = worth.chosen
    without_led = 2.0 + 8.76 * 0.8 + (3504.0 - 2000.0) * PER_TONNE
    assert led.without is not None and plant.without is not None
    assert led.without.value == pytest.approx(without_led - worth.cost.found, rel=1e-6)
    assert led.without.proven and led.without.low <= led.without.value <= led.without.high
    assert plant.without.value == pytest.approx(1.0 + 2.0 + 8.76 * 0.4 - worth.cost.found, rel=1e-6)
    assert plant.size == pytest.approx(PLANT, rel=1e-6)
    assert (led.delayed, led.until) == (None, None)


def test_what_is_not_chosen_would_cost_what_it_costs_when_forced(worth: Worth) -> None:
    """With LED and sensors 1752 t are left, and no plant is needed."""
    sensors = worth.rejected[0]
    assert sensors.forced is not None
    assert sensors.forced.value == pytest.approx(3.0 + 8.76 * 0.4 - worth.cost.found, rel=1e-6)
    forced = cost(workshop(with_thing(THINGS, "measures.sensors", adopt_by=2026)))
    assert worth.cost.found + sensors.forced.value == pytest.approx(forced, rel=1e-7)


def test_the_break_even_is_confirmed_just_below_and_just_above(worth: Worth) -> None:
    end = worth.rejected[0].breakeven
    assert end is not None
    saved = 0.876 + 190.0 * PER_TONNE
    assert end.share.value == pytest.approx(saved / 2.0, rel=1e-6)
    assert end.share.low == pytest.approx(end.share.value, rel=1e-5) == pytest.approx(end.share.high, rel=1e-5)
    for factor, chosen in ((0.999, True), (1.001, False)):
        price = f"{2.0 * end.share.value * factor:.9f} Mio CNY"
        asker = Straight(workshop(with_thing(THINGS, "measures.sensors", capex=price)))
        assert ("measures.sensors" in asker.plan().decided) is chosen


def test_break_even_of_something_sized_and_of_a_contract() -> None:
    """A plant of 12 pays at 8.76, as large as it may be; a contract at 1500 pays at 1000 CNY/MWh."""
    things = {path: fields for path, fields in THINGS.items() if path != "targets.cap"}
    things["supply.wind"] = {
        "kind": "ppa", "profile": "flat", "start": [2026], "tenor": "1 a", "max": "0.2 MW",
        "energy_price": "1500 CNY/MWh",
    }  # fmt: skip
    asker = Straight(workshop(things))
    found = find_worth(asker, levers(asker.case), asker.base(), frozenset(["technologies.plant", "supply.wind"]))  # type: ignore[arg-type]
    ends = {one.lever.name: one.breakeven for one in found.rejected}
    plant, wind = ends["plant"], ends["wind"]
    assert plant is not None and wind is not None
    assert plant.share.value == pytest.approx(8.76 / 12.0, rel=1e-5)
    assert wind.share.value == pytest.approx(1000.0 / 1500.0, rel=1e-5)
    for path, field, price, unit, end in (
        ("technologies.plant", "capex", 12000.0, "CNY/kW", plant),
        ("supply.wind", "energy_price", 1500.0, "CNY/MWh", wind),
    ):
        for factor, chosen in ((0.999, True), (1.001, False)):
            changed = with_thing(things, path, **{field: f"{price * end.share.value * factor:.6f} {unit}"})
            assert (path in Straight(workshop(changed)).plan().decided) is chosen
    assert found.chosen == () and {one.lever.name for one in found.rejected} == {"plant", "wind"}
    # As large as it first pays, at today's price.
    assert plant.extra.value == pytest.approx(plant.size * (12.0 - 8.76), rel=1e-5)


def test_delay_costs_what_starting_later_costs() -> None:
    """Two years alike: LED for 1.5 serves both and saves 4.38 in each; a year later it serves the second alone."""
    things = {"measures.led": measure("50 %", "1.5", life="2 a")}
    asker = Straight(workshop(things, years=(2026, 2027), end=2027))
    led = find_worth(asker, levers(asker.case), asker.base(), frozenset()).chosen[0]  # type: ignore[arg-type]
    # Half of the investment is left at the end.
    assert led.until == 2027 and led.delayed is not None
    assert led.delayed.value == pytest.approx(4.38 - 0.75, rel=1e-6)


def test_a_target_costs_what_its_last_tonne_costs(worth: Worth) -> None:
    binding = worth.binding[0]
    assert (binding.statement.key, binding.statement.year) == ("targets.cap.limit", 2026)
    assert binding.price == pytest.approx(PER_TONNE, rel=1e-6)
    assert binding.saves is not None
    assert binding.saves.value == pytest.approx(binding.step * PER_TONNE, rel=1e-5)


def test_a_budget_is_worth_what_one_more_million_brings() -> None:
    """A plant of 4 million a MW saves 8.76: a million more builds a quarter of a MW."""
    things = {
        "technologies.plant": {**THINGS["technologies.plant"], "capex": "4000 CNY/kW", "max": "1 MW"},
        "finance.finance": {"kind": "finance", "budget": {"2026": "1 Mio CNY"}},
    }
    asker = Straight(workshop(things))
    found = find_worth(asker, levers(asker.case), asker.base(), frozenset())  # type: ignore[arg-type]
    assert found.binding[0].is_budget
    assert found.binding[0].price == pytest.approx(8.76 / 4.0 - 1.0, rel=1e-6)
    assert found.binding[0].saves is not None
    assert found.binding[0].saves.value == pytest.approx(8.76 / 4.0 - 1.0, rel=1e-6)


def test_a_difference_within_the_gaps_is_not_proven() -> None:
    assert extra(Cost(10.1, 9.9), Cost(10.0, 9.7)) == Interval(pytest.approx(0.1), 0.0, pytest.approx(0.4))
    assert not extra(Cost(10.1, 9.9), Cost(10.0, 9.7)).proven
    assert extra(Cost(10.1, 10.05), Cost(10.0, 9.7)).proven


def test_a_search_ends_where_nothing_is_ever_chosen(worth: Worth) -> None:
    search, tried = Search("measures.never", worth.cost), []
    while search.share is not None:
        tried.append(search.share)
        search.learn(worth.plan)
    assert tried == [0.01] and search.result is None


def test_a_search_goes_on_from_the_plan_that_was_forced(worth: Worth) -> None:
    """What being forced costs is what the price must fall by: one look there is enough."""
    asker = Straight(workshop(THINGS))
    forced = asker.plans([("with sensors", {"forced": {"measures.sensors": 0.0}})])[0]
    search = Search("measures.sensors", worth.cost, forced)
    assert search.share == pytest.approx((0.876 + 190.0 * PER_TONNE) / 2.0, rel=1e-6)
    search.learn(asker.plans([("then", {"prices": {"measures.sensors": search.share}})])[0])
    assert search.share is None and search.result is not None
    assert search.result.share.value == pytest.approx((0.876 + 190.0 * PER_TONNE) / 2.0, rel=1e-6)


def test_a_search_ends_where_more_would_lie_within_the_gap(worth: Worth) -> None:
    """The share that is found next is higher by less than a quarter of what the gaps leave open."""
    plan = replace(worth.plan, spent={"a.b": 2.0}, size={"a.b": 1.0}, first={"a.b": 2026})
    search = Search("a.b", Cost(100.0, 99.5))
    search.learn(replace(plan, cost=99.0, bound=98.6))
    assert search.share == pytest.approx(0.51)
    search.learn(replace(plan, cost=99.9, bound=98.9))
    assert search.share is None and search.result is not None
    share = search.result.share
    assert share.low < share.value < share.high


def test_what_cannot_be_done_without_names_the_target_and_what_is_proven() -> None:
    things = {**THINGS, "technologies.plant": {**THINGS["technologies.plant"], "max": "0.05 MW"}}
    del things["measures.sensors"]
    asker = Straight(workshop(things))
    led = next(one for one in find_worth(asker, levers(asker.case), asker.base(), frozenset()).chosen)  # type: ignore[arg-type]
    assert led.without is None and led.needed_for == ("targets.cap.limit@2026",)
    assert led.least > worth_of_everything(asker)


def worth_of_everything(asker: Straight) -> float:
    return asker.plan().cost


def test_budgets_and_scores_are_named_where_they_count_an_investment() -> None:
    case = workshop({**THINGS, "finance.finance": {"kind": "finance", "budget": {"2026": "9 Mio CNY"}}})
    by_name = {lever.name: lever for lever in levers(case)}
    assert counting(case, by_name["sensors"]) == ("finance.finance.budget",)
    assert counting(workshop(THINGS), by_name["sensors"]) == ()
    assert counting(case, replace(by_name["sensors"], group="contracts")) == ()


def test_levers_know_what_they_need() -> None:
    things = {
        "measures.first": measure("1 %", "1", before=["second"]),
        "measures.second": measure("1 %", "1", requires=["third"]),
        "measures.third": measure("1 %", "1"),
    }
    found = {lever.key: lever.needs for lever in levers(workshop(things))}
    assert set(found["measures.second"]) == {"measures.third", "measures.first"}
    assert possible(["measures.second", "measures.third"], found) == {"measures.third"}
