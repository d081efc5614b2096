"""The difference between plan and reference in a year, shared out among levers so that they add up to it exactly.

Every carrier is valued at what a unit of it emits in the reference of that year. What a thing gives less what it takes,
at these values, less what it releases, is its contribution; between two pathways contributions differ by exactly as
much as their CO2, because energy given and taken balances whatever a carrier is valued at. The values are those at
which the roadmap states the CO2 of each step (`effects`). A carrier that the reference does not know is valued at what
it emits in the plan, so that its maker has no contribution and its user has it all.

From today to the reference: activity is the change of what is used and made, at the values of the base year; the grid's
own change is that of its factor, on what the reference buys; the rest is equipment that was replaced or went out of
service, obligations, and other factors.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import xarray as xr

from ...case.value import Case
from ...site import as_it_goes_on, build_site, in_base_year
from ..accounts import Ledger
from ..worth import ELECTRICITY, Worth, worth
from .parts import SALE, Part, parts

BASES: Final = ("location", "market")
"""Rules of scope 2: average factor of the grid, and residual factor less traded green power and certificates."""
CHANGES: Final = ("activity", "grid_factor", "going_on")
"""What brings today's CO2 to that of the reference, in the order of their attribution."""
LEVERS: Final = (
    "efficiency", "electrification", "fuels", "onsite", "process", "capture", "procurement", "certificates", "offsets",
)  # fmt: skip
"""What brings the CO2 of the reference to that of the plan."""
OF_KIND: Final = {
    "demand": "efficiency",
    "storage": "efficiency",
    "waste_heat": "efficiency",
    "carrier": "efficiency",
    "grid": "fuels",
    "fuel": "fuels",
    "renewable": "onsite",
    "onsite_plant": "onsite",
    SALE: "onsite",
    "product": "process",
    "process": "process",
    "route": "process",
    "capture": "capture",
    "direct_line": "procurement",
    "ppa": "procurement",
    "green_trade": "procurement",
    "certificate": "certificates",
    "offset": "offsets",
}
"""Levers by kind of thing; that of a converter depends on what it takes."""
USES = ("demand", "product", "process")


@dataclass(frozen=True)
class Contribution:
    """What one thing changes in one year against the reference, or against today.

    Attributes
    ----------
    lever : str
        One of `CHANGES` or `LEVERS`.
    kind, item : str
        Measure, technology, contract or carrier; empty where it is no single thing.
    location, market : float
        Change of CO2; negative is avoided. [t/a]
    value : float
        Energy saved, at what it costs in the reference. [million currency/a]
    sold : float
        Generation fed in. [MWh/a]
    """

    lever: str
    kind: str
    item: str
    location: float
    market: float
    value: float = 0.0
    sold: float = 0.0

    def co2(self, basis: str) -> float:
        """Change under a rule of `BASES`. [t/a]"""
        return self.location if basis == "location" else self.market


@dataclass(frozen=True)
class Level:
    """CO2 under both rules. [t/a]"""

    location: float
    market: float

    def co2(self, basis: str) -> float:
        """CO2 under a rule of `BASES`. [t/a]"""
        return self.location if basis == "location" else self.market


@dataclass(frozen=True)
class Wedge:
    """One milestone year: three levels, and what lies between them.

    Attributes
    ----------
    today, reference, plan : Level
        CO2 of the base year, of the reference and of the plan in the year, less the offsets used.
    changes : tuple of Contribution
        From today to the reference.
    levers : tuple of Contribution
        From the reference to the plan.
    """

    year: int
    today: Level
    reference: Level
    plan: Level
    changes: tuple[Contribution, ...]
    levers: tuple[Contribution, ...]

    def by_lever(self, basis: str) -> dict[str, float]:
        """Change of CO2 by lever, in the order of `CHANGES` and `LEVERS`. [t/a]"""
        sums = dict.fromkeys((*CHANGES, *LEVERS), 0.0)
        for each in (*self.changes, *self.levers):
            sums[each.lever] += each.co2(basis)
        return sums

    def unattributed(self, basis: str) -> float:
        """What of the difference between reference and plan no lever holds; nothing but rounding. [t/a]"""
        given = math.fsum(each.co2(basis) for each in self.levers)
        return self.plan.co2(basis) - self.reference.co2(basis) - given


def wedges(case: Case, solution: xr.Dataset, reference: xr.Dataset) -> tuple[Wedge, ...]:
    """Levers of every milestone year.

    Parameters
    ----------
    case : Case
        The case solved.
    solution, reference : Dataset
        Solutions of the plan and of the reference pathway.
    """
    return tuple(_Attribution(case, solution, reference).all())


