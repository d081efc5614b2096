"""A factory that buys green power in every way: two grids, all kinds of contracts, certificates, offsets, targets."""

from __future__ import annotations

from typing import Any

import numpy as np

from planner.case.value import Case, Horizon

from .factory import HOUR, case_of

SERIES = {
    "shift": np.where((HOUR % 24 >= 8) & (HOUR % 24 < 20), 1.0, 0.6)
    * np.where(HOUR // 24 % 7 == 4, 0.4, 1.0)
    * (1.0 + 0.25 * np.sin(HOUR / 8760 * 2 * np.pi)),
    "sun": np.clip(np.sin((HOUR % 24 - 6) / 12 * np.pi), 0.0, None),
    "wind": 0.35 + 0.3 * np.sin(HOUR / 37.0),
    "spot": 300.0 + 100.0 * np.sin(HOUR / 24 * 2 * np.pi),
}
TRANSMISSION = (150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161)

THINGS: dict[str, dict[str, Any]] = {
    "carriers.electricity": {"kind": "carrier"},
    "carriers.office_power": {"kind": "carrier"},
    "carriers.natural_gas": {"kind": "carrier"},
    "carriers.heat": {"kind": "carrier", "temperature": "90 degC"},
    "demands.works": {"kind": "demand", "carrier": "electricity", "annual": "30000 MWh", "profile": "shift"},
    "demands.office": {"kind": "demand", "carrier": "office_power", "annual": "1752 MWh"},
    "demands.baths": {"kind": "demand", "carrier": "heat", "annual": "3942 MWh"},
    "technologies.pv": {
        "kind": "renewable", "profile": "sun", "capex": "3000 CNY/kW", "life": "25 a", "area": "5 m2/kW",
        "area_from": "roof", "max": "5 MW",
    },
    "technologies.engine": {
        "kind": "converter", "inputs": {"natural_gas": "100 %"}, "outputs": {"heat": "45 %", "electricity": "40 %"},
        "capex": "3000 CNY/kW", "life": "30 a", "max": "2 MW",
    },
    "technologies.battery": {
        "kind": "storage", "capex_energy": "900 CNY/kWh", "life": "30 a", "reserve": "25 %",
        "efficiency_discharge": "80 %",
    },
    "existing.old_pv": {"kind": "existing", "technology": "pv", "capacity": "2 MW", "built": 2020},
    "existing.old_engine": {"kind": "existing", "technology": "engine", "capacity": "0.9 MW", "built": 2015},
    "existing.old_battery": {
        "kind": "existing", "technology": "battery", "capacity": "1 MW", "energy": "4 MWh", "built": 2020,
    },
    "supply.gas": {
        "kind": "fuel", "carrier": "natural_gas", "price": "350 CNY/MWh", "emission_factor": "0.2 t/MWh",
        "tce": "0.12 tce/MWh",
    },
    "supply.grid": {
        "kind": "grid", "mode": {2025: "agency_tou", 2027: "spot_linked"},
        "periods": [{"band": "peak", "hours": "8-12"}, {"band": "valley", "hours": "0-6"}],
        "components": {
            "agency": {"basis": "energy", "mode": "agency_tou", "price": "400 CNY/MWh",
                       "factors": {"peak": 1.5, "valley": 0.5}},
            "spot": {"basis": "energy", "mode": "spot_linked", "price": "380 CNY/MWh", "series": "spot"},
            "transmission": {
                "basis": "energy", "monthly": [f"{price} CNY/MWh" for price in TRANSMISSION],
                "index": {2025: 1.0, 2030: 1.1}, "periods": [{"band": "day", "hours": "8-20"}], "factors": {"day": 1.2},
            },
            "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
            "transformers": {"basis": "capacity", "price": "23 CNY/(kVA*month)"},
            "funds": {"basis": "generation", "price": "20 CNY/MWh", "of": ["pv"]},
            "standby": {"basis": "own_capacity", "price": "5 CNY/(kW*month)"},
        },
        "billing": "choose", "transformer": "8 MVA", "demand_minimum": "0.55 kW/kVA",
        "demand_discount": {"use": "190 kWh/(kVA*month)", "pays": "90 %"}, "peak_factor": 1.05,
        "limit": "20 MW", "export": {"price": "300 CNY/MWh", "limit": "3 MW"},
        "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh", "tce": "0.12 tce/MWh",
    },
    "supply.office_grid": {
        "kind": "grid", "carrier": "office_power",
        "components": {"energy": {"basis": "energy", "price": "700 CNY/MWh"}},
        "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh", "tce": "0.12 tce/MWh",
    },
    "supply.wind": {
        "kind": "ppa", "profile": "wind", "settlement": "hourly", "start": [2026, 2027], "tenor": "10 a", "max": "3 MW",
        "energy_price": {2026: "350 CNY/MWh", 2027: "340 CNY/MWh", 2030: "330 CNY/MWh"}, "indexation": "2 %/a",
        "environmental_value": "15 CNY/MWh",
    },
    "supply.sun": {
        "kind": "ppa", "profile": "sun", "start": [2027], "tenor": "10 a", "max": "3 MW", "attributes": "seller",
        "energy_price": "320 CNY/MWh", "environmental_value": "99 CNY/MWh",
    },
    "supply.block": {
        "kind": "ppa", "shape": "baseload", "settlement": "yearly", "band": "10 %", "start": [2026], "tenor": "2 a",
        "min": "876 MWh/a", "max": "1752 MWh/a", "energy_price": "360 CNY/MWh", "environmental_value": "10 CNY/MWh",
    },
    "supply.trade": {
        "kind": "green_trade", "max": "2000 MWh/a", "energy_price": "345 CNY/MWh", "environmental_value": "12 CNY/MWh",
        "available_from": 2027,
    },
    "supply.line": {
        "kind": "direct_line", "eligibility": "new_load", "profile": "wind", "start": [2027], "tenor": "10 a",
        "max": "2 MW", "energy_price": "300 CNY/MWh", "environmental_value": "8 CNY/MWh", "line_capex": "2 Mio CNY",
        "transmission": "60 CNY/MWh", "load_factor": "50 %", "still_due": ["transmission", "spot"],
        "surplus_price": "200 CNY/MWh", "load_share": {2028: "5 %"},
    },
    "supply.roof": {
        "kind": "onsite_plant", "attributes": "seller", "profile": "sun", "start": [2026], "tenor": "20 a",
        "max": "1 MW", "energy_price": "500 CNY/MWh", "pays_for": "available", "area": "5 m2/kW", "area_from": "roof",
        "rent": "4 CNY/(m2*a)", "environmental_value": "7 CNY/MWh",
    },
    "supply.green": {
        "kind": "certificate", "price": "6 CNY/MWh", "max": "3000 MWh/a", "max_share": "10 %", "validity": "2 a",
        "profile": "wind",
    },
    "supply.ccer": {
        "kind": "offset", "price": "60 CNY/t", "max": "900 t/a", "max_share": "6 %", "after_reduction": "5 %",
    },
    "carbon.carbon": {"kind": "carbon", "scheme": "shadow", "price": "80 CNY/t", "offset_share": "5 %"},
    "targets.market": {
        "kind": "emission_cap", "basis": "market_certificates", "limit": {2028: "10900 t/a"}, "net": True,
        "offsets_max": "6 %", "matching": "monthly",
    },
    "targets.green_year": {"kind": "green_share", "share": {2027: "40 %"}},
    "targets.green_hour": {
        "kind": "green_share", "share": {2027: "18 %"}, "matching": "hourly", "counts": ["traded", "direct"],
    },
    "targets.island": {
        "kind": "microgrid", "self_consumption": "90 %", "export_share": {2028: "8 %"},
        "backup": {"load": "1.1 MW", "hours": "2 h"},
    },
}  # fmt: skip


def portfolio() -> Case:
    """The whole case: three single years, of which the last stands for two."""
    return case_of(THINGS, SERIES, Horizon(2025, 2026, (2026, 2027, 2028), 2029, 0.06), {})
