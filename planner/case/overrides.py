"""Scenarios and `--set`: changes to a case by key path.

A change is laid over the text before or after the packs are read, as its place demands: what is chosen (`use`, `kind`,
a thing as a whole, the head of the case) must be known before, a field's value may come from the pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..errors import CaseError, Finding
from ..text.node import Node, Origin, Path
from ..text.yaml_reader import read_yaml_text
from .layout import HEAD_SECTIONS, SINGLE_SECTIONS, sections
from .overlay import adopted, is_off, overlay
from .slots import Slot, fields, head_slot, slot_at, thing_slot

COMMAND_LINE = "--set"
_CHOICES = ("use", "kind", "input", "output")


@dataclass(frozen=True)
class Override:
    """A change: what is laid over the text at a path."""

    path: Path
    node: Node

    @property
    def key(self) -> str:
        """The path as people write it."""
        return ".".join(self.path)


def split_path(text: str) -> Path:
    """Parts of a key path; two dots belong to a phase such as ``2027..2030``.

    Examples
    --------
    >>> split_path("finance.budget.2027..2030")
    ('finance', 'budget', '2027..2030')
    """
    parts = text.replace("..", "\0").split(".")
    return tuple(part.replace("\0", "..").strip() for part in parts)


def from_command_line(texts: Sequence[str]) -> list[Override]:
    """Changes from texts such as ``carbon.price=200``.

    Raises
    ------
    CaseError
        If a text is not ``path=value``.
    """
    found, wrong = [], []
    origin = Origin(COMMAND_LINE)
    for text in texts:
        key, equals, value = text.partition("=")
        key, value = key.strip(), value.strip()
        if not equals or not key or not value:
            wrong.append(origin.finding(text.strip()[:80] or "?", "write KEY=VALUE, for example carbon.price=200"))
            continue
        try:
            node = _value(value)
        except CaseError as error:
            wrong.extend(origin.finding(key, finding.message) for finding in error.findings)
            continue
        found.append(Override(split_path(key), node))
    if wrong:
        raise CaseError(wrong)
    return found


def _value(text: str) -> Node:
    """A value of the command line: text, or a mapping or list in YAML's flow style."""
    if text[0] not in "{[":
        return Node(text, Origin(COMMAND_LINE))
    return _moved(read_yaml_text(text, COMMAND_LINE), Origin(COMMAND_LINE))


def _moved(node: Node, origin: Origin) -> Node:
    if isinstance(node.content, dict):
        return Node({key: _moved(part, origin) for key, part in node.content.items()}, origin)
    if isinstance(node.content, list):
        return Node([_moved(part, origin) for part in node.content], origin)
    return Node(node.content, origin)


def scenario_overrides(scenarios: Node | None, name: str | None) -> list[Override]:
    """Changes of a named scenario; of none if no name is given.

    Raises
    ------
    CaseError
        If there is no such scenario.
    """
    if name is None:
        return []
    known = (scenarios.mapping or {}) if scenarios is not None else {}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f'. Did you mean "{near[0]}"?' if near else f"; there are: {', '.join(known) or 'none'}"
        raise Origin("--scenario").error("scenarios", f'there is no scenario "{name}"{hint}')
    return changes(known[name])


def changes(scenario: Node) -> list[Override]:
    """Changes that a scenario's text states."""
    return [Override(split_path(key), node) for key, node in (scenario.mapping or {}).items()]


def unfolded(root: Node, override: Override) -> Iterator[Override]:
    """The change as changes of single fields: a mapping over what merges is a change of each entry."""
    slot = slot_at(root, override.path)
    merges = slot.merges if slot is not None else len(override.path) <= 2
    if override.node.mapping is None or not merges or root.at(override.path) is None:
        yield override
        return
    for key, node in override.node.mapping.items():
        yield from unfolded(root, Override((*override.path, key), node))


