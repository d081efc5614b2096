"""What a tonne of CO2 avoided costs, step by step where both can be told.

The cost of a step is its own capital less what is left of it at the end, its own upkeep and contract lines, less the
energy that it saves at what that energy costs in the reference; tonnes are those of the levers. Both are discounted as
in the abatement cost of the whole plan, and carbon payments are left out. Demand and capacity charges, shifting by
stores, and equipment that the plan runs or replaces less belong to no single step: they stand in one line of their own,
so that all lines add up to the plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import xarray as xr

from ...case.value import Case
from ...finance import npv
from ...site import as_it_goes_on
from ...site.blocks import Blocks
from ..accounts import Ledger
from ..effects import LINES, UPKEEP
from ..entries import Entry, entries
from ..merit import CARBON_LINE, yearly_co2, yearly_cost
from ..tables import MILLION, Row
from .attribution import BASES, Contribution, Wedge

ABATEMENT_COLUMNS = (
    "scenario", "what", "lever", "basis", "capital", "running", "energy", "cost", "avoided", "cost per tonne",
    "currency",
)  # fmt: skip
CHOSEN = ("measure", "renewable", "converter", "route", "capture")
CLAIMS = ("ppa", "green_trade", "certificate", "offset")
"""Kinds that avoid CO2 by claims alone, which the gross location-based total of the plan does not count."""
TINY = 1e-6
"""Share of the reference's CO2 below which a step avoids none."""
REST, TOTAL = "rest", "total"


@dataclass(frozen=True)
class Abatement:
    """One step, or the rest, or the whole plan. Present values in million currency and t.

    Attributes
    ----------
    what, lever : str
        The thing and its lever; `rest` and `total` for what is no step.
    basis : str
        Rule of scope 2 by which its tonnes count.
    capital : float
        Investments less residual values. [million currency]
    running : float
        Upkeep, and what a contract costs less what it replaces on the bill. [million currency]
    energy : float
        Energy saved or made, at what it costs in the reference. [million currency]
    avoided : float
        CO2 avoided. [t]
    """

    what: str
    lever: str
    basis: str
    capital: float
    running: float
    energy: float
    avoided: float

    @property
    def cost(self) -> float:
        """Cost beyond what it saves. [million currency]"""
        return self.capital + self.running - self.energy

    @property
    def per_tonne(self) -> float | None:
        """Cost of a tonne avoided; None for the rest, and where nothing is avoided. [million currency/t]"""
        return self.cost / self.avoided if self.avoided > 0.0 and self.what != REST else None


def abatement(case: Case, solution: xr.Dataset, reference: xr.Dataset, found: Sequence[Wedge]) -> tuple[Abatement, ...]:
    """Costs and tonnes of the steps of a plan, the cheapest tonne first; then the rest and the whole.

    Parameters
    ----------
    case : Case
        The case solved.
    solution, reference : Dataset
        Solutions of the plan and of the reference pathway.
    found : sequence of Wedge
        Its levers.
    """
    return _Costs(case, solution, reference, found).all()


