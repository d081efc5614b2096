"""How scores are printed over the years: totals and dimensions down, years across; then what drift does to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from .cells import number, plain_table
from .score_words import CLAIM, closing, digits_for, heading, points, stated
from .voice import printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

NAME = 34
CELL = 7
DECIMALS = 3
SEEN = 0.05
"""Points that show in a table."""
WEAK = ("user", "estimate", "illustrative")
"""Qualities of benchmarks that a reader should see beside a total."""


def totals(record: Mapping[str, Any], width: int) -> Iterator[RenderableType]:
    """Everything about the years of a plan.

    Parameters
    ----------
    record : Mapping
        As `planner.run.score_record.recorded` gives it, with its `outlook`.
    width : int
        Columns of the terminal.

    Yields
    ------
    renderables
        For a rich console.
    """
    yield from _tables(record, width)
    yield from _statements(_planned(record))
    yield from _outlook(record["outlook"])
    yield from closing(record)


def path(record: Mapping[str, Any], width: int) -> Iterator[RenderableType]:
    """The same after a solve, in short."""
    yield from _tables(record, width)
    yield from _statements(_planned(record), missed=True)
    yield from _lost(record)
    yield from _outlook(record["outlook"])
    yield Text(f"{printable(record['label'])} {CLAIM}", style="dim")


def _is_base(record: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Whether a year lies before the plan, so that nothing it lacks is held against it."""
    return bool(entry["year"] <= record["base_year"])


