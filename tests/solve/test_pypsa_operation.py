"""How equipment runs and how power is contracted, in PyPSA too: the same cost, the same sizes.

Each test states one factory twice. Where PyPSA has no word of its own, the word is spelt out: units on line are
machines that are committed one by one, demand done ahead is a store without losses, captured CO2 flows through a link
from a bus of flue gas, traded power competes with the energy price in front of the connection. Time is the ring of days
of `test_pypsa`; where PyPSA would begin with a blank hour, a row joins the first hour to the last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pypsa
import pytest
from numpy.typing import NDArray

from planner.fields import YearPath
from tests.solve.small import Answered, Things, case_of, optimum
from tests.solve.test_pypsa import LIFE, RATE, WEIGHT, YEARLY, ring, series

Array = NDArray[np.float64]
Joins = Callable[[Any], None]

BUILT: dict[str, Any] = {"life": f"{LIFE} a", "lead_time": "1 a"}
DRAW = np.random.default_rng(5)
BANDS = np.where(np.isin(np.arange(24), [*range(8, 12), *range(17, 21)]), 900.0, 500.0)
BANDS[[23, *range(7)]] = 200.0

GRID: dict[str, Any] = {
    "kind": "grid", "periods": [{"band": "peak", "hours": "8-12,17-21"}, {"band": "valley", "hours": "23-7"}],
    "components": {"energy": {"basis": "energy", "price": "500 CNY/MWh", "factors": {"peak": 1.8, "valley": 0.4}}},
    "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
}  # fmt: skip
ELECTRIC: Things = {"carriers.electricity": {"kind": "carrier"}, "supply.grid": GRID}


def bought(carrier: str, price: float, co2: float = 0.0) -> dict[str, Any]:
    """A fuel or bought heat."""
    return {
        "kind": "fuel", "carrier": carrier, "price": f"{price} CNY/MWh", "emission_factor": f"{co2} t/MWh",
        "tce": "0.1 tce/MWh",
    }  # fmt: skip


def used(carrier: str, annual: float, profile: str) -> dict[str, Any]:
    return {"kind": "demand", "carrier": carrier, "annual": f"{annual} MWh", "profile": profile}


def ours(things: Things, days: int, **more: Array) -> Answered:
    case = case_of(things, years=(2027,), end=2026 + LIFE, rate=RATE, series={**series(days), **more})
    case = replace(case, production={"steel": YearPath.constant(STEEL)})
    plan = optimum(case, ring(days))
    assert not plan.oversteps
    return plan


def course(days: int, name: str, annual: float) -> Array:
    """Hours of the ring of a demand. [MW]"""
    found: Array = annual * series(days)[name][: days * 24] / series(days)[name].sum()
    return found


def network(days: int, *buses: str) -> pypsa.Network:
    """A network over a ring of days, whose objective is the cost of a year. [CNY]"""
    steps = ring(days)
    empty = pypsa.Network()
    empty.set_snapshots(range(steps.count))
    for purpose in ("objective", "generators"):
        empty.snapshot_weightings.loc[:, purpose] = steps.weight
    empty.snapshot_weightings.loc[:, "stores"] = 1.0
    for bus in buses:
        empty.add("Bus", bus)
    return empty


def solved(given: pypsa.Network, *joins: Joins) -> float:
    """Yearly cost. [million]"""

    def joined(found: pypsa.Network, snapshots: Any) -> None:
        for join in joins:
            join(found.model)

    status, condition = given.optimize(
        solver_name="highs", include_objective_constant=False, extra_functionality=joined, log_to_console=False,
        mip_rel_gap=1e-7,
    )  # fmt: skip
    assert (status, condition) == ("ok", "optimal") and given.objective is not None
    return float(given.objective) / 1e6


def yearly(plan: Answered) -> float:
    """Cost of a plan in each of its years. [million]"""
    return plan.cost / WEIGHT


# Boilers of 0.4 MW between half and full load, less efficient at half load, with a cost of starting.
SLOPE = (1.0 - 0.5 / 0.85) / 0.5


def units(price: float) -> Things:
    return {
        "carriers.gas": {"kind": "carrier"}, "carriers.heat": {"kind": "carrier", "temperature": "80 degC"},
        "demands.washing": used("heat", 5500.0, "warmth"),
        "supply.fuel": bought("gas", 300.0), "supply.steam": bought("heat", price),
        "technologies.boiler": {
            "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "90 %"}, "capex": "1200 CNY/kW",
            "opex_variable": "2 CNY/MWh", "unit": "400 kW", "max": "800 kW", "min_load": "50 %",
            "part_load": {"50 %": "85 %"}, "start_cost": "40 CNY", **BUILT,
        },
    }  # fmt: skip


def units_in_pypsa(price: float, count: int) -> tuple[pypsa.Network, float]:
    """Some boilers, each a machine of its own; the network and its yearly cost with the boilers. [million]"""
    given = network(1, "heat")
    given.add("Load", "washing", bus="heat", p_set=course(1, "warmth", 5500.0))
    given.add("Generator", "steam", bus="heat", p_nom=100.0, marginal_cost=price)
    for machine in range(count):
        # PyPSA counts a start once, however many days its day stands for.
        given.add(
            "Generator", f"boiler {machine}", bus="heat", p_nom=0.4, p_min_pu=0.5, committable=True,
            marginal_cost=300.0 / 0.9 * SLOPE + 2.0, stand_by_cost=300.0 / 0.9 * (1.0 - SLOPE) * 0.4,
            start_up_cost=365.0 * 40.0, up_time_before=1,
        )  # fmt: skip

    def round_the_day(model: Any) -> None:
        on, started = model["Generator-status"], model["Generator-start_up"]
        rise = on.sel(snapshot=0, drop=True) - on.sel(snapshot=23, drop=True)
        model.add_constraints(started.sel(snapshot=0, drop=True) - rise >= 0.0, name="round_the_day")

    def one_after_the_other(model: Any) -> None:
        """Machines are alike: only to spare the solver their permutations."""
        on = model["Generator-status"]
        for machine in range(1, count):
            first, second = (on.sel(name=f"boiler {place}", drop=True) for place in (machine - 1, machine))
            model.add_constraints(first - second >= 0.0, name=f"one_after_the_other_{machine}")

    cost = solved(given, *([round_the_day, one_after_the_other] if count else []))
    return given, cost + count * 0.4 * 1.2 * YEARLY


@pytest.mark.parametrize(("price", "counts", "built"), [(600.0, (1, 2), 2), (365.0, (0, 1), 1)])
def test_whole_units_that_run_and_start(price: float, counts: tuple[int, ...], built: int) -> None:
    """As many units as PyPSA's cheapest number of machines, and the same cost of running and starting them."""
    plan = ours(units(price), 1)
    found = {count: units_in_pypsa(price, count) for count in counts}
    best = min(found, key=lambda count: found[count][1])
    assert best == built
    assert yearly(plan) == pytest.approx(found[best][1], rel=1e-6)
    assert plan.number("built", "boiler", 2027) == pytest.approx(0.4 * best)
    machines = found[best][0]
    assert float(machines.generators_t.start_up.to_numpy().sum()) == pytest.approx(4.0 * (best - 1))