def is_early(override: Override) -> bool:
    """Whether a change must be made before the packs are read."""
    section = override.path[0]
    if section in HEAD_SECTIONS:
        return True
    depth = 1 if section in SINGLE_SECTIONS else 2
    return len(override.path) <= depth or override.path[-1] in _CHOICES


def applied(root: Node, override: Override) -> Node:
    """The case's text with a change laid over it.

    Raises
    ------
    CaseError
        If the path leads nowhere, or the change does not fit the place.
    """
    finding = misplaced(root, override)
    if finding is not None:
        raise CaseError([finding])
    return _laid(root, None, override, 0)


def _laid(node: Node, slot: Slot | None, override: Override, depth: int) -> Node:
    key = override.path[depth]
    inner = _slot_below(node, slot, override.path, depth)
    child = node.child(key)
    if depth + 1 < len(override.path):
        below = child if child is not None and child.mapping is not None else Node({}, override.node.origin)
        return node.with_entry(key, _laid(below, inner, override, depth + 1))
    over = adopted(override.node, child or node, inner)
    result = overlay(child, over, inner, override.path)
    return node.with_entry(key, result)


def _slot_below(node: Node, slot: Slot | None, path: Path, depth: int) -> Slot | None:
    """What the entry of a node on the path may hold."""
    key = path[depth]
    if depth == 0:
        return head_slot(key) or (thing_slot(key, key, node.child(key)) if key in SINGLE_SECTIONS else None)
    if depth == 1 and path[0] in sections() and path[0] not in SINGLE_SECTIONS:
        return thing_slot(path[0], key, node.child(key))
    return slot.child(key) if slot is not None else None


def misplaced(root: Node, override: Override) -> Finding | None:
    """Finding about a change whose path leads nowhere, or None."""
    origin, path = override.node.origin, override.path
    section = path[0]
    known = (*HEAD_SECTIONS, *sections())
    if section not in known:
        return origin.finding(override.key, "there is no such place" + _near(override.key, _paths(root, known)))
    whole = len(path) == 1 and section not in (*SINGLE_SECTIONS, "series")
    if whole and override.node.mapping is None and not is_off(override.node):
        return origin.finding(override.key, "is a whole section; name a field in it, such as carbon.price")
    things = section in sections() and section not in SINGLE_SECTIONS
    if things and len(path) >= 2 and root.at(path[:2]) is None:
        is_new = len(path) == 2 and override.node.mapping is not None
        if not is_new:
            return origin.finding(override.key, "there is no such place" + _near(override.key, _paths(root, known)))
    return _misfit(root, override)


def _misfit(root: Node, override: Override) -> Finding | None:
    """Finding about a path that leaves the declared fields, or enters a value that has no parts."""
    path = override.path
    for depth in range(1, len(path)):
        slot = slot_at(root, path[:depth])
        if slot is None:
            continue
        if slot.child(path[depth]) is None and path[depth] not in _CHOICES:
            names = fields(slot.declaration) if slot.declaration is not None else {}
            hint = _near(path[depth], names) if names else "; its value has no parts"
            return override.node.origin.finding(override.key, f'there is no "{path[depth]}"{hint}')
        there = root.at(path[:depth])
        if slot.is_path and there is not None and there.text is not None:
            text = f'is one value for all years ("{there.text}"); give the whole path, such as {{2030: ...}}'
            return override.node.origin.finding(override.key, text)
    return None


def _paths(root: Node, known: Sequence[str]) -> list[str]:
    """Key paths of the case down to fields, for suggestions."""
    found = list(known)
    for section, node in (root.mapping or {}).items():
        for name, thing in (node.mapping or {}).items():
            found.append(f"{section}.{name}")
            found.extend(f"{section}.{name}.{field}" for field in thing.mapping or {})
    return found


def _near(text: str, names: Sequence[str] | dict[str, Slot]) -> str:
    near = get_close_matches(text, list(names), n=1)
    return f'. Did you mean "{near[0]}"?' if near else ""
