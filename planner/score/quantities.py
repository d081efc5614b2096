"""The quantities that formulas are made of, in decimals, from the accounts of a year and the head of the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..quantities import OUTPUT_VALUE, VALUE_ADDED, counted
from .exact import ONE, ZERO, exact, wide
from .ledger import Ledger

if TYPE_CHECKING:
    import xarray as xr

    from ..case.value import Case, Thing
    from ..fields import YearPath
    from ..schemes import Scheme

DIRECT = ("scope1_fuel", "scope1_process")
TRADED = ("ppa", "green_trade")
DELIVERED = ("direct_line", "onsite_plant")
ELECTRICITY = "electricity"

# Calendar years whose investment and output value are added up, the year of the numbers being the last.
YEARS = 3


@dataclass(frozen=True)
class Quantities:
    """Quantities of one calendar year.

    Attributes
    ----------
    ledger : Ledger
        Numbers of the Solution.
    scheme : Scheme or None
        Which CO2 of electricity counts, and whether own renewable power counts as energy; none: by location, and yes.
    given : Parameters or None
        Of a `green_factory` target: entries of production, history.
    """

    ledger: Ledger
    year: int
    scheme: Scheme | None = None
    given: Any = None

    def of(self, name: str) -> Decimal | None:
        """A quantity, in canonical units; None if it does not follow from the case."""
        return KNOWN[name](self) if name in KNOWN else self.ledger.sum(name, self.year)

    def add(self, names: tuple[str, ...], *, frozen: bool = False) -> Decimal | None:
        """Sum of quantities, None if one of them does not follow; `frozen` takes the base year's factors for CO2."""
        found = [self.frozen_co2() if frozen and name == "co2" else self.of(name) for name in names]
        return sum((number for number in found if number is not None), ZERO) if None not in found else None

    def energy(self) -> Decimal:
        """Comprehensive energy. [tce]"""
        total = self.ledger.sum("tce", self.year)
        if self.scheme is None or self.scheme.onsite_energy:
            return total
        return total - sum((self.ledger.entry("tce", carrier, self.year) for carrier in self._generated()), ZERO)

    def co2(self) -> Decimal:
        """Scope 1, and scope 2 by the scheme's rule. [t]"""
        return sum((self.ledger.sum(account, self.year) for account in (*DIRECT, f"scope2_{self._rule}")), ZERO)

    def frozen_co2(self) -> Decimal:
        """The same as if the electricity of every grid had the factor of the base year. [t]"""
        return self.co2() + sum((self._change_of_factor(grid) for grid in self._case.of("grid")), ZERO)

    def renewable_energy(self) -> Decimal:
        """Renewable energy of formula B.5: made or delivered on the site, fuels, traded power, certificates. [tce]"""
        physical = {thing.name for thing in self._case.of("fuel") if thing.parameters.renewable}
        physical |= self._generated() | {thing.name for thing in self._owned(*DELIVERED)}
        total = sum((self.ledger.entry("tce", item, self.year) for item in sorted(physical)), ZERO)
        for grid in self._case.of("grid"):
            total += exact(grid.parameters.tce) * self._claimed(grid.name, certificates=True)
        return total

    def electricity(self) -> Decimal:
        """Electricity that the site uses: bought, generated, delivered or converted, less what it feeds in. [MWh]"""
        case, ledger, year = self._case, self.ledger, self.year
        grids = {grid.name for grid in case.of("grid") if grid.parameters.carrier in self._carriers}
        total = sum((ledger.entry("import", grid, year) - ledger.entry("export", grid, year) for grid in grids), ZERO)
        for thing in case.of("renewable"):
            if thing.parameters.carrier in self._carriers:
                total += ledger.entry("generation", thing.name, year)
        total += ledger.sum("direct", year) + ledger.sum("third_party", year)
        return total + sum((self._converted(thing) for thing in case.of("converter")), ZERO)

    def physical_electricity(self) -> Decimal:
        """Renewable power used that does not come over the public grid and whose attributes are the factory's. [MWh]"""
        ledger, year = self.ledger, self.year
        found = [("self_use", carrier) for carrier in sorted(self._carriers)]
        found += [("self_use", plant.name) for plant in self._owned("onsite_plant")]
        found += [("direct", line.name) for line in self._owned("direct_line")]
        return sum((ledger.entry(account, item, year) for account, item in found), ZERO)

    def captured(self) -> Decimal:
        """CO2 captured. [t]"""
        return self.ledger.sum("captured", self.year)

    def investment(self) -> Decimal:
        """Capital spent in three calendar years; up to the base year what the case states. [million]"""
        base, stated = self._case.horizon.base_year, self._history("investment")
        return sum(
            (stated.get(year, ZERO) if year <= base else self.ledger.spent("capex", year) for year in self._three()),
            ZERO,
        )

    def three_years_of_output_value(self) -> Decimal | None:
        """Output value of three calendar years, as far back as the case knows it. [million]"""
        path, stated = self._path("output_value"), self._history("output_value")
        if path is None:
            return None
        found = [
            exact(path.at(year)) if path.defined(year) else stated.get(year, self._at(path, year))
            for year in self._three()
        ]
        return sum((number for number in found if number is not None), ZERO) if None not in found else None

    def produced(self, entry: str) -> Decimal | None:
        """Output by an entry of production that the target names. [unit of the entry]"""
        path = self._path(entry)
        return None if path is None else self._at(path, self.ledger.stands(self.year))

    def land(self) -> Decimal | None:
        """Area of the land. [m2]"""
        area = self._case.areas.get("land")
        return None if area is None else exact(area.area)

    @property
    def _case(self) -> Case:
        return self.ledger.case

    @property
    def _rule(self) -> str:
        return "location" if self.scheme is None else self.scheme.electricity

    @property
    def _carriers(self) -> set[str]:
        """Carriers of the public grids; without any, electricity by its usual name."""
        return {grid.parameters.carrier for grid in self._case.of("grid")} or {ELECTRICITY}

    def _three(self) -> range:
        return range(self.year - YEARS + 1, self.year + 1)

    def _generated(self) -> set[str]:
        """Carriers that own renewables give; their standard coal is entered under the carrier."""
        return {thing.parameters.carrier for thing in self._case.of("renewable")}

    def _owned(self, *kinds: str) -> list[Thing]:
        """Contracts whose green attributes are the factory's."""
        return [thing for thing in self._case.of(*kinds) if getattr(thing.parameters, "attributes", "buyer") == "buyer"]

    def _claimed(self, grid: str, *, certificates: bool) -> Decimal:
        """Green power claimed on what a grid delivers. [MWh]"""
        traded = [("traded", thing) for thing in self._owned(*TRADED)]
        bought = [("certificate_claimed", thing) for thing in self._case.of("certificate")] if certificates else []
        return sum(
            (
                self.ledger.entry(account, thing.name, self.year)
                for account, thing in (*traded, *bought)
                if thing.parameters.grid == grid
            ),
            ZERO,
        )

    def _change_of_factor(self, grid: Thing) -> Decimal:
        """CO2 that the grid's electricity would have more by the base year's factor. [t]"""
        given, stands = grid.parameters, self.ledger.stands(self.year)
        path = given.emission_factor if self._rule == "location" else given.residual_factor
        base, now = self._at(path, self._case.horizon.base_year), self._at(path, stands)
        if base is None or now is None:
            return ZERO
        return (base - now) * self._counted(grid)

    def _counted(self, grid: Thing) -> Decimal:
        """Electricity that counts with the grid's factor: all, or what nobody shows the green origin of. [MWh]"""
        bought = self.ledger.entry("import", grid.name, self.year)
        if self._rule == "location":
            return bought
        sold_on = [thing for thing in self._case.of(*DELIVERED) if thing.parameters.grid == grid.name]
        unclaimed = sum((self.ledger.entry("unclaimed", thing.name, self.year) for thing in sold_on), ZERO)
        return bought + unclaimed - self._claimed(grid.name, certificates=self._rule == "market_certificates")

    def _converted(self, thing: Thing) -> Decimal:
        """Electricity that a converter makes of something else. [MWh]"""
        given = thing.parameters
        made = self._carriers.intersection(given.outputs)
        if not made or self._carriers.issuperset(given.inputs):
            return ZERO
        main = next(iter(given.outputs))
        activity = self.ledger.energy(f"{thing.name}.activity", self.year)
        total = activity if main in made else ZERO
        if made == {main} or given.carnot is not None:
            return total
        others = sum((exact(given.outputs[carrier]) for carrier in made - {main}), ZERO)
        return total + others / exact(given.outputs[main]) * self._input(thing, activity)

    def _input(self, thing: Thing, activity: Decimal) -> Decimal:
        """What a converter takes, in main output at full load; other outputs follow it, also at part load. [MWh]"""
        given = thing.parameters
        if given.part_load is None:
            return activity
        load, efficiency = next((exact(load), exact(rest)) for load, rest in given.part_load.items())
        slope = (ONE - load / efficiency) / (ONE - load)
        running = exact(given.unit) * self.ledger.energy(f"{thing.name}.on", self.year)
        return slope * activity + (ONE - slope) * running

    def _history(self, field: str) -> dict[int, Decimal]:
        """What the case states about years before the plan. [million]"""
        history = {} if self.given is None else getattr(self.given.history, field)
        return {int(year): exact(money) for year, money in history.items()}

    def _path(self, entry: str) -> YearPath | None:
        """Entry of production that the target counts as product, output value or value added."""
        usual = {"output_value": OUTPUT_VALUE, "value_added": VALUE_ADDED}
        name = usual.get(entry) if self.given is None else getattr(self.given, entry)
        return self._case.production.get(name) if name is not None else None

    def _at(self, path: YearPath, year: int) -> Decimal | None:
        """Value of a path; the base year takes the first value of a path that begins later."""
        if path.defined(year):
            return exact(path.at(year))
        return exact(path.points[0][1]) if year == self._case.horizon.base_year < path.points[0][0] else None


