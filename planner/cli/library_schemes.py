"""Schemes as `planner library` shows them: a line for each in a list, or every row of one with its benchmarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .voice import Voice, printable

if TYPE_CHECKING:
    from ..case.schemes import SchemeText

_VALUES = ("baseline", "leading", "threshold")


def list_schemes(voice: Voice, pack: str) -> None:
    """Schemes of a pack: title, rows, total."""
    from rich.text import Text

    from .cells import plain_table

    found = [(name, scheme) for name, scheme in _read() if scheme.owner == pack]
    if not found:
        return
    table = plain_table("schemes", "Name", "Title", "Rows", "Points")
    table.columns[1].justify, table.columns[1].overflow, table.columns[1].no_wrap = "left", "fold", False
    for name, text in found:
        scheme = text.scheme
        table.add_row(name, Text(scheme.title), str(len(scheme.indicators)), f"{scheme.total:g}")
        facts = {"title": scheme.title, "label": scheme.label, "rows": len(scheme.indicators), "total": scheme.total}
        voice.record("scheme", pack=pack, id=name, **facts)
    voice.show(table)


def _read() -> Iterator[tuple[str, SchemeText]]:
    from ..case.schemes import known_schemes, read_scheme

    return ((name, read_scheme(name)) for name in known_schemes())


def show_scheme(voice: Voice, name: str) -> None:
    """Every row of a scheme as its file writes it; sources and notes stand below, since many rows share them."""
    from rich.text import Text

    from ..case.schemes import read_scheme
    from .cells import plain_table

    found = read_scheme(name)
    scheme, rows = found.scheme, found.text["indicators"]
    for row, text in rows.items():
        voice.record("indicator", scheme=name, id=row, **text)
    voice.show(Text.assemble((f"{scheme.title}", "bold"), f"  {found.owner}, {found.file.partition('/')[2]}"))
    voice.show(Text(printable(scheme.label)))
    table = plain_table(name, "Indicator", "Points", "Better", "Baseline", "Leading", "Threshold", "Quality", "Note")
    notes: dict[str, int] = {}
    sources: dict[str, int] = {}
    for row, text in rows.items():
        note = notes.setdefault(text["note"], len(notes) + 1) if "note" in text else None
        values = ("by size" if key == "leading" and "classes" in text else text.get(key, "") for key in _VALUES)
        mark = f"({note})" if note else ""
        cells = (row, text["weight"], text["direction"], *values, text["quality"], mark)
        table.add_row(*(Text(printable(str(cell))) for cell in cells))
    voice.show(table, *_classes(rows), _formulas(rows, sources), _gates(found.text.get("gates", {})))
    for marked, numbered in (("[{}]", sources), ("({})", notes)):
        for said, number in numbered.items():
            voice.show(Text(f"{marked.format(number):>5} {printable(said)}"))


def _formulas(rows: Mapping[str, Any], sources: dict[str, int]) -> Any:
    """What each row is made of."""
    from rich.text import Text

    from ..case.scheme_faults import formula_of
    from .cells import plain_table

    table = plain_table("formulas", "Indicator", "Is", "Unit", "Clause", "Source")
    for column in table.columns[1:4]:
        column.justify, column.overflow, column.no_wrap = "left", "fold", False
    for row, text in rows.items():
        ratio = formula_of(text["numerator"], text.get("denominator", []))
        source = sources.setdefault(f"{text['source']}, {text['year']}", len(sources) + 1)
        cells = (row, ratio, text.get("unit", ""), text.get("clause", ""), f"[{source}]")
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table


def _classes(rows: Mapping[str, Any]) -> Iterator[Any]:
    """Benchmarks by size."""
    from rich.text import Text

    from .cells import plain_table

    for row, text in rows.items():
        if "classes" in text:
            table = plain_table(f"{row} by size", "Energy from", "Baseline", "Leading")
            for size in text["classes"]:
                cells = (size["energy"], *(size.get(key, text.get(key, "")) for key in _VALUES[:2]))
                table.add_row(*(Text(printable(cell)) for cell in cells))
            yield table


def _gates(gates: Mapping[str, Any]) -> Any:
    """Requirements without points."""
    from rich.text import Text

    from .cells import plain_table

    if not gates:
        return Text("")
    table = plain_table("gates", "Gate", "Requires", "Quality")
    table.columns[1].justify, table.columns[1].overflow, table.columns[1].no_wrap = "left", "fold", False
    for name, text in gates.items():
        table.add_row(name, Text(printable(text["name"])), text["quality"])
    return table
