"""The factory of `peer_factory` in Calliope.

This version of Calliope builds on a part of Pyomo that HiGHS is not connected to, and no other solver comes with it: it
writes the problem as a file, and HiGHS reads that. Its own reading of results is therefore not in the time.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

import calliope
import highspy
import pandas as pd
import peer_factory as plant

logging.disable(logging.WARNING)
HOURS = pd.date_range("2027-01-01", periods=8760, freq="h", name="timesteps")


def money(amount: float, carrier: str | None = None) -> dict[str, Any]:
    """An amount of money per capacity or energy, as Calliope reads it."""
    if carrier is None:
        return {"data": amount, "index": "monetary", "dims": "costs"}
    return {"data": amount, "index": [["monetary", carrier]], "dims": ["costs", "carriers"]}


# A year costs what `peer_factory` says of it, so nothing is left to be spread over a life.
AT_ONCE = {"cost_depreciation_rate": money(1.0), "lifetime": 1}


def supply(carrier: str) -> dict[str, Any]:
    """Something bought."""
    return {"base_tech": "supply", "carrier_out": carrier, "flow_cap_max": float("inf")}


techs: dict[str, Any] = {
    "machines": {"base_tech": "demand", "carrier_in": "electricity"},
    "washing": {"base_tech": "demand", "carrier_in": "heat"},
    "grid": supply("electricity"),
    "fuel": {**supply("gas"), "cost_flow_out": money(plant.GAS)},
    "pv": {
        **supply("electricity"), **AT_ONCE, "source_unit": "per_cap",
        "cost_flow_cap": money(plant.YEARLY["pv"], "electricity"),
    },
    "boiler": {
        "base_tech": "conversion", "carrier_in": "gas", "carrier_out": "heat", "flow_out_eff": plant.BOILER, **AT_ONCE,
        "cost_flow_cap": money(plant.YEARLY["boiler"], "heat"), "cost_flow_out": money(plant.BOILER_USE, "heat"),
    },
    "pump": {
        "base_tech": "conversion", "carrier_in": "electricity", "carrier_out": "heat", "flow_out_eff": plant.PUMP,
        **AT_ONCE, "cost_flow_cap": money(plant.YEARLY["pump"], "heat"),
    },
    "battery": {
        "base_tech": "storage", "carrier_in": "electricity", "carrier_out": "electricity", "flow_in_eff": plant.CHARGE,
        "flow_out_eff": plant.DISCHARGE, "storage_loss": plant.LOSS, "cyclic_storage": True, **AT_ONCE,
        "cost_storage_cap": money(plant.YEARLY["energy"]), "cost_flow_cap": money(plant.YEARLY["power"], "electricity"),
        "cost_flow_out": money(plant.WEAR, "electricity"),
    },
}  # fmt: skip


def course(parameter: str, **columns: Any) -> tuple[dict[str, Any], pd.DataFrame]:
    """A table of one parameter over the hours, with a column for each technology."""
    frame = pd.DataFrame(columns, index=HOURS)
    frame.columns.name = "techs"
    return {"rows": "timesteps", "columns": "techs", "add_dims": {"parameters": parameter}}, frame


tables = {
    "use": course("sink_use_equals", machines=plant.MACHINES, washing=plant.WASHING),
    "sun": course("source_use_max", pv=plant.SUN),
    "tariff": course("cost_flow_out", grid=plant.TARIFF),
}
tables["tariff"][0]["add_dims"]["costs"] = "monetary"
definition = {
    "config": {
        "init": {"name": "factory", "broadcast_input_data": True},
        "build": {"ensure_feasibility": False},
    },
    "data_definitions": {"objective_cost_weights": money(1.0)},
    "techs": techs,
    "nodes": {"factory": {"techs": dict.fromkeys(techs)}},
    "data_tables": {name: {"data": name, **how} for name, (how, _) in tables.items()},
}
model = calliope.read_dict(definition, data_table_dfs={name: frame for name, (_, frame) in tables.items()})
model.build()
with tempfile.TemporaryDirectory() as folder:
    file = str(Path(folder) / "model.lp")
    model.backend.to_lp(file)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.readModel(file)
solver.run()
if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
    raise SystemExit(f"ended with {solver.getModelStatus()}")
cost = solver.getInfo().objective_function_value
print(plant.answer(cost, "calliope", solver.getNumRow(), solver.getNumCol()))
