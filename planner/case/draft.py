"""A case while it is being understood: what has been validated so far, and everything found wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import Finding
from ..fields import Declaration, YearPath
from ..text.node import Node, Path
from .layout import SINGLE_SECTIONS, Header, SiteTerms
from .schemes import SchemeText
from .series import FLAT, Series
from .value import Area, Horizon, Thing

# Words of the case language: wherever a declaration has a field of this name, its text (or the keys of its mapping)
# names an entry of this section. So a new kind of thing is checked as soon as it uses the words.
WORDS = {
    "carrier": "carriers",
    "inputs": "carriers",
    "outputs": "carriers",
    "serves": "carriers",
    "into": "carriers",
    "heat": "carriers",
    "profile": "series",
    "availability": "series",
    "source_series": "series",
    "series": "series",
    "follows": "production",
    "product": "production",
    "production": "production",
    "technology": "technologies",
    "saves": "demands",
    "effects": "demands",
    "requires": "measures",
    "excludes": "measures",
    "before": "measures",
    "grid": "grid",
}


@dataclass(frozen=True)
class Reference:
    """A name that a thing gives: of which section, and at which path in the thing."""

    section: str
    name: str
    path: Path


@dataclass
class Draft:
    """What is known of a case.

    A thing that does not validate is missing from `things` but keeps its name; of the sections in `unread` not even the
    names are known.
    """

    root: Node
    header: Header
    site: SiteTerms = field(default_factory=SiteTerms)
    horizon: Horizon | None = None
    production: dict[str, YearPath] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    schemes: dict[str, SchemeText] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    own_series: frozenset[str] = frozenset()
    unread: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Thing]:
        """Validated things of some kinds."""
        return [thing for thing in self.things if thing.kind in kinds]

    @property
    def areas(self) -> Mapping[str, Area]:
        """Areas of the site that the case states."""
        given = (("roof", self.site.roof), ("land", self.site.land))
        return {name: Area(float(terms.area), float(terms.usable)) for name, terms in given if terms is not None}

    def names(self, section: str) -> set[str]:
        """Names in a section, also of things that did not validate."""
        if section == "series":
            return {*self.series, FLAT}
        if section == "grid":
            supply = self._entries("supply")
            return {name for name, node in supply.items() if _kind_text(node) == "grid"}
        return set(self._entries(section))

    def _entries(self, section: str) -> dict[str, Node]:
        node = self.root.child(section)
        return (node.mapping or {}) if node is not None else {}

    def finding(self, thing: Thing, path: Path, message: str) -> Finding:
        """Error at a path within a thing."""
        top = (thing.section,) if thing.section in SINGLE_SECTIONS else (thing.section, thing.name)
        return self.at((*top, *path), message)

    def at(self, path: Path, message: str) -> Finding:
        """Error at a key path of the case."""
        return self.root.nearest(path).finding(".".join(path), message)


def _kind_text(node: Node) -> str | None:
    kind = node.child("kind")
    return kind.text if kind is not None else None


def references(given: Declaration, path: Path = ()) -> Iterator[Reference]:
    """Every name that a declaration gives, by the words of the case language."""
    for name, value in _fields(given):
        here = (*path, name)
        section = WORDS.get(name)
        if section is None:
            for inner, declaration in _declarations(value, here):
                yield from references(declaration, inner)
        elif isinstance(value, str):
            yield Reference(section, value, here)
        elif isinstance(value, dict):
            yield from (Reference(section, key, (*here, key)) for key in value)
        elif isinstance(value, list):
            yield from (Reference(section, text, (*here, str(number))) for number, text in enumerate(value))


def paths(given: Declaration, path: Path = ()) -> Iterator[tuple[Path, YearPath]]:
    """Every path over the years in a declaration, with its key path."""
    for name, value in _fields(given):
        here = (*path, name)
        if isinstance(value, YearPath):
            yield here, value
        elif isinstance(value, dict):
            yield from (((*here, key), part) for key, part in value.items() if isinstance(part, YearPath))
        for inner, declaration in _declarations(value, here):
            yield from paths(declaration, inner)


def _fields(given: Declaration) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(given, name)) for name in type(given).model_fields)


def _declarations(value: Any, path: Path) -> Iterator[tuple[Path, Declaration]]:
    """Declarations in a field's value."""
    if isinstance(value, Declaration):
        yield path, value
    elif isinstance(value, dict):
        yield from (((*path, key), part) for key, part in value.items() if isinstance(part, Declaration))
    elif isinstance(value, list):
        yield from (((*path, str(i)), part) for i, part in enumerate(value) if isinstance(part, Declaration))
