"""A bench for proofs: cases small enough to solve by hand, solved whole, with any constraint taken away.

By default a case has one milestone year (2026) that stands for itself and no discounting, so that one unit of money
paid once or in that year costs one. One representative day stands for all 365 days.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np
import pyomo.environ as pyo
import pytest

from planner.case.draft import references
from planner.case.value import Area, Case, Horizon, Thing, Where
from planner.fields import YearPath
from planner.models import modules
from planner.schemes import Scheme
from planner.site import Site, Steps, build_site
from planner.solve import highs
from planner.solve.assemble import Operation, Pathway, build_operation, build_pathway
from planner.solve.highs import Settings, Status
from planner.solve.matrix import compile_model
from planner.solve.solution import evaluate, load_amounts, load_values
from planner.solve.split import Split, split_pathway
from planner.solve.whole import join_years

FIRST_HALF = 181
HOUR = np.arange(8760) % 24
DAY_OF_YEAR = np.arange(8760) // 24

# One day for all days; and a day of January for January to June beside a day of December for the rest.
ONE_DAY = Steps("typical", centre=np.array([0]), assignment=np.zeros(365, dtype=np.int64))
TWO_DAYS = Steps("typical", centre=np.array([0, 364]), assignment=(np.arange(365) >= FIRST_HALF).astype(np.int64))

# The mean of January to June beside the mean of the rest.
TWO_MEANS = replace(TWO_DAYS, name="average", averaged=True)

FREE_LIFE = {"life": "1 a"}
GRID: dict[str, Any] = {
    "kind": "grid", "components": {"energy": {"basis": "energy", "price": "1000 CNY/MWh"}},
    "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
}  # fmt: skip


def on(*spans: tuple[int, int], high: float = 1.0, low: float = 0.0) -> np.ndarray:
    """A series that is high in some hours of every day."""
    inside = np.any([(start <= HOUR) & (end > HOUR) for start, end in spans], axis=0)
    return np.where(inside, high, low)


def grid(price: str = "1000 CNY/MWh", **fields: Any) -> dict[str, Any]:
    """A public grid with a single energy price unless told otherwise."""
    return {**GRID, "components": {"energy": {"basis": "energy", "price": price}}, **fields}


def fuel(carrier: str, price: str, **fields: Any) -> dict[str, Any]:
    """A fuel without CO2 unless told otherwise."""
    clean = {"emission_factor": "0 t/MWh", "tce": "0 tce/MWh"}
    return {"kind": "fuel", "carrier": carrier, "price": price, **clean, **fields}


def demand(annual: Any = "8760 MWh", carrier: str = "electricity", **fields: Any) -> dict[str, Any]:
    """An end use; 8760 MWh are 1 MW in every hour."""
    return {"kind": "demand", "carrier": carrier, "annual": annual, **fields}


def thing(path: str, fields: Mapping[str, Any]) -> Thing:
    """One thing of a case, read by the declaration of its kind."""
    section, name = path.split(".")
    given = dict(fields)
    kind = given.pop("kind")
    parameters = modules()[kind].Parameters.model_validate(given, context={"currency": "CNY"})
    return Thing(name, kind, section, parameters, Where("case.yaml", None, path))


def case(
    things: Mapping[str, Mapping[str, Any]],
    *,
    years: tuple[int, ...] = (2026,),
    end: int | None = None,
    rate: float = 0.0,
    first: int = 2026,
    series: Mapping[str, np.ndarray] | None = None,
    production: Mapping[str, YearPath] | None = None,
    roof: float | None = None,
    schemes: Mapping[str, Scheme] | None = None,
) -> Case:
    """A case of some things; the carriers they name are added.

    Parameters
    ----------
    things : mapping of "section.name" to fields
        Fields as a case file writes them, with `kind`.
    years, end, rate, first
        Milestone years, last year, discount rate, first decision year; the base year is 2025.
    """
    made = [thing(path, fields) for path, fields in things.items()]
    known = {each.name for each in made if each.kind == "carrier"}
    made.extend(thing(f"carriers.{name}", {"kind": "carrier"}) for name in sorted(_carriers(made) - known))
    return Case(
        name="proof", title="Proof", sector="automobile", currency="CNY", price_year=2025, scenario="base", packs=(),
        province=None, areas={} if roof is None else {"roof": Area(roof, 0.5)},
        horizon=Horizon(2025, first, years, end if end is not None else years[-1], rate),
        production=production or {}, things=tuple(made), series=series or {}, places={}, resolved={}, folder=Path(),
        schemes=schemes or {},
    )  # fmt: skip


def scheme(indicators: Mapping[str, Mapping[str, Any]], **fields: Any) -> Scheme:
    """A scheme of some indicators, all in one dimension unless told otherwise; its total is the sum of their weights.

    Parameters
    ----------
    indicators : mapping of name to fields
        Fields as a scheme's file writes them, less what only a reader needs.
    """
    told = {"dimension": "all", "source": "by hand", "year": 2025, "quality": "illustrative"}
    given = {
        "title": "Proof", "label": "By hand", "total": sum(row["weight"] for row in indicators.values()),
        "indicators": {name: {**told, "name": name, **row} for name, row in indicators.items()}, **fields,
    }  # fmt: skip
    return Scheme.model_validate(given, context={"currency": "CNY"})


def _carriers(things: Iterable[Thing]) -> set[str]:
    named = (reference for each in things for reference in references(each.parameters))
    return {reference.name for reference in named if reference.section == "carriers"}


@dataclass(frozen=True)
class Answer:
    """Outcome of a solve, and a way to read every number of it; the cost is NaN where there is no optimum."""

    status: Status
    cost: float
    pathway: Pathway
    operation: Operation
    hours: Mapping[int, np.ndarray]

    def number(self, quantity: str, name: str, year: int = 2026) -> float:
        """A decision or state: built, capacity, adopted, remaining, ..."""
        return evaluate(self.pathway.yearly.numbers[quantity, name, year])

    def line(self, line: str, item: str, year: int = 2026) -> float:
        """A line of the yearly bill."""
        return evaluate(self.pathway.yearly.costs[line, item, year])

    def cash(self, line: str, item: str, year: int = 2026) -> float:
        """Money paid once in a calendar year."""
        return evaluate(self.pathway.yearly.cash[line, item, year])

    def entry(self, account: str, item: str, year: int = 2026) -> float:
        """An entry of a yearly account."""
        return evaluate(self.pathway.yearly.item(account, item, year))

    def detail(self, quantity: str, *keys: str, year: int = 2026) -> float:
        """A decision or state within a year: points of an indicator, ..."""
        return evaluate(self.pathway.yearly.details[quantity, keys, year])

    def amount(self, name: str, year: int = 2026) -> float:
        """A number handed up by the operation."""
        return evaluate(self.pathway.yearly.amount(year, name))

    def flow(self, name: str, year: int = 2026) -> np.ndarray:
        """An hourly flow, step by step."""
        columns = self.operation.compiled.columns(self.operation.hourly.flows[name])
        return np.where(columns >= 0, self.hours[year][columns], 0.0)

    @property
    def overstepped(self) -> dict[tuple[str, int], float]:
        """Statements that are not kept, and by how much."""
        found = {(slack.where.key, slack.year): evaluate(slack.variable) for slack in self.pathway.yearly.slacks}
        return {key: amount for key, amount in found.items() if amount > 1e-6}


# What the running test has solved: the constraints taken away, and the cost without them.
SOLVED: list[tuple[tuple[str, ...], float]] = []


def components(site: Site, steps: Steps, base: Mapping[str, float] | None = None) -> tuple[Pathway, Operation]:
    """Both Pyomo models of a site."""
    return build_pathway(site, base or {}), build_operation(site, steps)


def constraints(*models: Any) -> Iterable[Any]:
    """Every constraint component of some Pyomo models that has a row."""
    for model in models:
        yield from (found for found in model.component_objects(pyo.Constraint) if len(found))


def solve(
    given: Case,
    *,
    without: str | tuple[str, ...] = (),
    rows: Callable[[Any], bool] = lambda index: True,
    steps: Steps = ONE_DAY,
    base: Mapping[str, float] | None = None,
    oversteps: bool = False,
    relaxed: bool = False,
) -> Answer:
    """Solve a case whole.

    Parameters
    ----------
    without : str or tuple of str
        Local names of constraints to take away, wherever they stand.
    rows : callable of index
        Which of their rows go.
    oversteps : bool
        Whether statements may be overstepped at a price; otherwise a contradiction is infeasible.
    relaxed : bool
        Whether whole numbers may be broken.
    """
    pathway, operation = components(build_site(given), steps, base)
    names = (without,) if isinstance(without, str) else without
    for name in names:
        _remove(name, rows, pathway.yearly.model, operation.hourly.block)
    if names:
        pathway = replace(pathway, compiled=compile_model(pathway.model))
        operation = replace(operation, compiled=compile_model(operation.hourly.block))
    split = split_pathway(pathway)
    joined = join_years(split if oversteps else _closed(split), pathway, operation)
    problem = joined.problem.relaxed() if relaxed else joined.problem
    outcome = highs.solve(problem, Settings(gap=1e-9))
    hours = {}
    if outcome.values is not None and outcome.status is Status.OPTIMAL:
        hours = {year: outcome.values[place] for year, place in joined.places.items()}
        load_values(pathway, outcome.values)
        load_amounts(pathway, operation, hours)
    cost = outcome.objective if hours else math.nan
    SOLVED.append((names, cost))
    return Answer(outcome.status, cost, pathway, operation, hours)


def _remove(name: str, rows: Callable[[Any], bool], *models: Any) -> None:
    gone = [
        row for found in constraints(*models) if found.local_name == name for index, row in found.items() if rows(index)
    ]
    assert gone, f"no constraint {name} in this case"
    for row in gone:
        row.deactivate()


def _closed(split: Split) -> Split:
    """Nothing may be overstepped."""
    cost, high = split.problem.cost.copy(), split.problem.high.copy()
    for column in split.penalties:
        cost[column] = high[column] = 0.0
    return replace(split, problem=replace(split.problem, cost=cost, high=high))


Test = Callable[..., None]


def proves(*names: str) -> Callable[[Test], Test]:
    """Mark a test as the proof of constraints: without each of them it must find another cost than with all.

    A name goes on after a colon where one constraint holds several statements: ``statement_limit: emission_cap.limit``.
    """

    def mark(test: Test) -> Test:
        @wraps(test)
        def watched(*args: Any, **options: Any) -> None:
            SOLVED.clear()
            test(*args, **options)
            whole = [cost for gone, cost in SOLVED if not gone]
            for name in {name.partition(":")[0] for name in names}:
                changed = [cost for gone, cost in SOLVED if name in gone]
                assert whole, "nothing is solved whole"
                assert any(cost != pytest.approx(whole[0], rel=1e-9) for cost in changed), f"{name} changes nothing"

        watched.proves = (*getattr(test, "proves", ()), *names)  # type: ignore[attr-defined]
        return watched

    return mark


def books(*names: str) -> Callable[[Test], Test]:
    """Mark a test as the proof of cost lines, cash lines or accounts."""

    def mark(test: Test) -> Test:
        test.books = (*getattr(test, "books", ()), *names)  # type: ignore[attr-defined]
        return test

    return mark


def proofs() -> list[Test]:
    """Every marked test of this folder."""
    found = []
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        module = importlib.import_module(f"tests.models.{path.stem}")
        found.extend(each for each in vars(module).values() if hasattr(each, "proves") or hasattr(each, "books"))
    return found


def claimed(attribute: str) -> set[str]:
    """Names that the marked tests of this folder claim."""
    return {name for test in proofs() for name in getattr(test, attribute, ())}
