"""A trial is the case that it stands for: each change against the same change made in the case itself."""

from __future__ import annotations

import pytest

from planner.solve.change import EVERY_TARGET, Change
from tests.explain.factory import cost, measure, trial, workshop
from tests.solve.small import BATTERY, Things, with_thing

YEARS = {"years": (2026, 2028), "end": 2029, "rate": 0.1}
PLANT: dict[str, object] = {
    "kind": "renewable", "profile": "flat", "capex": "40000 CNY/kW", "opex_fixed": "2 %/a", "life": "4 a",
    "max": "0.5 MW",
}  # fmt: skip
THINGS: Things = {
    "measures.led": measure("30 %", "2", life="4 a"),
    "measures.dear": measure("10 %", "9", life="4 a"),
    "technologies.plant": PLANT,
    "supply.wind": {
        "kind": "ppa", "profile": "flat", "start": [2026, 2028], "tenor": "4 a", "max": "0.2 MW", "min": "0.1 MW",
        "energy_price": "1200 CNY/MWh",
    },
    "targets.cap": {"kind": "emission_cap", "limit": {2028: "2200 t/a"}},
}  # fmt: skip


@pytest.fixture(scope="module")
def tried():
    return trial(workshop(THINGS, **YEARS))


def test_a_change_survives_its_way_through_a_folder() -> None:
    change = Change(barred={"measures.led": (2026,)}, dropped=(EVERY_TARGET,), held={"a.b": {"x": 1.0}})
    assert Change.from_dict(change.as_dict()) == change
    assert Change().as_dict() == {}


def test_nothing_changed_is_the_case(tried) -> None:
    assert tried.choose(Change()).cost == pytest.approx(cost(workshop(THINGS, **YEARS)), rel=1e-9)


def test_barred_is_as_if_it_were_not_there(tried) -> None:
    without = {path: fields for path, fields in THINGS.items() if path != "measures.led"}
    found = tried.choose(Change(barred={"measures.led": (2026, 2028)}))
    assert "measures.led" not in found.decided
    assert found.cost == pytest.approx(cost(workshop(without, **YEARS)), rel=1e-9)


def test_barred_at_first_is_later(tried) -> None:
    later = with_thing(THINGS, "measures.led", available_from=2028)
    assert tried.choose(Change()).first["measures.led"] == 2026
    found = tried.choose(Change(barred={"measures.led": (2026,)}))
    assert found.first["measures.led"] == 2028
    assert found.cost == pytest.approx(cost(workshop(later, **YEARS)), rel=1e-9)


def test_forced_is_what_the_case_says_is_decided(tried) -> None:
    for name, fields in (
        ("measures.dear", {"adopt_by": 2028}),
        ("supply.wind", {"sign_by": 2028}),
    ):
        found = tried.choose(Change(forced={name: 0.0}))
        assert name in found.decided
        assert found.cost == pytest.approx(cost(workshop(with_thing(THINGS, name, **fields), **YEARS)), rel=1e-9)
    sized = with_thing(THINGS, "technologies.plant", min_build="0.5 MW", build_by=2028)
    found = tried.choose(Change(forced={"technologies.plant": 0.5}))
    assert found.size["technologies.plant"] >= 0.5 - 1e-6
    assert tried.choose(Change()).cost < found.cost <= cost(workshop(sized, **YEARS)) + 1e-6


def test_a_store_is_as_large_as_its_content() -> None:
    found = trial(workshop({"technologies.battery": BATTERY})).choose(Change(forced={"technologies.battery": 0.5}))
    assert found.size["technologies.battery"] == pytest.approx(0.5, rel=1e-6)


def test_what_is_signed_at_no_size_is_not_had() -> None:
    free = {field: value for field, value in THINGS["supply.wind"].items() if field != "min"}
    found = trial(workshop({**THINGS, "supply.wind": free}, **YEARS)).choose(Change(forced={"supply.wind": 0.0}))
    assert "supply.wind" not in found.decided


