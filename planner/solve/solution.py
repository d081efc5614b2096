"""The Solution: everything downstream may read, as one dataset with units and long names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyomo.environ as pyo
import xarray as xr
from numpy.typing import NDArray

from ..models.accounts import Expression, Yearly
from .assemble import Operation, Pathway
from .full_year import FullYear

Array = NDArray[np.float64]

# quantity: (dimension, unit, long name)
DECISIONS = {
    "built": ("asset", "MW", "capacity entering service (MWh for the content of a store)"),
    "capacity": ("asset", "MW", "capacity on line (MWh for the content of a store)"),
    "effective": ("asset", "MW", "capacity on line after degradation (MWh for the content of a store)"),
    "retired": ("existing", "MW", "capacity of existing units retired early so far"),
    "adopted": ("measure", "1", "measure entering service"),
    "active": ("measure", "1", "measure in service"),
    "annual": ("end_use", "MWh/a", "energy demand after measures"),
    "process_co2": ("stream", "t/a", "process CO2 after measures"),
    "signed": ("contract", "MW", "contract beginning in the year"),
    "contracted": ("contract", "MW", "contract in force"),
    "certificates": ("certificate", "MWh/a", "certificates bought"),
}
WHOLE = {"adopted", "active", "billing", "discounted", "score_stated"}

# quantity: (dimensions within a year, unit, long name)
DETAILS = {
    "traded": (("contract", "month", "band"), "MWh", "green power traded through the grid"),
    "nominated": (("contract", "month"), "MWh", "green power called for and paid"),
    "month_matched": (("claim", "month"), "MWh", "green power matched to the use of the month"),
    "billing": (("grid", "quarter"), "1", "quarter billed by transformer capacity"),
    "billed": (("grid", "month"), "MW", "billed demand before a discount"),
    "discounted": (("grid", "month"), "1", "month that earns the demand discount"),
    "points": (("target", "indicator"), "1", "points counted by the plan; an exact score may have more"),
    "score": (("target",), "1", "total counted by the plan; the exact one may be higher"),
    "score_stated": (("target",), "1", "year for whose data the case states something"),
    "required": (("target",), "1", "total asked for"),
}


def build_solution(pathway: Pathway, operation: Operation, result: FullYear) -> xr.Dataset:
    """Put a full-year result into a dataset.

    Parameters
    ----------
    pathway, operation : Pathway, Operation
        The compiled parts.
    result : FullYear
        Values of every column.

    Returns
    -------
    Dataset
        Decisions (…, year), hourly flows (flow_item, year, hour), money and accounts by year. Canonical units.
    """
    yearly = pathway.yearly
    load_values(pathway, result.values)
    load_amounts(pathway, operation, result.operation)
    variables = {**_decisions(yearly), **_remaining(yearly), **_money(yearly), **_accounts(yearly)}
    variables["flow"] = _flows(operation, result.operation)
    variables["peak"] = _peaks(yearly, operation, result.operation)
    variables.update(_details(yearly))
    blocks = yearly.site.blocks
    coords = {
        "year": list(blocks.years),
        "calendar": list(blocks.calendar),
        "hour": np.arange(8760),
        "month": np.arange(1, 13),
    }
    used = {dimension for variable in variables.values() for dimension in variable.dims}
    dataset = xr.Dataset(variables, coords={name: values for name, values in coords.items() if name in used})
    # Kinds of contract that have no size stand beside those that have: what a quantity does not know of is zero.
    return dataset.map(lambda variable: variable.fillna(0.0), keep_attrs=True)


def load_values(pathway: Pathway, values: Array) -> None:
    """Give the pathway's variables their values, so that its expressions can be evaluated.

    Parameters
    ----------
    pathway : Pathway
        The compiled pathway.
    values : ndarray
        Its columns, and possibly further ones after them.
    """
    for variable, number in zip(pathway.compiled.variables, values.tolist(), strict=False):
        variable.set_value(number, skip_validation=True)


def load_amounts(pathway: Pathway, operation: Operation, hours: Mapping[int, Array]) -> None:
    """Give values also to amounts that only an account reads: these are in no row of the pathway.

    Parameters
    ----------
    pathway, operation : Pathway, Operation
        The compiled parts.
    hours : Mapping[int, ndarray]
        Operation columns of every year.
    """
    for year, values in hours.items():
        amounts = pathway.model.year[year].amount
        for name, element in operation.hourly.block.amount.items():
            if name in amounts and operation.compiled.of(element) >= 0:
                amounts[name].set_value(float(values[operation.compiled.of(element)]), skip_validation=True)


def evaluate(expression: Expression) -> float:
    """Value of an expression; a variable that no row uses is zero."""
    number = pyo.value(expression, exception=False)
    return 0.0 if number is None else float(number)


def _table(
    numbers: Mapping[tuple[str, int], float], dimension: str, years: Iterable[int], unit: str, name: str, along: str
) -> xr.DataArray:
    items, steps = sorted({item for item, _ in numbers}), list(years)
    table = np.array([[numbers.get((item, year), 0.0) for year in steps] for item in items], dtype=float)
    table = table.reshape(len(items), len(steps)) + 0.0
    attributes = {"units": unit, "long_name": name}
    return xr.DataArray(table, {dimension: items, along: steps}, (dimension, along), attrs=attributes)


def _decisions(yearly: Yearly) -> dict[str, xr.DataArray]:
    found = {}
    for quantity, (dimension, unit, name) in DECISIONS.items():
        numbers = {
            (item, year): _settled(quantity, evaluate(value))
            for (of, item, year), value in yearly.numbers.items()
            if of == quantity
        }
        if numbers:
            found[quantity] = _table(numbers, dimension, yearly.site.years, unit, name, "year")
    return found


def _details(yearly: Yearly) -> dict[str, xr.DataArray]:
    """Decisions and states within the years, by quantity."""
    found = {}
    for quantity, (dimensions, unit, name) in DETAILS.items():
        rows = [(keys, year, value) for (of, keys, year), value in yearly.details.items() if of == quantity]
        if not rows:
            continue
        labels = [sorted({keys[place] for keys, _, _ in rows}) for place in range(len(dimensions))]
        if "band" in dimensions:
            # Every band of every tariff, also those in which nothing was traded.
            site = yearly.site
            labels[-1] = sorted({bands for grid in site.case.of("grid") for bands in site.classes(grid.name).bands})
        years = list(yearly.site.years)
        coords = {dimensions[0]: labels[0], "year": years, **dict(zip(dimensions[1:], labels[1:], strict=True))}
        table = np.zeros([len(values) for values in coords.values()])
        for keys, year, value in rows:
            position = [labels[place].index(key) for place, key in enumerate(keys)]
            table[position[0], years.index(year), *position[1:]] = _settled(quantity, evaluate(value))
        attributes = {"units": unit, "long_name": name}
        found[quantity] = xr.DataArray(table, coords, tuple(coords), attrs=attributes)
    return found


def _settled(quantity: str, number: float) -> float:
    """Drop the solver's dust: whole numbers exactly, and no negative zero sizes."""
    if quantity in WHOLE:
        return float(round(number))
    return 0.0 if abs(number) < 1e-9 else number


