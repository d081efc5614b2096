"""Accounts: the only place where things meet.

Hourly accounts hold, inside one year, what each thing gives to (positive) or takes from (negative) a carrier. Yearly
accounts hold money (paid is positive), CO2 (released is positive) and energy, by year.

Operation and pathway are joined by two sets of numbers a year: *links*, handed down (capacities, demands, contracts),
and *amounts*, handed up (yearly energies, monthly peaks). Nothing in an operation block depends on the year, so one
block serves every year; what a year costs and emits is decided by the pathway's prices and factors on the amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.common.numeric_types import RegisterNumericType
from pyomo.core.expr.numeric_expr import LinearExpression

from ..fields import Value

if TYPE_CHECKING:
    from ..case.value import Thing, Where
    from ..site import Classes, Site, Steps

Array = NDArray[np.float64]
Expression = Any

# Numbers of a case remember their unit; to Pyomo they are plain numbers.
RegisterNumericType(Value)

# Availabilities below this are night; as coefficients they would only hurt the solver.
NEGLIGIBLE = 1e-5


@dataclass(frozen=True)
class Key:
    """An entry of a yearly account: which account, whose entry, in which unit."""

    account: str
    item: str
    unit: str


@dataclass(frozen=True)
class Slack:
    """A way to overstep one statement of the case, closed unless a diagnosis opens it."""

    variable: Any
    where: Where
    year: int
    unit: str
    scale: float
    carrier: str | None = None

    @property
    def of_service(self) -> bool:
        """Whether it stands for energy of a carrier that is missing."""
        return self.carrier is not None


@dataclass(frozen=True)
class Fact:
    """Yes/no outcomes of a year that follow from its operation and are not free decisions once it is known.

    Attributes
    ----------
    variables : tuple
        Whole-number variables of the pathway.
    settle : callable
        From the value of every amount of the year, by name, to the value of each variable.
    """

    year: int
    variables: tuple[Any, ...]
    settle: Callable[[Mapping[str, float]], tuple[float, ...]]


@dataclass(frozen=True)
class Expected:
    """A yes/no outcome that the case leaves little doubt about, before anything is chosen."""

    year: int
    variable: Any
    value: float


def share_of_output(converter: Any, carrier: str) -> float:
    """What a converter gives of a carrier per unit of its first output. [1]"""
    if carrier not in converter.outputs or converter.carnot is not None:
        return 1.0 if carrier == next(iter(converter.outputs)) else 0.0
    return float(converter.outputs[carrier] / next(iter(converter.outputs.values())))


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
        self._entries: dict[str, list[tuple[Any, Array]]] = defaultdict(list)
        block.thing = pyo.Block(pyo.Any)
        block.link = pyo.Var(pyo.Any, dense=False)
        block.amount = pyo.Var(pyo.Any, dense=False)
        block.amount_balance = pyo.Constraint(pyo.Any)
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

    def add(self, account: str, variable: Any, coefficient: float | Array = 1.0) -> None:
        """Enter an hourly variable, or a link spread over the hours, with its sign."""
        self._entries[account].append((variable, np.broadcast_to(np.asarray(coefficient, float), (self.steps.count,))))

    def entries(self, account: str) -> list[tuple[Any, Array]]:
        """What has been entered into an hourly account."""
        return self._entries[account]

    def at(self, account: str, step: int) -> LinearExpression:
        """Sum of an hourly account in one step."""
        entries = [(variable, coefficient[step]) for variable, coefficient in self._entries[account]]
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
        self.add(carrier, missing)
        self.total(f"{carrier}.missing", missing)

    def balance(self, carriers: Iterable[str]) -> None:
        """What is given equals what is taken, in every step and for every carrier."""
        for carrier in carriers:
            for step in range(self.steps.count):
                self.block.carrier_balance[carrier, step] = self.at(carrier, step) == 0.0


@dataclass
class Yearly:
    """Accounts of the pathway.

    Attributes
    ----------
    base : Mapping[str, float]
        CO2 of the base year by account, for targets relative to it. [t/a]
    details : Mapping
        Decisions and states by quantity, by a further key within the year (month, quarter, ...), and by year.
    facts : list of Fact
        Yes/no outcomes that follow from a year's operation, such as which months earn a discount.
    expected : list of Expected
        Choices of which there is little doubt, held while a large plan is chosen.
    claims, traded, matched : Mapping
        Green power claimed through a grid: by year; settled by price class; matched in time by the level asked. [MWh/a]
    generated, available, exported, direct, third_party : Mapping
        Power of a carrier by year: of own renewables, what these could have given, fed in, delivered by direct lines
        and by plants of others on the site. [MWh/a]
    """

    model: Any
    site: Site
    base: Mapping[str, float] = field(default_factory=dict)
    costs: dict[tuple[str, str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    cash: dict[tuple[str, str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    entries: dict[tuple[Key, int], Expression] = field(default_factory=lambda: defaultdict(float))
    numbers: dict[tuple[str, str, int], Expression] = field(default_factory=dict)
    slacks: list[Slack] = field(default_factory=list)
    savings: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    active: dict[tuple[str, int], Expression] = field(default_factory=dict)
    details: dict[tuple[str, tuple[Any, ...], int], Expression] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    claims: dict[tuple[str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    traded: dict[tuple[str, int, int], Expression] = field(default_factory=lambda: defaultdict(float))
    matched: dict[tuple[str, int, str], Expression] = field(default_factory=lambda: defaultdict(float))
    matched_certificates: dict[tuple[str, int, str], Expression] = field(default_factory=lambda: defaultdict(float))
    month_claims: dict[tuple[str, int, int], Expression] = field(default_factory=lambda: defaultdict(float))
    generated: dict[tuple[str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    available: dict[tuple[str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    exported: dict[tuple[str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    direct: dict[tuple[str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    third_party: dict[tuple[str, int], Expression] = field(default_factory=lambda: defaultdict(float))

    def __post_init__(self) -> None:
        self.model.thing = pyo.Block(pyo.Any)
        self.model.statement_limit = pyo.Constraint(pyo.Any, doc="What the case states as a limit is kept.")
        self.model.year = pyo.Block(list(self.site.years))
        for year in self.site.years:
            block = self.model.year[year]
            block.link = pyo.Var(pyo.Any, dense=False, domain=pyo.NonNegativeReals)
            block.link_balance = pyo.Constraint(pyo.Any)
            block.amount = pyo.Var(pyo.Any, dense=False, domain=pyo.NonNegativeReals)
            block.trade = pyo.Var(pyo.Any, dense=False, domain=pyo.NonNegativeReals)
            block.slack = pyo.Var(pyo.Any, dense=False, bounds=(0.0, 0.0))

    def own(self, thing: Thing) -> Any:
        """Block of one thing's decisions."""
        return self.model.thing[f"{thing.kind} {thing.name}"]

    def link(self, year: int, name: str, expression: Expression) -> None:
        """Hand a number down to the operation of a year."""
        block = self.model.year[year]
        block.link_balance[name] = block.link[name] == expression

    def amount(self, year: int, name: str) -> Any:
        """A number handed up by the operation of a year."""
        return self.model.year[year].amount[name]

    def trade(self, year: int, name: str) -> Any:
        """A yearly decision that needs no hours, such as certificates bought."""
        return self.model.year[year].trade[name]

    def cost(self, line: str, item: str, year: int, expression: Expression) -> None:
        """Enter money paid in every year of a block. [million currency / a]"""
        self.costs[line, item, year] += expression

    def spend(self, line: str, item: str, calendar_year: int, expression: Expression) -> None:
        """Enter money paid once. [million currency]"""
        self.cash[line, item, calendar_year] += expression

    def enter(self, account: str, item: str, unit: str, year: int, expression: Expression) -> None:
        """Enter a yearly amount."""
        self.entries[Key(account, item, unit), year] += expression

    def note(self, quantity: str, name: str, year: int, expression: Expression) -> None:
        """Record a decision or a state for the solution: built, capacity, adopted, ..."""
        self.numbers[quantity, name, year] = expression

    def detail(self, quantity: str, keys: tuple[Any, ...], year: int, expression: Expression) -> None:
        """Record a decision or state within a year for the solution: billed demand by month, traded power by band."""
        self.details[quantity, keys, year] = expression

    def expect(self, year: int, variable: Any, value: float) -> None:
        """Say how a yes/no outcome of a year will most likely turn out; a large plan is first chosen with it held."""
        self.expected.append(Expected(year, variable, value))

    def use(self, carrier: str, year: int) -> Expression:
        """What the site uses of a carrier in a year, wherever it comes from, less what it feeds in. [MWh/a]"""
        case = self.site.case
        total = self.generated[carrier, year] + self.direct[carrier, year] + self.third_party[carrier, year]
        total -= self.exported[carrier, year]
        for grid in case.of("grid"):
            if grid.parameters.carrier == carrier:
                total += self.item("import", grid.name, year)
        for converter in case.of("converter"):
            total += self.output(converter, carrier, year)
        return total

    def output(self, converter: Thing, carrier: str, year: int) -> Expression:
        """What a converter gives of a carrier in a year. [MWh/a]"""
        given = converter.parameters
        share = share_of_output(given, carrier)
        if share == 0.0:
            return 0.0
        activity = self.amount(year, f"{converter.name}.activity")
        if carrier == next(iter(given.outputs)) or given.part_load is None:
            return share * activity
        # Other outputs follow the input, which at part load is no longer in proportion to the first output.
        slope, standing = given.input_line
        return share * (slope * activity + standing * given.unit * self.amount(year, f"{converter.name}.on"))

    def sum(self, account: str, year: int) -> Expression:
        """Sum of a yearly account over its items."""
        return sum(value for (key, of), value in self.entries.items() if (key.account, of) == (account, year))

    def item(self, account: str, item: str, year: int) -> Expression:
        """One entry of a yearly account."""
        return sum(
            value for (key, of), value in self.entries.items() if (key.account, key.item, of) == (account, item, year)
        )

    def limit(
        self, thing: Thing, statement: str, year: int, amount: Expression, most: float, unit: str, scale: float
    ) -> None:
        """Keep an amount below a limit that a statement of the case sets.

        Every such row has a closed slack, so that a diagnosis can tell which statements contradict each other.
        """
        name = f"{thing.section}.{thing.name}"
        slack = self.model.year[year].slack[f"{name}.{statement}"]
        where = replace(thing.where, key=f"{thing.where.key}.{statement}")
        self.slacks.append(Slack(slack, where, year, unit, max(scale, 1e-6)))
        self.model.statement_limit[name, statement, year] = amount - slack <= most
