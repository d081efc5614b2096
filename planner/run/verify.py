"""Whether the files of a run folder say what its Solutions say.

The audit recalculates the Solution itself; this compares everything derived from it: `summary.json`, `accounts.csv`,
`roadmap.csv`, `claims.csv`, `bills.csv`, `scores.csv`, `cash_flow.csv`, `levers.csv`, `abatement.csv`, `iamc.csv`; and
that the levers add up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .bills import BILL_COLUMNS, bill_rows
from .finance import CASH_COLUMNS, Finance, cash_rows
from .folder import SUMMARY
from .iamc import IAMC_COLUMNS, iamc_rows
from .levers import ABATEMENT_COLUMNS, LEVER_COLUMNS, abatement, abatement_rows, lever_check, lever_rows, wedges
from .roadmap import roadmap
from .scores import SCORE_COLUMNS, score_rows
from .store import ABATEMENT, ACCOUNTS, BILLS, CASH_FLOW, CLAIMS, IAMC, LEVERS, ROADMAP, SCORES, Stored
from .summary import facts_of, summarise
from .tables import (
    ACCOUNT_COLUMNS,
    CLAIM_COLUMNS,
    ROADMAP_COLUMNS,
    Row,
    account_rows,
    claim_rows,
    read_table,
    roadmap_rows,
)

RELATIVE = 1e-6
ABSOLUTE = 1e-6


@dataclass(frozen=True)
class Mismatch:
    """A number or text of a file that does not follow from the Solutions."""

    file: str
    place: str
    stored: Any
    expected: Any

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: says {self.stored!r}, the solution says {self.expected!r}"


def verify(run: Stored) -> tuple[Mismatch, ...]:
    """Everything in a run folder that its Solutions do not confirm.

    Parameters
    ----------
    run : Stored
        A run folder, read back.

    Returns
    -------
    tuple of Mismatch
        Empty if the folder is consistent. Times and sizes of the solve cannot be known again and are not compared.
    """
    case, solution, reference = run.case, run.solution, run.reference
    actions = roadmap(case, solution, reference)
    found = wedges(case, solution, reference)
    steps = abatement(case, solution, reference, found)
    added = lever_check(found)
    return (
        *_compare_summary(run),
        *_compare_table(run, ACCOUNTS, ACCOUNT_COLUMNS, list(account_rows(case, solution))),
        *_compare_table(run, ROADMAP, ROADMAP_COLUMNS, list(roadmap_rows(case, actions))),
        *_compare_table(run, CLAIMS, CLAIM_COLUMNS, list(claim_rows(case, solution))),
        *_compare_table(run, BILLS, BILL_COLUMNS, list(bill_rows(case, solution))),
        *_compare_table(run, CASH_FLOW, CASH_COLUMNS, list(cash_rows(Finance(case, solution, reference)))),
        *_compare_table(run, SCORES, SCORE_COLUMNS, list(score_rows(case, solution))),
        *_compare_table(run, LEVERS, LEVER_COLUMNS, list(lever_rows(case, found))),
        *_compare_table(run, ABATEMENT, ABATEMENT_COLUMNS, list(abatement_rows(case, steps))),
        *([] if added.passed else [Mismatch(LEVERS, f"sum, {added.place}", added.residual, 0.0)]),
        *_compare_table(run, IAMC, IAMC_COLUMNS, list(iamc_rows(case, solution, reference))),
    )


def _compare_summary(run: Stored) -> Iterator[Mismatch]:
    """The proof is compared with what is written on the Solution, everything else with what it says."""
    signed = run.solution.attrs
    try:
        facts = replace(
            facts_of(run.summary),
            status=signed["status"],
            resolution=signed["resolution"],
            objective=float(signed["minimised_cost"]),
            bound=float(signed["search_bound"]),
            gap=float(signed["gap"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        yield Mismatch(SUMMARY, "keys", f"incomplete ({error})", "all of them")
        return
    yield from _compare(SUMMARY, "", run.summary, summarise(run.case, run.solution, run.reference, facts))


def _compare(file: str, place: str, stored: Any, expected: Any) -> Iterator[Mismatch]:
    """Differences between two JSON values, numbers within the tolerance."""
    if isinstance(expected, Mapping) and isinstance(stored, Mapping):
        for key in sorted({*expected, *stored}):
            inner = f"{place}.{key}" if place else str(key)
            if key not in expected or key not in stored:
                yield Mismatch(file, inner, stored.get(key, "nothing"), expected.get(key, "nothing"))
            else:
                yield from _compare(file, inner, stored[key], expected[key])
    elif _is_list(expected) and _is_list(stored) and len(expected) == len(stored):
        for index, (left, right) in enumerate(zip(stored, expected, strict=True)):
            yield from _compare(file, f"{place}[{index}]", left, right)
    elif not _equal(stored, expected):
        yield Mismatch(file, place, stored, expected)


def _compare_table(run: Stored, file: str, columns: Sequence[str], expected: Sequence[Row]) -> Iterator[Mismatch]:
    try:
        rows = read_table(run.folder / file)
    except (OSError, ValueError) as error:
        yield Mismatch(file, "file", str(error), "a table")
        return
    if len(rows) != len(expected):
        yield Mismatch(file, "rows", len(rows), len(expected))
        return
    for line, (row, cells) in enumerate(zip(rows, expected, strict=True), start=2):
        for column, cell in zip(columns, cells, strict=True):
            if not _same_cell(row.get(column), cell):
                yield Mismatch(file, f"line {line}, {column}", row.get(column), cell)


def _same_cell(text: str | None, cell: Any) -> bool:
    if cell is None or isinstance(cell, str):
        return text == (cell or "")
    try:
        return _equal(float(text or "nan"), cell)
    except ValueError:
        return False


def _equal(stored: Any, expected: Any) -> bool:
    numbers = (int, float)
    if isinstance(stored, numbers) and isinstance(expected, numbers) and not isinstance(stored, bool):
        return math.isclose(stored, expected, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return bool(stored == expected)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)
