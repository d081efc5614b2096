"""A plan for the factory, by direct arithmetic: every number follows from the case text, none from the audit's code.

Blocks: 2026-2027, 2028-2030, 2031-2035; discounting at 6 % to the end of 2025.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import xarray as xr

from .factory import HOUR, SERIES

YEARS = (2026, 2028, 2031)
LENGTHS = {2026: 2, 2028: 3, 2031: 5}
CALENDAR = tuple(range(2026, 2036))
RATE = 1.06
DAYS = [date(2025, 1, 1) + timedelta(days=day) for day in range(365)]
MONTH = np.repeat([day.month for day in DAYS], 24)

# Decisions, and what is in service by the half rule: led (4 years) serves two blocks, sensors (2 years) their own,
# the battery (6 years) two, the wind contract (5 years from 2028) only its own.
BUILT = {
    "boiler": (0, 0, 3.0), "heat_pump": (0, 0.4, 0), "rooftop_pv": (0, 2.0, 0), "battery.energy": (2.0, 0, 0),
    "battery.power": (1.0, 0, 0), "grid.connection": (0, 0, 0.5),
}  # fmt: skip
CAPACITY = {
    "boiler": (5.0, 4.0, 3.0), "heat_pump": (0, 0.4, 0.4), "rooftop_pv": (1.0, 3.0, 3.0),
    "battery.energy": (2.0, 2.0, 0), "battery.power": (1.0, 1.0, 0), "grid.connection": (0, 0, 0.5),
}  # fmt: skip
PV = {2025: 0.995**5, 2026: 0.995**6, 2028: 0.995**8 + 2.0, 2031: 0.995**11 + 2.0 * 0.995**3}
PV_STANDS = {2025: 1.0, 2026: 1.0, 2028: 3.0, 2031: 3.0}
RETIRED = {"old_boiler": (0, 1.0, 1.0), "old_pv": (0, 0, 0)}
ADOPTED = {"led": (1, 0, 0), "halogen": (0, 0, 0), "sensors": (0, 1, 0), "welding": (0, 1, 0)}
ACTIVE = {"led": (1, 1, 0), "halogen": (0, 0, 0), "sensors": (0, 1, 0), "welding": (0, 1, 1)}
LIGHTING_LEFT = {2025: 1.0, 2026: 0.8, 2028: 0.8 * 0.9 * 1.01, 2031: 1.01}
WELDING_LEFT = {2025: 1.0, 2026: 1.0, 2028: 0.7, 2031: 0.7}
WATER_LEFT = {2025: 1.0, 2026: 0.9, 2028: 0.9, 2031: 1.0}
WATER_SPARED = {2025: 0.0, 2026: 0.0, 2028: 50.0, 2031: 50.0}
FUNCTIONS = {2025: 2.0, 2026: 2.0, 2028: 2.0 + 3.0 + 1.0, 2031: 2.0 + 1.0}
REQUIRED = {2028: 24.0, 2031: 18.0}
SIGNED = {"wind_ppa": (0, 0.5, 0), "sun_ppa": (0, 0, 0.4)}
CONTRACTED = {2025: (0, 0), 2026: (0, 0), 2028: (0.5, 0), 2031: (0, 0.4)}
CERTIFICATES = {2025: 0.0, 2026: 0.0, 2028: 0.0, 2031: 500.0}


def cars(year: int) -> float:
    return 100.0 + 5.0 * (year - 2025)


def oven(year: int) -> float:
    return 8760.0 - 1760.0 * (max(year, 2026) - 2026) / 14


def annual(year: int) -> dict[str, float]:
    return {"lighting": 8000.0 * cars(year) / 100.0 * LIGHTING_LEFT[year], "oven": oven(year), "drying": 4380.0}


def welding_gas(year: int) -> float:
    return 100.0 * cars(year) / 100.0 * WELDING_LEFT[year]


def water(year: int) -> float:
    return (5000.0 - 100.0 * (year - 2025)) * cars(year) / 100.0 * WATER_LEFT[year] - WATER_SPARED[year]


def points(year: int) -> dict[str, float]:
    """Points of the numbers of a year; none are counted for 2026, of which nothing is asked."""
    if year not in REQUIRED:
        return {"energy": 0.0, "functions": 0.0, "water": 0.0}
    coal = sum(amount for name, amount in accounts(year).items() if name.startswith("tce."))
    return {
        "energy": 10.0 * min(max((30.0 - coal / cars(year)) / 20.0, 0.0), 1.0),
        "functions": 10.0 * FUNCTIONS[year] / 8.0,
        "water": 20.0 * (60.0 - water(year) / cars(year)) / 30.0,
    }


def band_factor(hour: int) -> float:
    """Price factor of an hour of 2025: the last row of the tariff that names it decides."""
    day, clock = DAYS[hour // 24], hour % 24
    if day.month in (1, 7, 8) and clock in (19, 20):
        return 2.0
    if clock >= 22 or clock < 6:
        return 0.4
    if day.weekday() < 5 and (8 <= clock < 11 or 17 <= clock < 22):
        return 1.7
    return 1.0


FACTOR = np.array([band_factor(hour) for hour in range(8760)])


def heat_pump_cop() -> np.ndarray:
    """Half the ideal performance between 95 degC and the waste water less 5 K, at most 2.7."""
    return np.minimum(2.7, 0.5 * (95.0 + 273.15) / (95.0 - (SERIES["waste_water"] - 5.0)))


def flows(year: int) -> dict[str, np.ndarray]:
    """Hourly operation of a year, by a simple rule."""
    later, stored = year >= 2028, 2026 <= year <= 2028
    clock = HOUR % 24
    charge = np.where(stored & (clock == 3), 0.3, 0.0)
    content = np.where(stored & (clock >= 3) & (clock < 19), 0.3 * 0.95 * 0.999 ** (clock - 3.0), 0.0)
    discharge = np.where(stored & (clock == 19), 0.3 * 0.95 * 0.999**16 * 0.94, 0.0)
    pump = np.full(8760, 0.3 if later else 0.0)
    power = pump / heat_pump_cop()
    cascade = np.full(8760, 0.1 if later else 0.2)
    boiler = oven(year) / 8760.0 + 0.05 + cascade - 0.01 * power
    generation = PV[year] * SERIES["sun"] * (0.95 if year == 2031 else 1.0)
    light = annual(year)["lighting"] * SERIES["shift"] / SERIES["shift"].sum()
    net = light + power + charge - discharge - generation
    imported = np.maximum(net, 0.0)
    wind, sun = CONTRACTED[year]
    return {
        "boiler.activity": boiler, "heat_pump.activity": pump, "rooftop_pv.generation": generation,
        "battery.charge": charge, "battery.discharge": discharge, "battery.soc": content,
        "grid.import": imported, "grid.export": np.maximum(-net, 0.0),
        "gas.bought": boiler / 0.9 + 0.02 * power, "steam.bought": 0.5 - cascade - pump,
        "wind_ppa.traded": np.minimum(imported, wind * SERIES["wind"]),
        "sun_ppa.traded": np.minimum(imported, sun * SERIES["sun"]),
        "heat_180>heat_90.cascade": cascade, "heat_180.dumped": np.full(8760, 0.05),
    }  # fmt: skip


def peaks(year: int) -> np.ndarray:
    imported = flows(year)["grid.import"]
    return np.array([imported[month == MONTH].max() for month in range(1, 13)])


def band(hour: int) -> str:
    """Price band of an hour of 2025."""
    return {1.0: "flat", 1.7: "peak", 0.4: "valley", 2.0: "sharp"}[float(FACTOR[hour])]


BANDS = ("flat", "peak", "sharp", "valley")
BAND = np.array([band(hour) for hour in range(8760)])


def settled(contract: str) -> np.ndarray:
    """Energy traded by year, month and band. [MWh]"""
    hourly = [flows(year)[f"{contract}.traded"] for year in YEARS]
    return np.array(
        [[[row[(month == MONTH) & (name == BAND)].sum() for name in BANDS] for month in range(1, 13)] for row in hourly]
    )


def nominated(contract: str) -> np.ndarray:
    """Energy called for by year and month: all that the contracts give, whether it is used or not. [MWh]"""
    course = SERIES[contract.removesuffix("_ppa")]
    monthly = np.array([course[month == MONTH].sum() for month in range(1, 13)])
    return np.outer(SIGNED[contract], monthly)


def accounts(year: int) -> dict[str, float]:
    total = {name: float(flow.sum()) for name, flow in flows(year).items()}
    imported, exported, generated = total["grid.import"], total["grid.export"], total["rooftop_pv.generation"]
    wind, sun, gas, steam = (
        total[name] for name in ("wind_ppa.traded", "sun_ppa.traded", "gas.bought", "steam.bought")
    )
    unclaimed = imported - wind - sun
    return {
        "import.grid": imported, "export.grid": exported,
        "generation.rooftop_pv": generated, "curtailed.rooftop_pv": PV[year] * SERIES["sun"].sum() - generated,
        "self_use.electricity": generated - exported, "roof_area.rooftop_pv": 5000.0 * PV_STANDS[year],
        "traded.wind_ppa": wind, "traded.sun_ppa": sun, "certificate.green": CERTIFICATES[year],
        "certificate_claimed.green": CERTIFICATES[year],
        "fuel.gas": gas, "fuel.steam": steam,
        "tce.gas": 0.122 * gas, "tce.steam": 0.13 * steam,
        "tce.grid": 0.1229 * imported, "tce.electricity": 0.1229 * (generated - exported),
        "scope1_fuel.gas": 0.2 * gas, "scope1_process.welding_gas": welding_gas(year),
        "scope2_location.grid": imported * (0.6 - 0.02 * (year - 2025)), "scope2_location.steam": 0.3 * steam,
        "scope2_market.grid": unclaimed * 0.65, "scope2_market.steam": 0.3 * steam,
        "scope2_market_certificates.grid": (unclaimed - CERTIFICATES[year]) * 0.65,
        "scope2_market_certificates.steam": 0.3 * steam,
        "water_withdrawal.water": water(year), "platform_functions.functions": FUNCTIONS[year],
        "allocation.carbon": 12.0 * cars(year) * 0.98 ** (year - 2028) if year >= 2028 else 0.0,
    }  # fmt: skip


def costs(year: int) -> dict[str, float]:
    """Cost lines of a year. [million CNY]"""
    of, amount = flows(year), accounts(year)
    energy = (420.0 + 6.0 * (year - 2025)) * 1e-6
    gas = (3.4 + 0.6 * (max(year, 2026) - 2026) / 14) * 100.0 * 1e-6
    index = YEARS.index(year) if year in YEARS else None
    capacity = {name: row[index] if index is not None else 0.0 for name, row in CAPACITY.items()}
    if index is None:
        capacity |= {"boiler": 5.0, "rooftop_pv": 1.0}
    active = {name: row[index] if index is not None else 0 for name, row in ACTIVE.items()}
    wind, sun = (size * SERIES[name].sum() for size, name in zip(CONTRACTED[year], ("wind", "sun"), strict=True))
    released = sum(value for name, value in amount.items() if name.startswith(("scope1", "scope2_location")))
    price = 80.0 + 10.0 * (year - 2028) if year >= 2028 else 0.0
    return {
        "grid_energy.grid.energy": float((of["grid.import"] * FACTOR).sum()) * energy,
        "grid_energy.grid.transmission": amount["import.grid"] * 150e-6,
        "grid_demand.grid.demand": 0.04 * 1.05 * float(peaks(year).sum()),
        "grid_capacity.grid.transformers": 0.0,
        "grid_fixed.grid.metering": 0.012,
        "traded_replaced.wind_ppa": -float((of["wind_ppa.traded"] * FACTOR).sum()) * energy,
        "traded_replaced.sun_ppa": -float((of["sun_ppa.traded"] * FACTOR).sum()) * energy,
        "export_revenue.grid": -amount["export.grid"] * 300e-6,
        "fuel.gas": amount["fuel.gas"] * gas,
        "fuel.steam": amount["fuel.steam"] * 250e-6,
        "ppa_energy.wind_ppa": wind * 330e-6,
        "ppa_environmental.wind_ppa": amount["traded.wind_ppa"] * 15e-6,
        "ppa_surplus.wind_ppa": -(wind - amount["traded.wind_ppa"]) * 200e-6,
        "ppa_energy.sun_ppa": sun * 310e-6,
        "ppa_environmental.sun_ppa": 0.0,
        "certificates.green": CERTIFICATES[year] * 6e-6,
        "carbon.carbon": price * 1e-6 * (released - amount["allocation.carbon"]),
        "opex_fixed.boiler": 0.012 * capacity["boiler"],
        "opex_fixed.heat_pump": 0.02 * (4.0 - 0.1 * (max(year, 2026) - 2026)) * capacity["heat_pump"],
        "opex_fixed.rooftop_pv": 0.01 * (3.0 - 0.05 * (max(year, 2026) - 2026)) * capacity["rooftop_pv"],
        "opex_fixed.battery": 0.01 * (0.9 * capacity["battery.energy"] + 0.3 * capacity["battery.power"]),
        "opex_variable.boiler": 3e-6 * float(of["boiler.activity"].sum()),
        "opex_variable.heat_pump": 0.0,
        "opex_variable.battery": 10e-6 * float(of["battery.discharge"].sum()),
        "service_fee.battery": (0.015 + 0.001 * (max(year, 2026) - 2026)) * capacity["battery.energy"],
        "measure_opex.sensors": 0.02 * active["sensors"],
        "measure_opex.welding": -0.01 * active["welding"],
        "measure_opex.led": 0.0,
        "measure_opex.halogen": 0.0,
    }


def left(capital: float, life: int, served: int) -> float:
    """Value of an investment after some years of service, by the closed formula of the annuity."""
    rest = life - served
    annuity = capital * 0.06 / (1.0 - RATE**-life)
    return annuity * ((1.0 - RATE**-rest) / 0.06 if rest >= 0 else -(RATE**-rest - 1.0) / 0.06)


# Item: capital, spent in, life, years served, last of them.
INVESTMENTS: dict[str, tuple[float, tuple[int, ...], int, int, int]] = {
    "boiler": (0.6 * 3.0 + 0.2, (2030,), 20, 5, 2035),
    "heat_pump": (3.8 * 0.4, (2028,), 15, 8, 2035),
    "rooftop_pv": (2.9 * 2.0, (2028,), 25, 8, 2035),
    "battery.energy": (0.9 * 2.0 + 0.1, (2026,), 6, 5, 2030),
    "battery.power": (0.3, (2026,), 6, 5, 2030),
    "grid.connection": (0.5 * 0.5, (2030,), 30, 5, 2035),
    "led": (2.0, (2026,), 4, 5, 2030),
    "sensors": (0.5, (2028,), 2, 3, 2030),
    "welding": (3.0, (2026, 2027), 10, 8, 2035),
}


def cash() -> dict[str, np.ndarray]:
    """One-off payments over the calendar years. [million CNY]"""
    rows: dict[str, np.ndarray] = {}
    for item, (capital, spent, life, served, last) in INVESTMENTS.items():
        capex, value = np.zeros(10), np.zeros(10)
        for year in spent:
            capex[year - 2026] += capital / len(spent)
        value[last - 2026] = -left(capital, life, served)
        rows[f"capex.{item}"], rows[f"residual_value.{item}"] = capex, value
    rows["retirement.old_boiler"] = np.zeros(10)
    rows["retirement.old_boiler"][[2028 - 2026, 2031 - 2026]] = 0.04 * 1.0, 0.04 * 4.0
    return rows


def table(rows: Iterable[dict[str, Any]]) -> tuple[list[str], np.ndarray]:
    """Names and values (name, ...) of the same dictionary in several years."""
    listed = list(rows)
    names = list(listed[0])
    return names, np.array([np.array([row[name] for row in listed], dtype=float) for name in names])


def plan() -> xr.Dataset:
    """The Solution."""
    made: dict[str, tuple[tuple[str, ...], np.ndarray]] = {}
    coords: dict[str, Any] = {
        "year": list(YEARS), "calendar": list(CALENDAR), "hour": HOUR, "month": np.arange(1, 13), "grid": ["grid"],
        "asset": list(BUILT), "existing": list(RETIRED), "measure": list(ADOPTED), "contract": list(SIGNED),
        "certificate": ["green"], "stream": ["welding_gas"], "band": list(BANDS),
    }  # fmt: skip

    def constant(variable: str, dim: str, rows: dict[str, tuple[float, ...]]) -> None:
        made[variable] = ((dim, "year"), np.array([rows[name] for name in coords[dim]], dtype=float))

    effective = dict(CAPACITY) | {"rooftop_pv": tuple(PV[year] for year in YEARS)}
    for variable, dim, rows in (
        ("built", "asset", BUILT), ("capacity", "asset", CAPACITY), ("effective", "asset", effective),
        ("retired", "existing", RETIRED), ("adopted", "measure", ADOPTED), ("active", "measure", ACTIVE),
        ("signed", "contract", SIGNED), ("certificates", "certificate", {"green": (0, 0, 500.0)}),
        ("contracted", "contract", {"wind_ppa": (0, 0.5, 0), "sun_ppa": (0, 0, 0.4)}),
        ("process_remaining", "stream", {"welding_gas": tuple(WELDING_LEFT[year] for year in YEARS)}),
        ("process_co2", "stream", {"welding_gas": tuple(welding_gas(year) for year in YEARS)}),
    ):  # fmt: skip
        constant(variable, dim, rows)
    for variable, dim, function in (
        ("annual", "end_use", annual), ("flow", "flow_item", flows), ("cost", "line_item", costs),
        ("account", "entry", accounts),
    ):  # fmt: skip
        coords[dim], values = table(function(year) for year in YEARS)
        inner = ("hour",) if variable == "flow" else ()
        made[variable] = ((dim, "year", *inner), values)
        made[f"base_{variable}"] = ((dim, *inner), table([function(2025)])[1][:, 0])
    lighting = [LIGHTING_LEFT[year] for year in YEARS]
    made["remaining"] = (("end_use", "year"), np.array([lighting, [1.0] * 3, [1.0] * 3]))
    made["base_process_co2"] = (("stream",), np.array([100.0]))
    made["peak"] = (("grid", "year", "month"), np.array([[peaks(year) for year in YEARS]]))
    made["base_peak"] = (("grid", "month"), np.array([peaks(2025)]))
    made["billed"] = (made["peak"][0], 1.05 * made["peak"][1])
    made["base_billed"] = (made["base_peak"][0], 1.05 * made["base_peak"][1])
    made["traded"] = (("contract", "year", "month", "band"), np.array([settled(name) for name in SIGNED]))
    made["nominated"] = (("contract", "year", "month"), np.array([nominated(name) for name in SIGNED]))
    coords["target"], (coords["indicator"], values) = ["recognition"], table(points(year) for year in YEARS)
    made["points"] = (("target", "year", "indicator"), values.T[np.newaxis])
    made["score"] = (("target", "year"), values.sum(axis=0)[np.newaxis])
    made["required"] = (("target", "year"), np.array([[REQUIRED.get(year, 0.0) for year in YEARS]]))
    made["score_stated"] = (("target", "year"), np.array([[float(year in REQUIRED) for year in YEARS]]))
    coords["cash_item"], values = list(cash()), np.array(list(cash().values()))
    made["cash"] = (("cash_item", "calendar"), values)
    coords["unit"] = ("entry", [account_unit(name) for name in coords["entry"]])
    return xr.Dataset(made, coords, {"case": "by_hand", "scenario": "base", "npv_cost": npv(values)})


def account_unit(entry: str) -> str:
    account = entry.partition(".")[0]
    units = {"tce": "tce", "allocation": "t", "roof_area": "m2", "water_withdrawal": "m3", "platform_functions": "1"}
    return units.get(account, "t" if account.startswith(("scope", "offset", "captured")) else "MWh")


def npv(payments: np.ndarray) -> float:
    """Everything paid, discounted year by year to the end of 2025. [million CNY]"""
    total = sum(payments[:, year - 2026].sum() / RATE ** (year - 2025) for year in CALENDAR)
    for year, following in pairwise((*YEARS, 2036)):
        for calendar_year in range(year, following):
            total += sum(costs(year).values()) / RATE ** (calendar_year - 2025)
    return float(total)