def _remaining(yearly: Yearly) -> dict[str, xr.DataArray]:
    """Factors left by measures, of end uses and of process streams."""
    found = {}
    for quantity, dimension, kind in (("remaining", "end_use", "demand"), ("process_remaining", "stream", "process")):
        names = {thing.name for thing in yearly.site.case.of(kind)}
        numbers = {
            (item, year): evaluate(value)
            for (of, item, year), value in yearly.numbers.items()
            if of == "remaining" and item in names
        }
        if numbers:
            found[quantity] = _table(numbers, dimension, yearly.site.years, "1", "share left by measures", "year")
    return found


def _money(yearly: Yearly) -> dict[str, xr.DataArray]:
    """Money by line and item, which a label joins with a dot."""
    currency = f"million {yearly.site.case.currency}"
    costs = {(f"{line}.{item}", year): evaluate(value) for (line, item, year), value in yearly.costs.items()}
    cash = {(f"{line}.{item}", year): evaluate(value) for (line, item, year), value in yearly.cash.items()}
    years, calendar = yearly.site.years, yearly.site.blocks.calendar
    found = {}
    if costs:
        found["cost"] = _table(costs, "line_item", years, f"{currency}/a", "paid in every year", "year")
    if cash:
        found["cash"] = _table(cash, "cash_item", calendar, currency, "paid once", "calendar")
    return found


