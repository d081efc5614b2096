"""How demand is billed: whole quarters by demand or capacity, the cheaper one; discounts where they are earned."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..bill import Billing, monthly_bill
from ..case.value import Thing
from .evidence import Operation
from .gauge import Array, Axes, Gauge
from .layout import LAYOUT
from .readings import billing, meters
from .result import Check


def billing_checks(operation: Operation) -> list[Check]:
    """The stored facts of billing are what the tariff allows, and no dearer than the other way of billing."""
    whole = operation.gauge(
        "bill.billing", "A quarter is billed on capacity or not, and only where the tariff leaves the choice.", "1"
    )
    cheaper = operation.gauge("bill.cheaper", "No quarter would cost less if it were billed the other way.", "million")
    demand = operation.gauge(
        "bill.billed", "Billed demand is the metered peak or the least billed demand; none under capacity.", "MW"
    )
    discount = operation.gauge("bill.discounted", "Exactly the months of steady use get the demand discount.", "1")
    grids = operation.case.of("grid")
    for grid in grids:
        _quarters(operation, grid, whole, cheaper)
        _months(operation, grid, demand, discount)
    for variable, gauge in (("billing", whole), ("billed", demand), ("discounted", discount)):
        known = {grid.name for grid in grids}
        for name in operation.evidence.stored.rows(f"{operation.prefix}{variable}").keys() - known:
            gauge.equal(name, _axes(operation, variable), operation.stored(variable, name), 0.0)
    return [whole.check(), cheaper.check(), demand.check(), discount.check()]


def _axes(operation: Operation, variable: str) -> Axes:
    """Axes of one of the facts."""
    inner = LAYOUT[variable][2]
    return {"year": operation.years, inner: operation.evidence.stored.labels[inner]}


def _quarters(operation: Operation, grid: Thing, whole: Gauge, cheaper: Gauge) -> None:
    """Quarters are billed one way or the other, where there is a choice the cheaper way."""
    axes, stored = _axes(operation, "billing"), operation.stored("billing", grid.name)
    free = grid.parameters.billing == "choose"
    whole.equal(grid.name, axes, stored, np.clip(np.round(stored), 0.0, 1.0) if free else 0.0)
    if free:
        on_demand, on_capacity = _alternatives(operation, grid)
        chosen = np.where(stored > 0.5, on_capacity, on_demand)
        cheaper.at_most(grid.name, axes, chosen, np.minimum(on_demand, on_capacity))


def _months(operation: Operation, grid: Thing, demand: Gauge, discount: Gauge) -> None:
    """Billed demand and discount of every month are those of the bill."""
    axes = _axes(operation, "billed")
    bills = [
        monthly_bill(
            operation.case,
            grid,
            year,
            meters(operation, grid, index),
            Billing(billing(operation, grid, index).capacity),
        )
        for index, year in enumerate(operation.years)
    ]
    demand.equal(grid.name, axes, operation.stored("billed", grid.name), [bill.billed for bill in bills])
    found = operation.stored("discounted", grid.name)
    earned = np.array([bill.discounted for bill in bills], dtype=float)
    # So near the threshold that rounding decides, either is right.
    either = np.clip(np.round(found), 0.0, 1.0)
    discount.equal(grid.name, axes, found, np.where(_near(operation, grid), either, earned))


def _near(operation: Operation, grid: Thing) -> NDArray[np.bool_]:
    """Months whose import reaches the use that earns the discount, or misses it, by rounding only (year, month)."""
    terms = grid.parameters.demand_discount
    if terms is None:
        return np.zeros((len(operation.years), 12), dtype=bool)
    classes = operation.evidence.classes[grid.name]
    imported = classes.by_month(classes.sums(operation.flow(f"{grid.name}.import")))
    # Use per month is stored as use per year: a twelfth of it is asked in each month.
    wanted = float(terms.use) / 12.0 * float(grid.parameters.transformer)
    return np.asarray(np.abs(imported - wanted) <= operation.evidence.tolerance * (1.0 + wanted))


def _alternatives(operation: Operation, grid: Thing) -> tuple[Array, Array]:
    """What each quarter costs if billed on demand, and if billed on capacity (year, quarter) [million]."""
    costs = np.zeros((2, len(operation.years), 4))
    for index, year in enumerate(operation.years):
        readings = meters(operation, grid, index)
        for which in (0, 1):
            bill = monthly_bill(operation.case, grid, year, readings, Billing([bool(which)] * 4))
            for line in bill.lines:
                if line.line in ("grid_demand", "grid_capacity"):
                    costs[which, index, (line.month - 1) // 3] += line.amount * 1e-6
    return costs[0], costs[1]
