"""`planner library`: what the packs hold, and where each number comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from .voice import Voice, printable, speaking

if TYPE_CHECKING:
    from ..packs import Pack, Row

RECORDED = ("pack", "section", "id", "field", "value", "unit", "low", "high", "year", "source", "quality", "note")


@click.command("library")
@click.argument("name", required=False)
@speaking
def command(voice: Voice, name: str | None) -> int:
    """List packs and entries, or show one with its sources.

    NAME is a pack, an entry such as battery_li or jiangsu, or a scheme such as gbt36132-2025: every number with its
    unit, range, source and quality.
    """
    from ..case.schemes import known_schemes
    from ..packs import available_packs, open_pack
    from .library_schemes import list_schemes, show_scheme

    packs = [open_pack(pack) for pack in available_packs()]
    if name is None or name in {pack.name for pack in packs}:
        for pack in packs:
            if name in (None, pack.name):
                _list_pack(voice, pack)
                list_schemes(voice, pack.name)
        return 0
    schemes = known_schemes()
    if name in schemes:
        show_scheme(voice, name)
        return 0
    found = [(pack, rows) for pack in packs if (rows := [row for row in pack.rows() if row.id == name])]
    if not found:
        raise click.BadParameter(_unknown(name, packs, schemes), param_hint="NAME")
    for pack, rows in found:
        for section in dict.fromkeys(row.section for row in rows):
            _show_entry(voice, pack, [row for row in rows if row.section == section])
    return 0


def title_of(rows: list[Row]) -> str:
    """Title of an entry: the note of its kind, up to the first semicolon."""
    return _about(rows)[0]


def _about(rows: list[Row]) -> tuple[str, str]:
    """Title of an entry, and what else the note of its kind says, such as the usual cost of a measure."""
    title, _, more = next((row.note for row in rows if row.field == "kind"), "").partition(";")
    return title, more.strip()


def _list_pack(voice: Voice, pack: Pack) -> None:
    """Entries of a pack, with how many of their numbers rest on which quality."""
    from rich.text import Text

    from .cells import plain_table

    voice.record("pack", name=pack.name, **{key: str(value) for key, value in pack.meta.items()})
    heading = Text.assemble(
        (pack.name, "bold"), f"  {pack.meta.get('title', '')}  version {pack.meta.get('version', '?')}"
    )
    voice.show(heading)
    for section in dict.fromkeys(row.section for row in pack.rows()):
        table = plain_table(section, "Name", "Kind", "Title", "Off.", "Pub.", "Est.")
        for column in table.columns[1:3]:
            column.justify = "left"
        table.columns[2].overflow, table.columns[2].no_wrap = "fold", False
        for entry in pack.ids(section):
            rows = [row for row in pack.rows(section) if row.id == entry]
            kind = next((row.value for row in rows if row.field == "kind"), "")
            numbers = [row for row in rows if row.unit != "-" and row.value.lstrip("-+")[:1].isdigit()]
            counts = {quality: sum(row.quality == quality for row in numbers) for quality in _qualities()}
            table.add_row(entry, kind, Text(title_of(rows)), *(str(count or "") for count in counts.values()))
            voice.record("entry", pack=pack.name, section=section, id=entry, kind=kind, title=title_of(rows), **counts)
        voice.show(table)
    note = "Off., Pub., Est.: how many numbers are official, published, estimates. `planner library NAME` shows them."
    voice.show(Text(note, style="dim"))


def _show_entry(voice: Voice, pack: Pack, rows: list[Row]) -> None:
    """Every value of an entry; sources and notes are numbered below, since many values share them."""
    from rich.text import Text

    from .cells import plain_table

    for row in rows:
        voice.record("value", **{field: getattr(row, field) for field in RECORDED})
    title = f"{rows[0].id} · {title_of(rows)}\n{pack.name}, {rows[0].section}"
    table = plain_table(title, "Field", "Value", "Range", "Year", "Quality", "Source", "Note")
    for column, width in zip(table.columns[:3], (30, 34, 24), strict=False):
        column.overflow, column.no_wrap, column.max_width, column.justify = "fold", False, width, "left"
    table.columns[4].justify = "left"
    sources: dict[str, int] = {}
    notes: dict[str, int] = {}
    for row in rows:
        source = sources.setdefault(row.source, len(sources) + 1) if row.source else None
        note = notes.setdefault(row.note, len(notes) + 1) if row.note and row.field != "kind" else None
        span = f"{row.low} .. {row.high}" if row.low or row.high else ""
        marks = (f"[{source}]" if source else "", f"({note})" if note else "")
        cells = (row.field, printable(row.text), span, row.year, row.quality, *marks)
        table.add_row(*(Text(cell) for cell in cells))
    voice.show(table)
    more = _about(rows)[1]
    if more:
        voice.show(Text(printable(more)))
    for marked, numbered in (("[{}]", sources), ("({})", notes)):
        for text, mark in numbered.items():
            voice.show(Text(f"{marked.format(mark):>5} {printable(text)}"))


def _qualities() -> tuple[str, ...]:
    from ..packs.reader import QUALITIES

    return QUALITIES


def _unknown(name: str, packs: list[Pack], schemes: Iterable[str]) -> str:
    from difflib import get_close_matches

    known: dict[str, Any] = dict.fromkeys([*(row.id for pack in packs for row in pack.rows()), *schemes])
    near = get_close_matches(name, known, n=1)
    hint = f". Did you mean {near[0]}?" if near else "; planner library lists them"
    return f"there is no pack, entry or scheme {name!r}{hint}"
