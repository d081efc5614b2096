"""What solving one case leaves for the next one like it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..case.value import Case
from ..models import modules
from ..solve.experience import Experience

if TYPE_CHECKING:
    from ..solve.assemble import Operation


@dataclass
class Memory:
    """What solving one case leaves for the next one like it; every part is looked at before it is used.

    Attributes
    ----------
    case : Case or None
        The case solved last.
    whole_year, standing : Operation or None
        Operation in all hours, of the plan and of the reference.
    plan, reference : Experience
        What planning has taught.
    """

    case: Case | None = None
    whole_year: Operation | None = None
    standing: Operation | None = None
    plan: Experience = field(default_factory=Experience)
    reference: Experience = field(default_factory=Experience)


def operates_alike(one: Case, other: Case) -> bool:
    """Whether the hours of two cases are described alike: they differ in things alone that no hour knows of.

    Models of things without an `operation` of their own, such as carbon prices and targets, enter yearly accounts.
    """
    known = modules()
    yearly = {
        (thing.section, thing.name)
        for case in (one, other)
        for thing in case.things
        if not hasattr(known[thing.kind], "operation")
    }
    same_series = one.series.keys() == other.series.keys() and all(
        np.array_equal(values, other.series[name]) for name, values in one.series.items()
    )
    return same_series and _hourly(one, yearly) == _hourly(other, yearly)


def _hourly(case: Case, yearly: set[tuple[str, str]]) -> dict[str, Any]:
    """What a case says, without the things named; a section that is one thing is named as itself."""
    said: dict[str, Any] = {}
    for section, content in case.resolved.items():
        if (section, section) in yearly or section == "scenarios":
            continue
        parts = content.items() if isinstance(content, Mapping) else ()
        kept = {name: part for name, part in parts if (section, name) not in yearly}
        said[section] = kept if parts else content
    return said
