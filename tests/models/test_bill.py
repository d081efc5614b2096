"""The bill of the public grid: bands, monthly peaks, capacity billing, the connection and what is fed in."""

import numpy as np
import pytest

from planner.site import build_site

from .bench import DAY_OF_YEAR, FREE_LIFE, TWO_DAYS, books, case, demand, fuel, grid, on, proves, solve

ENERGY = {"basis": "energy", "price": "1000 CNY/MWh"}
DEMAND = {"basis": "demand", "price": "40 CNY/(kW*month)"}


@books("grid_demand")
@proves("peak_limit")
def test_the_monthly_maximum_is_at_least_every_hours_purchase():
    """Proves: 1 MW at 40 CNY/(kW month), metered 5 % above its hourly mean, costs 12 x 0.04 x 1.05 = 0.504.

    Sensitivity: 8.76 + 0.504; without the row the maximum would be 0.
    """
    supply = grid(components={"energy": ENERGY, "demand": DEMAND}, peak_factor="1.05")
    given = case({"demands.light": demand(), "supply.grid": supply})
    answer = solve(given)
    assert answer.cost == pytest.approx(9.264)
    assert answer.line("grid_demand", "grid.demand") == pytest.approx(0.504)
    assert solve(given, without="peak_limit").cost == pytest.approx(8.76)


def test_every_month_has_its_own_maximum():
    """Proves: 1 MW in January to June, 3 MW after: 6 x 0.04 x 1 + 6 x 0.04 x 3 = 0.96.

    Sensitivity: the highest of the year in every month would cost 1.44, the mean load 0.96 x (mean / 2).
    """
    load = np.where(DAY_OF_YEAR < 181, 1.0, 3.0)
    supply = grid(components={"energy": {**ENERGY, "price": "0 CNY/MWh"}, "demand": DEMAND})
    things = {"demands.light": demand(f"{load.sum()} MWh", profile="load"), "supply.grid": supply}
    given = case(things, series={"load": load})
    answer = solve(given, steps=TWO_DAYS)
    assert answer.cost == pytest.approx(0.96)
    assert answer.amount("grid.peak.6") == pytest.approx(1.0)
    assert answer.amount("grid.peak.7") == pytest.approx(3.0)


@proves("peak_limit")
def test_a_store_shaves_the_maximum():
    """Proves: 2 MW in 12 hours, none in the others, become 1 MW in all with a free store of power and content.

    Sensitivity: 12 x 0.04 x 1 = 0.48 instead of 0.96.
    """
    supply = grid(components={"energy": {**ENERGY, "price": "0 CNY/MWh"}, "demand": DEMAND})
    things = {"demands.light": demand(profile="shift"), "supply.grid": supply}
    store = {"kind": "storage", "capex_energy": "0 CNY/kWh", **FREE_LIFE}
    assert solve(case(things, series={"shift": on((0, 12))})).cost == pytest.approx(0.96)
    given = case({**things, "technologies.battery": store}, series={"shift": on((0, 12))})
    assert solve(given).cost == pytest.approx(0.48)
    assert solve(given, without="peak_limit").cost == pytest.approx(0.0)


@books("grid_capacity", "grid_fixed", "grid_energy")
def test_capacity_billing_charges_the_transformer_and_not_the_peak():
    """Proves: 2 MVA at 25 CNY/(kVA month): 12 x 0.025 x 2 = 0.6; a fixed line of 1000 CNY/month: 0.012.

    Sensitivity: billed on demand it is 0.48 in place of 0.6.
    """
    lines = {
        "energy": ENERGY, "demand": DEMAND, "capacity": {"basis": "capacity", "price": "25 CNY/(kVA*month)"},
        "meter": {"basis": "fixed", "price": "1000 CNY/month"},
    }  # fmt: skip
    for billing, line, charge in (("capacity", "grid_capacity", 0.6), ("demand", "grid_demand", 0.48)):
        supply = grid(components=lines, transformer="2 MVA", billing=billing)
        answer = solve(case({"demands.light": demand(), "supply.grid": supply}))
        assert answer.cost == pytest.approx(8.76 + charge + 0.012)
        assert answer.line(line, f"grid.{billing}") == pytest.approx(charge)
        assert answer.line("grid_fixed", "grid.meter") == pytest.approx(0.012)


@books("grid_energy")
def test_bands_multiply_the_price_of_the_component_that_names_them():
    """Proves: peak 1.5, valley 0.4, 8 hours each, all of 8 weekend days of February peak; transport has no factors.

    Sensitivity: (357 x 8 x (1.5 + 0.4 + 1) + 8 x 24 x 1.5) x 1e-3 = 8.5704, and 8760 x 2e-4 = 1.752. One day stands
    for all of the year, and still every class of hours has its own energy: peak 357 x 8 + 8 x 24 = 3048.
    """
    lines = {
        "energy": {**ENERGY, "factors": {"peak": "1.5", "valley": "0.4"}},
        "transport": {"basis": "energy", "price": "200 CNY/MWh"},
    }  # fmt: skip
    periods = [
        {"band": "valley", "hours": "22-6"}, {"band": "peak", "hours": "8-16"},
        {"band": "peak", "hours": "0-24", "days": "weekend", "months": [2]},
    ]  # fmt: skip
    given = case({"demands.light": demand(), "supply.grid": grid(components=lines, periods=periods)})
    answer = solve(given)
    assert answer.line("grid_energy", "grid.energy") == pytest.approx(8.5704)
    assert answer.line("grid_energy", "grid.transport") == pytest.approx(1.752)
    classes = build_site(given).classes("grid")
    peak = sum(answer.amount(f"grid.import.{index}") for index, bands in enumerate(classes.bands) if bands == "peak")
    assert peak == pytest.approx(3048.0)


