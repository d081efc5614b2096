"""What a unit of each carrier costs and emits in a pathway: purchases, carried through converters to their use.

Receives a Site and a Solution; hands on a few numbers per carrier and year. Only what varies with use counts: energy
components of the bill, fuels and variable upkeep; demand charges, capital and carbon payments do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import xarray as xr

from ..case.value import Thing
from ..site import Site
from .accounts import Ledger
from .exchange import energy_of, exchange

USED = 1e-6
COST, LOCATION, MARKET, COAL, ORIGIN = "cost", "location", "market", "tce", "from "
"""Columns of what is valued; an origin stands behind its prefix, so that no carrier's name meets the others."""
ELECTRICITY = "electricity"
"""Origin of what grids supply; fuels are origins by the name of their carrier."""

Columns = dict[str, dict[str, float]]


@dataclass
class Balance:
    """Inflows of one carrier: energy, what they cost and emit at their purchase, what comes out of other carriers."""

    energy: float = 0.0
    amounts: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    taken: dict[str, float] = field(default_factory=lambda: defaultdict(float))


@dataclass(frozen=True)
class Worth:
    """Variable cost, CO2 and standard coal of a unit of each carrier.

    Attributes
    ----------
    cost : Mapping[str, float]
        By carrier. [million currency/MWh]
    co2, market : Mapping[str, float]
        By carrier, grid power at the average factor or at the residual one, before any claim. [t/MWh]
    tce : Mapping[str, float]
        By carrier, purchased energy by the factors of comprehensive energy. [tce/MWh]
    origins : Mapping[str, Mapping[str, float]]
        Purchased energy in a unit, by origin: electricity, or the carrier of a fuel. [MWh/MWh]
    """

    cost: Mapping[str, float]
    co2: Mapping[str, float]
    market: Mapping[str, float] = field(default_factory=dict)
    tce: Mapping[str, float] = field(default_factory=dict)
    origins: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def worth(site: Site, solution: xr.Dataset, year: int, known: Worth | None = None) -> Worth:
    """Value every carrier of a pathway in one year.

    Parameters
    ----------
    site : Site
        The factory.
    solution : Dataset
        Solution of a pathway, usually of the reference.
    year : int
        Milestone year, or the base year.
    known : Worth, optional
        Carriers that are valued already, in another pathway; they keep their values, the others are added.

    Returns
    -------
    Worth
        Carriers that the pathway does not buy or make in that year are missing. Joint outputs share inputs by energy.
    """
    balances = _balances(site, solution, year)
    columns = _columns(known)
    fixed = set(columns)
    names = sorted(_reached(balances, fixed) - fixed)
    labels = sorted({label for name in names for label in balances[name].amounts} | _labels(columns))
    for name, values in zip(names, _solved(balances, names, columns, labels), strict=False):
        columns[name] = dict(zip(labels, values, strict=True))
    return _worth(columns)


def _solved(balances: Mapping[str, Balance], names: list[str], fixed: Columns, labels: list[str]) -> list[list[float]]:
    """Values of a unit of each carrier; none if there is no carrier or the balances leave them open."""
    if not names:
        return []
    position = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    sums = np.zeros((len(names), len(labels)))
    for name in names:
        balance = balances[name]
        matrix[position[name], position[name]] += balance.energy
        sums[position[name]] = [balance.amounts.get(label, 0.0) for label in labels]
        for carrier, energy in balance.taken.items():
            if carrier in position:
                matrix[position[name], position[carrier]] -= energy
            else:
                sums[position[name]] += [energy * fixed[carrier].get(label, 0.0) for label in labels]
    if abs(np.linalg.det(matrix / matrix.diagonal().max())) < np.finfo(float).tiny:
        return []
    found: list[list[float]] = np.linalg.solve(matrix, sums).tolist()
    return found


def _columns(known: Worth | None) -> Columns:
    """Values that are known, by carrier and label."""
    if known is None:
        return {}
    return {
        name: {
            COST: known.cost[name],
            LOCATION: known.co2[name],
            MARKET: known.market[name],
            COAL: known.tce[name],
            **{f"{ORIGIN}{origin}": value for origin, value in known.origins[name].items()},
        }
        for name in known.cost
    }


