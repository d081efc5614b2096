"""Put the models together: one pathway over the years, one operation block over the hours of a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC

from ..models import modules
from ..models.accounts import Hourly, Slack, Yearly
from ..site import Site, Steps
from .aims import Aim, favoured, search_for, state
from .held import hold
from .matrix import Compiled, compile_model
from .objective import least_cost

LEAST_COST = Aim()


@dataclass(frozen=True)
class Pathway:
    """The compiled pathway with its accounts."""

    model: Any
    yearly: Yearly
    compiled: Compiled

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns: two pathways with the same ones take the same decisions."""
        return tuple(str(variable.name) for variable in self.compiled.variables)


@dataclass(frozen=True)
class Operation:
    """The compiled operation of any year."""

    hourly: Hourly
    compiled: Compiled


def build_pathway(
    site: Site, base: Mapping[str, float], aim: Aim = LEAST_COST, held: Sequence[tuple[str, str, int, float]] = ()
) -> Pathway:
    """Yearly decisions, accounts and statements of a case, minimising the cost or what else is the aim.

    Parameters
    ----------
    site : Site
        The factory.
    base : Mapping[str, float]
        Accounts of the base year. [unit of each]
    aim : Aim
        What the plan is for.
    held : sequence of Held
        Decisions that are made already.

    Returns
    -------
    Pathway
        Model, accounts and arrays.
    """
    model = pyo.ConcreteModel()
    yearly = Yearly(model, site, base, aim.asked())
    for stage in ("pathway", "conditions"):
        for module, thing in _in_order(site):
            if hasattr(module, stage):
                getattr(module, stage)(yearly, thing)
    _share_areas(yearly)
    _serve_all(yearly)
    state(aim, yearly)
    hold(yearly, held)
    cost = search_for(aim, yearly) if aim.is_search else least_cost(yearly) + favoured(aim, yearly)
    model.cost = pyo.Objective(expr=cost)
    return Pathway(model, yearly, compile_model(model))


def build_operation(site: Site, steps: Steps) -> Operation:
    """Hourly behaviour of everything in a case within one year.

    Parameters
    ----------
    site : Site
        The factory.
    steps : Steps
        Which hours there are.

    Returns
    -------
    Operation
        Model, accounts and arrays.
    """
    # A full year is hundreds of thousands of small objects, none of them garbage: looking for some doubles the time.
    with PauseGC():
        model = pyo.ConcreteModel()
        hourly = Hourly(model, steps)
        for module, thing in _in_order(site):
            if hasattr(module, "operation"):
                module.operation(hourly, thing, site)
        hourly.balance(site.carriers)
        return Operation(hourly, compile_model(model))


def overlay(pathway: Pathway, operation: Operation, year: int) -> dict[int, int]:
    """Columns that an operation block and a year of the pathway share: links and amounts."""
    block = pathway.model.year[year]
    shared = {}
    for ours, theirs in ((operation.hourly.block.link, block.link), (operation.hourly.block.amount, block.amount)):
        for name, element in ours.items():
            column = operation.compiled.of(element)
            if column >= 0 and name in theirs and pathway.compiled.of(theirs[name]) >= 0:
                shared[column] = pathway.compiled.of(theirs[name])
    return shared


def _in_order(site: Site) -> list[tuple[Any, Any]]:
    """Every thing with its model, things that enter accounts before things that read them."""
    known = modules()
    pairs = [(known[thing.kind], thing) for thing in site.case.things if hasattr(known[thing.kind], "ORDER")]
    return sorted(pairs, key=lambda pair: (pair[0].ORDER, pair[1].kind, pair[1].name))


def _share_areas(yearly: Yearly) -> None:
    """What occupies roof or land fits the area that is usable."""
    site = yearly.site
    yearly.model.area_limit = pyo.Constraint(pyo.Any, doc="What stands on an area fits the usable part of it.")
    for name, area in site.case.areas.items():
        for year in site.years:
            taken = yearly.sum(f"{name}_area", year)
            if not isinstance(taken, (int, float)):
                yearly.model.area_limit[name, year] = taken <= area.available


def _serve_all(yearly: Yearly) -> None:
    """No energy and no product may be missing; the closed slack lets a diagnosis say how much would be."""
    site = yearly.site
    yearly.model.service_limit = pyo.Constraint(pyo.Any, doc="No demand is left unserved.")
    products = {thing.parameters.carrier for thing in site.case.of("product")}
    served = [*site.case.of("demand"), *site.case.of("product")]
    places = {thing.parameters.carrier: thing.where for thing in reversed(served)}
    for carrier, where in sorted(places.items()):
        unit = "t" if carrier in products else "MWh"
        for year in site.years:
            slack = yearly.model.year[year].slack[f"{carrier}.missing"]
            yearly.model.service_limit[carrier, year] = yearly.amount(year, f"{carrier}.missing") - slack <= 0.0
            demand = sum(site.demand(carrier, year))
            yearly.slacks.append(
                Slack(slack, replace(where, key=f"demand of {carrier}"), year, unit, max(demand, 1.0), carrier)
            )
