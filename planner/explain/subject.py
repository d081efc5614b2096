"""What is explained: a case as the user names it, or a run with its own case, options and footing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xarray as xr

from ..case.value import Case, Where
from ..errors import CaseError, Finding
from ..models.parts.gross import BASES
from ..run.options import TYPICAL_DAYS
from ..run.roadmap import decisions
from ..run.store import PROVENANCE, Stored, load_run
from ..shipped import CASE_FILE
from ..site.blocks import Blocks
from ..solve.footing import footing_of
from .asking import Subject

SOLVER = ("days", "gap", "time_limit", "threads")
DEFAULTS: Mapping[str, Any] = {"days": TYPICAL_DAYS, "gap": 1e-3, "time_limit": None, "threads": 1}


@dataclass(frozen=True)
class Known:
    """What a run says of itself.

    Attributes
    ----------
    totals : tuple of float
        Cost against the reference, and CO2 avoided, by all hours. [million; t]
    decided : frozenset of str
        Names of what it adopts, builds and contracts.
    """

    totals: tuple[float, float]
    decided: frozenset[str]


def of_case(path: str, scenario: str | None, overrides: tuple[str, ...], options: Mapping[str, Any]) -> Subject:
    """A case.

    Parameters
    ----------
    path, scenario, overrides
        As it is read.
    options : mapping
        days, gap, time_limit, threads; None for the default.
    """
    return Subject(path, scenario, overrides, _over(DEFAULTS, options))


def of_run(folder: Path, options: Mapping[str, Any]) -> tuple[Subject, Known]:
    """A run, on the footing on which its plan was chosen.

    Parameters
    ----------
    folder : Path
        Run folder.
    options : mapping
        What is to be other than in the run.

    Returns
    -------
    tuple of Subject and Known
        With what it says of itself.

    Raises
    ------
    CaseError
        If it is none, or was not made for the least cost.
    """
    stored = load_run(folder)
    said = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))["options"]
    if said.get("objective", "cost") != "cost" or said.get("budget") is not None:
        message = "was solved for another aim than the least cost; what things are worth is told by cost alone"
        raise CaseError([Finding(Where(str(folder), None, "run"), message)])
    chosen = _over({name: said[name] for name in SOLVER}, options)
    learnt = stored.summary["typical_day"].get("learnt")
    footing = None
    if learnt is not None and chosen["days"] == said["days"]:
        footing = footing_of(chosen["days"], learnt, _base_accounts(stored.solution))
    subject = Subject(str(folder / CASE_FILE), None, (), chosen, footing)
    wanted = ("adopt", "build", "contract")
    names = {each.what.partition(".")[0] for each in decisions(stored.case, stored.solution) if each.action in wanted}
    return subject, Known(_totals(stored), frozenset(names))


def _over(known: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: known[name] if options.get(name) is None else options[name] for name in SOLVER}


def _base_accounts(solution: xr.Dataset) -> dict[str, float]:
    """Accounts of the base year, each summed over its items. [unit of each]"""
    found: dict[str, float] = {}
    for label, number in zip(solution["entry"].to_numpy(), solution["base_account"].to_numpy(), strict=True):
        account = str(label).partition(".")[0]
        found[account] = found.get(account, 0.0) + float(number)
    return found


def _totals(stored: Stored) -> tuple[float, float]:
    cost = [float(each.attrs["npv_cost"]) for each in (stored.solution, stored.reference)]
    co2 = [_co2(stored.case, each) for each in (stored.solution, stored.reference)]
    return cost[0] - cost[1], co2[1] - co2[0]


def _co2(case: Case, solution: xr.Dataset) -> float:
    """Gross CO2, location-based, of all calendar years. [t]"""
    blocks = Blocks(case.horizon)
    counted = [str(label).partition(".")[0] in BASES["location"] for label in solution["entry"].to_numpy()]
    by_year = solution["account"].to_numpy()[counted].sum(axis=0)
    years = [int(year) for year in solution["year"].to_numpy()]
    return sum(len(blocks.block(year)) * float(amount) for year, amount in zip(years, by_year, strict=True))
