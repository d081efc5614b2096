"""Any stored number changed beyond tolerance is found, whichever it is."""

import numpy as np
import pytest

from planner.audit import audit
from planner.audit.layout import LAYOUT

from .plans import holding, made

DIMS = sorted({dims[0] for dims in LAYOUT.values()})
DECIDED = ("matched", "started", "on")
"""Flows that are decisions within limits: a small change may be right, so they are changed by a whole one."""


def shifted(array, position, sign, amount=1e-4):
    """The array with one number changed by a ten-thousandth of itself, or of one."""
    values = array.values.copy()
    values.flat[position] += sign * amount * max(1.0, abs(values.flat[position]))
    return array.copy(data=values)


def survivors(case, solution, variable, positions, amount=1e-4):
    """Changes of single numbers that the audit does not find."""
    return [
        (position, sign)
        for position, sign in positions
        if audit(case, solution.assign({variable: shifted(solution[variable], position, sign, amount)})).passed
    ]


@pytest.mark.parametrize(("name", "variable"), holding())
def test_changed_number_is_found(name, variable):
    case, solution = made(name)
    array = solution[variable]
    rows = array[LAYOUT[variable][0]].values.astype(str).tolist()
    spread = np.unique(np.linspace(0, array.size - 1, 8 if name == "factory" else 3).astype(int))
    positions = [
        (int(at), (-1) ** n)
        for n, at in enumerate(spread)
        if "hour" not in array.dims or not rows[at * len(rows) // array.size].endswith(DECIDED)
    ]
    assert survivors(case, solution, variable, positions) == []


@pytest.mark.parametrize("name", ["factory", "portfolio", "foundry"])
@pytest.mark.parametrize("variable", ["flow", "base_flow"])
def test_changed_flow_of_every_name_is_found(name, variable):
    """At noon of a workday, in the last year, where most flows run."""
    case, solution = made(name)
    labels = solution["flow_item"].values.tolist()
    length = solution[variable].size // len(labels)
    noon = length - 24 * 7 + 12
    lost = [
        label
        for row, label in enumerate(labels)
        if survivors(case, solution, variable, [(row * length + noon, 1)], 1.0 if label.endswith(DECIDED) else 1e-4)
    ]
    assert lost == []


@pytest.mark.long
@pytest.mark.parametrize(("name", "variable"), holding(hourly=False))
def test_every_changed_number_is_found(name, variable):
    case, solution = made(name)
    positions = [(at, sign) for at in range(solution[variable].size) for sign in (1, -1)]
    assert survivors(case, solution, variable, positions) == []


@pytest.mark.parametrize(("name", "variable"), holding())
def test_missing_variable_is_found(name, variable):
    case, solution = made(name)
    if np.any(solution[variable]) or name == "factory":
        assert not audit(case, solution.drop_vars(variable)).passed


@pytest.mark.parametrize("variable", LAYOUT)
def test_number_that_is_none_is_found(variable):
    case, solution = next(made(name) for name, held in holding() if held == variable)
    values = solution[variable].values.copy()
    values.flat[-1] = np.nan
    failures = audit(case, solution.assign({variable: solution[variable].copy(data=values)})).failures
    assert "structure.finite" in {check.name for check in failures}


@pytest.mark.parametrize("dim", DIMS)
def test_renamed_row_is_found(dim):
    """The first row of each dimension that holds a number other than zero gets another name."""
    case, solution = next(made(name) for name, held in holding() if dim in LAYOUT[held])
    used = sum(
        np.abs(array).sum([other for other in array.dims if other != dim]).values
        for array in solution.data_vars.values()
        if dim in array.dims
    )
    labels = solution[dim].values.astype(object)
    labels[np.flatnonzero(used)[0]] = "grid_energy.other"
    assert not audit(case, solution.assign_coords({dim: labels.astype(str)})).passed


@pytest.mark.parametrize("dim", ["year", "calendar", "hour", "month", "quarter"])
def test_other_years_or_hours_are_found(dim):
    case, solution = made("portfolio")
    failures = audit(case, solution.assign_coords({dim: solution[dim].values + 1})).failures
    assert [check.name for check in failures] == ["structure.coordinates"]


@pytest.mark.parametrize("last", ["other", "peak/day"])
def test_other_bands_are_found(last):
    case, solution = made("portfolio")
    failures = audit(case, solution.assign_coords(band=[*solution["band"].values[:-1], last])).failures
    assert [check.name for check in failures] == ["structure.coordinates"]


def test_bands_in_which_nothing_is_settled_may_be_left_out():
    case, solution = made("portfolio")
    assert audit(case, solution.isel(band=slice(None, 0, -1))).passed


def test_row_that_stands_twice_is_found(case, solution):
    twice = solution.assign_coords(asset=["boiler", "boiler", *solution["asset"].values[2:]])
    assert "structure.unique" in {check.name for check in audit(case, twice).failures}


def test_variable_nobody_checks_is_found(case, solution):
    more = solution.assign(comfort=("year", [1.0, 1.0, 1.0]))
    assert [check.name for check in audit(case, more).failures] == ["structure.variables"]


@pytest.mark.parametrize(
    "attrs",
    [{"npv_cost": 1.0}, {"npv_cost": float("nan")}, {"npv_cost": "65"}, {"case": "other"}, {"scenario": "other"}],
)
def test_changed_attribute_is_found(case, solution, attrs):
    assert not audit(case, solution.assign_attrs(attrs)).passed


def test_changed_unit_of_an_account_is_found(case, solution):
    units = solution["unit"].values.astype(object)
    units[0] = "kWh"
    assert not audit(case, solution.assign_coords(unit=("entry", units.astype(str)))).passed


def test_deviation_within_tolerance_is_allowed(case, solution):
    nearly = solution.assign(cost=solution["cost"] * (1.0 + 1e-9))
    assert audit(case, nearly).passed
    assert not audit(case, nearly, tolerance=1e-11).passed
