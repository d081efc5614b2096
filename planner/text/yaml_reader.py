"""YAML as a tree of text with places, built from parser events.

Why not a YAML loader: loaders follow aliases into explosions, recurse until the interpreter dies, guess types (`no`,
`12:30:45`) and keep the last of two equal keys in silence. Here anchors, tags, repeated keys, great depth and great
size are findings.
"""

from __future__ import annotations

from typing import Any

import yaml

from ..errors import CaseError, Finding
from .files import Folder
from .node import Node, Origin

DEEPEST = 64
MOST_NODES = 200_000
_NOTHING = ("", "~", "null", "Null", "NULL")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(folder: Folder, name: str, key: str = "file", cited: Origin | None = None) -> Node:
    """Tree of a YAML file whose top is a mapping.

    Parameters
    ----------
    folder : Folder
        Where the file lies.
    name : str
        Its name.
    key : str
        Key path shown in messages about the file as a whole.
    cited : Origin, optional
        Where the file is named, for messages about one that is not there.

    Raises
    ------
    CaseError
        If the file cannot be read or its text is refused.
    """
    tree = read_yaml_text(folder.read_text(name, key, cited), folder.shown(name), key)
    if tree.mapping is None:
        raise tree.origin.error(key, "must be a mapping, with lines such as `case: {name: ...}`")
    return tree


def read_yaml_text(text: str, file: str, key: str = "file") -> Node:
    """Tree of a YAML text.

    Raises
    ------
    CaseError
        If the text is not YAML, or uses what is refused: anchors, tags, repeated keys, depth, size.
    """
    try:
        builder = _Builder(text, file, key)
        tree = builder.document()
    except yaml.YAMLError as problem:
        raise Origin(file, _line_of(problem, text)).error(key, f"is not valid YAML: {_reason(problem)}") from None
    if builder.repeated:
        raise CaseError(builder.repeated)
    return tree


def _line_of(problem: yaml.YAMLError, text: str) -> int | None:
    mark = getattr(problem, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(problem, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else None


def _reason(problem: yaml.YAMLError) -> str:
    reason = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "cannot be parsed"
    mark = getattr(problem, "problem_mark", None)
    return f"{reason}, at column {mark.column + 1}" if mark is not None else str(reason)


class _Builder:
    """Consumes the events of one document."""

    def __init__(self, text: str, file: str, key: str) -> None:
        self._loader: Any = _LOADER(text)
        self._file = file
        self._key = key
        self._nodes = 0
        self.repeated: list[Finding] = []

    def document(self) -> Node:
        self._loader.get_event()
        if self._loader.check_event(yaml.StreamEndEvent):
            raise Origin(self._file, 1).error(self._key, "is empty")
        self._loader.get_event()
        tree = self._node((), None)
        self._loader.get_event()
        if not self._loader.check_event(yaml.StreamEndEvent):
            line = self._loader.peek_event().start_mark.line + 1
            raise Origin(self._file, line).error(self._key, "holds a second document (a line `---`); one is read")
        return tree

    def _node(self, path: tuple[str, ...], line: int | None) -> Node:
        """The next node; `line` is that of its key, if it has one."""
        event = self._loader.get_event()
        origin = Origin(self._file, line or event.start_mark.line + 1)
        self._refuse(event, path, origin)
        if isinstance(event, yaml.ScalarEvent):
            nothing = event.value in _NOTHING and event.implicit[0]
            return Node(None if nothing else event.value, origin)
        if len(path) >= DEEPEST:
            raise origin.error(self._path(path), f"is nested deeper than {DEEPEST} levels")
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._elements(path), origin)
        return Node(self._entries(path), origin)

    def _elements(self, path: tuple[str, ...]) -> list[Node]:
        elements: list[Node] = []
        while not self._loader.check_event(yaml.SequenceEndEvent):
            elements.append(self._node((*path, str(len(elements))), None))
        self._loader.get_event()
        return elements

    def _entries(self, path: tuple[str, ...]) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not self._loader.check_event(yaml.MappingEndEvent):
            event = self._loader.get_event()
            origin = Origin(self._file, event.start_mark.line + 1)
            self._refuse(event, path, origin)
            if not isinstance(event, yaml.ScalarEvent):
                raise origin.error(self._path(path), "a key must be plain text, not a list or a mapping")
            name = event.value
            if not name.isprintable() or len(name) > 200:
                raise origin.error(self._path(path), "a key must be one short line of printable text")
            value = self._node((*path, name), origin.line)
            if name in entries:
                first = f"is given twice, first in line {entries[name].origin.line}"
                self.repeated.append(origin.finding(self._path((*path, name)), first))
            entries[name] = value
        self._loader.get_event()
        return entries

    def _refuse(self, event: Any, path: tuple[str, ...], origin: Origin) -> None:
        """Stop at what a case file must not hold."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise origin.error(self._path(path), f"holds more than {MOST_NODES:,} values")
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise origin.error(
                self._path(path), f'"{sign}{event.anchor}" is a YAML anchor; write the value out, or quote a text'
            )
        if event.tag is not None:
            raise origin.error(self._path(path), f'"{event.tag}" is a YAML tag; tags are not read')

    def _path(self, path: tuple[str, ...]) -> str:
        return ".".join(path[:8]) + (" ..." if len(path) > 8 else "") or self._key
