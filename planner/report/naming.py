"""Names that a scheme has in the language of a document; English where it has none in another."""

from __future__ import annotations

from ..schemes import Scheme


def title_of(scheme: Scheme, lang: str) -> str:
    """Name of a scheme."""
    return (scheme.title_zh if lang == "zh" else "") or scheme.title


def label_of(scheme: Scheme, lang: str) -> str:
    """What must be said wherever a total is shown."""
    return (scheme.label_zh if lang == "zh" else "") or scheme.label


def indicator_of(scheme: Scheme, name: str, lang: str) -> str:
    """Name of an indicator by its id."""
    row = scheme.indicators[name]
    return (row.name_zh if lang == "zh" else "") or row.name


def dimension_of(scheme: Scheme, name: str, lang: str) -> str:
    """Name of a dimension by its id, which stands for itself where the scheme does not list it."""
    row = scheme.dimensions.get(name)
    if row is None:
        return name
    return (row.name_zh if lang == "zh" else "") or row.name


def gate_of(scheme: Scheme, name: str, lang: str) -> str:
    """Name of a requirement by its id."""
    row = scheme.gates[name]
    return (row.name_zh if lang == "zh" else "") or row.name
