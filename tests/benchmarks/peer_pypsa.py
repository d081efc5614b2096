"""The factory of `peer_factory` in PyPSA."""

from __future__ import annotations

import logging
from typing import Any

import peer_factory as plant
import pypsa

logging.disable(logging.WARNING)
network = pypsa.Network()
network.set_snapshots(list(range(8760)))
for bus in ("electricity", "gas", "heat", "cell"):
    network.add("Bus", bus)
network.add("Load", "machines", bus="electricity", p_set=plant.MACHINES)
network.add("Load", "washing", bus="heat", p_set=plant.WASHING)
network.add("Generator", "grid", bus="electricity", p_nom=1e3, marginal_cost=plant.TARIFF)
network.add("Generator", "fuel", bus="gas", p_nom=1e3, marginal_cost=plant.GAS)
network.add(
    "Generator", "pv", bus="electricity", p_nom_extendable=True, capital_cost=plant.YEARLY["pv"], p_max_pu=plant.SUN
)  # fmt: skip
# A link is sized and paid on its input.
network.add(
    "Link", "boiler", bus0="gas", bus1="heat", efficiency=plant.BOILER, p_nom_extendable=True,
    capital_cost=plant.YEARLY["boiler"] * plant.BOILER, marginal_cost=plant.BOILER_USE * plant.BOILER,
)  # fmt: skip
network.add(
    "Link", "pump", bus0="electricity", bus1="heat", efficiency=plant.PUMP, p_nom_extendable=True,
    capital_cost=plant.YEARLY["pump"] * plant.PUMP,
)  # fmt: skip
network.add(
    "Store", "cell", bus="cell", e_nom_extendable=True, e_cyclic=True, standing_loss=plant.LOSS,
    capital_cost=plant.YEARLY["energy"],
)  # fmt: skip
network.add(
    "Link", "charge", bus0="electricity", bus1="cell", efficiency=plant.CHARGE, p_nom_extendable=True,
    capital_cost=plant.YEARLY["power"],
)  # fmt: skip
network.add(
    "Link", "discharge", bus0="cell", bus1="electricity", efficiency=plant.DISCHARGE, p_nom_extendable=True,
    marginal_cost=plant.WEAR * plant.DISCHARGE,
)  # fmt: skip


def same_power(network: pypsa.Network, _snapshots: Any) -> None:
    """One converter charges and discharges: the same power outside the battery."""
    size = network.model["Link-p_nom"]
    charge, discharge = (size.sel(name=[name]).sum() for name in ("charge", "discharge"))
    network.model.add_constraints(charge - plant.DISCHARGE * discharge == 0.0, name="same_power")


status, condition = network.optimize(
    solver_name="highs", include_objective_constant=False, extra_functionality=same_power, log_to_console=False
)
if (status, condition) != ("ok", "optimal"):
    raise SystemExit(f"ended with {status}, {condition}")
print(plant.answer(network.objective or 0.0, "pypsa", int(network.model.ncons), int(network.model.nvars)))
