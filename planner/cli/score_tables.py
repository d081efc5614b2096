"""How `planner score` prints one year: points by indicator, then what each value is made of and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .cells import number, plain_table
from .score_words import (
    VERDICTS,
    amount,
    closing,
    digits_for,
    foundation,
    heading,
    magnitude,
    points,
    stated,
    step,
)
from .voice import printable

if TYPE_CHECKING:
    from rich.console import RenderableType

VALUES = ("threshold", "condition")
KEPT = {True: "kept", False: "NOT KEPT", None: "unknown"}


def of_year(record: Mapping[str, Any], entry: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Everything about one year.

    Parameters
    ----------
    record : Mapping
        Scheme and dimensions, as `planner.run.score_record.recorded` gives them.
    entry : Mapping
        The year, with its `indicators`.

    Yields
    ------
    renderables
        For a rich console.
    """
    rows = entry["indicators"]
    yield heading(record, f"Data of {entry['year']}, application in {entry['application']}")
    if record["total"] > 0.0:
        yield _points(record, entry)
        yield Text("To next: change of the value that brings one more point, or the rest of them.", style="dim")
    else:
        yield _values(record, entry)
    yield _arithmetic(rows)
    yield from _sources(rows)
    yield from _unscored(rows, scored=record["total"] > 0.0)
    yield from _gates(record, entry)
    if record["total"] > 0.0:
        yield from _statements(entry)
    yield from foundation(entry, record["total"])
    yield from _grid(rows)
    yield from closing(record)


def _head(*columns: str) -> Table:
    """An empty table of indicators; names fold."""
    table = plain_table("", "Indicator", *columns)
    table.title = None
    table.columns[0].no_wrap, table.columns[0].overflow = False, "fold"
    return table


def _values(record: Mapping[str, Any], entry: Mapping[str, Any]) -> Table:
    """Values of a scheme that gives no points, beside those that the scheme or the case names as conditions."""
    table = _head("Value", "Condition", "Unit", "")
    table.columns[3].justify = "left"
    asked = {statement["name"]: statement for statement in entry["statements"] if statement["kind"] in VALUES}
    for dimension, group in _grouped(record, entry["indicators"]):
        name = record["dimensions"].get(dimension, {"name": dimension})["name"]
        table.add_row(Text(printable(name), style="bold"), "", "", "", "")
        for row in group:
            statement = asked.get(row["indicator"])
            values = [row["value"], None if statement is None else statement["wanted"]]
            unit, factor = magnitude(row["unit"], values)
            scaled = [None if value is None else factor * value for value in values]
            cells = (number(value, digits_for(unit, scaled)) for value in scaled)
            verdict = "" if statement is None else KEPT[statement["kept"]]
            table.add_row(Padding(Text(printable(row["name"])), (0, 0, 0, 1)), *cells, Text(unit), Text(verdict))
        table.add_section()
    return table


def _points(record: Mapping[str, Any], entry: Mapping[str, Any]) -> Table:
    """Values between baseline and leading value, and what they earn."""
    table = _head("Value", "Baseline", "Leading", "Unit", "Points", "To next")
    table.columns[4].justify = "left"
    for dimension, group in _grouped(record, entry["indicators"]):
        earned = entry["dimensions"].get(dimension, 0.0)
        known = record["dimensions"].get(dimension, {"name": dimension, "weight": sum(row["weight"] for row in group)})
        sums = _of(earned, known["weight"]) if known["weight"] > 0.0 else ""
        table.add_row(Text(printable(known["name"]), style="bold"), "", "", "", "", Text(sums, style="bold"), "")
        for row in group:
            table.add_row(*_cells(row))
        table.add_section()
    table.add_row(
        Text("Total", style="bold"),
        "",
        "",
        "",
        "",
        Text(_of(entry["score_exact"], record["total"]), style="bold"),
        "",
    )
    return table


def _of(earned: float, weight: float) -> str:
    return f"{points(earned)} / {points(weight)}"


