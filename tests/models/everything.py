"""A small factory with every feature of the models, for what must hold of all of them."""

from __future__ import annotations

import numpy as np

from planner.case.value import Case
from planner.fields import YearPath

from .bench import case, demand, fuel, on, scheme

LINES = {
    "energy": {"basis": "energy", "price": "600 CNY/MWh", "factors": {"peak": "1.7", "valley": "0.4"}},
    "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
    "capacity": {"basis": "capacity", "price": "25 CNY/(kVA*month)"},
    "meter": {"basis": "fixed", "price": "1000 CNY/month"},
    "funds": {"basis": "generation", "price": "20 CNY/MWh"},
    "backup": {"basis": "own_capacity", "price": "5 CNY/(kW*month)"},
}
BASE = {
    "scope1_fuel": 6000.0, "scope1_process": 100.0, "scope2_location": 20000.0, "scope2_market": 21000.0, "tce": 6500.0,
    "water_withdrawal": 9000.0, "water_reused": 1000.0, "platform_functions": 1.0,
}  # fmt: skip
# Units of what is not CO2.
BASE_UNITS = {"tce": "tce", "water_withdrawal": "m3", "water_reused": "m3", "platform_functions": "1"}
# Ratios with a fixed and with a moving denominator, where less and where more is better; evidence; and investment.
SCHEME = scheme(
    {
        "intensity": {
            "dimension": "energy", "weight": 8, "direction": "lower", "numerator": ["energy"], "denominator": ["per"],
            "baseline": "45 tce", "leading": "31.7 tce",
        },
        "renewable": {
            "dimension": "energy", "weight": 4, "direction": "higher", "numerator": ["renewable_energy"],
            "denominator": ["energy"],
            "classes": [
                {"energy": "0 tce", "baseline": "2 %", "leading": "30 %"},
                {"energy": "9000 tce", "baseline": "1 %", "leading": "20 %"},
            ],
        },
        "carbon": {
            "dimension": "energy", "weight": 3, "direction": "lower", "numerator": ["co2"], "denominator": ["energy"],
            "baseline": "4 t/tce", "leading": "1 t/tce",
        },
        "on_site": {
            "dimension": "energy", "weight": 2, "direction": "higher",
            "numerator": ["physical_renewable_electricity"], "denominator": ["electricity"],
            "baseline": "0 %", "leading": "50 %",
        },
        "water": {
            "dimension": "resources", "weight": 6, "direction": "lower", "numerator": ["water_withdrawal"],
            "denominator": ["output_value"], "baseline": "0.4 m3/kCNY", "leading": "0.1 m3/kCNY",
        },
        "reuse": {
            "dimension": "resources", "weight": 2, "direction": "higher", "numerator": ["water_reused"],
            "denominator": ["water_withdrawal", "water_reused"], "baseline": "10 %", "leading": "90 %",
        },
        "platform": {
            "dimension": "resources", "weight": 6, "direction": "higher", "numerator": ["platform_functions"],
            "baseline": "0", "leading": "8",
        },
        "investment": {
            "dimension": "resources", "weight": 4, "direction": "higher", "numerator": ["green_investment"],
            "denominator": ["output_value_3y"], "baseline": "0 %", "leading": "10 %",
        },
    }
)  # fmt: skip


