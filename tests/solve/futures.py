"""Tiny factories that may go several ways, and the shortest way to designs for all of them."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from planner.case.value import Case
from planner.site import build_site
from planner.solve.assemble import build_operation, build_pathway
from planner.solve.common import common_decisions
from planner.solve.highs import Settings
from planner.solve.joint import Designs, Future, Together
from planner.solve.split import split_pathway
from planner.solve.weighing import Weighing, expected
from planner.solve.whole import join_years, solve_whole
from tests.solve.small import EXACT, LED, SERIES, Things, case_of, days

GRID: dict[str, Any] = {
    "kind": "grid", "components": {"energy": {"basis": "energy", "price": "500 CNY/MWh"}},
    "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
}  # fmt: skip

# Light for 2,000 MWh a year; LED save half of it for 1.6 million and serve as long as the plan, 2026 to 2029.
LIGHT: Things = {
    "carriers.electricity": {"kind": "carrier"},
    "demands.lighting": {"kind": "demand", "carrier": "electricity", "annual": "2000 MWh"},
    "measures.led": {**LED, "capex": "1.6 Mio CNY", "life": "4 a"},
    "supply.grid": GRID,
}


def priced(things: Mapping[str, Mapping[str, Any]], price: float) -> Things:
    """The things with another price of power. [CNY/MWh]"""
    components = {"energy": {"basis": "energy", "price": f"{price} CNY/MWh"}}
    return {**things, "supply.grid": {**things["supply.grid"], "components": components}}  # type: ignore[dict-item]


def future(name: str, case: Case) -> Future:
    """A future of one day."""
    site = build_site(case)
    found = Future(name, build_pathway(site, {}))
    found.give(1, build_operation(site, days(1)))
    return found


def one_block(things: Things) -> Case:
    """A case of one milestone year that stands for four."""
    return case_of(things, years=(2026,), end=2029, series=SERIES)


def together(cases: Mapping[str, Case], until: int | None = None, *, by_year: bool = False) -> Together:
    """Futures of these cases, with what they decide in common."""
    futures = [future(name, case) for name, case in cases.items()]
    common = common_decisions([each.pathway for each in futures], until)
    settings = Settings(gap=1e-7) if by_year else EXACT
    return Together(futures, common, 1, settings, 0 if by_year else 10**9)


def chosen(planned: Together, weighing: Weighing) -> Designs:
    """Designs of all futures."""
    return planned.choose(weighing, lambda *_: None, threading.Event())


def alone(planned: Together) -> list[float]:
    """Least cost of every future by itself. [million]"""
    found = []
    for each in planned.futures:
        single = Together([each], (), 1, planned.settings, planned.small)
        found.append(chosen(single, expected([1.0])).costs[0])
    return found


def held_cost(case: Case, held: Sequence[tuple[str, str, int, float]]) -> float:
    """Least cost of a case with decisions made already, by way of its own problem alone. [million]"""
    site = build_site(case)
    pathway, operation = build_pathway(site, {}, held=held), build_operation(site, days(1))
    split = split_pathway(pathway)
    joined = join_years(split, pathway, operation)
    outcome, values = solve_whole(joined, joined.problem.cost.size, EXACT, lambda *_: None, threading.Event())
    assert values is not None
    return outcome.objective
