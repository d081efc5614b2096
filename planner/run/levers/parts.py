"""Everything that gives or takes energy in a year, or releases CO2 itself: the parts that a pathway is the sum of.

What all parts give and take of a carrier adds up to nothing, hour by hour and so over the year; what they release adds
up to the CO2 accounts of the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import xarray as xr

from ...case.value import Thing
from ...site import Site
from ..accounts import Ledger, owns_attributes
from ..exchange import energy_of, exchange

DELIVERED = {"direct_line": "direct", "onsite_plant": "third_party"}
TRADED = ("ppa", "green_trade")
SALE = "sale"
"""Kind of what is fed in beyond the generation of renewables; a part of its own beside the grid."""


@dataclass(frozen=True)
class Part:
    """One thing in one year.

    Attributes
    ----------
    name, kind : str
        The thing.
    flows : Mapping[str, float]
        What it gives (positive) or takes (negative), by carrier. [MWh/a; t/a of products]
    location, market : float
        CO2 that it releases itself, or takes from the account if negative. [t/a]
    sold : float
        Part of its generation that is fed in, and no part of `flows`. [MWh/a]
    """

    name: str
    kind: str
    flows: Mapping[str, float] = field(default_factory=dict)
    location: float = 0.0
    market: float = 0.0
    sold: float = 0.0

    def valued(self, values: Mapping[str, float]) -> float:
        """What it gives less what it takes, each at its value; a carrier without one counts nothing."""
        return sum(amount * values.get(carrier, 0.0) for carrier, amount in self.flows.items())


def parts(site: Site, solution: xr.Dataset, year: int) -> tuple[Part, ...]:
    """Every part of a pathway in a milestone year or the base year.

    Parameters
    ----------
    site : Site
        The factory of the pathway; that of the base year for the base year.
    solution : Dataset
        Solution of the pathway.
    year : int
        The year.
    """
    return tuple(_Parts(site, solution, year).all())


class _Parts:
    """Parts of one pathway in one year."""

    def __init__(self, site: Site, solution: xr.Dataset, year: int) -> None:
        self._site, self._case, self._solution, self._year = site, site.case, solution, year
        self._when = None if year == site.case.horizon.base_year else year
        self._ledger = Ledger(site.case, solution)

    def all(self) -> Iterator[Part]:
        yield from self._purchases()
        yield from self._generation()
        yield from self._claims()
        yield from self._equipment()
        yield from self._heat()
        yield from self._uses()

    def _account(self, label: str, name: str) -> float:
        return self._ledger.account(label, self._year, name)

    def _energy(self, flow: str) -> float:
        return float(energy_of(self._solution, flow, self._when).sum())

    def _carrier_of(self, thing: Thing) -> str:
        return str(self._site.thing("grid", thing.parameters.grid).parameters.carrier)

    def _residual(self, thing: Thing) -> float:
        """Factor of grid power that nobody claims. [t/MWh]"""
        return float(self._site.thing("grid", thing.parameters.grid).parameters.residual_factor.at(self._year))

    def _purchases(self) -> Iterator[Part]:
        for thing in self._case.of("grid"):
            bought = self._account("import", thing.name)
            unclaimed = bought * thing.parameters.residual_factor.at(self._year)
            located = self._account("scope2_location", thing.name)
            yield Part(thing.name, thing.kind, {thing.parameters.carrier: bought}, located, unclaimed)
        for thing in self._case.of("fuel"):
            rule = "scope1_fuel" if thing.parameters.scope == "scope1" else "scope2_location"
            released = self._account(rule, thing.name)
            flows = {thing.parameters.carrier: self._account("fuel", thing.name)}
            yield Part(thing.name, thing.kind, flows, released, released)

    def _generation(self) -> Iterator[Part]:
        """Plants on the site; what is fed in is drawn from own renewables first, each by its share."""
        for carrier in {thing.parameters.carrier for thing in self._case.of("renewable", "grid")}:
            plants = {
                thing.name: self._account("generation", thing.name)
                for thing in self._case.of("renewable")
                if thing.parameters.carrier == carrier
            }
            grids = {
                thing.name: self._account("export", thing.name)
                for thing in self._case.of("grid")
                if thing.parameters.carrier == carrier
            }
            exported, made = sum(grids.values()), sum(plants.values())
            share = min(exported / made, 1.0) if made > 0.0 else 0.0
            for name, amount in plants.items():
                yield Part(name, "renewable", {carrier: amount * (1.0 - share)}, sold=amount * share)
            beyond = max(1.0 - made / exported, 0.0) if exported > 0.0 else 0.0
            for name, amount in grids.items():
                yield Part(name, SALE, {carrier: -amount * beyond}, sold=amount * beyond)
        for kind, account in DELIVERED.items():
            for thing in self._case.of(kind):
                amount = self._account(account, thing.name)
                unclaimed = 0.0 if owns_attributes(thing) else amount * self._residual(thing)
                yield Part(thing.name, kind, {self._carrier_of(thing): amount}, market=unclaimed)

    def _claims(self) -> Iterator[Part]:
        """What takes CO2 from the account and moves no energy."""
        for thing in self._case.of(*TRADED):
            claimed = self._account("traded", thing.name) if owns_attributes(thing) else 0.0
            yield Part(thing.name, thing.kind, market=-claimed * self._residual(thing))
        for thing in self._case.of("certificate"):
            claimed = self._account("certificate_claimed", thing.name)
            yield Part(thing.name, thing.kind, market=-claimed * self._residual(thing))
        for thing in self._case.of("offset"):
            used = self._account("offset_net", thing.name)
            yield Part(thing.name, thing.kind, location=-used, market=-used)

    def _equipment(self) -> Iterator[Part]:
        for thing in self._case.of("converter", "route", "capture"):
            inputs, outputs = exchange(self._site, thing, self._solution, self._when)
            flows = dict(outputs)
            for carrier, amount in inputs.items():
                flows[carrier] = flows.get(carrier, 0.0) - amount
            released = self._account("scope1_process", thing.name) if thing.kind != "converter" else 0.0
            yield Part(thing.name, thing.kind, flows, released, released)
        for thing in self._case.of("storage"):
            gain = self._energy(f"{thing.name}.discharge") - self._energy(f"{thing.name}.charge")
            yield Part(thing.name, thing.kind, {thing.parameters.carrier: gain})

    def _heat(self) -> Iterator[Part]:
        for thing in self._case.of("waste_heat"):
            flows = {into: self._energy(f"{thing.name}>{into}.recovered") for into in thing.parameters.into}
            yield Part(thing.name, thing.kind, flows)
        for thing in self._case.of("carrier"):
            flows = {low: self._energy(f"{thing.name}>{low}.cascade") for low in thing.parameters.serves}
            flows[thing.name] = -sum(flows.values()) - self._energy(f"{thing.name}.dumped")
            yield Part(thing.name, thing.kind, flows)

    def _uses(self) -> Iterator[Part]:
        for thing in self._case.of("demand"):
            yield Part(thing.name, thing.kind, {thing.parameters.carrier: -self._used(thing.name)})
        for thing in self._case.of("product"):
            made = self._case.production[thing.parameters.production].at(self._year)
            yield Part(thing.name, thing.kind, {thing.parameters.carrier: -made})
        for thing in self._case.of("process"):
            released = self._account("scope1_process", thing.name)
            yield Part(thing.name, thing.kind, location=released, market=released)

    def _used(self, name: str) -> float:
        """Energy of an end use after measures. [MWh/a]"""
        table = "base_annual" if self._when is None else "annual"
        if table not in self._solution or name not in self._solution["end_use"]:
            return 0.0
        values = self._solution[table].sel(end_use=name)
        return float(values if self._when is None else values.sel(year=self._when))
