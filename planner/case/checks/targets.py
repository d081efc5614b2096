"""Targets: whether they limit anything, and whether what they state fits together."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ..draft import Draft
from .registry import check

_MARKET = "market"
_LIMITS = {
    "emission_cap": ("limit", "reduction", "intensity", "budget", "peak"),
    "microgrid": ("self_consumption", "export_share", "backup"),
}


@check
def targets_say_something(draft: Draft) -> Iterator[Finding]:
    """A cap or a rule has a limit, and an intensity its product."""
    for thing in draft.of(*_LIMITS):
        ways = _LIMITS[thing.kind]
        if all(getattr(thing.parameters, way) is None for way in ways):
            yield draft.finding(thing, (), f"limits nothing; give one of {', '.join(ways)}")
    for thing in draft.of("emission_cap"):
        given = thing.parameters
        if (given.intensity is None) != (given.product is None):
            missing = "product" if given.product is None else "intensity"
            yield draft.finding(thing, (), f'"{missing}" is missing: an intensity is per unit of a product')


@check
def cap_fits_its_basis(draft: Draft) -> Iterator[Finding]:
    """Offsets are limited where they are deducted, green power is matched where it counts."""
    for thing in draft.of("emission_cap"):
        given = thing.parameters
        if given.offsets_max is not None and not given.net:
            yield draft.finding(thing, ("offsets_max",), 'has no meaning without "net: true", by which offsets count')
        if given.matching != "yearly" and not given.basis.startswith(_MARKET):
            message = (
                f'has no meaning for the basis "{given.basis}", for which no green power counts; use a market basis'
            )
            yield draft.finding(thing, ("matching",), message)


@check
def green_sources_are_named_once(draft: Draft) -> Iterator[Finding]:
    """A list of what counts as green names each source once."""
    for thing in draft.of("green_share"):
        counts = thing.parameters.counts
        if len(set(counts)) < len(counts):
            yield draft.finding(thing, ("counts",), "names a source more than once")
