"""Every entry satisfies the declaration of its kind once the case adds what only the site knows."""

import importlib

import pytest

from .shipped import TABLES, entries, grids, plain, rows

CONTRACT = {"start": [2028], "max": "10 MW"}
BY_THE_SITE = {
    "ppa": CONTRACT,
    "green_trade": {"max": "10 GWh/a"},
    "direct_line": CONTRACT | {"eligibility": "new_load"},
    "onsite_plant": CONTRACT | {"attributes": "buyer"},
    "measure": {"capex": "1000000 CNY", "saves": {"drives": "10 %"}},
    "capture": {"streams": ["kiln"], "heat": {"heat_130": "0.8 MWh/t"}},
}
KINDS = {
    "technologies": {"capture", "converter", "renewable", "storage"},
    "measures": {"measure"},
    "supply": {"fuel", "certificate", "ppa", "green_trade", "direct_line", "onsite_plant", "offset"},
    "targets": {"green_share", "microgrid"},
}
MONEY = {"capex", "capex_energy", "capex_power", "transport_storage", "price", "energy_price"}
ENTRIES = [
    pytest.param(table, name, entry, id=f"{table}:{name}") for table in TABLES for name, entry in entries(table).items()
]


def parameters(kind):
    return importlib.import_module(f"planner.models.{kind}").Parameters


def read(kind, fields):
    return parameters(kind).model_validate(fields, context={"currency": "CNY"})


@pytest.mark.parametrize(("table", "name", "entry"), ENTRIES)
def test_entry_satisfies_its_declaration(table, name, entry):
    fields = dict(entry)
    kind = fields.pop("kind")
    assert kind in KINDS[table]
    assert parameters(kind).section == table
    if "carnot" in fields:
        fields["carnot"] = {**fields["carnot"], "source": "30 degC"}
    read(kind, fields | BY_THE_SITE.get(kind, {}))


@pytest.mark.parametrize("name", list(grids()))
def test_grid_satisfies_its_declaration(name):
    read("grid", plain(grids()[name]))


def test_enough_to_choose_from():
    assert len(entries("technologies")) >= 50
    assert len(entries("measures")) >= 50
    assert len(grids()) >= 11


def test_placeholder_stands_once_among_the_outputs():
    for name, entry in entries("technologies").items():
        for side in ("inputs", "outputs"):
            assert len({"heat", "cooling"} & set(entry.get(side, {}))) <= 1, name


def test_investments_and_fuel_prices_have_a_range():
    money = [row for table in TABLES for row in rows(table) if row["field"].split(".")[0] in MONEY]
    assert [(row["id"], row["field"]) for row in money if row["unit"] != "-" and not (row["low"] and row["high"])] == []


def test_paths_of_investments_and_prices_are_stated_to_2045_or_held():
    for table in TABLES:
        for name, entry in entries(table).items():
            for field in MONEY & set(entry):
                path = entry[field]
                assert not isinstance(path, dict) or path["hold"] == "last", (name, field)
                assert table != "technologies" or not isinstance(path, dict) or 2045 in path, (name, field)


def test_paths_reach_the_end_of_a_horizon():
    pv = read(
        "renewable", {key: value for key, value in entries("technologies")["pv_rooftop"].items() if key != "kind"}
    )
    assert pv.capex.at(2025) == pytest.approx(0.0028 * 1000)  # 2800 CNY/kW = 2.8 million CNY/MW
    assert pv.capex.at(2060) < pv.capex.at(2030) < pv.capex.at(2025)


def test_gas_factor_follows_from_its_heating_value():
    gas = entries("supply")["natural_gas"]
    heat, factor = float(gas["lhv"].split()[0]), float(gas["emission_factor"].split()[0])
    assert heat == pytest.approx(38.931 / 3.6, rel=1e-4)
    assert factor == pytest.approx(38.931 * 15.3 * 0.99 * 44 / 12 / 1000, rel=1e-3)


def test_grid_bands_have_factors_and_factors_have_bands():
    for name, grid in grids().items():
        bill = plain(grid)
        bands = {period["band"] for period in bill["periods"]}
        for component, line in bill["components"].items():
            assert set(line.get("factors", bands)) == bands, (name, component)


def test_emission_factor_begins_with_the_official_value_and_falls():
    for name, grid in grids().items():
        points = grid["emission_factor"]
        assert points[2023]["quality"] == "official", name
        years = sorted(key for key in points if isinstance(key, int))
        values = [float(points[year]["value"].split()[0]) for year in years]
        assert values == sorted(values, reverse=True), name
