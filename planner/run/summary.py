"""The summary of a run: what `summary.json` says. Money in the case's currency, energy MWh, power MW, CO2 t.

Everything but the facts of the solve is computed from the case and the two Solutions, so an audit can compute it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import xarray as xr

from ..case.value import Case
from .accounts import Ledger
from .claims import ClaimLedger
from .entries import entries
from .finance import Finance, finance_block
from .merit import Merit, merit
from .roadmap import BUILT, PURCHASES, bought, decisions, fingerprint
from .score_record import Scoring

MILLION = 1e6

# What is money of what typical days say about themselves.
IN_MONEY = ("objective", "bound", "unseen", "average_bound")


@dataclass(frozen=True)
class Facts:
    """What a solve says about itself. Objective and bound in millions of the case's currency, times in seconds.

    Attributes
    ----------
    aim : mapping
        What was driven as far as it goes, where that is not the cost: objective, unit, value, bound, gap, budget.
    further : tuple of mapping
        What more points of a score would cost. [million]
    """

    status: str
    resolution: str
    objective: float | None
    bound: float | None
    gap: float | None
    seconds: Mapping[str, float] = field(default_factory=dict)
    size: Mapping[str, int] = field(default_factory=dict)
    typical: Mapping[str, Any] = field(default_factory=dict)
    violations: tuple[Mapping[str, Any], ...] = ()
    aim: Mapping[str, Any] = field(default_factory=dict)
    further: tuple[Mapping[str, Any], ...] = ()


def summarise(case: Case, solution: xr.Dataset, reference: xr.Dataset, facts: Facts) -> dict[str, Any]:
    """Contents of `summary.json`.

    Parameters
    ----------
    case : Case
        The case solved.
    solution, reference : Dataset
        Solutions of the plan and of the reference pathway.
    facts : Facts
        Status, proof, times and size of the solve.

    Returns
    -------
    dict
        JSON values only; what does not exist is None.
    """
    return {
        "case": case.name,
        "title": case.title,
        "scenario": case.scenario,
        "status": facts.status,
        "resolution": facts.resolution,
        "objective": facts.aim["value"] if facts.aim else _money(facts.objective),
        "bound": facts.aim["bound"] if facts.aim else _money(facts.bound),
        "gap": facts.aim["gap"] if facts.aim else facts.gap,
        "aim": dict(facts.aim),
        "currency": case.currency,
        "price_year": case.price_year,
        **outcome(case, solution, reference),
        "seconds": {stage: round(value, 3) for stage, value in facts.seconds.items()},
        "size": dict(facts.size),
        "typical_day": _scaled(facts.typical, MILLION),
        "violations": [dict(violation) for violation in facts.violations],
        "next_points": [_priced(step, MILLION) for step in facts.further],
    }


def outcome(case: Case, solution: xr.Dataset, reference: xr.Dataset) -> dict[str, Any]:
    """The part of a summary that follows from case and Solutions alone."""
    figures = merit(case, solution, reference)
    plan, beside = YearEntries(case, solution), YearEntries(case, reference)
    scoring, base_year = Scoring(case, solution), case.horizon.base_year
    capex = sum(sum(row.values.values()) for row in entries(solution, "cash") if row.label == "capex")
    return {
        **_merit(figures),
        "finance": finance_block(Finance(case, solution, reference)),
        "capex_total": capex * MILLION,
        "base_year": {**plan.accounts(base_year), **scoring.totals(base_year)},
        "years": [{**plan.accounts(year), **scoring.totals(year), **plan.design(year)} for year in case.horizon.years],
        "reference_years": [beside.accounts(year) for year in case.horizon.years],
        "scores": scoring.of_targets(),
        "fingerprint": fingerprint(decisions(case, solution)),
    }


def facts_of(summary: Mapping[str, Any]) -> Facts:
    """The facts of the solve as a summary tells them."""

    def millions(value: float | None) -> float | None:
        return None if value is None else value / MILLION

    return Facts(
        status=summary["status"],
        resolution=summary["resolution"],
        objective=millions(summary["objective"]),
        bound=millions(summary["bound"]),
        gap=summary["gap"],
        seconds=summary["seconds"],
        size=summary["size"],
        typical=_scaled(summary["typical_day"], 1.0 / MILLION),
        violations=tuple(summary["violations"]),
        aim=summary["aim"],
        further=tuple(_priced(step, 1.0 / MILLION) for step in summary["next_points"]),
    )


def _money(value: float | None) -> float | None:
    """Millions as plain currency."""
    return None if value is None else value * MILLION


def _priced(step: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """Further points, their money multiplied; None where they are out of reach."""
    money = {key: None if step[key] is None else step[key] * factor for key in ("cost", "uncertainty")}
    return {**step, **money}


def _scaled(typical: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """What the typical days said, its money multiplied."""
    return {key: value * factor if key in IN_MONEY and value is not None else value for key, value in typical.items()}


def _merit(figures: Merit) -> dict[str, Any]:
    return {
        "npv_cost": _money(figures.npv_cost),
        "reference_npv_cost": _money(figures.reference_npv_cost),
        "saving": _money(figures.saving),
        "irr": figures.irr,
        "irr_reason": figures.irr_reason or None,
        "payback_years": figures.payback_years,
        "payback_reason": figures.payback_reason or None,
        "abatement_cost": _money(figures.abatement_cost),
        "abatement_reason": figures.abatement_reason or None,
        "abatement_basis": "gross scope 1 + location-based scope 2, both discounted, carbon payments left out",
    }


class YearEntries:
    """Entries of a summary that repeat every year, for one pathway."""

    def __init__(self, case: Case, solution: xr.Dataset) -> None:
        self._case, self._solution = case, solution
        self._ledger, self._claims = Ledger(case, solution), ClaimLedger(case, solution)

    def accounts(self, year: int) -> dict[str, Any]:
        """Yearly accounts; the scores stand empty here, only a plan has any."""
        ledger, balance = self._ledger, self._claims.balance(year)
        return {
            "year": year,
            "score": None,
            "score_exact": None,
            "scope1": ledger.scope1(year),
            "scope1_process": ledger.account("scope1_process", year),
            "captured": ledger.account("captured", year),
            "scope2_location": ledger.scope2(year, "location"),
            "scope2_market": ledger.scope2(year, "market"),
            "scope2_market_certificates": ledger.scope2(year, "market_certificates"),
            "offsets": ledger.account("offset_net", year),
            "offsets_bought": ledger.account("offset", year),
            "offsets_compliance": ledger.account("offset_compliance", year),
            "net": ledger.net(year),
            "energy_tce": ledger.energy(year),
            "electricity_use": balance.use,
            "claims": dict(balance.claimed),
            "renewable_share": balance.green_share,
            "physical_share": balance.physical_share,
            "renewable_energy_share": ledger.renewable_energy_share(year),
            "physical_energy_share": ledger.physical_energy_share(year),
            "cost": {line: value * MILLION for line, value in ledger.lines(year).items()},
        }

    def design(self, year: int) -> dict[str, Any]:
        """Capacities on line, measures in service, and contracts in force: MW, or what is bought in the year."""
        purchases = {thing.name: bought(self._ledger, thing, year) for thing in self._case.of(*PURCHASES)}
        contracts = {**_named(self._solution, "contracted", "contract", year), **purchases}
        active = _named(self._solution, "active", "measure", year)
        return {
            "capacity": _named(self._solution, "capacity", "asset", year),
            "measures": [name for name, value in active.items() if value > 0.5],
            "contracts": {name: value for name, value in contracts.items() if value > BUILT},
        }


def _named(solution: xr.Dataset, variable: str, dimension: str, year: int) -> dict[str, float]:
    if variable not in solution:
        return {}
    values = solution[variable].sel(year=year)
    return dict(zip(values[dimension].to_numpy().tolist(), values.to_numpy().tolist(), strict=True))