# Waste heat of 200 degC reaches steam of 150 degC with a quarter of it, hot water of 80 degC with all that is left.
HOT, WARM = (200.0 - 155.0) / 180.0, (200.0 - 85.0) / 180.0
WASTE = 9000.0

HEAT: Things = {
    "carriers.gas": {"kind": "carrier"},
    "carriers.steam": {"kind": "carrier", "temperature": "150 degC", "serves": ["water"]},
    "carriers.water": {"kind": "carrier", "temperature": "80 degC"},
    "demands.press": used("steam", 6000.0, "load"), "demands.washing": used("water", 8000.0, "warmth"),
    "supply.fuel": bought("gas", 300.0), "supply.delivered": bought("steam", 600.0),
    "supply.oven": {
        "kind": "waste_heat", "annual": f"{WASTE} MWh", "profile": "load", "temperature": "200 degC",
        "down_to": "20 degC", "into": ["steam", "water"],
    },
    "technologies.boiler": {
        "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"steam": "90 %"}, "capex": "800 CNY/kW",
        "ramp": "15 %/h", **BUILT,
    },
    "technologies.heater": {
        "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"water": "80 %"}, "capex": "300 CNY/kW",
        "ramp": "25 %/h", **BUILT,
    },
}  # fmt: skip


def test_ramps_and_waste_heat() -> None:
    """Boilers that change slowly through a ring of three days, and waste heat by its temperature."""
    days, last = 3, 71
    given = network(days, "gas", "steam", "water", "oven hot", "oven warm")
    given.add("Load", "press", bus="steam", p_set=course(days, "load", 6000.0))
    given.add("Load", "washing", bus="water", p_set=course(days, "warmth", 8000.0))
    given.add("Generator", "fuel", bus="gas", p_nom=100.0, marginal_cost=300.0)
    given.add("Generator", "delivered", bus="steam", p_nom=100.0, marginal_cost=600.0)
    offered = course(days, "load", WASTE)
    given.add("Generator", "hot", bus="oven hot", p_nom=1.0, p_max_pu=HOT * offered)
    given.add("Generator", "warm", bus="oven warm", p_nom=1.0, p_max_pu=(WARM - HOT) * offered)
    paths = {
        "into steam": ("oven hot", "steam"),
        "cools": ("oven hot", "oven warm"),
        "into water": ("oven warm", "water"),
    }
    for name, (bus0, bus1) in {**paths, "cascade": ("steam", "water")}.items():
        given.add("Link", name, bus0=bus0, bus1=bus1, p_nom=100.0)
    made = {"boiler": ("steam", 0.9, 0.15, 0.8e6), "heater": ("water", 0.8, 0.25, 0.3e6)}
    for name, (bus, efficiency, ramp, price) in made.items():
        given.add(
            "Link", name, bus0="gas", bus1=bus, efficiency=efficiency, p_nom_extendable=True, ramp_limit_up=ramp,
            ramp_limit_down=ramp, capital_cost=price * YEARLY * efficiency,
        )  # fmt: skip

    def round_the_days(model: Any) -> None:
        for name, (_, _, ramp, _) in made.items():
            runs, size = model["Link-p"].sel(name=name, drop=True), model["Link-p_nom"].sel(name=name, drop=True)
            change = runs.sel(snapshot=0, drop=True) - runs.sel(snapshot=last, drop=True)
            model.add_constraints(change - ramp * size <= 0.0, name=f"{name}_rises")
            model.add_constraints(change + ramp * size >= 0.0, name=f"{name}_falls")

    cost = solved(given, round_the_days)
    plan = ours(HEAT, days)
    assert yearly(plan) == pytest.approx(cost, rel=1e-6)
    for name, (_, efficiency, ramp, _) in made.items():
        size, runs = given.links.p_nom_opt[name], given.links_t.p0[name].to_numpy()
        assert plan.number("built", name, 2027) == pytest.approx(efficiency * size, rel=1e-3)
        assert np.abs(np.diff(runs)).max() == pytest.approx(ramp * size, rel=1e-5), "no ramp binds"
    for path in (*paths, "cascade"):
        assert given.links_t.p0[path].sum() > 0.1, path