# What a heat pump takes, and what an hour of power costs, change from day to day.
OUTDOOR = 15.0 - 12.0 * np.cos(np.arange(8760) // 24 / 365 * 2 * np.pi)
SPOT = 1.0 + 0.5 * np.cos(np.arange(8760) // 24 / 7 * 2 * np.pi)


def everything(*, varying: bool = False) -> Case:
    """The case: two years, all kinds of thing, every kind of limit and statement.

    Parameters
    ----------
    varying : bool
        Whether the heat pump follows the weather and the market is paid by the hour.
    """
    lines, source = LINES, {"source": "20 degC"}
    if varying:
        lines = {**LINES, "market": {"basis": "energy", "price": "30 CNY/MWh", "series": "spot"}}
        source = {"source_series": "outdoor"}
    things = {
        "carriers.hot": {"kind": "carrier", "temperature": "180 degC", "serves": ["warm"], "dump": True},
        "carriers.warm": {"kind": "carrier", "temperature": "60 degC"},
        "demands.light": demand("17520 MWh", profile="shift", follows="cars",
                                flexible={"share": "10 %", "within": "3 h"}),
        "demands.oven": demand("8760 MWh", "hot"), "demands.wash": demand("4380 MWh", "warm"),
        "demands.lime": {"kind": "process", "co2": "100 t/a"},
        "technologies.boiler": {
            "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"hot": "90 %"}, "capex": "600 CNY/kW",
            "capex_fixed": "200000 CNY", "life": "20 a", "lead_time": "1 a", "opex_fixed": "12 CNY/(kW*a)",
            "opex_variable": "3 CNY/MWh", "max": "10 MW", "min_build": "1 MW", "retire_cost": "40 CNY/kW",
            "build_by": 2028,
            "unit": "0.5 MW", "min_load": "30 %", "part_load": {"50 %": "90 %"}, "start_cost": "500 CNY",
            "ramp": "50 %/h",
        },
        "technologies.pump": {
            "kind": "converter", "inputs": {"electricity": "100 %"}, "outputs": {"warm": "300 %"}, "life": "15 a",
            "carnot": {"share": "50 %", **source}, "capex": "4000 CNY/kW", "opex_fixed": "2 %/a",
        },
        "technologies.pv": {
            "kind": "renewable", "profile": "sun", "capex": "2500 CNY/kW", "life": "25 a", "degradation": "0.5 %/a",
            "max": "4 MW", "area": "5 m2/kW", "area_from": "roof", "opex_fixed": "1 %/a",
        },
        "technologies.battery": {
            "kind": "storage", "capex_energy": "400 CNY/kWh", "capex_power": "100 CNY/kW", "life": "6 a",
            "opex_variable": "10 CNY/MWh", "efficiency_charge": "95 %", "c_rate": "0.5 1/h", "max_energy": "20 MWh",
            "max_power": "10 MW", "capex_fixed": "100000 CNY", "standing_loss": "0.1 %/h",
            "reserve": "10 %", "savings_share": "20 %", "grid": "grid",
        },
        "technologies.pit": {
            "kind": "storage", "carrier": "warm", "seasonal": True, "service_fee": "0.1 CNY/(kWh*a)", "life": "30 a",
            "max_energy": "500 MWh", "max_power": "1 MW",
        },
        "technologies.furnace": {
            "kind": "route", "carrier": "steel", "inputs": {"electricity": "0.5 MWh/t", "iron": "1.1 t/t"},
            "co2": "60 kg/t", "capex": "400 CNY/(t/a)", "life": "20 a", "opex_fixed": "3 %/a",
            "opex_variable": "50 CNY/t", "retire_cost": "100000 CNY/(t/h)",
        },
        "technologies.iron": {
            "kind": "route", "carrier": "iron", "capex": "0 CNY/(t/h)", "life": "20 a", "opex_variable": "900 CNY/t",
        },
        "technologies.amine": {
            "kind": "capture", "streams": ["lime", "furnace", "gas"], "rate": "90 %", "electricity": "0.1 MWh/t",
            "heat": {"hot": "0.7 MWh/t"}, "capex": "2000000 CNY/(t/h)", "life": "20 a", "transport_storage": "60 CNY/t",
        },
        "existing.arc": {"kind": "existing", "technology": "furnace", "capacity": "0.05 t/h", "built": 2015},
        "demands.steel": {"kind": "product", "carrier": "steel", "production": "steel", "profile": "shift"},
        "supply.flue": {
            "kind": "waste_heat", "annual": "2000 MWh/a", "profile": "shift", "follows": "cars", "into": ["warm"],
            "temperature": "150 degC", "down_to": "50 degC",
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
            "kind": "grid", "components": lines, "transformer": "6 MVA", "peak_factor": "1.05", "limit": "3 MW",
            "billing": "choose", "demand_minimum": "0.1 kW/kVA",
            "demand_discount": {"use": "260 kWh/(kVA*month)", "pays": "90 %"},
            "periods": [{"band": "peak", "hours": "8-12"}, {"band": "valley", "hours": "0-8"}],
            "reinforcement": {"step": "0.5 MW", "capex": "500 CNY/kW", "lead_time": "0 a", "max_steps": 4},
            "export": {"price": "300 CNY/MWh", "limit": "0.5 MW"}, "emission_factor": "0.6 t/MWh",
            "residual_factor": "0.65 t/MWh",
        },
        "demands.yard": demand("876 MWh", "yard_power"),
        "supply.yard": {
            "kind": "grid", "carrier": "yard_power", "components": lines, "billing": "capacity",
            "transformer": "0.2 MVA", "emission_factor": "0.6 t/MWh", "residual_factor": "0.65 t/MWh",
        },
        "supply.gas": fuel("gas", "3 CNY/m3", lhv="10 kWh/m3", emission_factor="2 kg/m3", tce="1.22 kgce/m3",
                           limit="5000000 m3/a"),
        "supply.steam": fuel("warm", "300 CNY/MWh", emission_factor="0.3 t/MWh", scope="scope2", tce="0.13 tce/MWh"),
        "supply.wind": {
            "kind": "ppa", "profile": "sun", "start": [2026, 2028], "tenor": "2 a", "min": "0.5 MW", "max": "3 MW",
            "sign_by": 2028,
            "energy_price": "330 CNY/MWh", "environmental_value": "15 CNY/MWh", "surplus_price": "100 CNY/MWh",
            "settlement": "hourly",
        },
        "supply.water": {
            "kind": "ppa", "shape": "baseload", "start": [2026, 2028], "tenor": "4 a", "min": "1000 MWh/a",
            "max": "4000 MWh/a", "energy_price": "320 CNY/MWh", "indexation": "2 %/a", "band": "10 %",
            "settlement": "yearly",
        },
        "supply.market": {
            "kind": "green_trade", "profile": "sun", "max": "3000 MWh/a", "energy_price": "330 CNY/MWh",
            "environmental_value": "10 CNY/MWh",
        },
        "supply.line": {
            "kind": "direct_line", "eligibility": "new_load", "profile": "sun", "start": [2026], "tenor": "4 a",
            "max": "1 MW", "energy_price": "300 CNY/MWh", "environmental_value": "5 CNY/MWh",
            "line_capex": "100000 CNY", "transmission": "20 CNY/MWh", "load_factor": "50 %", "still_due": ["energy"],
            "surplus_price": "200 CNY/MWh", "load_share": {2028: "1 %"},
        },
        "supply.tenant": {
            "kind": "onsite_plant", "attributes": "seller", "profile": "sun", "start": [2026], "tenor": "4 a",
            "max": "0.5 MW", "energy_price": "350 CNY/MWh", "area": "5 m2/kW", "area_from": "roof",
            "rent": "4 CNY/(m2*a)",
        },
        "supply.lease": {
            "kind": "onsite_plant", "attributes": "buyer", "profile": "sun", "start": [2026], "tenor": "4 a",
            "max": "0.5 MW", "energy_price": "350 CNY/MWh", "environmental_value": "5 CNY/MWh",
        },
        "targets.green": {"kind": "green_share", "share": {2028: "8 %"}, "matching": "monthly"},
        "targets.hours": {"kind": "green_share", "share": {2028: "6 %"}, "matching": "hourly"},
        "supply.green": {
            "kind": "certificate", "price": {2026: "6 CNY/MWh", 2028: "12 CNY/MWh"}, "max": "9000 MWh/a",
            "max_share": "60 %", "validity": "2 a", "profile": "sun",
        },
        "supply.ccer": {
            "kind": "offset", "price": "60 CNY/t", "max": "1000 t/a", "max_share": "10 %", "after_reduction": "20 %",
        },
        "carbon.ets": {
            "kind": "carbon", "scheme": "shadow", "price": "70 CNY/t",
            "allocation": {"product": "cars", "benchmark": "10 t", "tightening": "2 %/a"}, "offset_share": "5 %",
        },
        "targets.co2": {
            "kind": "emission_cap", "limit": {2026: "16000 t/a"}, "reduction": {2028: "45 %"},
            "intensity": {2028: "150 t"}, "product": "cars", "budget": "44000 t", "peak": 2026,
            "net": True, "offsets_max": "5 %",
        },
        "targets.market": {"kind": "emission_cap", "basis": "market_certificates", "limit": {2028: "6500 t/a"}},
        "targets.share": {"kind": "green_share", "share": {2028: "30 %"}, "matching": "monthly"},
        "targets.microgrid": {
            "kind": "microgrid", "self_consumption": {2026: "60 %"}, "export_share": {2026: "20 %"},
            "backup": {"load": "0.2 MW", "hours": "2 h"},
        },
        "demands.water": {
            "kind": "resource", "quantity": "water_withdrawal", "annual": {2025: "9000 m3/a", 2030: "9500 m3/a"},
            "follows": "cars",
        },
        "demands.reuse": {"kind": "resource", "quantity": "water_reused", "annual": "1000 m3/a"},
        "demands.platform": {"kind": "resource", "quantity": "platform_functions", "annual": "1"},
        "measures.meters": {
            "kind": "measure", "capex": "0.05 Mio CNY", "life": "4 a", "effects": {"platform": "4"},
            "saves": {"water": "5 %"}, "adopt_by": 2028,
        },
        "measures.recycling": {
            "kind": "measure", "capex": "0.2 Mio CNY", "life": "4 a", "saves": {"water": "20 %"},
            "effects": {"reuse": "1800 m3/a"},
        },
        "targets.green_factory": {
            "kind": "green_factory", "scheme": "proof", "product": "cars", "score": {2027: "8", 2029: "14"},
            "floors": {"intensity": {2029: "8"}, "resources": {2029: "6"}}, "gates": {"management": "meters"},
            "thresholds": {"carbon": {2029: "1.45 t/tce"}, "reuse": {2029: "12 %"}},
            "history": {"investment": {"2024": "2 Mio CNY", "2025": "1 Mio CNY"}},
            "benchmarks": {"water": {"baseline": "0.3 m3/kCNY", "leading": "0.1 m3/kCNY"}},
        },
        "targets.zero": {
            "kind": "zero_carbon", "by": 2028, "residual": "45 %", "residual_process": "90 %", "offsets_max": "50 %",
            "physical_share": "1 %",
        },
        "finance.finance": {"kind": "finance", "budget": {"2026": "12 Mio CNY", "2026..2029": "30 Mio CNY"}},
    }  # fmt: skip
    made = {
        "cars": YearPath(((2025, 100.0), (2030, 110.0))), "steel": YearPath.constant(1000.0, "t/a"),
        "output_value": YearPath(((2023, 40.0), (2030, 60.0)), "CNY/a"),
    }  # fmt: skip
    series = {
        "shift": on((6, 22), low=0.4), "sun": np.clip(np.sin((np.arange(8760) % 24 - 6) / 12 * np.pi), 0.0, None),
        "outdoor": OUTDOOR, "spot": SPOT,
    }  # fmt: skip
    return case(
        things, years=(2026, 2027, 2028), end=2029, rate=0.06, series=series, production=made, roof=20000.0,
        schemes={"proof": SCHEME},
    )  # fmt: skip
