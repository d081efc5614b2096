"""A small factory that uses every kind of thing, so that every line of the audit has something to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from planner.case.value import Area, Case, Horizon, Thing, Where
from planner.fields import YearPath
from planner.schemes import Scheme

HOUR = np.arange(8760)
SERIES = {
    "shift": np.where((HOUR % 24 >= 8) & (HOUR % 24 < 20), 1.0, 0.4),
    "sun": np.clip(np.sin((HOUR % 24 - 6) / 12 * np.pi), 0.0, None),
    "wind": 0.35 + 0.3 * np.sin(HOUR / 37.0),
    "waste_water": 25.0 + 10.0 * np.sin(HOUR / 8760 * 2 * np.pi),
}

THINGS: dict[str, dict[str, Any]] = {
    "carriers.electricity": {"kind": "carrier"},
    "carriers.natural_gas": {"kind": "carrier"},
    "carriers.heat_180": {"kind": "carrier", "temperature": "180 degC", "serves": ["heat_90"], "dump": True},
    "carriers.heat_90": {"kind": "carrier", "temperature": "90 degC"},
    "demands.lighting": {
        "kind": "demand", "carrier": "electricity", "annual": "8000 MWh", "profile": "shift", "follows": "cars",
    },
    "demands.oven": {"kind": "demand", "carrier": "heat_180", "annual": {2026: "8760 MWh", 2040: "7000 MWh"}},
    "demands.drying": {"kind": "demand", "carrier": "heat_90", "annual": "4380 MWh/a"},
    "demands.welding_gas": {"kind": "process", "co2": "100 t/a", "follows": "cars"},
    "demands.water": {
        "kind": "resource", "quantity": "water_withdrawal", "annual": {2025: "5000 m3/a", 2035: "4000 m3/a"},
        "follows": "cars",
    },
    "demands.functions": {"kind": "resource", "quantity": "platform_functions", "annual": "2"},
    "technologies.boiler": {
        "kind": "converter", "inputs": {"natural_gas": "100 %"}, "outputs": {"heat_180": "90 %"},
        "capex": "600 CNY/kW", "capex_fixed": "200000 CNY", "life": "20 a", "lead_time": "1 a",
        "opex_fixed": "12 CNY/(kW*a)", "opex_variable": "3 CNY/MWh", "max": "10 MW", "min_build": "2 MW",
        "retire_cost": "40 CNY/kW",
    },
    "technologies.heat_pump": {
        "kind": "converter", "inputs": {"electricity": "100 %", "natural_gas": "2 %"},
        "outputs": {"heat_90": "300 %", "heat_180": "1 %"},
        "carnot": {"share": "50 %", "source_series": "waste_water", "highest": 2.7},
        "capex": {2026: "4000 CNY/kW", 2036: "3000 CNY/kW"}, "life": "15 a", "opex_fixed": "2 %/a", "only_at": [2028],
    },
    "technologies.rooftop_pv": {
        "kind": "renewable", "profile": "sun", "capex": {2026: "3000 CNY/kW", 2036: "2500 CNY/kW"}, "life": "25 a",
        "opex_fixed": "1 %/a", "degradation": "0.5 %/a", "max": "10 MW", "area": "5 m2/kW", "area_from": "roof",
        "available_from": 2027,
    },
    "technologies.battery": {
        "kind": "storage", "capex_energy": "900 CNY/kWh", "capex_power": "300 CNY/kW", "capex_fixed": "100000 CNY",
        "life": "6 a", "opex_fixed": "1 %/a", "opex_variable": "10 CNY/MWh", "efficiency_charge": "95 %",
        "efficiency_discharge": "94 %", "standing_loss": "0.1 %/h", "c_rate": "0.5 1/h", "max_energy": "20 MWh",
        "max_power": "10 MW", "service_fee": {2026: "15 CNY/(kWh*a)", 2036: "25 CNY/(kWh*a)"},
    },
    "existing.old_boiler": {
        "kind": "existing", "technology": "boiler", "capacity": "5 MW", "built": 2010, "retires": 2031,
        "only_at": [2028],
    },
    "existing.old_pv": {"kind": "existing", "technology": "rooftop_pv", "capacity": "1 MW", "built": 2020},
    "measures.led": {
        "kind": "measure", "capex": "2 Mio CNY", "life": "4 a", "saves": {"lighting": "20 %", "water": "10 %"},
        "excludes": ["halogen"], "before": ["sensors"],
    },
    "measures.halogen": {"kind": "measure", "capex": "1 Mio CNY", "life": "10 a", "saves": {"lighting": "5 %"}},
    "measures.sensors": {
        "kind": "measure", "capex": "0.5 Mio CNY", "opex": "20000 CNY/a", "life": "2 a", "requires": ["led"],
        "saves": {"lighting": "10 %"}, "effects": {"functions": 3}, "available_from": 2028,
    },
    "measures.welding": {
        "kind": "measure", "capex": "3 Mio CNY", "opex": "-10000 CNY/a", "life": "10 a", "lead_time": "2 a",
        "saves": {"welding_gas": "30 %", "lighting": "-1 %"}, "effects": {"functions": 1, "water": "-50 m3/a"},
        "only_at": [2028, 2031],
    },
    "supply.grid": {
        "kind": "grid",
        "periods": [
            {"band": "peak", "hours": "8-11,17-22", "days": "workday"},
            {"band": "valley", "hours": "22-6"},
            {"band": "sharp", "hours": "19-21", "months": [1, 7, 8]},
        ],
        "components": {
            "energy": {"basis": "energy", "price": {2025: "420 CNY/MWh", 2035: "480 CNY/MWh"},
                       "factors": {"peak": 1.7, "valley": 0.4, "sharp": 2.0}},
            "transmission": {"basis": "energy", "price": "150 CNY/MWh"},
            "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
            "transformers": {"basis": "capacity", "price": "26 CNY/(kVA*month)"},
            "metering": {"basis": "fixed", "price": "1000 CNY/month"},
        },
        "transformer": "6 MVA", "peak_factor": 1.05, "limit": "1.6 MW",
        "reinforcement": {"step": "0.5 MW", "capex": "500 CNY/kW", "max_steps": 4},
        "export": {"price": "300 CNY/MWh", "limit": "3 MW"},
        "emission_factor": {2025: "0.6 t/MWh", 2035: "0.4 t/MWh"}, "residual_factor": "0.65 t/MWh",
    },
    "supply.gas": {
        "kind": "fuel", "carrier": "natural_gas", "price": {2026: "3.4 CNY/m3", 2040: "4 CNY/m3"}, "lhv": "10 kWh/m3",
        "emission_factor": "2 kg/m3", "tce": "1.22 kgce/m3", "limit": "5000000 m3/a",
    },
    "supply.steam": {
        "kind": "fuel", "carrier": "heat_90", "price": "250 CNY/MWh", "emission_factor": "0.3 t/MWh", "scope": "scope2",
        "tce": "0.13 tce/MWh",
    },
    "supply.wind_ppa": {
        "kind": "ppa", "profile": "wind", "settlement": "hourly", "start": [2028, 2031], "tenor": "5 a",
        "min": "0.2 MW", "max": "2 MW",
        "energy_price": "330 CNY/MWh", "environmental_value": "15 CNY/MWh", "surplus_price": "200 CNY/MWh",
    },
    "supply.sun_ppa": {
        "kind": "ppa", "profile": "sun", "settlement": "hourly", "start": [2031], "tenor": "10 a", "max": "1 MW",
        "energy_price": {2026: "320 CNY/MWh", 2031: "310 CNY/MWh", 2035: "300 CNY/MWh"},
    },
    "supply.green": {"kind": "certificate", "price": "6 CNY/MWh", "max": "1000 MWh/a"},
    "carbon.carbon": {
        "kind": "carbon", "scheme": "shadow", "price": {2026: "70 CNY/t", 2028: "80 CNY/t", 2035: "150 CNY/t"},
        "starts": 2028,
        "allocation": {"product": "cars", "benchmark": "12 t", "tightening": "2 %/a"},
    },
    "targets.co2": {
        "kind": "emission_cap", "basis": "location", "limit": {2028: "60000 t/a"}, "reduction": {2031: "-50 %"},
        "intensity": {2031: "400 t"}, "product": "cars", "budget": "900000 t",
    },
    "targets.recognition": {
        "kind": "green_factory", "scheme": "chosen", "product": "cars", "score": {2029: 24, 2032: 18},
        "floors": {"functions": {2029: 3}, "nature": {2032: 10}}, "thresholds": {"water": {2029: "45 m3"}},
        "gates": {"law": "yes", "system": "welding"},
    },
    "targets.zero": {
        "kind": "zero_carbon", "by": 2031, "residual": "90 %", "residual_process": "95 %", "basis": "location",
        "offsets": "none", "physical_share": "20 %",
    },
    "finance.finance": {"kind": "finance", "budget": {"2026": "8 Mio CNY", "2027..2035": "60 Mio CNY"}},
}  # fmt: skip

ROW = {"name": "row", "source": "chosen", "year": 2025, "quality": "official"}
SCHEME = Scheme.model_validate(
    {
        "title": "Chosen",
        "label": "Chosen for a factory calculated by hand.",
        "total": 40,
        "indicators": {
            "water": {
                **ROW, "dimension": "nature", "weight": 20, "direction": "lower", "numerator": ["water_withdrawal"],
                "denominator": ["per"], "baseline": "60 m3", "leading": "30 m3",
            },
            "functions": {
                **ROW, "dimension": "system", "weight": 10, "direction": "higher",
                "numerator": ["platform_functions"], "baseline": 0, "leading": 8,
            },
            "energy": {
                **ROW, "dimension": "nature", "weight": 10, "direction": "lower", "numerator": ["energy"],
                "denominator": ["per"], "baseline": "30 tce", "leading": "10 tce",
            },
        },
        "gates": {name: {"name": name, "source": "chosen", "quality": "official"} for name in ("law", "system")},
    }
)  # fmt: skip


def thing(path: str, fields: dict[str, Any]) -> Thing:
    """One thing of the case, its parameters read by the declaration of its kind."""
    section, name = path.split(".")
    given = dict(fields)
    kind = given.pop("kind")
    module = "budget" if kind == "finance" else kind
    parameters = import_module(f"planner.models.{module}").Parameters.model_validate(given)
    return Thing(name, kind, section, parameters, Where("case.yaml", None, path))


def case_of(
    things: dict[str, dict[str, Any]], series: dict[str, np.ndarray], horizon: Horizon, production: dict[str, YearPath]
) -> Case:
    """A case of some things."""
    return Case(
        name="by_hand",
        title="A factory calculated by hand",
        sector="automobile",
        currency="CNY",
        price_year=2025,
        scenario="base",
        packs=(),
        province=None,
        areas={"roof": Area(40000.0, 0.6)},
        horizon=horizon,
        production=production,
        things=tuple(thing(path, fields) for path, fields in things.items()),
        series=series,
        places={},
        resolved={},
        folder=Path(),
    )


def factory() -> Case:
    """The whole case."""
    horizon = Horizon(2025, 2026, (2026, 2028, 2031), 2035, 0.06)
    case = case_of(THINGS, SERIES, horizon, {"cars": YearPath(((2025, 100.0), (2035, 150.0)))})
    return replace(case, schemes={"chosen": SCHEME})


def changed(case: Case, name: str, **fields: Any) -> Case:
    """The case with some canonical values of one thing replaced."""

    def update(old: Thing) -> Thing:
        return replace(old, parameters=old.parameters.model_copy(update=fields)) if old.name == name else old

    return replace(case, things=tuple(update(old) for old in case.things))


Change = Callable[[Case], Case]
