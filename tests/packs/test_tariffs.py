"""The tariffs of every province: bands for every hour, paths of prices and factors to 2045, and plausible bills."""

import re

import pytest

from .shipped import grids, leaves, plain
from .test_jiangsu_price import covered
from .test_price_modes import MODES, hourly_mean

PROVINCES = {
    "beijing", "tianjin", "hebei", "shanxi", "inner_mongolia_east", "inner_mongolia_west", "liaoning", "jilin",
    "heilongjiang", "shanghai", "jiangsu", "zhejiang", "anhui", "fujian", "jiangxi", "shandong", "henan", "hubei",
    "hunan", "guangdong", "guangxi", "hainan", "chongqing", "sichuan", "guizhou", "yunnan", "shaanxi", "gansu",
    "qinghai", "ningxia", "xinjiang",
}  # fmt: skip
COMPONENTS = [
    *MODES.values(), "line_loss", "transmission", "system_operation", "government_funds", "demand", "capacity",
]  # fmt: skip
NIGHT_ONLY = {
    "beijing", "tianjin", "shanghai", "guangdong", "fujian", "guangxi", "hainan", "chongqing", "guizhou", "sichuan",
}  # fmt: skip
UNITS = {"energy": "CNY/MWh", "demand": "CNY/(kW*month)", "capacity": "CNY/(kVA*month)"}
PATH = [2025, 2026, 2030, 2035, 2045]
GRIDS = grids()


def number(leaf, key="value"):
    return float(str(leaf[key]).split()[0])


def points(line):
    """Leaves of a price by year; a single one counts for all years."""
    price = line["price"]
    return {0: price} if "value" in price else {year: leaf for year, leaf in price.items() if year != "hold"}


def test_every_province_of_the_mainland_has_a_tariff():
    assert set(GRIDS) == PROVINCES  # Tibet has no emission factor and no network tariff of the common kind


@pytest.mark.parametrize("name", sorted(GRIDS))
def test_bill_is_complete_and_in_its_units(name):
    components = GRIDS[name]["components"]
    assert list(components) == COMPONENTS
    for line in components.values():
        for leaf in points(line).values():
            for key in ("value", "low", "high"):
                assert re.fullmatch(r"\d+\.\d " + re.escape(UNITS[line["basis"]]), leaf[key]), (name, leaf)


@pytest.mark.parametrize("name", sorted(GRIDS))
def test_bands_are_hours_of_the_day_and_each_is_in_force_somewhere(name):
    grid = plain(GRIDS[name])
    last = {}
    for day in ("workday", "weekend"):
        for period in grid["periods"]:
            assert set(period) <= {"band", "months", "hours", "days"}
            if period.get("days", "all") not in ("all", day):
                continue
            hours = covered(period["hours"])
            assert hours and hours <= set(range(24)), period
            assert set(period.get("months", [1])) <= set(range(1, 13))
            last |= {
                (day, month, hour): period["band"] for month in period.get("months", range(1, 13)) for hour in hours
            }
    assert (
        set(last.values())
        == {period["band"] for period in grid["periods"]}
        <= set(grid["components"]["energy"]["factors"])
    )
    bands = [[last.get(("workday", month, hour), "flat") for hour in range(24)] for month in range(1, 13)]
    assert all(len(day) == 24 and len(set(day)) >= 3 for day in bands)  # every hour has one band; peak, flat, valley
    noon = any("valley" in day[hour] for day in bands for hour in (12, 13, 14))
    assert noon == (name not in NIGHT_ONLY), name


@pytest.mark.parametrize("name", sorted(GRIDS))
def test_factors_rise_from_the_deep_valley_to_the_critical_peak(name):
    for line in GRIDS[name]["components"].values():
        factors = {band: leaf["value"] for band, leaf in line.get("factors", {}).items()}
        valleys = [factor for band, factor in factors.items() if "valley" in band]
        peaks = [factor for band, factor in factors.items() if "valley" not in band]
        assert all(0.0 < factor < 1.0 for factor in valleys)
        assert all(1.0 < factor < 2.5 for factor in peaks)
        assert factors.get("critical", 9.9) >= max(peaks, default=0.0)
        assert factors.get("deep_valley", 0.0) <= min(valleys, default=1.0)


