"""One small factory that every tool compared can state: its numbers, once, and the case file made of them.

Electricity and heat demand; PV, a battery whose energy and power are sized apart, a heat pump and a gas boiler; bought
electricity by time of use and bought gas. One year of 8,760 hours, cyclic, all capacities free, no yes/no decision.
What not all tools can state is left out: monthly peak charges, above all.

Power MW, energy MWh, money CNY. Capacities count on what a thing gives; a battery has one power for charging and
discharging, both counted outside it.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

HOUR = np.arange(8760)
DAY = HOUR // 24
WEEKEND = DAY % 7 >= 5
SEASON = np.cos((DAY - 15) / 365 * 2 * np.pi)  # 1 in the middle of January


def unrest(pace: float) -> Array:
    """Something between 0 and 1 that never repeats, to set hours and days apart."""
    found: Array = 0.5 + 0.25 * np.sin(pace * HOUR) + 0.25 * np.sin(pace * np.sqrt(2.0) * HOUR + 1.0)
    return found


SHAPES: dict[str, Array] = {
    "load": np.where(HOUR % 24 < 7, 0.4, 1.0) * np.where(WEEKEND, 0.6, 1.0) * (0.8 + 0.2 * unrest(1.7)),
    "warmth": (1.0 + 0.6 * SEASON) * np.where(WEEKEND, 0.7, 1.0) * (0.5 + 0.5 * unrest(0.9)),
    "sun": np.clip(np.sin((HOUR % 24 - 6) / 12 * np.pi), 0.0, None) * (0.6 - 0.2 * SEASON) * (0.3 + unrest(0.061)),
}
SUN = SHAPES["sun"]

ELECTRICITY, HEAT = 20_000.0, 9_000.0  # MWh/a


def demand(amount: float, shape: str) -> Array:
    """Power in every hour of a demand of so much a year. [MW]"""
    course = SHAPES[shape]
    return course * (amount / float(course.sum()))


MACHINES, WASHING = demand(ELECTRICITY, "load"), demand(HEAT, "warmth")


PRICE, PEAK, VALLEY = 500.0, 1.8, 0.4  # CNY/MWh, and factors on it
_OF_DAY = HOUR % 24
IS_PEAK = (_OF_DAY >= 8) & (_OF_DAY < 12) | (_OF_DAY >= 17) & (_OF_DAY < 21)
IS_VALLEY = (_OF_DAY >= 23) | (_OF_DAY < 7)
TARIFF: Array = PRICE * np.where(IS_PEAK, PEAK, np.where(IS_VALLEY, VALLEY, 1.0))
GAS = 320.0  # CNY/MWh

BOILER, PUMP = 0.9, 2.8  # heat per gas, heat per electricity
CHARGE, DISCHARGE, LOSS = 0.95, 0.93, 0.002  # 1, 1, 1/h
BOILER_USE, WEAR = 2.0, 5.0  # CNY per MWh of heat, of electricity discharged

RATE, LIFE = 0.08, 10
CRF = RATE / (1.0 - (1.0 + RATE) ** -LIFE)

# Investment in CNY/MW or CNY/MWh, and upkeep as a share of it each year.
CAPEX = {"boiler": 0.5e6, "pump": 4.0e6, "pv": 2.4e6, "energy": 0.45e6, "power": 0.15e6}
UPKEEP = {"boiler": 0.0, "pump": 0.015, "pv": 0.01, "energy": 0.02, "power": 0.02}
YEARLY = {name: capex * (CRF + UPKEEP[name]) for name, capex in CAPEX.items()}

# A size beyond any that pays, for tools that ask for one. [MW, MWh]
AMPLE = 1000.0

# The planner counts present value over the block of years: service from 2027, money of 2025.
FIRST, PRICE_YEAR = 2027, 2025
WEIGHT = sum((1.0 + RATE) ** -(year - PRICE_YEAR) for year in range(FIRST, FIRST + LIFE))

CASE = f"""\
case: {{name: Peer factory, sector: example, currency: CNY, price_year: {PRICE_YEAR}}}
horizon:
  base_year: {PRICE_YEAR}
  first_decision: {FIRST - 1}
  years: [{FIRST}]
  end: {FIRST + LIFE - 1}
  discount_rate: {RATE * 100} %/a
series: shapes.csv
carriers:
  heat: {{temperature: 80 degC}}
demands:
  machines: {{carrier: electricity, annual: {ELECTRICITY} MWh, profile: load}}
  washing: {{carrier: heat, annual: {HEAT} MWh, profile: warmth}}
existing:
  old_boiler: {{technology: boiler, capacity: 10 MW, built: {FIRST - 20}, retires: {FIRST}}}
technologies:
  boiler:
    {{kind: converter, inputs: {{gas: 100 %}}, outputs: {{heat: {BOILER * 100} %}},
     capex: {CAPEX["boiler"] / 1e3} CNY/kW, opex_variable: {BOILER_USE} CNY/MWh, life: {LIFE} a, lead_time: 1 a}}
  pump:
    {{kind: converter, inputs: {{electricity: 100 %}}, outputs: {{heat: {PUMP * 100} %}},
     capex: {CAPEX["pump"] / 1e3} CNY/kW, opex_fixed: {UPKEEP["pump"] * 100} %/a, life: {LIFE} a, lead_time: 1 a}}
  pv:
    {{kind: renewable, profile: sun, capex: {CAPEX["pv"] / 1e3} CNY/kW, opex_fixed: {UPKEEP["pv"] * 100} %/a,
     life: {LIFE} a, lead_time: 1 a}}
  battery:
    {{kind: storage, capex_energy: {CAPEX["energy"] / 1e3} CNY/kWh, capex_power: {CAPEX["power"] / 1e3} CNY/kW,
     opex_fixed: {UPKEEP["energy"] * 100} %/a, opex_variable: {WEAR} CNY/MWh, life: {LIFE} a, lead_time: 1 a,
     efficiency_charge: {CHARGE * 100} %, efficiency_discharge: {DISCHARGE * 100} %, standing_loss: {LOSS * 100} %/h}}
supply:
  grid:
    periods: [{{band: peak, hours: "8-12,17-21"}}, {{band: valley, hours: "23-7"}}]
    components:
      energy: {{basis: energy, price: {PRICE} CNY/MWh, factors: {{peak: {PEAK}, valley: {VALLEY}}}}}
    emission_factor: 0.57 t/MWh
    residual_factor: 0.6 t/MWh
  gas: {{kind: fuel, carrier: gas, price: {GAS} CNY/MWh, emission_factor: 0.202 t/MWh, tce: 0.1229 tce/MWh}}
"""


def write_case(folder: Path) -> Path:
    """Write the factory as a case of the planner, and say where."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    rows = [",".join(SHAPES), *(",".join(map(repr, map(float, row))) for row in zip(*SHAPES.values(), strict=True))]
    (folder / "shapes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def answer(cost: float, package: str, rows: int, columns: int) -> str:
    """What a tool came to, as the line by which its process says it.

    Parameters
    ----------
    cost : float
        Least yearly cost. [CNY/a]
    package : str
        Package whose version is told.
    rows, columns : int
        Size of the problem as the tool states it.

    Returns
    -------
    str
        JSON.
    """
    return json.dumps({"objective": cost, "version": version(package), "rows": rows, "columns": columns})
