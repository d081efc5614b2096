"""A plan for the foundry, by direct arithmetic; money is not discounted.

In 2028 a third engine, half a tonne an hour of melting and a capture plant enter service.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from .by_hand import MONTH, account_unit, table
from .factory import HOUR
from .foundry import CLOCK, SERIES

YEARS = (2026, 2028)
ALL = (2025, *YEARS)
BUILT = {"boiler": (0, 0), "casting": (0, 0), "engine": (0, 0.5), "melting": (0, 0.5), "scrubber": (0, 0.2)}
CAPACITY = {"boiler": (1, 1), "casting": (2, 2), "engine": (1, 1.5), "melting": (1, 1.5), "scrubber": (0, 0.2)}
TREATED = {"kiln": 0.04, "melting": 0.02, "gas": 0.04}


def ingots(year: int) -> float:
    """Output. [t/h]"""
    return 0.9 + 0.1 * (year - 2025) / 3.0


def flows(year: int) -> dict[str, np.ndarray]:
    """Hourly operation of a year."""
    flat = np.ones(8760)
    units = np.where((CLOCK >= 9) & (CLOCK < 18), 2.0, np.where((CLOCK >= 6) & (CLOCK < 22), 1.0, 0.0))
    power = np.where(units == 2.0, 0.8, np.where(units == 1.0, 0.3, 0.0))
    started = np.where((CLOCK == 6) | (CLOCK == 9), 1.0, 0.0)
    treated = {name: part * flat * (year == 2028) for name, part in TREATED.items()}
    captured = 0.9 * sum(treated.values())
    recovered = 0.02 * flat * (year == 2028)
    boiler = 0.5 * captured - recovered
    ahead, relieved = 0.1 * (CLOCK == 1), 0.1 * (CLOCK == 3)
    made = ingots(year) * flat
    load = 8760.0 * SERIES["hall"] / SERIES["hall"].sum()
    return {
        "engine.activity": power, "engine.on": units, "engine.started": started,
        "hall.shifted_in": ahead, "hall.shifted_out": relieved, "hall.shifted": 0.1 * ((CLOCK == 1) | (CLOCK == 2)),
        "melting.activity": made, "casting.activity": 1.05 * made, "boiler.activity": boiler,
        "offgas>heat_120.recovered": recovered, "offgas>heat_60.recovered": 0.3 * flat,
        "scrubber.captured": captured, "kiln>scrubber.treated": treated["kiln"],
        "melting>scrubber.treated": treated["melting"], "gas>scrubber.treated": treated["gas"],
        "grid.import": load + ahead - relieved + 0.5 * made + 0.2 * captured - power,
        "gas.bought": 0.2 * 1.05 * made + boiler / 0.9 + (0.75 * power + 0.25 * 0.5 * units) / 0.4,
    }  # fmt: skip


def peaks(year: int) -> np.ndarray:
    imported = flows(year)["grid.import"]
    return np.array([imported[month == MONTH].max() for month in range(1, 13)])


def melting_co2(year: int) -> float:
    """CO2 per tonne made. [t/t]"""
    return 0.06 - 0.02 * (year - 2025) / 4


def accounts(year: int) -> dict[str, float]:
    total = {name: float(flow.sum()) for name, flow in flows(year).items()}
    imported, gas, captured = total["grid.import"], total["gas.bought"], total["scrubber.captured"]
    return {
        "import.grid": imported, "export.grid": 0.0, "fuel.gas": gas, "tce.grid": 0.12 * imported,
        "tce.gas": 0.12 * gas, "scope1_fuel.gas": 0.2 * gas, "scope1_process.kiln": 876.0,
        "scope1_process.melting": melting_co2(year) * total["melting.activity"], "scope1_process.casting": 0.0,
        "scope1_process.scrubber": -captured, "captured.scrubber": captured,
        "scope2_location.grid": 0.5 * imported, "scope2_market.grid": 0.6 * imported,
        "scope2_market_certificates.grid": 0.6 * imported,
    }  # fmt: skip


def costs(year: int) -> dict[str, float]:
    """Cost lines of a year. [million CNY]"""
    total, amount = {name: float(flow.sum()) for name, flow in flows(year).items()}, accounts(year)
    melting = CAPACITY["melting"][YEARS.index(year)] if year in YEARS else 1.0
    return {
        "grid_energy.grid.energy": 600e-6 * amount["import.grid"],
        "fuel.gas": 350e-6 * amount["fuel.gas"],
        "opex_fixed.melting": 0.02 * 1000e-6 * 8760.0 * melting,
        "opex_variable.melting": 5e-6 * total["melting.activity"],
        "opex_variable.scrubber": 30e-6 * amount["captured.scrubber"],
        "transport_storage.scrubber": 200e-6 * amount["captured.scrubber"],
        "start_cost.engine": (500e-6 + 10e-6 * (year - 2025)) * total["engine.started"],
    }


def cash() -> dict[str, np.ndarray]:
    """One-off payments over the calendar years: all in 2028, with 18 of 20 years left at the end. [million CNY]"""
    capital = {"engine": 4.0 * 0.5, "melting": 1000e-6 * 8760.0 * 0.5, "scrubber": 2000e-6 * 8760.0 * 0.2}
    rows: dict[str, np.ndarray] = {}
    for item, amount in capital.items():
        rows[f"capex.{item}"] = np.array([0.0, 0.0, amount, 0.0])
        rows[f"residual_value.{item}"] = np.array([0.0, 0.0, 0.0, -0.9 * amount])
    return rows


def foundry_plan() -> xr.Dataset:
    """The Solution."""
    existing = ["old_boiler", "old_casting", "old_engine", "old_melting"]
    uses = {"drying": 2628.0, "hall": 8760.0}
    coords: dict[str, Any] = {
        "year": list(YEARS), "calendar": [2026, 2027, 2028, 2029], "hour": HOUR, "month": np.arange(1, 13),
        "asset": list(BUILT), "existing": existing, "end_use": list(uses), "stream": ["kiln"], "grid": ["grid"],
    }  # fmt: skip
    made: dict[str, tuple[tuple[str, ...], np.ndarray]] = {}
    made["built"] = (("asset", "year"), np.array(list(BUILT.values()), dtype=float))
    made["capacity"] = made["effective"] = (("asset", "year"), np.array(list(CAPACITY.values()), dtype=float))
    made["retired"] = (("existing", "year"), np.zeros((4, 2)))
    made["annual"] = (("end_use", "year"), np.outer(list(uses.values()), np.ones(2)))
    made["base_annual"] = (("end_use",), np.array(list(uses.values())))
    made["remaining"] = (("end_use", "year"), np.ones((2, 2)))
    made["process_co2"], made["process_remaining"] = ((("stream", "year"), np.full((1, 2), x)) for x in (876.0, 1.0))
    made["base_process_co2"] = (("stream",), np.array([876.0]))
    made["peak"] = (("grid", "year", "month"), np.array([[peaks(year) for year in YEARS]]))
    made["base_peak"] = (("grid", "month"), np.array([peaks(2025)]))
    for variable, dim, function in (
        ("flow", "flow_item", flows), ("cost", "line_item", costs), ("account", "entry", accounts),
    ):  # fmt: skip
        coords[dim], values = table(function(year) for year in ALL)
        inner = ("hour",) if variable == "flow" else ()
        made[variable] = ((dim, "year", *inner), values[:, 1:])
        made[f"base_{variable}"] = ((dim, *inner), values[:, 0])
    coords["cash_item"], payments = list(cash()), np.array(list(cash().values()))
    made["cash"] = (("cash_item", "calendar"), payments)
    coords["unit"] = ("entry", [account_unit(name) for name in coords["entry"]])
    total = float(payments.sum()) + 2.0 * sum(sum(costs(year).values()) for year in YEARS)
    return xr.Dataset(made, coords, {"case": "by_hand", "scenario": "base", "npv_cost": total})
