"""The roadmap: every decision of a plan in its year, in order.

Receives the case and its Solution. Capital is the declared price at the year of service times the size decided.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import xarray as xr

from ..case.value import Case, Thing
from ..models.parts.throughput import per_hourly_tonne
from .accounts import Ledger
from .effects import Effects

BUILT = 1e-6
DUST = 1e-3
PURCHASES = {"certificate": "certificate", "green_trade": "traded", "offset": "offset"}
"""Kinds that are bought year by year, with the account that says how much."""
HANDLING = ("route", "capture")
"""Technologies that are sized by the tonnes they handle in an hour."""
UNITS = {"offset": "t/a"}
ORDER = {"adopt": 0, "build": 1, "retire": 2, "contract": 3, "billing": 4}
"""Kinds of action in the order in which those of a year are read."""
WAYS = {True: "capacity", False: "demand"}


@dataclass(frozen=True)
class Action:
    """One decision. Money in millions of the case's currency; CO2 avoided is negative, energy avoided positive [tce/a].

    `capex` is the investment whenever it is spent. `saving`, `co2` and `tce` hold for the first milestone year of
    service, valued at what energy costs, emits and takes in the reference pathway of that year (see `effects`); None
    where that says nothing.
    """

    year: int
    action: str
    what: str
    size: float
    unit: str
    capex: float
    saving: float | None = None
    co2: float | None = None
    tce: float | None = None


def roadmap(case: Case, solution: xr.Dataset, reference: xr.Dataset) -> tuple[Action, ...]:
    """Every decision of a plan, by year, kind of action and name.

    Parameters
    ----------
    case : Case
        The case solved.
    solution, reference : Dataset
        Solutions of the plan and of the reference pathway.

    Returns
    -------
    tuple of Action
        The roadmap.
    """
    effects = Effects(case, solution, reference)
    actions = [
        replace(action, **effects.of(action.action, action.what, action.year)) for action in decisions(case, solution)
    ]
    return tuple(actions)


def decisions(case: Case, solution: xr.Dataset) -> tuple[Action, ...]:
    """Every decision of a plan, without what it saves."""
    found = [
        *_adopted(case, solution), *_built(case, solution), *_retired(case, solution), *_signed(case, solution),
        *_bought(case, solution), *_billed(case, solution),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda action: (action.year, ORDER[action.action], action.what)))


def investing(case: Case, solution: xr.Dataset) -> tuple[Action, ...]:
    """Decisions that may cost capital: what is adopted, built and signed, in the order of the roadmap."""
    found = [*_adopted(case, solution), *_built(case, solution), *_signed(case, solution)]
    return tuple(sorted(found, key=lambda action: (action.year, ORDER[action.action], action.what)))


def fingerprint(actions: tuple[Action, ...]) -> str:
    """Hash of what is decided when, sizes to four significant digits: equal for equal roadmaps.

    Sizes below a kilowatt are the dust of the solver and do not count.
    """
    rows = [
        [action.year, action.action, action.what, f"{action.size:.3e}", action.unit]
        for action in actions
        if action.size >= DUST
    ]
    text = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _entries(solution: xr.Dataset, variable: str, dimension: str) -> Iterator[tuple[str, int, float]]:
    """Name, year and value of everything a decision variable holds above zero."""
    if variable not in solution:
        return
    values = solution[variable]
    for name in values[dimension].to_numpy().tolist():
        for year in values["year"].to_numpy().tolist():
            value = float(values.sel({dimension: name, "year": year}))
            if value > BUILT:
                yield str(name), int(year), value


def _adopted(case: Case, solution: xr.Dataset) -> Iterator[Action]:
    prices = {thing.name: thing.parameters.capex for thing in case.of("measure")}
    for name, year, _ in _entries(solution, "adopted", "measure"):
        yield Action(year, "adopt", name, 1.0, "1", prices[name].at(year))


def _built(case: Case, solution: xr.Dataset) -> Iterator[Action]:
    technologies = {thing.name: thing for thing in case.things if thing.section == "technologies"}
    grids = {f"{thing.name}.connection": thing.parameters.reinforcement for thing in case.of("grid")}
    entries = list(_entries(solution, "built", "asset"))
    built = {(name, year) for name, year, _ in entries}
    for asset, year, size in entries:
        if asset in grids:
            yield Action(year, "build", asset, size, "MW", grids[asset].capex.at(year) * size)
            continue
        name, _, part = asset.rpartition(".") if asset not in technologies else (asset, "", "")
        given = technologies[name].parameters
        once = part != "power" or (f"{name}.energy", year) not in built
        capex = _price(given, part).at(year) * size + (given.capex_fixed.at(year) if once else 0.0)
        unit = "t/h" if technologies[name].kind in HANDLING else "MWh" if part == "energy" else "MW"
        yield Action(year, "build", asset, size, unit, capex)


def price_of(case: Case, action: Action) -> float:
    """Part of an investment that grows with its size; what is paid whatever the size is not in it.

    Parameters
    ----------
    case : Case
        The case solved.
    action : Action
        A decision of its roadmap.

    Returns
    -------
    float
        Money by the unit of the size. [million currency/unit]
    """
    if action.action == "contract":
        return 0.0
    if action.action == "adopt":
        return action.capex
    technologies = {thing.name: thing.parameters for thing in case.things if thing.section == "technologies"}
    grids = {f"{thing.name}.connection": thing.parameters.reinforcement for thing in case.of("grid")}
    if action.what in grids:
        return float(grids[action.what].capex.at(action.year))
    name, _, part = action.what.rpartition(".") if action.what not in technologies else (action.what, "", "")
    return float(_price(technologies[name], part).at(action.year))


def _price(given: Any, part: str) -> Any:
    """Price path of an asset in canonical units of its size, or of a storage's content or power."""
    if part:
        return getattr(given, f"capex_{part}")
    return per_hourly_tonne(given.capex)


