"""The workshop with a contract of every kind in 2026, and a plan of it that a person can add up."""

from __future__ import annotations

from typing import Any

import numpy as np
import xarray as xr

from planner.case.value import Case
from tests.run.workshop import THINGS, YEARS, workshop_case, written_down

CONTRACT = {"start": [2026], "tenor": "10 a", "max": "1 MW", "energy_price": "400 CNY/MWh"}
MORE: dict[tuple[str, str, str], dict[str, Any]] = {
    ("technologies", "renewable", "facade"): {"profile": "flat", "capex": "3000 CNY/kW", "life": "20 a"},
    ("technologies", "converter", "chp"): {
        "inputs": {"gas": "100 %"}, "outputs": {"heat": "50 %", "electricity": "40 %"}, "capex": "5000 CNY/kW",
        "life": "20 a",
    },
    ("supply", "grid", "grid"): {
        **THINGS["supply", "grid", "grid"], "billing": "choose", "transformer": "2 MVA",
        "components": {
            "energy": {"basis": "energy", "price": "500 CNY/MWh"},
            "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
            "capacity": {"basis": "capacity", "price": "25 CNY/(kVA*month)"},
        },
    },
    ("supply", "ppa", "wind"): {**CONTRACT, "profile": "flat", "surplus_price": "200 CNY/MWh"},
    ("supply", "ppa", "sun"): {**CONTRACT, "profile": "flat", "attributes": "seller"},
    ("supply", "green_trade", "market"): {"max": "500 MWh/a", "energy_price": "410 CNY/MWh", "available_from": 2028},
    ("supply", "direct_line", "line"): {
        **CONTRACT, "profile": "flat", "eligibility": "exporter", "line_capex": "2 Mio CNY",
    },
    ("supply", "onsite_plant", "lessor"): {**CONTRACT, "profile": "flat", "attributes": "seller"},
    ("supply", "onsite_plant", "partner"): {**CONTRACT, "profile": "flat", "attributes": "buyer"},
    ("supply", "offset", "forest"): {"price": "80 CNY/t"},
}  # fmt: skip

ACCOUNTS: dict[tuple[str, str, str], tuple[float, float]] = {
    ("import", "grid", "MWh"): (5000.0, 5000.0),
    ("export", "grid", "MWh"): (200.0, 0.0),
    ("generation", "pv", "MWh"): (1000.0, 0.0),
    ("curtailed", "pv", "MWh"): (50.0, 0.0),
    ("generation", "facade", "MWh"): (600.0, 0.0),
    ("self_use", "electricity", "MWh"): (1400.0, 0.0),
    ("third_party", "lessor", "MWh"): (800.0, 0.0),
    ("unclaimed", "lessor", "MWh"): (800.0, 0.0),
    ("third_party", "partner", "MWh"): (400.0, 0.0),
    ("self_use", "partner", "MWh"): (400.0, 0.0),
    ("direct", "line", "MWh"): (1500.0, 0.0),
    ("direct_sold", "line", "MWh"): (100.0, 0.0),
    ("traded", "wind", "MWh"): (2000.0, 0.0),
    ("traded", "sun", "MWh"): (800.0, 0.0),
    ("traded", "market", "MWh"): (0.0, 400.0),
    ("certificate", "gec", "MWh"): (300.0, 0.0),
    ("certificate_claimed", "gec", "MWh"): (250.0, 0.0),
    ("matched_monthly", "wind", "MWh"): (1800.0, 0.0),
    ("matched_monthly", "gec", "MWh"): (150.0, 0.0),
    ("offset", "forest", "t"): (120.0, 0.0),
    ("offset_net", "carbon", "t"): (100.0, 0.0),
    ("scope2_location", "grid", "t"): (2500.0, 2500.0),
}
COSTS: dict[tuple[str, str], tuple[float, float]] = {
    ("traded_replaced", "wind"): (-1.0, 0.0),
    ("ppa_energy", "wind"): (0.8, 0.0),
    ("ppa_surplus", "wind"): (-0.12, 0.0),
    ("traded_replaced", "market"): (0.0, -0.2),
    ("ppa_energy", "market"): (0.0, 0.1681),
    ("direct_line_energy", "line"): (0.6, 0.0),
    ("direct_line_charge", "line"): (0.05, 0.0),
    ("direct_line_due", "line.energy"): (0.03, 0.0),
    ("onsite_energy", "partner"): (0.12, 0.0),
    ("offsets", "forest"): (0.0096, 0.0),
}
SIZES = {"wind": 0.3, "sun": 0.1, "line": 0.2, "lessor": 0.1, "partner": 0.1}
NOMINATED = {"sun": {2026: 800.0, 2028: 0.0}, "market": {2026: 0.0, 2028: 410.0}, "wind": {2026: 2628.0, 2028: 0.0}}
BY_QUARTER = {2026: (1.0, 0.0, 0.0, 1.0), 2028: (1.0, 1.0, 1.0, 1.0)}


def portfolio_case() -> Case:
    """The workshop with a supply of every kind."""
    return workshop_case(MORE)


def portfolio_solution() -> xr.Dataset:
    """Everything in force in 2026, only traded power in 2028; the heat and power plant gives 438 MWh of power.

    Of the market's power 410 MWh are called for and 400 used.
    """
    solution = written_down(
        flows={"chp.activity": (0.0625, 0.0)},
        costs=COSTS,
        cash={("capex", "line"): (2.0, 0.0, 0.0, 0.0)},
        accounts=ACCOUNTS,
        decisions={
            "signed": ("contract", {name: (size, 0.0) for name, size in SIZES.items()}),
            "contracted": ("contract", {name: (size, 0.0) for name, size in SIZES.items()}),
        },
    )
    solution["base_account"] = solution["base_account"] * 0.0
    billing = np.array([[BY_QUARTER[year] for year in YEARS]])
    coords = {"grid": ["grid"], "year": list(YEARS), "quarter": [1, 2, 3, 4]}
    solution["billing"] = xr.DataArray(billing, coords, ("grid", "year", "quarter"))
    solution["base_billing"] = solution["billing"].isel(year=0, drop=True) * 0.0
    called = np.array([[np.full(12, energies[year] / 12) for year in YEARS] for energies in NOMINATED.values()])
    months = {"contract": list(NOMINATED), "year": list(YEARS), "month": range(1, 13)}
    nominated = xr.DataArray(called, months, ("contract", "year", "month"))
    return xr.merge([solution, nominated.rename("nominated")], join="outer", fill_value=0.0, combine_attrs="override")
