"""What a unit costs over the years: power of own plants, power given by stores, energy saved. Real, before tax.

Discounted cost of the plan less that of the reference, divided by the discounted amount that it has more of.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xarray as xr

from ..case.value import Case
from ..finance import npv
from ..site.blocks import Blocks
from .accounts import Ledger
from .entries import entries
from .exchange import energy_of

MILLION = 1e6
LEAST = 1e-3
"""Amounts below this are none. [MWh; tce]"""
UPKEEP = ("opex_fixed", "opex_variable", "service_fee", "measure_opex", "start_cost")
Yearly = dict[int, float]


def levelised(case: Case, solution: xr.Dataset, reference: xr.Dataset) -> list[dict[str, Any]]:
    """Levelised costs of a plan.

    Parameters
    ----------
    case : Case
        The case solved.
    solution, reference : Dataset
        Solutions of the plan and of the reference pathway.

    Returns
    -------
    list of dict
        what (a thing, or `energy`), kind (`generation`, `storage`, `saving`), cost [currency/unit] and unit. The cost
        of a store is without the power it is charged with.
    """
    return _Levelised(case, solution, reference).found()


class _Levelised:
    def __init__(self, case: Case, solution: xr.Dataset, reference: xr.Dataset) -> None:
        self._case, self._sides = case, ((1.0, solution), (-1.0, reference))
        self._ledgers = [(1.0, Ledger(case, solution)), (-1.0, Ledger(case, reference))]

    def found(self) -> list[dict[str, Any]]:
        rows = []
        for thing in self._case.of("renewable", "storage"):
            what = thing.name
            given = self._generated(what) if thing.kind == "renewable" else self._discharged(what)
            kind = "generation" if thing.kind == "renewable" else "storage"
            rows.append(self._row(what, kind, self._cost(what), given, "MWh"))
        saved = self._each(lambda year: -sum(sign * ledger.energy(year) for sign, ledger in self._ledgers))
        rows.append(self._row("energy", "saving", self._cost(None), saved, "tce"))
        return [row for row in rows if row is not None]

    def _row(self, what: str, kind: str, cost: Yearly, amount: Yearly, unit: str) -> dict[str, Any] | None:
        """One levelised cost; None where there is nothing to divide, or nothing by which."""
        rate, base = self._case.horizon.discount_rate, self._case.horizon.base_year
        whole = npv(rate, amount, base)
        if whole < LEAST or not any(cost.values()):
            return None
        money = f"{self._case.currency}/{unit}"
        return {"what": what, "kind": kind, "cost": npv(rate, cost, base) * MILLION / whole, "unit": money}

    def _each(self, value: Callable[[int], float]) -> Yearly:
        """An amount of every calendar year, from that of its milestone year."""
        blocks = Blocks(self._case.horizon)
        return {
            calendar: amount for year in blocks.years for amount in [value(year)] for calendar in blocks.block(year)
        }

    def _generated(self, what: str) -> Yearly:
        return self._each(lambda year: sum(sign * of.account("generation", year, what) for sign, of in self._ledgers))

    def _discharged(self, what: str) -> Yearly:
        flow = f"{what}.discharge"
        return self._each(
            lambda year: sum(sign * float(energy_of(side, flow, year).sum()) for sign, side in self._sides)
        )

    def _cost(self, what: str | None) -> Yearly:
        """Capital less residual value, and upkeep, of one thing or of everything. [million]"""
        cost = dict.fromkeys(Blocks(self._case.horizon).calendar, 0.0)
        for sign, side in self._sides:
            for row in entries(side, "cash"):
                if what is None or row.item == what or row.item.startswith(f"{what}."):
                    for year, value in row.values.items():
                        cost[year] += sign * value
        upkeep = self._each(
            lambda year: sum(sign * of.bill(line, year, what) for sign, of in self._ledgers for line in UPKEEP)
        )
        return {year: value + upkeep.get(year, 0.0) for year, value in cost.items()}
