"""Investment in equipment: when it may be built, what it costs when, how long it serves, what is left of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import pyomo.environ as pyo
from pydantic import Field

from ...fields import Declaration, Unit, YearPath
from ...finance import residual_share
from ..accounts import Capital
from .standing import existing_capacity

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Expression, Yearly


class Investable(Declaration):
    """Timing, life and size rules of an asset that may be built in a milestone year."""

    capex_fixed: Annotated[YearPath, Unit("CNY", ge=0)] = Field(
        default=YearPath.constant(0.0),
        description="Investment per project, whatever its size; makes the build decision yes/no.",
    )
    life: Annotated[float, Unit("a", ge=1)] = Field(description="Technical service life.")
    lead_time: Annotated[float, Unit("a", ge=0)] = Field(
        default=0.0,
        description="Whole years between decision and start of service; the investment is spent evenly over them.",
    )
    only_at: list[int] = Field(
        default=[], description="Milestone years in which it may enter service; empty means any."
    )
    available_from: int | None = Field(default=None, description="First year in which it may enter service.")
    build_by: int | None = Field(
        default=None,
        description="Year by which a project must be in service, for what is decided already; needs `min_build`.",
    )
    retire_cost: Annotated[YearPath, Unit("CNY/kW", ge=0)] = Field(
        default=YearPath.constant(0.0), description="Cost of removing existing capacity before or at its end of life."
    )


@dataclass(frozen=True)
class Size:
    """One dimension in which an asset is sized: a power, or the content of a store.

    Attributes
    ----------
    asset : str
        Name in the solution.
    capex : YearPath
        Investment per size. [million/MW; million/MWh]
    opex : callable of year
        Yearly upkeep per size. [million/(MW a); million/(MWh a)]
    most, least : float or None, float
        Most that may stand at once; smallest project. [MW; MWh]
    energy : bool
        Whether existing units count with their content.
    unit : float or None
        Size of one unit, where only whole units are built, kept and retired. [MW]
    """

    asset: str
    capex: YearPath
    opex: Callable[[int], float]
    most: float | None
    least: float = 0.0
    energy: bool = False
    unit: float | None = None


def upkeep(opex_fixed: YearPath, capex: YearPath) -> Callable[[int], float]:
    """Yearly upkeep per size: given as such, or as a share of that year's investment price."""
    if opex_fixed.unit.startswith("%"):
        return lambda year: opex_fixed.at(year) * capex.at(year)
    return opex_fixed.at


def whole_units(size: float, unit: float) -> int:
    """Number of whole units within a size.

    Examples
    --------
    >>> whole_units(0.9, 0.3), whole_units(1.0, 0.3)
    (3, 3)
    """
    return math.floor(size / unit * (1.0 + 1e-9))


def service_starts(yearly: Yearly, given: Any) -> list[int]:
    """Milestone years in which something may enter service: lead time, permission and availability."""
    blocks = yearly.site.blocks
    return [
        year
        for year in blocks.years
        if blocks.decidable(year, given.lead_time)
        and (not given.only_at or year in given.only_at)
        and (given.available_from is None or year >= given.available_from)
    ]


def pay(yearly: Yearly, thing: str, item: str, given: Any, year: int, amount: Expression) -> None:
    """Spend an investment over its lead time, and credit what is left of it at the end of its service."""
    blocks = yearly.site.blocks
    served = blocks.served_years(year, given.life)
    spending = blocks.spending_years(year, given.lead_time)
    left = residual_share(blocks.horizon.discount_rate, given.life, served)
    yearly.invest(item, Capital(thing, year, spending, year + served - 1, left, amount))


