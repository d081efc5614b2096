"""What must be alike for runs to be compared, and what has to be said where it is not.

Money of two currencies or price years cannot be subtracted, and what the audit does not confirm is no result: such runs
are refused. Other differences are cautions, said before any number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..case.value import Where
from ..errors import AuditError, CaseError, Finding
from ..run.confirmation import audit_from, unconfirmed
from ..run.store import AUDIT, PROVENANCE, Stored
from ..run.summary import facts_of
from ..site.terms import stated
from .side import Side

FEWEST = 2


@dataclass(frozen=True)
class Caution:
    """Something that a reader has to know before the numbers: what differs, and how it is in each run."""

    what: str
    values: tuple[tuple[str, str], ...]


def check(runs: Sequence[Stored]) -> None:
    """Refuse runs that cannot be compared.

    Parameters
    ----------
    runs : sequence of Stored
        Run folders, read back.

    Raises
    ------
    CaseError
        If there are fewer than two, one stands twice, or their money is not of one currency and price year.
    AuditError
        If the stored audit does not confirm a run, or a run folder is of another format.
    """
    if len(runs) < FEWEST:
        raise _refusal(Path("RUN"), f"{len(runs)} run given; a comparison needs two or more")
    folders = [run.folder.resolve() for run in runs]
    findings = [
        _finding(run.folder, "is given twice; a run differs in nothing from itself")
        for place, run in enumerate(runs)
        if folders[place] in folders[:place]
    ]
    first = runs[0]
    for key, name in (("currency", "currency"), ("price_year", "price year")):
        findings += [
            _finding(
                run.folder,
                f"its money is of {name} {run.summary.get(key)}, that of {first.folder} of {first.summary.get(key)}: "
                "money that differs in this cannot be subtracted; solve both cases in one",
            )
            for run in runs[1:]
            if run.summary.get(key) != first.summary.get(key)
        ]
    if findings:
        raise CaseError(findings)
    for run in runs:
        _check_whole(run)


def cautions(sides: Sequence[Side]) -> tuple[Caution, ...]:
    """What differs between runs in the grounds they stand on.

    Parameters
    ----------
    sides : sequence of Side
        The runs.

    Returns
    -------
    tuple of Caution
        Most weighty first.
    """
    return tuple(_differing(sides)) + tuple(_doubtful(sides))


def on_one_horizon(sides: Sequence[Side]) -> bool:
    """Whether sums over the horizon, discounted or not, may be subtracted."""
    return len({_horizon(side) for side in sides}) == 1 and len({_rate(side) for side in sides}) == 1


def _differing(sides: Sequence[Side]) -> Iterator[Caution]:
    grounds: tuple[tuple[str, Callable[[Side], str]], ...] = (
        ("horizon", _horizon),
        ("discounting", _rate),
        ("version", lambda side: str(_provenance(side)["versions"].get("planner-green-factory", "?"))),
        ("packs", _packs),
        ("objective", _objective),
        ("resolution", lambda side: str(side.summary["resolution"])),
    )
    for what, value in grounds:
        values = tuple((side.label, value(side)) for side in sides)
        if len({text for _, text in values}) > 1:
            yield Caution(what, values)


def _doubtful(sides: Sequence[Side]) -> Iterator[Caution]:
    unmet = tuple((side.label, str(len(side.summary["violations"]))) for side in sides if side.summary["violations"])
    if unmet:
        yield Caution("unmet", unmet)
    stopped = tuple(
        (side.label, str(side.summary["status"]))
        for side in sides
        if side.summary["status"] != "optimal" and not side.summary["violations"]
    )
    if stopped:
        yield Caution("status", stopped)


def _horizon(side: Side) -> str:
    horizon = side.case.horizon
    return f"{horizon.base_year}: {', '.join(map(str, horizon.years))} – {horizon.end}"


def _rate(side: Side) -> str:
    return f"{100.0 * side.case.horizon.discount_rate:g} %"


def _objective(side: Side) -> str:
    """What the plan was chosen for, and on which scale its cost is the least."""
    aim, flow = str(side.summary["aim"].get("objective", "cost")), stated(side.case).objective
    return aim if flow == "before_tax" else f"{aim} ({flow})"


def _packs(side: Side) -> str:
    packs = _provenance(side).get("packs", {})
    return ", ".join(f"{name} {pack['sha256'][:8]}" for name, pack in sorted(packs.items())) or "–"


def _provenance(side: Side) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((side.run.folder / PROVENANCE).read_text(encoding="utf-8"))
    return found


def _check_whole(run: Stored) -> None:
    """Refuse a run of another format, and one that its stored audit does not confirm."""
    try:
        facts_of(run.summary)
        stored = json.loads((run.folder / AUDIT).read_text(encoding="utf-8"))
        plan, reference = audit_from(stored), audit_from(stored["reference"])
    except (KeyError, TypeError, ValueError, OSError) as error:
        told = f"lacks {error}" if isinstance(error, KeyError) else str(error)
        raise AuditError(f"{run.folder}: the run folder is of another format: {told}; solve the case again") from error
    failures = [*unconfirmed(plan, run.summary["violations"]), *reference.failures]
    if failures:
        found = "\n".join(str(failure) for failure in failures)
        message = f"{run.folder / AUDIT}: the audit does not confirm this run, so it is compared with nothing"
        raise AuditError(f"{message}\n{found}")


def _finding(folder: Path, message: str) -> Finding:
    return Finding(Where(str(folder), None, "run"), message)


def _refusal(folder: Path, message: str) -> CaseError:
    return CaseError([_finding(folder, message)])
