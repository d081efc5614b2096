"""A plan may be chosen after tax or for the owners only where every payment has one weight, whatever is decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...errors import Finding
from ...text.node import Path
from ..draft import Draft
from .registry import check

_FULL = 1.0 + 1e-9


@check
def objectives_are_linear(draft: Draft) -> Iterator[Finding]:
    """What no weight can stand for is refused, not approximated."""
    for thing in draft.of("finance"):
        given = thing.parameters
        if given.objective != "before_tax":
            for path, message in (*_missing(given), *_not_linear(given), *_more_than_all(given)):
                yield draft.finding(thing, path, message)


def _missing(given: Any) -> Iterator[tuple[Path, str]]:
    if given.objective == "after_tax" and given.tax is None:
        yield ("objective",), "after_tax needs a tax: write tax: {income: 25 %}"
    if given.objective == "equity" and given.loan is None:
        yield ("objective",), "equity needs a loan; without one write after_tax"


def _not_linear(given: Any) -> Iterator[tuple[Path, str]]:
    chosen = f"objective: {given.objective}"
    if given.tax is not None and given.tax.base == "project":
        message = f"project: losses that wait for a profit have no weight of their own; {chosen} needs base: company"
        yield ("tax", "base"), message
    for name in given.holidays:
        message = (
            f"{chosen} takes no holidays: their years run from the first service, and only an income above "
            "depreciation is free, so no weight stands for them; leave it out, or choose before_tax"
        )
        yield ("holidays", name), message
    for name, grant in given.grants.items():
        if grant.amount is not None:
            message = f"an amount is the same whatever is invested; {chosen} needs grants by `share`"
            yield ("grants", name, "amount"), message


def _more_than_all(given: Any) -> Iterator[tuple[Path, str]]:
    """Tax-free grants beyond the whole investment would leave less than nothing to be written off."""
    free = {name: each for name, each in given.grants.items() if not each.taxable and each.share is not None}
    named = {part for each in free.values() for part in each.of}
    for part in (*sorted(named), None):
        mine = {name: float(each.share) for name, each in free.items() if not each.of or part in each.of}
        if given.tax is not None and sum(mine.values()) > _FULL:
            what = "everything" if part is None else f'"{part}"'
            message = (
                f"tax-free grants for {what} ({', '.join(mine)}) are {100.0 * sum(mine.values()):g} % of the "
                f"investment; with objective: {given.objective} they may be 100 % at most"
            )
            yield ("grants",), message
