"""The claim ledger: where every green megawatt-hour comes from, who owns its attribute, and that it is claimed once.

Receives the case and a Solution. Claims and power without a claim add up to the electricity use of the site; what a
seller keeps the attribute of is used but never claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import xarray as xr

from ..case.value import Case, Thing
from .accounts import Ledger, owns_attributes
from .exchange import energy_of, first_input

INSTRUMENTS = ("self_use", "third_party", "direct_line", "traded", "certificate")
PHYSICAL = INSTRUMENTS[:3]
ELECTRICITY = "electricity"
FLAT = "flat"
HOURS = 8760
FACTORY, SELLER, NOBODY = "factory", "seller", ""
LEVELS = ("monthly", "hourly")


@dataclass(frozen=True)
class Claim:
    """One green source in one year, in MWh.

    Attributes
    ----------
    instrument : str
        self_use, third_party, direct_line, traded or certificate.
    owner : str
        Who owns the green attribute: factory or seller.
    available : float
        What the source could give: generation of a plant, volume of a contract, certificates bought in the year.
    used, sold : float
        Used on the site, and sold on by the factory; a certificate is used when it is claimed.
    curtailed : float
        Neither used nor sold: curtailed, or left to the seller, even where it was called for and paid.
    claimed : float
        Counts as green power of the factory.
    matched_monthly, matched_hourly : float or None
        Claimed power that is used in the month or the hour of its generation; None where no target asks.
    """

    year: int
    source: str
    instrument: str
    owner: str
    available: float
    used: float
    sold: float
    curtailed: float
    claimed: float
    matched_monthly: float | None = None
    matched_hourly: float | None = None

    def matched(self, level: str) -> float:
        """Claimed power that counts where it must be matched at a level: yearly, monthly or hourly. [MWh]

        Power that flows to the site by itself is used as it is generated, whether or not a target asks.
        """
        if level == "yearly" or self.instrument in PHYSICAL:
            return self.claimed
        return (self.matched_monthly if level == "monthly" else self.matched_hourly) or 0.0


@dataclass(frozen=True)
class Balance:
    """Claims of a year against the electricity that the site uses. [MWh/a]"""

    use: float
    claimed: Mapping[str, float]

    @property
    def green(self) -> float:
        """All claims. [MWh/a]"""
        return sum(self.claimed.values())

    @property
    def unclaimed(self) -> float:
        """Power that no claim of the factory covers. [MWh/a]"""
        return self.use - self.green

    @property
    def green_share(self) -> float:
        """All claims in the electricity use. [1]"""
        return self._share(self.green)

    @property
    def physical_share(self) -> float:
        """Claims on power that flows to the site without the public grid, in the electricity use. [1]"""
        return self._share(sum(self.claimed[instrument] for instrument in PHYSICAL))

    def _share(self, part: float) -> float:
        return part / self.use if self.use > 0.0 else 0.0


class ClaimLedger:
    """Claims of one pathway, the base year's first."""

    def __init__(self, case: Case, solution: xr.Dataset) -> None:
        self._case, self._solution = case, solution
        self._ledger = Ledger(case, solution)
        self._grids = {thing.name: thing.parameters for thing in case.of("grid")}
        self._carriers = {ELECTRICITY, *(given.carrier for given in self._grids.values())}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every green source of electricity in every year that has it, by year and instrument."""
        years = (self._case.horizon.base_year, *self._case.horizon.years)
        found = (claim for year in years for claim in self._of_year(year))
        return tuple(claim for claim in found if claim.available > 0.0 or claim.used > 0.0)

    def balance(self, year: int) -> Balance:
        """Claims of a year by instrument, and the use they are part of."""
        claimed = dict.fromkeys(INSTRUMENTS, 0.0)
        for claim in self.claims:
            if claim.year == year:
                claimed[claim.instrument] += claim.claimed
        return Balance(self.use(year), claimed)

    def use(self, year: int) -> float:
        """Electricity that the site uses: bought, made or delivered on the site, less what it exports. [MWh/a]"""
        grids = [name for name, given in self._grids.items() if given.carrier in self._carriers]
        bought = sum(self._amount("import", name, year) - self._amount("export", name, year) for name in grids)
        made = sum(self._amount("generation", thing.name, year) for thing in self._renewables())
        delivered = sum(self._ledger.account(account, year) for account in ("direct", "third_party"))
        return bought + made + delivered + self._converted(year)

    def _of_year(self, year: int) -> Iterator[Claim]:
        for claim in self._sources(year):
            monthly, hourly = (self._matched(claim, level) for level in LEVELS)
            yield replace(claim, matched_monthly=monthly, matched_hourly=hourly)

    def _sources(self, year: int) -> Iterator[Claim]:
        yield from self._own(year)
        for kind, make in (
            ("onsite_plant", self._third_party), ("direct_line", self._direct), ("ppa", self._traded),
            ("green_trade", self._traded), ("certificate", self._certificate),
        ):  # fmt: skip
            for thing in self._case.of(kind):
                yield make(thing, year)

    def _own(self, year: int) -> Iterator[Claim]:
        """Own plants: exports of a carrier are drawn from them first, each by its share of the generation."""
        for thing in self._renewables():
            carrier = thing.parameters.carrier
            beside = [other.name for other in self._renewables() if other.parameters.carrier == carrier]
            total = sum(self._amount("generation", name, year) for name in beside)
            exported = sum(
                self._amount("export", name, year) for name, given in self._grids.items() if given.carrier == carrier
            )
            generated = self._amount("generation", thing.name, year)
            sold = min(exported, total) * generated / total if total > 0.0 else 0.0
            curtailed = max(self._amount("curtailed", thing.name, year), 0.0)
            used = generated - sold
            yield Claim(year, thing.name, "self_use", FACTORY, generated + curtailed, used, sold, curtailed, used)

    def _third_party(self, thing: Thing, year: int) -> Claim:
        used = self._amount("third_party", thing.name, year)
        return self._contract(thing, year, "third_party", self._volume(thing, year), used, 0.0)

    def _direct(self, thing: Thing, year: int) -> Claim:
        used, sold = (self._amount(account, thing.name, year) for account in ("direct", "direct_sold"))
        return self._contract(thing, year, "direct_line", self._volume(thing, year), used, sold)

    def _traded(self, thing: Thing, year: int) -> Claim:
        """Traded power; under a contract for all generation the surplus is sold on."""
        used = self._amount("traded", thing.name, year)
        volume = self._volume(thing, year)
        resold = getattr(thing.parameters, "surplus_price", None) is not None
        return self._contract(thing, year, "traded", volume, used, max(volume - used, 0.0) if resold else 0.0)

    def _certificate(self, thing: Thing, year: int) -> Claim:
        """Certificates; one that is not claimed in its year may be valid later."""
        bought, claimed = (
            self._amount(account, thing.name, year) for account in ("certificate", "certificate_claimed")
        )
        return Claim(year, thing.name, "certificate", FACTORY, bought, claimed, 0.0, 0.0, claimed)

    def _contract(self, thing: Thing, year: int, instrument: str, volume: float, used: float, sold: float) -> Claim:
        """A contract; its band may deliver more than its volume."""
        buyer = owns_attributes(thing)
        available = max(volume, used + sold)
        claimed = used if buyer else 0.0
        owner = FACTORY if buyer else SELLER
        return Claim(year, thing.name, instrument, owner, available, used, sold, available - used - sold, claimed)

    def _volume(self, thing: Thing, year: int) -> float:
        """Energy that a contract or an offer covers in a year. [MWh/a]"""
        given = thing.parameters
        if thing.kind == "green_trade":
            first = given.available_from or self._case.horizon.first_decision
            return float(given.max.at(year)) if year >= first else 0.0
        return self._contracted(thing.name, year) * self._hours(given.profile)

    def _contracted(self, name: str, year: int) -> float:
        """Size of a contract in force. [MW]"""
        if year == self._case.horizon.base_year or "contracted" not in self._solution:
            return 0.0
        sizes = self._solution["contracted"]
        return float(sizes.sel(contract=name, year=year)) if name in sizes["contract"] else 0.0

    def _hours(self, profile: str | None) -> float:
        """Full-load hours of a profile. [h/a]"""
        return float(HOURS) if profile in (None, FLAT) else float(self._case.series[profile].sum())

    def _matched(self, claim: Claim, level: str) -> float | None:
        """Claimed power that is used as it is generated; on the site and behind a direct line all of it is."""
        if not any(row.label == f"matched_{level}" for row in self._ledger.accounts):
            return None
        if claim.instrument in PHYSICAL:
            return claim.claimed
        return self._amount(f"matched_{level}", claim.source, claim.year)

    def _renewables(self) -> list[Thing]:
        return [thing for thing in self._case.of("renewable") if thing.parameters.carrier in self._carriers]

    def _converted(self, year: int) -> float:
        """Electricity that converters on the site make; between electric carriers none is made. [MWh/a]"""
        when = None if year == self._case.horizon.base_year else year
        total = 0.0
        for thing in self._case.of("converter"):
            outputs = thing.parameters.outputs
            made = self._carriers.intersection(outputs)
            if not made or self._carriers.issuperset(thing.parameters.inputs):
                continue
            main = next(iter(outputs))
            first = first_input(thing, self._solution, when, float(outputs[main]))
            total += sum(first * float(outputs[carrier]) for carrier in made - {main})
            if main in made:
                total += float(energy_of(self._solution, f"{thing.name}.activity", when).sum())
        return total

    def _amount(self, account: str, item: str, year: int) -> float:
        return self._ledger.account(account, year, item)
