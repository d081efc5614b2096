"""What each place of a case may hold, derived from the declarations: by this map text is merged and scaled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from ..fields import Declaration, Unit, YearPath
from ..text.node import Node
from .layout import (
    SINGLE_SECTIONS,
    Header,
    HorizonTerms,
    ProductionTerms,
    SeriesTerms,
    SiteTerms,
    kinds,
    sections,
    usual_kind,
)


@dataclass(frozen=True)
class Slot:
    """A place for text.

    Attributes
    ----------
    declaration : type of Declaration, optional
        The fields, if the place holds a mapping of declared fields.
    entries : Slot, optional
        What each entry is, if it holds a mapping of freely named entries.
    elements : Slot, optional
        What each element is, if it holds a list.
    unit : Unit, optional
        The unit, if it holds a number with one.
    is_path : bool
        The number may also be a mapping of years.
    is_switch : bool
        It holds yes or no.
    """

    declaration: type[Declaration] | None = None
    entries: Slot | None = None
    elements: Slot | None = None
    unit: Unit | None = None
    is_path: bool = False
    is_switch: bool = False

    @property
    def merges(self) -> bool:
        """Whether what is laid over it is merged entry by entry, rather than put in its place."""
        return self.declaration is not None or (self.entries is not None and self.entries.declaration is not None)

    @property
    def scales(self) -> bool:
        """Whether everything in it is a number with a unit."""
        return self.unit is not None or (self.entries is not None and self.entries.unit is not None)

    def child(self, key: str) -> Slot | None:
        """What an entry or element may hold, or None if there can be none of that name."""
        if self.declaration is not None:
            return fields(self.declaration).get(key)
        if self.entries is not None:
            return self.entries
        if self.is_path:
            return Slot(unit=self.unit)
        return self.elements


@cache
def fields(declaration: type[Declaration]) -> dict[str, Slot]:
    """What each field of a declaration may hold."""
    return {name: _slot(info.annotation, tuple(info.metadata)) for name, info in declaration.model_fields.items()}


def _slot(annotation: Any, metadata: tuple[Any, ...] = ()) -> Slot:
    """Slot of a type annotation with the metadata pydantic has split off."""
    unit = next((part for part in metadata if isinstance(part, Unit)), None)
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *extra = get_args(annotation)
        return _slot(inner, tuple(extra))
    if origin in (Union, UnionType):
        return next(_slot(part, metadata) for part in get_args(annotation) if part is not NoneType)
    if unit is not None:
        return Slot(unit=unit, is_path=annotation is YearPath)
    if origin is dict:
        return Slot(entries=_slot(get_args(annotation)[1]))
    if origin is list:
        return Slot(elements=_slot(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, Declaration):
        declared: type[Declaration] = annotation
        return Slot(declaration=declared)
    return Slot(is_switch=annotation is bool)


def kind_of(section: str, name: str, node: Node | None) -> str | None:
    """Kind of an entry: what it states, or what is usual for its place; None if neither is known."""
    stated = node.child("kind") if node is not None else None
    kind = stated.text if stated is not None else usual_kind(section, name)
    return kind if kind in sections()[section] else None


def thing_slot(section: str, name: str, node: Node | None) -> Slot | None:
    """What a named thing may hold, if its kind is known."""
    kind = kind_of(section, name, node)
    return Slot(declaration=kinds()[kind]) if kind is not None else None


def head_slot(section: str) -> Slot | None:
    """What a part of the head of the case may hold."""
    parts: dict[str, type[Declaration]] = {"case": Header, "site": SiteTerms, "horizon": HorizonTerms}
    if section in parts:
        return Slot(declaration=parts[section])
    wholes: dict[str, type[Declaration]] = {"production": ProductionTerms, "series": SeriesTerms}
    whole = wholes.get(section)
    return fields(whole)[section] if whole is not None else None


def slot_at(root: Node, path: tuple[str, ...]) -> Slot | None:
    """What the place at a path of the case may hold, or None if there can be no such place or it is not declared."""
    if not path:
        return None
    section, rest = path[0], path[1:]
    slot = head_slot(section)
    if slot is None and section in sections():
        if section in SINGLE_SECTIONS:
            slot = thing_slot(section, section, root.child(section))
        elif rest:
            slot, rest = thing_slot(section, rest[0], root.at((section, rest[0]))), rest[1:]
    for key in rest:
        slot = slot.child(key) if slot is not None else None
    return slot
