"""`planner audit`: recalculate a run folder independently of the model that made it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .voice import Voice, printable, speaking

if TYPE_CHECKING:
    from ..audit import Audit, Check

MOST_SHOWN = 20
NOT_CONFIRMED = 5


@click.command("audit")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@speaking
def command(voice: Voice, run: Path) -> int:
    """Recalculate a run and compare every number.

    RUN is a run folder. The plan and its reference pathway are recomputed without the optimisation model; the summary
    and the tables are compared with the solution. With -v every check is listed.
    """
    from ..audit import audit, audit_cash_flow
    from ..run.confirmation import unconfirmed
    from ..run.finance import stated_lines
    from ..run.store import CASH_FLOW, load_run
    from ..run.tables import read_table
    from ..run.verify import verify
    from ..site import as_it_goes_on

    stored = load_run(run)
    beside = as_it_goes_on(stored.case)
    audits = {"plan": audit(stored.case, stored.solution), "reference": audit(beside, stored.reference)}
    lines = stated_lines(read_table(run / CASH_FLOW)) if (run / CASH_FLOW).is_file() else {}
    figures = stored.summary.get("finance") or {}
    audits["cash flow"] = audit_cash_flow(stored.case, stored.solution, beside, stored.reference, lines, figures)
    mismatches = verify(stored)
    declared = {"plan": stored.summary.get("violations", []), "reference": [], "cash flow": []}
    failures = {name: unconfirmed(found, declared[name]) for name, found in audits.items()}
    passed = not mismatches and not any(failures.values())
    for name, found in audits.items():
        voice.record("audit", pathway=name, **found.to_dict())
        _show(voice, name, found, failures[name])
    for mismatch in mismatches[:MOST_SHOWN]:
        voice.complain(str(mismatch))
    if len(mismatches) > MOST_SHOWN:
        voice.complain(f"... and {len(mismatches) - MOST_SHOWN} more")
    voice.record("result", code=0 if passed else NOT_CONFIRMED, passed=passed, mismatches=[str(m) for m in mismatches])
    _conclude(voice, passed, len(mismatches))
    return 0 if passed else NOT_CONFIRMED


def _show(voice: Voice, name: str, found: Audit, failures: tuple[Check, ...]) -> None:
    """The checks of one pathway: all of them with -v, otherwise those that fail; declared oversteps are labelled so."""
    from .cells import plain_table

    shown = found.checks if voice.verbose else found.failures
    compared = sum(check.compared for check in found.checks)
    title = (
        f"{name}: {len(found.checks) - len(found.failures)} of {len(found.checks)} checks hold, {compared:,} numbers"
    )
    table = plain_table(title, "Check", "Off by", "Allowed", "Unit", "")
    table.columns[0].overflow = "fold"
    for check in shown:
        verdict = "ok" if check.passed else "FAILS" if check in failures else "as declared"
        table.add_row(check.name, f"{check.residual:.2e}", f"{check.allowed:.2e}", check.unit, verdict)
    if shown:
        voice.show(table)
    else:
        voice.show(title)
    for check in failures:
        voice.complain(f"{name}: {check}")


def _conclude(voice: Voice, passed: bool, mismatches: int) -> None:
    if passed:
        voice.show("The summary and the tables agree with the solution.\nThe run is confirmed.")
        return
    if mismatches:
        voice.complain(printable(f"{mismatches} numbers of the run folder's files do not follow from its solution"))
    voice.complain("the run is not confirmed")
