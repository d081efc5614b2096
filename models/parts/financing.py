"""What a case says about inflation, tax, grants and loans: declarations alone.

`planner.finance` makes the cash flow of them, and the weights of payments where the plan is chosen after tax.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...fields import Declaration, Unit


class AssetClass(Declaration):
    """How a class of investments is written off, in equal parts from the first year of service."""

    life: Annotated[float, Unit("a", ge=1)] = Field(description="Whole years over which it is written off.")
    salvage: Annotated[float, Unit("%", ge=0, lt=100)] = Field(
        default=0.0, description="Share that is not written off before the end of service."
    )
    vat: Annotated[float, Unit("%", ge=0, lt=100)] = Field(
        default=0.0, description="Input value-added tax, deducted where `vat.investment` is gross."
    )


class Tax(Declaration):
    """Income tax on what the plan earns beside its reference pathway."""

    income: Annotated[float, Unit("%", ge=0, lt=100)] = Field(description="Rate.")
    base: Literal["company", "project"] = Field(
        default="company",
        description="company: it earns enough elsewhere, losses and credits lower its tax at once; "
        "project: taxed by itself, losses and credits wait for its profit.",
    )
    losses: Annotated[float, Unit("a", ge=0)] = Field(
        default=5.0, description="Whole years for which a loss is carried forward, with `base: project`."
    )


class Vat(Declaration):
    """Whether prices contain value-added tax that the factory deducts; without this section they do not."""

    investment: Literal["net", "gross"] = Field(
        default="net", description="gross: investments are stated with the tax of their class, which comes back."
    )
    operation: Annotated[float, Unit("%", ge=0, lt=100)] = Field(
        default=0.0, description="Rate contained in the prices of energy and upkeep; carbon payments bear none."
    )


class Credit(Declaration):
    """Credit against the income tax for special equipment that saves energy or water or protects the environment."""

    of: list[str] = Field(default=[], description="Technologies, measures and lines that earn it.")
    share: Annotated[float, Unit("%", ge=0, le=100)] = Field(
        default=0.10, description="Share of the investment, less tax-free grants, credited in its first year."
    )
    carry: Annotated[float, Unit("a", ge=0)] = Field(
        default=5.0, description="Whole years for which it is carried forward, with `tax.base: project`."
    )


class Holiday(Declaration):
    """Income of a qualifying project that is free of tax at first, then taxed by half."""

    of: list[str] = Field(min_length=1, description="Technologies, measures and lines that are the project.")
    price: Annotated[float, Unit("CNY/MWh", ge=0)] | None = Field(
        default=None, description="What its generation is booked at within the company; for solar and wind power."
    )
    income: Annotated[float, Unit("CNY/a", ge=0)] | None = Field(
        default=None, description="Its yearly income less its upkeep, where it generates no power."
    )
    exempt: Annotated[float, Unit("a", ge=0)] = Field(
        default=3.0, description="Whole years free of tax, from the first year of service."
    )
    half: Annotated[float, Unit("a", ge=0)] = Field(default=3.0, description="Whole years taxed by half after them.")


class Grant(Declaration):
    """Money given towards investments: a share of them or an amount."""

    of: list[str] = Field(default=[], description="What it is given for; empty means everything.")
    share: Annotated[float, Unit("%", ge=0, le=100)] | None = Field(
        default=None, description="Share of the investment without deductible value-added tax."
    )
    amount: Annotated[float, Unit("CNY", ge=0)] | None = Field(
        default=None, description="Nominal sum, paid if anything of `of` has been invested in by then; needs `year`."
    )
    year: int | None = Field(
        default=None, description="Year of payment, for what is spent until then; by default as it is spent."
    )
    taxable: bool = Field(
        default=True, description="It is income of its year; otherwise the investment is written off without it."
    )


class Loan(Declaration):
    """A green loan towards the investments of the plan; what is drawn in a year is repaid on its own schedule."""

    share: Annotated[float, Unit("%", gt=0, le=100)] = Field(
        description="Share of the investment without deductible value-added tax that is drawn as it is spent."
    )
    rate: Annotated[float, Unit("%/a", "%", ge=0, lt=100)] = Field(description="Nominal interest.")
    tenor: Annotated[float, Unit("a", ge=1)] = Field(description="Whole years from drawing to the last repayment.")
    grace: Annotated[float, Unit("a", ge=0)] = Field(
        default=0.0, description="Whole years in which only interest is paid; less than the tenor."
    )
    repayment: Literal["level", "annuity"] = Field(
        default="level", description="level: equal repayments; annuity: equal sums of interest and repayment."
    )
    of: list[str] = Field(default=[], description="What it finances; empty means everything.")
    until: int | None = Field(default=None, description="Last year of drawing; by default the end of the plan.")