def test_a_price_is_that_of_the_case_with_upkeep_in_money_as_before(tried) -> None:
    cheap = with_thing(THINGS, "technologies.plant", capex="20000 CNY/kW", opex_fixed="4 %/a")
    assert tried.choose(Change(prices={"technologies.plant": 0.5})).cost == pytest.approx(
        cost(workshop(cheap, **YEARS)), rel=1e-9
    )
    bought = with_thing(THINGS, "supply.wind", energy_price="300 CNY/MWh")
    found = tried.choose(Change(prices={"supply.wind": 0.25}))
    assert found.decided["supply.wind"]
    assert found.cost == pytest.approx(cost(workshop(bought, **YEARS)), rel=1e-9)


def test_relaxed_and_dropped_are_a_laxer_case_and_one_without(tried) -> None:
    lax = with_thing(THINGS, "targets.cap", limit={2028: "2600 t/a"})
    found = tried.choose(Change(relaxed={"targets.cap.limit@2028": 400.0}))
    assert found.cost == pytest.approx(cost(workshop(lax, **YEARS)), rel=1e-9)
    without = {path: fields for path, fields in THINGS.items() if path != "targets.cap"}
    for dropped in ((EVERY_TARGET,), ("targets.cap.limit@2028",)):
        found = tried.choose(Change(dropped=dropped))
        assert found.cost == pytest.approx(cost(workshop(without, **YEARS)), rel=1e-9)


def test_the_price_of_a_target_is_what_a_tonne_less_saves(tried) -> None:
    """With the same whole numbers, the cost is linear in small amounts of room."""
    found = tried.choose(Change())
    place = "targets.cap.limit@2028"
    assert found.room[place] == pytest.approx(0.0, abs=1e-4)
    price = tried.prices(found)[place]
    relaxed = tried.choose(Change(relaxed={place: 1.0}))
    assert price > 1e-6
    assert found.cost - relaxed.cost == pytest.approx(price, rel=1e-4)


def test_held_is_the_plan_again(tried) -> None:
    found = tried.choose(Change())
    again = tried.choose(Change(held=found.decided))
    assert (again.cost, again.co2) == pytest.approx((found.cost, found.co2), rel=1e-9)


def test_prices_hold_every_whole_number_of_the_plan_and_of_no_other() -> None:
    """Whole units that stand and are removed are none of a lever's decisions, and are held all the same.

    Boilers stand in units of 0.2 MW with upkeep; without them a tonne would be worth what is saved by removing more.
    """
    things: Things = {
        "carriers.gas": {"kind": "carrier"},
        "carriers.heat": {"kind": "carrier", "temperature": "80 degC"},
        "demands.washing": {"kind": "demand", "carrier": "heat", "annual": "876 MWh"},
        "technologies.boiler": {
            "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "100 %"}, "capex": "500 CNY/kW",
            "life": "20 a", "max": "1 MW", "unit": "0.2 MW", "opex_fixed": "1000 CNY/(kW*a)",
        },
        "existing.boilers": {"kind": "existing", "technology": "boiler", "capacity": "0.6 MW", "built": 2020},
        "supply.gas": {
            "kind": "fuel", "carrier": "gas", "price": "300 CNY/MWh", "emission_factor": "0.2 t/MWh",
            "tce": "0.1229 tce/MWh",
        },
        "technologies.plant": {**PLANT, "life": "1 a", "capex": "12000 CNY/kW", "opex_fixed": "0 %/a", "max": "0.9 MW"},
        "targets.cap": {"kind": "emission_cap", "limit": {2026: "4000 t/a"}},
    }  # fmt: skip
    tried = trial(workshop(things))
    found = tried.choose(Change())
    assert tried.prices(found)["targets.cap.limit@2026"] == pytest.approx((12.0 - 8.76) / 4380.0, rel=1e-6)
    tried.choose(Change(dropped=(EVERY_TARGET,)))
    with pytest.raises(ValueError, match="found last"):
        tried.prices(found)