def _labels(columns: Columns) -> set[str]:
    return {label for values in columns.values() for label in values}


def _worth(columns: Columns) -> Worth:
    def values(label: str) -> dict[str, float]:
        return {name: found.get(label, 0.0) for name, found in columns.items()}

    origins = {
        name: {label.removeprefix(ORIGIN): value for label, value in found.items() if label.startswith(ORIGIN)}
        for name, found in columns.items()
    }
    return Worth(values(COST), values(LOCATION), values(MARKET), values(COAL), origins)


def _reached(balances: Mapping[str, Balance], fixed: set[str]) -> set[str]:
    """Carriers whose inflows can be followed back to purchases."""
    names = {name for name, balance in balances.items() if balance.energy > USED} | fixed
    while True:
        kept = {name for name in names if name in fixed or set(balances[name].taken) <= names}
        if kept == names:
            return names
        names = kept


def _balances(site: Site, solution: xr.Dataset, year: int) -> dict[str, Balance]:
    ledger = Ledger(site.case, solution)
    when = None if year == site.case.horizon.base_year else year
    balances = {name: Balance() for name in site.carriers}
    for grid in site.case.of("grid"):
        balance, bought = balances[grid.parameters.carrier], ledger.account("import", year, grid.name)
        balance.energy += bought
        balance.amounts[COST] += ledger.bill("grid_energy", year, grid.name)
        balance.amounts[LOCATION] += ledger.account("scope2_location", year, grid.name)
        balance.amounts[MARKET] += bought * grid.parameters.residual_factor.at(year)
        balance.amounts[COAL] += ledger.account("tce", year, grid.name)
        balance.amounts[f"{ORIGIN}{ELECTRICITY}"] += bought
    for fuel in site.case.of("fuel"):
        balance, bought = balances[fuel.parameters.carrier], ledger.account("fuel", year, fuel.name)
        balance.energy += bought
        balance.amounts[COST] += ledger.bill("fuel", year, fuel.name)
        emissions = "scope1_fuel" if fuel.parameters.scope == "scope1" else "scope2_location"
        for rule in (LOCATION, MARKET):
            balance.amounts[rule] += ledger.account(emissions, year, fuel.name)
        balance.amounts[COAL] += ledger.account("tce", year, fuel.name)
        balance.amounts[f"{ORIGIN}{fuel.parameters.carrier}"] += bought
    for stream in site.case.of("waste_heat"):
        for carrier in stream.parameters.into:
            balances[carrier].energy += float(energy_of(solution, f"{stream.name}>{carrier}.recovered", when).sum())
    for kind in ("converter", "route"):
        for technology in site.case.of(kind):
            _turn(balances, site, ledger, technology, year)
    for high, given in site.carriers.items():
        for low in given.serves:
            passed = float(energy_of(solution, f"{high}>{low}.cascade", when).sum())
            if passed > USED:
                balances[low].energy += passed
                balances[low].taken[high] += passed
    return balances


def _turn(balances: Mapping[str, Balance], site: Site, ledger: Ledger, thing: Thing, year: int) -> None:
    """Enter what a technology makes, from what, and at which cost and CO2 of its own."""
    when = None if year == site.case.horizon.base_year else year
    inputs, outputs = exchange(site, thing, ledger.solution, when)
    total = sum(outputs.values())
    upkeep = ledger.bill("opex_variable", year, thing.name) + ledger.bill("start_cost", year, thing.name)
    released = ledger.account("scope1_process", year, thing.name) if thing.kind == "route" else 0.0
    for carrier, energy in outputs.items():
        if energy <= USED:
            continue
        balance = balances[carrier]
        balance.energy += energy
        balance.amounts[COST] += upkeep * energy / total
        for rule in (LOCATION, MARKET):
            balance.amounts[rule] += released * energy / total
        for source, taken in inputs.items():
            balance.taken[source] += taken * energy / total
