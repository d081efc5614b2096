"""Three factories with plans made by hand; together they hold every number that a Solution may hold."""

from __future__ import annotations

from functools import cache

import xarray as xr

from planner.audit.layout import LAYOUT
from planner.case.value import Case

from .by_hand import plan
from .factory import factory
from .foundry import foundry
from .foundry_by_hand import foundry_plan
from .portfolio import portfolio
from .portfolio_by_hand import portfolio_plan

MADE = {"factory": (factory, plan), "portfolio": (portfolio, portfolio_plan), "foundry": (foundry, foundry_plan)}


@cache
def made(name: str) -> tuple[Case, xr.Dataset]:
    """A case and its plan."""
    case, solution = MADE[name]
    return case(), solution()


def holding(*, hourly: bool = True) -> list[tuple[str, str]]:
    """Plans and the variables that they hold."""
    return [
        (name, variable)
        for name in MADE
        for variable, dims in LAYOUT.items()
        if variable in made(name)[1] and (hourly or "hour" not in dims)
    ]