def _grouped(
    record: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Rows by dimension, in the order of the scheme."""
    for dimension in dict.fromkeys([*record["dimensions"], *(row["dimension"] for row in rows)]):
        group = [row for row in rows if row["dimension"] == dimension]
        if group:
            yield dimension, group


def _cells(row: Mapping[str, Any]) -> Iterator[RenderableType]:
    values = [row[name] for name in ("value", "baseline", "leading", "missing")]
    unit, factor = magnitude(row["unit"], values[:3])
    scaled = [None if value is None else factor * value for value in values]
    digits = digits_for(unit, scaled[:3])
    yield Padding(Text(printable(row["name"])), (0, 0, 0, 1))
    yield from (number(value, digits) for value in scaled[:3])
    yield Text(printable(unit))
    if row["status"] == "scored":
        yield Text(_of(row["points"], row["weight"]))
        yield step(scaled[3], unit, digits)
    elif row["status"] == "not applicable":
        yield Text("n/a", style="dim")
        yield Text("")
    else:
        yield Text(f"? / {points(row['weight'])}", style="yellow")
        yield Text("")


def _arithmetic(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Numerators and denominators, quality and source of the benchmarks; sources are numbered."""
    table = plain_table(
        "What the values are made of", "Indicator", "By", "Above the line", "Below it", "Benchmarks", ""
    )
    for place in (0, 1, 2, 3):
        table.columns[place].no_wrap, table.columns[place].overflow = False, "fold"
    for place in (1, 4):
        table.columns[place].justify = "left"
    numbers = _numbered(rows)
    for row in rows:
        above = amount(row["numerator"], row["numerator_unit"])
        below = amount(row["denominator"], row["denominator_unit"])
        quality = Text(row["quality"], style="" if row["quality"] in ("official", "published") else "yellow")
        mark = f"[{numbers[row['source']]}]" if row["source"] else ""
        table.add_row(Text(printable(row["name"])), Text(printable(row["formula"])), above, below, quality, Text(mark))
    return table


def _numbered(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    sources = dict.fromkeys(row["source"] for row in rows if row["source"])
    return {source: place for place, source in enumerate(sources, start=1)}


def _sources(rows: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    """Sources with their numbers; long ones fold beside them."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", width=5)
    grid.add_column(style="dim")
    for source, mark in _numbered(rows).items():
        grid.add_row(f"[{mark}]", Text(printable(source)))
    yield grid


def _unscored(rows: Sequence[Mapping[str, Any]], scored: bool) -> Iterator[RenderableType]:
    """Rows that cannot be scored, with the points they hold and what is missing; rows that do not apply."""
    missing = [row for row in rows if row["status"] == "not scorable" and (scored or row["value"] is None)]
    if missing:
        heads = ("Indicator", "Points", "Why") if scored else ("Indicator", "Why")
        table = plain_table("Cannot be scored" if scored else "Not known", *heads)
        for column in (table.columns[0], table.columns[-1]):
            column.no_wrap, column.overflow, column.justify = False, "fold", "left"
        for row in missing:
            weight = [points(row["weight"])] if scored else []
            table.add_row(Text(printable(row["name"])), *weight, Text(printable(row["reason"])))
        yield table
    left_out = [row["name"] for row in rows if row["status"] == "not applicable"]
    if left_out:
        yield Text(f"\nDoes not apply: {printable(', '.join(left_out))}. The other rows share its points.")


def _gates(record: Mapping[str, Any], entry: Mapping[str, Any]) -> Iterator[RenderableType]:
    """Requirements without points."""
    if not entry["gates"]:
        return
    table = plain_table("Requirements without points", "Requirement", "")
    table.columns[0].no_wrap, table.columns[0].overflow = False, "fold"
    for name, verdict in entry["gates"].items():
        table.add_row(Text(printable(record["gates"].get(name, name))), Text(VERDICTS[verdict]))
    yield table


def _statements(entry: Mapping[str, Any]) -> Iterator[RenderableType]:
    """What the case asks of the year, and values that the scheme names."""
    if not entry["statements"]:
        return
    table = plain_table("What is asked of these data", "Statement", "")
    table.columns[0].no_wrap, table.columns[0].overflow = False, "fold"
    for statement in entry["statements"]:
        whose = " (named by the scheme)" if statement["kind"] == "condition" else ""
        table.add_row(Text(f"{stated(statement)}{whose}"), Text(KEPT[statement["kept"]]))
    yield table


def _grid(rows: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    """What a cleaner grid did, apart from what the factory did."""
    for row in rows:
        value, frozen = row["value"], row["frozen"]
        if value is None or frozen is None or abs(value - frozen) <= 1e-9 * abs(value):
            continue
        unit, factor = magnitude(row["unit"], [value, frozen])
        digits = digits_for(unit, [factor * value, factor * frozen])
        shown = [number(factor * part, digits).plain for part in (frozen, value)]
        change = number(factor * (value - frozen), digits, signed=True).plain
        yield Text(
            f"{printable(row['name'])}: with the base year's electricity factor it would be {shown[0]}, not {shown[1]} "
            f"{unit}: {change} and {points(row['from_grid'])} points are the grid's doing, not the factory's."
        )
