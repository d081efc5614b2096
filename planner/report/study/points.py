"""The points of a study: what was varied, which failed, and all of them in a table."""

from __future__ import annotations

from ...study.values import short
from ..page.amounts import NONE, plain
from ..page.blocks import Block, Section, Table, Text
from .seen import Seen


def points_section(seen: Seen) -> Section:
    """What was varied, and what has no run."""
    words = seen.words
    blocks: list[Block] = [Text(words("study.varied", keys=", ".join(seen.sweep.keys)))]
    if seen.sweep.subject.warm:
        blocks.append(Text(words("study.warm"), "faint"))
    failed = [each for each in seen.found if each.failure is not None]
    if failed:
        blocks.append(Text(words("study.failed", count=len(failed)), "warn"))
        columns = (words("study.point"), words("study.kind"), words("study.reason"))
        rows = [
            (seen.name(each), each.failure.kind, each.failure.reason) for each in failed if each.failure is not None
        ]
        blocks.append(Table(columns, rows, numbers=len(columns), title=words("study.failures")))
    return Section("points", words("study.points"), blocks)


def table_section(seen: Seen) -> Section:
    """Every point that has a run."""
    words, money, carbon = seen.words, seen.money, seen.carbon
    heads = [seen.column(key) for key in seen.sweep.keys] if seen.is_grid else [words("study.point")]
    columns = (
        *heads, words("study.status"), words("study.cost.axis", unit=money.unit), words("study.gap"),
        words("study.capital", unit=money.unit), words("study.co2.axis", unit=carbon.unit), words("study.score"),
    )  # fmt: skip
    rows = []
    for each in seen.solved:
        said = each.summary
        gap = NONE if said["gap"] is None else f"{plain(100.0 * said['gap'], 2)} %"
        score = NONE if each.score is None else plain(each.score, 1)
        cost, capital = money.bare(each.cost), money.bare(said["capex_total"])
        named = [short(each.values[key]) for key in seen.sweep.keys] if seen.is_grid else [seen.name(each)]
        status = words.either(f"study.status.{said['status']}", said["status"])
        rows.append((*named, status, cost, gap, capital, carbon.bare(each.co2), score))
    return Section("table", words("study.table"), [Table(columns, rows, numbers=len(heads) + 1)])
