"""Years: their order, and whether what must have a value in a year has one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...errors import Finding
from ...fields import YearPath
from ...text.node import Path
from ..draft import Draft, paths, references
from ..milestones import holds_before, named_years
from ..value import Thing
from .registry import check

_LONGEST_PLAN = 100
_PHASE = re.compile(r"([0-9]{4})(?:\.\.([0-9]{4}))?")


@check
def horizon_is_in_order(draft: Draft) -> Iterator[Finding]:
    """base_year < first_decision <= years[0] < ... < years[-1] <= end."""
    horizon = draft.horizon
    if horizon is None:
        return
    if horizon.first_decision <= horizon.base_year:
        message = f"{horizon.first_decision} must be later than the base year {horizon.base_year}"
        yield draft.at(("horizon", "first_decision"), message)
    if list(horizon.years) != sorted(set(horizon.years)):
        yield draft.at(("horizon", "years"), "must be ascending, each year once")
        return
    if horizon.years[0] < horizon.first_decision:
        message = f"{horizon.years[0]} is earlier than the first decision year {horizon.first_decision}"
        yield draft.at(("horizon", "years"), message)
    if horizon.end < horizon.years[-1]:
        yield draft.at(("horizon", "end"), f"{horizon.end} is earlier than the last milestone year {horizon.years[-1]}")
    if horizon.end - horizon.base_year > _LONGEST_PLAN:
        yield draft.at(("horizon", "end"), f"a plan covers at most {_LONGEST_PLAN} years from the base year")


@check
def named_years_lie_within(draft: Draft) -> Iterator[Finding]:
    """Years of targets, contracts and only-at rules lie between the first decision and the end.

    What holds until the next year given, such as a share or a price mode, may have begun before.
    """
    horizon = draft.horizon
    if horizon is None:
        return
    for thing in draft.things:
        for path, year in named_years(thing):
            if not horizon.first_decision <= year <= horizon.end:
                if year < horizon.first_decision and holds_before(path):
                    continue
                message = f"{year} lies outside the plan, {horizon.first_decision} to {horizon.end}"
                yield draft.finding(thing, path, message)
        for field in ("starts", "available_from"):
            begin = getattr(thing.parameters, field, None)
            if begin is not None and begin > horizon.end:
                yield draft.finding(thing, (field,), f"{begin} is later than the end of the plan, {horizon.end}")


@check
def paths_cover_milestones(draft: Draft) -> Iterator[Finding]:
    """A path over the years has a value in every milestone year."""
    if draft.horizon is None or list(draft.horizon.years) != sorted(set(draft.horizon.years)):
        return
    years = draft.horizon.years
    followed = {
        ref.name for thing in draft.things for ref in references(thing.parameters) if ref.section == "production"
    }
    for name, path in draft.production.items():
        needed = (draft.horizon.base_year, *years) if name in followed else years
        yield from _gaps(draft, ("production", name), path, needed)
        base = draft.horizon.base_year
        if name in followed and path.defined(base) and path.at(base) == 0.0:
            yield draft.at(("production", name), f"is zero in the base year {base}; growth cannot be counted from zero")
    for thing in draft.things:
        top = (thing.section,) if thing.section == thing.name else (thing.section, thing.name)
        for key, path in paths(thing.parameters):
            if not path.step:
                yield from _gaps(draft, (*top, *key), path, _asked(thing, key, years))


def _asked(thing: Thing, key: Path, years: tuple[int, ...]) -> tuple[int, ...]:
    """Years in which a path must have a value: those in which its price mode, or its supply, is in force."""
    given = thing.parameters
    if thing.kind == "grid" and key[0] == "components":
        return tuple(year for year in years if given.in_force(key[1], year))
    begin = getattr(given, "available_from", None) if thing.kind == "green_trade" else None
    return tuple(year for year in years if begin is None or year >= begin)


def _gaps(draft: Draft, key: tuple[str, ...], path: YearPath, years: tuple[int, ...]) -> Iterator[Finding]:
    """Finding about the years in which a path has no value."""
    missing = [year for year in years if not path.defined(year)]
    if not missing:
        return
    first, last = path.points[0][0], path.points[-1][0]
    shown = ", ".join(map(str, missing[:4])) + (", ..." if len(missing) > 4 else "")
    advice = 'add years, or "hold: last"' if missing[-1] > last else "add years"
    given = f"{first}" if first == last else f"{first} to {last}"
    yield draft.at(key, f"has no value in {shown} (given: {given}); {advice}")


@check
def lead_times_are_whole(draft: Draft) -> Iterator[Finding]:
    """Lead times count whole years, because money is counted by calendar year."""
    for thing in draft.things:
        lead = getattr(thing.parameters, "lead_time", None)
        if lead is not None and not float(lead).is_integer():
            yield draft.finding(thing, ("lead_time",), f"{lead:g} a is not a whole number of years")


@check
def existing_units_live(draft: Draft) -> Iterator[Finding]:
    """Existing units are built before they retire, and before the plan ends."""
    for thing in draft.of("existing"):
        given = thing.parameters
        if not 1900 <= given.built <= 2200:
            yield draft.finding(thing, ("built",), f"{given.built} is not a year of construction")
        if given.retires is not None and given.retires <= given.built:
            yield draft.finding(thing, ("retires",), f"{given.retires} is not later than the year of construction")


@check
def budget_phases_are_years(draft: Draft) -> Iterator[Finding]:
    """A budget is keyed by a year or a phase within the plan."""
    for thing in draft.of("finance"):
        for key in thing.parameters.budget:
            match = _PHASE.fullmatch(key)
            if match is None:
                message = f'"{key}" is neither a year ("2027") nor a phase ("2027..2030")'
                yield draft.finding(thing, ("budget", key), message)
                continue
            first, last = int(match[1]), int(match[2] or match[1])
            if last < first:
                yield draft.finding(thing, ("budget", key), "ends before it begins")
            horizon = draft.horizon
            if horizon is not None and not horizon.first_decision <= first <= last <= horizon.end:
                message = f"lies outside the plan, {horizon.first_decision} to {horizon.end}"
                yield draft.finding(thing, ("budget", key), message)
