"""Units on line: least load, efficiency at part load, starts, and how fast activity may change.

Units of one size are alike, so an hour only says how many of them run; they share the load evenly. What a running unit
takes is a straight line over its load. With the input of full load as 1 and a point of load ``l`` at which the
efficiency is ``e`` times that of full load, the input there is ``l / e``; the line through both points is

    input = slope * load + standing,   slope = (1 - l / e) / (1 - l),   standing = 1 - slope.

With ``p`` the first input that one unit of main output needs at full load, a converter takes
``p * (slope * activity + standing * unit * on)``; where ``p`` changes from hour to hour, as a heat pump's does with the
temperatures, so do both terms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import pyomo.environ as pyo
from pydantic import Field

from ...fields import Unit, YearPath
from .investing import Investable, whole_units

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Hourly, Yearly


class Committable(Investable):
    """Equipment made of units that run or stand still, each between a least load and its size."""

    unit: Annotated[float, Unit("MW", gt=0)] | None = Field(
        default=None, description="Size of one unit; only whole units are built, kept and retired."
    )
    min_load: Annotated[float, Unit("%", ge=0, le=100)] = Field(
        default=0.0, description="Least load of a running unit, as a share of its size; needs `unit`."
    )
    part_load: dict[Annotated[float, Unit("%", gt=0, lt=100)], Annotated[float, Unit("%", gt=0)]] | None = Field(
        default=None,
        min_length=1,
        max_length=1,
        description="A load and the efficiency there relative to that of full load, such as {50 %: 85 %}; between and "
        "beyond, the input is a straight line over the load. Needs `unit`.",
    )
    start_cost: Annotated[YearPath, Unit("CNY", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Cost of each start of one unit; needs `unit`."
    )
    ramp: Annotated[float, Unit("%/h", gt=0)] | None = Field(
        default=None, description="Most change of the output from one hour to the next, as a share of the capacity."
    )

    @property
    def starts_cost(self) -> bool:
        """Whether a start costs anything in any year."""
        return any(price > 0.0 for _, price in self.start_cost.points)

    @property
    def committed(self) -> bool:
        """Whether it matters how many units run, not only how much they give."""
        return self.min_load > 0.0 or self.part_load is not None or self.starts_cost

    @property
    def input_line(self) -> tuple[float, float]:
        """Slope and standing part of the input over the load, relative to the input at full load. [1]"""
        if self.part_load is None:
            return 1.0, 0.0
        (load, efficiency) = next(iter(self.part_load.items()))
        slope = (1.0 - load / efficiency) / (1.0 - load)
        return slope, 1.0 - slope


def hand_down_units(yearly: Yearly, thing: Thing, capacity: Mapping[int, Any]) -> None:
    """Hand the number of units down to every year, and pay for their starts.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway.
    thing : Thing
        A technology made of units.
    capacity : mapping of year to expression
        Capacity on line. [MW]
    """
    given = thing.parameters
    if not given.committed:
        return
    for year in yearly.site.years:
        yearly.link(year, f"{thing.name}.units", capacity[year] / given.unit)
        price = given.start_cost.at(year)
        if price > 0.0:
            yearly.cost("start_cost", thing.name, year, price * yearly.amount(year, f"{thing.name}.started"))


def commit(hourly: Hourly, thing: Thing, activity: Any) -> Any:
    """Decide in every hour how many units run.

    Parameters
    ----------
    hourly : Hourly
        Accounts of the operation.
    thing : Thing
        A technology made of units.
    activity : Var (step,)
        Output of all of them. [MW]

    Returns
    -------
    Var (step,)
        Units on line. [1]
    """
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    units = hourly.link(f"{thing.name}.units")
    on = hourly.flow(thing, "on")
    on.domain = pyo.NonNegativeIntegers
    on.setub(whole_units(given.max, given.unit))

    @block.Constraint(range(steps.count), doc="No more units run than stand.")
    def units_limit(_block: Any, step: int) -> Any:
        return on[step] <= units

    if given.min_load > 0.0:

        @block.Constraint(range(steps.count), doc="Every running unit gives at least its least load.")
        def min_load_limit(_block: Any, step: int) -> Any:
            return activity[step] >= given.min_load * given.unit * on[step]

    if given.starts_cost:
        started, previous = hourly.flow(thing, "started"), steps.previous

        @block.Constraint(
            np.flatnonzero(previous >= 0).tolist(), doc="What runs beyond the units of the hour before was started."
        )
        def start_logic(_block: Any, step: int) -> Any:
            return started[step] >= on[step] - on[int(previous[step])]

        hourly.total(f"{thing.name}.started", started)
    return on


def limit_ramps(hourly: Hourly, thing: Thing, activity: Any) -> None:
    """Keep the change of the output from one hour to the next within the ramp.

    Parameters
    ----------
    hourly : Hourly
        Accounts of the operation.
    thing : Thing
        A technology; without a ramp, or with one that crosses the whole capacity within an hour, nothing is limited.
    activity : Var (step,)
        Its output. [MW]
    """
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    if given.ramp is None or given.ramp >= 1.0:
        return
    capacity, previous = hourly.link(f"{thing.name}.capacity"), steps.previous

    follows = np.flatnonzero(previous >= 0).tolist()

    @block.Constraint(follows, doc="Activity rises by at most the ramp.")
    def ramp_up_limit(_block: Any, step: int) -> Any:
        return activity[step] - activity[int(previous[step])] <= given.ramp * capacity

    @block.Constraint(follows, doc="Activity falls by at most the ramp.")
    def ramp_down_limit(_block: Any, step: int) -> Any:
        return activity[int(previous[step])] - activity[step] <= given.ramp * capacity
