"""A tree of text in which every part knows where it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..case.value import Source, Where
from ..errors import CaseError, Finding

Path = tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """Where a part of the tree was written: file, line, a table's column; and whom a pack cites for it."""

    file: str
    line: int | None = None
    column: str = ""
    source: Source | None = None

    def where(self, key: str) -> Where:
        """The place, for a finding about a key path."""
        return Where(self.file, self.line, key)

    def error(self, key: str, message: str) -> CaseError:
        """Error with a single finding at this place."""
        return CaseError([self.finding(key, message)])

    def finding(self, key: str, message: str) -> Finding:
        """Finding at this place; a table's column is named in the message."""
        return Finding(self.where(key), f'{message} (column "{self.column}")' if self.column else message)


@dataclass(frozen=True)
class Node:
    """A text, a mapping, a list, or nothing, with its origin."""

    content: str | dict[str, Node] | list[Node] | None
    origin: Origin

    @property
    def mapping(self) -> dict[str, Node] | None:
        """The entries, if this is a mapping."""
        return self.content if isinstance(self.content, dict) else None

    @property
    def text(self) -> str | None:
        """The text, if this is one."""
        return self.content if isinstance(self.content, str) else None

    def at(self, path: Path) -> Node | None:
        """The part at a path, or None if there is none."""
        node: Node | None = self
        for key in path:
            node = node.child(key) if node is not None else None
        return node

    def child(self, key: str) -> Node | None:
        """Entry of a mapping, or element of a list by its number."""
        if isinstance(self.content, dict):
            return self.content.get(key)
        if isinstance(self.content, list) and key.isdecimal() and int(key) < len(self.content):
            return self.content[int(key)]
        return None

    def nearest(self, path: Path) -> Origin:
        """Origin of the part at a path, or of its nearest parent that is there."""
        node, origin = self, self.origin
        for key in path:
            child = node.child(key)
            if child is None:
                break
            node, origin = child, child.origin
        return origin

    def with_entry(self, key: str, value: Node | None) -> Node:
        """The same mapping with one entry replaced, added at the end, or removed if None."""
        entries = dict(self.mapping or {})
        if value is None:
            entries.pop(key, None)
        else:
            entries[key] = value
        return Node(entries, self.origin)


def plain(node: Node) -> Any:
    """The tree without its places: dictionaries, lists, texts and None."""
    if isinstance(node.content, dict):
        return {key: plain(value) for key, value in node.content.items()}
    if isinstance(node.content, list):
        return [plain(value) for value in node.content]
    return node.content


def planted(value: Any, origin: Origin) -> Node:
    """A tree of one origin from dictionaries, lists and texts."""
    if isinstance(value, Mapping):
        return Node({str(key): planted(part, origin) for key, part in value.items()}, origin)
    if isinstance(value, list | tuple):
        return Node([planted(part, origin) for part in value], origin)
    return Node(None if value is None else str(value), origin)


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every text or nothing in the tree, with its path."""
    if isinstance(node.content, dict):
        for key, value in node.content.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node.content, list):
        for number, value in enumerate(node.content):
            yield from leaves(value, (*path, str(number)))
    else:
        yield path, node


def places(node: Node, path: Path = ()) -> Iterator[tuple[str, Where]]:
    """Key path and place of every part of the tree."""
    key = ".".join(path)
    if path:
        yield key, node.origin.where(key)
    if isinstance(node.content, dict):
        for name, value in node.content.items():
            yield from places(value, (*path, name))
    elif isinstance(node.content, list):
        for number, value in enumerate(node.content):
            yield from places(value, (*path, str(number)))