# Power by the public grid, by a line of its own, from a roof of somebody else, and a demand that moves within the day.
WIND = np.tile(0.15 + 0.6 * DRAW.random(24), 365)
SHARE, WITHIN = 0.3, 5
POWER: Things = {
    **ELECTRIC,
    "demands.machines": {
        **used("electricity", 20_000.0, "load"), "flexible": {"share": f"{100 * SHARE} %", "within": f"{WITHIN} h"},
    },
    "supply.grid": {
        **GRID, "traded_replaces": ["energy"],
        "components": {
            **GRID["components"], "wires": {"basis": "energy", "price": "120 CNY/MWh", "factors": {"peak": 1.5}},
            "peak": {"basis": "demand", "price": "20 CNY/(kW*month)"},
        },
    },
    "supply.line": {
        "kind": "direct_line", "eligibility": "new_load", "profile": "wind", "start": [2027], "tenor": "10 a",
        "max": "3 MW", "energy_price": "330 CNY/MWh", "environmental_value": "8 CNY/MWh", "still_due": ["wires"],
        "transmission": "20 CNY/MWh", "load_factor": "40 %", "self_use": "0 %",
    },
    "supply.roof": {
        "kind": "onsite_plant", "attributes": "buyer", "profile": "sun", "start": [2027], "tenor": "10 a",
        "max": "4 MW", "energy_price": "430 CNY/MWh", "pays_for": "available", "area": "5 m2/kW",
        "rent": "6 CNY/(m2*a)",
    },
    "supply.wind": {
        "kind": "ppa", "settlement": "hourly", "profile": "wind", "start": [2027], "tenor": "10 a", "max": "2 MW",
        "energy_price": "350 CNY/MWh", "environmental_value": "15 CNY/MWh",
    },
    "carbon.carbon": {"kind": "carbon", "scheme": "shadow", "price": "60 CNY/t"},
}  # fmt: skip


