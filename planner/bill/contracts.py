"""Lines of the contracts for green power: what falls away on the grid's bill, and what they cost themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from .calendar import MONTHS, Array
from .lines import Line, energy_line
from .prices import Tariff, price_at, series_of
from .usage import ContractUse

if TYPE_CHECKING:
    from ..case.value import Thing

TRADED = ("ppa", "green_trade")
PHYSICAL = ("direct_line", "onsite_plant")
PREFIX = {"ppa": "ppa", "green_trade": "ppa", "direct_line": "direct_line", "onsite_plant": "onsite"}

# A month as the transmission tariff of direct lines counts it.
HOURS_OF_MONTH = 730.0


def contract_lines(tariff: Tariff, contract: Thing, use: ContractUse) -> Iterator[Line]:
    """All lines of one contract.

    Parameters
    ----------
    tariff : Tariff
        Tariff of the grid that it belongs to.
    contract : Thing
        A ppa, green_trade, direct_line or onsite_plant.
    use : ContractUse
        Its year.

    Yields
    ------
    Line
        Earned and avoided amounts are negative.
    """
    profile = series_of(tariff.case, getattr(contract.parameters, "profile", None) or "flat")
    available = tariff.calendar.by_month(profile) * use.size
    if contract.kind in TRADED:
        yield from _rated(tariff, contract, use.traded, profile, "traded_replaced", tariff.replaced, -1.0)
        used = _by_month(use.traded)
        taken = used if use.nominated is None else _in_months(use.nominated)
        pays_available = getattr(contract.parameters, "surplus_price", None) is not None
        sold = available - used if pays_available else np.zeros_like(available)
    else:
        delivered = np.zeros_like(profile) if use.delivered is None else use.delivered
        used = tariff.calendar.by_month(delivered)
        sold = _spread(use.sold, np.maximum(available - used, 0.0))
        taken, pays_available = used + sold, contract.parameters.pays_for == "available"
    yield from _own_lines(tariff, contract, use, available if pays_available else taken, used)
    if contract.kind == "direct_line":
        yield from _line_charges(tariff, contract, use, profile)
    if getattr(contract.parameters, "surplus_price", None) is not None:
        price = price_at(contract.parameters.surplus_price, tariff.year)
        yield from _monthly(contract, "surplus", "surplus sold", sold, -price)


def _own_lines(tariff: Tariff, contract: Thing, use: ContractUse, paid: Array, used: Array) -> Iterator[Line]:
    """Energy paid for, used or not, and the green attribute of what is used where the factory owns it."""
    terms = contract.parameters
    yield from _monthly(contract, "energy", "energy", paid, energy_price(terms, tariff.year, use.start))
    if getattr(terms, "attributes", "buyer") == "buyer":
        value = price_at(terms.environmental_value, tariff.year)
        if value:
            yield from _monthly(contract, "environmental", "green attribute", used, value)


def energy_price(terms: Any, year: int, start: int | None) -> float:
    """Price of a contract's energy in a year; an indexed one rises from the year in which it began. [million/MWh]"""
    rise = getattr(terms, "indexation", None)
    if rise is None or start is None:
        return price_at(terms.energy_price, year)
    return price_at(terms.energy_price, start) * float(1.0 + rise) ** (year - start)


def _monthly(contract: Thing, ending: str, basis: str, energies: Array, price: float) -> Iterator[Line]:
    for month, energy in zip(MONTHS, energies.tolist(), strict=True):
        if energy:
            line = f"{PREFIX[contract.kind]}_{ending}"
            yield energy_line(month, line, contract.name, basis, energy, price * energy, contract.name)


def _line_charges(tariff: Tariff, contract: Thing, use: ContractUse, profile: Array) -> Iterator[Line]:
    """What a direct line pays to the grid: transmission on its capacity, and components that stay due."""
    terms, name = contract.parameters, contract.name
    energy = float(terms.load_factor) * HOURS_OF_MONTH * use.size
    price = price_at(terms.transmission, tariff.year)
    for month in MONTHS if energy > 0.0 and price else ():
        basis = "capacity x load factor x 730 h"
        yield energy_line(month, "direct_line_charge", name, basis, energy, price * energy, name)
    if use.delivered is None or not terms.still_due:
        return
    sums = np.bincount(tariff.class_of_hour, weights=use.delivered, minlength=len(tariff.classes))
    delivered = dict(zip(tariff.classes, sums.tolist(), strict=True))
    due = tuple(part for part in terms.still_due if part in tariff.on("energy"))
    yield from _rated(tariff, contract, delivered, profile, "direct_line_due", due, 1.0)


def _rated(
    tariff: Tariff,
    contract: Thing,
    energies: Mapping[tuple[int, str], float],
    profile: Array,
    line: str,
    components: tuple[str, ...],
    sign: float,
) -> Iterator[Line]:
    """Energies by price class at the rates of some energy components, by month and band of each component.

    A price that changes every hour is averaged over the class by the contract's own profile.
    """
    for part in components:
        found: dict[tuple[int, str], tuple[float, float]] = {}
        means = _class_means(tariff, tariff.course(part), profile)
        for (month, bands), energy in sorted(energies.items()):
            band = tariff.bands.in_class(bands, part)
            rate = tariff.price(part, month) * tariff.factor(part, band) * (means[month, bands] if energy else 0.0)
            shown = tariff.basis(part, band)
            before = found.get((month, shown), (0.0, 0.0))
            found[month, shown] = (before[0] + energy, before[1] + sign * rate * energy)
        item = contract.name if line == "traded_replaced" else f"{contract.name}.{part}"
        for (month, basis), (energy, amount) in found.items():
            if energy:
                yield energy_line(month, line, f"{contract.name}.{part}", basis, energy, amount, item)


def _class_means(tariff: Tariff, course: Array, weights: Array) -> dict[tuple[int, str], float]:
    """Mean of an hourly course over each price class, weighted; zero where all weights are."""
    size = len(tariff.classes)
    total = np.bincount(tariff.class_of_hour, weights=weights, minlength=size)
    weighted = np.bincount(tariff.class_of_hour, weights=weights * course, minlength=size)
    means = np.divide(weighted, total, out=np.zeros(size), where=total > 0.0)
    return dict(zip(tariff.classes, means.tolist(), strict=True))


def _by_month(traded: Mapping[tuple[int, str], float]) -> Array:
    found = np.zeros(len(MONTHS))
    for (month, _), energy in traded.items():
        found[month - 1] += energy
    return found


def _in_months(amounts: Mapping[int, float]) -> Array:
    return np.array([amounts.get(month, 0.0) for month in MONTHS])


def _spread(amount: float, weights: Array) -> Array:
    """A yearly amount over the months in proportion to weights."""
    return weights * (amount / weights.sum()) if amount and weights.sum() > 0.0 else np.zeros_like(weights)
