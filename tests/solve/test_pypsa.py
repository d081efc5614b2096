"""The same factory in PyPSA: an independent tool finds the same cost, the same sizes and the same emissions.

Service from 2027 to 2036 with one year of lead time: capital is spent at the end of 2026 and serves exactly its life,
so nothing is left of it, and each unit of it costs `annuity` a year. One block of ten years, so the plan's cost is the
yearly cost times the weight of the block.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pypsa
import pytest
from numpy.typing import NDArray

from planner.finance import annuity
from planner.site import Steps
from tests.solve.small import Answered, case_of, optimum

Array = NDArray[np.float64]
RATE, LIFE = 0.08, 10
WEIGHT = sum((1.0 + RATE) ** -(year - 2025) for year in range(2027, 2037))
YEARLY = annuity(RATE, LIFE)
DRAW = np.random.default_rng(2)


@dataclass(frozen=True)
class Ring(Steps):
    """Days one after the other, the first after the last: the time of a PyPSA network with cyclic storage."""

    @property
    def previous(self) -> NDArray[np.int64]:
        return np.roll(np.arange(self.count), 1)


def ring(days: int) -> Ring:
    return Ring("typical", np.arange(days), np.arange(365) % days)


WEEK = np.arange(168)
PATTERN = {
    "load": np.where(WEEK % 24 < 7, 0.4, 1.0) * DRAW.uniform(0.7, 1.0, 168),
    "warmth": DRAW.uniform(0.2, 1.0, 168),
    "sun": np.clip(np.sin((WEEK % 24 - 6) / 12 * np.pi), 0.0, None) * np.repeat(DRAW.uniform(0.2, 1.0, 7), 24),
}


def series(days: int) -> dict[str, Array]:
    """A year in which the first days of the pattern take turns."""
    return {name: pattern.reshape(7, 24)[np.arange(365) % days].reshape(-1) for name, pattern in PATTERN.items()}


@dataclass(frozen=True)
class Terms:
    """What differs between the factories compared. Money in CNY."""

    days: int = 7
    cell_energy: float = 300_000.0  # per MWh
    cell_power: float = 0.0  # per MW
    c_rate: float | None = 0.5
    carbon: float = 0.0  # per t
    demand: float = 0.0  # per MW and year
    export: float | None = None  # per MWh


def ours(terms: Terms) -> Answered:
    components: dict[str, Any] = {
        "energy": {"basis": "energy", "price": "500 CNY/MWh", "factors": {"peak": 1.8, "valley": 0.4}},
        "peak": {"basis": "demand", "price": f"{terms.demand / 12 / 1000} CNY/(kW*month)"},
    }
    grid: dict[str, Any] = {
        "kind": "grid", "periods": [{"band": "peak", "hours": "8-12,17-21"}, {"band": "valley", "hours": "23-7"}],
        "components": components, "emission_factor": "0.57 t/MWh", "residual_factor": "0.6 t/MWh",
    }  # fmt: skip
    if terms.export is not None:
        grid["export"] = {"price": f"{terms.export} CNY/MWh", "limit": "1 MW"}
    battery: dict[str, Any] = {
        "kind": "storage", "capex_energy": f"{terms.cell_energy / 1000} CNY/kWh", "opex_fixed": "2 %/a",
        "capex_power": f"{terms.cell_power / 1000} CNY/kW", "life": f"{LIFE} a", "lead_time": "1 a",
        "efficiency_charge": "95 %", "efficiency_discharge": "93 %", "standing_loss": "0.2 %/h",
        "opex_variable": "5 CNY/MWh",
    }  # fmt: skip
    if terms.c_rate is not None:
        battery["c_rate"] = f"{terms.c_rate} 1/h"
    built = {"life": f"{LIFE} a", "lead_time": "1 a"}
    things: dict[str, dict[str, Any]] = {
        "carriers.electricity": {"kind": "carrier"},
        "carriers.gas": {"kind": "carrier"},
        "carriers.heat": {"kind": "carrier", "temperature": "80 degC"},
        "demands.machines": {"kind": "demand", "carrier": "electricity", "annual": "20000 MWh", "profile": "load"},
        "demands.washing": {"kind": "demand", "carrier": "heat", "annual": "9000 MWh", "profile": "warmth"},
        "technologies.boiler": {
            "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "90 %"}, "capex": "500 CNY/kW",
            "opex_variable": "2 CNY/MWh", **built,
        },
        "technologies.pump": {
            "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"heat": "280 %"},
            "capex": "4000 CNY/kW", "opex_fixed": "1.5 %/a", **built,
        },
        "technologies.pv": {
            "kind": "renewable", "profile": "sun", "capex": "3600 CNY/kW", "opex_fixed": "1 %/a", **built,
        },
        "technologies.battery": battery,
        "supply.grid": grid,
        "supply.fuel": {
            "kind": "fuel", "carrier": "gas", "price": "320 CNY/MWh", "emission_factor": "0.202 t/MWh",
            "tce": "0.1229 tce/MWh",
        },
        "carbon.carbon": {"kind": "carbon", "scheme": "shadow", "price": f"{terms.carbon} CNY/t"},
    }  # fmt: skip
    case = case_of(things, years=(2027,), end=2026 + LIFE, rate=RATE, series=series(terms.days))
    return optimum(case, ring(terms.days))


def theirs(terms: Terms) -> pypsa.Network:
    steps, given = ring(terms.days), series(terms.days)
    hours = np.arange(steps.count)
    network = pypsa.Network()
    network.set_snapshots(hours)
    network.snapshot_weightings.loc[:, "objective"] = steps.weight
    network.snapshot_weightings.loc[:, "generators"] = steps.weight
    network.snapshot_weightings.loc[:, "stores"] = 1.0
    for bus in ("electricity", "gas", "heat"):
        network.add("Bus", bus)
    for bus, annual, profile in (("electricity", 20_000.0, "load"), ("heat", 9_000.0, "warmth")):
        # Each day of the pattern, scaled to the yearly energy.
        course = given[profile][: steps.count]
        network.add("Load", f"{bus} load", bus=bus, p_set=annual * course / given[profile].sum())
    hour = hours % 24
    price = np.where((hour >= 8) & (hour < 12) | (hour >= 17) & (hour < 21), 900.0, 500.0)
    price = np.where((hour >= 23) | (hour < 7), 200.0, price)
    network.add(
        "Generator", "grid", bus="electricity", p_nom_extendable=True, capital_cost=terms.demand,
        marginal_cost=price + 0.57 * terms.carbon,
    )  # fmt: skip
    if terms.export is not None:
        network.add(
            "Generator", "export", bus="electricity", p_nom=1.0, p_min_pu=-1.0, p_max_pu=0.0, marginal_cost=terms.export
        )
    network.add("Generator", "fuel", bus="gas", p_nom=1e3, marginal_cost=320.0 + 0.202 * terms.carbon)
    network.add(
        "Generator", "pv", bus="electricity", p_nom_extendable=True, capital_cost=3.6e6 * (YEARLY + 0.01),
        p_max_pu=given["sun"][: steps.count],
    )  # fmt: skip
    # A link is sized and paid on its input, our converters on their output.
    network.add(
        "Link", "boiler", bus0="gas", bus1="heat", efficiency=0.9, p_nom_extendable=True,
        capital_cost=0.5e6 * YEARLY * 0.9, marginal_cost=2.0 * 0.9,
    )  # fmt: skip
    network.add(
        "Link", "pump", bus0="electricity", bus1="heat", efficiency=2.8, p_nom_extendable=True,
        capital_cost=4.0e6 * (YEARLY + 0.015) * 2.8,
    )  # fmt: skip
    if terms.c_rate is not None:
        network.add(
            "StorageUnit", "battery", bus="electricity", p_nom_extendable=True, max_hours=1.0 / terms.c_rate,
            capital_cost=(terms.cell_energy / terms.c_rate + terms.cell_power) * (YEARLY + 0.02), marginal_cost=5.0,
            efficiency_store=0.95, efficiency_dispatch=0.93, standing_loss=0.002, cyclic_state_of_charge=True,
        )  # fmt: skip
    else:
        network.add("Bus", "cell")
        network.add(
            "Store", "cell", bus="cell", e_nom_extendable=True, e_cyclic=True, standing_loss=0.002,
            capital_cost=terms.cell_energy * (YEARLY + 0.02),
        )  # fmt: skip
        network.add(
            "Link", "charge", bus0="electricity", bus1="cell", efficiency=0.95, p_nom_extendable=True,
            capital_cost=terms.cell_power * (YEARLY + 0.02),
        )  # fmt: skip
        network.add(
            "Link", "discharge", bus0="cell", bus1="electricity", efficiency=0.93, p_nom_extendable=True,
            marginal_cost=5.0 * 0.93,
        )  # fmt: skip

    def same_power(network: pypsa.Network, snapshots: Any) -> None:
        """One converter charges and discharges: the same power on the side of the site."""
        if terms.c_rate is None:
            size = network.model["Link-p_nom"]
            charge, discharge = (size.sel(name=[name]).sum() for name in ("charge", "discharge"))
            network.model.add_constraints(charge - 0.93 * discharge == 0.0, name="same_power")

    status, condition = network.optimize(
        solver_name="highs", include_objective_constant=False, extra_functionality=same_power, log_to_console=False
    )
    assert (status, condition) == ("ok", "optimal")
    return network


CASES = {
    "fixed c-rate": Terms(),
    "two days": Terms(days=2),
    "one day": Terms(days=1),
    "energy and power apart": Terms(c_rate=None, cell_energy=250_000.0, cell_power=150_000.0),
    "carbon price": Terms(carbon=250.0),
    "demand charge": Terms(demand=360_000.0),
    "all": Terms(c_rate=None, cell_energy=220_000.0, cell_power=90_000.0, carbon=80.0, demand=300_000.0, export=250.0),
}


@pytest.mark.parametrize("terms", CASES.values(), ids=CASES.keys())
def test_pypsa_finds_the_same_factory(terms: Terms) -> None:
    plan, network = ours(terms), theirs(terms)
    assert plan.cost / WEIGHT == pytest.approx(network.objective / 1e6, rel=1e-6)
    assert not plan.oversteps
    # Both optima have to use what is compared, else the comparison says nothing.
    sizes = network.generators.p_nom_opt, network.links.p_nom_opt
    assert plan.number("built", "pv", 2027) == pytest.approx(sizes[0]["pv"], rel=1e-3, abs=1e-3)
    assert plan.number("built", "boiler", 2027) == pytest.approx(0.9 * sizes[1]["boiler"], rel=1e-3, abs=1e-3)
    assert plan.number("built", "pump", 2027) == pytest.approx(2.8 * sizes[1]["pump"], rel=1e-3, abs=1e-3)
    energy = (
        network.storage_units.p_nom_opt["battery"] / terms.c_rate
        if terms.c_rate is not None
        else network.stores.e_nom_opt["cell"]
    )
    assert plan.number("built", "battery.energy", 2027) == pytest.approx(energy, rel=1e-3, abs=1e-3)
    weight = network.snapshot_weightings.generators
    released = 0.57 * weight @ network.generators_t.p["grid"] + 0.202 * weight @ network.generators_t.p["fuel"]
    assert plan.co2(2027) == pytest.approx(released, rel=1e-5)


def test_the_comparison_has_something_to_compare() -> None:
    plan = ours(CASES["all"])
    for asset in ("pv", "pump", "battery.energy", "battery.power"):
        assert plan.number("built", asset, 2027) > 0.1, asset
    assert plan.account("export", 2027) > 1.0
