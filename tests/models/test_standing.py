"""Equipment that stands: it serves to its end of life, may be retired early, and costs something to remove."""

import pytest

from .bench import FREE_LIFE, books, case, demand, grid, on, proves, solve

SITE = {"demands.light": demand(), "supply.grid": grid()}
YEARS = (2026, 2027, 2028)


def plant(**fields):
    return {"kind": "renewable", "profile": "flat", "capex": "100000 CNY/kW", **FREE_LIFE, **fields}


def unit(**fields):
    return {"kind": "existing", "technology": "plant", "capacity": "1 MW", "built": 2020, **fields}


@proves("removed_limit")
def test_no_more_is_removed_than_stands():
    """Proves: a useless MW with an upkeep of 1 million a year is removed at once, and only once.

    Sensitivity: nothing left to pay, 3 x 8.76; if it could be removed in each year anew, capacities of -1 and -2 MW
    would earn 1 and 2 million.
    """
    idle = plant(profile="dark", opex_fixed="1000 CNY/(kW*a)", life="10 a")
    things = {**SITE, "technologies.plant": idle, "existing.old": unit()}
    given = case(things, years=YEARS, series={"dark": [0.0] * 8760})
    answer = solve(given)
    assert answer.cost == pytest.approx(3 * 8.76)
    assert answer.number("retired", "old", 2026) == pytest.approx(1.0)
    assert solve(given, without=("removed_limit", "link_balance", "service_limit")).cost == pytest.approx(-3.0)


@books("retirement")
def test_removing_costs_once_whenever_it_leaves():
    """Proves: 0.3 million/MW is paid in the first year without the unit, early or at the end of life.

    Sensitivity: retired by 2028: two years served, 8.76 and 0.3 in 2028. Early, in 2026, to save an upkeep of 9 a year:
    0.3 in 2026 and 3 x 8.76.
    """
    fields = {"retire_cost": "300 CNY/kW", "life": "10 a"}
    things = {**SITE, "technologies.plant": plant(**fields), "existing.old": unit(retires=2028)}
    answer = solve(case(things, years=YEARS))
    assert answer.cost == pytest.approx(8.76 + 0.3)
    assert answer.cash("retirement", "old", 2028) == pytest.approx(0.3)
    dear = plant(**fields, opex_fixed="9000 CNY/(kW*a)")
    answer = solve(case({**SITE, "technologies.plant": dear, "existing.old": unit(retires=2028)}, years=YEARS))
    assert answer.cost == pytest.approx(3 * 8.76 + 0.3)
    assert answer.cash("retirement", "old", 2026) == pytest.approx(0.3)


def test_removing_that_costs_more_than_it_saves_is_left():
    """Proves: an upkeep of 9 saves 0.24 a year against the bill; removal at 0.3 in 2026 instead of 2028 still pays.

    Sensitivity: with upkeep 8.8 the gain is 2 x 0.04; at no discounting the cost of removal falls due anyway, so it is
    retired too; with upkeep 8.7 it stays: 2 x 8.7 + 8.76 + 0.3.
    """
    fields = {"retire_cost": "300 CNY/kW", "life": "10 a"}
    for upkeep, cost in ((8.8, 3 * 8.76 + 0.3), (8.7, 2 * 8.7 + 8.76 + 0.3)):
        dear = plant(**fields, opex_fixed=f"{upkeep * 1000} CNY/(kW*a)")
        given = case({**SITE, "technologies.plant": dear, "existing.old": unit(retires=2028)}, years=YEARS)
        assert solve(given).cost == pytest.approx(cost)


def test_a_unit_may_be_retired_only_at_its_overhaul():
    """Proves: with `only_at` 2027 the upkeep of 9 million is paid in 2026.

    Sensitivity: 9 + 2 x 8.76; free to go at once it would be 3 x 8.76.
    """
    dear = plant(opex_fixed="9000 CNY/(kW*a)", life="10 a")
    given = case({**SITE, "technologies.plant": dear, "existing.old": unit(only_at=[2027])}, years=YEARS)
    assert solve(given).cost == pytest.approx(9.0 + 2 * 8.76)


