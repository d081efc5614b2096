"""Building: yes/no projects and their sizes, what may stand at once, when something may enter service."""

import pytest

from .bench import FREE_LIFE, case, demand, grid, on, proves, solve

# 1 MW in every hour at 1000 CNY/MWh costs 8.76 million; a MW that runs in every hour saves all of it.
SITE = {"demands.light": demand(), "supply.grid": grid()}


def plant(**fields):
    return {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", **FREE_LIFE, **fields}


@proves("project_limit")
def test_only_a_chosen_project_is_built():
    """Proves: the first MW brings its fixed 2 million.

    Sensitivity: 1 + 2 = 3; if size did not need the choice, 1.
    """
    given = case({**SITE, "technologies.plant": plant(capex_fixed="2 Mio CNY", max="5 MW")})
    answer = solve(given)
    assert answer.cost == pytest.approx(3.0)
    assert answer.cash("capex", "plant") == pytest.approx(3.0)
    assert solve(given, without="project_limit").cost == pytest.approx(1.0)


@proves("project_minimum_limit", "project_limit")
def test_a_chosen_project_has_its_smallest_size():
    """Proves: 3 MW or nothing.

    Sensitivity: 3 million for 3 MW beat buying; without the smallest size, or if an unchosen project could be built, 1.
    """
    given = case({**SITE, "technologies.plant": plant(min_build="3 MW", max="5 MW")})
    assert solve(given).cost == pytest.approx(3.0)
    assert solve(given, without="project_minimum_limit").cost == pytest.approx(1.0)
    assert solve(given, without="project_limit").cost == pytest.approx(1.0)


@proves("build_by_logic")
def test_what_is_decided_is_built_in_time():
    """Proves: 9 MW for 9 million, though buying for 8.76 is cheaper.

    Sensitivity: 9; if it did not have to be, 8.76.
    """
    given = case({**SITE, "technologies.plant": plant(min_build="9 MW", max="20 MW", build_by=2026)})
    assert solve(given).cost == pytest.approx(9.0)
    assert solve(given, without="build_by_logic").cost == pytest.approx(8.76)


def test_a_project_too_small_to_be_built_is_left():
    """Proves: 9 MW for 9 million lose against buying for 8.76.

    Sensitivity: 8.76; without the yes/no 1 MW would cost 1.
    """
    given = case({**SITE, "technologies.plant": plant(min_build="9 MW", max="20 MW")})
    assert solve(given).cost == pytest.approx(8.76)
    assert solve(given, relaxed=True).cost == pytest.approx(1.0)


@proves("capacity_limit")
def test_no_more_stands_than_may_stand_at_once():
    """Proves: 0.5 MW may stand; built in 2026, it leaves no room in 2027.

    Sensitivity: life 2 years: 0.5 + half of two bills 8.76 = 9.26. Without the limit each year may build 0.5 MW; the
    second serves one of its two years and keeps 0.25 million: 1 - 0.25 + 4.38 = 5.13.
    """
    given = case({**SITE, "technologies.plant": plant(max="0.5 MW", life="2 a")}, years=(2026, 2027))
    assert solve(given).cost == pytest.approx(9.26)
    assert solve(given, without="capacity_limit").cost == pytest.approx(5.13)


@proves("energy_limit", "capacity_limit")
def test_no_more_content_and_power_stand_than_may():
    """Proves: 6 MWh and 0.5 MW may stand of the 12 MWh and 1 MW that the second year could use.

    Sensitivity: shop of 1 MW in 12 hours, free power in the others: 4.38 a year, half of it saved in both years, 4.38.
    Without the limit of content alone nothing more is saved, nor without that of power alone; without both the second
    year builds the other half, 2.19.
    """
    sizes = {"max_energy": "6 MWh", "max_power": "0.5 MW"}
    store = {"kind": "storage", "capex_energy": "0 CNY/kWh", "life": "2 a", **sizes}
    bill = {"energy": {"basis": "energy", "price": "1000 CNY/MWh", "factors": {"night": 0.0}}}
    things = {
        "demands.light": demand("4380 MWh", profile="shift"), "technologies.battery": store,
        "supply.grid": grid(components=bill, periods=[{"band": "night", "hours": "0-12"}]),
    }  # fmt: skip
    given = case(things, years=(2026, 2027), series={"shift": on((12, 24))})
    assert solve(given).cost == pytest.approx(4.38)
    assert solve(given, without="energy_limit").cost == pytest.approx(4.38)
    assert solve(given, without="capacity_limit").cost == pytest.approx(4.38)
    assert solve(given, without=("energy_limit", "capacity_limit")).cost == pytest.approx(2.19)


def test_existing_units_count_towards_what_may_stand():
    """Proves: 0.4 of 0.5 MW stand already; 0.1 MW may be added.

    Sensitivity: 0.1 + 0.5 x 8.76 = 4.48; if only new ones counted, 0.5 + 0.1 x 8.76.
    """
    standing = {"kind": "existing", "technology": "plant", "capacity": "0.4 MW", "built": 2026, "only_at": [2030]}
    given = case({**SITE, "technologies.plant": plant(max="0.5 MW"), "existing.old": standing})
    assert solve(given).cost == pytest.approx(4.48)
    assert solve(given, without="capacity_limit").cost == pytest.approx(0.5 + 0.1 * 8.76)


@pytest.mark.parametrize(
    ("fields", "cost"),
    [
        ({}, 1.0 + 1.0 + 1.0),
        ({"only_at": [2027]}, 8.76 + 1.0 + 8.76),
        ({"available_from": 2027}, 8.76 + 1.0 + 1.0),
        ({"lead_time": "1 a"}, 8.76 + 1.0 + 1.0),
        ({"lead_time": "2 a"}, 8.76 + 8.76 + 1.0),
        ({"lead_time": "3 a"}, 8.76 * 3),
    ],
)
def test_service_starts_when_it_may(fields, cost):
    """Proves: permission, availability and lead time after the first decision year, each year built anew for a year.

    Sensitivity: a plant costs 1, a year without it 8.76; every forbidden start changes a 1 into 8.76.
    """
    given = case({**SITE, "technologies.plant": plant(**fields)}, years=(2026, 2027, 2028))
    assert solve(given).cost == pytest.approx(cost)
