"""The bill: lines as printed, with quantity, price and amount, and their sums."""

from __future__ import annotations

from dataclasses import dataclass

MILLION = 1e6
KILO = 1e3


@dataclass(frozen=True)
class Line:
    """One printed line.

    Attributes
    ----------
    line : str
        Kind of the line, as in the yearly costs: ``grid_energy``, ``traded_replaced``, ...
    component : str
        Component of the tariff, or the contract; ``contract.component`` where one concerns the other.
    basis : str
        What the quantity is: ``energy: peak``, ``demand: minimum``, ``generation: pv``, ...
    quantity : float
        Amount billed. [unit]
    unit : str
        kWh, kW, kVA or month.
    price : float
        Price of one unit; a mean price where it changes from hour to hour. [currency/unit]
    amount : float
        Payable, negative if earned or avoided. [currency]
    item : str
        Item of the yearly cost line that this line is part of.
    """

    month: int
    line: str
    component: str
    basis: str
    quantity: float
    unit: str
    price: float
    amount: float
    item: str


@dataclass(frozen=True)
class Adjustment:
    """What the power factor of a month would add to the bill; a remark, no part of it.

    Attributes
    ----------
    power_factor, standard : float
        At the meter, to two digits, and the one without adjustment. [1]
    share : float
        Share of what it is counted on, positive if dearer. [1]
    counted_on, amount : float
        Energy, demand and capacity charges of the month, and the adjustment. [currency]
    """

    month: int
    power_factor: float
    standard: float
    share: float
    counted_on: float
    amount: float

    @property
    def missing(self) -> float:
        """By how much the power factor falls short of the standard. [1]"""
        return max(0.0, round(self.standard - self.power_factor, 2))


@dataclass(frozen=True)
class Bill:
    """The bill of one grid connection in one year.

    Attributes
    ----------
    memo : tuple of Adjustment
        What the power factor would add, month by month; no part of the bill.
    capacity_billed : tuple of bool (quarter)
        Quarters billed on transformer capacity.
    billed : tuple of float (month)
        Billed demand before any discount; zero where capacity is billed. [MW]
    discounted : tuple of bool (month)
        Months billed at the reduced demand price.
    energy : tuple of float (month)
        Energy drawn. [kWh]
    delivered : tuple of float (month)
        Energy of direct lines and third parties' plants used beside it. [kWh]
    """

    grid: str
    year: int
    lines: tuple[Line, ...]
    memo: tuple[Adjustment, ...]
    capacity_billed: tuple[bool, ...]
    billed: tuple[float, ...]
    discounted: tuple[bool, ...]
    energy: tuple[float, ...]
    delivered: tuple[float, ...]

    def total(self, month: int | None = None) -> float:
        """Payable in a month or in the year. [currency]"""
        return sum(line.amount for line in self.lines if month in (None, line.month))

    def unit_cost(self, month: int | None = None) -> float | None:
        """What a kWh from outside costs, revenue of feeding in left out; None without any. [currency/kWh]"""
        earned = sum(
            line.amount for line in self.lines if line.line == "export_revenue" and month in (None, line.month)
        )
        bought = [own + beside for own, beside in zip(self.energy, self.delivered, strict=True)]
        amount = sum(bought) if month is None else bought[month - 1]
        return (self.total(month) - earned) / amount if amount > 0.0 else None

    def costs(self) -> dict[tuple[str, str], float]:
        """Yearly sums by line and item, as the Solution's cost lines. [million currency/a]"""
        found: dict[tuple[str, str], float] = {}
        for line in self.lines:
            key = (line.line, line.item)
            found[key] = found.get(key, 0.0) + line.amount / MILLION
        return found


def energy_line(
    month: int, line: str, component: str, basis: str, energy: float, amount: float, item: str
) -> Line:  # fmt: skip
    """Line over an amount of energy, from MWh and millions; the price is their quotient, zero for no energy."""
    price = amount / energy * KILO if energy else 0.0
    return Line(month, line, component, basis, energy * KILO, "kWh", price, amount * MILLION, item)
