"""Accounts: the only place where things meet.

Hourly accounts hold, inside one year, what each thing gives to (positive) or takes from (negative) a carrier. Yearly
accounts hold money (paid is positive), CO2 (released is positive) and energy, by year.

Operation and pathway are joined by two sets of numbers a year: *links*, handed down (capacities, demands, contracts),
and *amounts*, handed up (yearly energies, monthly peaks). Nothing in an operation block depends on the year, so one
block serves every year; what a year costs and emits is decided by the pathway's prices and factors on the amounts.
"""

from .entries import NEGLIGIBLE, Array, Capital, Expected, Expression, Fact, Key, Origin, Slack, Source, Store
from .hourly import Hourly
from .yearly import Yearly

__all__ = [
    "NEGLIGIBLE",
    "Array",
    "Capital",
    "Expected",
    "Expression",
    "Fact",
    "Hourly",
    "Key",
    "Origin",
    "Slack",
    "Source",
    "Store",
    "Yearly",
]
