"""A small factory with every feature of the models, for what must hold of all of them."""

from __future__ import annotations

import numpy as np

from planner.case.value import Case
from planner.fields import YearPath

from .bench import case, demand, fuel, on

LINES = {
    "energy": {"basis": "energy", "price": "600 CNY/MWh", "factors": {"peak": "1.7", "valley": "0.4"}},
    "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
    "capacity": {"basis": "capacity", "price": "25 CNY/(kVA*month)"},
    "meter": {"basis": "fixed", "price": "1000 CNY/month"},
}
BASE = {"scope1_fuel": 6000.0, "scope1_process": 100.0, "scope2_location": 20000.0}


def everything() -> Case:
    """The case: two years, all kinds of thing, every kind of limit and statement."""
    things = {
        "carriers.hot": {"kind": "carrier", "temperature": "180 degC", "serves": ["warm"], "dump": True},
        "carriers.warm": {"kind": "carrier", "temperature": "60 degC"},
        "demands.light": demand("17520 MWh", profile="shift", follows="cars"),
        "demands.oven": demand("8760 MWh", "hot"), "demands.wash": demand("4380 MWh", "warm"),
        "demands.lime": {"kind": "process", "co2": "100 t/a"},
        "technologies.boiler": {
            "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"hot": "90 %"}, "capex": "600 CNY/kW",
            "capex_fixed": "200000 CNY", "life": "20 a", "lead_time": "1 a", "opex_fixed": "12 CNY/(kW*a)",
            "opex_variable": "3 CNY/MWh", "max": "10 MW", "min_build": "1 MW", "retire_cost": "40 CNY/kW",
        },
        "technologies.pump": {
            "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"warm": "300 %"}, "life": "15 a",
            "carnot": {"share": "50 %", "source": "20 degC"}, "capex": "4000 CNY/kW", "opex_fixed": "2 %/a",
        },
        "technologies.pv": {
            "kind": "renewable", "profile": "sun", "capex": "2500 CNY/kW", "life": "25 a", "degradation": "0.5 %/a",
            "max": "4 MW", "area": "5 m2/kW", "area_from": "roof", "opex_fixed": "1 %/a",
        },
        "technologies.battery": {
            "kind": "storage", "capex_energy": "400 CNY/kWh", "capex_power": "100 CNY/kW", "life": "6 a",
            "opex_variable": "10 CNY/MWh", "efficiency_charge": "95 %", "c_rate": "0.5 1/h", "max_energy": "20 MWh",
            "max_power": "10 MW", "capex_fixed": "100000 CNY", "standing_loss": "0.1 %/h",
        },
        "technologies.pit": {
            "kind": "storage", "carrier": "warm", "seasonal": True, "capex_energy": "1 CNY/kWh", "life": "30 a",
            "max_energy": "500 MWh", "max_power": "1 MW",
        },
        "existing.old": {"kind": "existing", "technology": "boiler", "capacity": "1.5 MW", "built": 2015},
        "measures.led": {
            "kind": "measure", "capex": "0.5 Mio CNY", "life": "4 a", "saves": {"light": "20 %"},
            "excludes": ["halogen"], "before": ["sensors"], "opex": "1000 CNY/a",
        },
        "measures.halogen": {"kind": "measure", "capex": "1 Mio CNY", "life": "4 a", "saves": {"light": "5 %"}},
        "measures.sensors": {
            "kind": "measure", "capex": "0.1 Mio CNY", "life": "2 a", "requires": ["led"],
            "saves": {"light": "10 %", "lime": "30 %"},
        },
        "supply.grid": {
            "kind": "grid", "components": LINES, "transformer": "6 MVA", "peak_factor": "1.05", "limit": "3 MW",
            "periods": [{"band": "peak", "hours": "8-12"}, {"band": "valley", "hours": "0-8"}],
            "reinforcement": {"step": "0.5 MW", "capex": "500 CNY/kW", "lead_time": "0 a", "max_steps": 4},
            "export": {"price": "300 CNY/MWh", "limit": "0.5 MW"}, "emission_factor": "0.6 t/MWh",
            "residual_factor": "0.65 t/MWh",
        },
        "demands.yard": demand("876 MWh", "yard_power"),
        "supply.yard": {
            "kind": "grid", "carrier": "yard_power", "components": LINES, "billing": "capacity",
            "transformer": "0.2 MVA", "emission_factor": "0.6 t/MWh", "residual_factor": "0.65 t/MWh",
        },
        "supply.gas": fuel("gas", "3 CNY/m3", lhv="10 kWh/m3", emission_factor="2 kg/m3", tce="1.22 kgce/m3",
                           limit="5000000 m3/a"),
        "supply.steam": fuel("warm", "300 CNY/MWh", emission_factor="0.3 t/MWh", scope="scope2", tce="0.13 tce/MWh"),
        "supply.wind": {
            "kind": "ppa", "profile": "sun", "start": [2026, 2028], "tenor": "2 a", "min": "0.5 MW", "max": "3 MW",
            "energy_price": "330 CNY/MWh", "environmental_value": "15 CNY/MWh", "surplus_price": "100 CNY/MWh",
        },
        "supply.green": {"kind": "certificate", "price": "6 CNY/MWh", "max": "9000 MWh/a"},
        "carbon.ets": {
            "kind": "carbon", "scheme": "shadow", "price": "70 CNY/t",
            "allocation": {"product": "cars", "benchmark": "10 t", "tightening": "2 %/a"},
        },
        "targets.co2": {
            "kind": "emission_cap", "limit": {2026: "16000 t/a"}, "reduction": {2028: "45 %"},
            "intensity": {2028: "150 t"}, "product": "cars", "budget": "44000 t", "peak": 2026,
        },
        "targets.market": {"kind": "emission_cap", "basis": "market_certificates", "limit": {2028: "6500 t/a"}},
        "finance.finance": {"kind": "finance", "budget": {"2026": "12 Mio CNY", "2026..2029": "30 Mio CNY"}},
    }  # fmt: skip
    cars = {"cars": YearPath(((2025, 100.0), (2030, 110.0)))}
    series = {"shift": on((6, 22), low=0.4), "sun": np.clip(np.sin((np.arange(8760) % 24 - 6) / 12 * np.pi), 0.0, None)}
    return case(things, years=(2026, 2028), end=2029, rate=0.06, series=series, production=cars, roof=20000.0)
