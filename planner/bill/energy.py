"""Lines of the grid's own bill other than demand and capacity: energy by band, fixed, own plants, fed in."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .calendar import FLAT, MONTHS, Array
from .lines import KILO, MILLION, Line, energy_line
from .prices import Tariff, price_at
from .usage import Usage


def energy_lines(tariff: Tariff, usage: Usage) -> Iterator[Line]:
    """Every energy component in force, by month and band; bands without purchase have no line.

    Parameters
    ----------
    tariff : Tariff
        Tariff of the year.
    usage : Usage
        Readings of the year.

    Yields
    ------
    Line
        In order of component, month and falling price.
    """
    for name, part in tariff.on("energy").items():
        bands = tariff.bands.of(name) if part.factors else np.full(usage.imported.size, FLAT)
        bought = by_month_and_band(tariff, bands, usage.imported)
        weighted = by_month_and_band(tariff, bands, usage.imported * tariff.course(name))
        dearest_first = sorted(np.unique(bands).tolist(), key=lambda band: (-tariff.factor(name, band), band))
        for month in MONTHS:
            for band in dearest_first:
                energy, item = bought[month, band], f"{tariff.grid.name}.{name}"
                amount = tariff.price(name, month) * tariff.factor(name, band) * weighted[month, band]
                if energy > 0.0:
                    yield energy_line(month, "grid_energy", name, tariff.basis(name, band), energy, amount, item)


def by_month_and_band(tariff: Tariff, bands: NDArray[np.str_], hourly: Array) -> dict[tuple[int, str], float]:
    """Sums of an hourly series by month and band."""
    names, index = np.unique(bands, return_inverse=True)
    place = (tariff.calendar.month - 1) * names.size + index.reshape(-1)
    sums = np.bincount(place, weights=hourly, minlength=len(MONTHS) * names.size).reshape(len(MONTHS), names.size)
    return {
        (month, band): float(sums[month - 1, column]) for month in MONTHS for column, band in enumerate(names.tolist())
    }


def fixed_lines(tariff: Tariff) -> Iterator[Line]:
    """What is due in every month whatever is used."""
    for name in tariff.on("fixed"):
        for month in MONTHS:
            price = tariff.price(name, month) / len(MONTHS) * MILLION
            yield Line(month, "grid_fixed", name, "fixed", 1.0, "month", price, price, f"{tariff.grid.name}.{name}")


def own_plant_lines(tariff: Tariff, usage: Usage) -> Iterator[Line]:
    """Charges on own plants: per kWh generated (funds, cross subsidy) and per kW on line (backup)."""
    for name, part in tariff.on("generation").items():
        for plant in part.of or usage.generation:
            energies = tariff.calendar.by_month(usage.generation.get(plant, np.zeros_like(usage.imported)))
            for month in MONTHS:
                energy = float(energies[month - 1])
                if energy > 0.0:
                    amount = tariff.price(name, month) * energy
                    basis, item = f"generation: {plant}", f"{tariff.grid.name}.{name}"
                    yield energy_line(month, "grid_generation", name, basis, energy, amount, item)
    for name, part in tariff.on("own_capacity").items():
        for plant in part.of or usage.capacity:
            power = usage.capacity.get(plant, 0.0) * KILO
            for month in MONTHS if power > 0.0 else ():
                price = tariff.price(name, month) / len(MONTHS) * MILLION / KILO
                basis, item = f"own capacity: {plant}", f"{tariff.grid.name}.{name}"
                yield Line(month, "grid_own_capacity", name, basis, power, "kW", price, price * power, item)


def export_lines(tariff: Tariff, usage: Usage) -> Iterator[Line]:
    """What feeding in earns."""
    terms = tariff.terms.export
    if terms is None or usage.exported is None:
        return
    price = price_at(terms.price, tariff.year)
    for month, energy in zip(MONTHS, tariff.calendar.by_month(usage.exported).tolist(), strict=True):
        if energy > 0.0:
            name = tariff.grid.name
            yield energy_line(month, "export_revenue", "export", "energy fed in", energy, -price * energy, name)
