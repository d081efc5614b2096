"""What the cash flow of a plan is made from: the plan less its reference pathway, and the terms of tax and loan.

Money is in millions of the case's currency. What comes from a plan is real, of the price year; what is agreed in money,
such as a grant, is nominal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Yearly = Mapping[int, float]


@dataclass(frozen=True)
class AssetClass:
    """How investments of a class are treated by the tax.

    Attributes
    ----------
    life : int
        Years over which they are written off in equal parts. [a]
    salvage : float
        Share that is not written off. [1]
    vat : float
        Input value-added tax on them. [1]
    """

    life: int
    salvage: float = 0.0
    vat: float = 0.0


@dataclass(frozen=True)
class Investment:
    """One investment of the plan (sign 1), or one of the reference pathway that the plan spares (sign -1).

    Attributes
    ----------
    thing : str
        What it belongs to.
    spending : mapping of int to float
        By calendar year, real. [million]
    begins, last : int
        First year of service, and last one within the plan.
    residual : float
        What it is worth at the end of its last year, real; below zero if it serves beyond its life. [million]
    asset_class : AssetClass or None
        None where there is no tax.
    credited : bool
        Whether it earns the tax credit on special equipment.
    """

    thing: str
    sign: float
    spending: Yearly
    begins: int
    last: int
    residual: float
    asset_class: AssetClass | None = None
    credited: bool = False


@dataclass(frozen=True)
class Holiday:
    """Income of a project that is free of tax in its first years of service and taxed by half in the next.

    Attributes
    ----------
    of : frozenset of str
        Things that are the project.
    income : mapping of int to float
        Its income less its upkeep, real. [million/a]
    exempt, half : int
        Years. [a]
    """

    of: frozenset[str]
    income: Yearly
    exempt: int
    half: int


@dataclass(frozen=True)
class Grant:
    """Money that is given towards investments.

    Attributes
    ----------
    of : frozenset of str
        Things it is given for; empty means everything.
    share, amount : float or None
        Share of the investment [1], or a nominal sum [million].
    year : int or None
        When it is paid, for what is spent until then; None: as it is spent.
    taxable : bool
        Whether it is income; otherwise the investment is written off without it.
    """

    of: frozenset[str]
    share: float | None
    amount: float | None
    year: int | None
    taxable: bool


@dataclass(frozen=True)
class LoanTerms:
    """A loan towards the investments of a plan; every year's drawing is repaid on its own.

    Attributes
    ----------
    share : float
        Share of what is spent. [1]
    rate : float
        Nominal interest. [1/a]
    tenor, grace : int
        Years until the last repayment, and years before the first one. [a]
    level : bool
        Equal repayments of principal; otherwise equal sums of interest and principal.
    of : frozenset of str
        Things that it finances; empty means everything.
    until : int or None
        Last year of drawing.
    """

    share: float
    rate: float
    tenor: int
    grace: int = 0
    level: bool = True
    of: frozenset[str] = frozenset()
    until: int | None = None


@dataclass(frozen=True)
class TaxTerms:
    """Income tax.

    Attributes
    ----------
    rate : float
        [1]
    alone : bool
        The project is taxed by itself: losses and credits wait for its own profit. Otherwise the company earns enough
        elsewhere to use them in their year.
    losses : int
        Years for which a loss may be carried forward, if alone. [a]
    credit : float
        Share of special equipment that is credited against the tax. [1]
    carry : int
        Years for which a credit may be carried forward, if alone. [a]
    """

    rate: float
    alone: bool = False
    losses: int = 5
    credit: float = 0.0
    carry: int = 5


@dataclass(frozen=True)
class Terms:
    """What a case says about money besides prices.

    Attributes
    ----------
    inflation : float
        Yearly rise of all prices. [1/a]
    gross : bool
        Prices of investments contain value-added tax that is deducted.
    operation_vat : float
        Value-added tax contained in the prices of operation. [1]
    tax, loan : TaxTerms or None, LoanTerms or None
        None where the case states none.
    """

    inflation: float = 0.0
    gross: bool = False
    operation_vat: float = 0.0
    tax: TaxTerms | None = None
    loan: LoanTerms | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True)
class Project:
    """A plan beside its reference pathway, year by year.

    Attributes
    ----------
    years : range
        Calendar years of the plan.
    saving, carbon, shadow : mapping of int to float
        Operating cost of the reference less that of the plan, real: without carbon payments; carbon that is paid;
        carbon that is only counted. [million/a]
    other : mapping of int to float
        Payments made once that no investment explains: removal. Plan less reference, real. [million]
    """

    years: range
    price_year: int
    saving: Yearly
    carbon: Yearly
    shadow: Yearly
    other: Yearly
    investments: tuple[Investment, ...]
    holidays: tuple[Holiday, ...] = field(default=())


def covers(of: frozenset[str], thing: str) -> bool:
    """Whether a thing is among those named; an empty list means all."""
    return not of or thing in of
