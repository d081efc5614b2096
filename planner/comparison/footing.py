"""The footing on which factories of different sectors stand beside each other: per output, per tce, per output value.

Yearly amounts are divided by the denominator of their year, discounted sums by the discounted denominator, and
investments by the denominator of the base year. Energy is that of the base year throughout, so that saving energy does
not make the rest look worse.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..finance import npv
from .side import Side

OUTPUT, ENERGY, VALUE = "output", "tce", "output_value"
FOOTINGS: Final = (OUTPUT, ENERGY, VALUE)
MONEY_OF_OUTPUT: Final = ("output_value", "value_added")


@dataclass(frozen=True)
class Footing:
    """A denominator of one run.

    Attributes
    ----------
    name : str
        One of `FOOTINGS`.
    item : str
        What is counted: the entry of production, or energy.
    unit : str
        Its unit; output of pieces is named by its entry.
    amounts : dict of int to float
        By year: the base year, then every calendar year of the plan. [unit/a]
    """

    name: str
    item: str
    unit: str
    amounts: dict[int, float]

    @property
    def today(self) -> float:
        """In the base year. [unit/a]"""
        return next(iter(self.amounts.values()))

    def discounted(self, side: Side) -> float:
        """Sum over the plan, discounted as its money is. [unit]"""
        base, *later = self.amounts
        return npv(side.case.horizon.discount_rate, {year: self.amounts[year] for year in later}, base)


def footings(side: Side) -> dict[str, Footing]:
    """Denominators of a run, by name; one that the case does not give or that is zero in a year is left out."""
    case = side.case
    years = (case.horizon.base_year, *side.blocks.calendar)
    found = {}
    for name, item in ((OUTPUT, _product(side)), (VALUE, _value(side))):
        path = case.production.get(item)
        if path is not None and all(path.defined(year) and path.at(year) > 0.0 for year in years):
            unit = f"million {case.currency}" if name == VALUE else _unit(path.unit, item)
            found[name] = Footing(name, item, unit, {year: path.at(year) for year in years})
    energy = float(side.summary["base_year"]["energy_tce"])
    if energy > 0.0:
        found[ENERGY] = Footing(ENERGY, "energy", "tce", dict.fromkeys(years, energy))
    return {name: found[name] for name in FOOTINGS if name in found}


def _product(side: Side) -> str:
    """Entry of production that a target counts as the product, else the first that is no money."""
    named = (thing.parameters.product for thing in side.case.of("green_factory"))
    stated = next((name for name in named if name is not None), None)
    return stated or next((name for name in side.case.production if name not in MONEY_OF_OUTPUT), "")


def _value(side: Side) -> str:
    return next((str(thing.parameters.output_value) for thing in side.case.of("green_factory")), "output_value")


def _unit(declared: str, item: str) -> str:
    """Unit of a quantity of output; pieces go by their name."""
    unit = declared.removesuffix("/a")
    return item if unit in ("", "1") else f"{unit} {item}"
