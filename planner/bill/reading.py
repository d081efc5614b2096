"""Readings of a year from a Solution: what its flows, contracts and decisions say to the bill."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from .calendar import Array
from .contracts import PHYSICAL, PREFIX
from .usage import Billing, ContractUse, Usage

if TYPE_CHECKING:
    import xarray as xr

    from ..case.value import Case, Thing

SIGNED = 1e-9


@dataclass(frozen=True)
class Reading:
    """One year of a Solution.

    A year that is no milestone year is the base year, whose variables are stored under names with ``base_`` before.
    """

    solution: xr.Dataset
    year: int

    @property
    def prefix(self) -> str:
        """Begins the names of the year's variables."""
        return "" if self.year in self.solution["year"].to_numpy().tolist() else "base_"

    def values(self, variable: str, label: str) -> xr.DataArray | None:
        """One row of a variable in the year; None if the Solution has no such row."""
        name = f"{self.prefix}{variable}"
        if name not in self.solution:
            return None
        table = self.solution[name]
        table = table if self.prefix else table.sel(year=self.year)
        (dimension, *_) = table.dims
        return table.sel({dimension: label}) if label in table[dimension].to_numpy().tolist() else None

    def flow(self, name: str) -> Array | None:
        """Hourly flow, None if there is none. [MW]"""
        found = self.values("flow", name)
        return None if found is None else found.to_numpy().astype(float)

    def number(self, variable: str, label: str) -> float:
        """One number, zero if it is not stored."""
        found = self.values(variable, label)
        return 0.0 if found is None else float(found)

    @cached_property
    def starts(self) -> dict[str, int]:
        """Year in which each contract in force began."""
        if self.prefix or "signed" not in self.solution:
            return {}
        signed = self.solution["signed"].transpose("contract", "year")
        years = [int(year) for year in signed["year"].to_numpy().tolist()]
        return {
            str(name): max(year for year, size in zip(years, sizes, strict=True) if size > SIGNED and year <= self.year)
            for name, sizes in zip(signed["contract"].to_numpy().tolist(), signed.to_numpy().tolist(), strict=True)
            if any(size > SIGNED and year <= self.year for year, size in zip(years, sizes, strict=True))
        }


def usage_of(case: Case, solution: xr.Dataset, grid: Thing, year: int) -> Usage:
    """Readings of a grid connection in one year of a Solution.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution; or that of the base year alone.
    grid : Thing
        A grid connection.
    year : int
        A milestone year, or the base year.

    Returns
    -------
    Usage
        What its bill is made from.
    """
    reading, carrier = Reading(solution, year), grid.parameters.carrier
    imported = reading.flow(f"{grid.name}.import")
    imported = np.zeros(8760) if imported is None else imported
    generation, capacity = {}, {}
    for plant in own_plants(case, carrier):
        share = _share(plant, carrier)
        output = reading.flow(f"{plant.name}.{'activity' if plant.kind == 'converter' else 'generation'}")
        if output is not None:
            generation[plant.name] = share * output
            capacity[plant.name] = share * _on_line(case, reading, plant)
    return Usage(
        imported=imported,
        exported=reading.flow(f"{grid.name}.export"),
        generation=generation,
        capacity=capacity,
        contracts={
            thing.name: _contract_use(reading, thing)
            for thing in case.things
            if thing.kind in PREFIX and thing.parameters.grid == grid.name and not reading.prefix
        },
        used=_used(case, reading, carrier, generation),
    )


def own_plants(case: Case, carrier: str) -> tuple[Thing, ...]:
    """The factory's own plants that give a carrier: renewables, and converters with it among their outputs."""
    return tuple(
        thing
        for thing in case.things
        if (thing.kind == "renewable" and thing.parameters.carrier == carrier)
        or (thing.kind == "converter" and carrier in thing.parameters.outputs)
    )


def billing_of(solution: xr.Dataset, grid: str, year: int) -> Billing:
    """What a Solution says about the billing of a grid connection in one year; None where it says nothing."""
    reading = Reading(solution, year)

    def flags(variable: str) -> tuple[bool, ...] | None:
        found = reading.values(variable, grid)
        return None if found is None else tuple((found.to_numpy() > 0.5).tolist())

    return Billing(capacity=flags("billing"), discounted=flags("discounted"))


def _share(plant: Thing, carrier: str) -> float:
    """What a plant gives of a carrier per unit of its capacity. [1]"""
    if plant.kind == "renewable":
        return 1.0
    outputs = plant.parameters.outputs
    first = next(iter(outputs))
    if plant.parameters.carnot is not None:
        return 1.0 if carrier == first else 0.0
    return float(outputs[carrier] / outputs[first])


def _on_line(case: Case, reading: Reading, plant: Thing) -> float:
    """Capacity on line; in the base year that of the existing units. [MW]"""
    if not reading.prefix:
        return reading.number("capacity", plant.name)
    standing = (unit.parameters for unit in case.of("existing") if unit.parameters.technology == plant.name)
    return sum(
        float(unit.capacity)
        for unit in standing
        if unit.built <= reading.year < (unit.retires or unit.built + round(plant.parameters.life))
    )


def _contract_use(reading: Reading, thing: Thing) -> ContractUse:
    """One contract in the year."""
    size = reading.number("contracted", thing.name)
    if thing.kind in PHYSICAL:
        sold = reading.number("account", f"direct_sold.{thing.name}")
        delivered = reading.flow(f"{thing.name}.delivered")
        return ContractUse(size, reading.starts.get(thing.name), delivered=delivered, sold=sold)
    return ContractUse(
        size,
        reading.starts.get(thing.name),
        traded=_traded(reading, thing.name),
        nominated=_nominated(reading, thing.name),
    )


def _traded(reading: Reading, name: str) -> dict[tuple[int, str], float]:
    found = reading.values("traded", name)
    if found is None:
        return {}
    table = found.transpose("month", "band")
    months, bands = table["month"].to_numpy().tolist(), table["band"].to_numpy().tolist()
    return {
        (int(month), str(band)): float(amount)
        for month, row in zip(months, table.to_numpy().tolist(), strict=True)
        for band, amount in zip(bands, row, strict=True)
        if amount
    }


def _nominated(reading: Reading, name: str) -> dict[int, float] | None:
    found = reading.values("nominated", name)
    if found is None:
        return None
    months = found["month"].to_numpy().tolist()
    return {int(month): float(amount) for month, amount in zip(months, found.to_numpy().tolist(), strict=True)}


def _used(case: Case, reading: Reading, carrier: str, generation: dict[str, Array]) -> Array:
    """What the site uses of a carrier in every hour, whatever its source. [MW]"""
    total: Array = np.sum([np.zeros(8760), *generation.values()], axis=0)
    carriers = {grid.name: grid.parameters.carrier for grid in case.of("grid")}
    for name in (grid for grid, of in carriers.items() if of == carrier):
        total = total + _or_zero(reading.flow(f"{name}.import")) - _or_zero(reading.flow(f"{name}.export"))
    for thing in case.things:
        if thing.kind in PHYSICAL and carriers.get(thing.parameters.grid) == carrier:
            total = total + _or_zero(reading.flow(f"{thing.name}.delivered"))
    return total


def _or_zero(flow: Array | None) -> Any:
    return 0.0 if flow is None else flow
