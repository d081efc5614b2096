"""The smallest set of statements that contradict each other: none can be left out without a plan becoming possible.

Statements are given up one after the other; what leaves the rest still contradictory stays given up (a deletion
filter). Whole statements are tried before their single years, so that few questions are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..solve.found import Statement

Keeps = Callable[[frozenset[str]], bool]


def smallest_conflict(statements: Sequence[Statement], keeps: Keeps) -> list[Statement] | None:
    """A minimal set of contradictory statements.

    Parameters
    ----------
    statements : sequence of Statement
        All of them, which contradict each other.
    keeps : callable
        Whether a plan keeps some of them, by place.

    Returns
    -------
    list of Statement or None
        In the order of the case. None if they contradict each other no longer when asked: then only sizes, and not
        the statements, are at odds.
    """
    every = [each.place for each in statements]
    if keeps(frozenset(every)):
        return None
    left = _filtered(list(every), _by_key(statements), keeps)
    left = _filtered(left, [[place] for place in left], keeps)
    return [each for each in statements if each.place in left]


def _filtered(left: list[str], groups: Sequence[Sequence[str]], keeps: Keeps) -> list[str]:
    for group in groups:
        fewer = [place for place in left if place not in group]
        if fewer != left and not keeps(frozenset(fewer)):
            left = fewer
    return left


def _by_key(statements: Sequence[Statement]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for each in statements:
        found.setdefault(each.key, []).append(each.place)
    return list(found.values())
