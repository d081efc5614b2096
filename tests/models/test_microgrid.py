"""Rules of an industrial green microgrid: own use, feed-in, and standing alone."""

import pytest

from .bench import case, demand, fuel, grid, on, proves, solve

# 1 MW is used all year. Own generation costs 0.1 million/MW, the grid 8.76 and pays 0.876 for a MW fed in all year.
PV = {"kind": "renewable", "profile": "flat", "capex": "100 CNY/kW", "life": "1 a", "max": "4 MW"}
EXPORT = {"price": "100 CNY/MWh", "limit": "10 MW"}


def site(things=(), **rules):
    given = {"demands.light": demand(), "supply.grid": grid(export=EXPORT)}
    return case({**given, **dict(things), "targets.rules": {"kind": "microgrid", **rules}})


@proves("statement_limit: microgrid.self_consumption")
def test_most_of_what_could_be_generated_is_used_on_site():
    """Proves: 1 MW used is 60 % of 1.667 MW; curtailing more would not help.

    Sensitivity: 0.16667 - 0.66667 x 0.876 = -0.41733; without the rule 4 MW: 0.4 - 3 x 0.876.
    """
    given = site({"technologies.pv": PV}, self_consumption={2026: "60 %"})
    answer = solve(given)
    assert answer.cost == pytest.approx((1.0 - 0.4 * 8.76) / 6.0)
    assert answer.entry("curtailed", "pv") == pytest.approx(0.0, abs=1e-3)
    assert solve(given, without="statement_limit").cost == pytest.approx(-2.228)


def test_plants_of_others_on_the_site_count():
    """Proves: rent of 0.05 million/MW invites 3 MW; where half must be used, 2 MW stand.

    Sensitivity: 1 MW used at 100 CNY/MWh, 0.876 - 0.1; without the rule 0.876 - 0.15.
    """
    plant = {
        "kind": "onsite_plant", "profile": "flat", "start": [2026], "tenor": "1 a", "max": "3 MW",
        "energy_price": "100 CNY/MWh", "attributes": "buyer", "area": "1 m2/kW", "rent": "50 CNY/(m2*a)",
    }  # fmt: skip
    assert solve(site({"supply.plant": plant}, self_consumption={2026: "50 %"})).cost == pytest.approx(0.776)
    assert solve(site({"supply.plant": plant})).cost == pytest.approx(0.726)


@proves("statement_limit: microgrid.export_share")
def test_little_is_fed_in():
    """Proves: 20 % of the 4 MW that could be generated are fed in; 2.2 MW are curtailed.

    Sensitivity: 0.4 - 0.8 x 0.876; of what is generated it would be a fifth of 1.25 MW; without the rule 0.4 - 2.628.
    """
    given = site({"technologies.pv": PV}, export_share={2026: "20 %"})
    answer = solve(given)
    assert answer.cost == pytest.approx(0.4 - 0.8 * 0.876)
    assert answer.entry("curtailed", "pv") == pytest.approx(2.2 * 8760.0)
    assert solve(given, without="statement_limit").cost == pytest.approx(-2.228)


def test_a_rule_holds_from_its_year_on():
    """Proves: no feed-in from 2027; before, 3 MW are fed in.

    Sensitivity: -2.228 + 0.1; with the rule in both years 2 x 0.1.
    """
    things = {"demands.light": demand(), "supply.grid": grid(export=EXPORT), "technologies.pv": PV}
    rules = {"kind": "microgrid", "export_share": {2027: "0 %"}}
    assert solve(case({**things, "targets.rules": rules}, years=(2026, 2027))).cost == pytest.approx(-2.128)


# Content at 0.1 million/MWh, power at 0.05 and an engine at 0.4 million/MW.
STORE = {
    "kind": "storage", "capex_energy": "100 CNY/kWh", "capex_power": "50 CNY/kW", "life": "1 a", "reserve": "50 %",
    "efficiency_discharge": "80 %",
}  # fmt: skip
ENGINE = {
    "kind": "converter", "inputs": {"diesel": "100 %"}, "outputs": {"electricity": "40 %"}, "capex": "400 CNY/kW",
    "life": "1 a", "max": "0.5 MW",
}  # fmt: skip
BACKUP = {"load": "1 MW", "hours": "2 h"}
SPARE = {
    "technologies.store": STORE, "technologies.engine": ENGINE, "supply.diesel": fuel("diesel", "9000 CNY/MWh"),
}  # fmt: skip


def rows_of(statement):
    return lambda index: index[:2] == ("targets.rules", statement)


@proves("statement_limit: microgrid.backup")
def test_engine_and_store_carry_the_load_alone():
    """Proves: 0.5 MW of engine for 0.2; 0.5 MW of store for 0.025, and 2.5 MWh for 0.25, of which half is kept: 1 MWh.

    Sensitivity: 8.76 + 0.475. Without the rule on power the store needs none, 0.45; without that on energy 1 MW of
    store power alone, 0.05; were the whole content counted, 0.35.
    """
    given = site(SPARE, backup=BACKUP)
    assert solve(given).cost == pytest.approx(8.76 + 0.475)
    power = solve(given, without="statement_limit", rows=rows_of("backup.power"))
    assert power.cost == pytest.approx(8.76 + 0.45)
    energy = solve(given, without="statement_limit", rows=rows_of("backup.energy"))
    assert energy.cost == pytest.approx(8.76 + 0.05)


def test_the_reserve_is_kept_while_the_store_works():
    """Proves: a store that earns by day keeps half of its content; 5 MWh carry 1 MW for two hours.

    Sensitivity: 1 MW for 0.05 and 5 MWh for 0.5; it may shift 2.5 MWh a day, so nothing is saved on a flat price.
    """
    things = {"technologies.store": STORE}
    answer = solve(site(things, backup=BACKUP))
    assert answer.cost == pytest.approx(8.76 + 0.55)
    assert answer.flow("store.soc").min() >= 2.5 - 1e-6


def test_what_needs_public_power_is_no_backup():
    """Proves: a transformer from the public grid does not carry the yard when the grid fails; the store does.

    Sensitivity: 0.55 for the store; counted, the transformer that feeds the yard would do.
    """
    transformer = {
        "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"yard": "100 %"}, "capex": "0 CNY/kW",
        "life": "1 a",
    }  # fmt: skip
    things = {
        "technologies.transformer": transformer, "technologies.store": {**STORE, "carrier": "yard"},
        "demands.light": demand(carrier="yard", profile="day"),
    }  # fmt: skip
    rules = {"kind": "microgrid", "carrier": "yard", "backup": BACKUP}
    given = case({**things, "supply.grid": grid(), "targets.rules": rules}, series={"day": on((0, 24))})
    assert solve(given).cost == pytest.approx(8.76 + 0.55)
