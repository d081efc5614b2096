"""What a plan is for, where it is not the least cost: the best score, or the least CO2, for a budget.

Such a plan is found in two steps: how far the budget reaches, and then the cheapest plan that reaches as far. So of the
many plans that are equally good the cheapest is delivered, and it is repaired and checked like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ..case.value import Thing, Where
from ..errors import CaseError, Finding
from ..models.parts.gross import gross

if TYPE_CHECKING:
    from ..case.value import Case
    from ..models.accounts import Expression, Yearly

Objective = Literal["cost", "score", "co2"]

# Units of what a budget is driven to.
UNITS: Mapping[Objective, str] = {"score": "points", "co2": "t"}

# What the first step minimises per point or tonne: small beside the price of overstepping a statement.
SCALE: Mapping[Objective, float] = {"score": -1.0, "co2": 1e-3}

# What is better: more points, or less CO2.
SIGNS: Mapping[Objective, float] = {"score": -1.0, "co2": 1.0}

# Factor on the price of overstepping in the first step, where nothing else has a price.
SEVERE = 1e3

# A second step may fall short of the first by this share, so that it is not left a single plan. [1]
LENIENCE = 1e-3

ORDER = "--objective"
LEVEL = "level"
_ORDER = Thing("objective", "objective", "objective", None, Where("command line", None, ORDER))


@dataclass(frozen=True)
class Aim:
    """What a plan is for.

    Attributes
    ----------
    objective : str
        cost: least discounted cost; score: highest totals of the years that the case names; co2: least gross CO2,
        location-based, of all years.
    budget : float or None
        Most capital spent over all years, undiscounted. [million]
    reached : mapping of (str, int) to float, or None
        Totals by target and year, or CO2 under ("co2", 0), that the first step has shown to be in reach.
    level : float or None
        Least sum of the totals, or most CO2 of all years, for which the cheapest plan is looked for; of a score, in
        place of what the case asks for. [points; t]
    favour : float
        What a point more or a tonne less is worth beside the cost, so that of plans of one cost the better is found.
        [million per point; million/t]
    """

    objective: Objective = "cost"
    budget: float | None = None
    reached: Mapping[tuple[str, int], float] | None = None
    level: float | None = None
    favour: float = 0.0

    @property
    def is_search(self) -> bool:
        """Whether it asks how far a budget reaches, and not for the least cost."""
        return self.objective != "cost" and self.reached is None and self.level is None

    def asked(self) -> Mapping[tuple[str, int], float] | None:
        """Totals to be reached in place of those that the case asks for; None to keep these."""
        return None if self.objective != "score" else self.reached or {}

    def then(self, values: Mapping[tuple[str, int], float]) -> Aim:
        """The second step: the least cost of what the first has reached."""
        slack = LENIENCE if self.objective == "co2" else -LENIENCE
        return replace(self, reached={key: value * (1.0 + slack) for key, value in values.items()})


def check_aim(aim: Aim, case: Case) -> None:
    """Refuse an aim that the case has nothing for.

    Raises
    ------
    CaseError
        If a score is to be highest and the case states none.
    """
    if aim.objective == "score" and not any(thing.parameters.score for thing in case.of("green_factory")):
        message = "the case states no score: --objective score needs a target of kind green_factory with the years"
        raise CaseError([Finding(case.where("targets"), message)])


def measured(aim: Aim, yearly: Yearly) -> dict[tuple[str, int], Expression]:
    """What the first step drives as far as it goes, by target and year."""
    if aim.objective == "score":
        required = {(keys[0], year) for (quantity, keys, year) in yearly.details if quantity == "required"}
        return {key: yearly.details["score", (key[0],), key[1]] for key in sorted(required)}
    blocks = yearly.site.blocks
    total = sum(len(blocks.block(year)) * gross(yearly, "location", year) for year in blocks.years)
    return {("co2", 0): total}


def search_for(aim: Aim, yearly: Yearly) -> Expression:
    """What is minimised in the first step."""
    return SCALE[aim.objective] * sum(measured(aim, yearly).values())


def favoured(aim: Aim, yearly: Yearly) -> Expression:
    """What is added to the cost in favour of the aim. [million]"""
    return SIGNS[aim.objective] * aim.favour * sum(measured(aim, yearly).values()) if aim.favour else 0.0


def state(aim: Aim, yearly: Yearly) -> None:
    """Keep the budget, and what the first step has reached, as statements of the plan."""
    last = yearly.site.years[-1]
    if aim.budget is not None:
        spent = sum(money for (line, _, _), money in yearly.cash.items() if line == "capex")
        if not isinstance(spent, (int, float)):
            yearly.limit(_ORDER, "budget", last, spent, aim.budget, "million", max(aim.budget, 1.0))
    if aim.objective == "co2" and aim.reached is not None:
        most = aim.reached["co2", 0]
        yearly.limit(_ORDER, "co2", last, measured(aim, yearly)["co2", 0], most, "t", max(most, 1.0))
    if aim.level is not None:
        sign, unit = SIGNS[aim.objective], UNITS[aim.objective]
        amount: Expression = sign * sum(measured(aim, yearly).values())
        if not isinstance(amount, (int, float)):
            yearly.limit(_ORDER, LEVEL, last, amount, sign * aim.level, unit, max(abs(aim.level), 1.0))
