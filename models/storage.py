"""Storage of one carrier: energy and power are sized apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
import pyomo.environ as pyo
from pydantic import Field

from ..fields import Unit, YearPath
from .accounts import Store
from .parts.investing import Investable, Size, invest
from .parts.sharing import meter, saved

if TYPE_CHECKING:
    from ..case.value import Thing
    from ..site import Site
    from .accounts import Hourly, Yearly

ORDER = 2


class Parameters(Investable):
    """A store: content, charging and discharging of one carrier."""

    section: ClassVar[str] = "technologies"
    kind: ClassVar[str] = "storage"

    carrier: str = Field(default="electricity", description="What is stored.")
    capex_energy: Annotated[YearPath, Unit("CNY/kWh", ge=0)] = Field(
        default=YearPath.constant(0.0),
        description="Investment per unit of content; may be left out only where `service_fee` is paid.",
    )
    capex_power: Annotated[YearPath, Unit("CNY/kW", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Investment per unit of charging and discharging power."
    )
    opex_fixed: Annotated[YearPath, Unit("%/a", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Yearly upkeep as a share of the investment."
    )
    service_fee: Annotated[YearPath, Unit("CNY/(kWh*a)", ge=0)] = Field(
        default=YearPath.constant(0.0),
        description="What somebody else takes for owning and operating the store (energy-service contract): the price "
        "of each year, per unit of content, in every year of its `life`, which is the term of the contract.",
    )
    savings_share: Annotated[float, Unit("%", gt=0, le=100)] | None = Field(
        default=None,
        description="Shared savings: share of the year's saving that the owner takes beside `service_fee`; of a loss "
        "none. The saving is what the store discharges less what it charges, each at the energy prices of the grid in "
        "its hour; demand charges that it spares stay with the factory.",
    )
    grid: str | None = Field(
        default=None,
        description="Connection at whose energy prices the saving is counted; by default the only one of the carrier.",
    )
    opex_variable: Annotated[YearPath, Unit("CNY/MWh", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Wear per unit of energy discharged."
    )
    efficiency_charge: Annotated[float, Unit("%", gt=0, le=100)] = Field(
        default=1.0, description="Share of the charged energy that reaches the store."
    )
    efficiency_discharge: Annotated[float, Unit("%", gt=0, le=100)] = Field(
        default=1.0, description="Share of the withdrawn energy that reaches the site."
    )
    standing_loss: Annotated[float, Unit("%/h", ge=0, lt=100)] = Field(
        default=0.0, description="Share of the content lost each hour."
    )
    c_rate: Annotated[float, Unit("1/h", gt=0)] | None = Field(
        default=None,
        description="Most power per unit of content; without it power and content are free of one another.",
    )
    max_energy: Annotated[float, Unit("MWh", ge=0)] | None = Field(
        default=None, description="Most content that may stand at once."
    )
    max_power: Annotated[float, Unit("MW", ge=0)] | None = Field(
        default=None, description="Most power that may stand at once."
    )
    min_build: Annotated[float, Unit("MWh", ge=0)] = Field(
        default=0.0, description="Smallest content of a project; above zero the build decision is yes/no."
    )
    reserve: Annotated[float, Unit("%", ge=0, lt=100)] = Field(
        default=0.0, description="Share of the content that is always kept, for an outage."
    )
    seasonal: bool = Field(
        default=False, description="Content may be carried from one typical day to another through the year."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Build years and sizes of content and power."""
    given, block = thing.parameters, yearly.own(thing)
    energy, power = f"{thing.name}.energy", f"{thing.name}.power"

    def upkeep_of(capex: YearPath) -> Any:
        return lambda year: given.opex_fixed.at(year) * capex.at(year)

    sizes = [
        Size(energy, given.capex_energy, upkeep_of(given.capex_energy), given.max_energy, given.min_build, energy=True),
        Size(power, given.capex_power, upkeep_of(given.capex_power), given.max_power),
    ]
    capacity = invest(yearly, thing, sizes)
    block.shared_savings_limit = pyo.Constraint(pyo.Any, doc="The owner gets no less than the share of a saving.")
    block.c_rate_limit = pyo.Constraint(pyo.Any, doc="Power is limited by the content that stands.")
    block.reserve_power_limit = pyo.Constraint(pyo.Any, doc="The power can replace what the reserve loses.")
    for year in yearly.site.years:
        for asset in (energy, power):
            yearly.link(year, asset, capacity[asset][year])
            yearly.note("effective", asset, year, capacity[asset][year])
        kept = given.reserve * given.efficiency_discharge * capacity[energy][year]
        yearly.stores[given.carrier, year].append(Store(capacity[power][year], kept))
        if given.c_rate is not None:
            limit = capacity[power][year] <= given.c_rate * capacity[energy][year]
            if not isinstance(limit, bool):
                block.c_rate_limit[year] = limit
        if given.reserve * given.standing_loss > 0.0:
            lost = given.standing_loss * given.reserve * capacity[energy][year]
            limit = lost <= given.efficiency_charge * capacity[power][year]
            if not isinstance(limit, bool):
                block.reserve_power_limit[year] = limit
        fee = given.service_fee.at(year)
        if fee > 0.0:
            yearly.cost("service_fee", thing.name, year, fee * capacity[energy][year])
        if given.savings_share is not None:
            yearly.cost("service_fee", thing.name, year, _shared(yearly, thing, year))
        price = given.opex_variable.at(year)
        if price > 0.0:
            yearly.cost("opex_variable", thing.name, year, price * yearly.amount(year, f"{thing.name}.discharge"))