def invest(yearly: Yearly, thing: Thing, sizes: Sequence[Size]) -> Mapping[str, Mapping[int, Expression]]:
    """Declare the build decisions of an asset and everything that follows from them.

    Parameters
    ----------
    yearly : Yearly
        Accounts of the pathway.
    thing : Thing
        A technology.
    sizes : sequence of Size
        Its dimensions; all of a project are built in the same year.

    Returns
    -------
    mapping of asset to mapping of year to expression
        Capacity on line. [MW; MWh]
    """
    given, site, block = thing.parameters, yearly.site, yearly.own(thing)
    starts = service_starts(yearly, given)
    block.built = pyo.Var([size.asset for size in sizes], starts, domain=pyo.NonNegativeReals)
    chosen = _choices(block, given, sizes, starts)
    capacity: dict[str, dict[int, Expression]] = {}
    for size in sizes:
        for year in starts:
            built = block.built[size.asset, year]
            if size.most is not None:
                built.setub(size.most)
            fixed = given.capex_fixed.at(year) * chosen[year] if chosen and size is sizes[0] else 0.0
            pay(yearly, thing.name, size.asset, given, year, size.capex.at(year) * built + fixed)
        capacity[size.asset] = _capacity(yearly, thing, size, starts)
        if size.unit is not None:
            _count_units(yearly, thing, size, starts)
    for year in site.years:
        yearly.cost("opex_fixed", thing.name, year, sum(size.opex(year) * capacity[size.asset][year] for size in sizes))
    return capacity


def _choices(block: Any, given: Any, sizes: Sequence[Size], starts: Sequence[int]) -> Any:
    """Yes/no decisions, where a project has a smallest size or a cost of its own."""
    if not any(size.least > 0.0 for size in sizes) and all(value == 0.0 for _, value in given.capex_fixed.points):
        return None
    block.chosen = pyo.Var(starts, domain=pyo.Binary)

    @block.Constraint([size.asset for size in sizes], starts, doc="Only a chosen project is built, within its limits.")
    def project_limit(block: Any, asset: str, year: int) -> Any:
        most = next(size.most for size in sizes if size.asset == asset)
        return block.built[asset, year] <= most * block.chosen[year]

    @block.Constraint(
        [size.asset for size in sizes if size.least > 0.0], starts, doc="A chosen project has its smallest size."
    )
    def project_minimum_limit(block: Any, asset: str, year: int) -> Any:
        least = next(size.least for size in sizes if size.asset == asset)
        return block.built[asset, year] >= least * block.chosen[year]

    in_time = [year for year in starts if given.build_by is not None and year <= given.build_by]
    if in_time:
        block.build_by_logic = pyo.Constraint(
            expr=sum(block.chosen[year] for year in in_time) >= 1.0, doc="What is decided already is built in time."
        )
    return block.chosen


def _capacity(yearly: Yearly, thing: Thing, size: Size, starts: Sequence[int]) -> dict[int, Expression]:
    """Capacity on line in every year, recorded and kept below the most that may stand."""
    site, block = yearly.site, yearly.own(thing)
    served = {start: site.blocks.served(start, thing.parameters.life) for start in starts}
    capacity: dict[int, Expression] = {}
    limits = pyo.Constraint(pyo.Any, doc="No more stands than may stand at once.")
    block.add_component(f"{'energy' if size.energy else 'capacity'}_limit", limits)
    for year in site.years:
        new = sum(block.built[size.asset, start] for start in starts if year in served[start])
        capacity[year] = existing_capacity(yearly, thing.name, year, energy=size.energy) + new
        built = block.built[size.asset, year] if year in starts else 0.0
        yearly.note("built", size.asset, year, built)
        yearly.note("capacity", size.asset, year, capacity[year])
        if size.most is not None and not isinstance(new, (int, float)):
            limits[year] = capacity[year] <= size.most
    return capacity


def _count_units(yearly: Yearly, thing: Thing, size: Size, starts: Sequence[int]) -> None:
    """Only whole units are built, and only whole existing units are retired."""
    block = yearly.own(thing)
    assert size.unit is not None and size.most is not None, "what is made of units has a largest size"
    most = whole_units(size.most, size.unit)
    block.units = pyo.Var(starts, domain=pyo.NonNegativeIntegers, bounds=(0, most))

    @block.Constraint(starts, doc="What is built is a whole number of units.")
    def whole_units_link(block: Any, year: int) -> Any:
        return block.built[size.asset, year] == size.unit * block.units[year]

    removed = {
        (unit.name, year): variable
        for unit in yearly.site.existing(thing.name)
        for year, variable in yearly.own(unit).removed.items()
    }
    block.removed_units = pyo.Var(list(removed), domain=pyo.NonNegativeIntegers, bounds=(0, most))

    @block.Constraint(list(removed), doc="What is retired early is a whole number of units.")
    def whole_removal_link(block: Any, unit: str, year: int) -> Any:
        return removed[unit, year] == size.unit * block.removed_units[unit, year]
