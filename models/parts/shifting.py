"""Demand that may move within a day: work done ahead into a buffer, from which a later hour is relieved.

What is done ahead waits as a stock. The flexible load of the next hours could use up all of the stock, so with first
in, first out nothing waits longer than that. Every calendar day closes on itself: the stock is at midnight what it was
the midnight before, and the hours after the last one of a day are its first ones. A day may begin with a stock; then an
hour is relieved first and the stock is made good later in the day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from ...fields import Declaration, Unit

if TYPE_CHECKING:
    from ...case.value import Thing
    from ..accounts import Hourly


class Flexible(Declaration):
    """How much of a demand may move, and how far."""

    share: Annotated[float, Unit("%", gt=0, le=100)] = Field(description="Share of the load of any hour that may move.")
    within: Annotated[float, Unit("h", ge=1, le=24)] = Field(
        description="Longest time that work done ahead waits for its hour; whole hours."
    )


def shift(hourly: Hourly, thing: Thing, mean: Any, course: NDArray[np.float64]) -> None:
    """Let a part of a demand move within the day.

    Parameters
    ----------
    hourly : Hourly
        Accounts of the operation.
    thing : Thing
        A demand that states `flexible`.
    mean : Var
        Mean power of the demand. [MW]
    course : ndarray (step,)
        Load of every step relative to the mean. [1]
    """
    given, block, steps = thing.parameters, hourly.own(thing), range(hourly.steps.count)
    movable = given.flexible.share * course
    ahead = _ahead(movable, round(given.flexible.within))
    done, relieved, stock = (hourly.flow(thing, name) for name in ("shifted_in", "shifted_out", "shifted"))

    @block.Constraint(steps, doc="An hour is relieved of no more than its flexible part.")
    def relief_limit(_block: Any, step: int) -> Any:
        return relieved[step] <= float(movable[step]) * mean

    @block.Constraint(steps, doc="What is done ahead waits until an hour is relieved of it, round the calendar day.")
    def ahead_balance(_block: Any, step: int) -> Any:
        before = step - 1 if step % 24 else step + 23
        return stock[step] == stock[before] + done[step] - relieved[step]

    @block.Constraint(steps, doc="No more is done ahead than the flexible load of the next hours.")
    def ahead_limit(_block: Any, step: int) -> Any:
        return stock[step] <= float(ahead[step]) * mean

    hourly.add(given.carrier, done, -1.0)
    hourly.add(given.carrier, relieved)


def _ahead(hourly: NDArray[np.float64], hours: int) -> NDArray[np.float64]:
    """Sum over the hours after each one, round its calendar day."""
    by_day = hourly.reshape(-1, 24)
    ahead: NDArray[np.float64] = np.sum([np.roll(by_day, -k, axis=1) for k in range(1, hours + 1)], axis=0)
    return ahead.reshape(-1)