def _shared(yearly: Yearly, thing: Thing, year: int) -> Any:
    """Share of a year's saving that goes to the owner: as it is paid, it is never more than that. [million/a]"""
    taken = yearly.trade(year, f"{thing.name}.shared")
    share = thing.parameters.savings_share
    yearly.own(thing).shared_savings_limit[year] = share * saved(yearly, thing, year) <= taken
    return taken


def operation(hourly: Hourly, thing: Thing, site: Site) -> None:
    """Charge, keep and discharge; a seasonal store carries content from day to day through the year."""
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    energy, power = hourly.link(f"{thing.name}.energy"), hourly.link(f"{thing.name}.power")
    charge, discharge, soc = (hourly.flow(thing, name) for name in ("charge", "discharge", "soc"))
    between_days = given.seasonal and not steps.whole_year and not steps.averaged
    morning = _join_averages(hourly, thing, soc, energy) if steps.averaged else None
    previous = steps.previous
    kept = 1.0 - given.standing_loss

    @block.Constraint(range(steps.count), doc="Charging stays within the power.")
    def charge_limit(_block: Any, step: int) -> Any:
        return charge[step] <= power

    @block.Constraint(range(steps.count), doc="Discharging stays within the power.")
    def discharge_limit(_block: Any, step: int) -> Any:
        return discharge[step] <= power

    if not steps.whole_year:
        # Tighter than one limit each, so that a choice expects less of doing both at once. In all hours of a year it
        # would only be slow: there a store that does both is found and stopped.
        @block.Constraint(range(steps.count), doc="Charging and discharging stay within the power together.")
        def together_limit(_block: Any, step: int) -> Any:
            return charge[step] + discharge[step] <= power

    @block.Constraint(range(steps.count), doc="Content is what was kept, plus charged, minus discharged.")
    def content_balance(_block: Any, step: int) -> Any:
        if morning is not None and step % 24 == 0:
            before = morning[step // 24]
        else:
            # Within a linked typical day the content is counted from the day's start.
            before = 0.0 if between_days and step % 24 == 0 else soc[int(previous[step])]
        return (
            soc[step]
            == kept * before
            + given.efficiency_charge * charge[step]
            - (1.0 / given.efficiency_discharge) * discharge[step]
        )

    if between_days:
        # Counted from the day's start, the content falls below zero on a day that draws on earlier ones.
        soc.domain = pyo.Reals
        _link_days(hourly, thing, soc, energy)
    else:

        @block.Constraint(range(steps.count), doc="Content fits the store.")
        def content_limit(_block: Any, step: int) -> Any:
            return soc[step] <= energy

        if given.reserve > 0.0:

            @block.Constraint(range(steps.count), doc="The reserve is never touched.")
            def reserve_limit(_block: Any, step: int) -> Any:
                return soc[step] >= given.reserve * energy

    hourly.exclude(f"{thing.name}.charge", f"{thing.name}.discharge")
    hourly.add(given.carrier, charge, -1.0)
    hourly.add(given.carrier, discharge)
    if given.savings_share is not None:
        meter(hourly, thing, site, (charge, discharge))
    if any(price > 0.0 for _, price in given.opex_variable.points):
        hourly.total(f"{thing.name}.discharge", discharge)


def _join_averages(hourly: Hourly, thing: Thing, soc: Any, energy: Any) -> Any:
    """Mean content at midnight, for every pair of average days that follow each other.

    A mean day need not end as it began, and what it begins with was left by days of its own and of other groups.

    Returns
    -------
    Var (day)
        Mean content before the first hour. [MWh]
    """
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    times, days = steps.transitions, range(steps.days)
    stands_for = np.bincount(steps.assignment)
    block.morning = pyo.Var(days, domain=pyo.NonNegativeReals)
    block.midnight = pyo.Var(list(times), domain=pyo.NonNegativeReals)

    @block.Constraint(list(times), doc="Content at midnight fits the store.")
    def midnight_limit(block: Any, day: int, following: int) -> Any:
        return block.midnight[day, following] <= energy

    @block.Constraint(list(times), doc="The reserve is never touched at midnight.")
    def midnight_reserve_limit(block: Any, day: int, following: int) -> Any:
        return block.midnight[day, following] >= given.reserve * energy

    @block.Constraint(days, doc="Mornings begin with what the midnights before them have left.")
    def morning_balance(block: Any, day: int) -> Any:
        before = sum(count * block.midnight[pair] for pair, count in times.items() if pair[1] == day)
        return int(stands_for[day]) * block.morning[day] == before

    @block.Constraint(days, doc="Evenings end with what their midnights hold.")
    def evening_balance(block: Any, day: int) -> Any:
        after = sum(count * block.midnight[pair] for pair, count in times.items() if pair[0] == day)
        return int(stands_for[day]) * soc[day * 24 + 23] == after

    return block.morning


def _link_days(hourly: Hourly, thing: Thing, soc: Any, energy: Any) -> None:
    """Content at the start of every calendar day; the day's own course is added to what is left of it.

    Source: L. Kotzur et al., "Time series aggregation for energy system design: Modeling seasonal storage," Applied
    Energy 213, 2018.
    """
    given, block, steps = thing.parameters, hourly.own(thing), hourly.steps
    kept = (1.0 - given.standing_loss) ** np.arange(1, 25)
    days = range(steps.assignment.size)
    block.start = pyo.Var(days, domain=pyo.NonNegativeReals)
    block.low = pyo.Var(range(steps.days), bounds=(None, 0.0))
    block.high = pyo.Var(range(steps.days), bounds=(0.0, None))

    @block.Constraint(range(steps.count), doc="Lowest course of a typical day.")
    def low_limit(block: Any, step: int) -> Any:
        return block.low[step // 24] <= soc[step]

    @block.Constraint(range(steps.count), doc="Highest course of a typical day.")
    def high_limit(block: Any, step: int) -> Any:
        return block.high[step // 24] >= soc[step]

    @block.Constraint(days, doc="A day starts with what the day before has left; the year closes on itself.")
    def day_balance(block: Any, day: int) -> Any:
        following = (day + 1) % len(days)
        last = int(steps.assignment[day]) * 24 + 23
        return block.start[following] == float(kept[-1]) * block.start[day] + soc[last]

    @block.Constraint(days, doc="Content never falls below the reserve, or empty.")
    def empty_limit(block: Any, day: int) -> Any:
        return float(kept[-1]) * block.start[day] + block.low[int(steps.assignment[day])] >= given.reserve * energy

    @block.Constraint(days, doc="Content never exceeds the store.")
    def full_limit(block: Any, day: int) -> Any:
        return block.start[day] + block.high[int(steps.assignment[day])] <= energy
