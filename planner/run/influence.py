"""How much the cost of a plan hangs on what was assumed: what ten per cent more of each would change.

The plan is held: nothing is built, bought or operated otherwise. At an optimum that is the change of the least cost to
first order, and for larger changes an upper bound of it, as a plan that may answer never does worse. Only what is
money itself, or has a price, can be told: prices, investments, upkeep, end uses, efficiencies and the discount rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import xarray as xr

from ..case.value import Case, Thing
from ..finance import npv
from ..site import build_site
from ..site.blocks import Blocks
from .accounts import Ledger
from .effects import LINES, UPKEEP
from .entries import entries
from .exchange import exchange
from .merit import yearly_cost
from .worth import Worth, worth

STEP = 0.1
"""By how much each value is raised. [1]"""
GRID_PARTS = {"energy": ("grid_energy",), "demand": ("grid_demand", "grid_capacity")}
CAPITAL = ("capex", "residual_value")


@dataclass(frozen=True)
class Influence:
    """One assumption.

    Attributes
    ----------
    key : str
        Key of the case, or the beginning of several keys that are raised together.
    what : str
        What of it: energy, demand, capex, opex, price, annual, outputs, discount_rate.
    change : float
        Change of the plan's present cost if it were ten per cent higher. [million currency]
    """

    key: str
    what: str
    change: float


def influences(case: Case, solution: xr.Dataset) -> tuple[Influence, ...]:
    """Assumptions of a plan, the most influential first; what changes nothing is left out.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Solution of the plan.
    """
    found = [each for each in _Influences(case, solution).all() if each.change]
    return tuple(sorted(found, key=lambda each: (-abs(each.change), each.key, each.what)))


class _Influences:
    """Influences of one plan."""

    def __init__(self, case: Case, solution: xr.Dataset) -> None:
        self._case, self._solution = case, solution
        self._blocks, self._ledger = Blocks(case.horizon), Ledger(case, solution)
        self._site = build_site(case)
        self._worth: dict[int, Worth] = {year: worth(self._site, solution, year) for year in case.horizon.years}

    def all(self) -> Iterator[Influence]:
        yield Influence("horizon.discount_rate", "discount_rate", self._of_rate())
        yield from self._capital()
        for thing in self._case.things:
            yield from self._of_thing(thing)

    def _of_rate(self) -> float:
        costs, base = yearly_cost(self._case, self._solution), self._case.horizon.base_year
        rate = self._case.horizon.discount_rate
        return npv(rate * (1.0 + STEP), costs, base) - npv(rate, costs, base)

    def _capital(self) -> Iterator[Influence]:
        """Capital of whatever is bought, with what is left of it."""
        sections = {thing.name: thing.section for thing in self._case.things if thing.section != "carriers"}
        sums: dict[str, float] = {}
        for row in entries(self._solution, "cash"):
            name = row.item if row.item in sections else row.item.partition(".")[0]
            if row.label in CAPITAL and name in sections:
                spent = sum(value * self._blocks.discount(year) for year, value in row.values.items())
                key = f"{sections[name]}.{name}"
                sums[key] = sums.get(key, 0.0) + spent
        for key, spent in sums.items():
            yield Influence(key, "capex", STEP * spent)

    def _of_thing(self, thing: Thing) -> Iterator[Influence]:
        key, name = f"{thing.section}.{thing.name}", thing.name
        if thing.kind == "grid":
            replaced = [
                other.name for other in self._case.of("ppa", "green_trade") if other.parameters.grid == thing.name
            ]
            for what, labels in GRID_PARTS.items():
                paid = self._bill(labels, name)
                if what == "energy":
                    paid += sum(self._bill(("traded_replaced",), other) for other in replaced)
                yield Influence(key, what, STEP * paid)
        elif thing.kind == "fuel":
            yield Influence(key, "price", STEP * self._bill(("fuel",), name))
        elif thing.kind == "carbon":
            yield Influence(thing.section, "price", STEP * self._bill(("carbon",), name))
        elif thing.kind in LINES:
            own = tuple(label for label in LINES[thing.kind] if label != "traded_replaced")
            yield Influence(key, "price", STEP * self._bill(own, name))
        elif thing.kind == "measure":
            yield Influence(key, "opex", STEP * self._bill(("measure_opex",), name))
        elif thing.kind == "demand":
            yield Influence(key, "annual", STEP * sum(self._used(thing, year) for year in self._blocks.years))
        elif thing.section == "technologies":
            yield Influence(key, "opex", STEP * self._bill(UPKEEP, name))
            if thing.kind == "converter":
                taken = sum(self._taken(thing, year) for year in self._blocks.years)
                yield Influence(key, "outputs", (1.0 / (1.0 + STEP) - 1.0) * taken)

    def _bill(self, labels: tuple[str, ...], name: str) -> float:
        """Present value of lines of the bill. [million currency]"""
        rows = (
            row
            for row in self._ledger.bills
            if row.label.startswith(labels) and (row.item == name or row.item.startswith(f"{name}."))
        )
        return sum(
            value * self._blocks.weight(year)
            for row in rows
            for year, value in row.values.items()
            if year != self._case.horizon.base_year
        )

    def _used(self, thing: Thing, year: int) -> float:
        """Present value of an end use at the variable cost of its energy in the plan. [million currency]"""
        annual = float(self._solution["annual"].sel(end_use=thing.name, year=year))
        return annual * self._worth[year].cost.get(thing.parameters.carrier, 0.0) * self._blocks.weight(year)

    def _taken(self, thing: Thing, year: int) -> float:
        """Present value of what a converter takes. [million currency]"""
        inputs, _ = exchange(self._site, thing, self._solution, year)
        values = self._worth[year].cost
        cost = sum(amount * values.get(carrier, 0.0) for carrier, amount in inputs.items())
        return cost * self._blocks.weight(year)
