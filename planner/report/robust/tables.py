"""The two tables of a robust study, as rows of cells for the terminal and the page."""

from __future__ import annotations

from ...study.robust.measures import Measure, measures
from ...study.robust.values import Values
from ..page.amounts import NONE, rounded
from .sentences import Sentences

Rows = list[tuple[str, ...]]


def verdict_table(said: Sentences) -> tuple[tuple[str, ...], Rows]:
    """What every future's own best plan does: heads and rows, what is always done first."""
    words, names = said.words, said.found.futures.names
    order = ("always", "usually", "seldom", "never")
    found = sorted(measures(said.found), key=lambda one: (order.index(one.verdict), one.action, one.what))
    rows = [
        (
            f"{words(f'do.{each.action}')} {each.what}", words(f"verdict.{each.verdict}"),
            *(_done(said, each, name) for name in names),
        )
        for each in found
    ]  # fmt: skip
    return (words("robust.what"), words("robust.verdict"), *names), rows


def regret_table(said: Sentences) -> tuple[tuple[str, ...], Rows]:
    """Every plan's regret in every future, its expectation above that of foresight, and its greatest."""
    words, found = said.words, said.found
    values, names, scale = Values(found), found.futures.names, said.scale
    rows = []
    for plan in found.plans:
        cells = [said.cell(plan, name, values.regret(plan, name)) for name in names]
        mean, foreseen = values.expected(plan), values.foreseen
        above = NONE if mean is None or foreseen is None else rounded(scale.value(mean - foreseen))
        greatest = values.greatest(plan)
        rows.append((said.plan(plan), *cells, above, NONE if greatest is None else rounded(scale.value(greatest))))
    heads = (
        words("robust.plan"), *names, words("robust.expected", unit=scale.unit),
        words("robust.greatest", unit=scale.unit),
    )  # fmt: skip
    return heads, rows


def _done(said: Sentences, measure: Measure, future: str) -> str:
    """When and how much of it a future's own plan does."""
    if said.found.outcomes[future, future].failure is not None:
        return said.words("cell.failed")
    return said.steps(measure.steps[future]) or NONE if future in measure.steps else said.words("cell.absent")
