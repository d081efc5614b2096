"""Accounts of the years of a pathway."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from .entries import Capital, Expected, Expression, Fact, Key, Origin, Slack, Source, Store

if TYPE_CHECKING:
    from ...case.value import Thing
    from ...site import Site


@dataclass
class Yearly:
    """Accounts of the pathway.

    Attributes
    ----------
    asked : Mapping of (str, int) to float, optional
        Totals by target and year that are asked for in place of those of the case.
    base : Mapping[str, float]
        Accounts of the base year, summed, for targets relative to it. [unit of each]
    details : Mapping
        Decisions and states by quantity, by a further key within the year (month, quarter, ...), and by year.
    capital : list of Capital
        Everything that may be invested; the payments it causes are among the cash.
    facts : list of Fact
        Yes/no outcomes that follow from a year's operation, such as which months earn a discount.
    expected : list of Expected
        Choices of which there is little doubt, held while a large plan is chosen.
    claims, traded, matched : Mapping
        Green power claimed through a grid: by year; settled by price class; matched in time by the level asked. [MWh/a]
    renewable : Mapping
        Renewable energy used or claimed, by year, own and bought. [tce/a]
    sources, stores : Mapping
        What gives a carrier to the site, and what keeps some of it for an outage, by carrier and year.
    exported : Mapping
        What is fed in, by carrier and year. [MWh/a]
    """

    model: Any
    site: Site
    base: Mapping[str, float] = field(default_factory=dict)
    asked: Mapping[tuple[str, int], float] | None = None
    costs: dict[tuple[str, str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    cash: dict[tuple[str, str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    capital: list[Capital] = field(default_factory=list)
    entries: dict[tuple[Key, int], Expression] = field(default_factory=lambda: defaultdict(float))
    numbers: dict[tuple[str, str, int], Expression] = field(default_factory=dict)
    slacks: list[Slack] = field(default_factory=list)
    savings: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    effects: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    active: dict[tuple[str, int], Expression] = field(default_factory=dict)
    details: dict[tuple[str, tuple[Any, ...], int], Expression] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    claims: dict[tuple[str, int], Expression] = field(default_factory=lambda: defaultdict(float))
    traded: dict[tuple[str, int, int], Expression] = field(default_factory=lambda: defaultdict(float))
    matched: dict[tuple[str, int, str], Expression] = field(default_factory=lambda: defaultdict(float))
    matched_certificates: dict[tuple[str, int, str], Expression] = field(default_factory=lambda: defaultdict(float))
    month_claims: dict[tuple[str, int, int], Expression] = field(default_factory=lambda: defaultdict(float))
    renewable: dict[int, Expression] = field(default_factory=lambda: defaultdict(float))
    sources: dict[tuple[str, int], list[Source]] = field(default_factory=lambda: defaultdict(list))
    stores: dict[tuple[str, int], list[Store]] = field(default_factory=lambda: defaultdict(list))
    exported: dict[tuple[str, int], Expression] = field(default_factory=lambda: defaultdict(float))

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

    def invest(self, item: str, capital: Capital) -> None:
        """Enter an investment: what is spent year by year, and what is left of it at the end of its service."""
        for calendar_year in capital.spending:
            self.spend("capex", item, calendar_year, capital.amount / len(capital.spending))
        if capital.left != 0.0:
            self.spend("residual_value", item, capital.last, -capital.left * capital.amount)
        self.capital.append(capital)

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

    def give(self, carrier: str, year: int, source: Source) -> None:
        """Enter what a source gives of a carrier in a year."""
        self.sources[carrier, year].append(source)

    def given(self, carrier: str, year: int, *origins: Origin) -> list[Source]:
        """Sources of a carrier in a year, of some origins or of all."""
        return [source for source in self.sources[carrier, year] if not origins or source.origin in origins]

    def energy(self, carrier: str, year: int, *origins: Origin) -> Expression:
        """What the sources of a carrier give in a year. [MWh/a]"""
        return sum(source.energy for source in self.given(carrier, year, *origins))

    def use(self, carrier: str, year: int) -> Expression:
        """What the site uses of a carrier in a year, wherever it comes from, less what it feeds in. [MWh/a]"""
        return self.energy(carrier, year) - self.exported[carrier, year]

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
        slack = self.slack(thing, statement, year, unit, scale)
        name = f"{thing.section}.{thing.name}"
        self.model.statement_limit[name, statement, year] = amount - slack <= most

    def slack(self, thing: Thing, statement: str, year: int, unit: str, scale: float) -> Any:
        """A closed way to overstep a statement, for a row of its own.

        Rows that bind what a year does to a yes or no of the pathway need one, too: a year must have an answer to every
        design.
        """
        variable = self.model.year[year].slack[f"{thing.section}.{thing.name}.{statement}"]
        where = replace(thing.where, key=f"{thing.where.key}.{statement}")
        self.slacks.append(Slack(variable, where, year, unit, max(scale, 1e-6)))
        return variable