def _planned(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [entry for entry in record["years"] if not _is_base(record, entry)]


def _tables(record: Mapping[str, Any], width: int) -> Iterator[RenderableType]:
    """Years side by side, as many as fit."""
    across = max(1, (width - NAME) // CELL)
    years = record["years"]
    yield heading({**record, "title": f"Score, {record['title']}"})
    for start in range(0, len(years), across):
        yield _table(record, years[start : start + across])


def _table(record: Mapping[str, Any], years: Sequence[Mapping[str, Any]]) -> Table:
    head = "Points" if record["total"] > 0.0 else "Values"
    table = plain_table("", f"{head} from the data of", *(str(entry["year"]) for entry in years))
    table.title = None
    table.columns[0].max_width, table.columns[0].no_wrap, table.columns[0].overflow = NAME, False, "fold"

    def row(name: str, cell: Callable[[Mapping[str, Any]], str], style: str = "") -> None:
        table.add_row(Text(printable(name), style=style), *(Text(cell(entry), style=style) for entry in years))

    row("evaluated in", lambda entry: str(entry["application"]), "dim")
    table.add_section()
    if record["total"] <= 0.0:
        for name, indicator in record["indicators"].items():
            row(f"{indicator['name']}, {indicator['unit'] or 'number'}", _value(record, name))
        table.add_section()
        row("conditions met, of those known", _conditions)
        return table
    row(f"Total of {points(record['total'])}", lambda entry: _one(entry["score_exact"]), "bold")
    if any(entry["required"] is not None for entry in years):
        row("required", lambda entry: _one(entry["required"]))
    table.add_section()
    scored = {name: part for name, part in record["dimensions"].items() if part["weight"] > 0.0}
    for name, dimension in scored.items():
        row(f"{dimension['name']}, of {points(dimension['weight'])}", _part("dimensions", name))
    table.add_section()
    for quality in WEAK:
        if any(entry["by_quality"].get(quality, 0.0) > 0.0 for entry in years):
            row(f"on {quality} benchmarks", _part("by_quality", quality))
    if any(abs(entry["from_grid"]) >= SEEN for entry in years):
        row("from a cleaner grid, not own work", lambda entry: _one(entry["from_grid"]))
    if any(entry["missing_weight"] > 0.0 for entry in years):
        row("cannot be scored", lambda entry: _one(entry["missing_weight"]))
    if record["gates"]:
        row("requirements without points", _gates)
    if any(entry["statements"] for entry in years):
        row("all that is asked for is kept", lambda entry: "–" if _is_base(record, entry) else _kept(entry))
    return table


def _part(of: str, name: str) -> Callable[[Mapping[str, Any]], str]:
    """Points of a dimension, or of a quality of benchmarks."""
    return lambda entry: _one(entry[of].get(name))


def _value(record: Mapping[str, Any], name: str) -> Callable[[Mapping[str, Any]], str]:
    """Value of an indicator; the same number of decimals in all years."""
    values = [entry["values"][name] for entry in record["years"]]
    digits = min(digits_for(record["indicators"][name]["unit"], values), DECIMALS)
    return lambda entry: "–" if entry["values"][name] is None else number(entry["values"][name], digits).plain


def _conditions(entry: Mapping[str, Any]) -> str:
    """How many of the values that the scheme or the case names are reached."""
    kept = [statement["kept"] for statement in entry["statements"] if statement["kept"] is not None]
    return f"{sum(kept)}/{len(kept)}" if kept else "–"


def _one(value: float | None) -> str:
    return "–" if value is None else number(value, 1).plain


def _gates(entry: Mapping[str, Any]) -> str:
    verdicts = set(entry["gates"].values())
    return "fail" if "fail" in verdicts else "unknown" if "unknown" in verdicts else "pass"


def _kept(entry: Mapping[str, Any]) -> str:
    """Whether the statements of the case are kept; what only the scheme names does not count."""
    kept = [statement["kept"] for statement in entry["statements"] if statement["kind"] != "condition"]
    if not kept:
        return "–"
    return "NO" if False in kept else "unknown" if None in kept else "yes"


def _statements(years: Sequence[Mapping[str, Any]], missed: bool = False) -> Iterator[Text]:
    """Floors and values that are asked for, by year; after a solve only those that are not kept."""
    for entry in years:
        for statement in entry["statements"]:
            if statement["kind"] in ("score", "condition") or (missed and statement["kept"] is not False):
                continue
            verdict = {True: "kept", False: "NOT KEPT", None: "unknown"}[statement["kept"]]
            style = "red" if statement["kept"] is False else "dim"
            yield Text(f"data of {entry['year']}: {stated(statement)}: {verdict}", style=style)


def _lost(record: Mapping[str, Any]) -> Iterator[Text]:
    """Where a plan that cannot reach its points loses them, most first."""
    for entry in _planned(record):
        for statement in entry["statements"]:
            if statement["kind"] not in ("score", "floor") or statement["kept"] is not False:
                continue
            of = statement["name"]
            lost = {
                name: row["weight"] - entry["points"][name]
                for name, row in record["indicators"].items()
                if of in ("", name, row["dimension"])
            }
            parts = (
                f"{record['indicators'][name]['name']} {points(gone)}"
                + (" (cannot be scored)" if name in entry["not_scorable"] else "")
                for name, gone in sorted(lost.items(), key=lambda item: -item[1])
                if gone >= SEEN
            )
            yield Text(
                f"Data of {entry['year']}: {statement['title']} {statement['value']:.1f} is the most that was found, "
                f"{statement['wanted']:.1f} is asked for. Points not earned: {printable(', '.join(parts))}.",
                style="red",
            )


def _outlook(outlook: Mapping[str, Any] | None) -> Iterator[Text]:
    """First years in which drifting benchmarks and peers overtake the plan."""
    if outlook is None:
        return
    drift = outlook["drift"]
    if not drift["thresholds"] and not drift["peers"] and drift["peer_average"] is None and drift["bottom"] is None:
        return
    moves = f"benchmarks tighten by {100.0 * drift['thresholds']:g} % and peers gain {drift['peers']:g} points a year"
    last = outlook["years"][-1]["application"]
    short = f"not short of what is wanted up to {last}"
    first = next((year for year in outlook["years"] if year["application"] == outlook["first_short"]), None)
    if first is not None:
        short = f"first short in {first['application']}, {first['drifted']:.1f} where {first['wanted']:.1f} are wanted"
    lowest = ""
    if drift["bottom"] is not None:
        struck = outlook["first_struck_off"]
        lowest = (
            f"; for the third time running among the lowest in {struck}"
            if struck is not None
            else f"; never three times running among the lowest (below {drift['bottom']:g} points today)"
        )
    yield Text(f"If {moves}: {short}{lowest}. Nothing is planned for this.")
