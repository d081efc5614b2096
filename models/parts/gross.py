"""Gross CO2 by the rule under which electricity counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..accounts import Expression, Yearly

DIRECT = ("scope1_fuel", "scope1_process")
BASES = {
    "location": (*DIRECT, "scope2_location"),
    "market": (*DIRECT, "scope2_market"),
    "market_certificates": (*DIRECT, "scope2_market_certificates"),
    "scope1": DIRECT,
}


def gross(yearly: Yearly, basis: str, year: int) -> Expression:
    """Scope 1 plus scope 2 of a year by a basis. [t/a]"""
    return sum(yearly.sum(account, year) for account in BASES[basis])


def gross_of_base_year(yearly: Yearly, basis: str) -> float:
    """The same of the base year. [t/a]"""
    return sum(yearly.base.get(account, 0.0) for account in BASES[basis])
