"""A workshop with two milestone years and a plan of it, written down by hand: numbers a person can follow.

2026 stands for 2026 and 2027, 2028 for 2028 and 2029; money is discounted at 10 %. Electricity costs 500 CNY/MWh, gas
300 CNY/MWh. The reference buys 8,760 MWh of electricity and heats with a gas boiler; the plan adopts LED in 2026,
builds photovoltaics in 2026 and a heat pump in 2028, signs a PPA in 2028 and buys certificates.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import xarray as xr

from planner.case.value import Case, Horizon, Thing, Where
from planner.models import modules

YEARS = (2026, 2028)
CALENDAR = (2026, 2027, 2028, 2029)
HOURS = 8760

THINGS: dict[tuple[str, str, str], dict[str, Any]] = {
    ("carriers", "carrier", "electricity"): {},
    ("carriers", "carrier", "gas"): {},
    ("carriers", "carrier", "heat"): {"temperature": "80 degC"},
    ("demands", "demand", "machines"): {"carrier": "electricity", "annual": "7008 MWh"},
    ("demands", "demand", "lighting"): {"carrier": "electricity", "annual": "1752 MWh"},
    ("demands", "demand", "washing"): {"carrier": "heat", "annual": "3942 MWh"},
    ("existing", "existing", "old_boiler"): {"technology": "boiler", "capacity": "0.5 MW", "built": 2015},
    ("technologies", "converter", "boiler"): {
        "inputs": {"gas": "100 %"}, "outputs": {"heat": "90 %"}, "capex": "500 CNY/kW", "life": "20 a",
    },
    ("technologies", "converter", "heat_pump"): {
        "inputs": {"electricity": "100 %"}, "outputs": {"heat": "300 %"}, "capex": "4000 CNY/kW", "life": "10 a",
    },
    ("technologies", "renewable", "pv"): {"profile": "flat", "capex": "3000 CNY/kW", "life": "20 a"},
    ("technologies", "storage", "battery"): {
        "capex_energy": "1000 CNY/kWh", "capex_power": "200 CNY/kW", "capex_fixed": "0.1 Mio CNY", "life": "12 a",
        "max_energy": "4 MWh", "max_power": "2 MW",
    },
    ("measures", "measure", "led"): {"capex": "1 Mio CNY", "life": "4 a", "saves": {"lighting": "50 %"}},
    ("supply", "grid", "grid"): {
        "components": {"energy": {"basis": "energy", "price": "500 CNY/MWh"}},
        "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh", "tce": "0.1229 tce/MWh",
    },
    ("supply", "fuel", "gas"): {
        "carrier": "gas", "price": "300 CNY/MWh", "emission_factor": "0.2 t/MWh", "tce": "0.1229 tce/MWh",
    },
    ("supply", "ppa", "wind"): {
        "profile": "flat", "start": [2028], "tenor": "10 a", "max": "1 MW", "energy_price": "400 CNY/MWh",
    },
    ("supply", "certificate", "gec"): {"price": "5 CNY/MWh"},
    ("carbon", "carbon", "carbon"): {"scheme": "shadow", "price": "100 CNY/t"},
}  # fmt: skip


def workshop_case(more: dict[tuple[str, str, str], dict[str, Any]] | None = None) -> Case:
    """The case, as a reader would hand it on, with more things if there are any."""
    things = tuple(
        Thing(name, kind, section, modules()[kind].Parameters.model_validate(fields), Where("case.yaml", 1, name))
        for (section, kind, name), fields in {**THINGS, **(more or {})}.items()
    )
    return Case(
        name="workshop",
        title="Workshop 车间",
        sector="example",
        currency="CNY",
        price_year=2025,
        scenario="base",
        packs=(),
        province=None,
        areas=MappingProxyType({}),
        horizon=Horizon(2025, 2026, YEARS, 2029, 0.10),
        production=MappingProxyType({}),
        things=things,
        series=MappingProxyType({"shape": np.ones(HOURS)}),
        places=MappingProxyType({}),
        resolved=MappingProxyType({"case": {"name": "workshop"}}),
        folder=Path("workshop"),
    )


def _table(names: dict[str, tuple[float, ...]], dimension: str, along: str, steps: tuple[int, ...]) -> xr.DataArray:
    values = np.array([names[name] for name in names], dtype=float).reshape(len(names), len(steps))
    return xr.DataArray(values, {dimension: list(names), along: list(steps)}, (dimension, along), attrs={"units": "1"})


def written_down(
    flows: dict[str, tuple[float, float]],
    costs: dict[tuple[str, str], tuple[float, float]],
    cash: dict[tuple[str, str], tuple[float, ...]],
    accounts: dict[tuple[str, str, str], tuple[float, float]],
    decisions: dict[str, tuple[str, dict[str, tuple[float, ...]]]],
) -> xr.Dataset:
    """A Solution from hourly means, yearly bills, cash by calendar year and yearly accounts."""
    variables = {name: _table(rows, dim, "year", YEARS) for name, (dim, rows) in decisions.items()}
    hourly = np.repeat(np.array(list(flows.values()))[:, :, None], HOURS, axis=2)
    coords = {"flow_item": list(flows), "year": list(YEARS), "hour": np.arange(HOURS)}
    variables["flow"] = xr.DataArray(hourly, coords, ("flow_item", "year", "hour"), attrs={"units": "MW"})
    for name, rows, dim, along, steps in (
        ("cost", costs, "line_item", "year", YEARS),
        ("cash", cash, "cash_item", "calendar", CALENDAR),
        ("account", accounts, "entry", "year", YEARS),
    ):
        variables[name] = _table({".".join(key[:2]): values for key, values in rows.items()}, dim, along, steps)
    dataset = xr.Dataset(variables).assign_coords(unit=("entry", [key[2] for key in accounts]))
    dataset["base_cost"] = dataset["cost"].isel(year=0, drop=True) * 0.0 + 1.0
    dataset["base_account"] = dataset["account"].isel(year=0, drop=True) * 0.0 + 2.0
    return dataset.assign_attrs(case="workshop", scenario="base", status="optimal", resolution="typical")


def reference_solution() -> xr.Dataset:
    """Going on as before: 8,760 MWh of power at 4.38 million a year, 4,380 MWh of gas at 1.314."""
    return written_down(
        flows={"grid.import": (1.0, 1.0), "gas.bought": (0.5, 0.5), "boiler.activity": (0.45, 0.45)},
        costs={
            ("grid_energy", "grid.energy"): (4.38, 4.38),
            ("fuel", "gas"): (1.314, 1.314),
            ("carbon", "carbon"): (0.5256, 0.5256),
        },
        cash={("capex", "boiler"): (0.0, 0.0, 0.0, 0.0)},
        accounts={
            ("import", "grid", "MWh"): (8760.0, 8760.0),
            ("fuel", "gas", "MWh"): (4380.0, 4380.0),
            ("tce", "grid", "tce"): (1076.604, 1076.604),
            ("tce", "gas", "tce"): (538.302, 538.302),
            ("scope1_fuel", "gas", "t"): (876.0, 876.0),
            ("scope2_location", "grid", "t"): (4380.0, 4380.0),
            ("scope2_market", "grid", "t"): (5256.0, 5256.0),
            ("scope2_market_certificates", "grid", "t"): (5256.0, 5256.0),
        },
        decisions={
            "built": ("asset", {"boiler": (0.0, 0.0)}),
            "capacity": ("asset", {"boiler": (0.5, 0.5)}),
        },
    )


def plan_solution() -> xr.Dataset:
    """LED saves 876 MWh, photovoltaics give 876 MWh, from 2028 a heat pump takes 1,314 MWh in place of gas."""
    return written_down(
        flows={
            "grid.import": (0.8, 0.95),
            "gas.bought": (0.5, 0.0),
            "boiler.activity": (0.45, 0.0),
            "heat_pump.activity": (0.0, 0.45),
            "pv.generation": (0.1, 0.1),
            "wind.traded": (0.0, 0.2),
        },
        costs={
            ("grid_energy", "grid.energy"): (3.504, 4.161),
            ("fuel", "gas"): (1.314, 0.0),
            ("traded_replaced", "wind"): (0.0, -0.876),
            ("ppa_energy", "wind"): (0.0, 0.7008),
            ("certificates", "gec"): (0.005, 0.005),
            ("carbon", "carbon"): (0.438, 0.41610),
        },
        cash={
            ("capex", "led"): (1.0, 0.0, 0.0, 0.0),
            ("capex", "pv"): (0.3, 0.0, 0.0, 0.0),
            ("capex", "heat_pump"): (0.0, 0.0, 1.8, 0.0),
            ("residual_value", "pv"): (0.0, 0.0, 0.0, -0.25),
        },
        accounts={
            ("import", "grid", "MWh"): (7008.0, 8322.0),
            ("fuel", "gas", "MWh"): (4380.0, 0.0),
            ("generation", "pv", "MWh"): (876.0, 876.0),
            ("traded", "wind", "MWh"): (0.0, 1752.0),
            ("certificate", "gec", "MWh"): (1000.0, 1000.0),
            ("certificate_claimed", "gec", "MWh"): (1000.0, 1000.0),
            ("tce", "grid", "tce"): (861.2832, 1022.7738),
            ("tce", "gas", "tce"): (538.302, 0.0),
            ("tce", "electricity", "tce"): (107.6604, 107.6604),
            ("scope1_fuel", "gas", "t"): (876.0, 0.0),
            ("scope2_location", "grid", "t"): (3504.0, 4161.0),
            ("scope2_market", "grid", "t"): (4204.8, 3942.0),
            ("scope2_market_certificates", "grid", "t"): (3604.8, 3342.0),
        },
        decisions={
            "built": ("asset", {"pv": (0.1, 0.0), "heat_pump": (0.0, 0.45), "boiler": (0.0, 0.0)}),
            "capacity": ("asset", {"pv": (0.1, 0.1), "heat_pump": (0.0, 0.45), "boiler": (0.5, 0.0)}),
            "retired": ("existing", {"old_boiler": (0.0, 0.5)}),
            "adopted": ("measure", {"led": (1.0, 0.0)}),
            "active": ("measure", {"led": (1.0, 1.0)}),
            "signed": ("contract", {"wind": (0.0, 0.2)}),
            "contracted": ("contract", {"wind": (0.0, 0.2)}),
            "certificates": ("certificate", {"gec": (1000.0, 1000.0)}),
        },
    )
