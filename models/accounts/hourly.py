"""Accounts of the hours of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pyomo.environ as pyo
from pyomo.core.expr.numeric_expr import LinearExpression

from .entries import Array, Entry, HourlyOrigin

if TYPE_CHECKING:
    from ...case.value import Thing
    from ...site import Classes, Steps


class Hourly:
    """Accounts of one operation block.

    Parameters
    ----------
    block : pyomo Block
        Where the links, amounts and balances live.
    steps : Steps
        Which hours the block has, and what each stands for.
    """

    def __init__(self, block: Any, steps: Steps) -> None:
        self.block = block
        self.steps = steps
        self.flows: dict[str, Any] = {}
        self.missing: dict[str, Any] = {}
        self.exclusive: list[tuple[str, str]] = []
        self.highest: dict[str, tuple[Any, tuple[int, ...]]] = {}
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        block.thing = pyo.Block(pyo.Any)
        block.link = pyo.Var(pyo.Any, dense=False)
        block.amount = pyo.Var(pyo.Any, dense=False)
        block.amount_balance = pyo.Constraint(pyo.Any)
        block.amount_range_limit = pyo.Constraint(pyo.Any)
        block.carrier_balance = pyo.Constraint(pyo.Any)

    def own(self, thing: Thing) -> Any:
        """Block of one thing."""
        return self.block.thing[f"{thing.kind} {thing.name}"]

    def link(self, name: str) -> Any:
        """Number handed down by the pathway."""
        return self.block.link[name]

    def flow(self, thing: Thing, attribute: str, name: str | None = None) -> Any:
        """A new non-negative hourly variable of a thing. [MW; MWh for a content]"""
        block = self.own(thing)
        variable = pyo.Var(range(self.steps.count), domain=pyo.NonNegativeReals)
        block.add_component(attribute, variable)
        self.flows[name or f"{thing.name}.{attribute}"] = variable
        return variable

    def add(self, account: str, variable: Any, coefficient: float | Array = 1.0, origin: HourlyOrigin = "own") -> None:
        """Enter an hourly variable, or a link spread over the hours, with its sign and where it comes from."""
        course = np.broadcast_to(np.asarray(coefficient, float), (self.steps.count,))
        self._entries[account].append(Entry(variable, course, origin))

    def entries(self, account: str) -> list[Entry]:
        """What has been entered into an hourly account."""
        return self._entries[account]

    def at(self, account: str, step: int) -> LinearExpression:
        """Sum of an hourly account in one step."""
        entries = [(entry.variable, entry.coefficient[step]) for entry in self._entries[account]]
        entries = [(variable, coefficient) for variable, coefficient in entries if coefficient != 0.0]
        return LinearExpression(
            linear_coefs=[float(coefficient) for _, coefficient in entries],
            linear_vars=[variable[step] if variable.is_indexed() else variable for variable, _ in entries],
        )

    def total(self, name: str, variable: Any, coefficient: float | Array = 1.0) -> None:
        """Hand up the yearly sum of an hourly variable times a coefficient. [MWh/a]"""
        factors = self.steps.weight * np.broadcast_to(np.asarray(coefficient, float), (self.steps.count,))
        used = np.flatnonzero(factors)
        amount = self.block.amount[name]
        self.block.amount_balance[name] = (
            LinearExpression(
                linear_coefs=[*(float(factors[step]) for step in used), -1.0],
                linear_vars=[*(variable[int(step)] for step in used), amount],
            )
            == 0.0
        )

    def total_within(self, name: str, variable: Any, low: Array, high: Array) -> None:
        """Hand up the yearly sum of an hourly variable times a coefficient known only within bounds. [MWh/a]"""
        if (low == high).all():
            self.total(name, variable, low)
            return
        amount, weight = self.block.amount[name], self.steps.weight
        steps = range(self.steps.count)
        self.block.amount_range_limit[name, "least"] = amount >= sum(
            weight[step] * low[step] * variable[step] for step in steps
        )
        self.block.amount_range_limit[name, "most"] = amount <= sum(
            weight[step] * high[step] * variable[step] for step in steps
        )

    def total_by_class(self, name: str, variable: Any, classes: Classes) -> None:
        """Hand up the yearly sums of an hourly variable by price class, as ``name.<class>``. [MWh/a]"""
        hours = self.steps.class_hours(classes.label, classes.count)
        for index in range(classes.count):
            self.total(f"{name}.{index}", variable, hours[index] / self.steps.weight)

    def exclude(self, first: str, second: str) -> None:
        """Name two hourly flows that must never run in the same hour.

        The models leave this out, as it hardly ever pays; a full year in which it does is operated again with the
        smaller of the two shut in the hours concerned.
        """
        self.exclusive.append((first, second))

    def peak(self, name: str, variable: Any, steps: Iterable[int]) -> Any:
        """Hand up a number that the operation keeps above an hourly variable in some steps. [MW]

        Where nothing is paid for it, the number may end anywhere above; the highest of the hours is what counts.
        """
        self.highest[name] = (variable, tuple(steps))
        return self.block.amount[name]

    def serve(self, carrier: str) -> None:
        """Allow energy of a carrier to be missing; the pathway keeps the missing amount at zero."""
        if carrier in self.missing:
            return
        missing = pyo.Var(range(self.steps.count), domain=pyo.NonNegativeReals)
        self.block.thing[f"missing {carrier}"].hourly = missing
        self.missing[carrier] = missing
        self.add(carrier, missing, origin="missing")
        self.total(f"{carrier}.missing", missing)

    def balance(self, carriers: Iterable[str]) -> None:
        """What is given equals what is taken, in every step and for every carrier."""
        for carrier in carriers:
            for step in range(self.steps.count):
                self.block.carrier_balance[carrier, step] = self.at(carrier, step) == 0.0
