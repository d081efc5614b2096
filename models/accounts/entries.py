"""What is entered into accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyomo.common.numeric_types import RegisterNumericType

from ...fields import Value

if TYPE_CHECKING:
    from ...case.value import Where

Array = NDArray[np.float64]
Expression = Any

# Numbers of a case remember their unit; to Pyomo they are plain numbers.
RegisterNumericType(Value)

# Availabilities below this are night; as coefficients they would only hurt the solver.
NEGLIGIBLE = 1e-5

# Where energy on the site comes from: own plants in the weather, own equipment from other carriers, a line of its own,
# plants of others on the site, the public grid.
Origin = Literal["renewable", "converter", "direct", "third_party", "bought"]

# The same of an hourly flow, as far as it matters for what may be fed in.
HourlyOrigin = Literal["own", "bought", "delivered", "missing"]


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


@dataclass(frozen=True)
class Capital:
    """Money that may be invested for service from one milestone year.

    Attributes
    ----------
    thing : str
        What it is invested in.
    begins, last : int
        First calendar year of service, and last one within the plan.
    spending : range
        Calendar years over which it is spent evenly.
    left : float
        Share of it that is left at the end of `last`. [1]
    amount : expression
        [million currency]
    """

    thing: str
    begins: int
    spending: range
    last: int
    left: float
    amount: Expression


@dataclass(frozen=True)
class Source:
    """What gives a carrier to the site in one year.

    Attributes
    ----------
    origin : Origin
        What kind of source it is.
    name : str
        Thing that it belongs to.
    energy : expression
        What it gives. [MWh/a]
    most : float
        More than it can ever give in an hour; infinite if nothing limits its size. [MW]
    capacity : expression
        What stands or is contracted. [MW]
    available : expression
        What it could have given in the weather. [MWh/a]
    needs : tuple of str
        Carriers that it takes to give this one.
    attributes : bool
        Whether its green attributes are the factory's.
    """

    origin: Origin
    name: str
    energy: Expression
    most: float
    capacity: Expression = 0.0
    available: Expression = 0.0
    needs: tuple[str, ...] = ()
    attributes: bool = False


@dataclass(frozen=True)
class Store:
    """What a store can give when nothing else does, in one year.

    Attributes
    ----------
    power : expression
        Most power. [MW]
    kept : expression
        Energy that its reserve always holds, as it would be given. [MWh]
    """

    power: Expression
    kept: Expression


class Entry(NamedTuple):
    """An hourly variable in an account, with its sign and factor in every step.

    Attributes
    ----------
    origin : str
        Own equipment, unless others deliver it: the public grid, a contract. What is missing comes from nowhere.
    """

    variable: Any
    coefficient: Array
    origin: HourlyOrigin
