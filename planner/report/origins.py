"""Where the values of a run come from: source and quality by key, as `assumptions.csv` of its folder records them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..run.store import ASSUMPTIONS
from ..run.tables import read_table


@dataclass(frozen=True)
class Origin:
    """Source and quality of one value."""

    source: str
    quality: str


def recorded_origins(folder: Path) -> dict[str, Origin]:
    """Origins of a run folder by key; none if it is older than the table.

    Parameters
    ----------
    folder : Path
        A run folder.

    Returns
    -------
    dict of str to Origin
        By key of the case.
    """
    path = folder / ASSUMPTIONS
    if not path.is_file():
        return {}
    return {row["key"]: Origin(row["source"], row["quality"]) for row in read_table(path)}


def origin_of(recorded: Mapping[str, Origin], key: str) -> Origin | None:
    """Origin of a key, or of what it belongs to; None where nothing is recorded."""
    while key:
        if key in recorded:
            return recorded[key]
        key = key.rpartition(".")[0]
    return None