class _Attribution:
    """Levers of one plan."""

    def __init__(self, case: Case, solution: xr.Dataset, reference: xr.Dataset) -> None:
        self._case, self._solution, self._reference = case, solution, reference
        self._site, self._beside = build_site(case), build_site(as_it_goes_on(case))
        self._today = build_site(in_base_year(case))
        self._ledger, self._ledger_beside = Ledger(case, solution), Ledger(case, reference)

    def all(self) -> Iterator[Wedge]:
        base = self._case.horizon.base_year
        today, at_base = parts(self._today, self._solution, base), worth(self._today, self._solution, base)
        before = _level(self._ledger, base)
        for year in self._case.horizon.years:
            plan = parts(self._site, self._solution, year)
            beside = parts(self._beside, self._reference, year)
            level, level_beside = _level(self._ledger, year), _level(self._ledger_beside, year)
            yield Wedge(
                year=year,
                today=before,
                reference=level_beside,
                plan=level,
                changes=tuple(self._changes(today, beside, at_base, year, before, level_beside)),
                levers=tuple(self._levers(plan, beside, year)),
            )

    def _changes(
        self, today: tuple[Part, ...], beside: tuple[Part, ...], at_base: Worth, year: int, before: Level, after: Level
    ) -> Iterator[Contribution]:
        base = self._case.horizon.base_year
        activity = [_of_uses(today, at_base, basis) - _of_uses(beside, at_base, basis) for basis in BASES]
        yield Contribution("activity", "", "", *activity)
        factors = [0.0, 0.0]
        for grid in self._case.of("grid"):
            bought = self._ledger_beside.account("import", year, grid.name)
            then = self._today.thing("grid", grid.name).parameters
            for place, name in enumerate(("emission_factor", "residual_factor")):
                factors[place] += bought * (getattr(grid.parameters, name).at(year) - getattr(then, name).at(base))
        yield Contribution("grid_factor", "", "", *factors)
        whole = (after.co2(basis) - before.co2(basis) for basis in BASES)
        yield Contribution(
            "going_on", "", "", *(all_ - used - grid for all_, used, grid in zip(whole, activity, factors, strict=True))
        )

    def _levers(self, plan: tuple[Part, ...], beside: tuple[Part, ...], year: int) -> Iterator[Contribution]:
        known = worth(self._beside, self._reference, year)
        values = worth(self._site, self._solution, year, known)
        standing = {(part.kind, part.name): part for part in beside}
        missing = {key: part for key, part in standing.items() if key not in {(p.kind, p.name) for p in plan}}
        pairs = [(part, standing.get((part.kind, part.name))) for part in plan]
        pairs += [(Part(part.name, part.kind), part) for part in missing.values()]
        for part, other in pairs:
            before = other or Part(part.name, part.kind)
            location, market = (_gain(before, values, basis) - _gain(part, values, basis) for basis in BASES)
            value = part.valued(values.cost) - before.valued(values.cost)
            sold = part.sold - before.sold
            lever = OF_KIND.get(part.kind) or self._of_converter(part if any(part.flows.values()) else before, values)
            if part.kind in USES:
                for item, share in self._shares(part, before, year).items():
                    kind = part.kind if item == part.name else "measure"
                    yield Contribution(lever, kind, item, location * share, market * share, value * share)
            elif location or market or value or sold:
                yield Contribution(lever, part.kind, part.name, location, market, value, sold)

    def _of_converter(self, part: Part, values: Worth) -> str:
        """Lever of a converter, by where its energy comes from and where that of its product came from before."""
        taken: dict[str, float] = defaultdict(float)
        replaced: dict[str, float] = defaultdict(float)
        for carrier, amount in part.flows.items():
            for origin, share in values.origins.get(carrier, {}).items():
                (replaced if amount > 0.0 else taken)[origin] += abs(amount) * share
        source, before = (max(found, key=found.__getitem__, default="") for found in (taken, replaced))
        makes_power = any(part.flows.get(carrier, 0.0) > 0.0 for carrier in self._site.grid_carriers)
        if makes_power and source != ELECTRICITY:
            return "onsite"
        if source in ("", before):
            return "efficiency"
        return "electrification" if source == ELECTRICITY else "fuels"

    def _shares(self, part: Part, before: Part, year: int) -> Mapping[str, float]:
        """Share of each measure in what is saved of a use: by logarithms, as what they leave is a product.

        What one measure leaves is multiplied by what the next one leaves, so the logarithms add up and no order of the
        measures has to be chosen.
        """
        left = {
            thing.name: 1.0 - thing.parameters.saves[part.name]
            for thing in self._case.of("measure")
            if part.name in thing.parameters.saves and self._active(thing.name, year)
        }
        whole = {name: 1.0 for name, kept in left.items() if kept <= 0.0}
        if whole:
            return {name: 1.0 / len(whole) for name in whole}
        logs = {name: -math.log(kept) for name, kept in left.items() if kept != 1.0}
        total = math.fsum(logs.values())
        if abs(total) > 1e-12:
            return {name: log / total for name, log in logs.items()}
        return {part.name: 1.0}

    def _active(self, measure: str, year: int) -> bool:
        return float(self._solution["active"].sel(measure=measure, year=year)) > 0.5


def _gain(part: Part, values: Worth, basis: str) -> float:
    """What a part keeps from the account: its energy at the values, less what it releases. [t/a]"""
    if basis == "location":
        return part.valued(values.co2) - part.location
    return part.valued(values.market) - part.market


def _of_uses(pathway: tuple[Part, ...], values: Worth, basis: str) -> float:
    """Gain of all that is used and made; the less, the more is used. [t/a]"""
    return math.fsum(_gain(part, values, basis) for part in pathway if part.kind in USES)


def _level(ledger: Ledger, year: int) -> Level:
    offsets = ledger.account("offset_net", year)
    location, market = (
        ledger.scope1(year) + ledger.scope2(year, rule) - offsets for rule in ("location", "market_certificates")
    )
    return Level(location, market)
