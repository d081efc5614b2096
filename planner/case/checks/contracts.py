"""Contracts for power, certificates: their sizes, profiles, and what a direct line may and must."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ..draft import Draft
from ..messages import suggestion
from ..milestones import in_force
from .registry import check

CONTRACTS = ("ppa", "direct_line", "onsite_plant")


@check
def sizes_have_the_same_unit(draft: Draft) -> Iterator[Finding]:
    """Smallest and largest contract are both a power, or both a yearly amount."""
    for thing in draft.of(*CONTRACTS):
        least, most = thing.parameters.min, thing.parameters.max
        if least > 0.0 and least.unit != most.unit:
            yield draft.finding(
                thing, ("min",), f"is in {least.unit}, but max is in {most.unit}; give both in the same"
            )


@check
def shapes_have_their_profile(draft: Draft) -> Iterator[Finding]:
    """Power as produced follows a profile, a constant power follows none."""
    for thing in draft.of("ppa"):
        given = thing.parameters
        if given.shape == "baseload" and given.profile is not None:
            yield draft.finding(thing, ("profile",), "a baseload contract delivers constant power and has no profile")
        if given.shape == "pay_as_produced" and given.profile is None:
            message = '"profile" is missing: the series of the plant\'s output; or write shape: baseload'
            yield draft.finding(thing, (), message)


@check
def bands_are_of_amounts(draft: Draft) -> Iterator[Finding]:
    """A band is a share of a contracted yearly amount, and of used energy alone."""
    for thing in draft.of("ppa"):
        given = thing.parameters
        if given.band is not None and given.max.unit != "MWh/a":
            yield draft.finding(
                thing, ("band",), f"needs sizes in MWh/a, the amount it is a share of, not {given.max.unit}"
            )
        if given.band is not None and given.surplus_price is not None:
            message = "has no meaning beside surplus_price, by which all that is generated is paid for"
            yield draft.finding(thing, ("band",), message)


@check
def lines_know_what_stays_due(draft: Draft) -> Iterator[Finding]:
    """What a direct line still pays are energy components of its grid."""
    grids = {thing.name: thing.parameters for thing in draft.of("grid")}
    for thing in draft.of("direct_line"):
        grid = grids.get(thing.parameters.grid)
        if grid is None:
            continue
        energy = {name for name, component in grid.components.items() if component.basis == "energy"}
        for number, name in enumerate(thing.parameters.still_due):
            if name not in energy:
                hint = suggestion(name, energy) or f"; there are {', '.join(sorted(energy)) or 'none'}"
                message = f'no energy component of {thing.parameters.grid} is called "{name}"{hint}'
                yield draft.finding(thing, ("still_due", str(number)), message)
        if thing.parameters.load_share is not None and grid.limit is None:
            message = (
                f'"limit" is missing: a least share of the load ({thing.name}.load_share) needs the connection (MW)'
            )
            yield draft.at(("supply", thing.parameters.grid), message)


@check
def lines_exclude_agency_purchase(draft: Draft) -> Iterator[Finding]:
    """A factory with a direct line buys the rest of its power on the market, not through the grid's agency."""
    horizon = draft.horizon
    grids = {thing.name: thing.parameters for thing in draft.of("grid")}
    for thing in draft.of("direct_line"):
        given, grid = thing.parameters, grids.get(thing.parameters.grid)
        if horizon is None or grid is None:
            continue
        served = {year: start for start in given.start for year in in_force(horizon, start, given.tenor)}
        wrong = [year for year in sorted(served) if grid.mode_at(year) == "agency_tou"]
        if wrong:
            message = (
                f"in {wrong[0]} the grid's price mode is agency_tou, and a factory with a direct line may not buy "
                f"through the agency; write {given.grid}: {{mode: {{{wrong[0]}: retail_fixed}}}} or another mode"
            )
            yield draft.finding(thing, ("start", str(given.start.index(served[wrong[0]]))), message)


@check
def validity_counts_years(draft: Draft) -> Iterator[Finding]:
    """Certificates may be claimed for a whole number of years."""
    for thing in draft.of("certificate"):
        if not float(thing.parameters.validity).is_integer():
            message = f"{thing.parameters.validity:g} a is not a whole number of years"
            yield draft.finding(thing, ("validity",), message)


@check
def rent_is_paid_for_an_area(draft: Draft) -> Iterator[Finding]:
    """Rent is paid for the area that a plant occupies."""
    for thing in draft.of("onsite_plant"):
        given = thing.parameters
        if given.area == 0.0 and any(price > 0.0 for _, price in given.rent.points):
            yield draft.finding(thing, ("rent",), 'has no meaning without "area", on which it is paid (in m2/kW)')
