"""A foundry whose equipment does what is beyond the simple: units, shifting, routes, capture, waste heat."""

from __future__ import annotations

from typing import Any

import numpy as np

from planner.case.value import Case, Horizon
from planner.fields import YearPath

from .factory import HOUR, case_of

CLOCK = HOUR % 24
SERIES = {
    "hall": np.where((CLOCK >= 8) & (CLOCK < 20), 1.0, 0.6),
    "kiln": np.where((CLOCK >= 6) & (CLOCK < 18), 3.0, 1.0),
}

THINGS: dict[str, dict[str, Any]] = {
    "carriers.electricity": {"kind": "carrier"},
    "carriers.natural_gas": {"kind": "carrier"},
    "carriers.heat_120": {"kind": "carrier", "temperature": "120 degC"},
    "carriers.heat_60": {"kind": "carrier", "temperature": "60 degC"},
    "carriers.ingot": {"kind": "carrier"},
    "carriers.blank": {"kind": "carrier"},
    "demands.hall": {
        "kind": "demand", "carrier": "electricity", "annual": "8760 MWh", "profile": "hall",
        "flexible": {"share": "20 %", "within": "2 h"},
    },
    "demands.drying": {"kind": "demand", "carrier": "heat_60", "annual": "2628 MWh"},
    "demands.ingots": {"kind": "product", "carrier": "ingot", "production": "ingots"},
    "demands.kiln": {"kind": "process", "co2": "876 t/a", "profile": "kiln"},
    "technologies.melting": {
        "kind": "route", "carrier": "ingot", "inputs": {"electricity": "0.5 MWh/t", "blank": "1.05 t/t"},
        "co2": {2025: "0.06 t/t", 2029: "0.04 t/t"}, "capex": "1000 CNY/(t/a)", "opex_fixed": "2 %/a",
        "opex_variable": "5 CNY/t", "life": "20 a",
    },
    "technologies.casting": {
        "kind": "route", "carrier": "blank", "inputs": {"natural_gas": "0.2 MWh/t"}, "capex": "900000 CNY/(t/h)",
        "life": "30 a", "retire_cost": "1000 CNY/(t/h)",
    },
    "technologies.engine": {
        "kind": "converter", "inputs": {"natural_gas": "100 %"}, "outputs": {"electricity": "40 %"},
        "capex": "4000 CNY/kW", "life": "20 a", "unit": "0.5 MW", "max": "2 MW", "min_load": "40 %",
        "part_load": {"50 %": "80 %"}, "start_cost": {2025: "500 CNY", 2029: "540 CNY"}, "ramp": "60 %/h",
    },
    "technologies.boiler": {
        "kind": "converter", "inputs": {"natural_gas": "100 %"}, "outputs": {"heat_120": "90 %"},
        "capex": "600 CNY/kW", "life": "40 a",
    },
    "technologies.scrubber": {
        "kind": "capture", "streams": ["kiln", "melting", "gas"], "rate": "90 %", "electricity": "0.2 MWh/t",
        "heat": {"heat_120": "0.5 MWh/t"}, "capex": "2000 CNY/(t/a)", "opex_variable": "30 CNY/t", "life": "20 a",
        "transport_storage": "200 CNY/t",
    },
    "existing.old_melting": {"kind": "existing", "technology": "melting", "capacity": "1 t/h", "built": 2015},
    "existing.old_casting": {
        "kind": "existing", "technology": "casting", "capacity": "2 t/h", "built": 2000, "retires": 2040,
    },
    "existing.old_engine": {"kind": "existing", "technology": "engine", "capacity": "1 MW", "built": 2012},
    "existing.old_boiler": {"kind": "existing", "technology": "boiler", "capacity": "1 MW", "built": 2010},
    "supply.grid": {
        "kind": "grid", "components": {"energy": {"basis": "energy", "price": "600 CNY/MWh"}},
        "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh", "tce": "0.12 tce/MWh",
    },
    "supply.gas": {
        "kind": "fuel", "carrier": "natural_gas", "price": "350 CNY/MWh", "emission_factor": "0.2 t/MWh",
        "tce": "0.12 tce/MWh",
    },
    "supply.offgas": {
        "kind": "waste_heat", "annual": "4380 MWh", "follows": "ingots", "temperature": "300 degC",
        "down_to": "60 degC", "approach": "10 K", "into": ["heat_120", "heat_60"],
    },
}  # fmt: skip


def foundry() -> Case:
    """The whole case: two blocks of two years each."""
    output = YearPath(((2025, 7884.0), (2028, 8760.0)), hold=True)
    return case_of(THINGS, SERIES, Horizon(2025, 2026, (2026, 2028), 2029, 0.0), {"ingots": output})
