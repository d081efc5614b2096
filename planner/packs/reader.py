"""Reading a pack: rows of `<section>.csv` and the nested tariffs of `grids.yaml`, as trees of text with sources.

A pack is a folder. Its tables have the columns ``id, field, value, unit, low, high, year, source, quality, note``; a
field may be dotted (``price.2030``). In `grids.yaml` each id holds nested fields; a leaf is a value, or a mapping with
``value``, ``source``, ``year``, ``quality``. Hourly courses of prices lie in ``courses/*.csv``: average days of the
months. A case may bring packs of its own in ``packs/<name>/``; they come before the shipped ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ..case.value import Source
from ..text.files import Folder
from ..text.node import Node, Origin, leaves, plain, planted
from ..text.rows import Table, read_table
from ..text.yaml_reader import read_yaml
from .courses import Course, read_courses

COLUMNS = ("id", "field", "value", "unit", "low", "high", "year", "source", "quality", "note")
QUALITIES = ("official", "published", "estimate")
WEATHER = "weather"
_GRIDS, _GRID_SECTION, _GRID_KIND, _META = "grids.yaml", "supply", "grid", "meta.yaml"
_NO_UNIT = ("", "-", "1")
_SHELF = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Row:
    """One value of a pack, as its table states it."""

    pack: str
    section: str
    id: str
    field: str
    value: str
    unit: str
    low: str
    high: str
    year: str
    source: str
    quality: str
    note: str
    table: str
    line: int | None

    @property
    def text(self) -> str:
        """Value with its unit, as a case would write it."""
        return self.value if self.unit in _NO_UNIT else f"{self.value} {self.unit}"


@dataclass(frozen=True)
class _Entry:
    """One id of a section: its fields as a tree, and its rows."""

    tree: Node
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Pack:
    """A pack by its name and folder; tables are read when they are first asked for."""

    name: str
    folder: Folder

    @cached_property
    def meta(self) -> dict[str, Any]:
        """Title, version and date."""
        return dict(plain(read_yaml(self.folder, _META))) if self.folder.has(_META) else {}

    def rows(self, section: str | None = None) -> tuple[Row, ...]:
        """Every value, or those of one section, in the order of the tables.

        Raises
        ------
        CaseError
            If a table is damaged.
        """
        sections = self._sections if section is None else {section: self._sections.get(section, {})}
        return tuple(row for entries in sections.values() for entry in entries.values() for row in entry.rows)

    def ids(self, section: str, kind: str | None = None) -> tuple[str, ...]:
        """Ids of a section, or those of one kind in it."""
        known = self._sections.get(section, {})
        return tuple(name for name, entry in known.items() if kind in (None, _kind(entry)))

    def lookup(self, section: str, name: str) -> tuple[dict[str, Any], dict[str, Source]]:
        """Fields of an id, nested, as texts; and the source of each dotted field.

        Raises
        ------
        KeyError
            If the section has no such id.
        """
        tree = self.tree(section, name)
        cited = ((".".join(path), leaf.origin.source) for path, leaf in leaves(tree))
        return plain(tree), {field: source for field, source in cited if source is not None}

    def tree(self, section: str, name: str) -> Node:
        """Fields of an id, each with its place in the pack's tables and its source.

        Raises
        ------
        KeyError
            If the section has no such id.
        """
        return self._sections.get(section, {})[name].tree

    def weather(self, province: str) -> str | None:
        """Name of the file with the hourly weather of a province, if there is one."""
        names = (f"{WEATHER}/{province}.csv", f"{WEATHER}/{province}.csv.gz")
        return next((name for name in names if self.folder.has(name)), None)

    @cached_property
    def courses(self) -> dict[str, Course]:
        """Courses of prices by name: for each of the twelve months, the 24 hours of its average day. [1]

        Raises
        ------
        CaseError
            If a table is damaged.
        """
        return read_courses(self.folder)

    @cached_property
    def _sections(self) -> dict[str, dict[str, _Entry]]:
        """Entries by section and id."""
        sections: dict[str, dict[str, _Entry]] = {}
        for path in sorted(self.folder.path.glob("*.csv")):
            sections[path.stem] = _table_entries(self.name, path.stem, read_table(self.folder, path.name, path.stem))
        if self.folder.has(_GRIDS):
            grids = sections.setdefault(_GRID_SECTION, {})
            for name, node in (read_yaml(self.folder, _GRIDS).mapping or {}).items():
                grids[name] = _grid_entry(self.name, name, node)
        return sections


def _kind(entry: _Entry) -> str | None:
    node = entry.tree.child("kind")
    return node.text if node is not None else None


def available_packs(case_folder: Path | None = None) -> dict[str, Path]:
    """Folders of the packs a case may name: the shipped ones, and those in its own folder `packs`."""
    shelves = [_SHELF, *([case_folder / "packs"] if case_folder is not None else [])]
    found: dict[str, Path] = {}
    for shelf in shelves:
        if shelf.is_dir():
            found.update({path.name: path for path in sorted(shelf.iterdir()) if (path / _META).is_file()})
    return dict(sorted(found.items()))


def open_pack(name: str, cited: Origin | None = None, case_folder: Path | None = None) -> Pack:
    """Pack by name.

    Parameters
    ----------
    name : str
        Folder name of the pack.
    cited : Origin, optional
        Where the case names it, for the message.
    case_folder : Path, optional
        Folder of the case, which may hold packs of its own.

    Raises
    ------
    CaseError
        If there is no such pack.
    """
    known = available_packs(case_folder)
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f'. Did you mean "{near[0]}"?' if near else f"; there are: {', '.join(known)}"
        raise (cited or Origin("packs")).error("case.packs", f'there is no pack "{name}"{hint}')
    path = known[name]
    return _shipped(name, path) if path.parent == _SHELF else Pack(name, Folder(path, name))


@lru_cache(maxsize=16)
def _shipped(name: str, path: Path) -> Pack:
    return Pack(name, Folder(path, name))


def _table_entries(pack: str, section: str, table: Table) -> dict[str, _Entry]:
    """Entries of a table with one value a row."""
    missing = [column for column in COLUMNS[:4] if column not in table.header]
    if missing:
        raise Origin(table.file, 1).error(section, f"has no column {', '.join(missing)}")
    rows: dict[str, list[Row]] = {}
    for number, cells in table.rows:
        named = dict(zip(table.header, cells, strict=True))
        facts = {column: named.get(column, "") for column in COLUMNS}
        row = Row(pack, section, **facts, table=table.file, line=number)
        if not row.id or not row.field or not row.value:
            raise _origin(row).error(f"{section}.{row.id}.{row.field}", "a row needs id, field and value")
        _check_quality(row)
        rows.setdefault(row.id, []).append(row)
    return {name: _Entry(_tree(found), tuple(found)) for name, found in rows.items()}


def _tree(rows: list[Row]) -> Node:
    """Nested fields from rows with dotted fields."""
    tree = Node({}, Origin(rows[0].table, rows[0].line))
    for row in rows:
        tree = _planted(tree, tuple(row.field.split(".")), Node(row.text, _origin(row)))
    return tree


def _planted(tree: Node, path: tuple[str, ...], leaf: Node) -> Node:
    """The tree with a leaf added at a path."""
    key, rest = path[0], path[1:]
    inner = tree.child(key) or Node({}, leaf.origin)
    return tree.with_entry(key, _planted(inner, rest, leaf) if rest else leaf)


def _grid_entry(pack: str, name: str, node: Node) -> _Entry:
    """Entry from a nested grid of `grids.yaml`; its title is for people, as the note of its kind."""
    rows: list[Row] = []
    title = node.child("title") or Node("", node.origin)
    kind = Node({"value": Node(_GRID_KIND, node.origin), "note": title}, node.origin)
    fields = Node({"kind": kind, **(node.with_entry("title", None).mapping or {})}, node.origin)
    return _Entry(_stripped(pack, name, fields, (), rows), tuple(rows))


def _stripped(pack: str, name: str, node: Node, path: tuple[str, ...], rows: list[Row]) -> Node:
    """The tree with leaves in place of their mappings of value and source; each adds a row."""
    entries = node.mapping
    if entries is not None and "value" not in entries:
        return Node(
            {key: _stripped(pack, name, part, (*path, key), rows) for key, part in entries.items()}, node.origin
        )
    facts = {fact: part.text or "" for fact, part in (entries or {}).items()}
    value = entries["value"] if entries is not None else node
    given = {column: facts.get(column, "") for column in ("low", "high", "year", "source", "note")}
    row = Row(
        pack,
        _GRID_SECTION,
        name,
        ".".join(path),
        value.text or _written(plain(value)),
        unit="",
        **given,
        quality=facts.get("quality", "estimate"),
        table=value.origin.file,
        line=value.origin.line,
    )
    _check_quality(row)
    rows.append(row)
    return planted(plain(value), _origin(row))


def _written(value: Any) -> str:
    """A list or mapping in one line, as YAML would have it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(part)}" for key, part in value.items()) + "}"
    return "[" + ", ".join(map(_written, value)) + "]" if isinstance(value, list) else str(value)


def _origin(row: Row) -> Origin:
    """Place of a row, with whom it cites."""
    table = row.table.rpartition("/")[2]
    source = Source(row.pack, table, f"{row.id}.{row.field}", row.year, row.source, row.quality)
    return Origin(row.table, row.line, source=source)


def _check_quality(row: Row) -> None:
    if row.quality not in QUALITIES:
        allowed = ", ".join(QUALITIES)
        raise _origin(row).error(
            f"{row.section}.{row.id}.{row.field}", f'"{row.quality}" is no quality; there are {allowed}'
        )
