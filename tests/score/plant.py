"""A small plant with a green-factory target, and a plan of it whose accounts are round numbers."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np
import xarray as xr

from planner.case.value import Area, Case, Thing
from planner.fields import YearPath
from planner.schemes import Scheme
from tests.solve.small import case_of

YEARS = (2026, 2028)
BASE, END = 2025, 2031
OFFER = {"start": [2026], "tenor": "10 a", "max": "1 MW", "energy_price": "400 CNY/MWh", "profile": "flat"}

THINGS: dict[str, dict[str, Any]] = {
    "carriers.electricity": {"kind": "carrier"},
    "carriers.heat": {"kind": "carrier", "temperature": "80 degC"},
    "technologies.pv": {"kind": "renewable", "profile": "sun", "capex": "3500 CNY/kW", "life": "20 a"},
    "technologies.collector": {
        "kind": "renewable", "carrier": "heat", "profile": "sun", "capex": "3500 CNY/kW", "life": "20 a",
    },
    "technologies.engine": {
        "kind": "converter", "inputs": {"gas": "100 %"}, "outputs": {"heat": "50 %", "electricity": "40 %"},
        "capex": "5000 CNY/kW", "life": "20 a",
    },
    "measures.platform": {"kind": "measure", "capex": "1 Mio CNY", "life": "10 a"},
    "demands.taps": {"kind": "resource", "quantity": "water_withdrawal", "annual": "1000 m3/a"},
    "demands.loops": {"kind": "resource", "quantity": "water_reused", "annual": "3000 m3/a"},
    "demands.functions": {"kind": "resource", "quantity": "platform_functions", "annual": "3"},
    "demands.design": {"kind": "resource", "quantity": "green_design", "annual": "1"},
    "supply.grid": {
        "kind": "grid", "components": {"energy": {"basis": "energy", "price": "500 CNY/MWh"}},
        "emission_factor": {2025: "0.6 t/MWh", 2026: "0.5 t/MWh", 2028: "0.4 t/MWh"}, "tce": "0.12 tce/MWh",
        "residual_factor": {2026: "0.6 t/MWh", 2028: "0.55 t/MWh"},
    },
    "supply.gas": {
        "kind": "fuel", "carrier": "gas", "price": "300 CNY/MWh", "emission_factor": "0.2 t/MWh", "tce": "0.12 tce/MWh",
    },
    "supply.biogas": {
        "kind": "fuel", "carrier": "gas", "price": "300 CNY/MWh", "emission_factor": "0 t/MWh", "tce": "0.12 tce/MWh",
        "renewable": True,
    },
    "supply.wind": {"kind": "ppa", **OFFER},
    "supply.sold": {"kind": "ppa", **OFFER, "attributes": "seller"},
    "supply.line": {"kind": "direct_line", **OFFER, "eligibility": "exporter"},
    "supply.lessor": {"kind": "onsite_plant", **OFFER, "attributes": "seller"},
    "supply.partner": {"kind": "onsite_plant", **OFFER, "attributes": "buyer"},
    "supply.green": {"kind": "certificate", "price": "6 CNY/MWh"},
}  # fmt: skip

# Base year, 2026, 2028.
ACCOUNTS: dict[str, tuple[float, float, float]] = {
    "import.grid": (10000.0, 8000.0, 6000.0),
    "export.grid": (0.0, 0.0, 100.0),
    "generation.pv": (0.0, 500.0, 1100.0),
    "self_use.electricity": (0.0, 500.0, 1000.0),
    "generation.collector": (0.0, 0.0, 200.0),
    "self_use.heat": (0.0, 0.0, 200.0),
    "direct.line": (0.0, 0.0, 300.0),
    "third_party.lessor": (0.0, 0.0, 150.0),
    "unclaimed.lessor": (0.0, 0.0, 150.0),
    "third_party.partner": (0.0, 0.0, 250.0),
    "self_use.partner": (0.0, 0.0, 250.0),
    "traded.wind": (0.0, 1000.0, 2000.0),
    "traded.sold": (0.0, 0.0, 400.0),
    "certificate_claimed.green": (0.0, 0.0, 500.0),
    "tce.grid": (1200.0, 960.0, 720.0),
    "tce.electricity": (0.0, 60.0, 120.0),
    "tce.heat": (0.0, 0.0, 24.0),
    "tce.line": (0.0, 0.0, 36.0),
    "tce.lessor": (0.0, 0.0, 18.0),
    "tce.partner": (0.0, 0.0, 30.0),
    "tce.gas": (300.0, 300.0, 120.0),
    "tce.biogas": (0.0, 0.0, 60.0),
    "scope1_fuel.gas": (500.0, 500.0, 200.0),
    "scope1_process.gas": (40.0, 40.0, 40.0),
    "scope2_location.grid": (6000.0, 4000.0, 2400.0),
    "scope2_market.grid": (6000.0, 4200.0, 2200.0),
    "scope2_market.lessor": (0.0, 0.0, 82.5),
    "scope2_market_certificates.grid": (6000.0, 4200.0, 1925.0),
    "scope2_market_certificates.lessor": (0.0, 0.0, 82.5),
    "water_withdrawal.taps": (1000.0, 1000.0, 800.0),
    "water_reused.loops": (3000.0, 3000.0, 3200.0),
    "platform_functions.functions": (3.0, 3.0, 8.0),
    "green_design.design": (1.0, 1.0, 1.0),
}
CASH = {"capex.pv": {2026: 2.0, 2028: 3.0}, "capex.platform": {2028: 1.0}, "residual_value.pv": {2031: -1.0}}
PRODUCTION = {
    "cars": YearPath(((2025, 1000.0), (2028, 1300.0)), unit="1/a", hold=True),
    "output_value": YearPath(((2025, 100.0), (2030, 150.0)), unit="CNY/a", hold=True),
}
HISTORY = {"investment": {"2023": "0.5 Mio CNY", "2025": "1 Mio CNY"}, "output_value": {"2023": "80 Mio CNY"}}
ROW = {"dimension": "all", "name": "row", "source": "chosen", "year": 2025, "quality": "official"}


def row(**fields: Any) -> dict[str, Any]:
    """An indicator: lower is better, all on one dimension, unless said otherwise."""
    return {**ROW, "direction": "lower", "weight": 10, **fields}


def scheme_of(indicators: Mapping[str, Mapping[str, Any]], **fields: Any) -> Scheme:
    """A scheme whose total is the sum of its weights."""
    total = sum(float(of["weight"]) for of in indicators.values())
    given = {"title": "Chosen", "label": "Chosen for a test.", "total": total, "indicators": dict(indicators), **fields}
    return Scheme.model_validate(deepcopy(given))


def plant(scheme: Scheme, things: Mapping[str, Mapping[str, Any]] = THINGS, **target: Any) -> Case:
    """The plant with a target on a scheme."""
    asked = {"kind": "green_factory", "scheme": "chosen", "product": "cars", "history": HISTORY, **target}
    case = case_of({**things, "targets.recognition": asked}, years=YEARS, end=END)
    land = {"land": Area(500.0, 1.0)}
    return replace(case, production=PRODUCTION, areas=land, schemes={"chosen": scheme})


def target_of(case: Case) -> Thing:
    """The plant's target."""
    (found,) = case.of("green_factory")
    return found


def plan(accounts: Mapping[str, tuple[float, float, float]] = ACCOUNTS, **changes: tuple[float, ...]) -> xr.Dataset:
    """A Solution with these accounts; changes name an account with two underscores for the dot."""
    rows = {**accounts, **{label.replace("__", "."): values for label, values in changes.items()}}
    table = np.array(list(rows.values()))
    calendar = np.arange(2026, END + 1)
    cash = np.array([[spent.get(int(year), 0.0) for year in calendar] for spent in CASH.values()])
    engine = np.zeros((1, 2, 8760))
    engine[:, 1, :100] = 1.5
    return xr.Dataset(
        {
            "account": (("entry", "year"), table[:, 1:]),
            "base_account": ("entry", table[:, 0]),
            "cash": (("cash_item", "calendar"), cash),
            "active": (("measure", "year"), np.array([[0.0, 1.0]])),
            "flow": (("flow_item", "year", "hour"), engine),
            "base_flow": (("flow_item", "hour"), np.zeros((1, 8760))),
        },
        {
            "entry": list(rows), "year": list(YEARS), "calendar": calendar, "cash_item": list(CASH),
            "measure": ["platform"], "flow_item": ["engine.activity"],
        },
    )  # fmt: skip
