"""What a pathway invests: every decision with the terms from which its payments and its residual value follow."""

from __future__ import annotations

from dataclasses import dataclass

import xarray as xr

from ..case.value import Case
from ..finance import residual_share
from ..site.blocks import Blocks
from .entries import entries
from .roadmap import Action, investing, price_of

NOTHING = 1e-10
"""Money that is rounding alone. [million currency]"""


@dataclass(frozen=True)
class Investment:
    """One investment. Money in millions of the case's currency.

    Attributes
    ----------
    year : int
        Milestone year in which service begins.
    price, fixed : float
        Money by size, and whatever the size.
    life : float or None
        Years of service that it pays for; None if nothing is left of it at the end. [a]
    lead : int
        Years before service over which it is spent; 0 if it is spent in the year of service. [a]
    served : int
        Calendar years served within the plan. [a]
    """

    item: str
    year: int
    size: float
    unit: str
    price: float
    fixed: float
    life: float | None
    lead: int
    served: int

    @property
    def capital(self) -> float:
        """Money spent in all. [million currency]"""
        return self.size * self.price + self.fixed

    @property
    def first(self) -> int:
        """First calendar year of spending."""
        return self.year - self.lead

    @property
    def last(self) -> int:
        """Last calendar year of service within the plan."""
        return self.year + self.served - 1

    def spent(self, year: int) -> float:
        """Spending in a calendar year. [million currency]"""
        years = max(self.lead, 1)
        return self.capital / years if self.first <= year < self.first + years else 0.0

    def left(self, rate: float) -> float:
        """Share of the money that is left at the end of service. [1]"""
        return 0.0 if self.life is None else residual_share(rate, self.life, self.served)


def investments(case: Case, solution: xr.Dataset) -> tuple[Investment, ...]:
    """Every investment of a pathway, in the order of its roadmap.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Solution of the plan or of the reference pathway.

    Returns
    -------
    tuple of Investment
        Those that cost something.
    """
    return tuple(_investment(case, action) for action in investing(case, solution) if action.capex != 0.0)


def _investment(case: Case, action: Action) -> Investment:
    life, lead = _terms(case, action)
    price = price_of(case, action)
    served = 0 if life is None else Blocks(case.horizon).served_years(action.year, life)
    return Investment(
        item=action.what, year=action.year, size=action.size, unit=action.unit, price=price,
        fixed=action.capex - action.size * price, life=life, lead=lead, served=served,
    )  # fmt: skip


def _terms(case: Case, action: Action) -> tuple[float | None, int]:
    """Life and lead time of what is decided."""
    if action.action == "contract":
        return None, 0
    things = {thing.name: thing.parameters for thing in case.things if thing.section in ("technologies", "measures")}
    grids = {f"{thing.name}.connection": thing.parameters.reinforcement for thing in case.of("grid")}
    of = grids.get(action.what) or things.get(action.what) or things[action.what.rpartition(".")[0]]
    return float(of.life), round(of.lead_time)


def other_payments(case: Case, solution: xr.Dataset, known: tuple[Investment, ...]) -> dict[int, float]:
    """Payments made once that no investment explains: removal of equipment, and sizes too small for a roadmap.

    Parameters
    ----------
    case : Case
        The case solved.
    solution : Dataset
        Its Solution.
    known : tuple of Investment
        The investments of that Solution.

    Returns
    -------
    dict of int to float
        By calendar year. [million currency]
    """
    rate, calendar = case.horizon.discount_rate, Blocks(case.horizon).calendar
    rest = dict.fromkeys(calendar, 0.0)
    for row in entries(solution, "cash"):
        for year, value in row.values.items():
            rest[year] += value
    for each in known:
        for year in calendar:
            rest[year] -= each.spent(year)
        if each.life is not None:
            rest[each.last] += each.capital * each.left(rate)
    return {year: 0.0 if abs(value) < NOTHING else value for year, value in rest.items()}