KNOWN: Mapping[str, Callable[[Quantities], Decimal | None]] = {
    "energy": Quantities.energy,
    "co2": Quantities.co2,
    "renewable_energy": Quantities.renewable_energy,
    "electricity": Quantities.electricity,
    "physical_renewable_electricity": Quantities.physical_electricity,
    "captured": Quantities.captured,
    "green_investment": Quantities.investment,
    "output_value_3y": Quantities.three_years_of_output_value,
    "output": lambda year: year.produced("product"),
    "output_value": lambda year: year.produced("output_value"),
    "value_added": lambda year: year.produced("value_added"),
    "land": Quantities.land,
}


def quantities(
    case: Case, solution: xr.Dataset, year: int, scheme: Scheme | None = None, target: Thing | None = None
) -> dict[str, Decimal]:
    """Quantities that a factory knows, in one year.

    Parameters
    ----------
    case : Case
        The factory.
    solution : Dataset
        Its Solution.
    year : int
        A calendar year; it has the numbers of the milestone year that stands for it.
    scheme : Scheme, optional
        Whose rules count for CO2 and energy; by default electricity counts by location and own power as energy.
    target : Thing, optional
        A `green_factory` target.

    Returns
    -------
    dict of str to Decimal
        Canonical units.
    """
    given = None if target is None else target.parameters
    with wide():
        found = Quantities(Ledger(case, solution), year, scheme, given)
        numbers = {name: found.of(name) for name in counted(case, given)}
        return {name: number for name, number in numbers.items() if number is not None}
