"""Doubts about what is bought: contracts without use, claims that count little or too much, what bills leave out."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ..value import Case, Thing
from .gains import per_mwh
from .registry import doubt, warning

_CONTRACTS = ("ppa", "green_trade", "direct_line", "onsite_plant")


@doubt
def contract_without_output(case: Case) -> Iterator[Finding]:
    """A contract whose plant never generates."""
    for thing in case.of(*_CONTRACTS):
        values = case.series.get(thing.parameters.profile or "")
        if values is not None and not values.any():
            message = f'the series "{thing.parameters.profile}" is zero in every hour; this contract can never be used'
            yield warning(case, thing, ("profile",), message)


@doubt
def contract_without_purchase(case: Case) -> Iterator[Finding]:
    """A contract delivered through a grid from which nothing needs to be bought."""
    carrier = {thing.name: thing.parameters.carrier for thing in case.of("grid")}
    used = {thing.parameters.carrier for thing in case.of("demand")}
    for thing in case.of("converter", "route"):
        used.update(thing.parameters.inputs)
    if case.of("capture"):
        used.add("electricity")
    used.update(name for thing in case.of("capture") for name in thing.parameters.heat)
    for thing in case.of(*_CONTRACTS):
        name = carrier.get(thing.parameters.grid)
        if name is not None and name not in used:
            message = f'nothing in the case uses the carrier "{name}" of {thing.parameters.grid}; it can never be used'
            yield warning(case, thing, ("grid",), message)


@doubt
def certificates_instead_of_reduction(case: Case) -> Iterator[Finding]:
    """A CO2 target that certificates meet at the price of a few coins a tonne."""
    factors = {thing.name: thing.parameters.residual_factor for thing in case.of("grid")}
    year = case.horizon.years[0]
    offers = [
        (thing.parameters.price.at(year) / factors[thing.parameters.grid].at(year), thing)
        for thing in case.of("certificate")
        if factors[thing.parameters.grid].at(year) > 0.0
    ]
    for target in case.of("emission_cap", "zero_carbon"):
        if target.parameters.basis != "market_certificates" or not offers:
            continue
        cost, thing = min(offers, key=lambda offer: (offer[0], offer[1].name))
        message = (
            f"counts certificates: in {year} {thing.name} takes off scope 2 for {1e6 * cost:.0f} {case.currency}/t "
            f"({per_mwh(case, thing.parameters.price.at(year))}); basis: market leaves them out"
        )
        yield warning(case, target, ("basis",), message)


@doubt
def certificates_that_never_count(case: Case) -> Iterator[Finding]:
    """Certificates where green power must meet its use by the month or the hour."""
    certificates = case.of("certificate")
    for target in case.of("emission_cap", "green_share"):
        matching, given = target.parameters.matching, target.parameters
        counted = (
            given.basis == "market_certificates" if target.kind == "emission_cap" else "certificate" in given.counts
        )
        if matching == "yearly" or not counted:
            continue
        for thing in certificates:
            if matching == "hourly":
                message = f"matches by the hour, so certificates ({thing.name}) never count"
                yield warning(case, target, ("matching",), message)
            elif thing.parameters.profile is None:
                message = (
                    f"without a profile they have no months, so they never count for {target.name} (monthly matching)"
                )
                yield warning(case, thing, (), message)


@doubt
def offsets_without_supply(case: Case) -> Iterator[Finding]:
    """A net target, a zero-carbon factory, or a scheme that takes offsets, without offsets to buy."""
    if case.of("offset"):
        return
    for target in case.of("emission_cap"):
        if target.parameters.net:
            message = "is net, but no supply of the kind offset is there to deduct; it acts like a gross target"
            yield warning(case, target, ("net",), message)
    for target in case.of("zero_carbon"):
        if target.parameters.offsets == "residual_only" and target.parameters.residual > 0.0:
            message = "no supply of the kind offset is there to settle what is left; so nothing may be left"
            yield warning(case, target, ("offsets",), message)
    for thing in case.of("carbon"):
        if thing.parameters.offset_share:
            yield warning(case, thing, ("offset_share",), "no supply of the kind offset is there to hand in")


@doubt
def power_factor_unknown(case: Case) -> Iterator[Finding]:
    """Own generation behind a meter whose power factor the case does not tell."""
    for grid in case.of("grid"):
        given = grid.parameters
        plants = [
            thing.name
            for thing in (*case.of("renewable"), *case.of("onsite_plant"))
            if _carrier(case, thing) == given.carrier
        ]
        if given.power_factor is None and given.transformer and plants:
            message = (
                f"power_factor is not stated: {plants[0]} would lower it at the meter, as reactive power stays while "
                "purchase falls; the bill may rise by what is not shown here"
            )
            yield warning(case, grid, (), message)


def _carrier(case: Case, thing: Thing) -> str | None:
    """Carrier that a plant gives."""
    if thing.kind == "renewable":
        return str(thing.parameters.carrier)
    grids = {grid.name: grid.parameters.carrier for grid in case.of("grid")}
    return grids.get(thing.parameters.grid)


@doubt
def line_without_reason(case: Case) -> Iterator[Finding]:
    """A direct line whose stated reason does not show in the case."""
    base = case.horizon.base_year
    for thing in case.of("direct_line"):
        reason, carrier = thing.parameters.eligibility, _carrier(case, thing)
        demands = [demand for demand in case.of("demand") if demand.parameters.carrier == carrier]
        if reason == "new_load" and demands and all(_stands(demand, base) for demand in demands):
            message = f'is "new_load", but every demand of {carrier} is there in the base year {base} already'
            yield warning(case, thing, ("eligibility",), message)
        if reason == "captive_replacement" and not _captive(case, carrier):
            message = f'is "captive_replacement", but no existing plant of the factory generates {carrier}'
            yield warning(case, thing, ("eligibility",), message)


def _stands(demand: Thing, base: int) -> bool:
    """Whether a demand exists in the base year."""
    path = demand.parameters.annual
    return bool(path.at(max(base, path.points[0][0])) > 0.0) and (path.is_constant or path.points[0][0] <= base)


def _captive(case: Case, carrier: str | None) -> bool:
    """Whether existing equipment generates a carrier."""
    plants = {thing.name for thing in case.of("converter") if carrier in thing.parameters.outputs}
    plants |= {thing.name for thing in case.of("renewable") if thing.parameters.carrier == carrier}
    return any(thing.parameters.technology in plants for thing in case.of("existing"))


@doubt
def mode_of_earlier_years(case: Case) -> Iterator[Finding]:
    """Price modes that begin after the base year: the first holds before, too."""
    for thing in case.of("grid"):
        mode, base = thing.parameters.mode, case.horizon.base_year
        if isinstance(mode, dict) and min(mode) > base:
            first = min(mode)
            message = f"{mode[first]} holds before {first} as well; if another did in {base}, name it: {{{base}: ...}}"
            yield warning(case, thing, ("mode", str(first)), message)


@doubt
def captured_fuel_becomes_cleaner(case: Case) -> Iterator[Finding]:
    """A captured source whose CO2 changes over the years: the least of them is what is captured."""
    sources = {thing.name: thing for thing in case.of("fuel", "route")}
    for thing in case.of("capture"):
        for number, name in enumerate(thing.parameters.streams):
            source = sources.get(name)
            path = getattr(source.parameters, "emission_factor" if source.kind == "fuel" else "co2") if source else None
            if path is not None and len({path.at(year) for year in case.horizon.years}) > 1:
                message = f'the CO2 of "{name}" changes over the years; its lowest factor counts for the capture'
                yield warning(case, thing, ("streams", str(number)), message)