def test_contracts_and_flexible_demand() -> None:
    """Everything that competes with the public grid, hour by hour, and a demand that does its work ahead."""
    given = network(1, "market", "site", "done ahead")
    load, sun = course(1, "load", 20_000.0), series(1)["sun"]
    wires = 120.0 * np.where(BANDS > 500.0, 1.5, 1.0)
    given.add("Load", "machines", bus="site", p_set=load)
    given.add("Generator", "energy", bus="market", p_nom=100.0, marginal_cost=BANDS)
    # Traded power takes the place of the energy price alone: all else is paid at the connection.
    # All that is generated is paid, used or not; the green attribute is paid for what is used.
    given.add(
        "Generator", "ppa", bus="market", p_nom_extendable=True, p_nom_max=2.0, p_max_pu=WIND[:24],
        marginal_cost=15.0, capital_cost=350.0 * 365 * WIND[:24].sum(),
    )  # fmt: skip
    given.add(
        "Link", "connection", bus0="market", bus1="site", p_nom_extendable=True, capital_cost=20e3 * 12,
        marginal_cost=wires + 0.5 * 60.0,
    )  # fmt: skip
    given.add(
        "Generator", "line", bus="site", p_nom_extendable=True, p_nom_max=3.0, p_max_pu=WIND[:24],
        marginal_cost=338.0 + wires, capital_cost=20.0 * 0.4 * 8760,
    )  # fmt: skip
    given.add(
        "Generator", "roof", bus="site", p_nom_extendable=True, p_nom_max=4.0, p_max_pu=sun[:24],
        capital_cost=430.0 * sun.sum() - 6.0 * 5000.0,
    )  # fmt: skip
    movable = SHARE * load
    waits = np.sum([np.roll(movable, -hour) for hour in range(1, WITHIN + 1)], axis=0)
    given.add("Link", "done", bus0="site", bus1="done ahead", p_nom=100.0)
    given.add("Link", "relieved", bus0="done ahead", bus1="site", p_nom=1.0, p_max_pu=movable)
    given.add("Store", "ahead", bus="done ahead", e_nom=1.0, e_max_pu=waits, e_cyclic=True)
    cost = solved(given)

    plan = ours(POWER, 1, wind=WIND)
    assert yearly(plan) == pytest.approx(cost, rel=1e-6)
    for name, size in given.generators.p_nom_opt[["ppa", "line", "roof"]].items():
        contract = "wind" if name == "ppa" else str(name)
        assert size > 0.05
        assert plan.number("signed", contract, 2027) == pytest.approx(size, rel=1e-4)
    assert plan.account("traded", 2027) == pytest.approx(365.0 * given.generators_t.p["ppa"].sum(), rel=1e-4)
    delivered = 365.0 * given.generators_t.p["line"].sum()
    assert plan.account("direct", 2027) == pytest.approx(delivered, rel=1e-4)
    assert given.stores_t.e["ahead"].max() > 0.1
    assert (given.stores_t.e["ahead"].to_numpy() > waits - 1e-6).any(), "no work waits as long as it may"


