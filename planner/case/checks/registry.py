"""The list of checks; a check announces itself with the decorator."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...errors import Finding
from ..draft import Draft

Check = Callable[[Draft], Iterator[Finding]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Enter a check in the list."""
    CHECKS.append(function)
    return function


def run(draft: Draft) -> list[Finding]:
    """Findings of every check, in the order of the list."""
    return [finding for function in CHECKS for finding in function(draft)]
