"""What a unit of each carrier costs and emits in a pathway: purchases, carried through converters to their use.

Receives a Site and a Solution; hands on three numbers per carrier and year: money, CO2 and standard coal. Only what
varies with use counts: energy components of the bill, fuels and variable upkeep; demand charges, capital and carbon
payments do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import xarray as xr

from ..case.value import Thing
from ..site import Site
from .accounts import Ledger
from .exchange import energy_of, exchange

USED = 1e-6


@dataclass
class Balance:
    """Inflows of one carrier: energy, what is bought at a known price, what comes out of other carriers."""

    energy: float = 0.0
    cost: float = 0.0
    co2: float = 0.0
    tce: float = 0.0
    taken: dict[str, float] = field(default_factory=dict)

    def draw(self, carrier: str, energy: float) -> None:
        """Energy of another carrier turned into this one. [MWh/a]"""
        self.taken[carrier] = self.taken.get(carrier, 0.0) + energy


@dataclass(frozen=True)
class Worth:
    """Variable cost [million currency/MWh], location-based CO2 [t/MWh], purchased energy [tce/MWh] by carrier."""

    cost: Mapping[str, float]
    co2: Mapping[str, float]
    tce: Mapping[str, float]


def worth(site: Site, solution: xr.Dataset, year: int) -> Worth:
    """Value every carrier of a pathway in one year.

    Parameters
    ----------
    site : Site
        The factory.
    solution : Dataset
        Solution of a pathway, usually of the reference.
    year : int
        Milestone year.

    Returns
    -------
    Worth
        Carriers that the pathway does not buy or make in that year are missing. Joint outputs share inputs by energy.
    """
    balances = _balances(site, solution, year)
    names = sorted(_reached(balances))
    position = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    known = np.zeros((len(names), 3))
    for name in names:
        balance = balances[name]
        matrix[position[name], position[name]] += balance.energy
        known[position[name]] = balance.cost, balance.co2, balance.tce
        for carrier, energy in balance.taken.items():
            matrix[position[name], position[carrier]] -= energy
    if not names or abs(np.linalg.det(matrix / matrix.diagonal().max())) < np.finfo(float).tiny:
        return Worth({}, {}, {})
    values = np.linalg.solve(matrix, known)
    return Worth(*(dict(zip(names, values[:, column].tolist(), strict=True)) for column in range(3)))


def _reached(balances: Mapping[str, Balance]) -> set[str]:
    """Carriers whose inflows can be followed back to purchases."""
    names = {name for name, balance in balances.items() if balance.energy > USED}
    while True:
        kept = {name for name in names if set(balances[name].taken) <= names}
        if kept == names:
            return names
        names = kept


def _balances(site: Site, solution: xr.Dataset, year: int) -> dict[str, Balance]:
    ledger = Ledger(site.case, solution)
    balances = {name: Balance() for name in site.carriers}
    for grid in site.case.of("grid"):
        balance = balances[grid.parameters.carrier]
        balance.energy += ledger.account("import", year, grid.name)
        balance.cost += ledger.bill("grid_energy", year, grid.name)
        balance.co2 += ledger.account("scope2_location", year, grid.name)
        balance.tce += ledger.account("tce", year, grid.name)
    for fuel in site.case.of("fuel"):
        balance = balances[fuel.parameters.carrier]
        balance.energy += ledger.account("fuel", year, fuel.name)
        balance.cost += ledger.bill("fuel", year, fuel.name)
        emissions = "scope1_fuel" if fuel.parameters.scope == "scope1" else "scope2_location"
        balance.co2 += ledger.account(emissions, year, fuel.name)
        balance.tce += ledger.account("tce", year, fuel.name)
    for stream in site.case.of("waste_heat"):
        for carrier in stream.parameters.into:
            balances[carrier].energy += float(energy_of(solution, f"{stream.name}>{carrier}.recovered", year).sum())
    for kind in ("converter", "route"):
        for technology in site.case.of(kind):
            _turn(balances, site, technology, solution, year)
    for high, given in site.carriers.items():
        for low in given.serves:
            passed = float(energy_of(solution, f"{high}>{low}.cascade", year).sum())
            if passed > USED:
                balances[low].energy += passed
                balances[low].draw(high, passed)
    return balances


def _turn(balances: Mapping[str, Balance], site: Site, thing: Thing, solution: xr.Dataset, year: int) -> None:
    """Enter what a technology makes, from what, and at which cost and CO2 of its own."""
    ledger = Ledger(site.case, solution)
    inputs, outputs = exchange(site, thing, solution, year)
    total = sum(outputs.values())
    upkeep = ledger.bill("opex_variable", year, thing.name) + ledger.bill("start_cost", year, thing.name)
    released = ledger.account("scope1_process", year, thing.name) if thing.kind == "route" else 0.0
    for carrier, energy in outputs.items():
        if energy <= USED:
            continue
        balances[carrier].energy += energy
        balances[carrier].cost += upkeep * energy / total
        balances[carrier].co2 += released * energy / total
        for source, taken in inputs.items():
            balances[carrier].draw(source, taken * energy / total)
