"""What a bill is made from: the readings of the meters, the contracts in force, and what was agreed on the billing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .calendar import Array


@dataclass(frozen=True)
class ContractUse:
    """One contract in one year.

    Attributes
    ----------
    size : float
        Contract in force. [MW]
    start : int or None
        Year in which delivery began; settles the price of an indexed contract.
    traded : Mapping[(int, str), float]
        Traded green power by price class, that is by month and bands. [MWh]
    nominated : Mapping[int, float] or None
        Green power called for in each month, which is paid for whether it is traded or not; None where the contract
        knows no nominations and what is traded is paid for. [MWh]
    delivered : ndarray (hour) or None
        Physical delivery of a direct line or of a third party's plant. [MW]
    sold : float
        Surplus of a direct line sold in the year. [MWh]
    """

    size: float = 0.0
    start: int | None = None
    traded: Mapping[tuple[int, str], float] = field(default_factory=dict)
    nominated: Mapping[int, float] | None = None
    delivered: Array | None = None
    sold: float = 0.0


@dataclass(frozen=True)
class Usage:
    """One grid connection in one year.

    Attributes
    ----------
    imported : ndarray (hour)
        Power drawn. [MW]
    exported : ndarray (hour) or None
        Power fed in. [MW]
    generation : Mapping[str, ndarray (hour)]
        Output of each own plant in the grid's carrier. [MW]
    capacity : Mapping[str, float]
        Each own plant on line, in the grid's carrier. [MW]
    contracts : Mapping[str, ContractUse]
        Contracts delivered through this connection, or beside it in its place.
    used : ndarray (hour) or None
        What the site uses of the carrier, whatever its source; by default the power drawn. [MW]
    """

    imported: Array
    exported: Array | None = None
    generation: Mapping[str, Array] = field(default_factory=dict)
    capacity: Mapping[str, float] = field(default_factory=dict)
    contracts: Mapping[str, ContractUse] = field(default_factory=dict)
    used: Array | None = None


@dataclass(frozen=True)
class Billing:
    """What was settled elsewhere; where it is None, the calculator settles it.

    Attributes
    ----------
    capacity : Sequence[bool] or None
        Quarters billed on transformer capacity; by default the cheaper basis where the tariff leaves the choice.
    discounted : Sequence[bool] or None
        Months billed at the reduced demand price; by default those with enough use per transformer capacity.
    """

    capacity: Sequence[bool] | None = None
    discounted: Sequence[bool] | None = None
