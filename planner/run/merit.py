"""The plan against its reference pathway: savings, rate of return, payback and the cost of a tonne avoided.

Receives the case and two Solutions of it; everything is recomputed from their yearly bills and cash flows.
"""

from __future__ import annotations

from dataclasses import dataclass

import xarray as xr

from ..case.value import Case
from ..finance import irr, npv, payback
from ..site.blocks import Blocks
from .accounts import Ledger
from .entries import entries

CARBON_LINE = "carbon"
NEGLIGIBLE = 1e-9


@dataclass(frozen=True)
class Merit:
    """Figures of merit. Money is in millions of the case's currency, at the end of the base year.

    Where a figure does not exist it is None and its reason says why.
    """

    npv_cost: float
    reference_npv_cost: float
    irr: float | None
    irr_reason: str
    payback_years: float | None
    payback_reason: str
    abatement_cost: float | None
    abatement_reason: str

    @property
    def saving(self) -> float:
        """Discounted cost below that of the reference pathway. [million currency]"""
        return self.reference_npv_cost - self.npv_cost


def yearly_cost(case: Case, solution: xr.Dataset, without: str | None = None) -> dict[int, float]:
    """Money paid in each calendar year: recurring bills and capital together.

    Parameters
    ----------
    case : Case
        The case, for the years that each milestone stands for.
    solution : Dataset
        A Solution.
    without : str, optional
        Line of the bill to leave out.

    Returns
    -------
    dict of int to float
        Cost by calendar year. [million currency]
    """
    blocks = Blocks(case.horizon)
    flows = dict.fromkeys(blocks.calendar, 0.0)
    for row in entries(solution, "cash"):
        for year, value in row.values.items():
            flows[year] += value
    for row in entries(solution, "cost"):
        if row.label == without:
            continue
        for year, value in row.values.items():
            for calendar_year in blocks.block(year):
                flows[calendar_year] += value
    return flows


def yearly_co2(case: Case, solution: xr.Dataset) -> dict[int, float]:
    """Gross CO2 of each calendar year, scope 1 and location-based scope 2. [t/a]"""
    blocks, ledger = Blocks(case.horizon), Ledger(case, solution)
    return {calendar: ledger.co2(year) for year in blocks.years for calendar in blocks.block(year)}


def merit(case: Case, solution: xr.Dataset, reference: xr.Dataset) -> Merit:
    """Figures of merit of a plan against its reference pathway.

    Parameters
    ----------
    case : Case
        The case both were solved for.
    solution, reference : Dataset
        Solutions of the plan and of the reference pathway.

    Returns
    -------
    Merit
        The figures, with reasons for those that do not exist.
    """
    rate, base = case.horizon.discount_rate, case.horizon.base_year
    costs, reference_costs = yearly_cost(case, solution), yearly_cost(case, reference)
    gains = [reference_costs[year] - costs[year] for year in costs]
    if max(abs(gain) for gain in gains) < NEGLIGIBLE:
        rate_found, rate_reason, years, years_reason = None, "the plan is the reference pathway", None, ""
        years_reason = rate_reason
    else:
        rate_found, rate_reason = irr(gains)
        years = payback(gains)
        years_reason = "" if years is not None else "the extra cost is not recovered within the horizon"
    abatement, abatement_reason = _abatement(case, solution, reference)
    return Merit(
        npv_cost=npv(rate, costs, base),
        reference_npv_cost=npv(rate, reference_costs, base),
        irr=rate_found,
        irr_reason=rate_reason,
        payback_years=years,
        payback_reason=years_reason,
        abatement_cost=abatement,
        abatement_reason=abatement_reason,
    )


def _abatement(case: Case, solution: xr.Dataset, reference: xr.Dataset) -> tuple[float | None, str]:
    """Cost of a tonne avoided [million currency/t]: discounted cost without carbon payments per discounted tonne."""
    rate, base = case.horizon.discount_rate, case.horizon.base_year
    extra = [npv(rate, yearly_cost(case, pathway, CARBON_LINE), base) for pathway in (solution, reference)]
    emitted = [npv(rate, yearly_co2(case, pathway), base) for pathway in (solution, reference)]
    avoided = emitted[1] - emitted[0]
    if avoided <= 1e-6 * abs(emitted[1]):
        return None, "the plan avoids no CO2 against the reference pathway"
    return (extra[0] - extra[1]) / avoided, ""
