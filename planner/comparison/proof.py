"""How far a difference in cost is proven, from what no plan of either case costs less than.

A plan costs what it costs; the cheapest plan of its case costs between its bound and that. So the difference of the two
cheapest plans lies in an interval, and only if zero is outside is it proven which case is the cheaper one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..site.terms import stated
from .side import Side

Proven = Literal["all_hours", "typical_days", "open", "not_cost"]


@dataclass(frozen=True)
class CostDifference:
    """Discounted cost of one run less that of another. [currency]

    Attributes
    ----------
    found : float
        Difference of the plans found.
    low, high : float or None
        Between these lies the difference of the cheapest plans, at all hours; None where no bound is known.
    proven : str
        Its sign is proven at all hours, on typical days alone, or open; `not_cost` if a plan is not one of least
        discounted cost before tax.
    held : int
        Quarters and months whose billing was held as expected in the searches: the bounds are of plans billed so.
    """

    found: float
    low: float | None
    high: float | None
    proven: Proven
    held: int


def cost_difference(base: Side, other: Side) -> CostDifference:
    """Difference in discounted cost and what is proven of it.

    Parameters
    ----------
    base, other : Side
        Two runs of one horizon and discount rate.
    """
    costs = base.summary["npv_cost"], other.summary["npv_cost"]
    found = costs[1] - costs[0]
    held = sum(int(side.summary["typical_day"].get("held_as_expected") or 0) for side in (base, other))
    if any(_is_otherwise(side) for side in (base, other)):
        return CostDifference(found, None, None, "not_cost", held)
    bounds = bound(base), bound(other)
    if bounds[0] is None or bounds[1] is None:
        low = high = None
    else:
        low, high = min(bounds[1] - costs[0], found), max(costs[1] - bounds[0], found)
        if low > 0.0 or high < 0.0:
            return CostDifference(found, low, high, "all_hours", held)
    return CostDifference(found, low, high, "typical_days" if _apart_on_typical_days(base, other) else "open", held)


def _is_otherwise(side: Side) -> bool:
    """Whether a plan is not one of least discounted cost before tax."""
    aimed = side.summary["aim"] or side.summary["violations"]
    return bool(aimed) or stated(side.case).objective != "before_tax"


def bound(side: Side) -> float | None:
    """What no plan costs less than at all hours, before tax; None where that is not what was least. [currency]"""
    if stated(side.case).objective != "before_tax":
        return None
    if side.summary["resolution"] == "full":
        found = side.summary["bound"]
    else:
        found = side.summary["typical_day"].get("average_bound")
    return None if found is None else float(found)


def _apart_on_typical_days(base: Side, other: Side) -> bool:
    """Whether the costs on typical days are further apart than their gaps, the same way as those at all hours."""
    told = [side.summary["typical_day"] for side in (base, other)]
    if any(side.summary["resolution"] == "full" for side in (base, other)) or any(
        typical.get(key) is None for typical in told for key in ("objective", "bound")
    ):
        return False
    found = other.summary["npv_cost"] - base.summary["npv_cost"]
    dearer, cheaper = (told[1], told[0]) if found > 0.0 else (told[0], told[1])
    return bool(dearer["bound"] > cheaper["objective"])
