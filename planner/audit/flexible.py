"""Demand that may be done ahead within its day."""

from __future__ import annotations

import numpy as np

from ..case.value import Thing
from .demand import hourly_load
from .evidence import Operation
from .gauge import Array
from .paths import HOURS
from .result import Check

DAY = 24


def shifted_checks(operation: Operation) -> list[Check]:
    """Work done ahead waits as a stock, no longer than allowed, and every day closes on itself."""
    stock = operation.gauge(
        "demand.shifted",
        "The stock of work done ahead is that of the hour before plus what is done ahead less what is relieved; "
        "every day ends as it began.",
        "MWh",
    )
    share = operation.gauge("demand.shift_share", "No hour is relieved of more than the part that may move.", "MW")
    wait = operation.gauge("demand.shift_wait", "Nothing done ahead waits longer than allowed.", "MWh")
    for thing in operation.case.of("demand"):
        terms = thing.parameters.flexible
        if terms is None:
            continue
        ahead, relieved, held = (operation.flow(f"{thing.name}.{part}") for part in PARTS)
        movable = float(terms.share) * hourly_load(operation, thing)
        before = _by_day(np.roll(_by_day(held), 1, axis=2))
        stock.equal(thing.name, operation.hourly, held, before + ahead - relieved, scale=movable)
        share.at_most(thing.name, operation.hourly, relieved, movable)
        wait.at_most(thing.name, operation.hourly, held, _following(movable, round(float(terms.within))))
    return [stock.check(), share.check(), wait.check()]


PARTS = ("shifted_in", "shifted_out", "shifted")
"""Flows of a flexible demand: done ahead, relieved, and the stock between them."""


def shift(operation: Operation, thing: Thing) -> Array:
    """What shifting adds to the power used in each hour (year, hour) [MW]."""
    return operation.flow(f"{thing.name}.shifted_in") - operation.flow(f"{thing.name}.shifted_out")


def _by_day(hourly: Array) -> Array:
    """(year, hour) to (year, day, hour of the day), and back."""
    days = (len(hourly), HOURS // DAY, DAY)
    return hourly.reshape(days) if hourly.ndim == 2 else hourly.reshape(len(hourly), HOURS)


def _following(hourly: Array, hours: int) -> Array:
    """Sum over the next hours of the same day, which begin again with its first (year, hour)."""
    days = _by_day(hourly)
    return _by_day(np.sum([np.roll(days, -ahead, axis=2) for ahead in range(1, hours + 1)], axis=0))