@pytest.mark.parametrize(
    ("built", "life", "served"), [(2022, 5, 1), (2022, 6, 2), (2022, 7, 3), (2027, 1, 1), (2030, 9, 0)]
)
def test_a_unit_serves_from_its_build_year_to_its_end_of_life(built, life, served):
    """Proves: built plus life is the first year without it.

    Sensitivity: every year more or less changes the bill by 8.76.
    """
    things = {**SITE, "technologies.plant": plant(life=f"{life} a"), "existing.old": unit(built=built)}
    assert solve(case(things, years=YEARS)).cost == pytest.approx(8.76 * (3 - served))


@pytest.mark.parametrize(("retires", "served"), [(2029, 4), (2028, 4), (2027, 0)])
def test_a_block_is_served_if_half_of_it_lies_within_the_life(retires, served):
    """Proves: blocks of 4 years (2026-2029): end in 2028 serves two of four years and counts as the whole block.

    Sensitivity: 2027 leaves one of four and serves none.
    """
    things = {**SITE, "technologies.plant": plant(life="30 a", capex="1000000 CNY/kW"),
              "existing.old": unit(built=2020, retires=retires)}  # fmt: skip
    assert solve(case(things, years=(2026,), end=2029)).cost == pytest.approx(8.76 * (4 - served))


def test_a_unit_that_is_still_to_enter_service_costs_nothing_to_remove():
    """Proves: a unit under way, in service from 2027, has not left in 2026.

    Sensitivity: 8.76 for 2026 and no removal at all; taken for gone in 2026 it would cost 0.3 / 1.1 there and earn
    0.3 / 1.21 a year later.
    """
    fields = {"retire_cost": "300 CNY/kW", "life": "10 a"}
    things = {**SITE, "technologies.plant": plant(**fields), "existing.old": unit(built=2027)}
    answer = solve(case(things, years=YEARS, rate=0.1))
    assert answer.cost == pytest.approx(8.76 / 1.1)
    assert [answer.cash("retirement", "old", year) for year in YEARS] == pytest.approx([0.0, 0.0, 0.0])


def test_a_store_that_stands_has_its_content_and_its_power():
    """Proves: 6 MWh and 1 MW stand; half of 12 hours at 1 MW is served with free power of the night.

    Sensitivity: 2.19 of 4.38 left to buy; with content as large as power 4.015.
    """
    store = {"kind": "storage", "capex_energy": "9000 CNY/kWh", "capex_power": "9000 CNY/kW", "life": "9 a"}
    bill = {"energy": {"basis": "energy", "price": "1000 CNY/MWh", "factors": {"night": 0.0}}}
    things = {
        "demands.light": demand("4380 MWh", profile="shift"), "technologies.battery": store,
        "supply.grid": grid(components=bill, periods=[{"band": "night", "hours": "0-12"}]),
        "existing.old": {**unit(technology="battery", built=2024), "energy": "6 MWh"},
    }  # fmt: skip
    assert solve(case(things, series={"shift": on((12, 24))})).cost == pytest.approx(2.19)


def test_removal_is_priced_once_a_unit_has_stood():
    """Proves: a unit under way from 2027 that retires in 2028 pays its removal in 2028, and only then.

    Sensitivity: 8.76 in 2026 and 2028, none in 2027, 0.3 once; priced in 2026 as well it would be 0.3 more.
    """
    things = {**SITE, "technologies.plant": plant(retire_cost="300 CNY/kW", life="10 a")}
    answer = solve(case({**things, "existing.old": unit(built=2027, retires=2028)}, years=YEARS))
    assert answer.cost == pytest.approx(2 * 8.76 + 0.3)
    assert answer.cash("retirement", "old", 2028) == pytest.approx(0.3)
