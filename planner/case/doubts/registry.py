"""The list of doubts; a doubt announces itself with the decorator."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...errors import Finding
from ...text.node import Path
from ..layout import SINGLE_SECTIONS
from ..value import Case, Thing

Doubt = Callable[[Case], Iterator[Finding]]
DOUBTS: list[Doubt] = []


def doubt(function: Doubt) -> Doubt:
    """Enter a doubt in the list."""
    DOUBTS.append(function)
    return function


def doubts(case: Case) -> list[Finding]:
    """Warnings of reading and of every doubt, in the order of the list."""
    return [*case.notes, *(finding for function in DOUBTS for finding in function(case))]


def warning(case: Case, thing: Thing, path: Path, message: str) -> Finding:
    """Warning at a path within a thing."""
    top = (thing.section,) if thing.section in SINGLE_SECTIONS else (thing.section, thing.name)
    return Finding(case.where(".".join((*top, *path))), message, "warning")
