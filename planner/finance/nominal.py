"""A project in nominal money: what its investments cost and are worth in their years, and what is given for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from .project import Grant, Investment, Project, Terms, covers

Line = dict[int, float]


@dataclass(frozen=True)
class Given:
    """What a grant pays by year, and by how much it lowers what is written off of each investment. [million]"""

    paid: Line
    lowers: dict[int, float]


@dataclass(frozen=True)
class Nominal:
    """A project and its terms, in money of each year."""

    project: Project
    terms: Terms

    def each(self, value: Callable[[int], float]) -> Line:
        """A line from its value in every year."""
        return {year: value(year) for year in self.project.years}

    def index(self, year: int) -> float:
        """Price level of a year against the price year. [1]"""
        return (1.0 + self.terms.inflation) ** (year - self.project.price_year)

    def spending(self, investment: Investment, year: int) -> float:
        """What is paid in a year, as it is invoiced. [million]"""
        return investment.spending.get(year, 0.0) * self.index(year)

    def vat(self, investment: Investment) -> float:
        """Part of what is invoiced that is deductible value-added tax. [1]"""
        rate = 0.0 if investment.asset_class is None or not self.terms.gross else investment.asset_class.vat
        return rate / (1.0 + rate)

    def net(self, investment: Investment, year: int) -> float:
        """What is paid in a year, without deductible tax. [million]"""
        return self.spending(investment, year) * (1.0 - self.vat(investment))

    def worth(self, investment: Investment) -> float:
        """Value at the end of service, without deductible tax. [million]"""
        return investment.residual * self.index(investment.last) * (1.0 - self.vat(investment))

    @cached_property
    def grants(self) -> tuple[Given, ...]:
        """What every grant of the terms pays."""
        return tuple(self._given(grant) for grant in self.terms.grants)

    def basis(self, place: int) -> float:
        """What is written off of an investment, its tax-free grants deducted. [million]"""
        cost = sum(self.net(self.project.investments[place], year) for year in self.project.years)
        return max(cost - sum(given.lowers.get(place, 0.0) for given in self.grants), 0.0)

    def _given(self, grant: Grant) -> Given:
        years = [year for year in self.project.years if grant.year is None or year <= grant.year]
        own = {
            place: {year: self.net(each, year) for year in years}
            for place, each in enumerate(self.project.investments)
            if each.sign > 0.0 and covers(grant.of, each.thing)
        }
        spent = sum(sum(by_year.values()) for by_year in own.values())
        if spent <= 0.0:
            return Given({}, {})
        share = grant.share if grant.amount is None else grant.amount / spent
        assert share is not None, "a grant is a share or an amount"
        lowers = {} if grant.taxable else {place: share * sum(by_year.values()) for place, by_year in own.items()}
        if grant.year is not None:
            return Given({grant.year: share * spent}, lowers)
        return Given({year: share * sum(by_year[year] for by_year in own.values()) for year in years}, lowers)
