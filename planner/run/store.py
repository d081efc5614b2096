"""The files of a run folder: written from a Run, and read back as values.

Receives what the pipeline returns; hands on a folder that holds the case re-solvable, both Solutions and every table.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import xarray as xr

from ..case import read, write_resolved
from ..case.value import Case, Where
from ..errors import AuditError, CaseError, Finding
from ..shipped import CASE_FILE
from .assumptions import ASSUMPTION_COLUMNS, assumption_rows
from .bills import BILL_COLUMNS, bill_rows
from .finance import CASH_COLUMNS, Finance, cash_rows
from .folder import SUMMARY, as_json, is_run, write_whole
from .iamc import IAMC_COLUMNS, iamc_rows
from .levers import ABATEMENT_COLUMNS, LEVER_COLUMNS, abatement, abatement_rows, lever_check, lever_rows, wedges
from .provenance import provenance
from .roadmap import roadmap
from .scores import SCORE_COLUMNS, score_rows
from .summary import MILLION, Facts, summarise
from .tables import (
    ACCOUNT_COLUMNS,
    CLAIM_COLUMNS,
    ROADMAP_COLUMNS,
    account_rows,
    claim_rows,
    roadmap_rows,
    write_table,
)

if TYPE_CHECKING:
    from ..solve.next_points import NextPoints
    from .options import Options
    from .pipeline import Run

SOLUTION = "solution.nc"
REFERENCE_GROUP = "reference"
ACCOUNTS = "accounts.csv"
ROADMAP = "roadmap.csv"
CLAIMS = "claims.csv"
BILLS = "bills.csv"
CASH_FLOW = "cash_flow.csv"
SCORES = "scores.csv"
ASSUMPTIONS = "assumptions.csv"
LEVERS = "levers.csv"
ABATEMENT = "abatement.csv"
IAMC = "iamc.csv"
AUDIT = "audit.json"
PROVENANCE = "provenance.json"
LOG = "solver.log"
ENGINE: Final = "h5netcdf"


@dataclass(frozen=True)
class Stored:
    """A run folder, read back."""

    folder: Path
    case: Case
    solution: xr.Dataset
    reference: xr.Dataset
    summary: Mapping[str, Any]


def save(
    run: Run,
    options: Options,
    place: Path,
    spent: Mapping[str, float],
    document: Callable[[Stored], None] = lambda stored: None,
) -> dict[str, Any]:
    """Write a run folder, complete or not at all.

    Parameters
    ----------
    run : Run
        What the pipeline returned.
    options : Options
        What it was asked.
    place : Path
        Final folder; an earlier run folder there is replaced.
    spent : Mapping[str, float]
        Time of stages that the pipeline does not know of. [s]
    document : callable
        Adds the documents for people to the folder, when all that they are written from stands there.

    Returns
    -------
    dict
        The summary as written.
    """
    summary: dict[str, Any] = {}
    began = time.monotonic()

    def fill(folder: Path) -> None:
        write_resolved(run.case, folder)
        write_solutions(folder / SOLUTION, run.solution, run.reference)
        actions = roadmap(run.case, run.solution, run.reference)
        write_table(folder / ACCOUNTS, ACCOUNT_COLUMNS, account_rows(run.case, run.solution))
        write_table(folder / ROADMAP, ROADMAP_COLUMNS, roadmap_rows(run.case, actions))
        write_table(folder / CLAIMS, CLAIM_COLUMNS, claim_rows(run.case, run.solution))
        write_table(folder / BILLS, BILL_COLUMNS, bill_rows(run.case, run.solution))
        finance = Finance(run.case, run.solution, run.reference)
        write_table(folder / CASH_FLOW, CASH_COLUMNS, cash_rows(finance))
        write_table(folder / SCORES, SCORE_COLUMNS, score_rows(run.case, run.solution))
        write_table(folder / ASSUMPTIONS, ASSUMPTION_COLUMNS, assumption_rows(run.case))
        found = wedges(run.case, run.solution, run.reference)
        steps = abatement(run.case, run.solution, run.reference, found)
        write_table(folder / LEVERS, LEVER_COLUMNS, lever_rows(run.case, found))
        write_table(folder / ABATEMENT, ABATEMENT_COLUMNS, abatement_rows(run.case, steps))
        write_table(folder / IAMC, IAMC_COLUMNS, iamc_rows(run.case, run.solution, run.reference))
        beside = {
            "reference": run.reference_audit.to_dict(),
            "cash_flow": run.cash_audit.to_dict(),
            "levers": lever_check(found).to_dict(),
        }
        _write_json(folder / AUDIT, {**run.audit.to_dict(), **beside})
        (folder / LOG).write_text(run.log, encoding="utf-8")
        seconds = {**spent, **run.seconds}
        summary.update(summarise(run.case, run.solution, run.reference, facts_of_run(run, options, seconds)))
        origin = provenance(run.case, options, datetime.now(UTC), seconds)
        _write_json(folder / PROVENANCE, origin)
        document(Stored(folder, run.case, run.solution, run.reference, summary))
        seconds["report"] = time.monotonic() - began
        seconds["total"] = sum(value for stage, value in seconds.items() if stage != "total")
        rounded = {stage: round(value, 3) for stage, value in seconds.items()}
        _write_json(folder / PROVENANCE, {**origin, "seconds": rounded})
        summary["seconds"] = rounded
        (folder / SUMMARY).write_text(as_json(summary), encoding="utf-8")

    write_whole(place, fill)
    return summary


def facts_of_run(run: Run, options: Options, seconds: Mapping[str, float]) -> Facts:
    """What a run says about its solve."""
    return Facts(
        status=run.status,
        resolution=options.resolution,
        objective=run.objective,
        bound=run.bound,
        gap=run.gap,
        seconds=seconds,
        size=run.size,
        typical=run.typical,
        violations=oversteps(run),
        aim=_aim(run, options),
        further=tuple(_further(each) for each in run.further),
    )


def _aim(run: Run, options: Options) -> dict[str, Any]:
    """What was driven as far as it goes, where that is not the cost."""
    if run.aimed is None:
        return {}
    value, bound = run.aimed.value, run.aimed.bound
    gap = abs(bound - value) / max(abs(value), 1e-10)
    budget = None if options.budget is None else options.budget * MILLION
    facts = {"objective": run.aimed.objective, "unit": run.aimed.unit, "budget": budget}
    return {**facts, "value": value, "bound": bound, "gap": gap}


def _further(step: NextPoints) -> dict[str, Any]:
    """What further points cost. [million]"""
    reached = math.isfinite(step.cost)
    return {
        "statement": step.statement,
        "year": step.year,
        "more": step.more,
        "found": step.found,
        "cost": step.cost if reached else None,
        "uncertainty": step.uncertainty if reached else None,
    }


def oversteps(run: Run) -> tuple[dict[str, Any], ...]:
    """Statements of the case that a run cannot keep, as its summary tells them."""
    return tuple(
        {"where": str(v.where), "key": v.where.key, "year": v.year, "by": v.by, "unit": v.unit} for v in run.violations
    )


def write_solutions(path: Path, solution: xr.Dataset, reference: xr.Dataset) -> None:
    """Write the plan and, as a group beside it, the reference pathway."""
    solution.to_netcdf(path, engine=ENGINE, encoding=_compressed(solution))
    reference.to_netcdf(path, mode="a", group=REFERENCE_GROUP, engine=ENGINE, encoding=_compressed(reference))


def _compressed(dataset: xr.Dataset) -> dict[Hashable, dict[str, Any]]:
    """Compression of every variable that holds numbers."""
    numbers = (name for name, variable in dataset.variables.items() if variable.dtype.kind in "fiu" and variable.ndim)
    return {name: {"zlib": True, "complevel": 4} for name in numbers}


def read_solution(path: Path, group: str | None = None) -> xr.Dataset:
    """Read one Solution into memory."""
    with xr.open_dataset(path, engine=ENGINE, group=group, decode_times=False) as dataset:
        return dataset.load()


def load_run(folder: Path) -> Stored:
    """Read a run folder back.

    Parameters
    ----------
    folder : Path
        A run folder.

    Returns
    -------
    Stored
        Case, both Solutions and the summary.

    Raises
    ------
    CaseError
        If it is not a run folder, or its case is damaged.
    AuditError
        If its solution or its summary is damaged.
    """
    if not is_run(folder):
        message = "this is not a run folder; `planner solve` writes one"
        raise CaseError([Finding(Where(str(folder), None, "run"), message)])
    try:
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        if not isinstance(summary, dict):
            raise ValueError(f"{SUMMARY} holds no object")
        solution = read_solution(folder / SOLUTION)
        reference = read_solution(folder / SOLUTION, REFERENCE_GROUP)
    except Exception as error:  # the reader of a damaged HDF5 file may raise anything
        raise AuditError(f"{folder}: the run folder is damaged: {error}") from error
    return Stored(folder, read(folder / CASE_FILE), solution, reference, summary)


def _write_json(path: Path, value: Any) -> None:
    path.write_text(as_json(value), encoding="utf-8")
