"""Limits on the capital spent per year or per phase; and what else a case says about money besides prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from ..fields import Declaration, Unit
from .parts.financing import AssetClass, Credit, Grant, Holiday, Loan, Tax, Vat

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Yearly

ORDER = 4


class Parameters(Declaration):
    """Limits on capital, and the terms of the cash flow after tax, grants and loans.

    Limits are keyed by year ("2027") or by phase ("2026..2030"). Everything else changes a decision only where
    `objective` says so.
    """

    section: ClassVar[str] = "finance"
    kind: ClassVar[str] = "finance"

    budget: dict[str, Annotated[float, Unit("CNY", ge=0)]] = Field(
        default={}, description="Most capital spent in a calendar year, or in all years of a phase together."
    )
    objective: Literal["before_tax", "after_tax", "equity"] = Field(
        default="before_tax",
        description="What is least. before_tax: discounted cost at the prices stated; after_tax: the same less tax, "
        "deductible tax and grants; equity: what the owners pay, at their rate and with the loan. The latter two need "
        "`tax.base: company`, grants by `share` and no `holidays`, which alone are linear.",
    )
    inflation: Annotated[float, Unit("%/a", "%", ge=0, lt=100)] = Field(
        default=0.0, description="Yearly rise of all prices in the nominal cash flow."
    )
    equity_rate: Annotated[float, Unit("%/a", "%", ge=0, lt=100)] | None = Field(
        default=None, description="Real discount rate of the owners; by default that of the plan."
    )
    shadow_carbon: Literal["left_out", "counted"] = Field(
        default="left_out", description="Whether a shadow price of CO2, which nobody pays, is money in the cash flow."
    )
    tax: Tax | None = Field(default=None, description="Income tax; without it there is no cash flow after tax.")
    vat: Vat = Field(default=Vat(), description="Deductible value-added tax.")
    classes: dict[str, AssetClass] = Field(default={}, description="Classes of investments by name, for the tax.")
    usual_class: str | None = Field(
        default=None, description="Class of every investment that `class_of` does not name; by default the only one."
    )
    class_of: dict[str, str] = Field(
        default={}, description="Class of single technologies, measures, lines and grid connections."
    )
    equipment_credit: Credit | None = Field(default=None, description="Tax credit for special equipment.")
    holidays: dict[str, Holiday] = Field(default={}, description="Tax holidays of qualifying projects, by name.")
    grants: dict[str, Grant] = Field(default={}, description="Grants, by name.")
    loan: Loan | None = Field(default=None, description="Green loan.")


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
