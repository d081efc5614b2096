"""A plan that is right is confirmed, as it stands in memory and as it comes back from a file."""

import json
import subprocess
import sys

import numpy as np
import pytest
import xarray as xr

from planner.audit import audit
from planner.audit.layout import LAYOUT

from .plans import MADE, holding, made


@pytest.mark.parametrize("name", MADE)
def test_plan_by_hand_is_confirmed(name):
    result = audit(*made(name))
    assert result.passed, "\n".join(map(str, result.failures))


@pytest.mark.parametrize("name", MADE)
def test_residuals_are_rounding_only(name):
    assert max(check.residual for check in audit(*made(name)).checks) < 1e-8


def test_checks_look_at_every_kind_of_number():
    checks = [check for name in MADE for check in audit(*made(name)).checks]
    seen = {check.name for check in checks if check.compared > 0}
    assert {check.name for check in checks} - seen == {
        "structure.gap", "limits.emission_peak", "balances.known_flows", "base.balances.known_flows",
    }  # fmt: skip


def test_plans_hold_every_variable():
    assert {variable for _, variable in holding()} == set(LAYOUT)


def test_names_of_checks_are_unique(case, solution):
    names = [check.name for check in audit(case, solution).checks]
    assert len(names) == len(set(names))


def test_saved_and_loaded_plan_is_confirmed(case, solution, tmp_path):
    solution.to_netcdf(tmp_path / "solution.nc", engine="h5netcdf")
    with xr.open_dataset(tmp_path / "solution.nc", engine="h5netcdf") as loaded:
        assert audit(case, loaded).passed


def test_order_of_rows_and_dimensions_does_not_matter(case, solution):
    shuffled = solution.isel(asset=slice(None, None, -1), flow_item=slice(None, None, -1), entry=slice(None, None, -1))
    assert audit(case, shuffled.transpose("hour", "year", ...)).passed


def test_result_is_plain_json(case, solution):
    broken = solution.assign(peak=solution["peak"] * np.nan)
    written = json.loads(json.dumps(audit(case, broken).to_dict(), allow_nan=False))
    assert written["passed"] is False
    peak = next(check for check in written["checks"] if check["name"] == "equipment.peak")
    assert peak["residual"] is None
    assert peak["place"] == {"item": "grid", "year": 2026, "month": 1}


def test_consistent_gap_is_confirmed_and_another_is_not(case, solution):
    attrs = {"search_objective": 100.0, "search_bound": 99.0, "gap": 0.01}
    assert audit(case, solution.assign_attrs(attrs)).passed
    failures = audit(case, solution.assign_attrs(attrs | {"gap": 0.001})).failures
    assert [check.name for check in failures] == ["structure.gap"]


def test_audit_is_independent_of_models_and_solver():
    code = (
        "import sys, planner.audit; print([m for m in sys.modules if m.startswith(('pyomo', 'highspy', 'planner.'))])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not any(name in loaded for name in ("pyomo", "highspy", "planner.models", "planner.site", "planner.solve"))