class _Costs:
    """Abatement costs of one plan."""

    def __init__(self, case: Case, solution: xr.Dataset, reference: xr.Dataset, found: Sequence[Wedge]) -> None:
        self._case, self._solution, self._reference = case, solution, reference
        self._blocks, self._ledger = Blocks(case.horizon), Ledger(case, solution)
        self._cash, self._found = entries(solution, "cash"), found
        self._of: dict[tuple[str, str], list[tuple[int, Contribution]]] = defaultdict(list)
        for wedge in found:
            for each in wedge.levers:
                self._of[each.kind, each.item].append((wedge.year, each))

    def all(self) -> tuple[Abatement, ...]:
        """Steps by cost, those that count by claims alone after the others; then the rest and the whole."""
        standing = {(thing.kind, thing.name) for thing in as_it_goes_on(self._case).things}
        keys = [key for key in self._of if key[0] in (*CHOSEN, *LINES) and key not in standing]
        steps = [self._step(*key) for key in keys]
        cost, emitted = self._difference(yearly_cost), self._difference(yearly_co2)
        avoided, least = -emitted, TINY * sum(wedge.reference.location for wedge in self._found)
        steps = [step for step in steps if step.avoided > least]
        steps.sort(key=lambda step: (step.basis, step.cost / step.avoided))
        energy = sum(step.energy for step in steps)
        capital = self._capital_of(self._cash) - self._capital_of(entries(self._reference, "cash"))
        whole = Abatement(TOTAL, "", BASES[0], capital, cost - capital + energy, energy, avoided)
        rest = Abatement(
            REST,
            "",
            BASES[0],
            capital - sum(step.capital for step in steps),
            whole.running - sum(step.running for step in steps),
            0.0,
            avoided - sum(step.avoided for step in steps if step.basis == BASES[0]),
        )
        return (*steps, rest, whole)

    def _difference(self, yearly: Callable[..., dict[int, float]]) -> float:
        """Present value of the plan less that of the reference; of money without carbon payments."""
        rate, base = self._case.horizon.discount_rate, self._case.horizon.base_year
        without = (CARBON_LINE,) if yearly is yearly_cost else ()
        plan, beside = (
            npv(rate, yearly(self._case, pathway, *without), base) for pathway in (self._solution, self._reference)
        )
        return plan - beside

    def _step(self, kind: str, name: str) -> Abatement:
        of_year = self._of[kind, name]
        basis = BASES[1] if kind in CLAIMS else BASES[0]
        levers: dict[str, float] = defaultdict(float)
        for year, each in of_year:
            levers[each.lever] += abs(each.co2(basis)) * self._blocks.weight(year)
        own = [row for row in self._cash if _belongs(row, name)]
        return Abatement(
            what=name,
            lever=max(levers, key=levers.__getitem__),
            basis=basis,
            capital=self._capital_of(own),
            running=sum(self._running(kind, name, year) * self._blocks.weight(year) for year in self._blocks.years)
            + sum(self._revenue(each, year) * self._blocks.weight(year) for year, each in of_year),
            energy=sum(each.value * self._blocks.weight(year) for year, each in of_year),
            avoided=-sum(each.co2(basis) * self._blocks.weight(year) for year, each in of_year),
        )

    def _capital_of(self, rows: Sequence[Entry]) -> float:
        """Present value of investments less residual values. [million currency]"""
        return sum(value * self._blocks.discount(calendar) for row in rows for calendar, value in row.values.items())

    def _running(self, kind: str, name: str, year: int) -> float:
        """Own lines of the bill in a year. [million currency/a]"""
        labels = LINES.get(kind, ("measure_opex",) if kind == "measure" else UPKEEP)
        rows = (row for row in self._ledger.bills if row.label.startswith(labels) and _belongs(row, name))
        return sum(row.values.get(year, 0.0) for row in rows)

    def _revenue(self, each: Contribution, year: int) -> float:
        """What is paid for generation fed in, negative as money that comes in. [million currency/a]"""
        exported = self._ledger.account("export", year)
        return self._ledger.bill("export_revenue", year) * each.sold / exported if each.sold and exported else 0.0


def _belongs(row: Entry, name: str) -> bool:
    """Whether a row is of a thing or of a part of it."""
    return row.item == name or row.item.startswith(f"{name}.")


def abatement_rows(case: Case, steps: Sequence[Abatement]) -> Iterator[Row]:
    """Rows of `abatement.csv`: present values at the end of the base year, in the case's currency and t."""
    for step in steps:
        money = (step.capital, step.running, step.energy, step.cost)
        per_tonne = None if step.per_tonne is None else step.per_tonne * MILLION
        yield (
            case.scenario, step.what, step.lever, step.basis, *(value * MILLION for value in money), step.avoided,
            per_tonne, case.currency,
        )  # fmt: skip
