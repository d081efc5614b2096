"""Text -> Case: reading a case file with its tables, packs, scenarios and overrides; writing it resolved; its schema.

Everything wrong in a case is reported at once, each finding with file, line and key. `planner.case.value` holds the
values alone and imports nothing of the rest.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .value import Case

if TYPE_CHECKING:
    from ..errors import Finding

__all__ = ["Case", "lint", "read", "schema", "write_resolved"]


def read(path: str | os.PathLike[str], scenario: str | None = None, overrides: Sequence[str] = ()) -> Case:
    """Read a case.

    Parameters
    ----------
    path : path-like
        Folder that holds a `case.yaml`, or the file itself.
    scenario : str, optional
        Named changes of the case to apply.
    overrides : sequence of str
        Further changes, each ``path=value``, applied after the scenario.

    Returns
    -------
    Case
        Checked and complete: packs, scenario and overrides applied.

    Raises
    ------
    CaseError
        With everything that is wrong.
    """
    from .reading import read_case

    return read_case(path, scenario, overrides)


def lint(case: Case) -> list[Finding]:
    """Warnings about a case that is valid but looks odd.

    Parameters
    ----------
    case : Case
        A case as read.

    Returns
    -------
    list of Finding
        Warnings, each with its place.
    """
    from .doubts import doubts

    return doubts(case)


def write_resolved(case: Case, folder: str | os.PathLike[str]) -> None:
    """Write a case as a case folder that needs no packs and reads back to the same values.

    Parameters
    ----------
    case : Case
        A case as read.
    folder : path-like
        An existing folder; `case.yaml` and, if the case has them, `series.csv` and `schemes/` are written into it.
    """
    from .writing import write_case

    write_case(case, folder)


def schema() -> Mapping[str, Any]:
    """JSON schema of the case file, for editors."""
    from .schemas import case_schema

    return case_schema()