def _accounts(yearly: Yearly) -> dict[str, xr.DataArray]:
    """Yearly accounts by account and item, which a label joins with a dot."""
    units = {f"{key.account}.{key.item}": key.unit for key, _ in yearly.entries}
    numbers = {(f"{key.account}.{key.item}", year): evaluate(value) for (key, year), value in yearly.entries.items()}
    if not numbers:
        return {}
    table = _table(numbers, "entry", yearly.site.years, "see unit", "yearly account", "year")
    labels = [str(label) for label in table["entry"].to_numpy()]
    return {"account": table.assign_coords(unit=("entry", [units[label] for label in labels]))}


def _flows(operation: Operation, values: Mapping[int, Array]) -> xr.DataArray:
    names, years = sorted(operation.hourly.flows), sorted(values)
    stack = np.zeros((len(names), len(years), 8760))
    for row, name in enumerate(names):
        columns = operation.compiled.columns(operation.hourly.flows[name])
        used = columns >= 0
        for position, year in enumerate(years):
            stack[row, position, used] = np.maximum(values[year][columns[used]], 0.0)
    attributes = {
        "units": "MW",
        "long_name": "hourly mean power (content of a store and work done ahead: MWh at the end of the hour; units on "
        "line and started: number; products and captured CO2: t/h)",
    }
    coords = {"flow_item": names, "year": years, "hour": np.arange(8760)}
    return xr.DataArray(stack, coords, ("flow_item", "year", "hour"), attrs=attributes)


def _peaks(yearly: Yearly, operation: Operation, values: Mapping[int, Array]) -> xr.DataArray:
    """Highest purchase of every month, from the hours themselves."""
    grids, years = [thing.name for thing in yearly.site.case.of("grid")], list(yearly.site.years)
    table = np.zeros((len(grids), len(years), 12))
    for row, grid in enumerate(grids):
        columns = operation.compiled.columns(operation.hourly.flows[f"{grid}.import"])
        for place, year in enumerate(years):
            bought = np.where(columns >= 0, values[year][columns], 0.0)
            for month in range(1, 13):
                _, steps = operation.hourly.highest[f"{grid}.peak.{month}"]
                table[row, place, month - 1] = max(float(bought[list(steps)].max()), 0.0)
    coords: dict[str, Any] = {"grid": grids, "year": years, "month": np.arange(1, 13)}
    attributes = {"units": "MW", "long_name": "highest hourly purchase of the month"}
    return xr.DataArray(table, coords, ("grid", "year", "month"), attrs=attributes)


BASE_YEAR = ("flow", "peak", "annual", "process_co2", "cost", "account", "billing", "billed", "discounted")


def with_base_year(solution: xr.Dataset, base: xr.Dataset) -> xr.Dataset:
    """Lay the base year's operation beside a plan's, under the same names with ``base_`` before them.

    Parameters
    ----------
    solution, base : Dataset
        A plan, and the factory as it stood.

    Returns
    -------
    Dataset
        Both, on shared coordinates; what the base year did not have is zero.
    """
    present = [name for name in BASE_YEAR if name in base]
    parts = base[present].squeeze("year", drop=True).rename({name: f"base_{name}" for name in present})
    joined = xr.merge([solution, parts], join="outer", fill_value=0.0, compat="override", combine_attrs="override")
    if "unit" in joined.coords:
        units = {**_units(base), **_units(solution)}
        labels = [str(label) for label in joined["entry"].to_numpy()]
        joined = joined.assign_coords(unit=("entry", [units[label] for label in labels]))
    return joined


def _units(solution: xr.Dataset) -> dict[str, str]:
    labels, units = solution["entry"].to_numpy(), solution["unit"].to_numpy()
    return {str(label): str(unit) for label, unit in zip(labels, units, strict=True)}
