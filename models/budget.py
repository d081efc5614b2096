"""Limits on the capital spent per year or per phase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Yearly

ORDER = 4


class Parameters(Declaration):
    """Capital limits, keyed by year ("2027") or by phase ("2026..2030")."""

    section: ClassVar[str] = "finance"
    kind: ClassVar[str] = "finance"

    budget: dict[str, Annotated[float, Unit("CNY", ge=0)]] = Field(
        default={}, description="Most capital spent in a calendar year, or in all years of a phase together."
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Keep the capital spent in every stated year or phase below its limit."""
    for phase, most in thing.parameters.budget.items():
        first, _, last = phase.partition("..")
        years = range(int(first), int(last or first) + 1)
        spent = sum(
            expression for (line, _, year), expression in yearly.cash.items() if line == "capex" and year in years
        )
        if isinstance(spent, (int, float)):
            continue
        milestone = max([year for year in yearly.site.years if year <= years[-1]], default=yearly.site.years[0])
        yearly.limit(thing, f"budget.{phase}", milestone, spent, most, "million", most)
