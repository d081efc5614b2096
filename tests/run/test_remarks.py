"""Warnings about the bill of a plan, on grid connections whose numbers a person can check."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from planner.case.value import Case
from planner.run.remarks import remarks
from tests.run.workshop import HOURS, THINGS, YEARS, workshop_case

COMPONENTS = {
    "energy": {"basis": "energy", "price": "500 CNY/MWh"},
    "demand": {"basis": "demand", "price": "40 CNY/(kW*month)"},
    "capacity": {"basis": "capacity", "price": "25 CNY/(kVA*month)"},
}


def case_with(**fields: Any) -> Case:
    return workshop_case({("supply", "grid", "grid"): {**THINGS["supply", "grid", "grid"], **fields}})


def operated(imports: float, generation: float) -> xr.Dataset:
    """A use of 1 MW in every hour, today bought, in the plan partly generated. [MW]"""
    plan = np.repeat([[[imports] * len(YEARS)], [[generation] * len(YEARS)]], HOURS).reshape(2, len(YEARS), HOURS)
    base = np.repeat([[1.0], [0.0]], HOURS, axis=1)
    names, hours = ["grid.import", "pv.generation"], np.arange(HOURS)
    coords = {"flow_item": names, "year": list(YEARS), "hour": hours}
    return xr.Dataset(
        {
            "flow": xr.DataArray(plan, coords, ("flow_item", "year", "hour")),
            "base_flow": xr.DataArray(base, {"flow_item": names, "hour": hours}, ("flow_item", "hour")),
            "capacity": xr.DataArray(
                [[generation] * len(YEARS)], {"asset": ["pv"], "year": list(YEARS)}, ("asset", "year")
            ),
        }
    )


def test_own_generation_lowers_the_power_factor() -> None:
    # The reactive power of 1 MW at 0.90 is 0.484 Mvar; beside 0.8 MW it makes 0.86.
    (found,) = remarks(case_with(power_factor={"today": 0.9}), operated(0.8, 0.2))
    assert (found.severity, found.where.key) == ("warning", "grid.power_factor")
    assert "falls to 0.86 at the meter in 2026 (standard 0.90; 12 months below)" in found.message
    # Four hundredths cost 2 % of 7,008 MWh at 500 CNY/MWh.
    assert "rise by 0.07 Mio CNY" in found.message


@pytest.mark.parametrize(
    ("fields", "imports"),
    [({}, 0.5), ({"power_factor": {"today": 0.99}}, 0.8), ({"power_factor": {"today": 0.85}}, 1.0)],
)
def test_nothing_is_said_without_a_power_factor_or_where_nothing_gets_worse(
    fields: dict[str, Any], imports: float
) -> None:
    assert remarks(case_with(**fields), operated(imports, 1.0 - imports)) == ()


def test_a_cheaper_way_of_billing_is_named() -> None:
    # 0.8 MW at 40 CNY/kW against 1 MVA at 25 CNY/kVA a month: 32,000 against 25,000, twelve times.
    case = case_with(components=COMPONENTS, transformer="1 MVA", billing="demand")
    (found,) = remarks(case, operated(0.8, 0.2))
    assert found.where.key == "grid.billing"
    assert "held to demand" in found.message and "save 0.08 Mio CNY in 2026" in found.message


@pytest.mark.parametrize(
    "fields",
    [
        {"billing": "choose", "transformer": "1 MVA", "components": COMPONENTS},
        {"billing": "capacity", "transformer": "1 MVA", "components": COMPONENTS},
        {"billing": "demand", "components": {name: COMPONENTS[name] for name in ("energy", "demand")}},
    ],
)
def test_nothing_is_said_where_billing_is_free_or_already_the_cheapest(fields: dict[str, Any]) -> None:
    assert remarks(case_with(**fields), operated(0.8, 0.2)) == ()
