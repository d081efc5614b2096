"""What is decided already can be done by the year that the case names for it."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ..draft import Draft
from ..value import Horizon
from .registry import check

# Field that names the year, and the field without which a size of nothing would do, if there is one.
_DECIDED = {"adopt_by": None, "build_by": "min_build", "sign_by": "min"}


@check
def decided_things_can_be_had(draft: Draft) -> Iterator[Finding]:
    """A thing that is decided already has a smallest size, and a milestone year by which it may serve."""
    horizon = draft.horizon
    if horizon is None:
        return
    for thing in draft.things:
        for field, smallest in _DECIDED.items():
            year = getattr(thing.parameters, field, None)
            if year is None:
                continue
            if smallest is not None and not getattr(thing.parameters, smallest) > 0.0:
                message = f'needs "{smallest}" above zero; otherwise a size of nothing would do'
                yield draft.finding(thing, (field,), message)
            possible = _possible(horizon, thing.parameters)
            if not any(start <= year for start in possible):
                first = f"the first is {possible[0]}" if possible else "there is none"
                yield draft.finding(thing, (field,), f"{year} is before any year in which it may begin; {first}")


def _possible(horizon: Horizon, given: object) -> list[int]:
    """Milestone years in which something may begin."""
    first = horizon.first_decision + round(float(getattr(given, "lead_time", 0.0)))
    first = max(first, getattr(given, "available_from", None) or first)
    named = getattr(given, "only_at", None) or getattr(given, "start", None)
    return [year for year in horizon.years if year >= first and (not named or year in named)]