@pytest.mark.parametrize("name", sorted(GRIDS))
def test_energy_and_network_have_a_path_to_2045_whose_range_widens(name):
    for key in (*MODES.values(), "transmission"):
        line = GRIDS[name]["components"][key]
        path = points(line)
        assert list(path) == PATH and line["price"]["hold"] == "last", key
        change = 1.005**19 if key == "transmission" else 0.995**9
        assert number(path[2045]) == pytest.approx(number(path[2026]) * change, abs=0.06)
        assert abs(number(path[2030]) / number(path[2026]) - 1.0) < 0.025
        spans = [number(path[year], "high") - number(path[year], "low") for year in PATH[1:]]
        assert spans == sorted(spans), key
        sources = {path[year]["source"] for year in PATH[2:]}
        assert len(sources) == 1 and sources.pop().startswith("Scenario of this pack:")


@pytest.mark.parametrize("name", sorted(GRIDS))
@pytest.mark.parametrize("factor", ["emission_factor", "residual_factor"])
def test_emission_factors_reach_2045_and_their_range_widens(name, factor):
    path = GRIDS[name][factor]
    assert list(path) == [2023, 2025, 2030, 2035, 2040, 2045, "hold"]
    start = number(path[2023])
    for year in (2025, 2030, 2035, 2040, 2045):
        years = year - 2023
        for key, fall in (("value", 0.98), ("low", 0.965), ("high", 0.995)):
            assert number(path[year], key) == pytest.approx(start * fall**years, abs=6e-5)
    if factor == "residual_factor":
        assert start == 0.6096


def test_every_number_holds_its_range_and_every_price_has_one():
    for path, leaf in leaves(GRIDS):
        assert ("low" in leaf) == ("high" in leaf), path
        if "low" in leaf:
            assert number(leaf, "low") <= number(leaf) <= number(leaf, "high"), path
        if "price" in path:
            assert "low" in leaf, path


@pytest.mark.parametrize("name", sorted(GRIDS))
def test_mean_of_the_bill_lies_in_the_range_of_industrial_tariffs(name):
    """At a load factor of 0.7 and 90 % of the demand price; tariffs of 0.45 to 0.85 CNY/kWh gross are usual."""
    grid = plain(GRIDS[name])
    lines = {key: line for key, line in grid["components"].items() if line.get("mode", "agency_tou") == "agency_tou"}
    energy = sum(hourly_mean(grid, now(line)) for line in lines.values() if line["basis"] == "energy")
    demand = 0.9 * 12 * 1000 * hourly_mean(grid, now(lines["demand"])) / (0.7 * 8760)
    assert 400.0 <= energy + demand <= 750.0


def now(line):
    """A component at its price of 2026."""
    price = line["price"]
    return line | {"price": price if isinstance(price, str) else price[2026]}


@pytest.mark.parametrize("name", sorted({"beijing", "jiangxi", "hubei", "guizhou", "ningxia", "inner_mongolia_east"}))
def test_fixed_price_is_the_mean_of_the_agency_price_in_2026(name):
    grid = plain(GRIDS[name])
    lines = grid["components"]
    assert hourly_mean(grid, now(lines["energy"])) == pytest.approx(
        hourly_mean(grid, now(lines["retail_fixed"])), rel=2e-3
    )


def test_hubei_adds_up_to_the_published_price():
    """State Grid Hubei, January 2026, 35 kV, two-part: 0.632086 CNY/kWh without bands, 1.030199 in critical hours."""
    lines = plain(GRIDS["hubei"])["components"]
    net = {key: float(now(line)["price"].split()[0]) for key, line in lines.items()}
    floating = net["energy"] + net["line_loss"]
    fixed = net["transmission"] + net["system_operation"] + net["government_funds"]
    assert (floating + fixed) * 1.13 == pytest.approx(632.086, abs=0.3)
    critical = lines["energy"]["factors"]["critical"]
    assert (floating * critical + fixed) * 1.13 == pytest.approx(1030.199, abs=0.4)
    assert lines["line_loss"]["factors"] == lines["energy"]["factors"]