@proves("connection_limit")
def test_purchase_stays_within_the_connection():
    """Proves: 0.25 MW come through the connection, the rest from an engine at 2000 CNY/MWh.

    Sensitivity: 0.25 x 8.76 + 0.75 x 17.52 = 15.33; without the limit 8.76.
    """
    things = {
        "demands.light": demand(), "supply.grid": grid(limit="0.25 MW"),
        "supply.engine": fuel("electricity", "2000 CNY/MWh"),
    }  # fmt: skip
    assert solve(case(things)).cost == pytest.approx(15.33)
    assert solve(case(things), without="connection_limit").cost == pytest.approx(8.76)


def reinforced(years=(2026,), loads=("8760 MWh",), engine="2000 CNY/MWh", **terms):
    paths = dict(zip(years, loads, strict=True))
    reinforcement = {"step": "0.25 MW", "capex": "400 CNY/kW", "life": "1 a", "lead_time": "0 a", **terms}
    things = {
        "demands.light": demand(paths if len(years) > 1 else loads[0]), "supply.engine": fuel("electricity", engine),
        "supply.grid": grid(limit="0.35 MW", reinforcement=reinforcement),
    }  # fmt: skip
    return case(things, years=years)


@books("capex")
@proves("connection_limit")
def test_the_connection_grows_in_whole_steps():
    """Proves: 0.65 MW more need three steps of 0.25 MW at 0.1 million each.

    Sensitivity: 8.76 + 0.3; broken steps would cost 0.26.
    """
    answer = solve(reinforced())
    assert answer.cost == pytest.approx(9.06)
    assert answer.number("built", "grid.connection") == pytest.approx(0.75)
    assert answer.cash("capex", "grid.connection") == pytest.approx(0.3)
    assert solve(reinforced(), relaxed=True).cost == pytest.approx(9.02)
    assert solve(reinforced(), without="connection_limit").cost == pytest.approx(8.76)


@proves("steps_limit")
def test_no_more_steps_than_the_terms_allow():
    """Proves: two steps of 0.25 MW in all, also over two years; the second year's missing 0.15 MW come from the engine.

    Sensitivity: a life of two years: 0.2 paid in 2026, all of it served; 2 x 0.85 x 8.76 + 0.15 x 2 x 17.52 + 0.2.
    Without the limit 2027 builds a third (half of its life is left: 0.05) and buys everything: 2026 as before.
    """
    given = reinforced((2026, 2027), ("8760 MWh", "8760 MWh"), max_steps=2, life="2 a")
    assert solve(given).cost == pytest.approx(2 * (0.85 * 8.76 + 0.15 * 17.52) + 0.2)
    first = 0.85 * 8.76 + 0.15 * 17.52 + 0.2
    assert solve(given, without="steps_limit").cost == pytest.approx(first + 8.76 + 0.05)


def test_a_connection_that_can_no_longer_be_enlarged_in_time_stays():
    """Proves: a lead time of one year with the only year the first: no step can be decided.

    Sensitivity: 0.35 x 8.76 + 0.65 x 17.52 = 14.454.
    """
    assert solve(reinforced(lead_time="1 a")).cost == pytest.approx(14.454)


@books("export_revenue", "export", "self_use")
def test_surplus_is_sold_up_to_the_limit():
    """Proves: 3 MW stand, 1 MW is used, 1.5 MW are sold at 300 CNY/MWh, 0.5 MW are curtailed.

    Sensitivity: -1.5 x 8760 x 3e-4 = -3.942.
    """
    plant = {"kind": "renewable", "profile": "flat", "capex": "1000 CNY/kW", **FREE_LIFE, "max": "3 MW"}
    standing = {"kind": "existing", "technology": "plant", "capacity": "3 MW", "built": 2026, "only_at": [2030]}
    things = {
        "demands.light": demand(), "technologies.plant": plant, "existing.old": standing,
        "supply.grid": grid(export={"price": "300 CNY/MWh", "limit": "1.5 MW"}),
    }  # fmt: skip
    answer = solve(case(things))
    assert answer.cost == pytest.approx(-3.942)
    assert answer.line("export_revenue", "grid") == pytest.approx(-3.942)
    assert answer.entry("export", "grid") == pytest.approx(13140.0)
    assert answer.entry("self_use", "electricity") == pytest.approx(8760.0)
    assert answer.entry("curtailed", "plant") == pytest.approx(4380.0)
    assert answer.entry("tce", "electricity") == pytest.approx(0.1229 * 8760.0)
