"""A converter turns carriers into others: boilers, heat pumps, CHP, furnaces, chillers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from pydantic import Field

from ..fields import Declaration, Unit, YearPath
from .accounts import Source
from .parts.committing import Committable, commit, hand_down_units, limit_ramps
from .parts.investing import Size, invest, upkeep

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..case.value import Thing
    from ..site import Site
    from .accounts import Expression, Hourly, Yearly

ORDER = 2


class Carnot(Declaration):
    """Coefficient of performance from the temperatures of source and sink: share x T_sink / (T_sink - T_source)."""

    share: Annotated[float, Unit("%", gt=0, le=100)] = Field(
        description="Share of the ideal (Carnot) performance reached."
    )
    source: Annotated[float, Unit("degC")] | None = Field(
        default=None, description="Constant temperature of the source."
    )
    source_series: str | None = Field(
        default=None, description="Series of the source's temperature, in place of a constant."
    )
    sink: Annotated[float, Unit("degC")] | None = Field(
        default=None, description="Temperature of the sink; by default that of the main output carrier."
    )
    approach: Annotated[float, Unit("K", ge=0)] = Field(
        default=5.0, description="Temperature difference in each heat exchanger, widening the lift on both sides."
    )
    highest: Annotated[float, Unit("1", ge=1)] = Field(
        default=8.0, description="Upper limit of the performance at small lifts."
    )


class Parameters(Committable):
    """A converter; its capacity and its activity are measured on the first output."""

    section: ClassVar[str] = "technologies"
    kind: ClassVar[str] = "converter"

    inputs: dict[str, Annotated[float, Unit("%", gt=0)]] = Field(
        min_length=1, description="Carriers taken, each relative to 100 % of the first."
    )
    outputs: dict[str, Annotated[float, Unit("%", gt=0)]] = Field(
        min_length=1,
        description="Carriers given, each relative to 100 % of the first input; capacity counts on the first.",
    )
    carnot: Carnot | None = Field(
        default=None, description="Replaces the first output's ratio by a coefficient of performance from temperatures."
    )
    capex: Annotated[YearPath, Unit("CNY/kW", ge=0)] = Field(
        description="Investment per unit of capacity of the first output."
    )
    opex_fixed: Annotated[YearPath, Unit("%/a", "CNY/(kW*a)", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Yearly upkeep, per capacity or as a share of the investment."
    )
    opex_variable: Annotated[YearPath, Unit("CNY/MWh", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Cost per unit of the first output."
    )
    max: Annotated[float, Unit("MW", ge=0)] | None = Field(
        default=None, description="Most capacity that may stand at once."
    )
    min_build: Annotated[float, Unit("MW", ge=0)] = Field(
        default=0.0, description="Smallest project; above zero the build decision is yes/no."
    )
    availability: str = Field(
        default="flat", description="Series of the usable share of the capacity; flat means all of it."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Build years and capacity on line."""
    given, site = thing.parameters, yearly.site
    yearly_upkeep = upkeep(given.opex_fixed, given.capex)
    size = Size(thing.name, given.capex, yearly_upkeep, given.max, given.min_build, unit=given.unit)
    capacity = invest(yearly, thing, [size])[thing.name]
    hand_down_units(yearly, thing, capacity)
    for year in site.years:
        yearly.link(year, f"{thing.name}.capacity", capacity[year])
        yearly.note("effective", thing.name, year, capacity[year])
        price = given.opex_variable.at(year)
        if price > 0.0:
            yearly.cost("opex_variable", thing.name, year, price * yearly.amount(year, f"{thing.name}.activity"))
        for carrier in given.outputs:
            share = share_of_output(given, carrier)
            most = math.inf if given.max is None else share * given.max
            energy = _output(yearly, thing, carrier, year)
            source = Source("converter", thing.name, energy, most, share * capacity[year], needs=tuple(given.inputs))
            yearly.give(carrier, year, source)


def share_of_output(given: Parameters, carrier: str) -> float:
    """What a converter gives of a carrier per unit of its first output. [1]"""
    first = next(iter(given.outputs))
    if given.carnot is not None:
        return 1.0 if carrier == first else 0.0
    return float(given.outputs[carrier] / given.outputs[first])


def _output(yearly: Yearly, thing: Thing, carrier: str, year: int) -> Expression:
    """What a converter gives of one of its outputs in a year. [MWh/a]"""
    given = thing.parameters
    share = share_of_output(given, carrier)
    activity = yearly.amount(year, f"{thing.name}.activity")
    if carrier == next(iter(given.outputs)) or given.part_load is None:
        return share * activity
    # Other outputs follow the input, which at part load is no longer in proportion to the first output.
    slope, standing = given.input_line
    return share * (slope * activity + standing * given.unit * yearly.amount(year, f"{thing.name}.on"))


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Take the inputs and give the outputs in their ratios; activity is the main output."""
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    main = next(iter(given.outputs))
    capacity = hourly.link(f"{thing.name}.capacity")
    activity = hourly.flow(thing, "activity")

    on = commit(hourly, thing, activity) if given.committed else None
    limit_ramps(hourly, thing, activity)

    # Units on line vary from day to day, and so does what is available of them.
    availability = site.hourly(given.availability)
    available = steps.mean(availability) if on is None else steps.span(availability)[1]

    @block.Constraint(range(steps.count), doc="Activity stays within the usable capacity of what runs.")
    def activity_limit(_block: Any, step: int) -> Any:
        running = capacity if on is None else given.unit * on[step]
        return activity[step] <= float(available[step]) * running

    for variable, amount in _first_input(hourly, thing, site, activity, on):
        for carrier, ratio in given.inputs.items():
            hourly.add(carrier, variable, -ratio * amount)
        for carrier, ratio in list(given.outputs.items())[1:]:
            hourly.add(carrier, variable, ratio * amount)
    hourly.add(main, activity)
    hourly.total(f"{thing.name}.activity", activity)
    if on is not None and given.part_load is not None and len(given.outputs) > 1:
        hourly.total(f"{thing.name}.on", on)


def _first_input(
    hourly: Hourly, thing: Thing, site: Site, activity: Any, on: Any
) -> list[tuple[Any, NDArray[np.float64]]]:
    """The first input as a sum of hourly variables times coefficients; a heat pump's follows the temperatures."""
    given, steps = thing.parameters, hourly.steps
    slope, standing = given.input_line
    parts = [(activity, slope)] if on is None or standing == 0.0 else [(activity, slope), (on, standing * given.unit)]
    main = next(iter(given.outputs))
    if given.carnot is None:
        return [(variable, np.full(steps.count, share / given.outputs[main])) for variable, share in parts]
    low, high = steps.span(1.0 / site.performance(given.carnot, main))
    if (low == high).all():
        return [(variable, share * low) for variable, share in parts]
    intake = hourly.flow(thing, "intake")

    @hourly.own(thing).Constraint(range(steps.count), doc="The input is that of the best hour at least.")
    def intake_least_limit(_block: Any, step: int) -> Any:
        return intake[step] >= float(low[step]) * sum(share * variable[step] for variable, share in parts)

    @hourly.own(thing).Constraint(range(steps.count), doc="The input is that of the worst hour at most.")
    def intake_most_limit(_block: Any, step: int) -> Any:
        return intake[step] <= float(high[step]) * sum(share * variable[step] for variable, share in parts)

    return [(intake, np.ones(steps.count))]
