"""From a case to a run folder: what `planner solve` and `planner.solve` both do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xarray as xr

from ..case import read
from ..case.value import Case
from ..errors import AuditError
from ..shipped import find_case
from .confirmation import unconfirmed
from .folder import check_place, file_name
from .options import Options
from .pipeline import Progress, Run, solve_case
from .provenance import run_hash
from .store import Stored, oversteps, save

RESULTS = Path("results")


@dataclass(frozen=True)
class Delivery:
    """A run and where it was written."""

    run: Run
    place: Path
    summary: dict[str, Any]


def load(path: str | Path, scenario: str | None = None, overrides: Sequence[str] = ()) -> Case:
    """Read a case.

    Parameters
    ----------
    path : str or Path
        Folder with a `case.yaml`, the file, or a shipped case such as ``cases/auto_plant``.
    scenario : str, optional
        Named scenario of the case to apply.
    overrides : Sequence[str]
        Changes such as ``"carbon.price=200"``.

    Returns
    -------
    Case
        The checked case.

    Raises
    ------
    CaseError
        With every finding, if anything is wrong with it.
    """
    return read(find_case(path), scenario=scenario, overrides=tuple(overrides))


def solve(case: Case, *, out: str | Path | None = None, **options: Any) -> xr.Dataset:
    """Find the least-cost roadmap of a case and write its run folder, as `planner solve` does.

    Parameters
    ----------
    case : Case
        A case from `load`.
    out : str or Path, optional
        Run folder to write; by default below ``results``.
    **options
        Fields of `planner.run.pipeline.Options`: resolution, days, gap, time_limit, threads.

    Returns
    -------
    Dataset
        The Solution. Its attribute ``status`` says whether it is optimal or what stopped it.

    Raises
    ------
    CaseError, InfeasibleError, StoppedError, AuditError
        As the exit codes 2, 3, 4 and 5 of the command.
    """
    place = None if out is None else Path(out)
    return deliver(case, Options(**options), place, lambda progress: None).run.solution


def deliver(
    case: Case, options: Options, place: Path | None, progress: Callable[[Progress], None], read_seconds: float = 0.0
) -> Delivery:
    """Solve a case and write its run folder.

    Parameters
    ----------
    case : Case
        A case as read.
    options : Options
        How to solve it.
    place : Path or None
        Run folder to write; by default below `results`.
    progress : callable
        Told how far the run is.
    read_seconds : float
        Time that reading the case took. [s]

    Returns
    -------
    Delivery
        The run, its folder and its summary.

    Raises
    ------
    AuditError
        If the independent recalculation does not confirm the plan; nothing is written then.
    """
    place = default_place(case, options) if place is None else place
    check_place(place)
    began = time.monotonic()
    run = confirmed(solve_case(case, options, progress))
    progress(Progress("report", "writing the run folder", time.monotonic() - began))
    return Delivery(run, place, save(run, options, place, {"read": read_seconds}, _document))


def confirmed(run: Run) -> Run:
    """The same run, if the independent recalculation agrees with it.

    Raises
    ------
    AuditError
        If it does not, with every check that fails.
    """
    failures = [*unconfirmed(run.audit, oversteps(run)), *run.reference_audit.failures]
    if failures:
        found = "\n".join(str(check) for check in failures)
        raise AuditError(f"the independent recalculation does not confirm the plan; nothing was written\n{found}")
    return run


def _document(stored: Stored) -> None:
    """Write what is for people; imported late, charts and templates are not needed before."""
    from ..report.page import write_page
    from ..report.workbook import write_workbook

    write_page(stored, stored.folder)
    write_workbook(stored)


def default_place(case: Case, options: Options) -> Path:
    """`results/<case>/<scenario>-<hash>`, the hash being that of the resolved case and the options."""
    return RESULTS / file_name(case.name) / f"{file_name(case.scenario)}-{run_hash(case, options)[:8]}"