def _retired(case: Case, solution: xr.Dataset) -> Iterator[Action]:
    before: dict[str, float] = {}
    handling = {thing.name for kind in HANDLING for thing in case.of(kind)}
    units = {thing.name: "t/h" if thing.parameters.technology in handling else "MW" for thing in case.of("existing")}
    for name, year, value in _entries(solution, "retired", "existing"):
        size = value - before.get(name, 0.0)
        before[name] = value
        if size > BUILT:
            yield Action(year, "retire", name, size, units[name], 0.0)


def _signed(case: Case, solution: xr.Dataset) -> Iterator[Action]:
    """Contracts by the year in which they begin; a direct line is paid once, when it is signed."""
    lines = {thing.name: thing.parameters.line_capex for thing in case.of("direct_line")}
    for name, year, size in _entries(solution, "signed", "contract"):
        capex = lines.get(name)
        yield Action(year, "contract", name, size, "MW", 0.0 if capex is None else capex.at(year))


def bought(ledger: Ledger, thing: Thing, year: int) -> float:
    """What is paid for of a purchase in a year; of green power that is called for, used or not. [MWh/a or t/a]"""
    called = ledger.solution.get("nominated")
    if thing.kind == "green_trade" and called is not None and thing.name in called["contract"]:
        return float(called.sel(contract=thing.name, year=year).sum())
    return ledger.account(PURCHASES[thing.kind], year, thing.name)


def _bought(case: Case, solution: xr.Dataset) -> Iterator[Action]:
    """What is bought year by year: certificates, traded green power, offsets."""
    ledger = Ledger(case, solution)
    for thing in case.of(*PURCHASES):
        for year in case.horizon.years:
            size = bought(ledger, thing, year)
            if size > BUILT:
                yield Action(year, "contract", thing.name, size, UNITS.get(thing.kind, "MWh/a"), 0.0)


def _billed(case: Case, solution: xr.Dataset) -> Iterator[Action]:
    """Years in which quarters change between billing by maximum demand and by transformer capacity."""
    for grid in (thing.name for thing in case.of("grid") if thing.parameters.billing == "choose"):
        before = None
        if "base_billing" in solution:
            before = _ways(solution["base_billing"].sel(grid=grid))
        for year in solution["year"].to_numpy().tolist():
            now = _ways(solution["billing"].sel(grid=grid, year=year))
            if now != before:
                yield Action(int(year), "billing", f"{grid} by {_worded(now)}", 1.0, "1", 0.0)
            before = now


def _ways(quarters: xr.DataArray) -> tuple[str, ...]:
    """Way of billing in each quarter."""
    return tuple(WAYS[value > 0.5] for value in quarters.to_numpy().tolist())


def _worded(ways: tuple[str, ...]) -> str:
    """Ways of billing in words: quarters that are not named are billed by maximum demand.

    Examples
    --------
    >>> _worded(("demand",) * 4), _worded(("capacity", "demand", "demand", "capacity"))
    ('demand', 'capacity Q1 Q4')
    """
    if len(set(ways)) == 1:
        return ways[0]
    return " ".join(["capacity", *(f"Q{number}" for number, way in enumerate(ways, 1) if way == "capacity")])
