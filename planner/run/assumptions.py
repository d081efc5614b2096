"""What a run assumes: every value of its case, with source and quality where a pack gave it, for `assumptions.csv`.

Receives the Case as read, before it is written to the run folder: there, packs are applied and their sources are gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..case.value import Case, Source
from .tables import Row

ASSUMPTION_COLUMNS = ("scenario", "key", "value", "source", "quality", "year", "pack", "entry")
OF_THE_CASE = "case"
"""Source of what the case file itself gives; its quality is then `user`."""
USER = "user"
LEFT_OUT = ("case", "series")


def assumption_rows(case: Case) -> Iterator[Row]:
    """Rows of `assumptions.csv`, in the order of the case.

    Parameters
    ----------
    case : Case
        A case as read.

    Yields
    ------
    tuple
        scenario, key, value as written, source, quality, year, pack, entry of the pack.
    """
    sources = _sources(case)
    for section, content in case.resolved.items():
        if section in LEFT_OUT:
            continue
        for key, value in _leaves(section, content):
            source = sources.get(key)
            if source is None:
                yield (case.scenario, key, value, OF_THE_CASE, USER, None, None, None)
            else:
                origin = (source.source, source.quality, source.year, source.pack, source.row)
                yield (case.scenario, key, value, *origin)


def _sources(case: Case) -> dict[str, Source]:
    """Source by key; what holds others, such as a list, has that of the first of them."""
    found: dict[str, Source] = {}
    for thing in case.things:
        for field, source in thing.sources.items():
            key = f"{thing.section}.{thing.name}.{field}"
            while key:
                found.setdefault(key, source)
                key = key.rpartition(".")[0]
    return found


def _leaves(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every value below a key, as text; what a list holds stands together.

    Examples
    --------
    >>> list(_leaves("a", {"b": {2030: "1 t"}, "c": ["x", "y"]}))
    [('a.b.2030', '1 t'), ('a.c', 'x; y')]
    """
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(f"{key}.{name}", inner)
    elif isinstance(value, list | tuple):
        yield key, "; ".join(_written(each) for each in value)
    else:
        yield key, str(value)


def _written(value: Any) -> str:
    """One entry of a list in one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_written(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return " ".join(_written(each) for each in value)
    return str(value)
