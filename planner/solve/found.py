"""What a trial finds: a plan on typical days, and the statements that somebody wants kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """A limit that somebody wants kept in a year.

    Attributes
    ----------
    place : str
        Key and year in one word.
    scale : float
        What is usual for it. [unit]
    is_law : bool
        Whether the reference pathway keeps it, too.
    """

    place: str
    key: str
    year: int
    unit: str
    scale: float
    is_law: bool


@dataclass(frozen=True)
class Found:
    """A plan on typical days. Money in million, discounted.

    Attributes
    ----------
    cost, bound : float
        What it costs, without the price of oversteps, and what no plan costs less than that keeps everything.
    charged : float
        What its oversteps were charged in the search; no plan that oversteps no more costs less than `bound` less this.
    oversteps : mapping of str to float
        Statements that it does not keep, by ``key@year``. [unit of each]
    unserved : float
        Energy or product missing. [MWh; t]
    co2 : float
        Gross CO2, location-based, of all calendar years. [t]
    room : mapping of str to float
        What is left below every statement, by ``key@year``. [unit of each]
    decided : mapping of str to mapping of str to float
        Decisions by thing and column name, without zeros.
    first : mapping of str to int
        First milestone year in which something of a thing is decided.
    size : mapping of str to float
        What is built, signed or bought of it in all. [MW; MWh]
    spent : mapping of str to float
        What its price makes of the cost: capital less what is left of it at the end, or what a contract pays.
    """

    status: str
    cost: float
    bound: float
    charged: float
    oversteps: Mapping[str, float]
    unserved: float
    co2: float
    room: Mapping[str, float]
    decided: Mapping[str, Mapping[str, float]]
    first: Mapping[str, int]
    size: Mapping[str, float]
    spent: Mapping[str, float]

    @property
    def keeps(self) -> bool:
        """Whether it serves everything and keeps every statement."""
        return not self.oversteps and self.unserved == 0.0
