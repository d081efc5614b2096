"""The scale on which a plan is judged after tax, or for its owners: every payment times what it takes of their flow.

As long as the company uses losses and credits in their year, tax, grants by share and loans are the same share of every
payment of a kind. So the present value of the cash flow is linear in the payments, and the weight of each is what the
statement makes of one unit of it alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from .discounting import discount_factor
from .nominal import Nominal
from .project import Investment, Project, Terms
from .statement import Statement, state

Flow = Literal["after_tax", "equity"]
SHADOW = "shadow_carbon"


@dataclass(frozen=True)
class Appraisal:
    """Present value of one flow of the cash flow, as a cost.

    A shadow price of CO2 is no money of the flow: it counts in full, untaxed.

    Attributes
    ----------
    flow : str
        `after_tax`, or `equity`. Without a loan the owners have what is left after tax, and without a tax all of it.
    terms : Terms
        Taxed with the company, grants by share.
    rate : float
        Real discount rate. [1/a]
    base_year, price_year : int
        Year to whose end is discounted, and year whose money is meant.
    years : range
        Calendar years of the plan.
    """

    flow: Flow
    terms: Terms
    rate: float
    base_year: int
    price_year: int
    years: range

    def __post_init__(self) -> None:
        tax, grants = self.terms.tax, self.terms.grants
        if (tax is not None and tax.alone) or any(grant.share is None for grant in grants):
            raise ValueError("a project taxed by itself and grants by amount have no weights")

    def without_support(self) -> Appraisal:
        """The same for the reference pathway, to which grants and loan are not given."""
        return replace(self, terms=replace(self.terms, grants=(), loan=None))

    def npv(self, nominal: Mapping[int, float]) -> float:
        """Present value of nominal money. [million]"""
        return sum(value * self._worth(year) for year, value in nominal.items())

    def cost(self, project: Project) -> float:
        """What a project costs on this scale; below zero if it earns. [million]"""
        lines = state(project, self.terms).lines
        return -self.npv(self._flow(lines)) - self.npv(lines.get(SHADOW, {}))

    @cached_property
    def running(self) -> Mapping[int, float]:
        """Weight of a cost of operation in a calendar year. [1]"""
        return self._yearly("saving")

    @cached_property
    def carbon(self) -> Mapping[int, float]:
        """Weight of a payment for CO2. [1]"""
        return self._yearly("carbon")

    @cached_property
    def shadow(self) -> Mapping[int, float]:
        """Weight of a price of CO2 that nobody pays. [1]"""
        return {year: discount_factor(self.rate, year - self.base_year) for year in self.years}

    @cached_property
    def removal(self) -> Mapping[int, float]:
        """Weight of a payment made once that is no investment. [1]"""
        paid = replace(self._nothing, other=dict.fromkeys(self.years, 1.0))
        return self._weights(state(paid, self.terms))

    def capital(self, investment: Investment) -> float:
        """Cost of an investment on this scale, with everything that its tax, support and end bring. [million]"""
        return self.cost(replace(self._nothing, investments=(investment,)))

    def _yearly(self, line: Literal["saving", "carbon"]) -> dict[int, float]:
        spent = dict.fromkeys(self.years, -1.0)
        paid = replace(self._nothing, saving=spent) if line == "saving" else replace(self._nothing, carbon=spent)
        return self._weights(state(paid, self.terms))

    def _weights(self, of_one: Statement) -> dict[int, float]:
        return {year: -value * self._worth(year) for year, value in self._flow(of_one.lines).items()}

    def _flow(self, lines: Mapping[str, Mapping[int, float]]) -> Mapping[int, float]:
        order = ("equity", "after_tax", "before_tax")[0 if self.flow == "equity" else 1 :]
        return next(lines[name] for name in order if name in lines)

    def _worth(self, year: int) -> float:
        """Present value of one unit of nominal money. [1]"""
        return discount_factor(self.rate, year - self.base_year) / Nominal(self._nothing, self.terms).index(year)

    @cached_property
    def _nothing(self) -> Project:
        none = dict.fromkeys(self.years, 0.0)
        return Project(self.years, self.price_year, saving=none, carbon=none, shadow=none, other=none, investments=())
