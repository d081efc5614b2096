"""What each action of a roadmap saves, in money, CO2 and purchased energy, in its first milestone year of service.

Energy saved or made on site is valued at what the carrier costs and emits in the reference pathway of that year
(`worth`), less the action's own upkeep and energy. It answers "what would this energy have cost if we had gone on as
before", action by action with all others in place; so the savings of a year need not add up to the whole plan's.
"""

from __future__ import annotations

from functools import cached_property
from math import prod
from typing import TypedDict

import xarray as xr

from ..case.value import Case, Thing
from ..site import Site, build_site
from .accounts import Ledger
from .exchange import energy_of, exchange
from .worth import Worth, worth

LINES = {
    "ppa": ("traded_replaced", "ppa_"),
    "green_trade": ("traded_replaced", "ppa_"),
    "certificate": ("certificates",),
    "offset": ("offsets",),
    "direct_line": ("direct_line_",),
    "onsite_plant": ("onsite_",),
}
"""Beginnings of the lines of the bill that belong to a contract, by kind."""
UPKEEP = ("opex_fixed", "opex_variable", "service_fee", "start_cost", "transport_storage")
DELIVERED = {"direct_line": "direct", "onsite_plant": "third_party"}
"""Contracts whose power does not come through the public grid, with the account that says how much."""


class Effect(TypedDict):
    """Money saved [million currency/a], change of location-based CO2 [t/a] and purchased energy avoided [tce/a].

    None where no number has a meaning.
    """

    saving: float | None
    co2: float | None
    tce: float | None


NOTHING = Effect(saving=None, co2=None, tce=None)


class Effects:
    """Effects of the actions of one plan."""

    def __init__(self, case: Case, solution: xr.Dataset, reference: xr.Dataset) -> None:
        self._case, self._solution, self._reference = case, solution, reference
        self._ledger = Ledger(case, solution)
        self._worth: dict[int, Worth] = {}

    @cached_property
    def _site(self) -> Site:
        return build_site(self._case)

    def of(self, action: str, what: str, year: int) -> Effect:
        """Effect of one action that takes effect in a milestone year.

        Parameters
        ----------
        action : str
            build, retire, adopt, contract or billing.
        what : str
            Name of the asset, measure or contract.
        year : int
            Milestone year.
        """
        if action == "adopt":
            return self._measure(what, year)
        if action == "contract":
            return self._contract(what, year, self._kind("supply", what))
        technology = self._kind("technologies", what)
        if action == "build" and technology == "renewable":
            return self._generation(what, year)
        if action == "build" and technology in ("converter", "route", "capture"):
            return self._conversion(self._site.thing(technology, what), year)
        return NOTHING

    def _kind(self, section: str, name: str) -> str:
        return next((thing.kind for thing in self._case.things if (thing.section, thing.name) == (section, name)), "")

    def _values(self, year: int) -> Worth:
        if year not in self._worth:
            self._worth[year] = worth(self._site, self._reference, year)
        return self._worth[year]

    def _effect(self, year: int, gained: dict[str, float], upkeep: float, share: float = 1.0) -> Effect:
        """Value energy gained, or taken if negative, by carrier [MWh/a], less upkeep [million/a], for a share of it."""
        values = self._values(year)
        if any(carrier not in values.cost for carrier in gained):
            return NOTHING
        money = sum(energy * values.cost[carrier] for carrier, energy in gained.items())
        co2 = -sum(energy * values.co2[carrier] for carrier, energy in gained.items())
        tce = sum(energy * values.tce[carrier] for carrier, energy in gained.items())
        return Effect(saving=share * (money - upkeep), co2=share * co2, tce=share * tce)

    def _share(self, asset: str, year: int) -> float:
        """Part of an asset on line that is built in this year."""
        built, capacity = (float(self._solution[name].sel(asset=asset, year=year)) for name in ("built", "capacity"))
        return built / capacity if capacity > 0.0 else 0.0

    def _upkeep(self, what: str, year: int) -> float:
        return sum(self._ledger.bill(line, year, what) for line in UPKEEP)

    def _measure(self, what: str, year: int) -> Effect:
        active = self._solution["active"].sel(year=year)
        measures = {
            thing.name: thing.parameters
            for thing in self._case.of("measure")
            if float(active.sel(measure=thing.name)) > 0.5
        }
        # Water, waste and counts have no price: what a measure does to them is worth points, not money.
        resources = {thing.name for thing in self._case.of("resource")}
        gained: dict[str, float] = {}
        process = 0.0
        for use, share in measures[what].saves.items():
            if use in resources:
                continue
            others = prod(1.0 - m.saves[use] for name, m in measures.items() if use in m.saves and name != what)
            demand = next((thing for thing in self._case.of("demand") if thing.name == use), None)
            if demand is None:
                given = self._site.thing("process", use).parameters
                process += given.co2.at(year) * self._site.growth(given.follows, year) * others * share
                continue
            given = demand.parameters
            saved = given.annual.at(year) * self._site.growth(given.follows, year) * others * share
            gained[given.carrier] = gained.get(given.carrier, 0.0) + saved
        effect = self._effect(year, gained, measures[what].opex.at(year))
        if effect["co2"] is None:
            return effect
        return Effect(saving=effect["saving"], co2=effect["co2"] - process, tce=effect["tce"])

    def _generation(self, what: str, year: int) -> Effect:
        carrier = self._site.thing("renewable", what).parameters.carrier
        generated = float(energy_of(self._solution, f"{what}.generation", year).sum())
        return self._effect(year, {carrier: generated}, self._upkeep(what, year), self._share(what, year))

    def _conversion(self, thing: Thing, year: int) -> Effect:
        """Worth of what a technology makes less what it takes, and the process CO2 it releases or captures."""
        inputs, outputs = exchange(self._site, thing, self._solution, year)
        gained = dict(outputs)
        for carrier, energy in inputs.items():
            gained[carrier] = gained.get(carrier, 0.0) - energy
        share = self._share(thing.name, year)
        effect = self._effect(year, gained, self._upkeep(thing.name, year), share)
        if effect["co2"] is None:
            return effect
        released = self._ledger.account("scope1_process", year, thing.name) if thing.kind != "converter" else 0.0
        return Effect(saving=effect["saving"], co2=effect["co2"] + share * released, tce=effect["tce"])

    def _contract(self, what: str, year: int, kind: str) -> Effect:
        """A contract saves what it replaces, less what it costs; only delivered power changes location-based CO2."""
        paid = sum(
            row.values.get(year, 0.0)
            for row in self._ledger.bills
            if row.label.startswith(LINES[kind]) and (row.item == what or row.item.startswith(f"{what}."))
        )
        if kind not in DELIVERED:
            return Effect(saving=-paid, co2=0.0, tce=0.0)
        thing = self._site.thing(kind, what)
        carrier = self._site.thing("grid", thing.parameters.grid).parameters.carrier
        return self._effect(year, {carrier: self._ledger.account(DELIVERED[kind], year, what)}, paid)
