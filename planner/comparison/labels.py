"""Names that tell the runs of a comparison apart: as short as they can be, never the same twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from ..run.folder import RECORD
from ..run.store import Stored


def labels(runs: Sequence[Stored]) -> tuple[str, ...]:
    """A name for each run.

    What differs is named: factory, province, scenario, what a study changed in the case, and where that is not enough
    the folder; runs that are alike in all of it are numbered.

    Parameters
    ----------
    runs : sequence of Stored
        Run folders, read back.

    Returns
    -------
    tuple of str
        In the order of the runs.
    """
    parts = [
        [_factory(run), run.case.province or "", run.case.scenario, _changes(run), run.folder.resolve().name]
        for run in runs
    ]
    telling = [place for place in range(len(parts[0])) if len({part[place] for part in parts}) > 1]
    used: list[int] = []
    for place in telling:
        if len(set(_joined(parts, used))) == len(runs):
            break
        if len(set(_joined(parts, [*used, place]))) > len(set(_joined(parts, used))):
            used.append(place)
    return tell_apart(_joined(parts, used or [2]))


def tell_apart(names: Sequence[str]) -> tuple[str, ...]:
    """The same names, those that stand more than once with a number.

    Examples
    --------
    >>> tell_apart(["a", "b", "a", "a (2)"])
    ('a', 'b', 'a (3)', 'a (2)')
    """
    counts, taken, found = Counter(names), set(names), []
    seen: set[str] = set()
    for name in names:
        fresh, number = name, 2
        if counts[name] > 1 and name in seen:
            while (fresh := f"{name} ({number})") in taken:
                number += 1
            taken.add(fresh)
        seen.add(name)
        found.append(fresh)
    return tuple(found)


def _factory(run: Stored) -> str:
    return run.case.title or run.case.name


def _changes(run: Stored) -> str:
    """What the study that a run belongs to changed in the case; empty for a run of no study."""
    try:
        return ", ".join(json.loads((run.folder / RECORD).read_text(encoding="utf-8"))["overrides"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _joined(parts: Sequence[Sequence[str]], places: Sequence[int]) -> list[str]:
    return [" · ".join(filter(None, (part[place] for place in places))) or "–" for part in parts]