# A product by two routes, process CO2 beside that of fuel, and a capture that treats both.
STEEL, CARBON_PRICE = 40_000.0, 600.0
CAPTURE: Things = {
    **ELECTRIC,
    "carriers.gas": {"kind": "carrier"}, "carriers.steel": {"kind": "carrier"},
    "carriers.heat": {"kind": "carrier", "temperature": "120 degC"},
    "demands.steel": {"kind": "product", "carrier": "steel", "production": "steel", "profile": "warmth"},
    "demands.lime": {"kind": "process", "co2": "5000 t/a", "profile": "load"},
    "supply.fuel": bought("gas", 300.0, 0.2), "supply.steam": bought("heat", 280.0),
    "technologies.furnace": {
        "kind": "route", "carrier": "steel", "inputs": {"gas": "1.2 MWh/t", "electricity": "0.1 MWh/t"},
        "co2": "0.3 t/t", "capex": "500 CNY/(t/a)", "opex_fixed": "2 %/a", **BUILT,
    },
    "technologies.arc": {
        "kind": "route", "carrier": "steel", "inputs": {"electricity": "0.9 MWh/t"}, "capex": "400 CNY/(t/a)",
        "opex_variable": "60 CNY/t", **BUILT,
    },
    "technologies.capture": {
        "kind": "capture", "streams": ["lime", "furnace", "fuel"], "rate": "85 %", "electricity": "0.15 MWh/t",
        "heat": {"heat": "0.6 MWh/t"}, "capex": "500 CNY/(t/a)", "opex_fixed": "3 %/a", "opex_variable": "10 CNY/t",
        "transport_storage": "90 CNY/t", **BUILT,
    },
    "carbon.carbon": {"kind": "carbon", "scheme": "shadow", "price": f"{CARBON_PRICE} CNY/t"},
}  # fmt: skip


def test_capture_and_routes() -> None:
    """Captured CO2 takes power and heat on its way; what is not treated, or slips through, is paid for."""
    days = 3
    given = network(days, "electricity", "gas", "heat", "steel", "flue", "air")
    given.add(
        "Generator", "grid", bus="electricity", p_nom=100.0, marginal_cost=np.tile(BANDS, days) + 0.5 * CARBON_PRICE
    )
    given.add("Generator", "steam", bus="heat", p_nom=100.0, marginal_cost=280.0)
    given.add("Generator", "emitted", bus="air", p_nom=100.0, p_min_pu=-1.0, p_max_pu=0.0, marginal_cost=-CARBON_PRICE)
    given.add("Load", "steel", bus="steel", p_set=course(days, "warmth", STEEL))
    given.add("Load", "lime", bus="flue", p_set=-course(days, "load", 5000.0))
    given.add("Bus", "wells")
    given.add("Generator", "wells", bus="wells", p_nom=100.0, marginal_cost=300.0)
    given.add("Link", "burnt", bus0="wells", bus1="gas", bus2="flue", p_nom=100.0, efficiency2=0.2)
    given.add("Link", "untreated", bus0="flue", bus1="air", p_nom=100.0)
    # Links are sized on what they take first: gas, power, CO2 treated.
    given.add(
        "Link", "furnace", bus0="gas", bus1="steel", bus2="electricity", bus3="flue", efficiency=1 / 1.2,
        efficiency2=-0.1 / 1.2, efficiency3=0.3 / 1.2, p_nom_extendable=True,
        capital_cost=500.0 * 8760 * (YEARLY + 0.02) / 1.2,
    )  # fmt: skip
    given.add(
        "Link", "arc", bus0="electricity", bus1="steel", efficiency=1 / 0.9, p_nom_extendable=True,
        capital_cost=400.0 * 8760 * YEARLY / 0.9, marginal_cost=60.0 / 0.9,
    )  # fmt: skip
    given.add(
        "Link", "capture", bus0="flue", bus1="air", bus2="electricity", bus3="heat", efficiency=0.15,
        efficiency2=-0.85 * 0.15, efficiency3=-0.85 * 0.6, p_nom_extendable=True, marginal_cost=0.85 * (90.0 + 10.0),
        capital_cost=0.85 * 500.0 * 8760 * (YEARLY + 0.03),
    )  # fmt: skip
    cost = solved(given)

    plan = ours(CAPTURE, days)
    assert yearly(plan) == pytest.approx(cost, rel=1e-6)
    sizes = given.links.p_nom_opt
    for name, factor in {"furnace": 1 / 1.2, "arc": 1 / 0.9, "capture": 0.85}.items():
        assert sizes[name] > 0.05
        assert plan.number("built", name, 2027) == pytest.approx(factor * sizes[name], rel=1e-3)
    captured = 0.85 * given.snapshot_weightings.generators @ given.links_t.p0["capture"]
    assert plan.account("captured", 2027) == pytest.approx(captured, rel=1e-4)
    assert given.links_t.p0["untreated"].sum() > 0.1
